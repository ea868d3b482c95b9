"""Pull quotes: sentences set apart that a paragraph of the story holds too.

Nothing is lost by them: the same words stay in the text once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newsclean.model import Block
from newsclean.pages.page import PROSE_END, Page, is_prose
from newsclean.rules.rule import Hit, Rule

_QUOTE_MIN = 60
"""Shortest line in characters that counts as a quote from the text; shorter ones are sub-headings
that a paragraph takes up again."""
_LONGER = 1.3
"""How much longer than the quote the paragraph must be that holds it."""
_OPENING = 24
"""Characters by which the beginnings of sentences are compared."""
_COPIES = 4
"""How often a quote's beginning may stand in the body; what comes oftener is a form of words."""
_SENTENCES = re.compile(r"(?<=[.!?…])\W* |[\"“”„«»]")
_MARKS = " \"“”„«»‘’'.!?…–—-"


def _quotes(page: Page) -> Iterator[Hit]:
    extent = page.extent
    body = [b for b in page.document.blocks[extent.first : extent.last + 1] if not page.claimed(b.index)]
    openings = Counter(_openings(body))
    joined = ""
    for block in body:
        text, core = block.text, block.key.strip(_MARKS)
        if len(text) < _QUOTE_MIN or text[-1] not in PROSE_END or not 2 <= openings[core[:_OPENING]] <= _COPIES:
            continue
        joined = joined or "\n".join([b.key for b in body if is_prose(b.text)])
        if _is_quoted(core, joined):
            yield Hit(block.index, PULL_QUOTE, 0, len(text), {})


def _openings(body: Sequence[Block]) -> Iterator[str]:
    """Yield how each sentence of the body begins; only a line that begins like another can repeat it."""
    for block in body:
        for sentence in _SENTENCES.split(block.key):
            yield sentence.strip(_MARKS)[:_OPENING]


def _is_quoted(core: str, joined: str) -> bool:
    """Tell whether a line stands inside a longer paragraph."""
    at = joined.find(core)
    while at >= 0:
        start = joined.rfind("\n", 0, at) + 1
        end = joined.find("\n", at)
        if (end if end >= 0 else len(joined)) - start > _LONGER * len(core):
            return True
        at = joined.find(core, at + 1)
    return False


PULL_QUOTE = Rule(
    id="repeats.pull_quote", says="repeats words of a paragraph of the story", action="remove", page=_quotes
)
RULES = (PULL_QUOTE,)
