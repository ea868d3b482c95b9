"""Installed packs: found by name, and only when a name is asked for.

A package offers packs in the entry-point group `newsclean.packs`. What an entry point names is a
sequence of rules or the path of a TOML file:

    [project.entry-points."newsclean.packs"]
    acme = "acme_news:PACK"       # in acme_news: PACK = Path(__file__).with_name("acme.toml")

Registering is automatic, using is explicit, so that installing a package changes nobody's output.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.rules.pack import load_pack
from newsclean.rules.rule import Rule, RuleError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "newsclean.packs"
"""The entry-point group."""


def get_pack(pack: str | Path) -> tuple[Rule, ...]:
    """Return the rules of a pack given as a file or by its installed name.

    Args:
        pack: A `Path`, or a string: one with a slash or a dot is a file's path ("acme.toml"), any
            other is the name of an installed pack ("acme").

    Raises:
        RuleError: The pack cannot be found or used; says which and the mend.
    """
    if isinstance(pack, str) and is_installed_name(pack):
        return find_pack(pack)
    return load_pack(pack)


def is_installed_name(pack: str) -> bool:
    """Tell the name of an installed pack from a file's path."""
    return bool(pack) and not set(pack) & set("/\\.")


def find_pack(name: str) -> tuple[Rule, ...]:
    """Return the rules of an installed pack.

    Raises:
        RuleError: No pack of that name is installed, two are, or it cannot be loaded.

    Example:
        >>> find_pack("nobody_has_this")
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: no pack 'nobody_has_this' is installed (installed: ...
    """
    installed = _entry_points()
    found = [point for point in installed if point.name == name]
    if not found:
        names = ", ".join(sorted({point.name for point in installed})) or "none"
        raise RuleError(f"no pack {name!r} is installed (installed: {names}); a file is given as ./{name}.toml")
    if len(found) > 1:
        makers = " and ".join(sorted(_maker(point) for point in found))
        raise RuleError(f"pack {name!r} is offered by {makers}; uninstall one, or give the file of the other")
    return _load(found[0])


def _entry_points() -> list[EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - about 10 ms, seldom needed

    return list(entry_points(group=GROUP))


def _maker(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.value


def _load(point: EntryPoint) -> tuple[Rule, ...]:
    at = f"installed pack {point.name!r} ({point.value})"
    try:
        pack = point.load()
    except RuleError:
        raise
    except Exception as error:  # whatever a stranger's module raises is one line here
        raise RuleError(f"{at}: cannot be loaded: {type(error).__name__}: {error}") from error
    if isinstance(pack, str | Path):
        return load_pack(pack)
    if isinstance(pack, Sequence) and all(isinstance(rule, Rule) for rule in pack):
        return tuple(pack)
    raise RuleError(f"{at}: is no pack but {type(pack).__name__}; make it a TOML file's path or a sequence of rules")
