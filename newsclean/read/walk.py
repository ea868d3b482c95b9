"""The walk over the tree: once, without recursion, a block wherever a browser would start a new line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from newsclean.metadata import read_metadata
from newsclean.model import Box
from newsclean.read.lines import PICTURE, Lines
from newsclean.read.shape import TAB
from newsclean.read.shown import bits_unseen, ends_sentence, goes_on, has_own_line, has_seam, is_row
from newsclean.read.tags import (
    BLOCK,
    BREAK,
    CELL,
    CODES,
    EITHER,
    HEAD,
    IMAGE,
    INLINE,
    KINDS,
    LARGE,
    LINK,
    META,
    PAGE,
    QUIET,
    ROW,
    RULE,
    SKIP,
    VOID,
)
from newsclean.read.zones import CREDIT, HOVER_BOX, LINE_BREAK, ROLE_ZONES, SCREEN_READER, TAG_ZONES, WORDS, word_bits

if TYPE_CHECKING:
    from newsclean.read.parse import Element


_CREDITS = dict.fromkeys(("cite", "small"), WORDS["caption"])
"""Inline elements that hold the credit where they stand in a figure."""
_HIDING = frozenset(("style", "hidden", "aria-hidden", "role"))
_TELLING = _HIDING | {"id", "itemprop"}
"""Attributes, beside the class, that say something about a block."""
_MARKED = PICTURE | CREDIT | WORDS["byline"] | WORDS["meta"] | WORDS["share"] | WORDS["ad"] | WORDS["related"]
_NAME_MAX = 60
"""Characters of an author's name; a longer text in an author's element tells more than that."""
_PROBE = 200
"""Characters of a hidden box that are looked for in the story that JSON-LD repeats."""
_new_box: Any = partial(tuple.__new__, Box)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple: one per element."""


