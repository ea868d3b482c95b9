"""Captions: lines that carry a picture's credit, and lines beside a credit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from newsclean import credit
from newsclean.model import Blocks, Box, Image, Markup
from newsclean.pages.figures import is_caption, split_block
from newsclean.pages.page import PROSE_END, Page, by_another, is_loose, is_prose, pack_of
from newsclean.pages.pictures import images_in
from newsclean.read.zones import WORDS, ZONES
from newsclean.rules.rule import Hit, Rule

_LONGEST = 700
"""Longest caption in characters; nine in ten have under 173 (TAXONOMY, section 6), a few tell a story."""
_LONGEST_TOLD, _TOLD_SENTENCES = 300, 3
"""Characters and sentences from which on a line with a credit is a paragraph; of 253 captions on the shared news pages
one has so much of both."""
_TOLD_END = re.compile(r"[.!?…][\"”“»’')\]]{0,2}(?:\s|$)|[。！？]")
_SHORTEST, _LONGEST_BESIDE = 10, 300
"""Length of a line that is taken for the caption of a credit on the next line. On the shared news
pages 22 of 22 such lines were captions; the two body paragraphs above a credit had over 450."""
_SHORTEST_SENTENCE, _LONGEST_BETWEEN, _WORDS = 25, 220, 6
"""Length of such a line where the credit is a doubtful one, and words where no sentence ends in it."""
_LONGEST_SENTENCE, _MANY_ALIKE = 120, 3
"""Characters of a caption of one sentence, and equal credits from which on they are a page's way to credit."""
_SENTENCES = regex.compile(r"[.!?][”\"’]? (?=[\p{Lu}“\"‘])")
"""Where one sentence ends and the next begins."""
_NAME = regex.compile(r"\p{Lu}[\p{L}.'’-]+(?: (?:\p{Lu}[\p{L}.'’-]*|al|bin|d[aeiu]l?|la|van|von)){1,3}")
_PATTERN = 2
"""How many lines must end in brackets before brackets count as the page's way to credit."""
_PORTRAIT = 3
"""Levels between a name below a portrait and the box that is named for authors; articles are, too, further up."""
_ABOVE = 40
"""Blocks above an HTML page's headline in which its lead picture may stand."""
_LINKED = 0.9
"""Share of linked text from which on a block is a link, not a caption."""
_LONGEST_BELOW = 160
"""Characters of a line that is a caption for standing below an image and looking unlike the story."""
_APART = ZONES["li"] | ZONES["form"] | ZONES["button"] | ZONES["aside"] | ZONES["table"] | ZONES["nav"]
_FEW_WORDS = 3
"""Spaces in a line below an image under which it may be a button, a badge, a product or a label on a picture."""
_TIMED = re.compile(r"\d{1,2}:\d{2}\b")
"""A playing time, with which the title of a video in a list begins."""
_SITE = ZONES["footer"]
_FOREIGN = (
    WORDS["related"] | WORDS["comment"] | WORDS["share"] | WORDS["newsletter"] | WORDS["ad"] | WORDS["nav"]
    | WORDS["tags"] | WORDS["paywall"] | WORDS["byline"]
)  # fmt: skip
"""Boxes that are not the story's although they stand in it."""
_BEHIND = 8
"""Blocks behind the body in which the article's last pictures may stand."""
_STAMP = re.compile(r"(?:[#.:,/|· -]|uhr|min|sec|sek)+")
"""Dates and playing times, as gate keys."""
_COUNTERS = frozenset(("media.counter", "media.zoom"))
"""Rules that find the buttons and counters of galleries."""
_DRAWING = re.compile(r"(?i)\.svg(?:[?#]|$)|^data:image/svg")
_OTHER = frozenset(("keep", "note", "source", "related", "byline"))


def _captions(page: Page) -> Iterator[Hit]:
    splits = dict(_splits(page))
    brackets = _trusted_brackets(splits)
    loose = bool(splits) and is_loose(page)
    blocks = page.document.blocks
    for index, split in splits.items():
        text = blocks.texts[index]
        if _is_signed(page, index, split):
            continue
        if split.alone and (split.sure or split.form != "name"):
            yield Hit(index, CREDIT, 0, len(text), _fields(split))
            placed = index < page.extent.first or _below_image(page, index - 1)
            if loose and _heads(blocks.gaps, index):
                yield from _below(page, index, splits)
            elif split.sure or placed or (brackets and split.form == "bracketed") or _is_between(page, index, splits):
                yield from _beside(page, index, splits, sure=split.sure)
        elif _NAME.fullmatch(text[slice(*split.caption)]) and _is_between(page, index, splits):
            yield Hit(index, CREDIT, 0, len(text), {"credit": (split.caption[0], len(text))})
            yield from _beside(page, index, splits, sure=split.sure)
        elif split.sure or _in_place(page, index, split) or (brackets and split.form == "bracketed"):
            if _tells(page, index, split):
                yield Hit(index, CREDIT_TAIL, split.caption[1], len(text), {"credit": split.credit or (0, 0)})
            else:
                yield Hit(index, CREDITED, 0, len(text), _fields(split))


