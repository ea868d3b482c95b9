"""HTML -> Document: one walk over the tree, blocks in reading order over the text a reader sees.

Three steps. `_cut` takes scripts, styles, drawings and comments out of the string, because parsing
them costs more than finding them (they are most of a news page); lxml parses the rest; `_Walk` goes
through the tree once, without recursion, and writes down a block wherever a browser would start a
new line. Nothing is judged here: menus, promos and comments become blocks like the story does, with
what the markup says about them (`Markup`).
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache, partial
from itertools import accumulate, count
from operator import add, sub
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from newsclean.metadata import read_metadata
from newsclean.model import Blocks, Box, Document, Image, Markup, Pick
from newsclean.read.zones import (
    CREDIT,
    HOVER_BOX,
    LINE_BREAK,
    ROLE_ZONES,
    SCREEN_READER,
    TAG_ZONES,
    WORDS,
    word_bits,
)
from newsclean.rules.rule import Rule, RuleError, gate_key, gate_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    Element: TypeAlias = _Element

MAX_CHARS = 20_000_000
"""Characters of a page that are read; a page of text has a thousandth of it, what has more is a dump."""


def read_html(
    source: str | _Element,
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
    walk = _PickingWalk(selectors) if selectors else _Walk()
    if isinstance(source, str):
        page = _cut(source[:max_chars])
        walk.json_ld.extend(page.json_ld)
        root = _parse(page.markup)
    else:
        root = deepcopy(source) if selectors else source
    if root is not None:
        walk.metas.append(("html:lang", root.get("lang") or root.get(_XML_LANG) or ""))
        walk.run(root)
    return walk.document(url, title)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


# ---------------------------------------------------------------------------------------------- cut


class _Page(NamedTuple):
    """A page's markup without what is never shown, and the structured data that stood in it."""

    markup: str
    json_ld: list[str]


_OPENER = re.compile(r"<(?:!--|/(?:html|HTML|Html)|(?:script|style|svg|SCRIPT|STYLE|SVG)(?=[\s>/]))")
_CLOSERS = {tag: "</" + tag[1:] for tag in ("<script", "<style", "<svg", "<SCRIPT", "<STYLE", "<SVG")}


def _cut(source: str) -> _Page:
    """Take scripts, styles, drawings, comments and `</html>` out; keep JSON-LD.

    One regex that looks for where they start, `find` for where they end: what is cut is jumped over
    and not searched. Tags in other spellings are left to the parser and the walk, which drop them
    too. At `</html>` the parser would stop, but browsers go on to show what is glued on behind it.
    """
    search = _OPENER.search
    pieces: list[str] = []
    json_ld: list[str] = []
    endless: set[str] = set()
    done = at = 0
    while (found := search(source, at)) is not None:
        start, after = found.span()
        end = 0 if found[0] in endless else _end_of(source, found[0], start, after, done)
        if end <= 0:
            if end < 0:
                endless.add(found[0])  # what has no end here has none further on: do not look again
            at = after
            continue
        if found[0] == "<script" and source.find("ld+json", after, source.find(">", after)) > 0:
            json_ld.append(source[source.find(">", after) + 1 : source.rfind("</", after, end)])
        pieces.append(source[done:start])
        done = at = end
    pieces.append(source[done:])
    return _Page("".join(pieces), json_ld)


def _end_of(source: str, opener: str, start: int, after: int, floor: int) -> int:
    """Return where what starts at `start` ends; 0 where it must stay, -1 where nothing ends it."""
    find = source.find
    if opener == "<!--":
        if source.startswith((">", "->"), after):  # "<!-->" is an empty comment
            return find(">", after) + 1
        end = find("-->", after)
        return end + 3 if end >= 0 else -1
    closer = _CLOSERS.get(opener)
    if closer is None:  # </html
        return find(">", after) + 1 or -1
    if _in_tag(source, start, floor):
        return 0
    end = find(closer, after)
    if end > 0 and len(opener) == 4:  # drawings may hold drawings
        for _ in range(min(source.count(opener, after, end), _NESTED_MAX)):
            further = find(closer, end + 5)
            end = further if further >= 0 else end
    return (find(">", end) + 1 if end >= 0 else 0) or -1


_NESTED_MAX = 50


