"""Lines without a letter or digit: what icons, bullets and invisible characters leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page, has_words
from newsclean.rules.rule import Hit, Rule

_SEPARATORS = frozenset("*_-–—=~#•◇◆○●☆★+.·")
"""Characters of which editors make rows that part sections, and critics ratings."""


def _wordless(page: Page) -> Iterator[Hit]:
    for block in page.document.blocks[page.extent.first : page.extent.last + 1]:
        text = block.text
        if len(text) < 12 and not has_words(text) and not _is_separator(text):
            yield Hit(block.index, WORDLESS, 0, len(text), {})


def _is_separator(text: str) -> bool:
    """Tell whether a line is a row of marks such as "* * *" or "___"."""
    marks = text.replace(" ", "")
    return len(marks) >= 3 and _SEPARATORS.issuperset(marks)


WORDLESS = Rule(id="line.wordless", says="holds no letter and no digit", action="remove", page=_wordless)
RULES = (WORDLESS,)
