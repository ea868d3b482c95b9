"""What a page rule sees: the document, the line rules' claims, and where the body is."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.model import Document
from newsclean.rules.rule import Hit


class Extent(NamedTuple):
    """The run of blocks that holds the body.

    Attributes:
        first: First block of the body.
        last: Last block of the body.
        whole: The input was an extract already, so that body is what no rule claims.
        top: First block of running text.
        end: Last block of running text.
    """

    first: int
    last: int
    whole: bool
    top: int
    end: int

    def zone(self, index: int) -> str:
        """Return "prefix", "inline" or "suffix" for a block; what stands before the first and
        behind the last running text of an extract counts as prefix and suffix."""
        first, last = (self.top, self.end) if self.whole else (self.first, self.last)
        return "prefix" if index < first else "suffix" if index > last else "inline"


class Page(NamedTuple):
    """What page rules see; all of it read-only.

    Attributes:
        document: The page.
        hits: The line rules' claims by block index, followers of labels included.
        extent: Where the body is.
        headline: Gate key of the headline, None where nothing looks like one.
        lead: First block of the article's head (headline, standfirst, byline, lead picture).
    """

    document: Document
    hits: dict[int, list[Hit]]
    extent: Extent
    headline: str | None
    lead: int

    def claimed(self, index: int) -> bool:
        """Tell whether a line rule wants the block out of the text."""
        return any(hit.rule.action not in ("cut", "keep") for hit in self.hits.get(index, ()))


PROSE_END = frozenset(".!?\"”“»…。！？」』'’)")
"""Characters that end running text."""


def is_prose(text: str) -> bool:
    """Tell whether a block looks like running text: long, and ending as a sentence does.

    Example:
        >>> is_prose("Home | News | Sport")
        False
    """
    return len(text) >= 80 and text[-1] in PROSE_END
