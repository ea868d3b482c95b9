"""The headline, its copies, and the standfirst below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from newsclean import credit
from newsclean.model import Block, Blocks
from newsclean.pages.above import headline_above
from newsclean.pages.leading import is_leading
from newsclean.pages.page import PROSE_END, Page, ends_sentence, has_words, pack_of
from newsclean.pages.wording import BARS, is_headline, strip_site
from newsclean.read.zones import WORDS
from newsclean.rules.rule import Hit, Rule, gate_key
from newsclean.script import words

_REACH = 40
"""Lines above the body in which its headline opens the article's head; the median distance on news pages is
7 and the 90th percentile 19 (TAXONOMY, section 4)."""
_HEAD = 20
"""Lines above the body that may belong to the article's head where no headline was found."""
_BELOW = 3
"""Lines of the body in which the headline may still stand."""
_TOP = 8
"""Lines of an extract in which its headline is looked for."""
_AGAIN = 40
"""Lines of an extract in which its headline may come again."""
_STANDFIRST_WORDS = 7
"""Words of a standfirst at least."""


def _headlines(page: Page) -> Iterator[Hit]:
    key = page.headline
    if not key:
        return
    end = page.extent.first + (_BELOW if not page.extent.whole else _AGAIN)
    blocks = page.document.blocks
    top = "" if blocks.markups else strip_site(blocks.texts[0])
    if top and (blocks.keys[0] == key or (page.extent.whole and gate_key(top) == key)):
        yield Hit(0, TITLE, 0, len(blocks.texts[0]), {"title": (0, len(top))})
    for index, other in enumerate(blocks.keys[:end]):
        if other == key and (index or not top):
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
    return headline_above(page)


def _tagged(page: Page, blocks: Blocks) -> str | None:
    """The headline by its tag: the `<h1>` that the metadata name, else the line they name, else the last `<h1>`."""
    if page.document.metadata is None:
        return None
    given = page.document.metadata.title or ""
    names = {gate_key(given), gate_key(strip_site(given))}
    texts, keys, markups = blocks.texts, blocks.keys, blocks.markups
    lines = enumerate(markups[: page.extent.first + _BELOW])
    head = [index for index, markup in lines if not markup.own & WORDS["caption"]]
    tops = [index for index in head if markups[index].tag == "h1" and is_headline(texts[index])]
    named = next((keys[index] for index in (*tops, *head) if keys[index] in names), None)
    return keys[tops[-1]] if named is None and tops else named


def _repeated(page: Page, blocks: Blocks) -> str | None:
    """An extract's headline: a first line that comes twice or names the site, by what follows it, or by its words."""
    top = strip_site(blocks.texts[0])
    if top != blocks.texts[0] and is_headline(top) and not page.claimed(0):
        key = gate_key(top)
        if key in blocks.keys[1:_AGAIN]:
            return key
        if any(mark in blocks.texts[0] for mark in BARS):
            return blocks.keys[0]
    lines = (
        b
        for b in blocks[: page.extent.top + _TOP]
        if has_words(b.text) and not page.claimed(b.index) and credit.split(b.text) is None
    )
    head = list(islice(lines, 3))
    for first, second in pairwise(head):
        if first.index > page.extent.top:
            break
        if first.key == second.key and is_headline(first.text) and not _may_be_name(first):
            return first.key
    if len(head) > 1 and is_headline(head[0].text):
        between = blocks[head[0].index + 1 : head[1].index]
        if any(_is_head_matter(page, block.index) for block in between) or _is_pictured(blocks, head[1]):
            return head[0].key
        if is_leading(page, head[0], head[1]):
            return head[0].key
    return None


def _is_pictured(blocks: Blocks, block: Block) -> bool:
    """Tell whether a line is a picture's caption: it ends no sentence, and a credit has the line below it."""
    if block.text[-1] in PROSE_END or block.index + 1 == len(blocks):
        return False
    split = credit.split(blocks.texts[block.index + 1])
    return split is not None and split.sure and split.alone


def _may_be_name(block: Block) -> bool:
    """Tell whether a line is so short that it may name a person, who may well stand there twice."""
    return words(block.text) < 4


def _is_head_matter(page: Page, index: int) -> bool:
    if credit.split(page.document.blocks[index].text) is not None:
        return True
    return any(pack_of(hit) in ("head", "ads") for hit in page.claims(index))


_STAMPED = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
"""A time of day: in a line that ends no sentence it tells when the story was written, with whatever words around it."""


def _standfirsts(page: Page) -> Iterator[Hit]:
    """The paragraph below the headline, where byline, date or picture part it from the body."""
    key = page.headline
    first = page.extent.first
    if not key:
        return
    blocks = page.document.blocks
    if page.extent.whole:
        yield from _parted(page, key)
        return
    if blocks.keys[page.lead] != key:
        return
    for index in range(page.lead + 1, min(first, page.lead + 6)):
        text = blocks.texts[index]
        if words(text) < _STANDFIRST_WORDS or page.claimed(index) or blocks.keys[index] == key:
            continue
        if credit.split(text) is not None or (_STAMPED.search(text) and not ends_sentence(text)):
            continue
        if any(page.claimed(below) for below in range(index + 1, first)):
            yield Hit(index, STANDFIRST, 0, len(text), {})
            return


def _parted(page: Page, key: str) -> Iterator[Hit]:
    """The line right below an extract's headline, where bylines and dates stand right below that, and nowhere else.

    The entries of live blogs have one each, and the line above the first of them is the story's.
    """
    blocks = page.document.blocks
    heads = [at for at, hits in sorted(page.hits.items()) if any(pack_of(hit) == "head" for hit in hits)]
    if blocks.markups or not heads or heads[-1] - heads[0] >= len(heads):
        return
    line = heads[0] - 1
    placed = 0 < line <= _BELOW and blocks.keys[line - 1] == key != blocks.keys[line] and line not in page.hits
    if placed and words(blocks.texts[line]) >= _STANDFIRST_WORDS:
        yield Hit(line, STANDFIRST, 0, len(blocks.texts[line]), {})


TITLE = Rule(id="headline.title", says="is the headline", action="title", page=_headlines)
STANDFIRST = Rule(
    id="headline.standfirst", says="sums the story up below the headline", action="standfirst", page=_standfirsts
)
RULES = (TITLE, STANDFIRST)