def _in_tag(source: str, at: int, floor: int) -> bool:
    """Tell whether `at` is inside another tag, as in `data-code="<script …"`: its end is unknown."""
    if at > floor and source[at - 1] == ">":  # as nearly always
        return False
    low = max(floor, at - 2000)
    return source.rfind("<", low, at) > source.rfind(">", low, at)


# -------------------------------------------------------------------------------------------- parse


def _parse(markup: str) -> _Element | None:
    """Parse markup; None where there is nothing in it."""
    from lxml import etree  # noqa: PLC0415 - text mode must not pay for loading it

    if "\0" in markup:
        markup = markup.replace("\0", "")
    root, too_deep = _tree(etree, markup)
    return _tree(etree, _flat(markup))[0] if too_deep else root


def _tree(etree: Any, markup: str) -> tuple[_Element | None, bool]:
    """Return the root, and whether the parser gave up because of depth.

    Bytes with a fixed encoding, because a str with an XML declaration raises and is no faster.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None, False
    last = parser.error_log.last_error
    return root, last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


def _flat(markup: str) -> str:
    """Rewrite a page that is nested deeper than the parser goes (2,048): text in plain paragraphs.

    Only unclosed tags by the thousand do that. The markup's evidence is lost, no text is.
    """

    def plain(tag: re.Match[str]) -> str:
        code = _CODES.get(tag[2].lower(), _INLINE)
        if code == _SKIP:
            return tag[0]
        return "" if code in (_INLINE, _LINK) else "<p>"

    return _ANY_TAG.sub(plain, markup)


# --------------------------------------------------------------------------------------------- tags

_INLINE, _LINK, _BLOCK, _BREAK, _SKIP, _IMAGE, _CELL, _ROW, _EITHER, _HEAD, _META, _RULE, _QUIET, _VOID = range(14)

_TAGS = {
    _INLINE: (
        "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt ruby s"
        " samp small span strike strong sub sup time tt u var wbr picture meter progress slot blink"
    ),
    _LINK: "a",
    _BLOCK: (
        "html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol p plaintext pre search"
        " section summary table tbody tfoot thead ul xmp frameset noframes"
    ),
    _BREAK: "br",
    _SKIP: (
        "script style svg template iframe select option optgroup textarea datalist canvas map area applet"
        " param col colgroup input frame base noembed math"
    ),
    _IMAGE: "img amp-img",
    _CELL: "td th",
    _ROW: "tr",
    _EITHER: "button",
    _HEAD: "head",
    _META: "meta link title",
    _RULE: "hr",
    _QUIET: "noscript object video audio",
    _VOID: "source track embed",
}
_CODES: dict[Any, int] = {tag: code for code, tags in _TAGS.items() for tag in tags.split()}

_KINDS = {
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

_CREDITS = dict.fromkeys(("cite", "small"), WORDS["caption"])
"""Inline elements that hold the credit where they stand in a figure."""
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_TELLING = _HIDING | {"id", "itemprop", "role"}
"""Attributes, beside the class, that say something about a block."""
_PICTURE = WORDS["media"] | WORDS["caption"]
_MARKED = _PICTURE | CREDIT | WORDS["byline"] | WORDS["meta"] | WORDS["share"] | WORDS["ad"] | WORDS["related"]
_UNDISPLAYED = re.compile(r"display\s*:\s*none", re.I)
_INVISIBLE = "\u200b\u2060\ufeff\xad"


_new_box: Any = partial(tuple.__new__, Box)
_new_markup: Any = partial(tuple.__new__, Markup)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple: two per element."""


# --------------------------------------------------------------------------------------------- walk


