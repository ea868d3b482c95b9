"""Where the body begins and ends after all: the lines around the run that was found say more than their weights.

The story may go on above and behind the run, and another story may begin within it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from newsclean import credit
from newsclean.credit.dates import MONTH
from newsclean.credit.patterns import compiled
from newsclean.model import Blocks, Document
from newsclean.pages.page import PROSE_END, STAYS, Hits, ends_sentence, is_prose, is_separator, pack_of
from newsclean.pages.told import named_heads, titled_heads
from newsclean.pages.weights import Weighed

_BOX, _LONG_BOX = 6, 14
"""Longest box in lines over which the body goes on; longer ones are the page's end, unless paragraphs follow."""
_PITCH = 2
"""Lines in a row of a box that may have no claim."""
_QUESTION = frozenset("?？؟")
_ASKED = 20
"""Lines above a question in which another is looked for that tells an interview."""
_SENTENCE = 60
"""Characters that a sentence behind a box must have to be the story's."""
_INSIDE = frozenset(("newsletter", "promo", "ads", "media", "share", "ui", "caption", "words", "nav"))
"""Packs whose boxes stand inside stories as well as behind them."""
_BREAKS = frozenset(("newsletter", "ads", "media"))
"""Packs whose boxes break a section, and never a teaser."""
_LONGEST_HEADING = 80
_ABOVE = 3
"""Paragraphs in a row above a box that make them the story's, in HTML."""
_LONG_PARAGRAPH = 300
"""Characters of a paragraph above a box that make it the story's in raw text: standfirsts, captions and summaries of
other stories on the shared pages are shorter."""
_LEAST_BODY, _LEAST_SENTENCE = 0.35, -1000
"""Share of body-likeness, and thousandths of log odds, over which a sentence right above the run is the story's; of
other lines the odds must be better than even."""
_BYLINE = 8
"""Lines below a story's `<h1>` in which its byline or date stands."""
_STORY, _COMMENTS, _THREAD = 3, 3, 60
"""Paragraphs above a label of comments, times of comments below it, and lines in which they are looked for."""
_FOOT = frozenset(("share", "tags", "comments", "legal"))
"""Packs whose rules name what stands at a story's foot."""
_FOOTER, _CLAIMS = 12, 3
"""Lines of a foot that are looked at, and the different rules that make lines one. On the shared pages the
story went on behind such lines once in twelve times; feet with two rules stood inside stories more often."""
_LISTED, _DATED_LINES, _LONGEST_ITEM = 2, 4, 160
"""Lines of a list that a colon announces, dated lines of a list, and characters of a line of either. On the shared
pages all such lists right behind stories were the stories' own."""
_DATED = rf"(?:\w+,? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}}\.? (?:de )?{MONTH})(?!\w)"
"""What a line of dates, as of a band's tour, begins with."""
_TOLD = 0.2
"""Share of the running text that stands above a foot: below the share buttons in a page's head stands its story."""
_SIGNATURE = re.compile(r"(?<=[.!?”»。」])\s?(?:\([cC]\)|©) ?[\w/ .-]{2,50}$")
"""The agency's name with which it signs a story's last paragraph."""
_LONGEST_STAMP = 90
_STAMP = re.compile(
    r"(?<!\d)\d{1,2} ?[:h] ?\d\d(?!\d)|\b\d+ \w+ (?:ago|fa|geleden|siden|sedan|temu|назад|önce|lalu|trước)\b"
    r"|\b(?:vor|il y a|hace|há) (?:\d+|ein\w*|un\w*) \w|\d ?(?:分|時間|日|分钟|小时|天|분|시간|일) ?(?:前|전)"
)
"""A time of day, or how long ago something was."""
_RESUMED, _PARAGRAPHS, _OTHERS = 14, 3, 2
"""Lines behind the body's last one in which paragraphs are looked for, how many, and how many other lines at most."""
_ENDERS = frozenset(("comments", "legal", "head", "tags", "ending", "paywall"))
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
        if running and _opens_story(blocks, ask, index):
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
    below = range(heads[0] + 1, min(heads[0] + 1 + _BYLINE, len(document.blocks)))
    return heads[0] if any(_has_head(hits, place) for place in below) else -1


def _opens_story(blocks: Blocks, ask: Ask, index: int) -> bool:
    """Tell whether a rule finds a byline or date below a heading."""
    stop = min(index + 1 + _BYLINE, len(blocks))
    hits = ask(blocks, index + 1, stop)
    return any(_has_head(hits, place) for place in range(index + 1, stop))


def next_story(blocks: Blocks, hits: Hits, first: int, last: int) -> int:
    """Return where the page's next story begins, behind `last` where there is none.

    Sites that go on with another story give it an `<h1>` too, with a byline or date below it; sections
    that have an `<h1>` have none.
    """
    heads = [index for index, markup in enumerate(blocks.markups[: last + 1]) if markup.tag == "h1"]
    own = {blocks.keys[index] for index in heads if index <= first}
    for index in heads if own else ():
        below = range(index + 1, min(index + _BYLINE, last) + 1)
        if index > first and blocks.keys[index] not in own and any(_has_head(hits, place) for place in below):
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
    for place in range(len(prose)):
        if rules[place] and above[place] >= _TOLD * above[-1] and sum(map(bool, prose[:place])) >= _STORY:
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


def _has_head(hits: Hits, index: int) -> bool:
    """Tell whether a rule takes a line for a byline or date."""
    return any(pack_of(hit) == "head" for hit in hits.get(index, ()))


