"""Cutting a text into tokens and telling their kinds: agencies, names, markers, links, prose."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from newsclean.credit.agencies import agency_table
from newsclean.credit.patterns import compiled
from newsclean.credit.vocabulary import ENDS, LINKS, MARKERS, SEPARATORS
from newsclean.credit.words import ABBREVIATION, TOKEN, norm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.credit.agencies import Agency

WORDS_KEPT = 4096
"""Words whose kind is kept: the small words and agencies that come on every page, and a page's own."""


class Token(NamedTuple):
    """A word, a sign or a whole agency name.

    `kind` is one of "agency", "name", "marker", "link", "sep", "num", "end" and "low"; the last is a
    lower-case word that no credit needs, which is what tells prose.
    """

    start: int
    end: int
    kind: str
    text: str
    agency: Agency | None = None


_new_token: Callable[[tuple[int, int, str, str, None]], Token] = partial(tuple.__new__, Token)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple."""


def kind_of(word: str) -> str:
    """The kind of one token that belongs to no agency."""
    folded = word.casefold()
    kind = "low"
    if word in SEPARATORS:
        kind = "sep"
    elif word in ENDS:
        kind = "end"
    elif word == folded and folded in LINKS:
        kind = "link"
    elif folded in MARKERS or folded.rstrip(".") in MARKERS:
        kind = "marker"
    elif word[0].isdigit():
        kind = "num"
    # A capital anywhere is a name ("iPhone", "al-Saadi"), so is a letter of a script without case.
    elif word[0] == "@" or _has_capital(word, folded):
        kind = "name"
    return kind


def _has_capital(word: str, folded: str) -> bool:
    if word.isascii():
        return word != folded
    return any(c.isupper() or (c.isalpha() and not c.islower()) for c in word)


@lru_cache(WORDS_KEPT)
def _word(word: str) -> tuple[str, tuple[Agency, ...]]:
    """The kind of a word that belongs to no agency, and the agencies' names that start with it."""
    return kind_of(word), agency_table().get(norm(word, exact=False), ())


def _size_at(spans: Sequence[tuple[str, int, int]], at: int, agency: Agency) -> int:
    """The number of tokens of an agency's name if it starts at this token, else 0."""
    size = len(agency.words)
    found = tuple(norm(word, exact=agency.exact) for word, _, _ in spans[at : at + size])
    return size if found == agency.words else 0


def tokenize(text: str, low: int = 0) -> list[Token]:
    """Cut a text into tokens, from `low` on; an agency's name is one token, the longest that fits."""
    spans = [(match[0], *match.span()) for match in compiled(TOKEN).finditer(text, low)]
    out: list[Token] = []
    at = 0
    while at < len(spans):
        word, start, end = spans[at]
        kind, agencies = _word(word)
        at += 1
        for agency in agencies:
            if size := _size_at(spans, at - 1, agency):
                at += size - 1
                end = spans[at - 1][2]
                out.append(Token(start, end, "agency", text[start:end], agency))
                break
        else:
            out.append(_new_token((start, end, kind, word, None)))
    return out


def stops(token: Token) -> bool:
    """Whether a sentence ends with this token."""
    if token.kind == "end":
        return True
    word = token.text
    return word.endswith(".") and len(word) > 1 and not compiled(ABBREVIATION).fullmatch(word)
