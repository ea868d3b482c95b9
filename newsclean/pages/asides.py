"""What is set aside between the body's borders: links and what stands apart from the story, by its tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, count
from math import inf
from operator import and_

from newsclean.model import Blocks, Box, Markup
from newsclean.pages.page import Page, ends_sentence, is_prose, is_separator
from newsclean.pages.weights import UNIT
from newsclean.read.zones import ZONES
from newsclean.rules.rule import Hit, Rule

_LEAST_LINK, _LEAST, _LEAST_PROSE = 0.1, -0.3, -0.7
"""Log odds of being the story's own under which a line between the borders of an HTML body is left out: a
link, another line, running text. Chosen by cross-validation; a lost sentence is the worse error."""
_ALIKE, _SURE = 0.5, 3.0
"""What all other lines of a line's style count together beside its own odds, and log odds beyond which one of
them says no more. Anything from .4 to .6 and from 2 to 9 does as well on unseen pages."""
_FOLLOWED = 0.6
"""How much the odds of what a heading heads count beside its own. From .4 to .9 it helps on unseen pages."""
_LINKED = 0.9
"""Share of linked text from which on a line is a link."""
BESIDE = ZONES["nav"] | ZONES["aside"] | ZONES["footer"]
"""Tags of what stands beside a story."""
_MOSTLY = 0.5
"""Share of linked text from which on an item of a list is a pointer."""
_TIMES = frozenset(("head.date", "head.time", "head.time_relative"))
_LISTS = frozenset(("ul", "ol"))
_TABLE = frozenset(("table",))
"""A table with most of a body's lines lays the page out."""
_HEADINGS = 2
"""Other headings of its style, of which most must stay, that keep one in the text."""
_BETWEEN = frozenset(("li", "tr", "td", "th", "tbody", "thead", "tfoot", "p", "div", "span"))
"""Boxes between a line and the list or table that holds it."""


def asides(blocks: Blocks, odds: Sequence[float], start: int, first: int, last: int) -> frozenset[int]:
    """Return lines between the borders of an HTML body that are links or stand apart from the story, by their tags.

    Without tags a teaser between paragraphs looks like a sub-heading; those lines are kept. Where most of the
    body's running text would go, all of it is kept.

    Args:
        blocks: All blocks of the page.
        odds: How likely each line from `start` to `last` is the story's own, in thousandths of log odds; none in
            text mode.
        start: Where the window begins.
        first: The body's first line.
        last: The body's last line.
    """
    if not odds:
        return frozenset()
    markups, texts = blocks.markups[first : last + 1], blocks.texts[first : last + 1]
    alike = _among_alike(markups, odds[first - start : last + 1 - start])
    lists = _together(markups, _LISTS)
    for members in (*lists, *(table for table in _together(markups, _TABLE) if 2 * len(table) < len(texts))):
        mean = sum([_bounded(alike[member]) for member in members]) / len(members)
        for member in members:
            alike[member] = mean
    alike = _with_followers(blocks.kinds[first : last + 1], alike)
    margins = list(map(_margin, texts, markups, alike))
    for members in lists:
        if all(markups[member].link_share > _MOSTLY for member in members):
            for member in members:
                margins[member] = alike[member] - UNIT * _LEAST_LINK
    found = [margin < 0 for margin in margins]
    prose = [is_prose(text) for text in texts]
    if not any(prose):  # a story of a few words
        prose = [ends_sentence(text) and line.link_share < _MOSTLY for text, line in zip(texts, markups, strict=True)]
    if 2 * sum(map(and_, found, prose)) > sum(prose):  # then it is not known what the story's paragraphs look like
        found = [aside and not running for aside, running in zip(found, prose, strict=True)]
    _keep_lead(found, prose, markups)
    _keep_with_box(found, markups)
    _keep_with_alike(found, markups, blocks.kinds[first : last + 1])
    return frozenset(compress(count(first), found))


def _keep_lead(found: list[bool], prose: Sequence[bool], markups: Sequence[Markup]) -> None:
    """Take back what was found of the running text above the story's first paragraph: it stands apart as its lead.

    On unseen pages 13 of 19 such lines were the story's first sentence or summed it up, most others told of a video.
    """
    for place, running in enumerate(prose):
        if running and not found[place]:
            return
        markup = markups[place]
        if running and markup.link_share < _MOSTLY and not markup.zones & BESIDE and markup.figure < 0:
            found[place] = False
            return