class _Walk:
    """One pass over a tree, by an explicit stack.

    On the stack stand elements still to be visited, tails (str), ends of block elements (a tuple:
    the box around, whether that is in a row, the tail) and ends of inline elements that were noted
    (any int).

    `parts` holds the text of the block that is being read; it never starts with a blank part, so
    "has parts" means "has text". `open` holds the links and marked inline elements that are open, as
    [index of the part where they start in this block, what they are, the list they are noted in].
    """

    def __init__(self) -> None:
        self.box = Box(0, None, "", "line", 0, 0, 0, 0, -1)
        self.parts: list[str] = []
        self.open: list[list[Any]] = []
        self.links: list[tuple[int, int, str]] = []
        self.marks: list[tuple[int, int, int]] = []
        self.texts: list[str] = []
        self.kinds: list[str] = []
        self.markups: list[Markup] = []
        self.places: list[Box] = []
        self.images: list[tuple[str, str, int, Box]] = []
        self.pictures: set[int] = set()
        self.items: set[int] = set()
        self.in_row = False
        self.broken = self.boxes = self.figures = 0
        self.styles: dict[tuple[str, str], tuple[int, int, int, str | None]] = {}
        self.json_ld: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.stack: list[Any] = []

    def run(self, root: _Element) -> None:  # noqa: C901, PLR0912 - every step is taken a thousand times a page
        """Walk through `root` and all below it; its tail is not part of it."""
        stack, parts, codes = self.stack, self.parts, _CODES
        stack.append(root)
        while stack:
            item = stack.pop()
            what = item.__class__
            if what is str:
                if parts or not item.isspace():
                    parts.append(item)
                continue
            if what is tuple:
                if parts:
                    self.flush()
                self.box, self.in_row, tail = item
                if tail and not tail.isspace():
                    parts.append(tail)
                continue
            if what is int:
                self.close_inline()
                continue
            tail = item.tail if item is not root else None
            code = codes.get(item.tag)
            if code is None or code == _EITHER:
                code = self.resolve(item, tail)
            if code == _INLINE or code == _LINK:  # noqa: PLR1714, SIM109 - comparing twice is faster
                if tail:
                    stack.append(tail)
                attributes = item.items()
                if (attributes or self.box.figure >= 0) and not self.open_inline(item, code, attributes):
                    continue
            elif not (self.open_block(item, tail) if code == _BLOCK else self.special(item, code, tail)):
                continue
            if len(item):
                stack += item[::-1]
            text = item.text
            if text and (parts or not text.isspace()):
                parts.append(text)
        if parts:
            self.flush()

    def resolve(self, item: Any, tail: str | None) -> int:
        """Tell what a button, a custom element or a name the table does not have is treated as."""
        tag = item.tag
        if not isinstance(tag, str):
            return _SKIP  # comments and processing instructions of trees that others parsed
        name = tag.rpartition("}")[2].lower()
        code = _CODES.get(name, _EITHER if "-" in name or ":" in name else _INLINE)
        if code != _EITHER:
            return code
        if tail and not tail.isspace():
            return _INLINE
        if name != "button":
            if "image" in name and item.get("src"):
                self.image(item)
            return _INLINE if self.parts else _BLOCK
        # A button inside a sentence explains a term; behind or before one it is an offer.
        after = item.getnext()
        between = after is not None and _CODES.get(after.tag) in (_INLINE, _LINK)
        return _INLINE if self.parts and (between or not "".join(item.itertext()).strip()) else _BLOCK

    # Inline elements

    def open_inline(self, item: Any, code: int, attributes: list[tuple[str, str]]) -> bool:
        """Open an inline element with attributes; False where it is not shown."""
        href, bits = None, _CREDITS.get(item.tag, 0) if self.box.figure >= 0 else 0
        for name, value in attributes:
            if name == "class" or name == "itemprop":  # noqa: PLR1714 - comparing twice is faster than a set
                bits |= word_bits(value)
            elif name == "href":
                href = value
            elif name in _HIDING:
                bits |= _unseen(item, name, value)
        parts = self.parts
        if bits & SCREEN_READER or (bits & HOVER_BOX and parts):
            return False
        if parts and parts[-1][-1] not in " \n\t" and (bits & LINE_BREAK or _has_seam(item)):
            if bits & LINE_BREAK and not item.text and not len(item):
                self.line_break(item)
            else:
                parts.append(" ")
        elif parts and self.box.kind == "figcaption" and _ends(parts[-1], item.text):
            parts.append(" ")  # "<figcaption>The quay.<span>Ana Noll</span>": style sheets part the two
        if href is not None and code == _LINK:
            if self.open:
                self.end_outer_link()
            self.open.append([len(parts), href, self.links])
            self.stack.append(1)
        if bits & _MARKED or self.box.kind == "figcaption":
            self.open.append([len(parts), bits, self.marks])
            self.stack.append(1)
        return True

    def end_outer_link(self) -> None:
        """A link inside a link ends the outer one, as in browsers; boxes between them deceive the parser."""
        for entry in self.open:
            start, what, noted = entry
            if noted is self.links and what is not None:
                if start < len(self.parts):
                    noted.append((start, len(self.parts), what))
                entry[1] = None

    def close_inline(self) -> None:
        """Note where a link or a marked element stood in the block's parts."""
        start, what, noted = self.open.pop()
        end = len(self.parts)
        if start < end and what is not None:
            noted.append((start, end, what))

    # Block elements

    def open_block(self, item: Any, tail: str | None, kind: str | None = None) -> bool:  # noqa: C901 - as in run
        """Open a block element; False where it is not shown."""
        if self.in_row:
            self.parts.append(" ")
            self.stack.append(" " + (tail or ""))
            return True
        if self.parts:
            self.flush()
        outer = self.box
        tag = item.tag
        style = names = ""
        _, _, _, around, zones, beside, above, _, figure = outer
        own = 0
        for name, value in item.items():
            if name == "class":
                style = value
            elif name not in _TELLING:  # most attributes are the scripts'
                continue
            elif name == "id" or name == "itemprop":  # noqa: PLR1714 - comparing twice is faster than a set
                names += " " + value
            elif name == "role":
                zones |= ROLE_ZONES.get(value, 0)
                kind = "heading" if value == "heading" else kind
            elif (unseen := _unseen(item, name, value)) and tag not in _PAGE:
                if name != "aria-hidden" and not self.is_walled(item):
                    return self.skip(tail)
                own |= unseen & WORDS["hidden"]
        known = self.styles.get((tag, style))
        if known is None:
            bits = word_bits(style) if style and tag not in _PAGE else 0
            zone, given = TAG_ZONES.get(tag, 0), _KINDS.get(tag)
            known = self.styles[tag, style] = (len(self.styles), bits, zone, given)
        number, bits, zone, given = known
        if names and tag not in _PAGE:
            bits |= word_bits(names)
        if tag in ("figure", "figcaption"):
            figure = self.figure_of(tag, outer)
        self.boxes += 1
        self.stack.append((outer, False, tail))
        self.box = _new_box(
            (
                self.boxes, outer, tag, kind or given or around, zones | zone, own | bits,
                above | beside, number, figure,
            )
        )  # fmt: skip
        return True

    def figure_of(self, tag: str, outer: Box) -> int:
        """Return the number of a figure; a caption without one makes the box around it a picture's."""
        if tag == "figure":
            self.figures += 1
            return self.figures - 1
        if outer.figure < 0 and outer.tag not in _LARGE:
            self.pictures.add(outer.number)
        return outer.figure

    def is_walled(self, item: Any) -> bool:
        """Tell whether a hidden box is the part of the story behind a paywall: JSON-LD's story holds its text too."""
        if not word_bits(item.get("class") or "") & WORDS["paywall"]:
            return False
        probe = _letters("".join(item.itertext())[:_PROBE])
        return len(probe) > _PROBE // 2 and probe in _letters(read_metadata(self.json_ld, ()).article_body or "")

    def skip(self, tail: str | None) -> bool:
        """Leave an element out, but not what stands behind it."""
        if tail:
            self.stack.append(tail)
        return False

    # The rest

    def special(self, item: Any, code: int, tail: str | None) -> bool:
        """Handle the tags that are neither block nor inline; False where their content is done with."""
        if code == _BREAK:
            self.line_break(item)
        elif code == _IMAGE:
            self.image(item)
        elif code == _CELL:
            if not self.in_row:
                return self.open_block(item, tail)
            if self.parts and "".join(item.itertext()).strip():
                self.parts.append(_TAB)
            self.stack.append(" " + (tail or ""))
            return True
        elif code == _ROW:
            if self.in_row or not _is_row(item):
                return self.open_block(item, tail)
            self.in_row = self.open_block(item, tail, "row")
            return self.in_row
        elif code == _RULE:
            if self.parts and not self.in_row:
                self.flush()
        else:
            self.data(item, code)
        # Void elements end at once, but the parser nests what follows in those that it does not know.
        return self.skip(tail) or code == _VOID

    def data(self, item: Any, code: int) -> None:
        """Take from an element that is not shown what the page says about itself."""
        if code == _HEAD:
            for found in item.iter("meta", "link", "title", "script"):
                self.data(found, _META)
        elif code == _QUIET:
            # The page without JavaScript is not what a reader sees, but lazy pictures are only there.
            if item.get("poster"):
                self.image(item)
            for found in item.iter("img"):
                self.image(found)
        elif item.tag == "script":
            if "ld+json" in (item.get("type") or ""):
                self.json_ld.append(item.text or "")
        elif item.tag == "meta":
            name = item.get("property") or item.get("name") or item.get("itemprop")
            if name:
                self.metas.append((name.lower(), item.get("content") or ""))
        elif item.tag == "title":
            self.metas.append(("title", item.text or ""))
        elif item.tag == "link" and item.get("rel") == "canonical":
            self.metas.append(("canonical", item.get("href") or ""))

    def line_break(self, item: Any) -> None:
        """End the line: a new block, but a space inside headings, links and sentences.

        Sites part paragraphs by `<br>` as they do by `<p>`, list lines and credits too. A break with
        a small letter behind it and no end of a sentence before it only wraps the line.
        """
        parts = self.parts
        if not parts:
            return
        if self.box.kind == "pre":
            parts.append("\n")
        elif self.in_row:
            parts.append(" ")
        elif self.broken and not "".join(parts[self.broken :]).strip():
            self.flush()  # the second break with nothing between
        elif self.box.kind == "heading" or _goes_on(parts, item, self.in_inline()):
            parts.append(" ")
            self.broken = len(parts)
        else:
            self.flush()

    def in_inline(self) -> bool:
        """Tell whether a link or an inline element whose class says something is open."""
        return any(what != 0 for _, what, _ in self.open)

    def image(self, item: Any) -> None:
        """Note an image, and the box around it that its class calls a picture's."""
        source = next((v for v in map(item.get, _SOURCES) if v and not v.startswith("data:")), "")
        if self.images and source and self.images[-1][0] == source:
            return
        self.images.append((source, item.get("alt") or "", len(self.texts) + bool(self.parts), self.box))
        box: Box | None = self.box
        best = None
        for _ in range(_REACH):
            if box is None or box.figure >= 0 or box.tag in _LARGE:
                break
            if box.own & _PICTURE and not box.own & WORDS["byline"]:
                best = box.number
            elif box.own & WORDS["content"]:
                break
            box = box.parent
        if best is not None:
            self.pictures.add(best)

    # Blocks

    def flush(self) -> None:
        """Write down the block that was read."""
        parts, box = self.parts, self.box
        if self.open:
            self.cut_open(len(parts))
        kind = box.kind
        text = "".join(parts)
        text = _SHAPES[kind](text) if kind in _SHAPES else _squash(text)
        own, linked, links, marks = box.own, 0.0, _NONE, _NONE
        if self.links or self.marks:
            if text:
                own, linked, links, marks = self.evidence(text)
            self.links.clear()
            self.marks.clear()
        if text:
            parent = box.parent or box
            self.texts.append(text)
            self.kinds.append(kind if kind != "item" or self.is_first(box) else "line")
            self.places.append(box)
            self.markups.append(
                _new_markup(
                    (
                        box.tag, box.zones, own, box.above, linked, parent.number,
                        parent.parent.number if parent.parent else 0, box.style, box.figure, links, marks, box,
                    )
                )
            )  # fmt: skip
        parts.clear()
        self.broken = 0

    def cut_open(self, size: int) -> None:
        """Note the links and marks that go on behind this block, and start them anew in the next."""
        for entry in self.open:
            start, what, noted = entry
            if start < size and what is not None:
                noted.append((start, size, what))
            entry[0] = 0

    def evidence(self, text: str) -> tuple[int, float, tuple[Any, ...], tuple[Any, ...]]:
        """Return the block's own bits, its link share, links and marks.

        A mark on the whole block is the block's own.
        """
        parts, links, own = self.parts, self.links, self.box.own
        size = len(text)
        if not self.marks and len(links) == 1:
            start, end, href = links[0]
            if start == 0 and (end == len(parts) or not "".join(parts[end:]).strip()):
                return own, 1.0, ((0, size, href),), _NONE
        starts, ends = _places(parts, text, self.box.kind)
        placed = sorted([(starts[a], ends[b - 1], href) for a, b, href in links if starts[a] < ends[b - 1]])
        marks = sorted([(starts[a], ends[b - 1], bits) for a, b, bits in self.marks if starts[a] < ends[b - 1]])
        for start, end, bits in marks:
            if end - start == size:
                own |= bits
        return own, sum([end - start for start, end, _ in placed]) / size, tuple(placed), tuple(marks)

    def is_first(self, box: Box) -> bool:
        """Tell whether a list item has no block yet; only its first block is an item."""
        item: Box | None = box
        while item is not None and item.tag not in ("li", "dt", "dd"):
            item = item.parent
        if item is None or item.number in self.items:
            return False
        self.items.add(item.number)
        return True

    def document(self, url: str | None, title: str | None) -> Document:
        """Put the page together."""
        texts, markups = self.texts, self.markups
        source = "\n".join(texts)
        sizes = list(map(len, texts))
        ends = list(map(add, accumulate(sizes), count()))
        starts = list(map(sub, ends, sizes))
        figures = self.figure_numbers()
        if figures:
            for index, box in enumerate(self.places):
                if box.number in figures:
                    markups[index] = markups[index]._replace(figure=figures[box.number])
        keys = _keys(source, texts)
        blocks = Blocks(texts, starts, ends, keys, [0] * len(texts), self.kinds, markups)
        images = tuple(Image(src, alt, at, figures.get(box.number, box.figure)) for src, alt, at, box in self.images)
        metadata = read_metadata(self.json_ld, self.metas, url=url)
        return Document(source, blocks, "html", url, title, metadata, images)

    def figure_numbers(self) -> dict[int, int]:
        """Return the figure of each box that stands in a picture's box, where that box is small.

        "media" and "gallery" name whole articles too; a picture's box holds a caption, not a story.
        """
        if not self.pictures:
            return {}
        owner: dict[int, int] = {}
        size: dict[int, int] = {}
        for text, place in zip(self.texts, self.places, strict=True):
            found = self.picture_of(place, owner)
            if found >= 0:
                size[found] = size.get(found, 0) + len(text)
        for _, _, _, box in self.images:
            self.picture_of(box, owner)
        numbers: dict[int, int] = {}
        figures: dict[int, int] = {}
        for box_number, picture in owner.items():
            if picture >= 0 and size.get(picture, 0) <= _CAPTION_MAX:
                figures[box_number] = numbers.setdefault(picture, self.figures + len(numbers))
        return figures

    def picture_of(self, box: Box, owner: dict[int, int]) -> int:
        """Return the number of the picture box that `box` stands in, -1 for none."""
        known = owner.get(box.number)
        if known is not None:
            return known
        found = -1
        at: Box | None = box
        for _ in range(_REACH):
            if at is None or at.figure >= 0:
                break
            if at.number in self.pictures:
                found = at.number
            at = at.parent
        owner[box.number] = found
        return found


