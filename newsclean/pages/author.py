"""The line about the author at the story's end, known by the name that the page's metadata give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.pages.page import Page, is_prose
from newsclean.rules.rule import Hit, Rule, gate_key

_SHORTEST = 6
"""Letters of a full name; a shorter one may be a desk's."""
_WITHIN = 20
"""Characters in which the name must begin in such a line: a job or a title may stand before it."""
_MORE = 15
"""Characters that it must have beside the name."""


def _about(page: Page) -> Iterator[Hit]:
    """The last lines of the body that begin with an author's full name, up to the last running text that does not.

    On the shared pages 16 such lines out of 18 were no part of the story.
    """
    extent, blocks, names = page.extent, page.document.blocks, _full_names(page)
    if not names or extent.whole:
        return
    for index in range(extent.last, extent.top, -1):
        if page.claimed(index):
            continue
        if _is_about(blocks.keys[index], names):
            yield Hit(index, ABOUT, 0, len(blocks.texts[index]), {})
        elif is_prose(blocks.texts[index]):
            return


def _is_about(key: str, names: Sequence[str]) -> bool:
    return any(0 <= key.find(name) <= _WITHIN and len(key) > len(name) + _MORE for name in names)


def _full_names(page: Page) -> list[str]:
    """Return the authors' names as gate keys."""
    metadata = page.document.metadata
    keys = map(gate_key, metadata.authors) if metadata else ()
    return [key for key in keys if " " in key and len(key) >= _SHORTEST]


ABOUT = Rule(id="body.about_author", says="says who the author is", action="note", page=_about)
RULES = (ABOUT,)
