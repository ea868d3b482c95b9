"""Imports point one way (docs: the house), and importing newsclean does no work."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import newsclean

PACKAGE = Path(newsclean.__file__).parent
LAYERS = (
    ("model", "script", "shipped"),
    ("credit", "metadata", "rules.lines", "rules.rule"),
    ("rules.pack", "rules.plugins", "rules.select", "read", "pages"),
    ("rules.match", "rules.ruleset", "rules.sites", "rules.tails"),
    ("label",),
    ("assemble",),
    ("explain",),
    ("cleaner",),
)
"""A module imports from its own layer and those above it in this table; what is not listed comes last."""


WHEN_CALLED = {("newsclean.model", "newsclean.markdown")}
"""Imports upwards inside a method, for what few callers need."""


def module_name(path: Path) -> str:
    parts = ("newsclean", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str) -> set[str]:
    """Every module that `name` imports, inside functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: write relative imports out in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in MODULES else str(node.module))
    return found


def layer(name: str) -> int:
    short = name.removeprefix("newsclean.")
    for rank, members in enumerate(LAYERS):
        if any(short == member or short.startswith(member + ".") for member in members):
            return rank
    return len(LAYERS)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name: str) -> None:
    ours = {other for other in imports(name) if other in MODULES}
    assert not {other for other in ours if layer(other) > layer(name) and (name, other) not in WHEN_CALLED}


def test_no_module_imports_itself_through_others() -> None:
    graph = {name: {o for o in imports(name) if o in MODULES and (name, o) not in WHEN_CALLED} for name in MODULES}
    tuple(TopologicalSorter(graph).static_order())


def test_model_imports_nothing_of_ours() -> None:
    ours = {other for other in imports("newsclean.model") if other in MODULES}
    assert all(("newsclean.model", other) in WHEN_CALLED for other in ours)


def test_only_the_html_parser_imports_lxml() -> None:
    users = {name for name in MODULES if any(other.partition(".")[0] == "lxml" for other in imports(name))}
    assert users == {"newsclean.read.parse"}


def run_python(code: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_reads_no_pack_and_loads_no_parser() -> None:
    run_python("""
import sys
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import newsclean
from newsclean.rules.ruleset import builtin_rules
assert not [name for name in opened if name.endswith(".toml")], opened
assert not builtin_rules.cache_info().currsize
heavy = {"lxml", "importlib.metadata", "argparse", "urllib.request"} & (set(sys.modules) - before)
assert not heavy, heavy
""")


def test_cleaning_text_needs_no_lxml() -> None:
    run_python("""
import sys
import newsclean
newsclean.clean("The river rose all night.")
assert "lxml" not in sys.modules
""")
