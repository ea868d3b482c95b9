"""Pages with ground truth, and what each line of their raw renderings is.

The corpora hold a page's true paragraphs and, apart from them, the whole page as a careless scraper
stores it. Here the two are laid side by side: every line of a rendering gets one letter, so that the
weights in `newsclean/data/extent.json` can be learned from lines and not from whole pages.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus import Page

from newsclean.model import Block

BODY, TITLE, SUMMARY, CAPTION, OTHER = "BTSCO"
"""What a line is."""

_GRAM = 5
"""Letters of the pieces in which a line and the body are compared where they differ a little."""
_COVERED = 0.85
"""Share of a line's pieces that must stand in the body."""
_WHOLE_MIN, _PIECES_MIN = 25, 40
"""Letters a line needs to count as body for standing in it, and for having its pieces in it; shorter
ones ("He said") stand in any text by chance, and count where they are a whole paragraph only."""
_SUMMARY_MIN, _CAPTION_MIN = 30, 8
"""Letters above which a part of a standfirst, and a caption, are told from chance."""
_PLACES = 6
"""Places of a line in the body that are tried; a refrain may have several."""
_PROBE, _STEP = 12, 6
"""A line that differs a little is placed by the first of its pieces that the body holds."""
_OVERLAP = 5
"""Letters by which a line may begin before the one above it ends (its place may be a guess)."""
_SKIPPED = 40
"""Letters of the body that a short line between two lines of it may leave out above itself."""
_CHANCE = 3
"""Letters under which it must stand right behind what is above it."""
_LOOK_BACK = 400
"""Candidates looked back at for the one above; far more than a page's body has lines."""


def squash(text: str) -> str:
    """Return letters and digits only, in one case; renderers differ in all else."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).casefold()


def label_lines(gold: Page, blocks: Sequence[Block]) -> str:
    """Return one letter per block: `BODY`, `TITLE`, `SUMMARY`, `CAPTION` or `OTHER`.

    A line that the body holds is a candidate. Body is the chain of candidates that covers most of the
    true text in its order, so that a paragraph quoted in a teaser of the same page is no body. Lines too
    short for candidates ("Pros:", a cell) are body where they fill what the chain leaves out.
    """
    truth = _Truth(gold)
    lines = [squash(block.text) for block in blocks]
    candidates = {place for place, line in enumerate(lines) if truth.may_be_body(line)}
    others = [truth.other(line) for line in lines]
    chain = _chain([
        _Place(index, at, len(lines[index]))
        for index in sorted(candidates)
        if others[index] == OTHER
        for at in truth.places(lines[index])
    ])  # fmt: skip
    body = {place.line for place in chain} | set(_fillers(chain, lines, others, truth.body))
    return "".join(BODY if index in body else other for index, other in enumerate(others))


class _Truth:
    """A page's truth, squashed."""

    def __init__(self, gold: Page) -> None:
        paragraphs = [squash(paragraph) for paragraph in gold.body]
        self._paragraphs = {paragraph for paragraph in paragraphs if paragraph}
        self.body = "".join(paragraphs)
        self._grams = set(_grams(self.body))
        self._title = squash(gold.title)
        self._summaries = {squash(part) for part in gold.summary}
        self._summary = squash("".join(gold.summary))
        self._captions = [
            c for c in (squash(caption["text"]) for caption in gold.captions or []) if len(c) > _CAPTION_MIN
        ]

    def may_be_body(self, line: str) -> bool:
        """Tell whether the body holds a line, whole or nearly so."""
        if not line:
            return False
        if line in self._paragraphs or (len(line) >= _WHOLE_MIN and line in self.body):
            return True
        if len(line) < _PIECES_MIN:
            return False
        grams = _grams(line)
        return sum(gram in self._grams for gram in grams) / len(grams) > _COVERED

    def other(self, line: str) -> str:
        """Return what a line is where it is not body."""
        if not line:
            return OTHER
        if line == self._title:
            return TITLE
        if line in self._summaries or (len(line) > _SUMMARY_MIN and line in self._summary):
            return SUMMARY
        if any(caption in line and len(caption) > 0.5 * len(line) for caption in self._captions):
            return CAPTION
        return OTHER

    def places(self, line: str) -> list[int]:
        """Return where in the body a line stands, or about where."""
        found: list[int] = []
        at = self.body.find(line)
        while at >= 0 and len(found) < _PLACES:
            found.append(at)
            at = self.body.find(line, at + 1)
        if found:
            return found
        for offset in range(0, max(1, len(line) - _PROBE), _STEP):
            at = self.body.find(line[offset : offset + _PROBE])
            if at >= 0:
                return [max(0, at - offset)]
        return []


def _grams(text: str) -> list[str]:
    return [text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))]


class _Place(NamedTuple):
    """A line, and one place in the body where it may stand."""

    line: int
    at: int
    length: int


def _chain(places: Sequence[_Place]) -> list[_Place]:
    """Return the chain of places that covers most of the body, in its order; lines and places rise."""
    ordered = sorted(places, key=lambda place: (place.line, -place.at))
    numbers = [place.line for place in ordered]
    worth: list[int] = []
    above: list[int] = []
    for number, place in enumerate(ordered):
        best, link = place.length, -1
        for other in range(bisect_left(numbers, place.line) - 1, max(-1, number - _LOOK_BACK - 1), -1):
            before = ordered[other]
            gain = worth[other] + place.length
            if gain > best and before.at + before.length <= place.at + _OVERLAP:
                best, link = gain, other
        worth.append(best)
        above.append(link)
    if not ordered:
        return []
    number = max(range(len(ordered)), key=lambda k: (worth[k], ordered[k].line))
    chain: list[_Place] = []
    while number >= 0:
        chain.append(ordered[number])
        number = above[number]
    return chain[::-1]


def _fillers(chain: Sequence[_Place], lines: Sequence[str], others: Sequence[str], body: str) -> Iterator[int]:
    """Yield the lines between two of the chain that stand, in their order, in what the body has between those."""
    for above, below in pairwise(chain):
        at = above.at + above.length
        for index in range(above.line + 1, below.line):
            if lines[index] and others[index] == OTHER:
                found = body.find(lines[index], at, min(below.at, at + _SKIPPED + len(lines[index])))
                if found == at or (found > at and len(lines[index]) >= _CHANCE):
                    yield index
                    at = found + len(lines[index])
