"""The body's last line after all: the story may go on behind the run of lines that the weights found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from newsclean import credit
from newsclean.credit.dates import MONTH
from newsclean.credit.patterns import compiled
from newsclean.model import Blocks
from newsclean.pages.around import BOX, PARAGRAPHS, has_head, is_boxed, is_free_prose
from newsclean.pages.page import PROSE_END, Hits, ends_sentence, is_prose, is_separator, pack_of

_LONG_BOX = 14
"""Lines behind the body's last one in which paragraphs are looked for, and the longest box over which it goes on."""
_PITCH = 2
"""Lines in a row of a box that may have no claim."""
_QUESTION = frozenset("?？؟")
_ASKED = 20
"""Lines above a question in which another is looked for that tells an interview."""
_SENTENCE = 60
"""Characters that a sentence behind a box must have to be the story's."""
_BREAKS = frozenset(("newsletter", "ads", "media"))
"""Packs whose boxes break a section, and never a teaser."""
_LONGEST_HEADING = 80
_LISTED, _DATED_LINES, _LONGEST_ITEM = 2, 4, 160
"""Lines of a list that a colon announces, dated lines of a list, and characters of a line of either. On the shared
pages all such lists right behind stories were the stories' own."""
_DATED = rf"(?:\w+,? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}}\.? (?:de )?{MONTH})(?!\w)"
"""What a line of dates, as of a band's tour, begins with."""
_SIGNATURE = re.compile(r"(?<=[.!?”»。」])\s?(?:\([cC]\)|©) ?[\w/ .-]{2,50}$")
"""The agency's name with which it signs a story's last paragraph."""
_OTHERS = 2
"""Lines that no rule claims among those behind the body's last one, besides paragraphs."""
_ENDERS = frozenset(("comments", "legal", "head", "tags", "ending", "paywall"))
"""Packs whose lines tell that the story is over."""


def resumes(blocks: Blocks, hits: Hits, last: int) -> int:
    """Return the last line of the paragraphs that follow the body's last one over some lines, `last` where none do.

    Lists of other stories have a headline for each summary, and a next story has its byline; where paragraphs
    follow each other, and hardly another line that no rule claims stands between, the story goes on.
    """
    found, others = 0, 0
    for index in range(last + 1, min(last + 1 + _LONG_BOX, len(blocks))):
        claims = hits.get(index, ())
        if any(pack_of(hit) in _ENDERS for hit in claims):
            return last
        if claims:
            continue
        if is_prose(blocks.texts[index]):
            found += 1
            if found >= PARAGRAPHS:
                return index
        elif not _is_piece(blocks.texts, index):
            others += 1
            if others > _OTHERS:
                return last
    return last


def _is_piece(texts: Sequence[str], index: int) -> bool:
    """Tell whether a line goes on in the next one, or goes on with the one above: links cut paragraphs so."""
    below = texts[index + 1] if index + 1 < len(texts) else ""
    return texts[index][0].islower() or (texts[index][-1] not in PROSE_END and below[:1].islower())


def last_line(blocks: Blocks, hits: Hits, last: int) -> int:
    """Return the body's last line, further down where the story goes on behind the run that was found.

    It does where sentences stand right behind it that no rule claims (of such lines on the shared
    news pages 12 in 14 were the story's own), and where a paragraph follows a box that stands inside
    stories. A lost sentence is the worse error. A separator right behind the story belongs to it, but
    what follows that is looked at no more.
    """
    last = _list_end(blocks, hits, last)
    while True:
        below = _behind_box(blocks, hits, last + 1)
        if below >= len(blocks) or below in hits:
            return last
        text = _SIGNATURE.sub("", blocks.texts[below])
        if below == last + 1 and is_separator(text):
            return below
        if _heads_prose(blocks, hits, below):
            last = below + 1
            continue
        if not ends_sentence(text):
            return last
        if below > last + 1 and len(text) < _SENTENCE and not is_prose(text) and not _asks(blocks, hits, below):
            return last
        last = below


