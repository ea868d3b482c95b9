"""Gates: which rules look at which line, without asking every rule about every line.

A line rule is reached through its first characters, its last characters or the whole line, so a
page of hundreds of lines meets hundreds of rules at the price of a few dict look-ups per line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from newsclean.model import Block
from newsclean.rules.rule import BULLETS, TRIM, Found, Hit, Rule, gate_key

_FIRST = 3
"""Characters of a phrase that lead to it; more would miss short phrases, fewer find too many."""


class _Phrase(NamedTuple):
    text: str
    rule: Rule
    boundary: bool


class Gates:
    """The gates of a set of line rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._exact: dict[str, list[Rule]] = {}
        self._starts: dict[str, list[_Phrase]] = {}
        self._ends: dict[str, list[_Phrase]] = {}
        self._contains: dict[str, list[Rule]] = {}
        for rule in rules:
            for phrase in rule.exact:
                self._exact.setdefault(gate_key(phrase).strip(TRIM), []).append(rule)
            for phrase in rule.starts:
                key = gate_key(phrase).lstrip(BULLETS) or gate_key(phrase)
                entry = _Phrase(key, rule, _needs_boundary(key[-1]))
                self._starts.setdefault(key[:_FIRST], []).append(entry)
            for phrase in rule.ends:
                key = gate_key(phrase)
                self._ends.setdefault(key[-_FIRST:], []).append(_Phrase(key, rule, _needs_boundary(key[0])))
            for literal in rule.contains:
                self._contains.setdefault(gate_key(literal), []).append(rule)
        self._short = _spread_short(self._starts)
        self._patterns: dict[str, regex.Pattern[str]] = {}

    def hits(self, blocks: Sequence[Block]) -> dict[int, list[Hit]]:
        """Return what the line rules find, by block index; followers of labels not included."""
        found: dict[int, list[Hit]] = {}
        exact, starts, short, ends = self._exact, self._starts, self._short, self._ends
        for block in blocks:
            key = block.key
            bare = key.lstrip(BULLETS)
            rules = exact.get(key.strip(TRIM))
            heads = starts.get(bare[:_FIRST]) or short.get(bare[:1])
            tails = ends.get(key[-_FIRST:])
            if rules or heads or tails:
                hits = self._claims(block, bare, rules or (), heads or (), tails or ())
                if hits:
                    found[block.index] = hits
        if self._contains:
            self._search(blocks, found)
        return found

    def _claims(
        self, block: Block, bare: str, rules: Sequence[Rule], heads: Sequence[_Phrase], tails: Sequence[_Phrase]
    ) -> list[Hit]:
        hits: list[Hit] = []
        for rule in rules:
            self._try(rule, block, None, hits)
        for phrase in heads:
            text = phrase.text
            if bare.startswith(text) and not (phrase.boundary and bare[len(text) : len(text) + 1].isalnum()):
                self._try(phrase.rule, block, text, hits)
        key = block.key
        for phrase in tails:
            text = phrase.text
            if key.endswith(text) and not (phrase.boundary and key[-len(text) - 1 : -len(text)].isalnum()):
                self._try(phrase.rule, block, None, hits)
        return hits

    def _search(self, blocks: Sequence[Block], found: dict[int, list[Hit]]) -> None:
        page = "\n".join([block.key for block in blocks])
        for literal, rules in self._contains.items():
            if literal not in page:
                continue
            for block in blocks:
                if literal in block.key:
                    hits = found.setdefault(block.index, [])
                    for rule in rules:
                        self._try(rule, block, None, hits)
                    if not hits:
                        del found[block.index]

    def _try(self, rule: Rule, block: Block, label: str | None, hits: list[Hit]) -> None:
        """Ask `rule` about a block whose gate opened."""
        text = block.text
        if rule.max_chars and len(text) > rule.max_chars:
            return
        if (rule.max_words or rule.min_words) and not _fits(rule, text):
            return
        if any(hit.rule is rule for hit in hits):
            return
        start, end = 0, len(text)
        fields: dict[str, tuple[int, int]] = {}
        if rule.pattern is not None:
            match = self._pattern(rule).search(text)
            if match is None:
                return
            fields = {name: match.span(name) for name in match.groupdict() if match[name] is not None}
            if rule.action == "cut":
                start, end = match.span("cut") if "cut" in fields else match.span()
        if rule.test is not None:
            answer = rule.test(block)
            if not answer:
                return
            if isinstance(answer, Found):
                start, end, fields = answer.start, answer.end, {**fields, **answer.fields}
        if label is not None and "label" not in fields:
            fields["label"] = _label_span(text, label)
        hits.append(Hit(block.index, rule, start, end, fields))

    def _pattern(self, rule: Rule) -> regex.Pattern[str]:
        pattern = rule.pattern or ""
        compiled = self._patterns.get(pattern)
        if compiled is None:
            compiled = self._patterns[pattern] = regex.compile(pattern)
        return compiled


def _spread_short(starts: dict[str, list[_Phrase]]) -> dict[str, list[_Phrase]]:
    """Put phrases shorter than the look-up key under every longer key that begins with them.

    Returns:
        The short phrases by first character, for lines whose own key leads nowhere.
    """
    short = [phrase for key, phrases in starts.items() if len(key) < _FIRST for phrase in phrases]
    for key, phrases in starts.items():
        phrases.extend(phrase for phrase in short if key.startswith(phrase.text) and phrase not in phrases)
    by_char: dict[str, list[_Phrase]] = {}
    for phrase in short:
        by_char.setdefault(phrase.text[0], []).append(phrase)
    return by_char


def _needs_boundary(char: str) -> bool:
    """Tell whether a phrase that ends in `char` must end a word; Han and kana have no words."""
    return char.isalnum() and char < "\u2e80"


def _fits(rule: Rule, text: str) -> bool:
    words = text.count(" ") + 1
    return words <= (rule.max_words or words) and words >= (rule.min_words or 0)


def _label_span(text: str, phrase: str) -> tuple[int, int]:
    """Return where a `starts` phrase stands in a line's own text."""
    start = len(text) - len(text.lstrip(BULLETS))
    end = start + len(phrase)
    if gate_key(text[start:end]) == phrase:
        return start, end
    parts = [r"\d+" if char == "#" else r"\s+" if char == " " else regex.escape(char) for char in phrase]
    match = regex.match("".join(parts).replace("'", "['\u2019]"), text[start:], regex.IGNORECASE)
    return (start, start + match.end()) if match else (start, min(end, len(text)))
