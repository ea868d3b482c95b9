"""Evidence from what an HTML page says about itself: its headline, its description, the story in JSON-LD.

They serve to find the story among the lines that a reader sees and are never output: `articleBody`
may be cut short at a paywall, come through another template, or belong to a teaser.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsclean.model import Document
from newsclean.pages.evidence import Column, Sizes
from newsclean.pages.wording import strip_site
from newsclean.rules.rule import gate_key

_STORY_MIN = 300
"""Letters from which on `articleBody` is a story and no stub."""
_LINE_MIN, _LINE_LONG = 12, 60
"""Letters of a line that may stand in any story by chance, and of one that cannot."""
_SUMMARY_MIN, _PROBE = 30, 50
"""Letters of a description and of a line that are compared, and of the beginnings that must agree."""
_FAR = 8
TOLD_SIZES: Sizes = (7, 4, _FAR + 2, _FAR + 2)
"""Number of bins of each piece of `told_evidence`."""


def headlines(document: Document) -> list[int]:
    """Return the page's `<h1>`s; where none is the title that the metadata give, also the lines that repeat it.

    The only `<h1>` may be the site's name.
    """
    found = [index for index, markup in enumerate(document.blocks.markups) if markup.tag == "h1"]
    names, keys = _names(document), document.blocks.keys
    if not names or any(keys[index] in names for index in found):
        return found
    return sorted({*found, *(index for index, key in enumerate(keys) if key in names)})


def named_heads(document: Document) -> list[int]:
    """Return the page's `<h1>`s that repeat the title which the metadata give."""
    names, keys = _names(document), document.blocks.keys
    heads = (index for index, markup in enumerate(document.blocks.markups) if markup.tag == "h1")
    return [index for index in heads if keys[index] in names] if names else []


def titled_heads(document: Document) -> list[int]:
    """Return the page's headings, of whatever level, that repeat the title which the metadata give."""
    names, blocks = _names(document), document.blocks
    pairs = enumerate(zip(blocks.kinds, blocks.keys, strict=True)) if names else ()
    return [index for index, (kind, key) in pairs if kind == "heading" and key in names]


def _names(document: Document) -> set[str]:
    title = document.metadata.title if document.metadata else None
    return {gate_key(title), gate_key(strip_site(title))} if title else set()


def told_evidence(document: Document, tops: Sequence[int], start: int, stop: int) -> list[Column]:
    """Return the bins of what a page says about its lines `start` to `stop`, a column for each piece.

    Args:
        document: An HTML page.
        tops: Its `headlines`.
        start: First block to look at.
        stop: Block after the last one.
    """
    metadata = document.metadata
    story, summary = _letters_of([metadata.article_body or "", metadata.description or ""] if metadata else ["", ""])
    told = len(story) >= _STORY_MIN, len(summary) >= _SUMMARY_MIN
    count = stop - start
    lines = _letters_of(document.blocks.texts[start:stop]) if any(told) else []
    places = [bisect_left(tops, index) for index in range(start, stop)]
    return [
        [_in_story(line, story) for line in lines] if told[0] else [0] * count,
        [_in_summary(line, summary) for line in lines] if told[1] else [0] * count,
        [min(start + at - tops[i - 1], _FAR) if i else _FAR + 1 for at, i in enumerate(places)],
        [min(tops[i] - start - at, _FAR) if i < len(tops) else _FAR + 1 for at, i in enumerate(places)],
    ]


def _in_story(line: str, story: str) -> int:
    size = 0 if len(line) < _LINE_MIN else 1 if len(line) < _LINE_LONG else 2
    return 1 + size * 2 + (line in story)


def _in_summary(line: str, summary: str) -> int:
    if len(line) < _SUMMARY_MIN:
        return 1
    return 3 if line in summary or line[:_PROBE] == summary[:_PROBE] else 2


_SIGNS = bytes(code for code in range(128) if code != 10 and not (chr(code).isalnum() or code == ord("_")))
_ASCII = bytes(range(128))


def _letters_of(texts: Sequence[str]) -> list[str]:
    """Return the letters and digits only of some texts, in one case: templates differ in all else.

    It is done for all at one go, over UTF-8, where signs are few and gone in a few passes.
    """
    data = "\n".join([text.replace("\n", " ") for text in texts]).encode("utf-8", "surrogatepass")
    for char in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
        if not char.isalnum():
            data = data.replace(char.encode("utf-8", "surrogatepass"), b"")
    return data.translate(None, _SIGNS).decode("utf-8", "surrogatepass").casefold().split("\n")
