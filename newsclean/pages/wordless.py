"""Lines without a letter or digit: what icons, bullets and invisible characters leave behind."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page, has_words, is_separator
from newsclean.rules.rule import Hit, Rule


def _wordless(page: Page) -> Iterator[Hit]:
    first, last = page.extent.first, page.extent.last
    for index, text in enumerate(page.document.blocks.texts[first : last + 1], first):
        if len(text) < 12 and not has_words(text) and not is_separator(text):
            yield Hit(index, WORDLESS, 0, len(text), {})


WORDLESS = Rule(id="line.wordless", says="holds no letter and no digit", action="remove", page=_wordless)
RULES = (WORDLESS,)