class Walk(Lines):
    """One pass over a tree, by an explicit stack.

    On the stack stand elements still to be visited, tails (str), ends of block elements (a tuple:
    the box around, whether that is in a row, the tail) and ends of inline elements that were noted
    (any int).
    """

    def __init__(self) -> None:
        super().__init__()
        self.in_row = False
        self.boxes = 0
        self.styles: dict[tuple[str, str], tuple[int, int, int, str | None]] = {}
        self.stack: list[Any] = []

    def run(self, root: Element) -> None:  # noqa: C901, PLR0912 - every step is taken a thousand times a page
        """Walk through `root` and all below it; its tail is not part of it."""
        stack, parts, codes = self.stack, self.parts, CODES
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
            if code is None or code == EITHER:
                code = self.resolve(item, tail)
            if code == INLINE or code == LINK:  # noqa: PLR1714, SIM109 - comparing twice is faster
                if tail:
                    stack.append(tail)
                attributes = item.items()
                if (attributes or self.box.figure >= 0) and not self.open_inline(item, code, attributes):
                    continue
            elif not (self.open_block(item, tail) if code == BLOCK else self.special(item, code, tail)):
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
            return SKIP  # comments and processing instructions of trees that others parsed
        name = tag.rpartition("}")[2].lower()
        code = CODES.get(name, EITHER if "-" in name or ":" in name else INLINE)
        if code != EITHER:
            return code
        if tail and not tail.isspace():
            return INLINE
        if name != "button":
            if "image" in name and item.get("src"):
                self.image(item)
            return INLINE if self.parts else BLOCK
        # A button inside a sentence explains a term; behind or before one it is an offer.
        after = item.getnext()
        between = after is not None and CODES.get(after.tag) in (INLINE, LINK)
        return INLINE if self.parts and (between or not "".join(item.itertext()).strip()) else BLOCK

    # Inline elements

    def open_inline(self, item: Any, code: int, attributes: list[tuple[str, str]]) -> bool:  # noqa: C901, PLR0912 - as in run
        """Open an inline element with attributes; False where it is not shown."""
        href, bits = None, _CREDITS.get(item.tag, 0) if self.box.figure >= 0 else 0
        for name, value in attributes:
            if name == "class":
                bits |= word_bits(value)
            elif name == "href":
                href = value
            elif name == "itemprop" or (name == "rel" and value == "author"):
                bits |= word_bits(value) if name == "itemprop" else 0
                self.told(item, value)
            elif name in _HIDING:
                bits |= bits_unseen(item, name, value)
        parts = self.parts
        if bits & SCREEN_READER or (bits & HOVER_BOX and parts):
            return False
        if code == INLINE and not self.in_row and has_own_line(item):
            tail = item.tail
            if tail:
                self.stack.pop()
            return self.open_block(item, tail)
        if parts and parts[-1][-1] not in " \n\t" and (bits & LINE_BREAK or has_seam(item)):
            if bits & LINE_BREAK and not item.text and not len(item):
                self.line_break(item)
            else:
                parts.append(" ")
        elif parts and self.box.kind == "figcaption" and ends_sentence(parts[-1], item.text):
            parts.append(" ")  # "<figcaption>The quay.<span>Ana Noll</span>": style sheets part the two
        if href is not None and code == LINK:
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

    def open_block(self, item: Any, tail: str | None, kind: str | None = None) -> bool:  # noqa: C901, PLR0912 - as in run
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
                if name == "itemprop":
                    self.told(item, value)
            elif name == "role" and value != "tooltip":
                zones |= ROLE_ZONES.get(value, 0)
                kind = "heading" if value == "heading" else kind
            elif (unseen := bits_unseen(item, name, value)) and tag not in PAGE:
                if name != "aria-hidden" and not self.is_walled(item):
                    return self.skip(tail)
                own |= unseen & WORDS["hidden"]
        known = self.styles.get((tag, style))
        if known is None:
            bits = word_bits(style) if style and tag not in PAGE else 0
            zone, given = TAG_ZONES.get(tag, 0), KINDS.get(tag)
            known = self.styles[tag, style] = (len(self.styles), bits, zone, given)
        number, bits, zone, given = known
        if names and tag not in PAGE:
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
        if outer.figure < 0 and outer.tag not in LARGE:
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
        if code == BREAK:
            self.line_break(item)
        elif code == IMAGE:
            self.image(item)
        elif code == CELL:
            if not self.in_row:
                return self.open_block(item, tail)
            if self.parts and "".join(item.itertext()).strip():
                self.parts.append(TAB)
            self.stack.append(" " + (tail or ""))
            return True
        elif code == ROW:
            if self.in_row or not is_row(item):
                return self.open_block(item, tail)
            self.in_row = self.open_block(item, tail, "row")
            return self.in_row
        elif code == RULE:
            if self.parts and not self.in_row:
                self.flush()
        else:
            self.data(item, code)
        # Void elements end at once, but the parser nests what follows in those that it does not know.
        return self.skip(tail) or code == VOID

    def data(self, item: Any, code: int) -> None:
        """Take from an element that is not shown what the page says about itself."""
        if code == HEAD:
            for found in item.iter("meta", "link", "title", "script", "base"):
                self.data(found, META)
        elif code == QUIET:
            # The page without JavaScript is not what a reader sees, but lazy pictures are only there.
            if item.get("poster") or (item.tag == "video" and self.box.figure >= 0):
                self.image(item)
            for found in item.iter("img"):
                self.image(found)
        elif item.tag == "iframe":
            if self.box.figure >= 0:
                self.image(item)
        elif item.tag == "script":
            if "ld+json" in (item.get("type") or "").lower():
                self.json_ld.append(item.text or "")
        elif code == META:
            self.meta(item)

    def meta(self, item: Any) -> None:
        """Take what a tag of the head says."""
        if item.tag == "meta":
            name = item.get("property") or item.get("name") or item.get("itemprop") or item.get("http-equiv")
            if name:
                self.metas.append((name.lower(), item.get("content") or ""))
        elif item.tag == "title":
            self.metas.append(("title", item.text or ""))
        elif item.tag == "base":
            self.metas.append(("base", item.get("href") or ""))
        elif "canonical" in (item.get("rel") or "").lower().split():
            self.metas.append(("canonical", item.get("href") or ""))

    def told(self, item: Any, name: str) -> None:
        """Take from an element of the page's text what microdata, or a link to its author, say about the page."""
        if name == "author":
            text = " ".join("".join(item.itertext()).split())
            if 0 < len(text) <= _NAME_MAX:
                self.metas.append(("shown:author", text))
        elif name in ("datePublished", "dateModified"):
            self.metas.append(("shown:" + name, item.get("datetime") or item.get("content") or ""))

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
        elif self.box.kind == "heading" or goes_on(parts, item, self.in_inline()):
            parts.append(" ")
            self.broken = len(parts)
        else:
            self.flush()

    def in_inline(self) -> bool:
        """Tell whether a link or an inline element whose class says something is open."""
        return any(what != 0 for _, what, _ in self.open)


def _letters(text: str) -> str:
    """Return letters and digits only: what two copies of a text agree in."""
    return "".join(filter(str.isalnum, text))
