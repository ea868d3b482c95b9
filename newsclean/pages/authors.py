"""What a page says of its authors at its end and between its paragraphs: who they are, and when they wrote what.

Names are known from the metadata and from bylines, so that no list of professions is needed: a last paragraph that
begins with the author's name and goes on with "is" tells who the author is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.pages.page import Page, by_another, has_words
from newsclean.rules.rule import Hit, Rule

_BEFORE_NAME = 4
"""Words that may stand before the name: "Our correspondent", "Der Imam"."""
_IS = re.compile(
    r"(?:,? (?:who )?|\s*[–—-] )(?:is|was|are|has|have|writes|covers|reports|works|worked|teaches|joined|lives|leads"
    r"|ist|war|schreibt|berichtet|arbeitet|lebt|leitet|studierte|est|écrit|es|escribe|è|scrive|é|escreve|schrijft|werkt"
    r"|er|skriver|är|on|jest|pisze|je|píše)(?= )"
)
"""What a sentence about a person goes on with behind the name."""
_AND = re.compile(r"\s*(?:[,;&|]|\b(?:and|und|et|y|e|og|och)\b)\s*")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]+ ){1,3}[^\W\d_][\w.'’-]+")
_LONGEST_BIO = 700
_LONGEST_LINE = 60
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 3
"""Words that a time of day or an age holds beside its numbers: "2 hours ago", "vor 2 Stunden"."""
_NUMBERED = re.compile(r"\d{1,2}[.)] \D*")
"""The heading of a section with a number; a time has more of them."""
_BY = frozenset(
    ("by", "von", "par", "por", "di", "av", "af", "door", "from", "text", "and", "und", "et", "y", "e", "og")
)


def _authors(page: Page) -> Iterator[Hit]:
    names = _names(page)
    if not names:
        return
    yield from _bios(page, names)
    texts, extent = page.document.blocks.texts, page.extent
    for index in range(extent.first, extent.last + 1):
        text = texts[index]
        if len(text) <= _LONGEST_LINE and not page.claimed(index):
            span = _alone(text, names, edge=index in (extent.top, extent.last))
            if span is not None:
                yield Hit(index, LINE, 0, len(text), {"byline": span})


def _bios(page: Page, names: tuple[str, ...]) -> Iterator[Hit]:
    """Paragraphs about the authors at the body's end, with nothing of the story behind them.

    Under a heading of its own ("Why we know") such a paragraph is a section of the story.
    """
    blocks, extent = page.document.blocks, page.extent
    for index in range(extent.last, extent.top, -1):
        text = blocks.texts[index]
        if page.claimed(index) or index in extent.asides or not has_words(text):
            continue
        if not _is_bio(text, names) or blocks.kinds[index - 1] == "heading":
            return
        yield Hit(index, BIO, 0, len(text), {})


def _names(page: Page) -> tuple[str, ...]:
    """Return the authors' names; what is one word, or the site's own name, may be anything."""
    metadata = page.document.metadata
    given = [*(metadata.authors if metadata else ()), *_bylines(page)]
    site = (metadata.site or "").casefold() if metadata else ""
    return tuple(dict.fromkeys([name for name in given if " " in name and name.casefold() not in site]))


def _bylines(page: Page) -> Iterator[str]:
    """Yield the names in the bylines of the article's head."""
    blocks = page.document.blocks
    for index in range(page.lead, page.extent.top + 1):
        for hit in page.claims(index):
            start, end = hit.fields.get("byline", (0, 0))
            for name in _AND.split(blocks.texts[index][start:end]):
                if _NAME.fullmatch(name):
                    yield name


def _is_bio(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a paragraph begins with an author's name and says what the author is or does."""
    if not _LONGEST_LINE < len(text) <= _LONGEST_BIO:
        return False
    for name in names:
        start = text.find(name)
        if (
            start >= 0
            and text.count(" ", 0, start) <= _BEFORE_NAME
            and not any(char in text[:start] for char in '.:„“"')
        ):
            return _IS.match(text, start + len(name)) is not None
    return False


def _alone(text: str, names: tuple[str, ...], *, edge: bool) -> tuple[int, int] | None:
    """Return where the name is in a line of nothing but an author's name and a time, else None.

    A name alone may be a speaker's in an interview, unless the line is the body's first or last.
    """
    for name in names:
        start = text.find(name)
        if start < 0 or text.endswith(":"):
            continue
        rest = text[:start] + " " + text[start + len(name) :]
        words = [word for word in _WORD.findall(rest.casefold()) if word not in _BY]
        timed = any(map(str.isdigit, rest)) and len(words) <= _FEW and not _NUMBERED.fullmatch(text)
        if timed or (edge and not words):
            return start, start + len(name)
    return None


LINE = Rule(id="author.line", says="names the author, with a time at most", action="byline", page=_authors)
BIO = Rule(id="author.bio", says="says who the author is, behind the story", action="note", page=by_another)
RULES = (LINE, BIO)
