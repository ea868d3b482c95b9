"""Evidence from what a page says about itself: its `<h1>`, its description, the story in JSON-LD.

Metadata are used to find the story among the lines a reader sees, never as output: `articleBody` may
be cut short, run through another template, or belong to a teaser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.model import Block, Document

_STORY_MIN = 300
"""Characters of `articleBody` from which on it is a story and no stub."""
_LINE_MIN = 12
_SUMMARY_MIN, _PROBE = 30, 50
_FAR = 8
TOLD_SIZES = (10, 4, _FAR + 2, _FAR + 2)
"""Number of bins of each piece of `told_evidence`."""

_NO_LETTER = re.compile(r"\W+")


def told_evidence(document: Document, start: int, stop: int) -> list[tuple[int, ...]]:
    """Return the bins of what the page says about lines `start` to `stop` of itself."""
    metadata = document.metadata
    story = _letters(metadata.article_body) if metadata and metadata.article_body else ""
    if len(story) < _STORY_MIN:
        story = ""
    summary = _letters(metadata.description) if metadata and metadata.description else ""
    since = until = _FAR + 1
    tops = [i for i, block in enumerate(document.blocks) if block.markup.tag == "h1"]
    rows = []
    for block in document.blocks[start:stop]:
        letters = _letters(block.text) if story or summary else ""
        rows.append((_in_story(letters, story), _in_summary(letters, summary), *_around(block.index, tops)))
    return rows


def _in_story(letters: str, story: str) -> int:
    if not story:
        return 0
    size = len(letters)
    short = 0 if size < _LINE_MIN else 1 if size < 60 else 2
    return 1 + short * 2 + (letters in story)


def _in_summary(letters: str, summary: str) -> int:
    if len(summary) < _SUMMARY_MIN:
        return 0
    if len(letters) < _SUMMARY_MIN:
        return 1
    return 3 if letters in summary or letters[:_PROBE] == summary[:_PROBE] else 2


def _around(index: int, tops: Sequence[int]) -> tuple[int, int]:
    above = [index - top for top in tops if top < index]
    below = [top - index for top in tops if top >= index]
    return min(above[-1], _FAR) if above else _FAR + 1, min(below[0], _FAR) if below else _FAR + 1


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
