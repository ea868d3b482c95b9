"""Gates: which rules look at which line, without asking every rule about every line.

A line rule is reached through its first characters, its last characters or the whole line, so a
page of hundreds of lines meets hundreds of rules at the price of a few dict look-ups per line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from typing import Any, NamedTuple

import regex

from newsclean.model import Blocks
from newsclean.rules.rule import BULLETS, GATES, TRIM, Found, Hit, Rule, gate_key, gate_keys
from newsclean.script import in_word, is_unspaced

_EDGE = 3
"""Characters at a line's start or end that lead to phrases; more would make more phrases short ones."""


class _Phrase(NamedTuple):
    """A phrase of a gate.

    Attributes:
        text: The phrase as a key.
        rule: The rule that it leads to.
        boundary: Whether a word must end where the phrase does.
    """

    text: str
    rule: Rule
    boundary: bool


_Sorted = dict[str, list[tuple[int, _Phrase]]]


class _Door:
    """The phrases behind one look-up.

    Args:
        group: Texts and rules of the phrases, in the order of the rules.
        inner: Index of the character of a phrase at which a word may go on.

    Attributes:
        texts: Their texts, for a single test in C.
    """

    __slots__ = ("_group", "_inner", "_sorted", "texts")

    def __init__(self, group: Sequence[tuple[str, Rule]], inner: int) -> None:
        self.texts = tuple([text for text, _ in group])
        self._group, self._inner = group, inner
        self._sorted: tuple[list[int], _Sorted] | None = None

    def open(self) -> tuple[list[int], _Sorted]:
        """Return the lengths of the texts, short ones first, and the phrases with their places in the order of rules.

        They are sorted by text when they are first asked for: most doors never open.
        """
        if self._sorted is None:
            phrases: _Sorted = {text: [] for text in self.texts}
            for place, (text, rule) in enumerate(self._group):
                phrases[text].append((place, _Phrase(text, rule, ends_word(text[self._inner]))))
            self._sorted = sorted({len(text) for text in phrases}), phrases
        return self._sorted


_Doors = dict[str, _Door]
_Fields = dict[str, tuple[int, int]]
_Span = tuple[int, int, _Fields]


class _Claim(NamedTuple):
    """What a rule claims of a line, wherever the line stands; `Hit` says where."""

    rule: Rule
    start: int
    end: int
    fields: _Fields


_KNOWN = 4096
"""Lines whose claims are kept. More than half of the lines that rules claim have been met before, even
where each page is of another site, because menus and share bars say the same everywhere."""
_KNOWN_CHARS = 120
"""Longest line whose claims are kept; longer ones hardly come again."""


