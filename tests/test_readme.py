"""What README and docs show is what comes out: commands, Python sessions, tables.

A `sh` block is run from its first `newsclean` command on (what comes before sets the machine up), and
the `text` block below it is its output, where "…" stands for anything. A `python` block with prompts
is a doctest; blocks that begin with "# name.toml" or "# name.py" are files in the folder where it all runs.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from newsclean.cli.main import build_parser
from newsclean.rules.rule import ACTIONS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
RULES = ROOT / "docs" / "rules.md"
DOCS = (README, *sorted((ROOT / "docs").glob("*.md")))
BASH = shutil.which("bash")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# (\w+\.(?:toml|py|txt))\n")
_COMMAND = re.compile(r"(?:^|/|\s)(newsclean (?:clean|explain|rules) .*)", re.DOTALL | re.MULTILINE)
_SHELL = 'newsclean() { "$PYTHON" -m newsclean "$@"; }\npython() { "$PYTHON" "$@"; }\n'


class Block(NamedTuple):
    language: str
    text: str


def blocks(path: Path) -> list[Block]:
    return [Block(*found) for found in _BLOCK.findall(path.read_text(encoding="utf-8"))]


def shown_commands(path: Path) -> list[tuple[str, str]]:
    """Commands with the output that is shown for them."""
    found = blocks(path)
    pairs = pairwise(found)
    commands = [(_COMMAND.search(block.text), out) for block, out in pairs if block.language == "sh"]
    return [(match[1], out.text) for match, out in commands if match and out.language == "text"]


def shown_session(path: Path) -> str:
    return "\n".join(block.text for block in blocks(path) if block.language == "python" and ">>>" in block.text)


COMMANDS = [(path, *shown) for path in DOCS for shown in shown_commands(path)]
SESSIONS = {path: session for path in DOCS if (session := shown_session(path))}


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that a document shows, and the fixtures, as in a checkout."""
    for block in blocks(request.param):
        if name := _FILE.match(block.text):
            (tmp_path / name[1]).write_text(block.text, encoding="utf-8")
    shutil.copytree(ROOT / "fixtures" / "wire--promos-and-captions", tmp_path / "fixtures/wire--promos-and-captions")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.skipif(BASH is None, reason="the commands are for a shell")
@pytest.mark.parametrize(("folder", "command", "shown"), COMMANDS, indirect=["folder"])
def test_commands_print_what_is_shown(folder: Path, command: str, shown: str) -> None:
    environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        [str(BASH), "-c", _SHELL + command],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    pattern = ".*?".join(map(re.escape, shown.split("…")))
    assert re.fullmatch(pattern, done.stdout, re.DOTALL), f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("folder", "path"), [(path, path) for path in SESSIONS], indirect=["folder"])
def test_sessions_print_what_is_shown(path: Path) -> None:
    """A document is one session: names of an earlier block are known in a later one."""
    test = doctest.DocTestParser().get_doctest(SESSIONS[path], {"__name__": "session"}, path.name, str(path), 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=told.append)
    assert not told, "".join(told)


def test_the_readme_shows_commands_and_sessions() -> None:
    assert len(shown_commands(README)) >= 4
    assert README in SESSIONS


def test_two_commands_set_up_a_fresh_machine() -> None:
    setups = [block.text for block in blocks(README) if block.language == "sh" and "-m venv" in block.text]
    assert len(setups) == 2
    assert "newsclean clean fixtures/" in setups[0]
    assert "pytest" in setups[1]
    assert "pytest" not in setups[0], ".ci/run takes the first block that calls pytest"


def test_every_exit_code_is_told() -> None:
    codes = re.findall(r"^  (\d)  ", build_parser().epilog or "", re.MULTILINE)
    told = re.findall(r"^\| (\d) +\|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == codes


def test_actions_are_told_in_their_order() -> None:
    table = RULES.read_text(encoding="utf-8").partition("| action |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` +\|", table, re.MULTILINE) == list(ACTIONS)


def test_figures_can_be_filled_in() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("<!-- figures:begin -->") == text.count("<!-- figures:end -->") == 1
    assert text.index("<!-- figures:begin -->") < text.index("<!-- figures:end -->")


def test_links_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