_PAGE = frozenset(("html", "body"))
_LARGE = frozenset(("html", "body", "main", "article", "section", "table", "ul", "ol"))
_REACH = 5
"""Levels between an image and the box that holds its caption; more are columns of the page."""
_CAPTION_MAX = 800
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset", "poster")


_PROBE = 200
"""Characters of a hidden box that are looked for in the story that JSON-LD repeats."""


def _letters(text: str) -> str:
    """Return letters and digits only: what two copies of a text agree in."""
    return "".join(filter(str.isalnum, text))


def _unseen(item: Any, name: str, value: str) -> int:
    """Return bits where an attribute says that a reader does not see the element."""
    if name == "style":
        return SCREEN_READER if "none" in value and _UNDISPLAYED.search(value) else 0
    if name == "hidden":
        # React streams what it shows later into hidden boxes called "S:0", "S:1" …
        return 0 if (item.get("id") or "").startswith("S:") else SCREEN_READER
    if name == "aria-hidden" and value == "true":
        return WORDS["hidden"] | (SCREEN_READER if _CODES.get(item.tag) in _SEAMED and _is_icon(item) else 0)
    return 0


def _is_icon(item: Any) -> bool:
    """Tell whether an inline element holds no letter or digit ("×", an icon font's character)."""
    return not any(char.isalnum() for text in item.itertext() for char in text)


