"""The headline, its copies, and the standfirst below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsclean import credit
from newsclean.model import Block, Blocks
from newsclean.pages.page import Page, ends_sentence, pack_of
from newsclean.pages.script import words
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
_TITLE, _TITLE_WORDS = 20, 7
"""Characters of a page's own title, and words from which on a first line is one without proof."""
_LIKE, _MUCH_LIKE, _UNLIKE = 0.4, 0.6, 2.0
"""Share of its pieces that a headline has in common with the page's title, the share that proves that one, and what
speaks against a line that has fewer. Editors word the two differently, but hardly ever with nothing in common."""
_WORD, _MANY_WORDS, _ITEM, _HEADED = 0.2, 10, 1.0, 1.5
"""What each word says for a line where the page's own title is not known, of how many at most; what speaks against the
item of a list, and what a byline or date right below says for a line. On renderings of the shared pages that begin
without a title this doubled the headlines found; anything from .15 to .3, 1 to 1.5, and 1 to 1.5 does as well."""
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
    head = [b for b in blocks[: page.extent.first + _BELOW] if b.markup and not b.markup.own & WORDS["caption"]]
    tops = [b for b in head if b.markup and b.markup.tag == "h1" and looks_like_headline(b)]
    named = [b for b in (*tops, *head) if b.key in names]
    if named:
        return named[0].key
    return tops[-1].key if tops else None


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
    return words(block.text) < 4


def _is_head_matter(page: Page, index: int) -> bool:
    if credit.split(page.document.blocks[index].text) is not None:
        return True
    return any(hit.rule.id.startswith(("head.", "ads.")) for hit in page.claims(index))


def _above(page: Page, blocks: Blocks) -> str | None:
    """A whole page's headline: above the body, and seen again elsewhere or in the page's title.

    Where raw text begins with the page's own title, a line that has nothing in common with it is none.
    """
    first = page.extent.first
    texts, keys, copies = blocks.texts, blocks.keys, blocks.copies
    lines = [
        index
        for index in range(max(0, first - _REACH), first)
        if _has_shape(texts[index]) and not page.claimed(index) and not is_caption(blocks[index])
    ]
    likeness = _likeness(page, texts, keys, lines)
    word = 0.0 if likeness else _WORD
    best, key = 0.0, None
    for index in reversed(lines):
        score = 1.5 - 0.06 * (first - index) + likeness.get(index, 0.0) + word * min(words(texts[index]), _MANY_WORDS)
        if blocks.kinds[index] == "item":
            score -= _ITEM
        if _is_headed(page, range(index + 1, min(index + 1 + _BELOW, first))):
            score += _HEADED
        if index and keys[index] in keys[0]:
            score += 2.5
        elif index == 0:
            score -= 1.0
        if copies[keys[index]] in (2, 3):
            score += 1.0
        if score > best and credit.split(texts[index]) is None:
            best, key = score, keys[index]
    return key


def _is_headed(page: Page, lines: range) -> bool:
    """Tell whether a rule takes one of some lines for a byline or date."""
    return any(pack_of(hit) == "head" for index in lines for hit in page.claims(index))


def _likeness(page: Page, texts: Sequence[str], keys: Sequence[str], lines: Sequence[int]) -> dict[int, float]:
    """Return what the likeness of lines to the page's own title says for their being the headline, or against it.

    The first line of raw text is that title where it ends in a site's name, has many words, or where a line is much like it.
    """
    top = strip_site(texts[0])
    if len(top) < _TITLE or not _has_shape(top) or page.claimed(0):
        return {}
    own = _pieces(keys[0])
    shares = {index: _in_common(_pieces(keys[index]), own) for index in lines if index}
    if top == texts[0] and words(top) < _TITLE_WORDS and max(shares.values(), default=0.0) < _MUCH_LIKE:
        return {}
    return {index: 2.5 * share if share >= _LIKE else -_UNLIKE for index, share in shares.items()}


def _pieces(key: str) -> frozenset[str]:
    """Return the pieces of three characters that a line is made of, by which it is compared in any script."""
    return frozenset([key[at : at + 3] for at in range(len(key) - 2)])


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter line's pieces that the other has, too."""
    return len(one & other) / max(1, min(len(one), len(other)))


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
    if words(text) < 3 and text[0] < "\u2e80":
        return False
    return text.count(" ") < 40 and text[-1] not in ".;,:。" and not text.startswith(("http", "©", "<")) and "|" not in text


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


_STAMPED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d).{0,40}?(?<!\d)\d{1,2}[:.]\d\d(?!\d)|\d{1,2}[:.]\d\d(?!\d).{0,40}?(?<!\d)(?:19|20)\d\d(?!\d)")
"""A year and a time of day: when a story was written, with whatever words around them."""


def _standfirsts(page: Page) -> Iterator[Hit]:
    """The paragraph below the headline, where byline, date or picture part it from the body."""
    key = page.headline
    first = page.extent.first
    if not key or page.extent.whole:
        return
    blocks = page.document.blocks
    if blocks[page.lead].key != key:
        return
    for block in blocks[page.lead + 1 : min(first, page.lead + 6)]:
        if page.claimed(block.index) or block.key == key or credit.split(block.text) is not None:
            continue
        if _STAMPED.search(block.text) and not ends_sentence(block.text):
            continue
        parted = any(page.claimed(index) for index in range(block.index + 1, first))
        if parted and words(block.text) >= 7:
            yield Hit(block.index, STANDFIRST, 0, len(block.text), {})
            return


TITLE = Rule(id="headline.title", says="is the headline", action="title", page=_headlines)
STANDFIRST = Rule(
    id="headline.standfirst", says="sums the story up below the headline", action="standfirst", page=_standfirsts
)
RULES = (TITLE, STANDFIRST)
