"""What one word of a line is, and how words are compared with agencies' names."""

from __future__ import annotations

import unicodedata

from newsclean.credit.patterns import compiled

_SET_ON = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u0df3\u0e00-\u0ec9\u1000-\u1049\u200c\u200d"
"""Vowels and other signs that are set on letters, which `\\w` leaves out, with the blocks of India and Thailand."""
TOKEN = rf"@?\w[\w'’&+@{_SET_ON}]*+(?:[.·‐‑-](?=\w)[\w'’&+@{_SET_ON}]*+)*+\.?|\S"
"""A word or a sign. Digits group by themselves ("2020." ends a sentence); "A.B." and "J.J." stay whole."""

ABBREVIATION = r"(?:\w\.)+|(?i:jr|sr|dr|st|inc|ltd|corp|co|dept|fot|dok|prof|mr|ms|mrs|u\.s|d\.c)\."
"""Words whose full stop ends no sentence."""


def norm(word: str, *, exact: bool) -> str:
    """A word as agencies are compared: full-width letters folded, no final full stop."""
    word = word if word.isascii() else unicodedata.normalize("NFKC", word)
    if word[-1:] == "." and len(word) > 1 and not compiled(ABBREVIATION).fullmatch(word):
        word = word.rstrip(".")
    return word if exact else word.casefold()
