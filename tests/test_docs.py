"""What README, docs and examples show is what comes out: every code block of every page is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_for_tests import BASH, PAGES, README, ROOT, Runner, as_reader, blocks, missing

from newsclean.rules.rule import ACTIONS

RULES = ROOT / "docs" / "rules.md"
NOT_RUN = {
    ("docs/batch.md", "it needs the crawl's files"),
    ("docs/batch.md", "it needs your dataset"),
    ("docs/benchmarks.md", "`.ci/run` does it"),
    ("docs/benchmarks.md", "it rewrites the floors"),
    ("docs/benchmarks.md", "needs the pages with ground truth"),
    ("docs/scale.md", "fetches a gigabyte"),
    ("docs/scale.md", "needs a cluster"),
    ("docs/scale.md", "takes some minutes"),
}
"""Page and reason of the blocks that no test runs; the page says so, too."""


def page_id(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.skipif(BASH is None, reason="the commands are for a shell")
@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path)], ids=page_id)
def test_every_block_does_what_the_page_says(path: Path, tmp_path: Path) -> None:
    if lacking := missing(path):
        pytest.skip(f"installs {', '.join(sorted(lacking))}, which this environment does not have")
    runner = Runner(path, tmp_path)
    with as_reader(runner):
        problems = list(runner.problems())
    assert not problems, "\n\n".join(problems)


def test_the_blocks_that_are_not_run_are_known() -> None:
    assert {(page_id(path), block.why) for path in PAGES for block in blocks(path) if block.why} == NOT_RUN


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_every_fence_is_a_block(path: Path) -> None:
    fences = re.findall(r"^ *```", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks(path))


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^ *```.*?^ *```$|`[^`\n]+`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose):
        generated = target in ("catalogue/index.md", "changelog.md")
        assert generated or (path.parent / target).exists(), f"{path.name}: {target}"


def test_actions_are_told_in_their_order() -> None:
    table = RULES.read_text(encoding="utf-8").partition("| action |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` +\|", table, re.MULTILINE) == list(ACTIONS)


def test_the_readme_shows_commands_and_sessions() -> None:
    shown = [block.language for block in blocks(README)]
    assert shown.count("sh") >= 4
    assert shown.count("python") >= 4
