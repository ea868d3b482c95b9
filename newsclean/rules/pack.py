"""Packs: TOML files of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from newsclean.rules.rule import Rule, RuleError, read_takes

_KEYS = {f.name for f in fields(Rule)} - {"test", "page", "origin"}


def load_pack(path: str | Path) -> tuple[Rule, ...]:
    """Read the rules of one TOML file.

    Raises:
        RuleError: The file is missing, is no TOML, or a rule in it is wrong; the message names
            the file, the rule and the mend.

    Example:
        >>> load_pack("no/such/pack.toml")
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: no/such/pack.toml: cannot be read: No such file or directory
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error
    return parse_pack(text, str(path))


def parse_pack(text: str, origin: str, *, check: bool = True) -> tuple[Rule, ...]:
    """Read the rules of a TOML text.

    Args:
        text: The TOML text.
        origin: What to call it in errors.
        check: Whether to check what the rules say and compile their patterns. The built-in packs
            are checked by the tests, so that the first page does not wait for it.

    Raises:
        RuleError: As `load_pack` does.
    """
    import tomllib  # noqa: PLC0415 - importing newsclean should not wait for it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{origin}: is not valid TOML: {error}") from error
    if unknown := sorted(set(table) - {"rule"}):
        raise RuleError(f"{origin}: unknown key {unknown[0]!r}; a pack holds [[rule]] tables only")
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleError(f"{origin}: write each rule as a [[rule]] table")
    return tuple(_rule(entry, origin, check) for entry in entries)


def _rule(entry: Mapping[str, Any], origin: str, check: bool) -> Rule:
    at = f"{origin}: rule {entry.get('id')!r}"
    if missing := [key for key in ("id", "says", "action") if not isinstance(entry.get(key), str)]:
        raise RuleError(f"{at}: needs '{missing[0]}' as a string")
    if unknown := sorted(set(entry) - _KEYS):
        raise RuleError(f"{at}: unknown key {unknown[0]!r}; known keys: {', '.join(sorted(_KEYS))}")
    given = dict(entry)
    if "takes" in given:
        given["takes"] = read_takes(given["takes"], at)
    return Rule(**given, origin=origin, check=check)


def builtin_packs(*, check: bool = False) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Yield name and rules of each pack that ships with newsclean, by name; `check` as in `parse_pack`."""
    from importlib import resources  # noqa: PLC0415 - importing newsclean should not wait for it

    folder = resources.files("newsclean") / "packs"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            text = entry.read_text(encoding="utf-8")
            yield entry.name.removesuffix(".toml"), parse_pack(text, f"newsclean/packs/{entry.name}", check=check)
