"""What extractors leave in and behind a story: told by lines that come again, break off or stand in bulleted lists.

Where a page holds two copies of its story, they print both; lists of pointers become bulleted lines; and the leads of
other stories, cut off at a number of characters, come out as the story's end. All of it is in the text of whole pages,
too, so that cleaning twice changes nothing; tags tell more of lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean import credit
from newsclean.model import Blocks
from newsclean.pages.page import PROSE_END, Page, has_words, is_prose
from newsclean.rules.rule import Hit, Rule

_TWICE = 4
"""Paragraphs in a row that stand there again in the same order. Interviews and recipes repeat single ones."""
_DOUBLED = 40
"""Characters of a line that stands right below its own copy, as a picture's text below its caption. Of the shared pages
no story prints a paragraph so."""
_ITEMS, _WORDS, _CHARS = 2, 4, 50
"""Items of a list of pointers, words of each, and their characters in the mean. On the shared pages none of the
bulleted lists of news that come near are the story's."""
_LONGEST = 160
_LABELLED = 0.5
"""Share of the items that have a headline's label, or its dash, before the rest ("Harbour: Ferry sails again")."""
_LABEL = re.compile(r"[^:–|?]{3,45}(?::| [–|-]|\?) ?\S")
_MARKS = re.compile(r"^[\W_]+")
"""Bullets and quotes that a paragraph begins with; a copy of it may have others."""
_BULLET = re.compile(r"^\S\s+")
_NUMBERS = 2
"""Numbers in an item from which on it is a row of prices or results."""
_NO_HEADLINE = frozenset(".。:：,;、…)")
_ENDS = "!?"
_CUT, _LEAST_CUT, _ALIKE = 150, 3, 0.85
"""Characters of a lead that was cut off, how many of them end an extract, and the shortest's share of the longest's."""


def _twice(page: Page) -> Iterator[Hit]:
    """Runs of paragraphs that stand above already in the same order, and the other lines between two such runs."""
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups and not extent.whole:
        return
    prose = [index for index in range(extent.first, extent.last + 1) if is_prose(blocks.texts[index])]
    keys = [_MARKS.sub("", blocks.keys[index]) for index in prose]
    above: dict[str, int] = {}
    at = end = 0
    while at < len(keys):
        run = _run(keys, above.setdefault(keys[at], at), at)
        if run >= _TWICE:
            start = prose[at - 1] + 1 if at == end and end else prose[at]
            for index in range(start, prose[at + run - 1] + 1):
                yield Hit(index, TWICE, 0, len(blocks.texts[index]), {})
            end = at + run
        at += run if run >= _TWICE else 1


def _run(keys: Sequence[str], above: int, at: int) -> int:
    """Return how many paragraphs from `at` on are those from `above` on; none of them is its own copy."""
    size = 0
    while above + size < at and at + size < len(keys) and keys[above + size] == keys[at + size]:
        size += 1
    return size


def _doubled(page: Page) -> Iterator[Hit]:
    """Lines below their own copies, with nothing between that stays."""
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups and not extent.whole:
        return
    for index in range(extent.first + 1, extent.last + 1):
        text = blocks.texts[index]
        if len(text) < _DOUBLED or blocks.copies[blocks.keys[index]] == 1:
            continue
        above = index - 1
        while above > extent.first and _goes(page, above):
            above -= 1
        if text == blocks.texts[above]:
            yield Hit(index, DOUBLED, 0, len(text), {})


def _goes(page: Page, index: int) -> bool:
    """Tell whether a line may go, as a caption or by a line rule, wherever that works, so that its neighbours meet."""
    text = page.document.blocks.texts[index]
    return index in page.hits or not has_words(text) or credit.split(text) is not None


def _pointers(page: Page) -> Iterator[Hit]:
    """Bulleted headlines below a paragraph that does not announce them."""
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups:
        return
    for first, last in _lists(blocks, extent.first, extent.last):
        free = [index for index in range(first, last + 1) if not page.claimed(index)]
        items = [_BULLET.sub("", blocks.texts[index]) for index in free]
        above = next((index for index in range(first - 1, -1, -1) if not page.claimed(index)), -1)
        if above < 0 or not is_prose(blocks.texts[above]):
            continue
        if _are_headlines(items) and not _are_rows([blocks.keys[index] for index in free]):
            for index, item in zip(free, items, strict=True):
                end = len(blocks.texts[index])
                yield Hit(index, POINTERS, 0, end, {"text": (end - len(item), end)})


def _lists(blocks: Blocks, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield first and last line of each run of bulleted lines."""
    start = first
    for index in range(first, last + 2):
        if index > last or blocks.kinds[index] != "item" or blocks.texts[index][0].isdigit():
            if index > start:
                yield start, index - 1
            start = index + 1


def _are_headlines(items: Sequence[str]) -> bool:
    """Tell whether the items of a list are headlines: capitalised, of some words, no sentences."""
    if len(items) < _ITEMS or sum(map(len, items)) < _CHARS * len(items):
        return False
    for item in items:
        if item[-1] in _NO_HEADLINE or len(item) > _LONGEST or item[0].islower() or item.count(" ") < _WORDS - 1:
            return False
        if item[-1] in _ENDS and any(end in item[:-1] for end in _ENDS):
            return False
    return sum([_LABEL.match(item) is not None for item in items]) >= _LABELLED * len(items)


def _are_rows(keys: Sequence[str]) -> bool:
    return 2 * sum([key.count("#") >= _NUMBERS for key in keys]) >= len(keys)


def _cut_off(page: Page) -> Iterator[Hit]:
    """Long lines at an extract's end that break off within a sentence, as no other line of it does."""
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups and not extent.whole:
        return
    found: list[int] = []
    for index in range(extent.last, extent.first - 1, -1):
        text = blocks.texts[index]
        if page.claimed(index):
            continue
        if len(text) < _CUT or text[-1] in PROSE_END or not text[-1].isalnum():
            break
        found.append(index)
    sizes = [len(blocks.texts[index]) for index in found]
    if len(found) < _LEAST_CUT or min(sizes) < _ALIKE * max(sizes):
        return
    rest = blocks.texts[extent.first : found[-1]]
    if any(is_prose(text) for text in rest) and not any(len(text) >= _CUT and text[-1].isalnum() for text in rest):
        for index in found:
            yield Hit(index, CUT_OFF, 0, len(blocks.texts[index]), {})


TWICE = Rule(id="extract.twice", says="stands with its neighbours above already", action="remove", page=_twice)
DOUBLED = Rule(id="extract.doubled", says="stands right below its own copy", action="remove", page=_doubled)
POINTERS = Rule(
    id="extract.pointers", says="stands in a list of headlines that nothing announces", action="related", page=_pointers
)
CUT_OFF = Rule(
    id="extract.cut_off",
    says="breaks off within a sentence behind the story, as the leads of other stories do",
    action="remove",
    page=_cut_off,
)
RULES = (TWICE, DOUBLED, POINTERS, CUT_OFF)
