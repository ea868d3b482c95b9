"""The runner of the docs' code blocks finds what a page gets wrong, and nothing on a page that is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs_for_tests import BASH, ROOT, Runner, as_reader, blocks

pytestmark = pytest.mark.skipif(BASH is None, reason="the commands are for a shell")
RULE = """[[rule]]
id = "acme.shop"
says = "is the shop's box"
action = "remove"
exact = ["our harbour shop"]
remove = ["Our harbour shop"]
keep = ["Our harbour shop has closed, said the mayor."]
"""


def fenced(language: str, text: str, title: str = "") -> str:
    return f"```{language}" + (f' title="{title}"' if title else "") + f"\n{text}\n```\n\n"


def problems(tmp_path: Path, page: str) -> str:
    # A page is named relative to the checkout, so it stands there by name only.
    path = tmp_path / "page.md"
    path.write_text(page, encoding="utf-8")
    runner = Runner(path, tmp_path)
    runner.path = ROOT / "page.md"
    with as_reader(runner):
        return "\n".join(runner.problems())


@pytest.mark.parametrize(
    "page",
    [
        fenced("sh", "echo one; echo two") + fenced("text", "one\n…"),
        fenced("python", ">>> a = 1\n") + fenced("python", "a += 1") + fenced("python", ">>> a\n2\n"),
        fenced("text", "It rained.", "page.txt")
        + fenced("sh", "newsclean clean page.txt")
        + fenced("text", "It rained."),
        fenced("toml", RULE) + fenced("json", '{"a": 1}') + fenced("html", "<p>It rained.</p>"),
        fenced("python", "# mine.py\nNAME = 'mine'") + fenced("python", ">>> import mine\n>>> mine.NAME\n'mine'\n"),
        "*Not run in the tests: needs a cluster*\n\n" + fenced("sh", "exit 3") + fenced("text", "all done"),
        "1. A list\n\n   ```sh\n   echo one\n   ```\n\n   ```text\n   one\n   ```\n",
    ],
)
def test_a_page_that_is_right_has_no_problem(tmp_path: Path, page: str) -> None:
    assert problems(tmp_path, page) == ""


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (fenced("sh", "echo one") + fenced("text", "two"), "page.md:1: line 5 shows another output"),
        (fenced("sh", "echo one; false"), "exit code 1 from"),
        (fenced("sh", "false | cat"), "exit code 1 from"),
        (fenced("python", ">>> 1 + 1\n3\n"), "Expected:\n    3\nGot:\n    2"),
        (fenced("python", "1 / 0"), "ZeroDivisionError"),
        (fenced("toml", RULE.replace("exact", "exakt")), "unknown key 'exakt'"),
        (fenced("toml", RULE.replace('["Our harbour shop"]', '["Our village shop"]')), "should go by this rule"),
        (fenced("toml", RULE.replace('["Our harbour shop"]', '["Our shop"]'), "my.toml"), "should go by this rule"),
        (fenced("toml", '[project.entry-points."newsclean.pack"]\na = "b"'), "ours is newsclean.packs"),
        (fenced("toml", '[tool.pytest.ini_options]\nnewsclean_pack = ["a"]'), "no option newsclean_pack"),
        (fenced("json", "{"), "JSONDecodeError"),
        (fenced("text", "hanging in the air"), "neither a file nor a command's output"),
        (fenced("yaml", "a: 1"), "a 'yaml' block"),
        (fenced("python", "# mine.py\nNAME = 'mine'"), "mine.py is shown, but no block on the page uses it"),
        (fenced("sh", "pip install 'newsclean[moon]'"), "newsclean has no extra 'moon'"),
        (fenced("sh", "pip install no-such-project-at-all"), "no-such-project-at-all"),
    ],
)
def test_what_a_page_gets_wrong_is_found(tmp_path: Path, page: str, problem: str) -> None:
    assert problem in problems(tmp_path, page)


def test_a_block_that_is_not_run_says_why(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "*Not run in the tests: needs a cluster*\n\n```sh\nsubmit\n```\n\n```sh\ntrue\n```\n", encoding="utf-8"
    )
    assert [block.why for block in blocks(page)] == ["needs a cluster", None]
