"""Diff: what a change of rules does to a page, and to many.

A page is explained with the old rules and with the new ones; both explanations are of the same lines, so that
comparing them is comparing what became of each line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any, NamedTuple

from newsclean.assemble import KEPT
from newsclean.explain import Explained, Explanation
from newsclean.model import Article, Caption, Note, Related
from newsclean.rules.rule import Rule

Line = tuple[Explained, ...]
"""A line of the page: one part, or several where a rule cut something out of it."""

_FIELDS = ("title", "standfirst", "byline", "dateline", "source", "truncated", "warnings")
"""What an article holds beside its lines; a rule can change it and leave each line's label as it was."""
_LISTS = ("captions", "credits", "related", "notes")
"""Lists of an article; what comes or goes in them is told by the lines, what changes in them is not."""


class Change(NamedTuple):
    """A line that becomes something else.

    Attributes:
        before: What the old rules made of it.
        after: What the new rules make of it.
        above: Text of the line above, where that one stays as it is; else empty.
        below: Likewise of the line below.
    """

    before: Line
    after: Line
    above: str
    below: str

    @property
    def rules(self) -> set[str]:
        """Ids of the rules that decided, before or after."""
        return rules_of(self.before) | rules_of(self.after)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain dicts, lists and strings."""
        return {side: [part.to_dict() for part in getattr(self, side)] for side in ("before", "after")}


class FieldChange(NamedTuple):
    """A field of the article that becomes something else, as plain data.

    Attributes:
        name: The field's name, as in `newsclean.Article`; for a list, one changed item of it is meant.
        before: Its value with the old rules.
        after: Its value with the new ones.
    """

    name: str
    before: Any
    after: Any


class PageDiff(NamedTuple):
    """What a change of rules does to a page; false where it does nothing.

    Attributes:
        changes: The lines that become something else, in order.
        fields: The fields of the article that do.
        lines: Number of lines of the page.
        before: How many lines each rule decided with the old rules.
        after: The same with the new ones.
    """

    changes: tuple[Change, ...]
    fields: tuple[FieldChange, ...]
    lines: int
    before: Counter[str]
    after: Counter[str]

    def __bool__(self) -> bool:
        return bool(self.changes or self.fields)

    def to_dict(self) -> dict[str, Any]:
        """Return the changes as plain dicts, lists and strings."""
        return {
            "lines": self.lines,
            "changes": [change.to_dict() for change in self.changes],
            "fields": [change._asdict() for change in self.fields],
        }


def compare(before: Explanation, after: Explanation) -> PageDiff:
    """Compare two explanations of one page.

    Args:
        before: The page, explained with the old rules.
        after: The same page, explained with the new ones.

    Raises:
        ValueError: They are not of the same page.

    Example:
        >>> from newsclean import Cleaner
        >>> page = "Share this article"
        >>> diff = compare(Cleaner(without=["share", "words"]).explain(page), Cleaner().explain(page))
        >>> [(change.before[0].label, change.after[0].label) for change in diff.changes]
        [('text', 'removed')]
    """
    pairs = list(_pairs(before, after))
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    differs = [_decisions(was) != _decisions(becomes) for was, becomes in pairs]
    changes = tuple(
        Change(old[at], new[at], _neighbour(new, differs, at - 1), _neighbour(new, differs, at + 1))
        for at, differ in enumerate(differs)
        if differ
    )
    fields_changed = tuple(_field_changes(before.article, after.article))
    return PageDiff(changes, fields_changed, len(new), _decided(old), _decided(new))


def _field_changes(before: Article, after: Article) -> Iterator[FieldChange]:
    for name in _FIELDS:
        was, becomes = getattr(before, name), getattr(after, name)
        if was != becomes:
            yield FieldChange(name, was, becomes)
    for name in _LISTS:
        now = {item.span: _content_of(item) for item in getattr(after, name)}
        for item in getattr(before, name):
            content, becomes = _content_of(item), now.get(item.span)
            if becomes is not None and content != becomes:
                yield FieldChange(name, content, becomes)


def _content_of(item: Caption | Related | Note) -> dict[str, Any]:
    """Return an item of a list without its place, which any paragraph that goes may change."""
    return {f.name: getattr(item, f.name) for f in fields(item) if f.name not in ("after", "span")}


def _lines(explanation: Explanation) -> list[Line]:
    return [tuple(parts) for _, parts in groupby(explanation.lines, key=lambda part: part.block)]


def _pairs(before: Explanation, after: Explanation) -> Iterator[tuple[Line, Line]]:
    """Yield each line as the old and as the new rules have it.

    Selectors of site packs can part the text of HTML in other places; then several lines stand for the one that
    the other side has.
    """
    old, new = _lines(before), _lines(after)
    if before.article.source_text == after.article.source_text:
        yield from zip(old, new, strict=True)
        return
    if _squash(before.article.source_text) != _squash(after.article.source_text):
        raise ValueError("the explanations are of two pages; explain the same page twice")
    rest = iter(new)
    was: Line = ()
    becomes: Line = ()
    for line in old:
        was += line
        while _size(becomes) < _size(was):
            becomes += next(rest)
        if _size(becomes) == _size(was):
            yield was, becomes
            was = becomes = ()


def _size(line: Line) -> int:
    return sum(len(_squash(part.text)) for part in line)


def _squash(text: str) -> str:
    return "".join(text.split())


def _decisions(line: Line) -> list[tuple[str, str, str]]:
    """Return what was decided on which text, wherever lines end and whatever white space is between."""
    runs = groupby(line, key=lambda part: (part.label, part.rule))
    return [(label, rule, "".join(_squash(part.text) for part in parts)) for (label, rule), parts in runs]


def _neighbour(lines: Sequence[Line], differs: Sequence[bool], at: int) -> str:
    if not 0 <= at < len(lines) or differs[at]:
        return ""
    return " ".join(part.text for part in lines[at])


def _decided(lines: Iterable[Line]) -> Counter[str]:
    return Counter(rule for line in lines for rule in {part.rule for part in line})


def rules_of(line: Line) -> set[str]:
    """Return the ids of the rules that decided what became of a line; none for text that was just kept."""
    return {part.rule for part in line} - {KEPT}


def label_of(line: Line) -> str:
    """Return what became of a line; of one that was cut, what became of the rest of it."""
    return next((part.label for part in line if part.label != "removed"), line[0].label)


@dataclass(slots=True)
class Tally:
    """What a change of rules means for one rule, in lines over all pages.

    `after - before == gained - lost + moved_in - moved_out`.

    Attributes:
        before: Lines that it decided with the old rules.
        after: Lines that it decides with the new ones.
        gained: Lines that no rule claimed before.
        lost: Lines that no rule claims any more.
        moved_in: Lines that another rule had.
        moved_out: Lines that another rule has now.
        altered: Lines that it had and has, but of which it makes something else.
    """

    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0
    moved_in: int = 0
    moved_out: int = 0
    altered: int = 0

    def touched(self) -> int:
        """Return how many lines the change means something for."""
        return self.gained + self.lost + self.moved_in + self.moved_out + self.altered

    def to_dict(self) -> dict[str, int]:
        """Return the figures by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(slots=True)
