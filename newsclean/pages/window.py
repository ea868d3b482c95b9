"""Where on a page the body is looked for: around its main stretch of prose.

A first look at the lengths and endings of all lines tells what speaks for prose; what lies far from it is
never weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import inf
from typing import NamedTuple

from newsclean.model import Blocks, Markup
from newsclean.pages.asides import BESIDE
from newsclean.pages.page import is_prose

_AROUND = 22
"""Lines around the main stretch of prose that are weighed."""
_NEARLY = 0.2
"""Share of the main stretch's worth from which on another is weighed too in raw text, wherever it stands. Chosen
by cross-validation: half of the pages that went all wrong had their story outside of the main stretch."""


def window(blocks: Blocks, shapes: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, others that come near it, and some lines around them.

    A story that pictures and boxes cut into parts is several stretches; and the one with the most prose
    may be comments, or another story. In HTML it is the one stretch: `survey` looks at the next one where
    nothing in it looks like a story; but it begins at the headline.

    Args:
        blocks: All blocks of the page.
        shapes: `evidence.Glance.shapes` of them, or of the first ones, where only those may be the story's.
        weights: What each shape speaks for prose.
    """
    start, stop = _stretches(blocks, shapes, weights)
    return _from_headline(blocks, start) if blocks.markups else start, stop


def next_window(
    blocks: Blocks, shapes: Sequence[int], weights: Sequence[float], start: int, stop: int
) -> tuple[int, int]:
    """Return the stretch with the most prose outside the window from `start` to `stop`, and some lines around it.

    A story of a few lines may have less prose than what stands elsewhere on its page.
    """
    taken = len(weights)
    return _stretches(blocks, [*shapes[:start], *repeat(taken, stop - start), *shapes[stop:]], [*weights, -inf])


def _stretches(blocks: Blocks, shapes: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, with others that come near it, and some lines around."""
    speaks = list(map(weights.__getitem__, shapes))
    if blocks.markups:
        speaks = list(map(_less_beside, speaks, blocks.markups))
    most, first, last = _stretch(speaks, 0, len(speaks))
    least = inf if blocks.markups else _NEARLY * most
    while (found := _stretch(speaks, 0, first)).worth > least:
        first = found.first
    while (found := _stretch(speaks, last + 1, len(speaks))).worth > least:
        last = found.last
    return max(0, first - _AROUND), min(len(shapes), last + 1 + _AROUND)


def _from_headline(blocks: Blocks, start: int) -> int:
    """Return where the window begins, at the last `<h1>` above it where running text stands in between.

    Tables, lists and paragraphs without full stops may hold more lines than the longest stretch of prose.
    """
    for index in range(start - 1, -1, -1):
        if blocks.markups[index].tag == "h1":
            between = zip(blocks.texts[index:start], blocks.markups[index:start], strict=True)
            return index if any(is_prose(text) and line.link_share < 0.5 for text, line in between) else start
    return start


class _Stretch(NamedTuple):
    """Lines that speak for prose, and how much they do so together."""

    worth: float
    first: int
    last: int


def _stretch(speaks: Sequence[float], start: int, stop: int) -> _Stretch:
    """Return the stretch between `start` and `stop` whose lines speak most for prose."""
    best = total = 0.0
    first = top = last = start
    for place in range(start, stop):
        total += speaks[place]
        if total <= 0:
            total, top = 0.0, place + 1
        elif total > best:
            best, first, last = total, top, place
    return _Stretch(best, first, last)


def _less_beside(weight: float, markup: Markup) -> float:
    """Return a line's weight, half of it where tags put the line beside the story; some sites do so with all."""
    return weight / 2 if weight > 0 and markup.zones & BESIDE else weight
