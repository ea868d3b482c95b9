"""Lines that stand twice, one right below the other: a picture's alternative text and its caption, a label and a link.

The lower one stays: what it is, other rules tell. On the shared pages that made 25 pages better and 4 worse.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page
from newsclean.rules.rule import Hit, Rule

_SHORTEST = 20
"""Characters below which a line may stand twice for a reason: answers in an interview, cells of a table."""


def _twice(page: Page) -> Iterator[Hit]:
    extent = page.extent
    if extent.whole:
        return
    texts = page.document.blocks.texts
    for index in range(extent.first, extent.last):
        text = texts[index]
        if text == texts[index + 1] and len(text) >= _SHORTEST and not any(map(page.claimed, (index, index + 1))):
            yield Hit(index, TWICE, 0, len(text), {})


TWICE = Rule(id="line.twice", says="stands again right below", action="remove", page=_twice)
RULES = (TWICE,)
