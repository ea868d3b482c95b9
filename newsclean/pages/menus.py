"""What shows a page whole, menus and all, in whatever language its site's furniture is named."""

from __future__ import annotations

from newsclean.model import Blocks
from newsclean.pages.page import is_prose

_LINKS = 11
"""Lines outside the running text that are links, from which on HTML is a page. Of the articles that another tool
cuts out of pages 99 in 100 have at most 10."""
_LINKED = 0.9
"""Share of linked text from which on a line is a link."""
_BETWEEN = 4
"""Lines between a page's own title and its headline from which on they are a menu."""
_TITLE = 8
"""Characters of a headline, as gate key, at least."""


def has_menus(blocks: Blocks) -> bool:
    """Tell a whole page from an article that was cut out of one: by what stands before and behind its running text.

    Rules know the words of menus and footers in some languages only. Links tell them in any; in raw text a page begins
    with its own title, in which the headline comes with the site's name, and menus stand between it and the headline.
    """
    texts, keys, markups = blocks.texts, blocks.keys, blocks.markups
    prose = [index for index, text in enumerate(texts) if (index or markups) and is_prose(text)]
    if not prose:
        return False
    first, last = prose[0], prose[-1]
    if markups:
        outside = (*markups[:first], *markups[last + 1 :])
        return sum([markup.link_share > _LINKED for markup in outside]) >= _LINKS
    return any(_TITLE <= len(key) < len(keys[0]) and key in keys[0] for key in keys[1 + _BETWEEN : first])