def _goes_on(parts: list[str], item: Any, linked: bool) -> bool:
    """Tell whether a sentence, or the text of a link, goes on behind a line break."""
    follows = (item.tail or "").lstrip()
    if not follows:
        after = item.getnext()
        if after is None:
            return False
        follows = (after.text or "").lstrip() if isinstance(after.tag, str) else ""
    if linked:
        return True
    if follows.startswith(("http", "www.")):
        return False
    last = parts[-1].rstrip()
    return follows[:1].islower() and not (last and last[-1] in '.!?…:;"”“»')


def _has_seam(item: Any) -> bool:
    """Tell whether an inline element touches the one before it although they are parted by style.

    `<span class="time">10:30</span><span class="place">Oslo</span>` shows with a gap that the style
    sheet makes. Elements of the same class are pieces of one word, and so is a single letter (drop cap).
    """
    before = item.getprevious()
    if before is None or before.tail or _CODES.get(before.tag) not in _SEAMED or len(before.text or "  ") < 2:
        return False
    if before.tag == "a" and item.tag == "a":
        return bool(before.get("href") != item.get("href"))
    if before.tag in ("button", "time", "label") or item.tag in ("button", "time", "label"):
        return True
    return bool((before.get("class") or "") != (item.get("class") or "") and before.get("class"))