class Gates:
    """The gates of a set of line rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._exact: dict[str, tuple[Rule, ...]] = {}
        self._contains: dict[str, tuple[Rule, ...]] = {}
        starts: list[tuple[str, Rule]] = []
        ends: list[tuple[str, Rule]] = []
        for kind, keys, rule in _phrases(rules):
            if kind == "exact":
                _add(self._exact, [key.strip(TRIM) for key in keys], rule)
            elif kind == "contains":
                _add(self._contains, keys, rule)
            elif kind == "starts":
                starts += [(key.lstrip(BULLETS), rule) for key in keys]
            else:
                ends += [(key, rule) for key in keys]
        self._pieces: dict[str, list[str]] = {}
        for literal in self._contains:
            self._pieces.setdefault(_piece(literal), []).append(literal)
        self._starts, self._short_starts = _doors(starts, slice(None, _EDGE), 0)
        self._ends, self._short_ends = _doors(ends, slice(-_EDGE, None), -1)
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self._known: dict[str, tuple[str, list[_Claim]]] = {}

    def hits(self, blocks: Blocks, start: int = 0, stop: int | None = None) -> dict[int, list[Hit]]:
        """Return what the line rules find in blocks `start` to `stop`, by index; without followers of labels."""
        found: dict[int, list[Hit]] = {}
        # Local names, as this loop runs for every line around an article.
        known, exact, starts, ends = self._known.get, self._exact.get, self._starts.get, self._ends.get
        short_starts, short_ends = self._short_starts.get, self._short_ends.get
        keys = blocks.keys[start:stop]
        for index, text, key in zip(count(start), blocks.texts[start:stop], keys, strict=False):
            entry = known(text)
            if entry is not None and entry[0] == key:
                if entry[1]:
                    found[index] = _hits(index, entry[1])
                continue
            bare = key.lstrip(BULLETS) if key[:1] in BULLETS else key
            rules = exact(key.strip(TRIM))
            heads = starts(bare[:_EDGE]) or short_starts(bare[:1])
            tails = ends(key[-_EDGE:]) or short_ends(key[-1:])
            if heads and not bare.startswith(heads.texts):
                heads = None
            if heads is None and bare[:1] == "[":
                bare = bare[1:].lstrip(BULLETS)
                heads = starts(bare[:_EDGE]) or short_starts(bare[:1])
                heads = heads if heads and bare.startswith(heads.texts) else None
            if tails and not key.endswith(tails.texts):
                tails = None
            if rules or heads or tails:
                claims = self._ask(blocks, index, _opened(key, bare, rules, heads, tails))
                if claims:
                    found[index] = _hits(index, claims)
        if self._contains:
            self._search(blocks, keys, start, found)
        return found

    def may_open(self, text: str) -> bool:
        """Tell by a glance whether a line may open a gate; of those that may, few do."""
        head, tail = text.lstrip(BULLETS)[:_EDGE].lower(), text[-_EDGE:].lower()
        if head in self._starts or tail in self._ends:
            return True
        if head[:1] in self._short_starts or tail[-1:] in self._short_ends or self._exact or self._contains:
            return True
        # Keys show these in a way of their own.
        return any(char.isdigit() or char in "’ı\u0307" for char in head + tail)

    def _ask(self, blocks: Blocks, index: int, opened: Iterable[tuple[Rule, str | None]]) -> list[_Claim]:
        """Return what the rules whose gate a line opens claim of it, and keep it for when the line comes again."""
        text = blocks.texts[index]
        claims: list[_Claim] = []
        alone = len(text) <= _KNOWN_CHARS
        for rule, phrase in opened:
            self._try(rule, blocks, index, phrase, claims)
            alone = alone and rule.test is None  # a function may look at more than the line's text
        if alone:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            # The key goes with it, as a line put together of pieces may have another one.
            self._known[text] = blocks.keys[index], claims
        return claims

    def _search(self, blocks: Blocks, keys: Sequence[str], start: int, found: dict[int, list[Hit]]) -> None:
        page = "\n".join(keys)
        opened: set[str] = set()
        for piece, literals in self._pieces.items():
            if piece in page:
                near = page if len(literals) < _MANY else "\n".join([key for key in keys if piece in key])
                opened.update([literal for literal in literals if literal in near])
        for literal in [literal for literal in self._contains if literal in opened] if opened else ():
            rules = self._contains[literal]
            for index in [index for index, key in enumerate(keys, start) if literal in key]:
                hits = found.get(index, [])
                for rule in rules:
                    if not any(hit.rule is rule for hit in hits):
                        claims: list[_Claim] = []
                        self._try(rule, blocks, index, None, claims)
                        hits += _hits(index, claims)
                if hits:
                    found[index] = hits

    def _try(self, rule: Rule, blocks: Blocks, index: int, label: str | None, claims: list[_Claim]) -> None:
        """Add what `rule` claims of a line whose gate opened; `label` is the phrase that opened it at the start."""
        text = blocks.texts[index]
        if "\xa0" in text:  # patterns know one space; scrapers keep the one that does not break, which is as long
            text = text.replace("\xa0", " ")
        words = text.count(" ") + 1
        if (
            (rule.max_words and words > rule.max_words)
            or (rule.max_chars and len(text) > rule.max_chars)
            or (rule.min_words and words < rule.min_words)
        ):
            return
        if claims and any(claim.rule is rule for claim in claims):
            return
        spans: list[_Span] = [(0, len(text), {})] if rule.pattern is None else self._matches(rule, text)
        if rule.test is not None and spans:
            answer = rule.test(blocks[index])
            if isinstance(answer, Found):
                spans = [(answer.start, answer.end, {**spans[0][2], **answer.fields})]
            elif not answer:
                return
        for start, end, fields in spans:
            if label is not None and "label" not in fields:
                fields["label"] = _label_span(text, label)
            claims.append(_Claim(rule, start, end, fields))

    def _matches(self, rule: Rule, text: str) -> list[_Span]:
        """Return what a rule's pattern finds: every match where it cuts, else the line for the first."""
        pattern = rule.pattern or ""
        compiled = self._patterns.get(pattern)
        if compiled is None:
            compiled = self._patterns[pattern] = regex.compile(pattern)
        if rule.action != "cut":
            match = compiled.search(text)
            return [] if match is None else [(0, len(text), _fields(match))]
        group = "cut" if "cut" in compiled.groupindex else 0
        found = [(*match.span(group), _fields(match)) for match in compiled.finditer(text)]
        return [span for span in found if 0 <= span[0] < span[1]]


_new_hit: Any = partial(tuple.__new__, Hit)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple."""


def _hits(index: int, claims: Iterable[_Claim]) -> list[Hit]:
    """Return claims of a line as those of the block at `index`; their fields are the page's own."""
    return [_new_hit((index, rule, start, end, fields.copy(), -1)) for rule, start, end, fields in claims]


