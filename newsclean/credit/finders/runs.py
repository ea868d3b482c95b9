"""The run of names at the end of a line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.credit.agencies import agency_words
from newsclean.credit.patterns import compiled
from newsclean.credit.tokens import WORDS_KEPT, kind_of, stops, tokenize
from newsclean.credit.vocabulary import SEPARATORS
from newsclean.credit.words import TOKEN, norm

if TYPE_CHECKING:
    from newsclean.credit.tokens import Token


_RUN = frozenset(("agency", "name", "marker", "link", "sep"))


def run_at_end(text: str) -> tuple[list[Token], bool]:
    """The longest run of names at the end, and whether a sentence's end or the line's start bounds it."""
    low = max(0, len(text) - 160)
    low = 0 if low == 0 else text.find(" ", low) + 1 or low
    tokens = tokenize(text, _run_start(text, low))
    at = len(tokens)
    while at and tokens[at - 1].kind in _RUN:
        if at < len(tokens) and stops(tokens[at - 1]):
            break
        at -= 1
    bounded = stops(tokens[at - 1]) if at else low == 0
    while at < len(tokens) and (tokens[at].kind == "link" or tokens[at].text in SEPARATORS - {"(", "["}):
        at += 1
    return tokens[at:], bounded


def _run_start(text: str, low: int) -> int:
    """Where to begin with tokens so that the last run of names is whole, not before `low`.

    That is the last word that no run holds, not even as part of an agency's name, or what is glued to it.
    """
    tokens = compiled(TOKEN).findall
    end = len(text)
    while end > low:
        start = text.rfind(" ", low, end) + 1 or low
        if not all(map(_may_run, tokens(text, start, end))):
            return start
        end = start - 1
    return low


@lru_cache(WORDS_KEPT)
def _may_run(word: str) -> bool:
    """Whether a run of names may hold this word."""
    return kind_of(word) in _RUN or norm(word, exact=False) in agency_words()
