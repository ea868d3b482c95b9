"""The example plug-in: its pack's cases come out, and its own tests pass as if it were installed."""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import Cleaner
from newsclean.rules.pack import load_pack
from newsclean.rules.plugins import GROUP, find_pack
from newsclean.testing import run_cases

ACME = Path(__file__).parent.parent / "examples" / "acme_pack"
PACK = ACME / "acme_pack" / "acme.toml"
MODULES = ("acme_pack", "test_acme")
"""What is imported here, and forgotten again: other tests have an `acme_pack` of their own."""


def test_the_cases_of_the_example_pack_come_out() -> None:
    failures = list(run_cases(load_pack(PACK), Cleaner(packs=[PACK])))
    assert not failures, "\n".join(f"{failure.rule}: {failure.case!r}: {failure.problem}" for failure in failures)


def test_the_example_pack_shows_a_box_a_line_and_a_cut() -> None:
    assert {rule.action for rule in load_pack(PACK)} == {"related", "remove", "cut"}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Put the package on the path with the metadata that an installer would write; give its packs."""
    project = tomllib.loads((ACME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points: dict[str, str] = project["entry-points"][GROUP]
    info = tmp_path / f"acme_pack-{project['version']}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    lines = [f"[{GROUP}]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    for folder in (tmp_path, ACME, ACME / "tests"):
        monkeypatch.syspath_prepend(str(folder))
    others = {name: sys.modules.pop(name) for name in MODULES if name in sys.modules}
    yield points
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.modules.update(others)


def test_the_example_pack_is_found_by_its_name(installed: dict[str, str]) -> None:
    assert list(installed) == ["acme"]
    assert find_pack("acme") == load_pack(PACK)


@pytest.mark.usefixtures("installed")
def test_the_examples_own_tests_pass() -> None:
    module = importlib.import_module("test_acme")
    tests = [name for name in vars(module) if name.startswith("test_")]
    assert tests
    for name in tests:
        vars(module)[name]()
