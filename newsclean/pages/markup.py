"""Evidence that only HTML has: tags, zones, class words, link share, what shares a parent.

Bins as in `evidence`, appended to a line's own evidence where the page came as HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsclean.model import Block, Markup
from newsclean.pages.page import is_prose
from newsclean.read.zones import WORDS, ZONES

_TAGS = {
    name: place
    for place, name in enumerate(
        ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "pre", "figcaption", "div", "span", "a"), 1
    )
}
_ZONE_BITS = tuple(ZONES.values())
_WORD_BITS = tuple(WORDS.values())
_LINKS = 6
_SHARES = 6
MARKUP_SIZES = (
    _LINKS * 3, len(_TAGS) + 1, _SHARES * 3, _SHARES * 3, _SHARES * 3, 2,
    *[2] * len(_ZONE_BITS), *[2] * len(_WORD_BITS), *[2] * len(_WORD_BITS),
)  # fmt: skip
"""Number of bins of each piece of `markup_evidence`."""


def markup_evidence(blocks: Sequence[Block], start: int, stop: int) -> list[tuple[int, ...]]:
    """Return the bins of what the tags say about lines `start` to `stop`.

    Args:
        blocks: All blocks of an HTML page.
        start: First block to look at.
        stop: Block after the last one.
    """
    prose = _prose_by_place(blocks)
    return [_bins(block, block.markup, prose) for block in blocks[start:stop] if block.markup is not None]


def _prose_by_place(blocks: Sequence[Block]) -> tuple[Counter[int], Counter[int], Counter[int], int]:
    """Return the characters of running text per parent, grandparent and style, and of the page."""
    parents: Counter[int] = Counter()
    grandparents: Counter[int] = Counter()
    styles: Counter[int] = Counter()
    for block in blocks:
        if block.markup is not None and block.markup.link_share < 0.5 and is_prose(block.text):
            size = len(block.text)
            parents[block.markup.parent] += size
            grandparents[block.markup.grandparent] += size
            styles[block.markup.style] += size
    return parents, grandparents, styles, sum(parents.values()) or 1


def _bins(block: Block, markup: Markup, prose: tuple[Counter[int], Counter[int], Counter[int], int]) -> tuple[int, ...]:
    parents, grandparents, styles, total = prose
    size = len(block.text)
    short = 0 if size < 35 else 1 if size < 110 else 2
    share = markup.link_share
    linked = (
        0 if share == 0 else 1 if share < 0.1 else 2 if share < 0.3 else 3 if share < 0.6 else 4 if share < 0.95 else 5
    )
    zones, own, above = markup.zones, markup.own, markup.above
    return (
        linked * 3 + short,
        _TAGS.get(markup.tag, 0),
        _share(parents[markup.parent], total) * 3 + short,
        _share(grandparents[markup.grandparent], total) * 3 + short,
        _share(styles[markup.style], total) * 3 + short,
        1 if markup.figure >= 0 else 0,
        *[1 if zones & bit else 0 for bit in _ZONE_BITS],
        *[1 if own & bit else 0 for bit in _WORD_BITS],
        *[1 if above & bit else 0 for bit in _WORD_BITS],
    )


def _share(part: int, total: int) -> int:
    return 0 if not part else 1 + min(4, 5 * part // total)
