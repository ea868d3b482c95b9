"""Runs the code blocks of a Markdown page, top to bottom, in one folder, as a reader would.

| block | what is done with it |
|---|---|
| with a file's name (`title="acme.toml"`, or `# acme.toml` as its first line) | written there; packs are tested |
| `python` with prompts | a doctest; names of earlier blocks are known |
| `python` without | executed in the same session |
| `sh` | run by bash, must end well; the `text` block right below is its output, "…" stands for anything |
| `toml` with rules | a pack, its cases are run; other `toml` is read, and our keys in it checked |
| `json`, `html` | read |

A block below a line "*Not run in the tests: REASON*" is left out. `python`, `pip` and `pytest` are the test run's
own: `pip install` of a folder really installs it, other names are looked up among what is installed.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
import traceback
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, NamedTuple

import newsclean
from newsclean.rules.pack import load_pack, parse_pack
from newsclean.rules.plugins import GROUP
from newsclean.testing import run_cases

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md")))
BASH = shutil.which("bash")
RUN_BY_CI = "pip install --quiet --editable '.[test]' && .venv/bin/pytest"
"""The README's command for the whole test suite; `.ci/run` runs it, and with it what is here."""

_BLOCK = re.compile(
    r"(?:^\*Not run in the tests: (?P<why>[^*]+)\*\n\n)?"
    r'^(?P<indent> *)```(?P<language>\w*)(?: title="(?P<title>[^"]+)")?[^\n]*\n(?P<text>.*?)^(?P=indent)```$',
    re.DOTALL | re.MULTILINE,
)
_FILE = re.compile(r"# ([\w/.-]+\.(?:toml|py|txt))\n")
_PIP = Path(__file__).with_name("docs_pip.py")
_SHIMS = {
    "newsclean": 'exec "$PYTHON" -m newsclean "$@"',
    "pytest": 'exec "$PYTHON" -m pytest -p newsclean.pytest_plugin -p no:cacheprovider "$@"',
    "pip": f'exec "$PYTHON" {_PIP} "$@"',
    "python": f"""\
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin" && cp "$SHIMS"/* "$3/bin/"; exit; fi
if [ "$1 $2" = "-m pip" ]; then shift 2; exec "$PYTHON" {_PIP} "$@"; fi
exec "$PYTHON" "$@\"""",
}
_SHIMS["python3"] = _SHIMS["python"]


class Block(NamedTuple):
    """A code block: where it begins, its language, its file's name, its text, and why it is not run."""

    line: int
    language: str
    title: str | None
    text: str
    why: str | None


def blocks(path: Path) -> list[Block]:
    page = path.read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(page):
        text = textwrap.dedent(match["text"])
        name = _FILE.match(text)
        title = match["title"] or (name[1] if name else None)
        line = page.count("\n", 0, match.start("language")) + 1
        found.append(Block(line, match["language"], title, text, match["why"]))
    return found


def missing(path: Path) -> set[str]:
    """The projects that a page installs as extras of newsclean and that are not here, so that it cannot be run."""
    wanted = {
        extra
        for block in blocks(path)
        if block.language == "sh" and not block.why
        for extras in re.findall(r"(?:newsclean|\.)\[([\w,-]+)\]", block.text)
        for extra in extras.split(",")
    }
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    needed = {re.split(r"[^\w.-]", need)[0] for extra in wanted - {"test", "docs"} for need in table.get(extra, ())}
    return {name for name in needed - {"newsclean"} if not any(distributions(name=name))}


class BlockError(Exception):
    """A block did not do what the page says."""


