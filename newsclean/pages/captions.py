"""Captions: lines that carry a picture's credit, and lines beside a credit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsclean import credit
from newsclean.model import Block, Image
from newsclean.pages.page import Page, by_another, is_prose
from newsclean.read.zones import WORDS, ZONES
from newsclean.rules.rule import Hit, Rule

_LONGEST = 700
"""Longest caption in characters; nine in ten have under 173 (TAXONOMY, section 6), a few tell a story."""
_SHORTEST, _LONGEST_BESIDE = 10, 300
"""Length of a line that is taken for the caption of a credit on the next line. On the shared news
pages 22 of 22 such lines were captions; the two body paragraphs above a credit had over 450."""
_PATTERN = 2
"""How many lines must end in brackets before brackets count as the page's way to credit."""
_ABOVE = 40
"""Blocks above an HTML page's headline in which its lead picture may stand."""
_LINKED = 0.9
"""Share of linked text from which on a block is a link, not a caption."""
_LONGEST_CREDIT = 120
_LONGEST_BELOW = 160
"""Characters of a line that is a caption for standing below an image and looking unlike the story."""
_FEW_WORDS = 3
"""Spaces in a line under which it may be a button or a label on a picture."""
_TIMED = re.compile(r"\d{1,2}:\d{2}\b")
"""A playing time, with which the title of a video in a list begins."""
_SITE = ZONES["footer"]
_CREDIT_WORDS = WORDS["caption"] | WORDS["byline"] | WORDS["media"]
_STAMP = re.compile(r"(?:[#.:,/|· -]|uhr|min|sec|sek)+")
"""Dates and playing times, as gate keys."""
_DRAWING = re.compile(r"(?i)\.svg(?:[?#]|$)|^data:image/svg")
_OTHER = frozenset(("keep", "note", "source", "related", "byline"))


def _captions(page: Page) -> Iterator[Hit]:
    splits = dict(_splits(page))
    brackets = _trusted_brackets(splits)
    for index, split in splits.items():
        block = page.document.blocks[index]
        alone = split.caption[0] == split.caption[1]
        if alone and (split.sure or split.form != "name"):
            yield Hit(index, CREDIT, 0, len(block.text), _fields(split))
            placed = index < page.extent.first or _below_image(page, index - 1)
            if split.sure or placed or (brackets and split.form == "bracketed"):
                yield from _beside(page, block, splits, sure=split.sure)
        elif split.sure or _in_place(page, index, split) or (brackets and split.form == "bracketed"):
            yield Hit(index, CREDITED, 0, len(block.text), _fields(split))


def _marked(page: Page) -> Iterator[Hit]:
    """What the tags call a caption: figcaption, or a caption class on a block beside a picture."""
    pictured = {image.figure for image in page.document.images}
    for block in page.document.blocks[max(0, page.lead - _ABOVE) : page.extent.last + 2]:
        markup = block.markup
        if markup is None or block.key == page.headline or _is_other(page, block.index) or not _may_be(block):
            continue
        named = markup.own & WORDS["caption"] and (markup.figure >= 0 or _below_image(page, block.index))
        if not (named or block.kind == "figcaption"):
            continue
        if block.index < page.lead and (markup.figure < 0 or not markup.zones & ZONES["figure"]):
            continue
        split = credit.split(block.text)
        fields = _fields(split) if split else by_marks(block)
        if fields or markup.figure in pictured or markup.figure < 0:
            yield Hit(block.index, MARKED, 0, len(block.text), fields)


def by_marks(block: Block) -> dict[str, tuple[int, int]]:
    """Return caption and credit of a block whose last inline element is a credit by its class."""
    if block.markup is None:
        return {}
    size = len(block.text)
    starts = [start for start, end, bits in block.markup.marks if start and end == size and bits & _CREDIT_WORDS]
    if not starts:
        return {}
    start = max(starts)
    split = credit.split(block.text[start:])
    low, high = split.credit if split and split.credit and split.caption[0] == split.caption[1] else (0, size - start)
    if high - low > _LONGEST_CREDIT:
        return {}
    caption = block.text[:start].rstrip()
    return {"caption": (0, len(caption)), "credit": (start + low, start + high)}


def _may_be(block: Block) -> bool:
    """Tell whether tags leave it open that a line is a caption or credit: no heading, no link, no byline."""
    markup = block.markup
    if markup is None:
        return True
    called = markup.figure >= 0 and (markup.tag == "figcaption" or bool(markup.own & WORDS["caption"]))
    if not called and (block.kind == "heading" or markup.link_share >= _LINKED):
        return False
    if markup.zones & _SITE or (called and markup.own & WORDS["related"]) or _STAMP.fullmatch(block.key):
        return False
    return markup.figure >= 0 or not (markup.own | markup.above) & WORDS["byline"]


def _below_image(page: Page, index: int) -> bool:
    """Tell whether an image stands directly above a block."""
    return any(image.before == index for image in page.document.images)


def _splits(page: Page) -> Iterator[tuple[int, credit.Split]]:
    """Yield the lines of the article that show a credit's shape and that no line rule explains."""
    for block in page.document.blocks[page.lead : page.extent.last + 2]:
        if len(block.text) <= _LONGEST and not _is_other(page, block.index) and _may_be(block):
            split = credit.split(block.text)
            if split is not None:
                yield block.index, split


