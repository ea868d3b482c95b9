"""The page that `newsclean rules diff --html` writes: changed pages with what their lines were and become."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newsclean.assemble import KEPT
from newsclean.diff import Change, FieldChange, Line, PageDiff, Totals, label_of
from newsclean.report.kinds import KINDS, because, marked, parts
from newsclean.report.page import Html, amount, asset, join, page, table, tag, tiles, warnings
from newsclean.report.side import Choice, side

RULE_COLUMNS = ("rule", "before", "after", "gained", "lost", "moved")
_SHORT_TABLE = 12
"""Rows of a table of rules that is open at first."""
_MOST_LINES = 200
"""Changed lines of one document that are shown; a change of its extent can move thousands."""
_CONTEXT = 160
"""Characters of an unchanged neighbour that are shown."""


class ChangedPage(NamedTuple):
    """A page that a change of rules changes, and what to call it."""

    name: str
    diff: PageDiff


def touched(totals: Totals, changed_rules: Mapping[str, str]) -> list[str]:
    """Return the rules that were changed or are touched, the most touched first."""
    rules = {rule for rule, tally in totals.rules.items() if tally.touched()} | changed_rules.keys()
    return sorted(rules, key=lambda rule: (-totals.tally(rule).touched(), rule))


def rule_rows(totals: Totals, changed_rules: Mapping[str, str]) -> list[list[str]]:
    """Return a row for each rule that matters, see `RULE_COLUMNS`."""
    rows = []
    for rule in touched(totals, changed_rules):
        tally = totals.tally(rule)
        name = f"{rule} ({changed_rules[rule]})" if rule in changed_rules else rule
        moved = [
            f"{size:,} {word}"
            for size, word in ((tally.moved_in, "in"), (tally.moved_out, "out"), (tally.altered, "altered"))
            if size
        ]
        sizes = (tally.before, tally.after, tally.gained, tally.lost)
        rows.append([name, *(f"{size:,}" for size in sizes), ", ".join(moved) or "0"])
    return rows


def counted(totals: Totals) -> str:
    """Return the sum of it in one line."""
    failed = f"; {totals.failed:,} failed" if totals.failed else ""
    return (
        f"{totals.changed:,} of {amount(totals.pages, 'page')} and "
        f"{totals.lines_changed:,} of {amount(totals.lines, 'line')} change; "
        f"the text loses {amount(totals.text_lost, 'line')} and gains {totals.text_gained:,}{failed}"
    )


def diff_page(
    pages: Sequence[ChangedPage], totals: Totals, changed_rules: Mapping[str, str], *, old: str, new: str
) -> Html:
    """Return the page that shows what a change of rules does.

    Args:
        pages: The changed pages to show; not necessarily all.
        totals: The figures of all pages.
        changed_rules: Rules that are new, gone or changed, see `newsclean.diff.rule_changes`.
        old: What to call the old rules.
        new: What to call the new ones.
    """
    head = tag(
        "header",
        tag("p", "newsclean rules diff", class_="muted"),
        tag("h1", _headline(totals)),
        tag("p", "From ", tag("b", old), " to ", tag("b", new), class_="muted"),
        tiles(_figures(totals)),
        warnings(_left_out(pages, totals)),
        _rule_table(rule_rows(totals, changed_rules)),
    )
    lines = tag("ol", join(map(_page, pages)), id="lines", class_="lines", aria_label="Changed pages")
    main = tag("main", _side(pages), lines, class_="browse")
    skip = tag("a", "Skip to the changed pages", href="#lines", class_="skip")
    return page(
        f"{_headline(totals)} – newsclean rules diff",
        skip,
        head,
        main,
        style=asset("browse.css") + asset("diff.css"),
        script=asset("browse.js"),
    )


def _rule_table(rows: Sequence[Sequence[str]]) -> Html:
    figures = table([name.capitalize() for name in RULE_COLUMNS], rows, numbers=5)
    return tag(
        "details", tag("summary", f"Rules ({len(rows)})"), figures, open=len(rows) <= _SHORT_TABLE, class_="figures"
    )


def _headline(totals: Totals) -> str:
    if not totals.changed:
        return "No page changes"
    return f"{totals.changed:,} of {amount(totals.pages, 'page')} change"


def _figures(totals: Totals) -> Iterator[tuple[str, str]]:
    yield "pages read", f"{totals.pages:,}"
    yield "pages changed", f"{totals.changed:,}"
    yield "lines changed", f"{totals.lines_changed:,} of {totals.lines:,}"
    yield "lines the text loses", f"{totals.text_lost:,}"
    yield "lines the text gains", f"{totals.text_gained:,}"
    if totals.failed:
        yield "pages failed", f"{totals.failed:,}"


def _left_out(pages: Sequence[ChangedPage], totals: Totals) -> Iterator[str]:
    if len(pages) < totals.changed:
        yield (
            f"{len(pages):,} of the {totals.changed:,} changed pages are shown, some for each rule; "
            "the figures count all. See --most."
        )


def _side(pages: Iterable[ChangedPage]) -> Html:
    """Return the list of turns and rules to choose from, counted over what is shown."""
    turns: Counter[tuple[State, State]] = Counter()
    rules: Counter[str] = Counter()
    for change in (change for shown in pages for change in shown.diff.changes[:_MOST_LINES]):
        turns[_turn(change)] += 1
        rules.update(change.rules)
    return side(
        [
            Choice(_key(turn), " → ".join(state.word for state in turn), f"{size:,}", turn[1].label)
            for turn, size in turns.most_common()
        ],
        [Choice(rule, rule, f"{size:,}") for rule, size in rules.most_common()],
        total=turns.total(),
        noun="change",
        titles=("What lines turn into", "Rules"),
    )


class State(NamedTuple):
    """What a line is: its label, and whether a part of it was cut out."""

    label: str
    cut: bool

    @property
    def word(self) -> str:
        """What pages call it."""
        return KINDS[self.label].word + " in part" * self.cut


def _turn(change: Change) -> tuple[State, State]:
    """Return what a line was and what it becomes."""
    before, after = (State(label_of(line), len(line) > 1) for line in (change.before, change.after))
    return before, after


def _key(turn: tuple[State, State]) -> str:
    """Return what the script knows a turn by."""
    return "-".join(state.word.replace(" ", "_") for state in turn)


def _page(shown: ChangedPage) -> Html:
    """Return a changed page: its name, its changed lines, its changed fields."""
    changes = shown.diff.changes
    size = f"{len(changes):,} of {amount(shown.diff.lines, 'line')}"
    more = len(changes) - _MOST_LINES
    return tag(
        "li",
        tag("h2", shown.name, " ", tag("span", size, class_="muted")),
        tag("ol", join(map(_change, islice(changes, _MOST_LINES)))),
        tag("p", f"{more:,} more changed lines are left out.", class_="muted") if more > 0 else "",
        _fields(shown.diff.fields),
        class_="page",
        data_group=bool(changes),
    )


def _change(change: Change) -> Html:
    """Return a changed line: its text once, where the rules agree on what of it is meant, and both verdicts."""
    before, after = (label_of(line) for line in (change.before, change.after))
    same = [part.text for part in change.before] == [part.text for part in change.after]
    text = tag("div", tag("div", *parts(change.after), class_=f"text k-{after}", dir="auto"), class_=f"was k-{before}")
    return tag(
        "li",
        _context(change.above),
        text if same else "",
        tag(
            "dl",
            _verdict("before", change.before, same=same),
            _verdict("after", change.after, same=same),
            class_="turn",
        ),
        _context(change.below),
        class_="change",
        tabindex=-1,
        data_kinds=_key(_turn(change)),
        data_rules=" ".join(sorted(change.rules)),
    )


def _verdict(name: str, line: Line, *, same: bool) -> Html:
    """Return what one set of rules makes of a line, and why."""
    label = label_of(line)
    text = Html() if same else tag("div", *parts(line), class_="text", dir="auto")
    deciding = {part.rule: part for part in line if len(line) == 1 or part.rule != KEPT}
    reasons = [
        tag("p", marked(KINDS[part.label]), " ", because(part), " ", tag("code", rule), class_=f"k-{part.label}")
        for rule, part in deciding.items()
    ]
    return tag("div", tag("dt", name), tag("dd", text, *reasons), class_=f"k-{label}")


def _context(text: str) -> Html:
    """Return a neighbour that stays as it is, so that one sees where the line stands."""
    if not text:
        return Html()
    short = text if len(text) <= _CONTEXT else text[: _CONTEXT - 1].rstrip() + "…"
    return tag("p", short, class_="context", dir="auto")


def _fields(changes: Sequence[FieldChange]) -> Html:
    if not changes:
        return Html()
    rows = ([change.name, _value(change.before), _value(change.after)] for change in changes)
    return tag("div", table(["Field", "Before", "After"], rows), class_="fields")


def _value(value: object) -> str:
    return value if isinstance(value, str) else "none" if value is None else json.dumps(value, ensure_ascii=False)
