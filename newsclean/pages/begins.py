"""The body's first line after all: the story may go on above the run of lines that the weights found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsclean.model import Blocks
from newsclean.pages.around import BOX, PARAGRAPHS, is_boxed, is_free_prose
from newsclean.pages.page import Hits, ends_sentence, is_prose
from newsclean.pages.weights import Weighed

_LONG_PARAGRAPH = 300
"""Characters of a paragraph above a box that make it the story's in raw text: standfirsts, captions and summaries of
other stories on the shared pages are shorter."""
_LEAST_BODY, _LEAST_SENTENCE = 0.35, -1000
"""Share of body-likeness, and thousandths of log odds, over which a sentence right above the run is the story's; of
other lines the odds must be better than even."""


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
    for index in range(first - 1, max(first - 2 - BOX, -1), -1):
        top = _paragraphs_above(blocks, hits, index, first)
        if index < first - 1 and top <= index and (blocks.markups or len(blocks.texts[index]) >= _LONG_PARAGRAPH):
            return top
        unclaimed += index not in hits
        if unclaimed > 1 or not (blocks.markups or index not in hits or is_boxed(hits, index)):
            return first
    return first


def _paragraphs_above(blocks: Blocks, hits: Hits, index: int, first: int) -> int:
    """Return the first of the paragraphs right above and at `index`, behind it where there are too few.

    In HTML those count that are set as the body's `first` line is.
    """
    top = index + 1
    while top > 0 and is_free_prose(blocks, hits, top - 1):
        if blocks.markups and blocks.markups[top - 1].style != blocks.markups[first].style:
            break
        top -= 1
    return top if not blocks.markups or index + 1 - top >= PARAGRAPHS else index + 1


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