class Runner:
    """Runs the blocks of one page in a folder."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.blocks = blocks(path)
        self.folder = folder / "work"
        self.site, self.shims = folder / "site", folder / "bin"
        for place in (self.folder, self.site, self.shims):
            place.mkdir()
        for name, script in _SHIMS.items():
            shim = self.shims / name
            shim.write_text(f"#!{BASH}\n{script}\n", encoding="utf-8")
            shim.chmod(0o755)
        wire = "fixtures/wire--promos-and-captions"
        shutil.copytree(ROOT / wire, self.folder / wire)
        shutil.copytree(ROOT / "examples", self.folder / "examples")
        self.names: dict[str, Any] = {"__name__": "session"}

    def problems(self) -> Iterator[str]:
        """Run the page; yield what went wrong, with the line of the page."""
        following = [*self.blocks[1:], None]
        shown: Block | None = None
        for block, below in zip(self.blocks, following, strict=True):
            if block is shown:
                continue
            shown = (
                below if block.language == "sh" and below and (below.language, below.title) == ("text", None) else None
            )
            if block.why or RUN_BY_CI in block.text:
                continue
            try:
                self._run(block, shown)
            except BlockError as error:
                yield f"{self.path.relative_to(ROOT)}:{block.line}: {error}"
            except Exception:
                yield f"{self.path.relative_to(ROOT)}:{block.line}: {traceback.format_exc(limit=-3)}"

    def _run(self, block: Block, shown: Block | None) -> None:
        if block.title:
            target = self.folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
            self._check_file(block, target)
        elif block.language == "python":
            self._session(block)
        elif block.language == "sh":
            self._shell(block.text, shown)
        elif block.language == "toml":
            self._toml(block)
        elif block.language == "json":
            json.loads(block.text)
        elif block.language == "html":
            newsclean.clean(block.text, kind="html")
        else:
            raise BlockError(f"a {block.language or 'nameless'!r} block that is neither a file nor a command's output")

    def _check_file(self, block: Block, target: Path) -> None:
        name = target.parent.name if target.stem == "__init__" else target.stem
        used = any(name in other.text for other in self.blocks if other is not block)
        if target.suffix == ".json":
            json.loads(block.text)
        elif target.suffix == ".toml" and "[[rule]]" in block.text:
            load_pack(target)
            if not any(other.language == "sh" and target.name in other.text for other in self.blocks):
                self._prove(load_pack(target))
        elif target.suffix == ".toml":
            self._toml(block)
        elif target.suffix == ".py" and not used:
            raise BlockError(f"{block.title} is shown, but no block on the page uses it")

    def _prove(self, rules: Any) -> None:
        failures = [str(failure) for failure in run_cases(rules, newsclean.Cleaner(rules=rules))]
        if failures:
            raise BlockError("\n".join(failures))

    def _toml(self, block: Block) -> None:
        if "[[rule]]" in block.text:
            self._prove(parse_pack(block.text, f"{self.path.name}:{block.line}"))
            return
        table = tomllib.loads(block.text)
        groups = table.get("project", {}).get("entry-points", {})
        if set(groups) - {GROUP}:
            raise BlockError(f"entry-point groups {sorted(groups)}; ours is {GROUP}")
        options = table.get("tool", {}).get("pytest", {}).get("ini_options", {})
        plugin = (ROOT / "newsclean" / "pytest_plugin.py").read_text(encoding="utf-8")
        if unknown := [name for name in options if name.startswith("newsclean") and f'"{name}"' not in plugin]:
            raise BlockError(f"the plugin has no option {unknown[0]}")

    def _session(self, block: Block) -> None:
        if ">>>" not in block.text:
            exec(compile(block.text, f"{self.path.name}:{block.line}", "exec"), self.names)
            return
        test = doctest.DocTestParser().get_doctest(block.text, self.names, self.path.name, str(self.path), block.line)
        test.globs = self.names  # the parser copies them, and a page is one session
        told: list[str] = []
        flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        doctest.DocTestRunner(optionflags=flags).run(test, out=told.append, clear_globs=False)
        if told:
            raise BlockError("".join(told))

    def _shell(self, command: str, shown: Block | None) -> None:
        environment = {
            **os.environ,
            "PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(self.site)]),
            "PATH": f"{self.shims}{os.pathsep}{os.environ['PATH']}",
            "SHIMS": str(self.shims),
            "SITE": str(self.site),
            "NO_COLOR": "1",
            "COLUMNS": "120",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            [str(BASH), "-euo", "pipefail", "-c", command],
            cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        printed = f"{command}\n--- stdout\n{done.stdout}--- stderr\n{done.stderr}"
        if done.returncode:
            raise BlockError(f"exit code {done.returncode} from\n{printed}")
        if shown is not None:
            pattern = ".*?".join(map(re.escape, shown.text.split("…")))
            if not re.fullmatch(pattern, done.stdout, re.DOTALL):
                raise BlockError(f"line {shown.line} shows another output than that of\n{printed}")


@contextlib.contextmanager
def as_reader(runner: Runner) -> Iterator[None]:
    """Be in the page's folder, with its modules and what it installs on the path; forget them afterwards."""
    before, here = list(sys.path), Path.cwd()
    sys.path[:0] = [str(runner.folder), str(runner.site)]
    os.chdir(runner.folder)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        os.chdir(here)
        sys.path[:] = before
        home = str(runner.folder.parent)
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(home):
                del sys.modules[name]
