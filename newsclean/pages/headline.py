"""The headline, its copies, and the standfirst below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsclean import credit
from newsclean.model import Block, Blocks
from newsclean.pages.page import PROSE_END, Page, is_prose, pack_of
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
_LONGEST_LEADING = 120
_CLOSED = PROSE_END - {"?"}
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Letters by which two words count as the same in whatever form."""
_SPACES = 3
"""Spaces in a headline that is told by its copies; fewer words may head two sections."""
_STANDFIRST_WORDS, _STANDFIRST_WIDE = 7, 30
"""Words of a standfirst, and its characters where words have no spaces between them."""
_COPIES = 3
"""Copies of an extract's headline from which on none of them heads a section."""
_WORDS = 6
"""Words of four letters and more that an extract's first line has where only its words tell that it is the headline."""
_HEADINGS = ((0.0, 0.0, 0.5), (0.12, 0.0, 0.7), (0.25, 1.5, 0.8))
"""Share of an extract's lines that look like headings, how much longer than those its first line is, and the share of
its words that the story has to use again for it to be the headline: where a text has headings, the line may be its
first section's. No body of the shared pages begins with what is taken for a headline so."""
_SITE_MARKS = (" | ", " - ", " – ", " — ", " :: ", " · ", " • ", "｜")


def _headlines(page: Page) -> Iterator[Hit]:
    key = page.headline
    if not key:
        return
    blocks = page.document.blocks
    again = page.extent.whole and key.count(" ") >= _SPACES and blocks.copies[key] > _COPIES
    end = len(blocks) if again else page.extent.first + (_TOP if page.extent.whole else _BELOW)
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
    head = [b for b in blocks[: page.extent.first + _BELOW] if b.markup and not b.markup.own & WORDS["caption"]]
    tops = [b for b in head if b.markup and b.markup.tag == "h1" and looks_like_headline(b)]
    named = [b for b in (*tops, *head) if b.key in names]
    if named:
        return named[0].key
    return tops[-1].key if tops else None


def _repeated(page: Page, blocks: Blocks) -> str | None:
    """An extract's headline: a first line that comes twice, that a byline or picture follows, or by its words."""
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
        if head[0].index < page.extent.top and (
            _comes_again(page, head[0]) or (is_prose(head[1].text) and _is_leading(page, head[0]))
        ):
            return head[0].key
    return None


def _comes_again(page: Page, line: Block) -> bool:
    """Tell whether an extract's first line stands in it again. On the shared pages no story's own first line does."""
    return page.document.blocks.copies[line.key] > 1 and line.text.count(" ") >= _SPACES and line.kind != "item"


def _is_leading(page: Page, line: Block) -> bool:
    """Tell whether a line above a story's first paragraph is its headline by its words, which the story uses again."""
    words = _WORD.findall(line.text.lower())
    if len(line.text) > _LONGEST_LEADING or line.kind == "item" or len(words) < _WORDS:
        return False
    if line.text[-1] in _CLOSED or line.text[0].islower():
        return False
    blocks = page.document.blocks
    below = [blocks.texts[at] for at in range(line.index + 1, page.extent.last + 1) if not page.claimed(at)]
    headings = [len(text) for text in below if _may_be_heading(text)]
    share, longer = len(headings) / len(below), len(line.text) / max(headings, default=1)
    stems = {word[:_STEM] for text in below for word in _WORD.findall(text.lower())}
    again = sum([word[:_STEM] in stems for word in words]) / len(words)
    return any(share <= most and longer >= least and again >= enough for most, least, enough in _HEADINGS)


def _may_be_heading(text: str) -> bool:
    return 8 <= len(text) <= 130 and text[-1] not in PROSE_END and text[-1] not in ".;,:。" and text[0] not in "-•|"


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
        if not _has_shape(texts[index]) or page.claimed(index) or is_caption(blocks[index]):
            continue
        score = 1.5 - 0.06 * (first - index)
        if index and keys[index] in keys[0]:
            score += 2.5
        elif index == 0:
            score -= 1.0
        if copies[keys[index]] in (2, 3):
            score += 1.0
        if score > best and credit.split(texts[index]) is None:
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
    if not key:
        return
    blocks = page.document.blocks
    if page.extent.whole:
        yield from _parted(page, key)
        return
    if blocks[page.lead].key != key:
        return
    for block in blocks[page.lead + 1 : min(first, page.lead + 6)]:
        if page.claimed(block.index) or block.key == key or credit.split(block.text) is not None:
            continue
        if any(page.claimed(index) for index in range(block.index + 1, first)) and _is_long_enough(block.text):
            yield Hit(block.index, STANDFIRST, 0, len(block.text), {})
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
    if placed and _is_long_enough(blocks.texts[line]):
        yield Hit(line, STANDFIRST, 0, len(blocks.texts[line]), {})


def _is_long_enough(text: str) -> bool:
    return text.count(" ") + 1 >= _STANDFIRST_WORDS or (len(text) >= _STANDFIRST_WIDE and text[0] > "\u2e80")


TITLE = Rule(id="headline.title", says="is the headline", action="title", page=_headlines)
STANDFIRST = Rule(
    id="headline.standfirst", says="sums the story up below the headline", action="standfirst", page=_standfirsts
)
RULES = (TITLE, STANDFIRST)
