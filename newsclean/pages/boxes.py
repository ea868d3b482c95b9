"""Evidence from the tree of an HTML page: where a line stands to the box that holds the story.

Sites put a story's paragraphs side by side into one box, and what interrupts them (a teaser, a
person's portrait, a poll, a player) into boxes of their own beside them. So a line is told by the way
from the story's box down to it: by the tags and class words on that way, and by what else stands in
its unit, which is the child of the story's box that holds the line. Words on the story's box and
above it are on every line alike and say nothing.

Which box is the story's is not known before the lines are weighed, so the first round's scores stand
in: each box has the likely prose in it, the less the deeper it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp

from newsclean.model import Blocks, Box
from newsclean.pages.evidence import Column, Sizes, score_bin, with_length
from newsclean.read.zones import WORDS, ZONES

_LONG = 400
"""Characters from which on a line's length adds nothing to its weight."""
_NEARER = 0.7
"""What prose counts one level further up. The box above wins where it holds 1.4 times as much: the
box around sections or wrapped paragraphs does, the one that adds only teasers does not."""
_ABOVE = 0.5
"""What prose counts that stands above the headline."""
_DEEPEST, _OUTSIDE = 4, 4
"""Levels below and above the story's box that are told apart."""
_DEPTHS = _DEEPEST + _OUTSIDE + 1
_TAGS = {
    name: place
    for place, name in enumerate(
        ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure", "div", "section", "aside", "li", "span"), 1
    )
}
_ZONE_BITS, _WORD_BITS = tuple(ZONES.values()), tuple(WORDS.values())
_ALL_ZONES, _ALL_WORDS = sum(_ZONE_BITS), sum(_WORD_BITS)
_SHARES, _RATES, _NUMBERS, _LINKS, _ALIKE, _SCORES = 7, 6, 5, 6, 6, 9
BOX_SIZES: Sizes = (
    _DEPTHS * 3, _DEPTHS * _SCORES, len(_TAGS) + 1, _SHARES * 3, _SHARES * 3, _SHARES * 3,
    _RATES * _SCORES, _RATES * _SCORES, _NUMBERS * _LINKS, _LINKS, _ALIKE * 3, 16, _ZONE_BITS, _WORD_BITS,
)  # fmt: skip
"""Number of bins of each piece of `box_evidence`; of the last two, their flags."""


class _Place:
    """A box of the page, what it holds, and where it stands to the story's box.

    Attributes:
        box: The box itself.
        likely: Characters of its lines, each times its likeness to the story.
        near: The same, less for what lies deeper.
        chars: Characters of its lines.
        full: The most that `likely` could be.
        linked: Characters in links.
        lines: Number of its lines.
        depth: 0 for the story's box, up to 4 for boxes in it, more for boxes outside.
        unit: The child of the story's box (outside: of a box around it) that holds this one; None where this one is it.
        words: Class words on the way down from there.
        around: Zones of the box from which that way starts.
    """

    __slots__ = ("around", "box", "chars", "depth", "full", "likely", "lines", "linked", "near", "unit", "words")

    def __init__(self, box: Box) -> None:
        self.box = box
        self.likely = self.near = self.linked = 0.0
        self.chars = self.full = self.lines = self.depth = self.words = self.around = 0
        self.unit: _Place | None = None


def box_evidence(blocks: Blocks, top: int, start: int, stop: int, scores: Sequence[float]) -> list[Column]:
    """Return the bins of what the boxes around lines `start` to `stop` say, a column for each piece.

    Args:
        blocks: All blocks of an HTML page.
        top: Its headline.
        start: First block to look at.
        stop: Block after the last one.
        scores: First-round scores of these lines.
    """
    markups = blocks.markups[start:stop]
    sizes = list(map(len, blocks.texts[start:stop]))
    worth = [1.0 if index >= top else _ABOVE for index in range(start, stop)]
    likely = [
        min(_LONG, size) / (1.0 + exp(-score)) * share for size, score, share in zip(sizes, scores, worth, strict=True)
    ]
    total = sum(likely) or 1.0
    places = _boxes([markup.box for markup in markups])
    lines = [places[markup.box.number] for markup in markups]
    for line, markup, size, mass in zip(lines, markups, sizes, likely, strict=True):
        line.likely += mass
        line.near += mass
        line.chars += size
        line.full += min(_LONG, size)
        line.linked += size * markup.link_share
        line.lines += 1
    _sum_up(places)
    _find_ways(places, _story(places))
    units = [line.unit or line for line in lines]
    outer = [places[line.box.parent.number] if line.box.parent else line for line in lines]
    own = [score_bin(score) for score in scores]
    short = [0 if size < 35 else 1 if size < 110 else 2 for size in sizes]
    alike = _mass_by_style([unit.box.style for unit in units], likely)
    styles = _mass_by_style([markup.style for markup in markups], likely)
    kinds = _units_by_style(units)
    holders = {*units, *outer}  # most hold several lines
    rates, linked = {box: _rate(box) for box in holders}, {box: _linked(box) for box in holders}
    return [
        with_length(short, [line.depth for line in lines]),
        [line.depth * _SCORES + bin_ for line, bin_ in zip(lines, own, strict=True)],
        [_TAGS.get(unit.box.tag, 0) for unit in units],
        with_length(short, [_share(unit.likely / total) for unit in units]),
        with_length(short, [_share(alike[unit.box.style] / total) for unit in units]),
        with_length(short, [_share(styles[markup.style] / total) for markup in markups]),
        [rates[unit] * _SCORES + bin_ for unit, bin_ in zip(units, own, strict=True)],
        [rates[box] * _SCORES + bin_ for box, bin_ in zip(outer, own, strict=True)],
        [_number(unit.lines) * _LINKS + linked[unit] for unit in units],
        [linked[box] for box in outer],
        with_length(short, [min(kinds[unit.box.style], _ALIKE) - 1 for unit in units]),
        _same_units(units),
        [line.box.zones & ~line.around & _ALL_ZONES for line in lines],
        [line.words & _ALL_WORDS for line in lines],
    ]


