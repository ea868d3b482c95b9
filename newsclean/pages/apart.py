"""Where what is not the story begins or ends on its page: another story, readers' comments, the foot of the story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

from newsclean.model import Blocks, Document
from newsclean.pages.around import has_head
from newsclean.pages.page import PROSE_END, STAYS, Hits, is_prose, pack_of
from newsclean.pages.told import named_heads, titled_heads

_BYLINE = 8
"""Lines below a story's `<h1>` in which its byline or date stands."""
_STORY, _COMMENTS, _THREAD = 3, 3, 60
"""Paragraphs above a label of comments, times of comments below it, and lines in which they are looked for."""
_FOOT = frozenset(("share", "tags", "comments", "legal"))
"""Packs whose rules name what stands at a story's foot."""
_FOOTER, _CLAIMS = 12, 3
"""Lines of a foot that are looked at, and the different rules that make lines one. On the shared pages the
story went on behind such lines once in twelve times; feet with two rules stood inside stories more often."""
_TOLD = 0.2
"""Share of the running text that stands above a foot: below the share buttons in a page's head stands its story."""
_LONGEST_STAMP = 90
_STAMP = re.compile(
    r"(?<!\d)\d{1,2} ?[:h] ?\d\d(?!\d)|\b\d+ \w+ (?:ago|fa|geleden|siden|sedan|temu|назад|önce|lalu|trước)\b"
    r"|\b(?:vor|il y a|hace|há) (?:\d+|ein\w*|un\w*) \w|\d ?(?:分|時間|日|分钟|小时|天|분|시간|일) ?(?:前|전)"
)
"""A time of day, or how long ago something was."""
Ask = Callable[[Blocks, int, int], Hits]
"""Returns what line rules claim among the blocks from one index to another."""


def story_end(document: Document, ask: Ask) -> int:
    """Return where another story begins behind the one that an HTML page is about, else the number of its lines.

    Pages that load one story after the other hold the next ones already, and the longest of them need not be the
    page's own. That one is below the `<h1>` that the metadata name. On the shared pages what follows is never its
    own where the next `<h1>` has a byline or date below it and running text stands in between.
    """
    blocks = document.blocks
    heads = [index for index, markup in enumerate(blocks.markups) if markup.tag == "h1"]
    own = named_heads(document) if len(heads) > 1 else []
    names = {blocks.keys[index] for index in own}
    for index in heads if own else ():
        top = max((head for head in own if head < index), default=index)
        running = blocks.keys[index] not in names and any(map(is_prose, blocks.texts[top + 1 : index]))
        if running and _is_signed(ask(blocks, index + 1, min(index + 1 + _BYLINE, len(blocks))), index, len(blocks)):
            return index
    return len(blocks)


def head_below(document: Document, hits: Hits, last: int) -> int:
    """Return the page's headline where all of it stands below a run, and a story right below it; else -1.

    News in brief above a story may have more running text than the story. The headline is the one that the metadata
    name; further down, where the page tells of readers' answers, no byline or date is below it.
    """
    heads = titled_heads(document)
    if not heads or heads[0] <= last:
        return -1
    return heads[0] if _is_signed(hits, heads[0], len(document.blocks)) else -1


def _is_signed(hits: Hits, index: int, stop: int) -> bool:
    """Tell whether a rule finds a byline or date below a heading and above `stop`."""
    return any(has_head(hits, place) for place in range(index + 1, min(index + 1 + _BYLINE, stop)))


def next_story(blocks: Blocks, hits: Hits, first: int, last: int) -> int:
    """Return where the page's next story begins, behind `last` where there is none.

    Sites that go on with another story give it an `<h1>` too, with a byline or date below it; sections
    that have an `<h1>` have none.
    """
    heads = [index for index, markup in enumerate(blocks.markups[: last + 1]) if markup.tag == "h1"]
    own = {blocks.keys[index] for index in heads if index <= first}
    for index in heads if own else ():
        if index > first and blocks.keys[index] not in own and _is_signed(hits, index, last + 1):
            return index
    return last + 1


def comments_start(blocks: Blocks, hits: Hits, first: int, last: int) -> int:
    """Return where the readers' comments begin, behind `last` where there are none.

    A comment has its time, so behind a label of comments stand several short lines with one. On the shared pages
    all such lines behind running text were comments; a story of many times of day has its label at its end.
    """
    prose = 0
    for index in range(first, last + 1):
        if prose >= _STORY and any(pack_of(hit) == "comments" for hit in hits.get(index, ())):
            below = blocks.texts[index + 1 : min(index + _THREAD, last) + 1]
            if sum(map(_is_stamp, below)) >= _COMMENTS:
                return index
        prose += is_prose(blocks.texts[index])
    return last + 1


def story_foot(blocks: Blocks, hits: Hits, first: int, last: int) -> int:
    """Return where a story's foot begins in raw text, behind `last` where there is none.

    Below their stories sites put share buttons, tags, the way to the comments and the like; what stands below those is
    comments, teasers, or the next story. The entries of a live blog have such lines each: lines that come again
    between `first` and `last` do not count.
    """
    if blocks.markups:
        return last + 1
    copies = Counter(blocks.keys[first : last + 1])
    rules = [
        {hit.rule.id for hit in hits.get(index, ()) if pack_of(hit) in _FOOT and hit.rule.action not in STAYS}
        if copies[blocks.keys[index]] == 1
        else set()
        for index in range(first, last + 1)
    ]
    prose = [len(text) if is_prose(text) else 0 for text in blocks.texts[first : last + 1]]
    above = list(accumulate(prose, initial=0))
    paragraphs = accumulate(map(bool, prose), initial=0)
    for place, many in zip(range(len(prose)), paragraphs, strict=False):
        if rules[place] and many >= _STORY and above[place] >= _TOLD * above[-1]:
            found = set().union(*rules[place : place + _FOOTER])
            if len(found) >= _CLAIMS or len({rule.partition(".")[0] for rule in found} - {"legal"}) > 1:
                return first + place
    return last + 1


def _is_stamp(text: str) -> bool:
    """Tell whether a line says when something was written: short, with a time of day or an age."""
    return (
        len(text) <= _LONGEST_STAMP
        and (text[-1] == ")" or text[-1] not in PROSE_END)
        and _STAMP.search(text) is not None
    )