def _tells(page: Page, index: int, split: credit.Split) -> bool:
    """Tell whether a line that ends in a credit is a paragraph of the story, to which a scraper glued the credit."""
    if index < page.extent.first or split.credit is None or split.notice or split.credit[0] < split.caption[1]:
        return False
    blocks = page.document.blocks
    if blocks.markups and (blocks.markups[index].figure >= 0 or _has_picture(page, index)):
        return False
    told = blocks.texts[index][slice(*split.caption)]
    wide = told[-1:] > "\u2e80"
    return len(told) > _LONGEST_TOLD // (2 if wide else 1) and len(_TOLD_END.findall(told)) >= _TOLD_SENTENCES


def _marked(page: Page) -> Iterator[Hit]:
    """What the tags call a caption: figcaption, or a caption class on a block beside a picture."""
    blocks = page.document.blocks
    if not blocks.markups:
        return
    for index in _near(page, page.lead - _ABOVE):
        markup = blocks.markups[index]
        if not is_caption(blocks, index) or markup.zones & ZONES["blockquote"] or blocks.keys[index] == page.headline:
            continue
        if index < page.lead and (markup.figure < 0 or not markup.zones & ZONES["figure"]):
            continue
        if _is_other(page, index) or not _may_be(page, index):
            continue
        split = _split(page, index)
        if split is None and markup.link_share >= _LINKED:  # a teaser: its picture and headline lead to another story
            continue
        if split is None and any(hit.rule.action == "remove" for hit in page.claims(index)):
            continue  # a button, or who made the player
        shown = split and (markup.figure >= 0 or blocks.kinds[index] == "figcaption")
        if shown or _has_picture(page, index):
            yield Hit(index, MARKED, 0, len(blocks.texts[index]), _fields(split) if split else {})


def _has_picture(page: Page, index: int) -> bool:
    """Tell whether a block of HTML belongs to a picture. A figure may hold a quotation, too; its caption says whose."""
    blocks = page.document.blocks
    figure = blocks.markups[index].figure
    if figure >= 0 and (images_in(page.document, figure) or _is_unseen(blocks, index)):
        return True
    return _below_image(page, index, 2 if blocks.kinds[index] == "figcaption" else 1)


def _is_unseen(blocks: Blocks, index: int) -> bool:
    """Tell whether a figure shows its caption only: its picture is drawn by a script or a style sheet."""
    if blocks.texts[index].count(" ") < _FEW_WORDS:
        return False
    figure = blocks.markups[index].figure
    near = slice(max(0, index - 2), index + 3)
    kinds = zip(blocks.markups[near], blocks.kinds[near], strict=True)
    return all(kind == "figcaption" for markup, kind in kinds if markup.figure == figure)


def _split(page: Page, index: int) -> credit.Split | None:
    """Part a block into caption and credit, by its markup too where it belongs to a picture."""
    blocks = page.document.blocks
    if blocks.markups:
        called = is_caption(blocks, index)
        if (called or blocks.markups[index].figure >= 0) and _has_picture(page, index):
            return split_block(blocks[index], called=called)
    return credit.split(blocks.texts[index])


def _near(page: Page, start: int) -> Iterator[int]:
    """Yield the blocks from `start` to one behind the body, and the pictures that stand in its box behind that."""
    markups, stop = page.document.blocks.markups, page.extent.last + 1
    yield from range(max(0, start), stop)
    if not markups:
        yield from range(stop, min(stop + 1, len(page.document.blocks)))
        return
    around = {markup.parent for markup in markups[page.extent.end - 1 : page.extent.end + 1]}
    for index, markup in enumerate(markups[stop : stop + _BEHIND], stop):
        inside, foreign = _place(markup.box, around)
        if not inside and index > stop:
            return
        if not foreign and (index == stop or (markup.figure >= 0 and not page.claimed(index))):
            yield index


def _place(box: Box | None, around: set[int]) -> tuple[bool, bool]:
    """Tell whether a box stands in one of those, and whether a box for promos, comments and the like is between."""
    foreign = False
    while box is not None and box.number not in around:
        foreign = foreign or bool(box.own & _FOREIGN)
        box = box.parent
    return box is not None, foreign