def _opened(
    key: str, bare: str, rules: Sequence[Rule] | None, heads: _Door | None, tails: _Door | None
) -> Iterator[tuple[Rule, str | None]]:
    """Yield the rules whose gate a line opens, each with the phrase at the line's start that opened it."""
    for rule in rules or ():
        yield rule, None
    if heads:
        sizes, phrases = heads.open()
        fitting = [(bare[:n], bare[n : n + 1]) for n in sizes if n <= len(bare) and bare[:n] in phrases]
        for phrase in _fitting(phrases, fitting):
            yield phrase.rule, phrase.text
    if tails:
        sizes, phrases = tails.open()
        places = [len(key) - n for n in sizes if n <= len(key)]
        fitting = [(key[at:], key[at - 1 : at]) for at in places if key[at:] in phrases]
        for phrase in _fitting(phrases, fitting):
            yield phrase.rule, None


def _fitting(phrases: _Sorted, found: Iterable[tuple[str, str]]) -> list[_Phrase]:
    """Return the phrases with some texts, each given with the character beyond it, in the order of the rules."""
    fitting = [
        (place, phrase)
        for text, beyond in found
        for place, phrase in phrases[text]
        if not (phrase.boundary and in_word(beyond))
    ]
    return [phrase for _, phrase in sorted(fitting)] if len(fitting) > 1 else [phrase for _, phrase in fitting]


def _phrases(rules: Iterable[Rule]) -> Iterator[tuple[str, list[str], Rule]]:
    """Yield the gates of each rule: kind, keys of the phrases, rule; thousands of keys are made at one go."""
    gates = [(kind, phrases, rule) for rule in rules for kind in GATES if (phrases := getattr(rule, kind))]
    keys = iter(gate_keys("\n".join([phrase.replace("\n", " ") for _, phrases, _ in gates for phrase in phrases])))
    return ((kind, list(islice(keys, len(phrases))), rule) for kind, phrases, rule in gates)


_MANY = 8
"""Phrases from which on it costs less to look for them in the lines with their piece than on the whole page."""
_LEAST = 4
"""Characters of a word that is looked for in place of the phrases that hold it; shorter ones are everywhere."""


def _piece(literal: str) -> str:
    """Return a piece of a `contains` phrase, for phrases with the same piece to be looked for at one go.

    That is the sign it begins with, which is found fastest, or its longest word; most pages have neither.
    """
    if not literal[0].isalnum():
        return literal[0]
    word = max(re.findall(r"\w+", literal), key=len)
    return word if len(word) >= _LEAST else literal


def _add(table: dict[str, tuple[Rule, ...]], keys: Iterable[str], rule: Rule) -> None:
    """Add a rule to those that some keys lead to; most lead to one only."""
    added: dict[str, tuple[Rule, ...]] = dict.fromkeys(keys, (rule,))
    for key in added.keys() & table.keys():
        added[key] = *table[key], rule
    table.update(added)


def _doors(phrases: Iterable[tuple[str, Rule]], edge: slice, outer: int) -> tuple[_Doors, _Doors]:
    """Sort phrases by the characters at their edge.

    Args:
        phrases: Phrases that stand at the same edge of a line.
        edge: The characters that lead to them.
        outer: Index of the outermost of these characters.

    Returns:
        The doors by edge, and those of phrases shorter than the edge by their outermost character,
        for lines whose own edge leads nowhere.
    """
    by_edge: dict[str, list[tuple[str, Rule]]] = {}
    short: dict[str, list[tuple[str, Rule]]] = {}
    for phrase in phrases:
        text = phrase[0]
        if len(text) < _EDGE:
            short.setdefault(text[outer], []).append(phrase)
        else:
            by_edge.setdefault(text[edge], []).append(phrase)
    for key, longer in by_edge.items():
        longer.extend(short.get(key[outer], ()))
    inner = -1 - outer
    return _closed(by_edge, inner), _closed(short, inner)


def _closed(groups: dict[str, list[tuple[str, Rule]]], inner: int) -> _Doors:
    return {key: _Door(group, inner) for key, group in groups.items()}


def _fields(match: regex.Match[str]) -> dict[str, tuple[int, int]]:
    return {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}


def ends_word(char: str) -> bool:
    """Tell whether a phrase with `char` at its edge must end a word there; Han, kana and Thai have no words."""
    return in_word(char) and char < "\u2e80" and not is_unspaced(char)


def _label_span(text: str, phrase: str) -> tuple[int, int]:
    """Return where a `starts` phrase stands in a line's own text."""
    start = len(text) - len(text.lstrip(BULLETS))
    if text[start : start + 1] == "[" != phrase[0]:
        start = len(text) - len(text[start + 1 :].lstrip(BULLETS))
    end = start + len(phrase)
    if text[start:end].lower() == phrase or gate_key(text[start:end]) == phrase:
        return start, end
    parts = [r"\d+" if char == "#" else r"\s+" if char == " " else regex.escape(char) for char in phrase]
    match = regex.match("".join(parts).replace("'", "['\u2019]"), text[start:], regex.IGNORECASE)
    return (start, start + match.end()) if match else (start, min(end, len(text)))