class Totals:
    """What a change of rules does over many pages; holds counts only, however many pages there are.

    Attributes:
        pages: Pages compared.
        changed: Pages that change.
        failed: Pages that could not be read.
        lines: Lines of all pages.
        lines_changed: Lines that become something else.
        text_lost: Lines that were kept as text and are not any more.
        text_gained: Lines that are kept as text and were not.
        rules: What it means for each rule, by id.
    """

    pages: int = 0
    changed: int = 0
    failed: int = 0
    lines: int = 0
    lines_changed: int = 0
    text_lost: int = 0
    text_gained: int = 0
    rules: dict[str, Tally] = field(default_factory=dict)

    def add(self, diff: PageDiff) -> None:
        """Count one page."""
        self.pages += 1
        self.changed += bool(diff)
        self.lines += diff.lines
        self.lines_changed += len(diff.changes)
        for rule, size in diff.before.items():
            self.tally(rule).before += size
        for rule, size in diff.after.items():
            self.tally(rule).after += size
        for change in diff.changes:
            was_text, is_text = label_of(change.before) == "text", label_of(change.after) == "text"
            self.text_lost += was_text and not is_text
            self.text_gained += is_text and not was_text
            self._count(rules_of(change.before), rules_of(change.after))

    def _count(self, had: set[str], has: set[str]) -> None:
        """Count one changed line."""
        for rule in has - had:
            tally = self.tally(rule)
            if had - has:
                tally.moved_in += 1
            else:
                tally.gained += 1
        for rule in had - has:
            tally = self.tally(rule)
            if has - had:
                tally.moved_out += 1
            else:
                tally.lost += 1
        if had == has:
            for rule in had:
                self.tally(rule).altered += 1

    def tally(self, rule: str) -> Tally:
        """Return the figures of a rule, all 0 for one that no line met."""
        return self.rules.setdefault(rule, Tally())


def rule_changes(old: Iterable[Rule], new: Iterable[Rule]) -> dict[str, str]:
    """Return which rules are "new", "gone" or "changed", by id.

    Example:
        >>> from newsclean import Cleaner
        >>> rule_changes(Cleaner().rules.rules, Cleaner(without=["nav.skip_link"]).rules.rules)
        {'nav.skip_link': 'gone'}
    """
    was, now = {rule.id: _content(rule) for rule in old}, {rule.id: _content(rule) for rule in new}
    changed = {}
    for rule in sorted(was.keys() | now.keys()):
        if rule not in was:
            changed[rule] = "new"
        elif rule not in now:
            changed[rule] = "gone"
        elif was[rule] != now[rule]:
            changed[rule] = "changed"
    return changed


def _content(rule: Rule) -> tuple[Any, ...]:
    """Return what a rule says and does; where it was written does not matter."""
    return tuple(getattr(rule, f.name) for f in fields(rule) if f.name != "origin")