def _may_be(page: Page, index: int) -> bool:
    """Tell whether tags leave it open that a line is a caption or credit: no heading, no link, no byline."""
    blocks = page.document.blocks
    if not blocks.markups:
        return True
    markup = blocks.markups[index]
    called = markup.figure >= 0 and (markup.tag == "figcaption" or bool(markup.own & WORDS["caption"]))
    if not called and (blocks.kinds[index] == "heading" or markup.link_share >= _LINKED):
        return False
    if (markup.zones & (_SITE | ZONES["form"]) and markup.figure < 0) or (called and markup.own & WORDS["related"]):
        return False
    if _STAMP.fullmatch(blocks.keys[index]) or _portrayed(page, index):
        return False
    return markup.figure >= 0 or not (markup.own | markup.above) & WORDS["byline"]


def _portrayed(page: Page, index: int) -> bool:
    """Tell whether a figure is an author's: a byline stands in it, or a name alone in a box for authors."""
    markups = page.document.blocks.markups
    figure = markups[index].figure
    if figure < 0:
        return False
    if _NAME.fullmatch(page.document.blocks.texts[index]):
        around = islice(markups[index].box.up(), _PORTRAIT)
        if any(box.own & WORDS["byline"] for box in around):
            return True
    for place in range(max(0, index - 1), min(index + 2, len(markups))):
        if markups[place].figure != figure:
            continue
        if markups[place].zones & ZONES["address"] or any(hit.rule.action == "byline" for hit in page.claims(place)):
            return True
    return False


def _portraits(page: Page) -> Iterator[Hit]:
    """Names in the figures of authors' portraits that stand between the story's lines."""
    blocks, extent = page.document.blocks, page.extent
    if not blocks.markups:
        return
    for index in range(extent.first, extent.last + 1):
        if blocks.markups[index].figure >= 0 and _NAME.fullmatch(blocks.texts[index]) and _portrayed(page, index):
            yield Hit(index, PORTRAIT, 0, len(blocks.texts[index]), {})


def _below_image(page: Page, index: int, reach: int = 1) -> bool:
    """Tell whether an image stands above a block: directly, or with fewer than `reach` blocks between."""
    return any(index - reach < image.before <= index for image in page.document.images)


def _splits(page: Page) -> Iterator[tuple[int, credit.Split]]:
    """Yield the lines of the article that show a credit's shape and that no line rule explains."""
    texts = page.document.blocks.texts
    for index in _near(page, page.lead):
        # Its shape first: most lines have none, and are told by a glance.
        split = _split(page, index) if len(texts[index]) <= _LONGEST else None
        if split is not None and not _is_other(page, index) and _may_be(page, index):
            yield index, split


def _in_place(page: Page, index: int, split: credit.Split) -> bool:
    """Tell whether a doubtful credit stands where pictures do.

    That is in the article's head, or, where it names an agency behind a sentence, anywhere but at
    the article's end, where agencies sign.
    """
    if index < page.extent.first and (not page.document.blocks.markups or _has_picture(page, index)):
        return True
    if split.form == "bracketed" and split.parsed and split.parsed.agency and not page.document.blocks.markups:
        stop = split.caption[1]
        return stop > 0 and page.document.blocks.texts[index][stop - 1] in PROSE_END and index < page.extent.end
    return split.form == "agency" and index < page.extent.end


def _is_signed(page: Page, index: int, split: credit.Split) -> bool:
    """Tell whether a line is the story's last paragraph, which its agency signs: "(c) AFP/Ana Noll", "© dpa".

    The paragraph above it stands close by and no picture does. What names a photo is a picture's all the same.
    """
    if split.form != "copyright" or not page.extent.end <= index <= page.extent.last or not split.caption[1]:
        return False
    texts = page.document.blocks.texts
    if not is_prose(texts[index][: split.caption[1]]):
        return False
    if page.document.blocks.markups and _has_picture(page, index):
        return False
    return index > page.extent.top and is_prose(texts[index - 1]) and not page.claimed(index - 1)


def _trusted_brackets(splits: dict[int, credit.Split]) -> bool:
    """Tell whether brackets at the end of lines are credits on this page.

    They are where two or more lines end so, and one at least names an agency or parts a name from
    its paper.
    """
    found = [split.parsed for split in splits.values() if split.form == "bracketed" and split.parsed]
    return len(found) >= _PATTERN and any(parsed.agency or "/" in parsed.raw for parsed in found)


