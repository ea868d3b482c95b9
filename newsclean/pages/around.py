"""What lines around a story's borders are: parts of boxes, bylines and dates, paragraphs that no rule knows."""

from __future__ import annotations

from newsclean.model import Blocks
from newsclean.pages.page import Hits, is_prose, pack_of

BOX = 6
"""Longest box in lines over which the body goes on; longer ones are the page's end, unless paragraphs follow."""
PARAGRAPHS = 3
"""Paragraphs in a row that are a story's, whatever stands before them."""
_INSIDE = frozenset(("newsletter", "promo", "ads", "media", "share", "ui", "caption", "words", "nav"))
"""Packs whose boxes stand inside stories as well as behind them."""


def has_head(hits: Hits, index: int) -> bool:
    """Tell whether a rule takes a line for a byline or date."""
    return any(pack_of(hit) == "head" for hit in hits.get(index, ()))


def is_free_prose(blocks: Blocks, hits: Hits, index: int) -> bool:
    """Tell whether a line is running text that no rule claims."""
    return index not in hits and is_prose(blocks.texts[index])


def is_boxed(hits: Hits, index: int) -> bool:
    """Tell whether a rule takes a line for part of a box that may stand inside a story."""
    return any(pack_of(hit) in _INSIDE for hit in hits.get(index, ()))
