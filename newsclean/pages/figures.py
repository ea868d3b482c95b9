"""A picture's block of HTML parted into caption and credit, by classes, inner elements and wording.

Classes come first: `<span class="credit">` says it. Then comes the grammar of credits, which may ask less
here than in a line of text, as the tags have said already that this is a picture's. Last comes an element
at the end that reads like names: sites with hashed class names part the two by nothing else.
"""

from __future__ import annotations

from newsclean import credit
from newsclean.model import Block, Blocks, Span
from newsclean.read.zones import CREDIT, LEGEND, WORDS

_LONGEST = 120
"""Characters of the longest credit in an element of its own."""
_GAP = 3
"""Characters between two elements of one credit: "Foto: <b>Ana Noll</b> / <b>dpa</b>"."""
_CREDITED = WORDS["caption"] | WORDS["byline"] | CREDIT
_CLOSING = ")]）］.。 "
_STOPS = frozenset('.!?…"”»)|')
_SEAM = " \t|(-–—/,;·•"
_LOW = 4
"""Lower-case words from which on what stands before a credit is a caption, not another credit."""


def is_caption(blocks: Blocks, index: int) -> bool:
    """Tell whether the tags call a line a picture's caption: figcaption, or a class."""
    if not blocks.markups:
        return False
    return blocks.kinds[index] == "figcaption" or bool(blocks.markups[index].own & WORDS["caption"])


def split_block(block: Block, *, called: bool) -> credit.Split | None:
    """Part a block into caption, credit and notice; None where nothing shows a credit.

    Args:
        block: A line of text, or a block of HTML with its inner elements.
        called: The tags call it a picture's caption.

    Example:
        >>> from newsclean.read.html import read_html
        >>> page = read_html('<figure><figcaption>The quay. <span class="x9">Ana Noll</span></figcaption></figure>')
        >>> found = split_block(page.blocks[0], called=True)
        >>> found.caption, found.parsed.photographer
        ((0, 9), 'Ana Noll')
    """
    if block.markup is None:
        return credit.split(block.text)
    found = credit.split(block.text, pictured=called)
    if not called and block.markup.figure < 0:
        return found
    place = _by_class(block)
    if place is not None:
        return _joined(block.text, place, found)
    element = _last_element(block)
    if element is not None and (found is None or found.credit is None or element.start <= found.credit[0]):
        return _joined(block.text, element, found)
    if found is None and called and _is_credit(block.text):
        return _joined(block.text, Span(0, len(block.text)), None)
    return found


def _is_credit(text: str) -> bool:
    """Tell whether all of a caption is a credit: names in brackets or with a slash, or a label and a word or names."""
    start, end = credit.bare(text)
    if start > 0:
        return credit.reads_like_credit(text) or (text[0].isalpha() and " " not in text[start:end])
    return "/" in text.strip("/") and " /" not in text and credit.reads_like_credit(text)


def _by_class(block: Block) -> Span | None:
    """Return where the credit stands that a class names: at the block's end, at its start, or all of it."""
    markup, size = block.markup, len(block.text)
    if markup is None:
        return None
    if markup.own & CREDIT and not markup.own & LEGEND and size <= _LONGEST:
        return Span(0, size)
    inner = [(start, end, bits) for start, end, bits in markup.marks if not bits & LEGEND and end - start < size]
    end = len(block.text.rstrip(_CLOSING))
    at = size
    for start, stop, bits in sorted(inner, reverse=True):
        if bits & _CREDITED and min(stop, at) >= min(at, end) - _GAP and start > 0:
            at = start
    if 0 < size - at <= _LONGEST:
        return Span(at, size)
    first = max((stop for start, stop, bits in inner if start == 0 and bits & CREDIT), default=0)
    return Span(0, first) if 0 < first <= _LONGEST else None


def _last_element(block: Block) -> Span | None:
    """Return where the last inner element stands, if it reads like a credit and the caption ends before it.

    The caption ends where a sentence does, or where an element does that holds all of it.
    """
    markup, text = block.markup, block.text
    if markup is None:
        return None
    for start, end, _ in markup.marks:
        if not (start > 0 and end == len(text) and end - start <= _LONGEST):
            continue
        before = text[:start].rstrip()
        linked = any(low <= start and high == end for low, high, _ in markup.links)
        whole = not linked and any(low == 0 and len(before) <= high <= start for low, high, _ in markup.marks)
        if (whole or before[-1:] in _STOPS) and credit.reads_like_credit(text[start:end]):
            return Span(start, end)
    return None


def _joined(text: str, place: Span, found: credit.Split | None) -> credit.Split:
    """Part a text at its credit's element, or at the label before it; what is left over is the caption."""
    start, end = place
    if found and found.credit and start <= found.credit[0] and found.credit[1] <= end + 1:
        small = sum(word.islower() for word in text[slice(*found.caption)].split())
        if found.caption[1] <= start or (start == 0 and small >= _LOW):
            return found._replace(sure=True)
    low, high = credit.bare(text[start:end])
    caption = _trim(text, 0, start) if start else _trim(text, end, len(text))
    if found and found.credit and found.caption[1] < caption[1] and start >= found.credit[0] > found.caption[1]:
        caption = found.caption  # its label stands outside the element: "Foto: <span class="credit">…"
    parsed = credit.parse(text[start:end])
    return credit.Split(caption, (start + low, start + high), parsed, None, "markup", sure=True)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[end - 1] in _SEAM:
        end -= 1
    while start < end and text[start] in " \t|-–—/,;·•":
        start += 1
    return start, end