def _is_other(page: Page, index: int) -> bool:
    """Tell whether a line rule knows better what the line is; a figure's source and rights are its credit."""
    markups = page.document.blocks.markups
    if markups and markups[index].figure >= 0:
        return any(hit.rule.action in _OTHER - {"source"} for hit in page.claims(index))
    return any(hit.rule.action in _OTHER or pack_of(hit) == "legal" for hit in page.claims(index))


def _fields(split: credit.Split) -> dict[str, tuple[int, int]]:
    found = {"caption": split.caption, "credit": split.credit, "notice": split.notice}
    return {name: span for name, span in found.items() if span is not None and span[0] < span[1]}


def _beside(page: Page, credited: int, splits: dict[int, credit.Split], *, sure: bool) -> Iterator[Hit]:
    """The line above a credit that has a line of its own: nearly always the picture's caption.

    Between an image and its credit it is the caption even where the tags call it a heading.
    """
    index = credited - 1
    if index < page.lead or index in splits or page.claimed(index):
        return
    blocks = page.document.blocks
    linked = blocks.markups[index].link_share if blocks.markups else 1.0
    between = sure and linked < _LINKED and _below_image(page, index)
    if not between and not (_may_be(page, index) and _is_near(blocks.markups, index, credited)):
        return
    text = blocks.texts[index]
    if blocks.kinds[credited] == "figcaption" != blocks.kinds[index] and is_prose(text):
        return  # a paragraph: the caption would stand in the figcaption, too
    if _is_paragraph(page, index, credited, splits):
        return
    if blocks.keys[index] != page.headline and _SHORTEST <= len(text) <= (_LONGEST if between else _LONGEST_BESIDE):
        yield Hit(index, BESIDE, 0, len(text), {"caption": (0, len(text))})


def _is_paragraph(page: Page, index: int, credited: int, splits: dict[int, credit.Split]) -> bool:
    """Tell whether a line of raw text above a credit is the story's: its last, or several sentences above one of many.

    Behind the last paragraph stands who sent the text, or who took the picture at its top. A page of many credits alike
    credits its pictures without telling what they show: on the shared pages 8 of 13 such lines were the story's, none
    was known for a caption.
    """
    blocks = page.document.blocks
    text = blocks.texts[index]
    if blocks.markups:
        return False
    if index == page.extent.end and is_prose(text) and is_prose(blocks.texts[index - 1]):
        return True
    if len(text) <= _LONGEST_SENTENCE or credited <= page.extent.top:
        return False
    alike = sum([blocks.keys[other] == blocks.keys[credited] for other in splits])
    return alike >= _MANY_ALIKE and _SENTENCES.search(text) is not None


def _is_between(page: Page, index: int, splits: dict[int, credit.Split]) -> bool:
    """Tell whether a lone credit of raw text stands between its caption and a longer paragraph of the story.

    So it is with captions alone: of 20 such lines on the shared pages all were. Where the line above is the longer
    one, the credit may as well stand above its caption. In a gallery, captions stand between two credits.
    """
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups or not extent.first < index < extent.last:
        return False
    above, below = blocks.texts[index - 1], blocks.texts[index + 1]
    if not _SHORTEST_SENTENCE <= len(above) <= _LONGEST_BETWEEN:
        return False
    if above[-1] not in PROSE_END and above.count(" ") + 1 < _WORDS:
        return False
    return index - 2 in splits or (is_prose(below) and len(above) < len(below) and not page.claimed(index + 1))


def _heads(gaps: Sequence[int], index: int) -> bool:
    """Tell whether a credit stands tight above the next line, and apart from the line before."""
    return gaps[index] > 0 and index + 1 < len(gaps) and not gaps[index + 1]


def _below(page: Page, index: int, splits: dict[int, credit.Split]) -> Iterator[Hit]:
    """The line below a credit that stands above its caption."""
    blocks, below = page.document.blocks, index + 1
    size = len(blocks.texts[below])
    free = below not in splits and not page.claimed(below) and below <= page.extent.last
    if free and blocks.keys[below] != page.headline and _SHORTEST <= size <= _LONGEST_BESIDE:
        yield Hit(below, BENEATH, 0, size, {"caption": (0, size)})


def _is_near(markups: Sequence[Markup], above: int, index: int) -> bool:
    """Tell whether two lines can belong to one picture: tags put them into one figure or box."""
    if not markups:
        return True
    upper, lower = markups[above], markups[index]
    return upper.figure == lower.figure and (upper.figure >= 0 or upper.parent == lower.parent)


