"""Gates: which rules look at which line, without asking every rule about every line.

A line rule is reached through its first characters, its last characters or the whole line, so a
page of hundreds of lines meets hundreds of rules at the price of a few dict look-ups per line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any, NamedTuple

import regex

from newsclean.model import Blocks
from newsclean.rules.rule import BULLETS, TRIM, Found, Hit, Rule, gate_key, gate_keys

_EDGE = 3
"""Characters at a line's start or end that lead to phrases; more would make more phrases short ones."""


class _Phrase(NamedTuple):
    text: str
    rule: Rule
    boundary: bool


class _Door(NamedTuple):
    """The phrases behind one look-up.

    Attributes:
        texts: Their texts, for a single test in C.
        sizes: Their lengths, short ones first.
        phrases: They themselves with their places in the order of the rules, by text.
    """

    texts: tuple[str, ...]
    sizes: tuple[int, ...]
    phrases: dict[str, list[tuple[int, _Phrase]]]


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
        self._exact: dict[str, list[Rule]] = {}
        self._contains: dict[str, list[Rule]] = {}
        starts: list[_Phrase] = []
        ends: list[_Phrase] = []
        for kind, key, rule in _phrases(rules):
            if kind == "exact":
                self._exact.setdefault(key.strip(TRIM), []).append(rule)
            elif kind == "contains":
                self._contains.setdefault(key, []).append(rule)
            elif kind == "starts":
                text = key.lstrip(BULLETS)
                starts.append(_Phrase(text, rule, ends_word(text[-1])))
            else:
                ends.append(_Phrase(key, rule, ends_word(key[0])))
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
            if tails and not key.endswith(tails.texts):
                tails = None
            if rules or heads or tails:
                claims = self._ask(blocks, index, _opened(key, bare, rules, heads, tails))
                if claims:
                    found[index] = _hits(index, claims)
        if self._contains:
            self._search(blocks, keys, start, found)
        return found

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
        for literal, rules in self._contains.items():
            if literal not in page:
                continue
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
        size = len(bare)
        beyond = [(bare[:n], n) for n in heads.sizes if n <= size]
        for phrase in _fitting(heads, [(text, bare[n : n + 1]) for text, n in beyond if text in heads.phrases]):
            yield phrase.rule, phrase.text
    if tails:
        size = len(key)
        beyond = [(key[-n:], size - n) for n in tails.sizes if n <= size]
        for phrase in _fitting(tails, [(text, key[at - 1 : at]) for text, at in beyond if text in tails.phrases]):
            yield phrase.rule, None


def _fitting(door: _Door, found: Iterable[tuple[str, str]]) -> list[_Phrase]:
    """Return a door's phrases with some texts, each given with the character beyond it, in the order of the rules."""
    phrases = [
        (place, phrase)
        for text, beyond in found
        for place, phrase in door.phrases[text]
        if not (phrase.boundary and beyond.isalnum())
    ]
    return [phrase for _, phrase in sorted(phrases)] if len(phrases) > 1 else [phrase for _, phrase in phrases]


def _phrases(rules: Iterable[Rule]) -> Iterator[tuple[str, str, Rule]]:
    """Yield each gate phrase as its kind, key and rule; the keys are made at one go, there are thousands."""
    gates = [
        (kind, phrase.replace("\n", " "), rule)
        for rule in rules
        for kind in ("exact", "starts", "ends", "contains")
        for phrase in getattr(rule, kind)
    ]
    keys = gate_keys("\n".join([phrase for _, phrase, _ in gates]))
    return ((kind, key, rule) for (kind, _, rule), key in zip(gates, keys, strict=False))


def _doors(phrases: Iterable[_Phrase], edge: slice, outer: int) -> tuple[_Doors, _Doors]:
    """Sort phrases by the characters at their edge.

    Args:
        phrases: Phrases that stand at the same edge of a line.
        edge: The characters that lead to them.
        outer: Index of the outermost of these characters.

    Returns:
        The doors by edge, and those of phrases shorter than the edge by their outermost character,
        for lines whose own edge leads nowhere.
    """
    by_edge: dict[str, list[_Phrase]] = {}
    short: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        if len(phrase.text) < _EDGE:
            short.setdefault(phrase.text[outer], []).append(phrase)
        else:
            by_edge.setdefault(phrase.text[edge], []).append(phrase)
    for key, longer in by_edge.items():
        longer.extend(short.get(key[outer], ()))
    return _closed(by_edge), _closed(short)


def _closed(groups: dict[str, list[_Phrase]]) -> _Doors:
    return {key: _door(group) for key, group in groups.items()}


def _door(group: Sequence[_Phrase]) -> _Door:
    phrases: dict[str, list[tuple[int, _Phrase]]] = {}
    for place, phrase in enumerate(group):
        phrases.setdefault(phrase.text, []).append((place, phrase))
    return _Door(tuple(phrases), tuple(sorted({len(text) for text in phrases})), phrases)


def _fields(match: regex.Match[str]) -> dict[str, tuple[int, int]]:
    return {name: match.span(name) for name in match.re.groupindex if match.start(name) >= 0}


def ends_word(char: str) -> bool:
    """Tell whether a phrase with `char` at its edge must end a word there; Han and kana have no words."""
    return char.isalnum() and char < "\u2e80"


def _label_span(text: str, phrase: str) -> tuple[int, int]:
    """Return where a `starts` phrase stands in a line's own text."""
    start = len(text) - len(text.lstrip(BULLETS))
    end = start + len(phrase)
    if text[start:end].lower() == phrase or gate_key(text[start:end]) == phrase:
        return start, end
    parts = [r"\d+" if char == "#" else r"\s+" if char == " " else regex.escape(char) for char in phrase]
    match = regex.match("".join(parts).replace("'", "['\u2019]"), text[start:], regex.IGNORECASE)
    return (start, start + match.end()) if match else (start, min(end, len(text)))
