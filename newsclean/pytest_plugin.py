"""The pytest plugin: packs (`*.newsclean.toml`) and fixture folders are tests.

It is loaded in every project where newsclean is installed, so it does nothing but look at file names until
one of them is ours, and imports the rest of newsclean only then. `-p no:newsclean` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from newsclean.cleaner import Cleaner
    from newsclean.fixtures import Fixture
    from newsclean.testing import Case

PACK_SUFFIX = ".newsclean.toml"
EXPECTED = "expected.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the ini options."""
    parser.addini(
        "newsclean_packs",
        "packs that newsclean's fixture folders are cleaned with: names of installed packs, or files "
        "(with a slash or a dot; relative to the ini file)",
        type="args",
        default=[],
    )
    parser.addini(
        "newsclean_without", "rules or families that newsclean's fixture folders are cleaned without", "args", []
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect packs and fixture folders."""
    if file_path.name.endswith(PACK_SUFFIX):
        return PackFile.from_parent(parent, path=file_path)
    if file_path.name == EXPECTED:
        from newsclean.fixtures import is_fixture  # noqa: PLC0415 - most projects have none

        if is_fixture(file_path):
            return FixtureFile.from_parent(parent, path=file_path)
    return None


class PackFile(pytest.File):
    """A pack; its rules are collectors, so that `FILE::RULE` selects all cases of one."""

    def collect(self) -> Iterator[RuleCases]:
        """Read the pack; an error in it is one line."""
        from newsclean.rules.rule import RuleError  # noqa: PLC0415
        from newsclean.testing import cases  # noqa: PLC0415

        by_rule: dict[str, list[Case]] = {}
        try:
            for case in cases(self.path):
                by_rule.setdefault(case.rule.id, []).append(case)
        except RuleError as error:
            raise self.CollectError(str(error)) from error
        for name, found in by_rule.items():
            yield RuleCases.from_parent(self, name=name, cases=found)


class RuleCases(pytest.Collector):
    """The cases of one rule."""

    def __init__(self, *, cases: list[Case], **rest: Any) -> None:
        super().__init__(**rest)
        self.cases = cases

    def collect(self) -> Iterator[CaseItem]:
        """Yield a test for each case."""
        for case in self.cases:
            yield CaseItem.from_parent(self, name=case.name, case=case)


class CaseItem(pytest.Item):
    """One case of a rule."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case
        self.extra_keyword_matches.add(case.id)

    def runtest(self) -> None:
        """Clean the case."""
        self.case.check()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show what each line should have become, without a traceback."""
        from newsclean.testing import CaseError  # noqa: PLC0415

        return str(excinfo.value) if isinstance(excinfo.value, CaseError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the case for the head of a failure, otherwise than by the end of the node's id: -v rewrites that."""
        return self.path, None, f"{self.case.id} in {self.path.name}"


class FixtureFile(pytest.File):
    """The `expected.json` of a fixture folder."""

    def collect(self) -> Iterator[FixtureItem]:
        """Read the folder; an error in it, or in the packs that the ini file names, is one line."""
        from newsclean.fixtures import FixtureError, load_fixture  # noqa: PLC0415
        from newsclean.rules.rule import RuleError  # noqa: PLC0415

        try:
            fixture = load_fixture(self.path.parent)
            cleaner = _cleaner(self.config)
        except FixtureError as error:
            raise self.CollectError(str(error)) from error
        except RuleError as error:
            raise self.CollectError(f"newsclean_packs, newsclean_without: {error}") from error
        item = FixtureItem.from_parent(self, name=fixture.name, fixture=fixture, cleaner=cleaner)
        if fixture.known_failure:
            from newsclean.fixtures import MismatchError  # noqa: PLC0415

            item.add_marker(pytest.mark.xfail(reason=fixture.known_failure, raises=MismatchError, strict=True))
        yield item


class FixtureItem(pytest.Item):
    """One fixture folder."""

    def __init__(self, *, fixture: Fixture, cleaner: Cleaner, **rest: Any) -> None:
        super().__init__(**rest)
        self.fixture = fixture
        self.cleaner = cleaner

    def runtest(self) -> None:
        """Clean the page."""
        self.fixture.check(self.cleaner)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the difference, without a traceback."""
        from newsclean.fixtures import MismatchError  # noqa: PLC0415

        return str(excinfo.value) if isinstance(excinfo.value, MismatchError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the folder for the head of a failure."""
        return self.path, None, f"fixture {self.fixture.name}"


_CLEANER = pytest.StashKey["Cleaner"]()


def _cleaner(config: pytest.Config) -> Cleaner:
    """Return what fixture folders are cleaned by; made once."""
    if _CLEANER not in config.stash:
        from newsclean.cleaner import Cleaner  # noqa: PLC0415
        from newsclean.rules.plugins import is_installed_name  # noqa: PLC0415

        base = config.inipath.parent if config.inipath else config.rootpath
        packs = [name if is_installed_name(name) else base / name for name in config.getini("newsclean_packs")]
        config.stash[_CLEANER] = Cleaner(packs=packs, without=config.getini("newsclean_without"))
    return config.stash[_CLEANER]