def _ends(part: str, follows: str | None) -> bool:
    """Tell whether a sentence ends with this part of a caption; a capital and a full stop are initials."""
    if part[-1] not in ".!?)”»" or part[-2:-1].isupper():
        return False
    return follows is not None and (follows[:1].isupper() or follows[:1] in ("(", "©", "["))


_SEAMED = (_INLINE, _LINK, _EITHER)
_LAYOUT = (
    "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "form", "article",
    "section", "pre", "header", "nav",
)  # fmt: skip
_ROW_MAX = 600


def _is_row(row: Any) -> bool:
    """Tell a row of data from a table that only lays out the page.

    Data cells hold a few words each; paragraphs, lists and headings in a cell mean columns.
    """
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter(*_LAYOUT), None) is not None:
        return False
    if sum(1 for _ in row.iter("p", "div")) > 2 * len(cells) or sum(1 for _ in row.iter("br")) > 3 * len(cells):
        return False
    return sum(len(text) for text in row.itertext()) <= _ROW_MAX * len(cells) and all(
        sum(1 for _ in cell.iter("p")) < 2 for cell in cells
    )


def _squash(text: str) -> str:
    """Collapse white space and drop what has no width (soft hyphens, zero-width spaces)."""
    if not text.isascii():
        for char in _INVISIBLE:
            if char in text:
                text = text.replace(char, "")
    return " ".join(text.split())


