"""The headline, its copies, and the standfirst below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsclean import credit
from newsclean.model import Block, Blocks
from newsclean.pages.page import Page
from newsclean.read.zones import WORDS
from newsclean.rules.rule import Hit, Rule, gate_key

_REACH = 40
"""Lines above the body in which its headline is looked for; the median distance on news pages is
7 and the 90th percentile 19 (TAXONOMY, section 4)."""
_HEAD = 20
"""Lines above the body that may belong to the article's head where no headline was found."""
_BELOW = 3
"""Lines of the body in which the headline may still stand."""
_TOP = 8
"""Lines of an extract in which its headline may stand."""
_SITE_MARKS = (" | ", " - ", " – ", " — ", " :: ", " · ", " • ", "｜")


def _headlines(page: Page) -> Iterator[Hit]:
    key = page.headline
    if not key:
        return
    end = page.extent.first + (_BELOW if not page.extent.whole else _TOP)
    blocks = page.document.blocks
    for index, other in enumerate(blocks.keys[:end]):
        if other == key:
            yield Hit(index, TITLE, 0, len(blocks.texts[index]), {})


def find_head(page: Page) -> Page:
    """Return the page with its headline's key and the first block of the article's head."""
    key = headline_key(page)
    first = page.extent.first
    low = max(0, first - _REACH)
    copies = [index for index, other in enumerate(page.document.blocks.keys[low:first], low) if other == key]
    lead = copies[-1] if copies else max(0, first - _HEAD)
    return page._replace(headline=key, lead=lead)


def headline_key(page: Page) -> str | None:
    """Return the gate key of the page's headline, None where nothing looks like one."""
    blocks = page.document.blocks
    if not blocks:
        return None
    for pick in page.document.picks:
        if pick.part == "title":
            return blocks[pick.block].key
    known = gate_key(page.document.title) if page.document.title else None
    if known and known in blocks.keys[: page.extent.first + _REACH]:
        return known
    tagged = _tagged(page, blocks)
    if tagged is not None:
        return tagged
    if page.extent.whole:
        return _repeated(page, blocks)
    return _above(page, blocks)


def _tagged(page: Page, blocks: Blocks) -> str | None:
    """The headline by its tag: the `<h1>` that the metadata name, else the line they name, else the last `<h1>`."""
    if page.document.metadata is None:
        return None
    given = page.document.metadata.title or ""
    names = {gate_key(given), gate_key(strip_site(given))}
    texts, keys, markups = blocks.texts, blocks.keys, blocks.markups
    lines = enumerate(markups[: page.extent.first + _BELOW])
    head = [index for index, markup in lines if not markup.own & WORDS["caption"]]
    tops = [index for index in head if markups[index].tag == "h1" and _has_shape(texts[index])]
    named = next((keys[index] for index in (*tops, *head) if keys[index] in names), None)
    return keys[tops[-1]] if named is None and tops else named


def _repeated(page: Page, blocks: Blocks) -> str | None:
    """An extract's headline: a first line that comes twice, or that a byline or picture follows."""
    head = [b for b in blocks[:_TOP] if not page.claimed(b.index) and credit.split(b.text) is None]
    for first, second in pairwise(head[:3]):
        if first.index > page.extent.top:
            break
        if first.key == second.key and looks_like_headline(first) and not _may_be_name(first):
            return first.key
    if len(head) > 1 and looks_like_headline(head[0]):
        between = blocks[head[0].index + 1 : head[1].index]
        if between and any(_is_head_matter(page, block.index) for block in between):
            return head[0].key
    return None


def _may_be_name(block: Block) -> bool:
    """Tell whether a line is so short that it may name a person, who may well stand there twice."""
    return block.text.count(" ") < 3 and block.text[0] < "\u2e80"


def _is_head_matter(page: Page, index: int) -> bool:
    if credit.split(page.document.blocks[index].text) is not None:
        return True
    return any(hit.rule.id.startswith(("head.", "ads.")) for hit in page.claims(index))


def _above(page: Page, blocks: Blocks) -> str | None:
    """A whole page's headline: above the body, and seen again elsewhere or in the page's title."""
    first = page.extent.first
    texts, keys, copies = blocks.texts, blocks.keys, blocks.copies
    best, key = 0.0, None
    for index in range(first - 1, max(0, first - _REACH) - 1, -1):
        if not _has_shape(texts[index]):
            continue
        score = 1.5 - 0.06 * (first - index)
        if index and keys[index] in keys[0]:
            score += 2.5
        elif index == 0:
            score -= 1.0
        if copies[keys[index]] in (2, 3):
            score += 1.0
        if score <= best or page.claimed(index) or (blocks.markups and is_caption(blocks[index])):
            continue
        if credit.split(texts[index]) is None:
            best, key = score, keys[index]
    return key


def is_caption(block: Block) -> bool:
    """Tell whether the tags call a line a picture's caption."""
    return block.markup is not None and (block.kind == "figcaption" or bool(block.markup.own & WORDS["caption"]))


def looks_like_headline(block: Block) -> bool:
    """Tell whether a line has a headline's shape: a phrase or sentence, not a menu word.

    Example:
        >>> from newsclean.model import Span
        >>> looks_like_headline(Block(0, "Sport", Span(0, 5), "sport"))
        False
    """
    return _has_shape(block.text)


def _has_shape(text: str) -> bool:
    if not 12 <= len(text) <= 250 and not (len(text) >= 8 and text[0] > "\u2e80"):
        return False
    words = text.count(" ") + 1
    if words < 3 and text[0] < "\u2e80":
        return False
    return words <= 40 and text[-1] not in ".;,:。" and not text.startswith(("http", "©")) and "|" not in text


def strip_site(title: str) -> str:
    """Return a page title without the site's name behind the last separator.

    Example:
        >>> strip_site("Ferry runs again - The Coast Times")
        'Ferry runs again'
    """
    for mark in _SITE_MARKS:
        head, found, tail = title.rpartition(mark)
        if found and len(tail) <= 40 and len(head) > len(tail):
            return head.strip()
    return title


def _standfirsts(page: Page) -> Iterator[Hit]:
    """The paragraph below the headline, where byline, date or picture part it from the body."""
    key = page.headline
    first = page.extent.first
    if not key or page.extent.whole:
        return
    blocks = page.document.blocks
    if blocks.keys[page.lead] != key:
        return
    for index in range(page.lead + 1, min(first, page.lead + 6)):
        text = blocks.texts[index]
        is_long = text.count(" ") >= 6 or (len(text) >= 30 and text[0] > "\u2e80")
        if not is_long or page.claimed(index) or blocks.keys[index] == key or credit.split(text) is not None:
            continue
        if any(page.claimed(below) for below in range(index + 1, first)):
            yield Hit(index, STANDFIRST, 0, len(text), {})
            return


TITLE = Rule(id="headline.title", says="is the headline", action="title", page=_headlines)
STANDFIRST = Rule(
    id="headline.standfirst", says="sums the story up below the headline", action="standfirst", page=_standfirsts
)
RULES = (TITLE, STANDFIRST)
