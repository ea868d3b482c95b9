"""Promos between a story's paragraphs that are told by how they are set, not by their words."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page
from newsclean.rules.rule import Hit, Rule

_WORDS = 4
"""Words from which on a line in capitals is a headline; fewer name a thing."""
_ARROWS = " >»›→⇒➔➡▶►👉👇\ufe0f"
_POINTING = 0.3
"""Share of linked text from which on a line with an arrow points elsewhere."""
_LONGEST = 250
_LINKED = 0.9
"""Share of linked text from which on a line is a link."""


def _shouted(page: Page) -> Iterator[Hit]:
    """Paragraphs that are one link in capitals: so some sites set other stories' headlines into a story.

    On the shared pages all seven such lines of news stories were promos. Headings and list items are left alone.
    """
    blocks = page.document.blocks
    for index, markup in enumerate(blocks.markups[page.extent.first : page.extent.last + 1], page.extent.first):
        text = blocks.texts[index]
        told = markup.link_share >= _LINKED and text.isupper() and text.count(" ") >= _WORDS - 1
        if told and blocks.kinds[index] == "line" and not page.claimed(index):
            yield Hit(index, SHOUTED, 0, len(text), {"text": (0, len(text))})


def _arrows(page: Page) -> Iterator[Hit]:
    """Lines that begin with an arrow and are links for a good part; on the shared pages all twelve were promos."""
    blocks = page.document.blocks
    for index, markup in enumerate(blocks.markups[page.extent.first : page.extent.last + 1], page.extent.first):
        text = blocks.texts[index]
        if markup.link_share >= _POINTING and len(text) <= _LONGEST and not page.claimed(index):
            start = len(text) - len(text.lstrip(_ARROWS))
            if start and text[:start].strip():
                yield Hit(index, ARROW, 0, len(text), {"text": (start, len(text))})


SHOUTED = Rule(id="promo.shouted", says="is a link to another story, in capitals", action="related", page=_shouted)
ARROW = Rule(id="promo.arrow", says="points elsewhere, by an arrow and a link", action="related", page=_arrows)
RULES = (SHOUTED, ARROW)