def _trim(text: str) -> str:
    """Keep the lines of preformatted text, without the blank ones around it."""
    for char in _INVISIBLE:
        text = text.replace(char, "")
    return text.replace("\r\n", "\n").strip("\n").rstrip() if text.strip() else ""


def _cells(text: str) -> str:
    """Squash the cells of a row, a tab between them; cells without text are left out."""
    return "\t".join(cell for cell in map(_squash, text.split(_TAB)) if cell)


_TAB = "\ufdd0"
"""Stands for the tab between cells until the row is squashed; a noncharacter, so no page has it."""
_SHAPES: dict[str, Callable[[str], str]] = {"pre": _trim, "row": _cells}


_NONE: tuple[Any, ...] = ()


def _places(parts: list[str], text: str, kind: str) -> tuple[list[int], list[int]]:
    """Return where each part starts and ends in the block's text.

    What a part looks like squashed stands in the squashed text too, behind where the last part
    ended, so one `find` each places them all.
    """
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for part in parts:
        shown = _squash(part) if kind != "pre" else _trim(part).strip()
        start = text.find(shown, at) if shown and shown != _TAB else -1
        starts.append(max(start, at))
        at = start + len(shown) if start >= 0 else at
        ends.append(at)
    return starts, ends


def _keys(source: str, texts: Sequence[str]) -> list[str]:
    """Return the gate key of each block, made in a few passes over the whole page (see `gate_key`)."""
    keys = gate_keys(source)
    if len(keys) != len(texts):  # preformatted blocks have lines of their own
        return [gate_key(text) for text in texts]
    return keys


# -------------------------------------------------------------------------------------------- picks