def _list_end(blocks: Blocks, hits: Hits, last: int) -> int:
    """Return the last line of the list with which a story of raw text goes on behind `last`; `last` if there is none.

    A colon announces it, or its lines begin with dates, with a heading above them or without.
    """
    if blocks.markups:
        return last
    texts, gaps = blocks.texts, blocks.gaps
    if texts[last][-1] in ":：":
        stop = _while(hits, texts, last + 1, lambda at: at == last + 1 or not gaps[at])
        if stop - last > _LISTED:
            return stop - 1
    dated = compiled(_DATED, re.IGNORECASE).match
    for start in (last + 1, last + 2):
        stop = _while(hits, texts, start, lambda at: dated(texts[at]) is not None)
        if stop - start >= _DATED_LINES:
            return stop - 1
        if last + 1 in hits:
            break
    return last


def _while(hits: Hits, texts: Sequence[str], start: int, goes_on: Callable[[int], bool]) -> int:
    """Return where the items of a list end: lines of no great length that no rule claims."""
    stop = start
    while stop < len(texts) and stop not in hits and len(texts[stop]) <= _LONGEST_ITEM and goes_on(stop):
        stop += 1
    return stop


def _asks(blocks: Blocks, hits: Hits, index: int) -> bool:
    """Tell whether a line is a question of an interview: an answer follows, as it did to those above."""
    asked = [place for place in range(max(0, index - _ASKED), index + 1) if blocks.texts[place][-1] in _QUESTION]
    return asked[-1:] == [index] and len(asked) > 1 and all(_is_sentence(blocks, hits, place + 1) for place in asked)


def _is_sentence(blocks: Blocks, hits: Hits, index: int) -> bool:
    if index >= len(blocks) or index in hits:
        return False
    return len(blocks.texts[index]) >= _SENTENCE and ends_sentence(blocks.texts[index])


def _behind_box(blocks: Blocks, hits: Hits, index: int) -> int:
    """Return the line behind a newsletter box, promo, advertisement or picture's credit that begins at `index`.

    A line of it may have no claim, such as the newsletter's pitch above the field for the address.
    """
    below = index
    while below - index < _LONG_BOX and below < len(blocks):
        if is_boxed(hits, below) or _is_credit(blocks.texts[below]) or (below > index and has_head(hits, below)):
            below += 1
        elif free := _free_in_box(blocks, hits, index, below):
            below += free
        else:
            break
    if below - index > BOX:
        story = range(below, below + PARAGRAPHS)
        if story.stop > len(blocks) or not all(is_free_prose(blocks, hits, place) for place in story):
            return index
    return below


def _free_in_box(blocks: Blocks, hits: Hits, start: int, index: int) -> int:
    """Return how many lines without a claim stand from `index` on before the next line with one, in a box from `start`.

    A newsletter's name and its pitch are two.
    """
    for size in range(1, _PITCH + 1 if index > start else 1):
        if index + size >= len(blocks) or blocks.texts[index + size - 1][-1] in PROSE_END:
            return 0
        if is_boxed(hits, index + size):
            return size
    return 0


def _heads_prose(blocks: Blocks, hits: Hits, index: int) -> bool:
    """Tell whether a line is a section's heading: paragraphs follow, the next line but one is one, too.

    An advertisement may stand between the two. In lists of other stories a headline follows each summary.
    """
    first, second = index + 1, index + 2
    if ends_sentence(blocks.texts[index]) or len(blocks.texts[index]) > _LONGEST_HEADING:
        return False
    while second < len(blocks) and any(pack_of(hit) in _BREAKS for hit in hits.get(second, ())):
        second += 1
    return second < len(blocks) and all(is_free_prose(blocks, hits, place) for place in (first, second))


def _is_credit(text: str) -> bool:
    """Tell whether a line is nothing but a picture's credit: its caption stands above it, the story goes on below."""
    split = credit.split(text) if len(text) <= _LONGEST_HEADING else None
    return split is not None and split.sure and split.alone
