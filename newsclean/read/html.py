"""HTML -> Document: one walk over the tree, blocks in reading order over the text a reader sees.

Three steps. `cut` takes scripts, styles, drawings and comments out of the string, because parsing
them costs more than finding them (they are most of a news page); `parse` has lxml read the rest;
`Walk` goes through the tree once, without recursion, and writes down a block wherever a browser would
start a new line, of which `Lines` makes the document. Nothing is judged here: menus, promos and
comments become blocks like the story does, with what the markup says about them (`Markup`).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from newsclean.read.cut import cut
from newsclean.read.parse import parse
from newsclean.read.picks import PickingWalk
from newsclean.read.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.model import Document
    from newsclean.read.parse import Element
    from newsclean.rules.rule import Rule


MAX_CHARS = 20_000_000
"""Characters of a page that are read; a page of text has a thousandth of it, what has more is a dump."""


def read_html(
    source: str | Element,
    *,
    url: str | None = None,
    title: str | None = None,
    selectors: Sequence[Rule] = (),
    max_chars: int = MAX_CHARS,
) -> Document:
    """Read HTML into blocks. Never raises, whatever the markup.

    Args:
        source: A page, a fragment, or an lxml element, which is read with all below it and not changed.
        url: Address of the page, for rules that name hosts.
        title: Headline, where the caller knows it.
        selectors: Rules of the page's site that go by a selector; what they name is in `Document.picks`.
        max_chars: What stands beyond is not read.

    Returns:
        A document of kind "html". Its `source` is the rendered text, one line per block, and every
        span indexes that, because the parser keeps no offsets into the markup.

    Example:
        >>> page = read_html("<h1>Rain</h1><p>It <b>r</b>ained<br>all day.</p><ul><li>Map<li>Law</ul>")
        >>> [(block.kind, block.text) for block in page.blocks]
        [('heading', 'Rain'), ('line', 'It rained all day.'), ('item', 'Map'), ('item', 'Law')]
        >>> page.source[page.blocks[1].span.start : page.blocks[1].span.end]
        'It rained all day.'
    """
    walk = PickingWalk(selectors) if selectors else Walk()
    if isinstance(source, str):
        page = cut(source[:max_chars])
        walk.json_ld.extend(page.json_ld)
        root = parse(page.markup)
    else:
        root = deepcopy(source) if selectors else source
    if root is not None:
        walk.metas.append(("html:lang", root.get("lang") or root.get("xml:lang") or root.get(_XML_LANG) or ""))
        walk.run(root)
    return walk.document(url, title)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
