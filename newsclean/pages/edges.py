"""Evidence for where the body of an HTML page begins and ends: what stands on either side of a line.

A border is told less by its line than by the step over it: out of the box that holds the story, from
the last line of the story that JSON-LD repeats, down to a page's second story. This evidence is for
the first and the last line only; the lines between are told by the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from newsclean.model import Document
from newsclean.pages.boxes import INSIDE
from newsclean.pages.evidence import FAMILIES, Column, Sizes
from newsclean.rules.rule import gate_key

_NAME_MIN = 6
"""Letters of a full name that a line does not hold by chance."""
_LINE_LONG = 60
_ENDS = frozenset(FAMILIES.index(name) + 1 for name in ("share", "tags", "comments", "legal"))
_DEPTHS = 9
_LIKELY = 5
"""Bin of a first-round score from which on a line is likely the story's."""
_COUNTS, _MASSES = 6, 5
_PLACES = 5
_RUNS = 6
_TOPS = 4
EDGE_SIZES: Sizes = (
    _COUNTS * _MASSES * 2, _COUNTS * _MASSES * 2, _DEPTHS * (_DEPTHS + 1), _DEPTHS * (_DEPTHS + 1),
    1 + 3 * _PLACES, _TOPS * _MASSES, _RUNS * 9, _RUNS * 9, 90, 90, 4 * 5, 8 * 3, 8 * 3,
)  # fmt: skip
"""Number of bins of each piece of `edge_evidence`."""


def edge_evidence(
    document: Document,
    tops: Sequence[int],
    start: int,
    depths: Sequence[int],
    own: Sequence[int],
    told: Sequence[int],
    kinds: Sequence[int],
) -> list[Column]:
    """Return the bins of what stands on either side of the lines of a window, a column for each piece.

    Args:
        document: An HTML page.
        tops: Its `headlines`.
        start: Where the window begins.
        depths: How deep in the story's box each line stands, see `box_evidence`.
        own: Bins of the lines' first-round scores.
        told: What JSON-LD's story says of them, see `told_evidence`.
        kinds: Which pack claims them, see `evidence.family`.
    """
    count = len(own)
    texts = document.blocks.texts[start : start + count]
    inside = [depth <= INSIDE for depth in depths]
    weights = [min(len(text), 400) if bin_ >= _LIKELY else 0 for text, bin_ in zip(texts, own, strict=True)]
    held = [weight if here else 0 for weight, here in zip(weights, inside, strict=True)]
    above = list(accumulate(weights, initial=0))
    total = above[-1] or 1
    places = [bisect_left(tops, index) for index in range(start, start + count)]
    before_top = [above[max(0, min(tops[many - 1] - start, count))] if many else 0 for many in places]
    near = [9, *own, 9]
    likely = [bin_ >= _LIKELY for bin_ in own]
    levels = [0 if bin_ < 3 else 1 if bin_ < 6 else 2 for bin_ in own]
    metadata = document.metadata
    named = _naming(metadata.authors if metadata else (), document.blocks.keys[start : start + count])
    return [
        _rest(inside, held),
        _rest(inside[::-1], held[::-1])[::-1],
        [depth * (_DEPTHS + 1) + below for depth, below in zip(depths, [*depths[1:], _DEPTHS], strict=True)],
        [depth * (_DEPTHS + 1) + over for depth, over in zip(depths, [_DEPTHS, *depths[:-1]], strict=True)],
        _told_places(texts, told),
        [min(many, _TOPS - 1) * _MASSES + _mass(mass / total) for many, mass in zip(places, before_top, strict=True)],
        [run * 9 + bin_ for run, bin_ in zip(_until(likely), own, strict=True)],
        [run * 9 + bin_ for run, bin_ in zip(_until(likely[::-1])[::-1], own, strict=True)],
        [bin_ * 9 + near[at] for at, bin_ in enumerate(near[2:])],
        [near[at] * 9 + bin_ for at, bin_ in enumerate(near[1:-1])],
        [bin_ * 5 + below for bin_, below in zip(named, [*named[1:], 4], strict=True)],
        [away * 3 + level for away, level in zip(_away(kinds), levels, strict=True)],
        [away * 3 + level for away, level in zip(_away(kinds[::-1])[::-1], levels, strict=True)],
    ]


def _away(kinds: Sequence[int]) -> Column:
    """Return how many lines above each one a line stands that ends pages: a share bar, tags, comments, legal."""
    found = []
    away = 7
    for kind in kinds:
        found.append(away)
        away = 0 if kind in _ENDS else min(7, away + 1)
    return found


def _naming(authors: Sequence[str], keys: Sequence[str]) -> Column:
    """Return bins of whether lines name one of the page's authors: in a byline, in a sentence about them."""
    names = [name for name in map(gate_key, authors) if len(name) >= _NAME_MIN and " " in name]
    if not names:
        return [0] * len(keys)
    return [(2 if len(key) < _LINE_LONG else 3) if any(name in key for name in names) else 1 for key in keys]


def _rest(inside: Sequence[bool], held: Sequence[int]) -> Column:
    """Return bins of how much of the story's box follows each line: lines and likely prose."""
    total = sum(held) or 1
    found = []
    lines = mass = 0
    for here, weight in zip(reversed(inside), reversed(held), strict=True):
        found.append((_count(lines) * _MASSES + _mass(mass / total)) * 2 + here)
        lines += here
        mass += weight
    return found[::-1]


def _told_places(texts: Sequence[str], told: Sequence[int]) -> Column:
    """Return bins of where each line stands to the first and last of those that the told story holds."""
    if not any(told):
        return [0] * len(texts)
    held = [at for at, bin_ in enumerate(told) if bin_ in (4, 6)]
    if not held:
        return [0] * len(texts)
    low, high = held[0], held[-1]
    all_ = sum(len(text) for text in texts[low : high + 1]) or 1
    share = sum(len(texts[at]) for at in held) / all_
    whole = 0 if share < 0.5 else 1 if share < 0.85 else 2
    return [
        1 + whole * _PLACES + (0 if at < low else 1 if at == low else 2 if at < high else 3 if at == high else 4)
        for at in range(len(texts))
    ]


def _until(likely: Sequence[bool]) -> Column:
    """Return bins of how many lines below each one the next likely one stands."""
    found = []
    away = 99
    for here in reversed(likely):
        found.append(_count(min(away, 99)))
        away = 0 if here else away + 1
    return found[::-1]


def _count(lines: int) -> int:
    return lines if lines < 3 else 3 if lines < 6 else 4 if lines < 12 else 5


def _mass(share: float) -> int:
    return 0 if share <= 0 else 1 if share < 0.06 else 2 if share < 0.2 else 3 if share < 0.6 else 4