def _boxes(holders: Sequence[Box]) -> dict[int, _Place]:
    """Return a place for each box that holds a line or is around one that does, by its number."""
    places: dict[int, _Place] = {}
    for holder in holders:
        box: Box | None = holder
        while box is not None and box.number not in places:
            places[box.number] = _Place(box)
            box = box.parent
    return places


def _sum_up(places: dict[int, _Place]) -> None:
    """Add what boxes hold to the boxes around them; a box has a higher number than those around it."""
    for number in sorted(places, reverse=True):
        place = places[number]
        if place.box.parent is not None:
            outer = places[place.box.parent.number]
            outer.likely += place.likely
            outer.near += _NEARER * place.near
            outer.chars += place.chars
            outer.full += place.full
            outer.linked += place.linked
            outer.lines += place.lines


def _story(places: dict[int, _Place]) -> _Place:
    """Return the box that holds most of the likely story, and holds it near; never a single line's."""
    best = max(places.values(), key=lambda place: (place.near, place.box.number))
    parent = best.box.parent
    return places[parent.number] if best.lines == 1 and parent is not None else best


def _find_ways(places: dict[int, _Place], story: _Place) -> None:
    """Fill in where boxes stand to the story's box, from the outermost box inward."""
    above: dict[int, int] = {}
    box: Box | None = story.box
    while box is not None:
        above[box.number] = len(above)
        box = box.parent
    for number in sorted(places):
        place = places[number]
        parent = place.box.parent
        outer = places[parent.number] if parent is not None else place
        if number in above:
            level = above[number]
            place.depth = _DEEPEST + min(level, _OUTSIDE) if level else 0
            place.around = place.box.zones
        else:
            place.words, place.around = outer.words | place.box.own, outer.around
            if outer.box.number in above:
                place.depth = outer.depth or 1
            else:
                place.unit = outer.unit or outer
                place.depth = outer.depth if outer.depth > _DEEPEST else min(outer.depth + 1, _DEEPEST)


def _mass_by_style(styles: Sequence[int], likely: Sequence[float]) -> dict[int, float]:
    """Return how much of the likely story has each style (a tag with its class)."""
    found: dict[int, float] = {}
    for style, mass in zip(styles, likely, strict=True):
        found[style] = found.get(style, 0.0) + mass
    return found


def _units_by_style(units: Sequence[_Place]) -> dict[int, int]:
    """Return how many units of each style there are."""
    found: dict[int, int] = {}
    for style in {unit.box.number: unit.box.style for unit in units}.values():
        found[style] = found.get(style, 0) + 1
    return found


def _same_units(units: Sequence[_Place]) -> Column:
    """Bins of whether the lines above and below stand in the same unit, or in one of the same style."""
    links = [1 if one is other else 2 if one.box.style == other.box.style else 3 for one, other in pairwise(units)]
    return [up * 4 + down for up, down in zip([0, *links], [*links, 0], strict=True)]


def _share(part: float) -> int:
    if part < 0.06:
        return 0 if part < 0.005 else 1 if part < 0.02 else 2
    return 3 if part < 0.15 else 4 if part < 0.4 else 5 if part < 0.75 else 6


def _rate(place: _Place) -> int:
    """Bin of how like the story the lines of a box are."""
    return min(_RATES - 1, int(_RATES * place.likely / place.full)) if place.full else 0


def _number(lines: int) -> int:
    return 0 if lines < 2 else 1 if lines < 3 else 2 if lines < 5 else 3 if lines < 9 else 4


def _linked(place: _Place) -> int:
    share = place.linked / place.chars if place.chars else 0.0
    if share == 0:
        return 0
    return 1 if share < 0.1 else 2 if share < 0.3 else 3 if share < 0.6 else 4 if share < 0.95 else 5
