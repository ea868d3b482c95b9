"""Newsletter boxes in an HTML story: told by their class and one line of them, whatever the others say."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.model import Box
from newsclean.pages.page import Page, is_prose, pack_of
from newsclean.read.zones import WORDS
from newsclean.rules.rule import Hit, Rule

_FEWEST, _LINES, _CHARS, _LINE = 2, 6, 500, 240
"""Lines and characters of a box that asks for an address, and characters of its longest line; more is a story, and a
line alone may be the story's heading, whose id has its words."""


def _boxes(page: Page) -> Iterator[Hit]:
    """Lines between the story's of which a box named for newsletters holds all there is in it.

    Boxes for subscribers hold the story itself: a rule has to know one line, and one at most is running text.
    """
    blocks, extent = page.document.blocks, page.extent
    if not blocks.markups:
        return
    held: dict[int, list[int]] = {}
    for index in range(extent.first, extent.last + 1):
        markup = blocks.markups[index]
        if (markup.own | markup.above) & WORDS["newsletter"] and (box := _signup(markup.box)) is not None:
            held.setdefault(box.number, []).append(index)
    for lines in held.values():
        sizes = [len(blocks.texts[index]) for index in lines]
        known = any(pack_of(hit) == "newsletter" for index in lines for hit in page.claims(index))
        running = sum(is_prose(blocks.texts[index]) for index in lines)
        small = _FEWEST <= len(lines) <= _LINES and sum(sizes) <= _CHARS and max(sizes) <= _LINE
        if small and known and running <= 1:
            for index in lines:
                yield Hit(index, BOX, 0, len(blocks.texts[index]), {})


def _signup(box: Box) -> Box | None:
    """Return the outermost box around a block whose class or id is named for newsletters."""
    return next((around for around in reversed([*box.up()]) if around.own & WORDS["newsletter"]), None)


BOX = Rule(
    id="newsletter.box", says="stands in a box that asks to sign up for a newsletter", action="remove", page=_boxes
)
RULES = (BOX,)
