"""What the walk writes down, and the document that is made of it: lines, their evidence, images and their boxes."""

from __future__ import annotations

from functools import partial
from itertools import accumulate, count
from operator import add, sub
from typing import Any

from newsclean.metadata import join_address, read_metadata
from newsclean.model import Blocks, Box, Document, Image, Markup
from newsclean.read.media import has_slight_text_below, media_bits, source_of
from newsclean.read.shape import SHAPES, line_keys, places_of, squash
from newsclean.read.tags import LARGE
from newsclean.read.zones import WORDS

PICTURE = WORDS["media"] | WORDS["caption"]
"""What the class of a box around a picture says."""
_REACH = 5
"""Levels between an image and the box that holds its caption; more are columns of the page."""
_CAPTION_MAX = 800
_HEADLINE_MIN = 15
"""Characters of an `<h1>` that tells which of JSON-LD's articles is the page's; less may be the site's name."""
_NONE: tuple[Any, ...] = ()
_new_markup: Any = partial(tuple.__new__, Markup)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple: one per block."""


class Lines:
    """What a walk writes down: the blocks, and what the page says about itself.

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
        self.images: list[tuple[str, str, int, Box, int, bool]] = []
        self.pictures: set[int] = set()
        self.items: set[int] = set()
        self.broken = self.figures = 0
        self.json_ld: list[str] = []
        self.metas: list[tuple[str, str]] = []

    def image(self, item: Any) -> None:
        """Note an image, and the box around it that its class calls a picture's."""
        source = source_of(item)
        if self.images and source and self.images[-1][0] == source:
            return
        place = len(self.texts) + bool(self.parts)
        bits = media_bits(item)
        self.images.append((source, item.get("alt") or "", place, self.box, bits, has_slight_text_below(item)))
        box: Box | None = self.box
        best = None
        for _ in range(_REACH):
            if box is None or box.figure >= 0 or box.tag in LARGE:
                break
            if box.own & PICTURE and not box.own & WORDS["byline"]:
                best = box.number
            elif box.own & WORDS["content"]:
                break
            box = box.parent
        if best is not None:
            self.pictures.add(best)

    def flush(self) -> None:
        """Write down the block that was read."""
        parts, box = self.parts, self.box
        if self.open:
            self.cut_open(len(parts))
        _, outer, tag, kind, zones, own, above, style, figure = box
        text = "".join(parts)
        text = SHAPES[kind](text) if kind in SHAPES else squash(text)
        linked, links, marks = 0.0, _NONE, _NONE
        if self.links or self.marks:
            if text:
                own, linked, links, marks = self.evidence(text)
            self.links.clear()
            self.marks.clear()
        if text:
            parent, around, *_ = outer or box
            grandparent = around.number if around else 0
            self.texts.append(text)
            self.kinds.append(kind if kind != "item" or self.is_first(box) else "line")
            self.places.append(box)
            self.markups.append(
                _new_markup((tag, zones, own, above, linked, parent, grandparent, style, figure, links, marks, box))
            )
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
        starts, ends = places_of(parts, text, self.box.kind)
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
        keys = line_keys(source, texts)
        blocks = Blocks(texts, starts, ends, keys, [0] * len(texts), self.kinds, markups)
        images = tuple(
            Image(src, alt, at, figures.get(box.number, box.figure), bits, slight)
            for src, alt, at, box, bits, slight in self.images
        )
        heads = [("shown:h1", text) for text, markup in zip(texts, markups, strict=True) if markup.tag == "h1"]
        metas = [("given:title", title or ""), *self.metas, *(head for head in heads if len(head[1]) >= _HEADLINE_MIN)]
        metadata = read_metadata(self.json_ld, metas, url=url)
        named = next((href for name, href in self.metas if name == "base" and href.strip()), None)
        base = join_address(named, url or metadata.canonical_url) or url or metadata.canonical_url
        return Document(source, blocks, "html", url, title, metadata, images, base=base)

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
        for _, _, _, box, *_ in self.images:
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