def _below_images(page: Page) -> Iterator[Hit]:
    """Short lines right below an image in the story that are set as nothing else on the page, or in italics.

    What stands in italics above the story may sum it up.
    """
    blocks, extent = page.document.blocks, page.extent
    below = {image.before for image in page.document.images if image.figure < 0 and image.src and not _is_icon(image)}
    if not below:
        return
    slight = {image.before for image in page.document.images if image.slight}
    body = range(extent.first, extent.last + 1)
    others = {blocks.markups[index].style for index in body if index not in below or is_prose(blocks.texts[index])}
    for index in sorted(below.intersection(body)):
        markup, text = blocks.markups[index], blocks.texts[index]
        if blocks.kinds[index] != "line" or (markup.style in others and not (index in slight and index > extent.top)):
            continue
        if markup.zones & _APART or markup.own & (_FOREIGN | WORDS["widget"] | WORDS["meta"]):
            continue
        if not _SHORTEST <= len(text) <= _LONGEST_BELOW or text.count(" ") < _FEW_WORDS or text[-1] == ":":
            continue
        if page.claimed(index) or not _may_be(page, index) or blocks.keys[index] == page.headline:
            continue
        if credit.split(text) is None:
            yield Hit(index, BELOW_IMAGE, 0, len(text), {})


def _below_counters(page: Page) -> Iterator[Hit]:
    """Lines of raw text right below the button or counter of a gallery that end no sentence."""
    blocks, extent = page.document.blocks, page.extent
    if blocks.markups:
        return
    for index in range(extent.first, extent.last + 1):
        text = blocks.texts[index]
        if not index or text[-1] in PROSE_END or not _SHORTEST <= len(text) <= _LONGEST_BELOW:
            continue
        if page.claimed(index) or blocks.keys[index] == page.headline:
            continue
        if any(hit.rule.id in _COUNTERS for hit in page.claims(index - 1)) and credit.split(text) is None:
            yield Hit(index, BELOW_COUNTER, 0, len(text), {"caption": (0, len(text))})


def _in_pictures(page: Page) -> Iterator[Hit]:
    """Lines that a picture's box holds beside the image and nothing else, whatever their tags and class.

    On the shared pages none of 21 such lines around stories was the story's.
    """
    blocks = page.document.blocks
    pictured = {image.figure for image in page.document.images if image.figure >= 0 and image.src}
    if not pictured:
        return
    lines = Counter([markup.figure for markup in blocks.markups if markup.figure >= 0])
    for index, markup in enumerate(blocks.markups[page.lead : page.extent.last + 2], page.lead):
        if markup.figure not in pictured or lines[markup.figure] > 1 or blocks.kinds[index] != "line":
            continue
        if page.claimed(index) or not _may_be(page, index) or blocks.keys[index] == page.headline:
            continue
        text = blocks.texts[index]
        told = text.count(" ") >= _FEW_WORDS and len(text) <= _LONGEST_BESIDE
        if told and not _TIMED.match(text) and credit.split(text) is None:
            yield Hit(index, IN_PICTURE, 0, len(text), {})


def _is_icon(image: Image) -> bool:
    """Tell whether an image is a drawing of lines and areas: sites set marks beside the items of lists so."""
    return bool(_DRAWING.search(image.src))


CREDIT_TAIL = Rule(
    id="caption.credit_tail", says="is a picture's credit behind a paragraph", action="cut", page=by_another
)
CREDITED = Rule(
    id="caption.credited", says="ends with a picture's credit, so it is a caption", action="caption", page=_captions
)
CREDIT = Rule(id="caption.credit_line", says="is a picture's credit", action="credit", page=by_another)
BESIDE = Rule(id="caption.above_credit", says="stands above a picture's credit", action="caption", page=by_another)
BENEATH = Rule(
    id="caption.below_credit", says="stands tight below a picture's credit", action="caption", page=by_another
)
MARKED = Rule(id="caption.markup", says="is marked up as a picture's caption", action="caption", page=_marked)
BELOW_IMAGE = Rule(
    id="caption.below_image",
    says="is a short line of its own right below an image",
    action="caption",
    page=_below_images,
)
BELOW_COUNTER = Rule(
    id="caption.below_counter",
    says="stands right below the button of a picture gallery",
    action="caption",
    page=_below_counters,
)
IN_PICTURE = Rule(
    id="caption.in_picture", says="is the only line in a picture's box", action="caption", page=_in_pictures
)
PORTRAIT = Rule(id="caption.portrait", says="is the name below an author's portrait", action="remove", page=_portraits)
RULES = (CREDITED, CREDIT_TAIL, CREDIT, BESIDE, BENEATH, MARKED, BELOW_IMAGE, BELOW_COUNTER, IN_PICTURE, PORTRAIT)