@cache
def find_by_css(css: str) -> Callable[[_Element], list[_Element]]:
    """Translate a CSS selector, once, to a function that finds its elements in a tree.

    Raises:
        RuleError: The package that knows CSS is not installed, or the selector makes no sense to it.

    Example:
        >>> find_by_css("p >")
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: selector 'p >' makes no sense: Expected selector, got <EOF at 3>...
    """
    try:
        from cssselect import SelectorError  # noqa: PLC0415 - an extra, for packs with selectors only
        from lxml.cssselect import CSSSelector  # noqa: PLC0415
    except ImportError as error:
        raise RuleError("selectors need the package cssselect; pip install 'newsclean[css]'") from error
    try:
        found: Any = CSSSelector(css, translator="html")
    except SelectorError as error:
        raise RuleError(f"selector {css!r} makes no sense: {error}; write it as in a style sheet") from error
    return found  # type: ignore[no-any-return]


class _PickingWalk(_Walk):
    """A walk that notes which blocks, or parts of blocks, stand in elements that selectors name.

    It reads all else as the other walk does, so that a selector never changes the page's text.

    Args:
        rules: The rules with the selectors.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self.rules = rules
        self.wanted: dict[_Element, list[Rule]] = {}
        self.bare: set[_Element] = set()
        self.boxes_of: dict[int, list[Rule]] = {}
        self.pieces: list[tuple[int, int, list[Rule]]] = []
        self.picks: list[Pick] = []

    def run(self, root: _Element) -> None:
        """Walk through `root`, which is the walk's own to change, and all below it."""
        for rule in self.rules:
            for item in find_by_css(rule.selector.css)(root) if rule.selector else ():
                self.wanted.setdefault(item, []).append(rule)
        self.bare = {item for item in self.wanted if not item.attrib}
        for item in self.bare:
            item.set(_PICKED, "")  # or the walk would pass over it, if it is an inline element
        super().run(root)

    def open_block(self, item: Any, tail: str | None, kind: str | None = None) -> bool:
        """Open a block element, and note the box or the piece of a row that it is."""
        outer = self.box
        shown = super().open_block(item, tail, kind)
        if shown and item in self.wanted:
            if self.box is outer:
                self.begin(item)
            else:
                self.boxes_of[self.box.number] = self.wanted[item]
        return shown

    def open_inline(self, item: Any, code: int, attributes: list[tuple[str, str]]) -> bool:
        """Open an inline element, and note where it begins."""
        passed_over = item in self.bare and self.box.figure < 0
        shown = passed_over or super().open_inline(item, code, attributes)
        if shown and item in self.wanted:
            self.begin(item)
        return shown

    def special(self, item: Any, code: int, tail: str | None) -> bool:
        """Handle the other tags; cells of a row are pieces of its block."""
        in_row = self.in_row
        shown = super().special(item, code, tail)
        if shown and in_row and code == _CELL and item in self.wanted:
            self.begin(item)
        return shown

    def in_inline(self) -> bool:
        """Tell whether a link or a marked inline element is open; pieces do not count."""
        return any(what != 0 and noted is not self.pieces for _, what, noted in self.open)

    def begin(self, item: Any) -> None:
        """Note that a piece of the block begins; `close_inline` notes its end."""
        self.open.append([len(self.parts), self.wanted[item], self.pieces])
        self.stack.append(1)

    def flush(self) -> None:
        """Write down the block that was read, with the pieces of it that were noted."""
        parts, kind, index = list(self.parts), self.box.kind, len(self.texts)
        super().flush()
        if self.pieces and len(self.texts) > index:
            starts, ends = _places(parts, self.texts[index], kind)
            for low, high, rules in self.pieces:
                self.pick(rules, index, starts[low], ends[high - 1])
        self.pieces.clear()

    def pick(self, rules: list[Rule], index: int, start: int, end: int) -> None:
        """Note what a selector of each rule names."""
        if start < end:
            self.picks += [Pick(rule.id, rule.selector.part, index, start, end) for rule in rules if rule.selector]

    def document(self, url: str | None, title: str | None) -> Document:
        """Put the page together; a block that is picked as a whole and in parts is picked as a whole."""
        for index, place in enumerate(self.places):
            box: Box | None = place
            while box is not None:
                self.pick(self.boxes_of.get(box.number, []), index, 0, len(self.texts[index]))
                box = box.parent
        whole = {pick for pick in self.picks if pick.end - pick.start == len(self.texts[pick.block])}
        settled = {(pick.rule, pick.block) for pick in whole}
        parts = {pick for pick in self.picks if (pick.rule, pick.block) not in settled}
        picks = tuple(sorted(whole | parts, key=lambda pick: pick[2:]))
        return super().document(url, title)._replace(picks=picks)


_PICKED = "data-picked"
