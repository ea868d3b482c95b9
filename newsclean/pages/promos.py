"""Promos between a story's paragraphs that are told by how they are set, not by their words."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page
from newsclean.pages.sites import home, leads_to
from newsclean.rules.rule import Hit, Rule

_WORDS = 4
"""Words from which on a line in capitals is a headline; fewer name a thing."""
_FEW_SMALL = 10
"""Capitals for each small letter that a line in capitals may hold."""
_ARROWS = " >»›→⇒➔➡▶►👉👇\ufe0f"
_POINTING = 0.3
"""Share of linked text from which on a line with an arrow points elsewhere."""
_LONGEST = 250
_LABEL = 60
"""Characters of a label before a linked headline."""
_LABEL_ENDS, _SENTENCE_ENDS = frozenset(":?!|–—»"), frozenset(".。")
_PLAIN = frozenset(("line", "item"))
_LINKED = 0.9
"""Share of linked text from which on a line is a link."""


def _shouted(page: Page) -> Iterator[Hit]:
    """Paragraphs that are one link in capitals: so some sites set other stories' headlines into a story.

    On the shared pages all seven such lines of news stories were promos. Headings and list items are left alone.
    """
    blocks = page.document.blocks
    for index, markup in enumerate(blocks.markups[page.extent.first : page.extent.last + 1], page.extent.first):
        text = blocks.texts[index]
        told = markup.link_share >= _LINKED and text.count(" ") >= _WORDS - 1 and _is_shouted(text)
        if told and blocks.kinds[index] == "line" and not page.claimed(index):
            yield Hit(index, SHOUTED, 0, len(text), {"text": (0, len(text))})


def _is_shouted(text: str) -> bool:
    """Tell whether a line is in capitals, but for a letter or two ("AMAs", "McCoy")."""
    return sum(map(str.isupper, text)) > _FEW_SMALL * sum(map(str.islower, text))


def _arrows(page: Page) -> Iterator[Hit]:
    """Lines that begin with an arrow and are links for a good part; on the shared pages all twelve were promos."""
    blocks = page.document.blocks
    for index, markup in enumerate(blocks.markups[page.extent.first : page.extent.last + 1], page.extent.first):
        text = blocks.texts[index]
        if markup.link_share >= _POINTING and len(text) <= _LONGEST and not page.claimed(index):
            start = len(text) - len(text.lstrip(_ARROWS))
            if start and text[:start].strip():
                yield Hit(index, ARROW, 0, len(text), {"text": (start, len(text))})


def _labelled(page: Page) -> Iterator[Hit]:
    """Paragraphs and items that are a label and the headline of another story, linked: "Harbour: Board raises prices".

    On the shared pages 57 such lines between paragraphs that link to their own site were promos, and one the story's;
    links to other sites are sources and shops.
    """
    blocks, extent = page.document.blocks, page.extent
    site: str | None = None
    for index, markup in enumerate(blocks.markups[extent.first : extent.last + 1], extent.first):
        text = blocks.texts[index]
        if len(markup.links) != 1 or blocks.kinds[index] not in _PLAIN or text[-1] in _SENTENCE_ENDS:
            continue
        start, end, href = markup.links[0]
        label = text[:start].rstrip()
        if not (0 < start <= _LABEL and end == len(text) and label and label[-1] in _LABEL_ENDS):
            continue
        if text.count(" ", start) < _WORDS - 1 or page.claimed(index):
            continue
        site = home(page.document) if site is None else site
        if leads_to(href, site):
            yield Hit(index, LABELLED, 0, len(text), {"label": (0, len(label)), "text": (start, end)})


SHOUTED = Rule(id="promo.shouted", says="is a link to another story, in capitals", action="related", page=_shouted)
ARROW = Rule(id="promo.arrow", says="points elsewhere, by an arrow and a link", action="related", page=_arrows)
LABELLED = Rule(
    id="promo.labelled", says="is a label and another story's headline, linked", action="related", page=_labelled
)
RULES = (SHOUTED, ARROW, LABELLED)