def _keep_with_box(found: list[bool], markups: Sequence[Markup]) -> None:
    """Take back what was found of lines that only line breaks part from lines of the story, in one box.

    On unseen pages 64 of 70 such lines were the story's own: details of an event, the second half of a paragraph.
    """
    stays = {markup.box.number for markup, aside in zip(markups, found, strict=True) if not aside}
    for place, markup in enumerate(markups):
        found[place] = found[place] and markup.box.number not in stays


def _keep_with_alike(found: list[bool], markups: Sequence[Markup], kinds: Sequence[str]) -> None:
    """Take back what was found of lines that are set as others are of which most stay; a link may be a pointer.

    On unseen news pages all 15 such lines were the story's own. One heading says little about the only other one.
    """
    styles = list(map(_style, markups))
    counts, stay = Counter(styles), Counter(compress(styles, [not aside for aside in found]))
    for place, style in enumerate(styles):
        others = max(counts[style] - 1, _HEADINGS if kinds[place] == "heading" else 1)
        if found[place] and markups[place].link_share < _MOSTLY and 2 * stay[style] > others:
            found[place] = False


def _style(markup: Markup) -> tuple[int, int]:
    """Return what is the same for lines that are set alike in boxes that are."""
    return markup.style, markup.box.parent.style if markup.box.parent else -1


def _among_alike(markups: Sequence[Markup], odds: Sequence[float]) -> list[float]:
    """Return the odds of lines, drawn towards what the others of their style have in boxes of one style.

    A page sets the names of all its tips alike, and all rows of a table. Judged one by one some would go.
    """
    sure = list(map(_bounded, odds))
    styles = list(map(_style, markups))
    sums: dict[tuple[int, int], float] = {}
    for style, odd in zip(styles, sure, strict=True):
        sums[style] = sums.get(style, 0.0) + odd
    counts = Counter(styles)
    found = []
    for style, odd, own in zip(styles, odds, sure, strict=True):
        others = counts[style] - 1
        mean = (sums[style] - own) / others if others else odd
        found.append(odd + _ALIKE * others / (others + 1) * (mean - odd))
    return found


def _bounded(odd: float) -> float:
    return max(-_SURE * UNIT, min(_SURE * UNIT, odd))


def _together(markups: Sequence[Markup], holders: frozenset[str]) -> list[list[int]]:
    """Return the lines that stand in one list or table: all of it is the story's, or nothing."""
    found: dict[int, list[int]] = {}
    for index, markup in enumerate(markups):
        box: Box | None = markup.box
        while box is not None and box.tag in _BETWEEN:
            box = box.parent
        if box is not None and box.tag in holders:
            found.setdefault(box.number, []).append(index)
    return [members for members in found.values() if len(members) > 1]


def _with_followers(kinds: Sequence[str], odds: Sequence[float]) -> list[float]:
    """Return the odds of lines, those of headings with the odds of the first line below that is no heading."""
    found = list(odds)
    below = None
    for index in range(len(odds) - 1, -1, -1):
        if kinds[index] != "heading":
            below = _bounded(odds[index])
        elif below is not None:
            found[index] += _FOLLOWED * below
    return found


def _margin(text: str, markup: Markup, odds: float) -> float:
    """Return how far a line between the borders is from being none of the story's, in thousandths of log odds."""
    if is_separator(text):
        return inf
    least = _LEAST_LINK if markup.link_share > _LINKED else _LEAST_PROSE if is_prose(text) else _LEAST
    return odds - UNIT * least


def menus(blocks: Blocks) -> frozenset[int]:
    """Return lines of a page with little furniture that are mostly links, in menus, in a footer or beside the story."""
    lines = enumerate(blocks.markups)
    return frozenset([index for index, line in lines if line.zones & BESIDE and line.link_share > 0.5])


def _asides(page: Page) -> Iterator[Hit]:
    """Lines set apart, and the date or time that a teaser among them shows."""
    asides, extent = page.extent.asides, page.extent
    for index in range(extent.first, extent.last + 1):
        beside = index - 1 in asides or index + 1 in asides
        if index in asides or (beside and any(hit.rule.id in _TIMES for hit in page.hits.get(index, ()))):
            yield Hit(index, ASIDE, 0, len(page.document.blocks.texts[index]), {})


ASIDE = Rule(
    id="body.aside", says="is a link or stands apart from the story's paragraphs", action="remove", page=_asides
)
