"""What tags mean for the walk: what each is treated as, and the kind of block it makes."""

from __future__ import annotations

from typing import Any

INLINE, LINK, BLOCK, BREAK, SKIP, IMAGE, CELL, ROW, EITHER, HEAD, META, RULE, QUIET, VOID = range(14)
"""What the walk treats a tag as."""
_TAGS = {
    INLINE: (
        "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt ruby s"
        " samp small span strike strong sub sup time tt u var wbr picture meter progress slot blink"
    ),
    LINK: "a",
    BLOCK: (
        "html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol p plaintext pre search"
        " section summary table tbody tfoot thead ul xmp frameset noframes"
    ),
    BREAK: "br",
    SKIP: (
        "script style svg template iframe select option optgroup textarea datalist canvas map area applet"
        " param col colgroup input frame noembed math"
    ),
    IMAGE: "img amp-img",
    CELL: "td th",
    ROW: "tr",
    EITHER: "button",
    HEAD: "head",
    META: "meta link title base",
    RULE: "hr",
    QUIET: "noscript object video audio",
    VOID: "source track embed",
}
CODES: dict[Any, int] = {tag: code for code, tags in _TAGS.items() for tag in tags.split()}
"""Tag -> what it is treated as."""
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "pre"),
    "blockquote": "quote",
    "figcaption": "figcaption",
    **dict.fromkeys(
        ("article", "aside", "footer", "form", "header", "main", "nav", "section", "table", "td", "th"), "line"
    ),
}
"""Kinds that a tag gives to what is in it; other tags leave the kind of what they stand in."""
PAGE = frozenset(("html", "body"))
"""Tags of the page itself, whose names say nothing about a block."""
LARGE = frozenset(("html", "body", "main", "article", "section", "table", "ul", "ol"))
"""Tags of boxes that hold more than a picture and its caption."""
