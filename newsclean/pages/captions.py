"""Captions: lines that carry a picture's credit, and lines beside a credit."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean import credit
from newsclean.model import Block
from newsclean.pages.page import Page
from newsclean.rules.rule import Hit, Rule

_LONGEST = 700
"""Longest caption in characters; nine in ten have under 173 (TAXONOMY, section 6), a few tell a story."""
_LONGEST_BESIDE = 260
"""Longest line that is taken for the caption of a credit that stands on a line of its own."""


def _captions(page: Page) -> Iterator[Hit]:
    blocks = page.document.blocks
    for block in blocks[page.lead : page.extent.last + 2]:
        text = block.text
        if len(text) > _LONGEST or _is_other(page, block.index):
            continue
        split = credit.split(text)
        if split is None:
            continue
        in_head = block.index < page.extent.first
        if split.caption[0] == split.caption[1]:
            if split.sure or in_head:
                yield Hit(block.index, CREDIT, 0, len(text), _fields(split))
                yield from _beside(page, block)
        elif split.sure or in_head:
            yield Hit(block.index, CREDITED, 0, len(text), _fields(split))


def _is_other(page: Page, index: int) -> bool:
    """Tell whether a line rule knows better what the line is."""
    return any(hit.rule.action in ("keep", "note", "source", "related", "byline") for hit in page.hits.get(index, ()))


def _fields(split: credit.Split) -> dict[str, tuple[int, int]]:
    found = {"caption": split.caption, "credit": split.credit, "notice": split.notice}
    return {name: span for name, span in found.items() if span is not None and span[0] < span[1]}


def _beside(page: Page, block: Block) -> Iterator[Hit]:
    """The line above a credit, where it can only be the caption: in the article's head."""
    index = block.index - 1
    if index < page.lead or page.claimed(index):
        return
    above = page.document.blocks[index]
    if index >= page.extent.first or above.key == page.headline:
        return
    if 15 <= len(above.text) <= _LONGEST_BESIDE and credit.split(above.text) is None:
        yield Hit(index, BESIDE, 0, len(above.text), {"caption": (0, len(above.text))})


CREDITED = Rule(
    id="caption.credited", says="ends with a picture's credit, so it is a caption", action="caption", page=_captions
)
CREDIT = Rule(id="caption.credit_line", says="is a picture's credit", action="credit", page=lambda page: ())
BESIDE = Rule(
    id="caption.above_credit", says="stands above a picture's credit", action="caption", page=lambda page: ()
)
RULES = (CREDITED, CREDIT, BESIDE)
