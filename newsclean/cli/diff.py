"""`newsclean rules diff`: what a change of rules does over many pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from newsclean.assemble import KEPT
from newsclean.cleaner import Cleaner
from newsclean.cli.corpus import CorpusPage, Fields, read_corpus
from newsclean.cli.inputs import InputError, UsageError
from newsclean.cli.output import STDOUT, check_output, write_page
from newsclean.diff import FieldChange, Line, PageDiff, Totals, compare, rule_changes
from newsclean.report.diff import RULE_COLUMNS, ChangedPage, counted, diff_page, rule_rows, touched
from newsclean.report.kinds import KINDS
from newsclean.rules.select import select

FORMATS = ("text", "json")
MOST = 20
"""Changed pages that are shown for each rule, where nothing else is asked for."""
NONE = "none"
"""What stands for no pack beside the built-in ones."""
_WIDTH = 100
"""Characters of a line that are shown as text."""


def run(args: argparse.Namespace) -> int:
    """Clean each page with the old and with the new rules, and tell what differs.

    Returns:
        The exit code: 0, or 1 where an input failed.
    """
    if args.html:
        check_output(args.html, *args.corpus)
    old, new = _cleaners(args)
    changed_rules = rule_changes(old.rules.rules, new.rules.rules)
    if not changed_rules:
        raise UsageError("the old and the new rules are the same; give --old PACK or --new PACK, or both")
    totals = Totals()
    pages = _shown(_compared(args, old, new, totals), args.most)
    if args.html:
        named = [_named(packs, builtin=args.builtin) for packs in (args.old, args.new)]
        write_page(args.html, diff_page(list(pages), totals, changed_rules, old=named[0], new=named[1]))
    else:
        for page in pages:
            print(_json(page) if args.format == "json" else _text(page))
    if args.html != STDOUT:
        print(json.dumps(_summary(totals, changed_rules)) if args.format == "json" else _table(totals, changed_rules))
    return 1 if totals.failed else 0


def _cleaners(args: argparse.Namespace) -> list[Cleaner]:
    """Return what cleans with the old and with the new rules; --only and --without may name rules of one side."""
    packs = [[file for pack in side if pack != NONE for file in _files(pack)] for side in (args.old, args.new)]
    cleaners = [Cleaner(packs=files, builtin=args.builtin) for files in packs]
    if not args.only and not args.without:
        return cleaners
    every = {rule.id: rule for cleaner in cleaners for rule in cleaner.rules.rules}
    kept = {rule.id for rule in select(every.values(), only=args.only, without=args.without)}
    return [
        Cleaner(packs=files, builtin=args.builtin, without=[r.id for r in cleaner.rules.rules if r.id not in kept])
        for files, cleaner in zip(packs, cleaners, strict=True)
    ]


def _files(pack: str) -> list[str]:
    """Return the pack, or those in a folder of packs."""
    if not Path(pack).is_dir():
        return [pack]
    files = sorted(str(path) for path in Path(pack).glob("*.toml"))
    if not files:
        raise UsageError(f"{pack}: holds no pack; its files must end in .toml")
    return files


def _named(packs: Iterable[str], *, builtin: bool) -> str:
    named = [pack for pack in packs if pack != NONE]
    return " and ".join([*(["the built-in rules"] if builtin else []), *named]) or "page rules only"


def _compared(args: argparse.Namespace, old: Cleaner, new: Cleaner, totals: Totals) -> Iterator[ChangedPage]:
    """Yield the pages that change; count all, and tell what cannot be read."""
    for page in read_corpus(args.corpus, Fields(args.field, args.id_field, args.url_field)):
        if isinstance(page, InputError):
            print(f"newsclean: {page}", file=sys.stderr)
            totals.failed += 1
            continue
        diff = _compare(page, old, new, args)
        totals.add(diff)
        if diff:
            yield ChangedPage(page.name, diff)


def _compare(page: CorpusPage, old: Cleaner, new: Cleaner, args: argparse.Namespace) -> PageDiff:
    url = page.url or args.url
    return compare(
        *(cleaner.explain(page.raw, kind=args.kind, url=url, crawled=args.crawled) for cleaner in (old, new))
    )


def _shown(pages: Iterable[ChangedPage], most: int) -> Iterator[ChangedPage]:
    """Yield pages while a rule that changes them has not been shown often enough.

    So a rule that changes three pages of a million is seen beside one that changes half of them.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        rules = {rule for change in page.diff.changes for rule in change.rules} or {KEPT}
        if min(seen[rule] for rule in rules) < most:
            seen.update(rules)
            yield page


def _json(page: ChangedPage) -> str:
    return json.dumps({"file": page.name, **page.diff.to_dict()}, ensure_ascii=False)


def _text(page: ChangedPage) -> str:
    """Return a changed page as text, one line before and after each."""
    lines = [page.name]
    for change in page.diff.changes:
        lines += [*_parts("-", change.before), *_parts("+", change.after)]
    lines += [_field(change) for change in page.diff.fields]
    return "\n".join(lines) + "\n"


def _parts(sign: str, line: Line) -> Iterator[str]:
    for part in line:
        yield f"  {sign} {KINDS[part.label].word:<10} {part.rule:<24} {_short(' '.join(part.text.split()))}"


def _field(change: FieldChange) -> str:
    before, after = (json.dumps(value, ensure_ascii=False) for value in (change.before, change.after))
    return f"  ~ {change.name}: {before} -> {after}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"


def _table(totals: Totals, changed_rules: Mapping[str, str]) -> str:
    """Return the figures as text."""
    rows = [list(RULE_COLUMNS), *rule_rows(totals, changed_rules)]
    first, *rest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join([name.ljust(first), *(cell.rjust(wide) for cell, wide in zip(cells, rest, strict=True))])
        for name, *cells in rows
    ]
    return "\n".join([*lines, "", counted(totals)])


def _summary(totals: Totals, changed_rules: Mapping[str, str]) -> dict[str, Any]:
    """Return the figures as plain data."""
    return {
        "summary": {
            **{f.name: getattr(totals, f.name) for f in fields(totals) if f.name != "rules"},
            "rules": {
                rule: {"rule_is": changed_rules.get(rule, "same"), **totals.tally(rule).to_dict()}
                for rule in touched(totals, changed_rules)
            },
        }
    }
