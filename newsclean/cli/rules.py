"""`newsclean rules`: list rules, show one, run their cases."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.cleaner import Cleaner
from newsclean.pages import page_rules
from newsclean.rules.pack import builtin_packs
from newsclean.rules.plugins import get_pack
from newsclean.rules.rule import Rule, RuleError
from newsclean.testing import run_cases

PAGE_RULES = "pages"
"""What the built-in page rules are listed under; they are written in Python."""
_PHRASES = ("exact", "starts", "ends", "contains")
_PLAIN = ("pattern", "where", "max_words", "min_words", "max_chars", "hosts", "origin")


class Pack(NamedTuple):
    """Rules under the name they are listed by; `builtin` ones are in every `Cleaner`."""

    name: str
    rules: tuple[Rule, ...]
    builtin: bool


def list_rules(args: argparse.Namespace) -> int:
    """Print each rule's id, action and sentence, by family and pack."""
    packs = find_packs(args.listed) or [*builtin(), *find_packs(args.pack)]
    if args.json:
        for pack in packs:
            for rule in pack.rules:
                entry = {"id": rule.id, "action": rule.action, "says": rule.says, "pack": pack.name}
                print(json.dumps(entry, ensure_ascii=False))
        return 0
    rows = sorted(((rule, pack.name) for pack in packs for rule in pack.rules), key=lambda row: row[0].id)
    wide = max((len(rule.id) for rule, _ in rows), default=0)
    family = None
    for rule, pack_name in rows:
        if (own := rule.id.partition(".")[0]) != family:
            print(own if family is None else f"\n{own}")
            family = own
        print(f"  {rule.id:<{wide}}  {rule.action:<10}  {rule.says}  [{pack_name}]")
    return 0


def show_rule(args: argparse.Namespace) -> int:
    """Print one rule with its phrases and cases."""
    for pack in (*builtin(), *find_packs(args.pack)):
        for rule in pack.rules:
            if rule.id == args.id:
                print("\n".join(_described(rule, pack.name)))
                return 0
    raise RuleError(f"no rule is called {args.id!r}; see 'newsclean rules list'")


def test_rules(args: argparse.Namespace) -> int:
    """Run the cases of packs.

    Returns:
        The exit code: 0, or 3 where a case failed.
    """
    packs = checked_packs(args)
    given = [rule for pack in packs if not pack.builtin for rule in pack.rules]
    cleaner = Cleaner(rules=given)
    failed = 0
    for pack in packs:
        places = {rule.id: rule.origin or pack.name for rule in pack.rules}
        failures = list(run_cases(pack.rules, cleaner))
        for failure in failures:
            print(f"{places[failure.rule]}: {failure.rule}: {failure}")
        cases = sum(len(rule.remove) + len(rule.keep) for rule in pack.rules)
        print(f"{pack.name}: {len(pack.rules)} rules, {cases} cases, {len(failures)} failed")
        sys.stdout.flush()
        failed += len(failures)
    return 3 if failed else 0


def checked_packs(args: argparse.Namespace) -> list[Pack]:
    """Return the packs that are given, else those of the project, else the built-in ones."""
    return find_packs(args.packs or args.pack) or [pack for pack in builtin() if pack.name != PAGE_RULES]


def builtin() -> list[Pack]:
    """Return the packs that ship with newsclean, and its page rules."""
    return [*(Pack(name, rules, True) for name, rules in builtin_packs()), Pack(PAGE_RULES, page_rules(), True)]


def find_packs(names: Iterable[str]) -> list[Pack]:
    """Return packs by file, by the name of a built-in one, or by the name of an installed one.

    Raises:
        RuleError: There is no such pack, or it cannot be used.
    """
    known = {pack.name: pack for pack in builtin()} if names else {}
    return [known.get(name) or Pack(name, get_pack(name), _is_builtin(name)) for name in names]


def _is_builtin(name: str) -> bool:
    """Tell whether a file is one of newsclean's own, which every `Cleaner` holds already."""
    own = resources.files("newsclean") / "packs" / Path(name).name
    return isinstance(own, Path) and own.is_file() and Path(name).exists() and own.samefile(name)


def _described(rule: Rule, pack: str) -> Iterator[str]:
    """Yield the lines that describe a rule; what it does not use is left out."""
    yield f"{rule.id}  [{pack}]"
    yield f"  {rule.action}, because it {rule.says}"
    for name in _PLAIN:
        value = getattr(rule, name)
        if value:
            yield f"  {name}: {_shown(value)}"
    if rule.takes:
        yield f"  takes: up to {rule.takes.max} following lines of shape {rule.takes.shape!r}"
    if rule.site:
        first, last = rule.site.valid_from or "…", rule.site.valid_until or "…"
        yield f"  site: {_shown(rule.site.hosts)}, crawled {first} to {last}"
    if rule.selector:
        yield f"  selector: {rule.selector.part} {rule.selector.css}"
    for name in ("test", "page"):
        if (function := getattr(rule, name)) and not rule.selector:
            yield f"  {name}: {function.__module__}.{function.__qualname__}"
    for name in _PHRASES:
        if phrases := getattr(rule, name):
            yield f"  {name}: {', '.join(map(repr, phrases))}"
    for name in ("remove", "keep"):
        if cases := getattr(rule, name):
            yield f"  cases to {name}:"
            yield from (f"    {case!r}" for case in cases)


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
