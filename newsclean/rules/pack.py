"""Packs: TOML files of rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import resources
from pathlib import Path
from typing import Any

from newsclean.rules.rule import Rule, RuleError, Takes

_KEYS = {f.name for f in fields(Rule)} - {"test", "origin"}
_LISTS = {"exact", "starts", "ends", "contains", "where", "hosts", "remove", "keep"}
_NUMBERS = {"max_words", "min_words", "max_chars"}


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
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error
    return parse_pack(text, str(path))


def parse_pack(text: str, origin: str) -> tuple[Rule, ...]:
    """Read the rules of a TOML text; `origin` names it in errors.

    Raises:
        RuleError: As `load_pack` does.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{origin}: is not valid TOML: {error}") from error
    if unknown := sorted(set(table) - {"rule"}):
        raise RuleError(f"{origin}: unknown key {unknown[0]!r}; a pack holds [[rule]] tables only")
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleError(f"{origin}: write each rule as a [[rule]] table")
    return tuple(_rule(entry, origin) for entry in entries)


def _rule(entry: Mapping[str, Any], origin: str) -> Rule:
    name = entry.get("id")
    at = f"{origin}: rule {name!r}"
    if missing := [key for key in ("id", "says", "action") if not isinstance(entry.get(key), str)]:
        raise RuleError(f"{at}: needs '{missing[0]}' as a string")
    if unknown := sorted(set(entry) - _KEYS):
        raise RuleError(f"{at}: unknown key {unknown[0]!r}; known keys: {', '.join(sorted(_KEYS))}")
    given: dict[str, Any] = {key: _value(key, value, at) for key, value in entry.items()}
    return Rule(**given, origin=origin)


def _value(key: str, value: Any, at: str) -> Any:
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise RuleError(f"{at}: '{key}' must be a list of strings")
        return tuple(value)
    if key in _NUMBERS:
        if type(value) is not int or value < 1:
            raise RuleError(f"{at}: '{key}' must be a whole number of 1 or more")
        return value
    if key == "takes":
        if not isinstance(value, dict) or set(value) - {"max", "shape"} or type(value.get("max")) is not int:
            raise RuleError(f"{at}: 'takes' must look like {{ max = 8, shape = \"headline\" }}")
        return Takes(**value)
    if not isinstance(value, str):
        raise RuleError(f"{at}: '{key}' must be a string")
    return value


def builtin_packs() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Yield name and rules of each pack that ships with newsclean, by name."""
    folder = resources.files("newsclean") / "packs"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            text = entry.read_text(encoding="utf-8")
            yield entry.name.removesuffix(".toml"), parse_pack(text, f"newsclean/packs/{entry.name}")
