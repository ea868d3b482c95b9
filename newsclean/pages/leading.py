"""The headline above an extract: its first line, told by its copies, or by its words, which the story uses again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean import credit
from newsclean.model import Block
from newsclean.pages.page import PROSE_END, Page, is_prose
from newsclean.pages.wording import long_words, word_sets

_SPACES = 3
"""Spaces in a headline that is told by its copies; fewer words may head two sections."""
_LONGEST = 120
_WORDS = 6
"""Words of four letters and more that a first line has where only its words tell that it is the headline."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Letters by which two words count as the same in whatever form."""
_CLOSED = PROSE_END - {"?"}
_HEADINGS = ((0.0, 0.0, 0.5), (0.12, 0.0, 0.7), (0.25, 1.5, 0.8))
"""Share of an extract's lines that look like headings, how much longer than those its first line is, and the share of
its words that the story has to use again for it to be the headline: where a text has headings, the line may be its
first section's. No body of the shared pages begins with what is taken for a headline so."""
_OTHERS, _ALONE, _TOLD = 1, 4, 0.34
"""Other lines with a heading's shape where there is hardly any, words of the first line there, and the share of them
that the story has to use again: of 574 bodies of the shared pages 4 begin with such a line, each of which may well be
the page's headline."""
_SHORT_HEADING, _LONG_HEADING = 8, 130


def is_leading(page: Page, line: Block, below: Block) -> bool:
    """Tell whether an extract's first line is its headline.

    Args:
        page: An extract.
        line: Its first line that no rule claims.
        below: The next one.
    """
    if line.index >= page.extent.top or line.kind == "item":
        return False
    # On the shared pages no story's own first line comes again.
    again = page.document.blocks.copies[line.key] > 1 and line.text.count(" ") >= _SPACES
    return again or (is_prose(below.text) and _is_about(page, line))


def _is_about(page: Page, line: Block) -> bool:
    """Tell whether the words of a line come back in the story below it, as a headline's do."""
    words = _WORD.findall(line.text.lower())
    if len(line.text) > _LONGEST or line.text[-1] in _CLOSED or line.text[0].islower():
        return False
    blocks = page.document.blocks
    below = [blocks.texts[at] for at in range(line.index + 1, page.extent.last + 1) if not page.claimed(at)]
    headings = [len(text) for text in below if _may_be_heading(text) and credit.split(text) is None]
    share, longer = len(headings) / len(below), len(line.text) / max(headings, default=1)
    names = _stems(line.key)
    lone = len(headings) <= _OTHERS and len(names) >= _ALONE and line.text[-1] != "?"
    if lone and _again(names, blocks.keys[line.index + 1 :]) >= _TOLD:
        return True
    stems = {word[:_STEM] for text in below for word in _WORD.findall(text.lower())}
    again = sum([word[:_STEM] in stems for word in words]) / (len(words) or 1)
    return len(words) >= _WORDS and any(
        share <= most and longer >= least and again >= enough for most, least, enough in _HEADINGS
    )


def _stems(key: str) -> set[str]:
    """Return what the words of a text begin with that tell what it is about."""
    return {word[:_STEM] for word in long_words(word_sets([key])[0])}


def _again(stems: set[str], keys: Sequence[str]) -> float:
    """Return the share of some words that a story uses."""
    story = set().union(*map(_stems, keys))
    return len(stems & story) / len(stems)


def _may_be_heading(text: str) -> bool:
    ends = text[-1] in PROSE_END or text[-1] in ".;,:。"
    return _SHORT_HEADING <= len(text) <= _LONG_HEADING and not ends and text[0] not in "-•|"
