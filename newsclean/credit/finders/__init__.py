"""The finders, one for each shape of credit, and which of them a line's end calls for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from newsclean.credit.agencies import agency_signs
from newsclean.credit.finders import bracketed, cued, dashed, final, fullwidth, parted, tailed
from newsclean.credit.patterns import compiled
from newsclean.credit.words import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclean.credit.finders.tail import Found, Tail


_FINDERS: tuple[Callable[[Tail], Found | None], ...] = (
    cued.find,
    bracketed.find,
    tailed.find,
    fullwidth.find,
    dashed.find,
    parted.find,
    final.find,
)
_FRAMED = _FINDERS[:2]
"""What finds credits behind a cue or in brackets; the others need an agency or a sentence's end before the names,
or signs of their own."""


def finders_for(tail: Tail) -> Sequence[Callable[[Tail], Found | None]]:
    """What may find something in a line's end, by its words alone; most lines that pass the gate have none to show."""
    text = tail.text
    if not text:
        return ()
    if tail.pictured:
        return _FINDERS
    if not text.isascii() and ("。" in text or "者" in text or not unicodedata.is_normalized("NFKC", text)):
        return _FINDERS
    words = map(str.casefold, compiled(_BARE_WORD).findall(text))
    if not agency_signs().isdisjoint(words):
        return _FINDERS
    return (*_FRAMED, final.find) if any(end in text for end in ".!?") else _FRAMED


_BARE_WORD = TOKEN.partition(r"\.?|")[0]
"""A token without a full stop at its end."""