def first_line(blocks: Blocks, hits: Hits, weighed: Weighed, odds: Sequence[float], first: int) -> int:
    """Return the body's first line, further up where lines that look like the story's stand right above it in HTML.

    Of such lines on shared pages kept out of training 17 in 26 were the story's own, on news pages all. Of a sentence
    less is asked: a lost one is the worse error.

    Args:
        blocks: All blocks of the page.
        hits: What line rules claim.
        weighed: What the weights say about the lines of the window.
        odds: How likely each line from the window's first on is the story's own; none in text mode.
        first: The first line of the run that was found.
    """
    while odds and first > weighed.start:
        place = first - 1 - weighed.start
        least = _LEAST_SENTENCE if ends_sentence(blocks.texts[first - 1]) else 0
        if first - 1 in hits or weighed.body[place] <= _LEAST_BODY or odds[place] <= least:
            break
        first -= 1
    return first


def goes_on_above(blocks: Blocks, hits: Hits, first: int) -> int:
    """Return the body's first line, further up where the story goes on above a box behind which the run begins.

    In HTML several paragraphs stand there that are set as its first line is. A teaser in the midst of a story has a
    label, a section's name, a time, and one line at most that no rule claims. Raw text has lists of other stories and
    summaries above stories, too: there the paragraph right above the box is longer than those are, and the box is of a
    kind that stands inside stories.
    """
    unclaimed = 0
    for index in range(first - 1, max(first - 2 - _BOX, -1), -1):
        top = _paragraphs_above(blocks, hits, index, first)
        if index < first - 1 and top <= index and (blocks.markups or len(blocks.texts[index]) >= _LONG_PARAGRAPH):
            return top
        unclaimed += index not in hits
        if unclaimed > 1 or not (blocks.markups or index not in hits or _is_boxed(hits, index)):
            return first
    return first


def _paragraphs_above(blocks: Blocks, hits: Hits, index: int, first: int) -> int:
    """Return the first of the paragraphs right above and at `index`, behind it where there are too few.

    In HTML those count that are set as the body's `first` line is.
    """
    top = index + 1
    while top > 0 and _is_free_prose(blocks, hits, top - 1):
        if blocks.markups and blocks.markups[top - 1].style != blocks.markups[first].style:
            break
        top -= 1
    return top if not blocks.markups or index + 1 - top >= _ABOVE else index + 1


def lead_above(blocks: Blocks, weighed: Weighed, odds: Sequence[float], first: int, last: int) -> int:
    """Return the body's first line, in HTML further up where a long box follows the story's lead.

    Tables of contents and picks of products stand below the first paragraphs. Those are set as most of the story's
    are, and look more like its beginning than the line with which the run begins that was found.

    Args:
        blocks: All blocks of the page.
        weighed: What the weights say about the lines of the window; a line that a rule claims begins nothing.
        odds: How likely each line from the window's first to `last` is the story's own; none in text mode.
        first: The body's first line as found.
        last: The body's last line.
    """
    start, found = weighed.start, first
    style = _main_style(blocks, first, last) if odds else None
    if style is None or first < start:
        return first
    for index in range(first - 1, start - 1, -1):
        begins = weighed.first[index - start] > weighed.first[first - start] and odds[index - start] > 0
        if begins and blocks.markups[index].style == style and is_prose(blocks.texts[index]):
            found = index
    return found


def _main_style(blocks: Blocks, first: int, last: int) -> int | None:
    """Return the style of most of the running text from one line to another; None where it has no such."""
    styles = [blocks.markups[index].style for index in range(first, last + 1) if is_prose(blocks.texts[index])]
    style, many = Counter(styles).most_common(1)[0] if styles else (-1, 0)
    return style if 2 * many > len(styles) else None


def _is_free_prose(blocks: Blocks, hits: Hits, index: int) -> bool:
    return index not in hits and is_prose(blocks.texts[index])


def resumes(blocks: Blocks, hits: Hits, last: int) -> int:
    """Return the last line of the paragraphs that follow the body's last one over some lines, `last` where none do.

    Lists of other stories have a headline for each summary, and a next story has its byline; where paragraphs
    follow each other, and hardly another line that no rule claims stands between, the story goes on.
    """
    found, others = 0, 0
    for index in range(last + 1, min(last + 1 + _RESUMED, len(blocks))):
        claims = hits.get(index, ())
        if any(pack_of(hit) in _ENDERS for hit in claims):
            return last
        if claims:
            continue
        if is_prose(blocks.texts[index]):
            found += 1
            if found >= _PARAGRAPHS:
                return index
        else:
            others += 1
            if others > _OTHERS:
                return last
    return last


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
        if _is_boxed(hits, below) or _is_credit(blocks.texts[below]) or (below > index and _has_head(hits, below)):
            below += 1
        elif free := _free_in_box(blocks, hits, index, below):
            below += free
        else:
            break
    if below - index > _BOX:
        story = range(below, below + _ABOVE)
        if story.stop > len(blocks) or not all(_is_free_prose(blocks, hits, place) for place in story):
            return index
    return below


def _free_in_box(blocks: Blocks, hits: Hits, start: int, index: int) -> int:
    """Return how many lines without a claim stand from `index` on before the next line with one, in a box from `start`.

    A newsletter's name and its pitch are two.
    """
    for size in range(1, _PITCH + 1 if index > start else 1):
        if index + size >= len(blocks) or blocks.texts[index + size - 1][-1] in PROSE_END:
            return 0
        if _is_boxed(hits, index + size):
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
    return second < len(blocks) and all(_is_free_prose(blocks, hits, place) for place in (first, second))


def _is_credit(text: str) -> bool:
    """Tell whether a line is nothing but a picture's credit: its caption stands above it, the story goes on below."""
    split = credit.split(text) if len(text) <= _LONGEST_HEADING else None
    return split is not None and split.sure and split.alone


def _is_boxed(hits: Hits, index: int) -> bool:
    return any(pack_of(hit) in _INSIDE for hit in hits.get(index, ()))
