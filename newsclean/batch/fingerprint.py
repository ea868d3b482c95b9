"""A stable hash of what decides: equal fingerprints mean that two runs would clean alike."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from dataclasses import fields
from importlib import resources
from typing import Any

from newsclean.rules.rule import Rule
from newsclean.rules.ruleset import RuleSet

_NO_SAY = {"says", "remove", "keep", "origin"}
"""Fields that explain or prove a rule and cannot change what it does."""
_DIGITS = 16


def fingerprint(rules: RuleSet) -> str:
    """Return a hash of rules and weights as 16 hex digits.

    It depends on neither the rules' order nor where packs lie. Of rules written in Python it sees the
    source of their own function, not of what that calls.

    Example:
        >>> from newsclean.rules.ruleset import builtin_rules
        >>> len(fingerprint(builtin_rules()))
        16
    """
    digest = hashlib.sha256()
    for rule in sorted(rules.rules, key=lambda rule: rule.id):
        digest.update(json.dumps(_facts(rule), sort_keys=True, ensure_ascii=False, default=repr).encode())
    for entry in sorted((resources.files("newsclean") / "data").iterdir(), key=lambda item: item.name):
        if entry.is_file():
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _facts(rule: Rule) -> dict[str, Any]:
    values = {f.name: getattr(rule, f.name) for f in fields(rule) if f.name not in _NO_SAY}
    return {name: _code(value) if callable(value) else value for name, value in values.items()}


def _code(function: Callable[..., Any]) -> str:
    """Return a function's source; bytecode would differ between versions of Python."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):  # made by exec, or an object that is called
        return f"{function.__module__}.{getattr(function, '__qualname__', type(function).__qualname__)}"
