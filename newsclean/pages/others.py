"""Other stories behind a page's own, each in an `<article>` whose headline leads to a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.model import Box, Markup
from newsclean.pages.links import home, leads_to
from newsclean.pages.page import Page
from newsclean.rules.rule import Hit, Rule

_HEADS = frozenset(("h1", "h2", "h3"))
_LINKED = 0.9
"""Share of linked text from which on a headline is a link."""


def _others(page: Page) -> Iterator[Hit]:
    """Lines of articles that stand beside the story's, from a headline on that is a link to another page of the site.

    On a page on which the story's headline is a link as well, all articles are of equal rank and stay.
    """
    blocks, extent = page.document.blocks, page.extent
    if not blocks.markups:
        return
    story = _article(blocks.markups[extent.top].box)
    if story is None:
        return
    site = home(page.document)
    own, boxes = _heads(page, story.number, page.lead, extent.top), _around(blocks.markups[extent.top].box)
    if any(_leads_on(markup, site) for markup in own):
        return
    other = -1
    for index in range(extent.top + 1, extent.last + 1):
        markup = blocks.markups[index]
        article = _article(markup.box)
        if article is None or article.number in boxes or story.number in _around(article):
            other = -1
        elif article.number != other:
            if markup.tag not in _HEADS or not _leads_on(markup, site):
                continue
            other = article.number
        if other >= 0:
            yield Hit(index, OTHER, 0, len(blocks.texts[index]), {})


def _article(box: Box) -> Box | None:
    """Return the outermost `<article>` around a block."""
    return next((around for around in reversed([*box.up()]) if around.tag == "article"), None)


def _around(box: Box) -> set[int]:
    return {around.number for around in box.up()}


def _heads(page: Page, article: int, start: int, stop: int) -> list[Markup]:
    """Return the headings of an article, and the page's headline, that stand above its text."""
    blocks = page.document.blocks
    near = range(max(0, start), stop)
    return [
        markup
        for index in near
        if (markup := blocks.markups[index]).tag in _HEADS
        and (article in _around(markup.box) or blocks.keys[index] == page.headline)
    ]


def _leads_on(markup: Markup, site: str) -> bool:
    """Tell whether a heading is a link to another page of the site."""
    return markup.link_share >= _LINKED and any(leads_to(href, site) for _, _, href in markup.links)


OTHER = Rule(
    id="promo.other_article",
    says="stands in another story's article, whose headline leads to its own page",
    action="remove",
    page=_others,
)
RULES = (OTHER,)
