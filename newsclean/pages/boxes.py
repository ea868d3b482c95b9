"""Evidence from the tree of an HTML page: where a line stands to the box that holds the story.

Sites put a story's paragraphs side by side into one box, and what interrupts them (a teaser, a
person's portrait, a poll, a player) into boxes of its own beside them. So a line is told by the way
from the story's box down to it: the classes and tags on that way, and what else stands in the same
unit, which is the child of the story's box that holds the line. Class words on the story's box and
above it are on every line alike and say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from newsclean.model import Block, Box
from newsclean.read.zones import WORDS, ZONES

_HOLDS = 0.7
"""Share of the page's likely story that the story's box holds at least."""
_LONG = 400
_DEPTHS = 9
_TAGS = {
    name: place
    for place, name in enumerate(
        ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure", "div", "section", "aside", "li", "span"), 1
    )
}
_ZONE_BITS = tuple(ZONES.values())
_WORD_BITS = tuple(WORDS.values())
_SHARES = 7
_LIKE = 6
_SIZES = 5
BOX_SIZES = (
    _DEPTHS * 3, len(_TAGS) + 1, _SHARES * 3, _SHARES * 3, _SHARES * 3, _LIKE * 9, _LIKE * 9, _SIZES * 6, 6 * 3, 9, 9, 6,
    *[2] * len(_ZONE_BITS), *[2] * len(_WORD_BITS),
)  # fmt: skip
"""Number of bins of each piece of `box_evidence`."""


class _Unit:
    __slots__ = ("blocks", "chars", "linked", "mass")

    def __init__(self):
        self.mass = 0.0
        self.chars = 0
        self.linked = 0.0
        self.blocks = 0


def box_evidence(blocks: Sequence[Block], start: int, stop: int, scores: Sequence[float]) -> list[tuple[int, ...]]:
    window = blocks[start:stop]
    masses = []
    totals: dict[int, _Unit] = {}
    styles: dict[int, float] = {}
    for block, score in zip(window, scores, strict=True):
        markup = block.markup
        size = len(block.text)
        mass = min(_LONG, size) / (1.0 + exp(-score))
        masses.append(mass)
        styles[markup.style] = styles.get(markup.style, 0.0) + mass
        linked = size * markup.link_share
        box = markup.box
        while box is not None:
            unit = totals.get(box.number)
            if unit is None:
                unit = totals[box.number] = _Unit()
            unit.mass += mass
            unit.chars += size
            unit.linked += linked
            unit.blocks += 1
            box = box.parent
    total = sum(masses) or 1.0
    story = _story(window, masses, totals, total)
    above = {}
    level = 0
    box = story
    while box is not None:
        above[box.number] = level
        level += 1
        box = box.parent
    # units
    places = [_place(block.markup.box, above) for block in window]
    like: dict[int, float] = {}
    count: dict[int, int] = {}
    seen = set()
    for (depth, unit, words, zones), mass in zip(places, masses, strict=True):
        like[unit.style] = like.get(unit.style, 0.0) + mass
        if unit.number not in seen:
            seen.add(unit.number)
            count[unit.style] = count.get(unit.style, 0) + 1
    rows = []
    for i, block in enumerate(window):
        markup = block.markup
        size = len(block.text)
        short = 0 if size < 35 else 1 if size < 110 else 2
        depth, unit, words, zones = places[i]
        whole, parent = totals[unit.number], totals[(markup.box.parent or markup.box).number]
        own = int(max(-4.0, min(4.0, scores[i])) + 4.5)
        up = places[i - 1][1] if i else None
        down = places[i + 1][1] if i + 1 < len(window) else None
        same_up = 0 if up is None else 1 if up is unit else 2 if up.style == unit.style else 3
        same_down = 0 if down is None else 1 if down is unit else 2 if down.style == unit.style else 3
        same_up = min(same_up, 2) if same_up != 3 else 2
        same_down = min(same_down, 2) if same_down != 3 else 2
        rows.append((
            depth * 3 + short,
            _TAGS.get(unit.tag, 0),
            _share(whole.mass / total) * 3 + short,
            _share(like[unit.style] / total) * 3 + short,
            _share(styles[markup.style] / total) * 3 + short,
            _rate(whole) * 9 + own,
            _rate(parent) * 9 + own,
            _number(whole.blocks) * 6 + _links(whole),
            min(count[unit.style], 6) // 1 * 3 - 3 + short if count[unit.style] < 6 else 15 + short,
            same_up * 3 + same_down,
            own if depth == 1 else 0,
            _links(parent),
            *[1 if zones & bit else 0 for bit in _ZONE_BITS],
            *[1 if words & bit else 0 for bit in _WORD_BITS],
        ))
    return rows


def _story(window, masses, totals, total) -> Box | None:
    """Return the box that holds most of the likely story, and holds it near."""
    worth: dict[int, float] = {}
    best, most = None, 0.0
    for block, mass in zip(window, masses, strict=True):
        box = block.markup.box
        while box is not None and mass > 0.5:
            found = worth[box.number] = worth.get(box.number, 0.0) + mass
            if found > most:
                best, most = box, found
            mass *= NEARER
            box = box.parent
    if best is not None and best.parent is not None and totals[best.number].blocks == 1:
        best = best.parent
    return best


NEARER = 0.7


def _place(box, above):
    """Depth below story's box (1..4), 0 the box itself, 5.. outside; unit; words; zones on the way."""
    words = zones = 0
    unit = box
    depth = 0
    at = box
    while at is not None and at.number not in above:
        words |= at.own
        unit = at
        depth += 1
        at = at.parent
    zones = box.zones & ~at.zones if at is not None else box.zones
    level = above[at.number] if at is not None else 9
    if level:
        depth = 4 + min(level, 4)
    else:
        depth = min(depth, 4)
    return depth, unit, words, zones


def _share(part: float) -> int:
    return 0 if part < 0.005 else 1 if part < 0.02 else 2 if part < 0.06 else 3 if part < 0.15 else 4 if part < 0.4 else 5 if part < .75 else 6


def _rate(unit) -> int:
    return min(5, int(6 * unit.mass / min(unit.chars, unit.blocks * _LONG) if unit.chars else 0))


def _number(n) -> int:
    return 0 if n < 2 else 1 if n < 3 else 2 if n < 5 else 3 if n < 9 else 4


def _links(unit) -> int:
    share = unit.linked / unit.chars if unit.chars else 0
    return 0 if share == 0 else 1 if share < 0.1 else 2 if share < 0.3 else 3 if share < 0.6 else 4 if share < 0.95 else 5
