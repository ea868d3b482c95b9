"""What a page rule sees: the document, the line rules' claims, and where the body is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsclean.model import Blocks, Document
from newsclean.rules.rule import Hit
from newsclean.script import FULL_STOPS, has_no_stops

Hits = dict[int, list[Hit]]
"""What line rules claim, by block index."""


class Extent(NamedTuple):
    """The run of blocks that holds the body.

    Attributes:
        first: First block of the body.
        last: Last block of the body.
        whole: The input was an extract already, so that body is what no rule claims.
        top: First block of running text.
        end: Last block of running text.
        late: First of the blocks right above `end` that rules claim; `end` where there are none.
        asides: Lines between first and last that tags set apart; none in text mode.
    """

    first: int
    last: int
    whole: bool
    top: int
    end: int
    late: int
    asides: frozenset[int]

    def zone(self, index: int) -> str:
        """Return "prefix", "inline" or "suffix" for a block.

        What stands before the first and behind the last running text counts as prefix and suffix.
        """
        return "prefix" if index < self.top else "suffix" if index > self.end else "inline"

    def allows(self, hit: Hit) -> bool:
        """Tell whether a rule works where its hit stands.

        The last running text and what rules claim right above it count as suffix too, because
        sign-offs look like body to a first look.
        """
        where = hit.rule.where
        if not where or self.zone(hit.block) in where:
            return True
        return "suffix" in where and hit.block >= self.late and hit.block > self.top


class Page(NamedTuple):
    """What page rules see; all of it read-only.

    The line rules were asked about the lines around the body; of those far beyond there are no claims.

    Attributes:
        document: The page.
        hits: The line rules' claims by block index, followers of labels included.
        extent: Where the body is.
        headline: Gate key of the headline, None where nothing looks like one.
        lead: First block of the article's head (headline, standfirst, byline, lead picture).
    """

    document: Document
    hits: Mapping[int, Sequence[Hit]]
    extent: Extent
    headline: str | None
    lead: int

    def claims(self, index: int) -> list[Hit]:
        """Return the line rules' claims on a block that hold where it stands."""
        found = self.hits.get(index)
        return [hit for hit in found if self.extent.allows(hit)] if found else []

    def claimed(self, index: int) -> bool:
        """Tell whether a line rule wants the block out of the text."""
        return index in self.hits and _wanted_out(self.claims(index))


STAYS = frozenset(("cut", "keep"))
"""Actions that leave a line in the text."""


def _wanted_out(hits: Iterable[Hit]) -> bool:
    return not STAYS.issuperset([hit.rule.action for hit in hits])


def running_text(blocks: Blocks, claims: Mapping[int, Sequence[Hit]], first: int, last: int) -> tuple[int, int, int]:
    """Return `top`, `end` and `late` of an `Extent`.

    Args:
        blocks: All blocks of the page.
        claims: Claims by block index.
        first: First block of the body.
        last: Last block of the body.
    """
    texts = blocks.texts
    stay = [index for index in range(first, last + 1) if not _wanted_out(claims.get(index, ()))]
    running = [index for index in stay if is_prose(texts[index])] or [i for i in stay if has_words(texts[i])]
    top, end = (running[0], running[-1]) if running else (first, last)
    late = end
    while late - 1 > top and (_wanted_out(claims.get(late - 1, ())) or not has_words(texts[late - 1])):
        late -= 1
    return top, end, late


def pack_of(hit: Hit) -> str:
    """Return the pack that the rule of a claim comes from: what its id begins with."""
    return hit.rule.id.partition(".")[0]


def by_another(page: Page) -> tuple[Hit, ...]:
    """Return nothing: the page function of rules whose hits a kindred rule's function yields."""
    del page
    return ()


_MARKS = frozenset("*_-–—=~#•◇◆○●☆★+.·")
"""Characters of which editors make rows that part sections, and critics ratings."""
_ALONE = frozenset("—⁂◇◆")
"""Those that part sections where they stand alone."""


def is_separator(text: str) -> bool:
    """Tell whether a line only parts paragraphs: a row of marks such as "* * *" or "___", or a dash.

    Between paragraphs, and right behind the last one, it is text: agencies end their stories with one.

    Example:
        >>> is_separator("* * *"), is_separator("—"), is_separator("--")
        (True, True, False)
    """
    marks = text.replace(" ", "")
    return marks in _ALONE or (len(marks) >= 3 and _MARKS.issuperset(marks))


PROSE_END = frozenset("!?\"”“»…！？」』'’)؟" + FULL_STOPS)
"""Characters that end running text."""
CLOSING = "\"”“»«’'」』"
"""Marks that close what is quoted, behind its full stop."""


_PROSE = 80
"""Characters from which on a line is running text."""
SHORTEST_PROSE = _PROSE // 3
"""The same where signs are words or syllables; under it no line is running text, which is asked first where all lines
of a page are looked at."""
_WIDE = "\u2e80"
"""Scripts from here on in Unicode have a sign for a word or syllable."""


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as running text does.

    Example:
        >>> ends_sentence("It rained."), ends_sentence("Sport")
        (True, False)
    """
    return text[-1] in PROSE_END or (len(text) >= _PROSE and has_no_stops(text))


def is_prose(text: str) -> bool:
    """Tell whether a block looks like running text: long, and ending as a sentence does.

    Example:
        >>> is_prose("Home | News | Sport")
        False
    """
    size = len(text)
    return size >= SHORTEST_PROSE and ends_sentence(text) and (size >= _PROSE or max(text[-3:]) > _WIDE)


_LOOSE = 0.9
"""Share of a story's paragraphs that stand apart from what is above them, where blank lines part them."""
_PARAGRAPHS = 3
"""Paragraphs from which on that share says something."""


def is_loose(page: Page) -> bool:
    """Tell whether a page is raw text in which blank lines part the story's paragraphs.

    Lines without a blank line between them belong together there: the items of a list, a credit and its caption.
    """
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups:
        return False
    body = zip(blocks.texts[extent.first : extent.last + 1], blocks.gaps[extent.first :], strict=False)
    gaps = [gap for text, gap in body if is_prose(text)]
    return len(gaps) >= _PARAGRAPHS and sum(map(bool, gaps)) >= _LOOSE * len(gaps)


def has_words(text: str) -> bool:
    """Tell whether a line holds a letter or digit.

    Example:
        >>> has_words("* * *")
        False
    """
    return any(map(str.isalnum, text))
