"""Pull quotes: sentences set apart that a paragraph of the story holds too.

Nothing is lost by them: the same words stay in the text once.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import PROSE_END, Page, is_prose
from newsclean.rules.rule import Hit, Rule

_QUOTE_MIN = 60
"""Shortest line in characters that counts as a quote from the text; shorter ones are sub-headings
that a paragraph takes up again."""
_LONGER = 1.3
"""How much longer than the quote the paragraph must be that holds it."""
_MARKS = " \"“”„«»‘’'.!?…–—-"


def _quotes(page: Page) -> Iterator[Hit]:
    extent = page.extent
    body = [b for b in page.document.blocks[extent.first : extent.last + 1] if not page.claimed(b.index)]
    joined = "\n".join([block.key for block in body if is_prose(block.text)])
    for block in body:
        text = block.text
        if len(text) >= _QUOTE_MIN and text[-1] in PROSE_END and _is_quoted(block.key, joined):
            yield Hit(block.index, PULL_QUOTE, 0, len(text), {})


def _is_quoted(key: str, joined: str) -> bool:
    """Tell whether a line stands inside a longer paragraph."""
    core = key.strip(_MARKS)
    at = joined.find(core)
    while at >= 0:
        start = joined.rfind("\n", 0, at) + 1
        end = joined.find("\n", at)
        if (end if end >= 0 else len(joined)) - start > _LONGER * len(key):
            return True
        at = joined.find(core, at + 1)
    return False


PULL_QUOTE = Rule(
    id="repeats.pull_quote", says="repeats words of a paragraph of the story", action="remove", page=_quotes
)
RULES = (PULL_QUOTE,)