def _in_place(page: Page, index: int, split: credit.Split) -> bool:
    """Tell whether a doubtful credit stands where pictures do.

    That is in the article's head, or, where it names an agency behind a sentence, anywhere but at
    the article's end, where agencies sign.
    """
    if index < page.extent.first:
        return True
    return split.form == "agency" and index < page.extent.end


def _trusted_brackets(splits: dict[int, credit.Split]) -> bool:
    """Tell whether brackets at the end of lines are credits on this page.

    They are where two or more lines end so, and one at least names an agency or parts a name from
    its paper.
    """
    found = [split.parsed for split in splits.values() if split.form == "bracketed" and split.parsed]
    return len(found) >= _PATTERN and any(parsed.agency or "/" in parsed.raw for parsed in found)


def _is_other(page: Page, index: int) -> bool:
    """Tell whether a line rule knows better what the line is."""
    return any(hit.rule.action in _OTHER for hit in page.claims(index))


def _fields(split: credit.Split) -> dict[str, tuple[int, int]]:
    found = {"caption": split.caption, "credit": split.credit, "notice": split.notice}
    return {name: span for name, span in found.items() if span is not None and span[0] < span[1]}


def _beside(page: Page, block: Block, splits: dict[int, credit.Split], *, sure: bool) -> Iterator[Hit]:
    """The line above a credit that has a line of its own: nearly always the picture's caption.

    Between an image and its credit it is the caption even where the tags call it a heading.
    """
    index = block.index - 1
    if index < page.lead or index in splits or page.claimed(index):
        return
    above = page.document.blocks[index]
    between = sure and above.markup is not None and _below_image(page, index) and above.markup.link_share < _LINKED
    if not between and not (_may_be(above) and _is_near(above, block)):
        return
    if above.key != page.headline and _SHORTEST <= len(above.text) <= (_LONGEST if between else _LONGEST_BESIDE):
        yield Hit(index, BESIDE, 0, len(above.text), {"caption": (0, len(above.text))})


def _is_near(above: Block, block: Block) -> bool:
    """Tell whether two lines can belong to one picture: tags put them into one figure or box."""
    if above.markup is None or block.markup is None:
        return True
    if above.markup.figure != block.markup.figure:
        return False
    return above.markup.figure >= 0 or above.markup.parent == block.markup.parent


def _below_images(page: Page) -> Iterator[Hit]:
    """Short lines right below an image in the story that are set otherwise than its paragraphs."""
    blocks = page.document.blocks
    below = {image.before for image in page.document.images if image.figure < 0 and image.src and not _is_icon(image)}
    if not below:
        return
    body = blocks[page.extent.first : page.extent.last + 1]
    styles = {block.markup.style for block in body if block.markup and is_prose(block.text)}
    for block in body:
        markup = block.markup
        if block.index not in below or markup is None or block.kind != "line" or markup.style in styles:
            continue
        if not _SHORTEST <= len(block.text) <= _LONGEST_BELOW or page.claimed(block.index) or not _may_be(block):
            continue
        if block.key != page.headline and credit.split(block.text) is None:
            yield Hit(block.index, BELOW_IMAGE, 0, len(block.text), {})


def _in_pictures(page: Page) -> Iterator[Hit]:
    """Lines that a picture's box holds beside the image and nothing else, whatever their tags and class.

    On the shared pages none of 21 such lines around stories was the story's.
    """
    markups = page.document.blocks.markups
    pictured = {image.figure for image in page.document.images if image.figure >= 0 and image.src}
    if not pictured:
        return
    lines = Counter([markup.figure for markup in markups if markup.figure >= 0])
    for block in page.document.blocks[page.lead : page.extent.last + 2]:
        markup = block.markup
        if markup is None or markup.figure not in pictured or lines[markup.figure] > 1 or block.kind != "line":
            continue
        if page.claimed(block.index) or not _may_be(block) or block.key == page.headline:
            continue
        told = block.text.count(" ") >= _FEW_WORDS and len(block.text) <= _LONGEST_BESIDE
        if told and not _TIMED.match(block.text) and credit.split(block.text) is None:
            yield Hit(block.index, IN_PICTURE, 0, len(block.text), {})


def _is_icon(image: Image) -> bool:
    """Tell whether an image is a drawing of lines and areas: sites set marks beside the items of lists so."""
    return bool(_DRAWING.search(image.src))


CREDITED = Rule(
    id="caption.credited", says="ends with a picture's credit, so it is a caption", action="caption", page=_captions
)
CREDIT = Rule(id="caption.credit_line", says="is a picture's credit", action="credit", page=by_another)
BESIDE = Rule(id="caption.above_credit", says="stands above a picture's credit", action="caption", page=by_another)
MARKED = Rule(id="caption.markup", says="is marked up as a picture's caption", action="caption", page=_marked)
BELOW_IMAGE = Rule(
    id="caption.below_image",
    says="is a short line of its own right below an image",
    action="caption",
    page=_below_images,
)
IN_PICTURE = Rule(
    id="caption.in_picture", says="is the only line in a picture's box", action="caption", page=_in_pictures
)
RULES = (CREDITED, CREDIT, BESIDE, MARKED, BELOW_IMAGE, IN_PICTURE)
