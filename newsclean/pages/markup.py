"""Evidence that only HTML has: tags, zones, class words, link share, what shares a parent.

Bins as in `evidence`, appended to a line's own evidence where the page came as HTML.
"""

from __future__ import annotations

from collections import Counter

from newsclean.model import Blocks
from newsclean.pages.evidence import Column, Sizes, with_length
from newsclean.pages.page import SHORTEST_PROSE, is_prose
from newsclean.read.zones import WORDS, ZONES

_TAGS = {
    name: place
    for place, name in enumerate(
        ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "pre", "figcaption", "div", "span", "a"), 1
    )
}
_ZONE_BITS = tuple(ZONES.values())
_WORD_BITS = tuple(WORDS.values())
_ALL_ZONES, _ALL_WORDS = sum(_ZONE_BITS), sum(_WORD_BITS)
_LINKS = 6
_SHARES = 6
MARKUP_SIZES: Sizes = (
    _LINKS * 3, len(_TAGS) + 1, _SHARES * 3, _SHARES * 3, _SHARES * 3, 2,
    _ZONE_BITS, _WORD_BITS, _WORD_BITS,
)  # fmt: skip
"""Number of bins of each piece of `markup_evidence`; of the last three, their flags."""


def markup_evidence(blocks: Blocks, start: int, stop: int) -> list[Column]:
    """Return the bins of what the tags say about lines `start` to `stop`, a column for each piece.

    Args:
        blocks: All blocks of an HTML page.
        start: First block to look at.
        stop: Block after the last one.
    """
    parents, grandparents, styles, total = _prose_by_place(blocks)
    window = blocks.markups[start:stop]
    sizes = map(len, blocks.texts[start:stop])
    short = [0 if size < 35 else 1 if size < 110 else 2 for size in sizes]
    return [
        with_length(short, [_linked(markup.link_share) for markup in window]),
        [_TAGS.get(markup.tag, 0) for markup in window],
        with_length(short, [_share(parents[markup.parent], total) for markup in window]),
        with_length(short, [_share(grandparents[markup.grandparent], total) for markup in window]),
        with_length(short, [_share(styles[markup.style], total) for markup in window]),
        [1 if markup.figure >= 0 else 0 for markup in window],
        [markup.zones & _ALL_ZONES for markup in window],
        [markup.own & _ALL_WORDS for markup in window],
        [markup.above & _ALL_WORDS for markup in window],
    ]


def _prose_by_place(blocks: Blocks) -> tuple[Counter[int], Counter[int], Counter[int], int]:
    """Return the characters of running text per parent, grandparent and style, and of the page."""
    parents: Counter[int] = Counter()
    grandparents: Counter[int] = Counter()
    styles: Counter[int] = Counter()
    for text, markup in zip(blocks.texts, blocks.markups, strict=True):
        size = len(text)
        if size >= SHORTEST_PROSE and markup.link_share < 0.5 and is_prose(text):
            parents[markup.parent] += size
            grandparents[markup.grandparent] += size
            styles[markup.style] += size
    return parents, grandparents, styles, sum(parents.values()) or 1


def _linked(share: float) -> int:
    if share == 0:
        return 0
    return 1 if share < 0.1 else 2 if share < 0.3 else 3 if share < 0.6 else 4 if share < 0.95 else 5


def _share(part: int, total: int) -> int:
    return 0 if not part else 1 + min(4, 5 * part // total)
