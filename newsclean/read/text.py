r"""Raw text -> Document: lines, what a reader sees in them, and where they stand.

Scrapers store text in different shapes: one line per paragraph with or without blank lines, a
paragraph cut into pieces at every link (BeautifulSoup's `get_text("\n")`), or wrapped at a fixed
width. All of them become one block per paragraph here; a block's span runs from its first to its
last character in the input.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise, zip_longest

from newsclean.model import Block, Document, Span
from newsclean.rules.rule import gate_key, gate_keys

_BREAKS = ("\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_INVISIBLE = "\x00\u200b\u2060\ufeff\xad"
_NOTHING = "\u200b"
"""Text of a line that shows nothing; it stays a block so that the ledger accounts for it."""
_DROP_INVISIBLE = {ord(char): None for char in _INVISIBLE}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ODD = re.compile(rf"&[#A-Za-z]|[{_INVISIBLE}]")
"""What makes a line's text differ from what stands in the input."""
_BULLETS = "•●▪■◦‣∙·–-*0123456789"
_BULLET = re.compile(r"(?:[•●▪■◦‣∙·–\-*]|\d{1,2}[.)])\s+\S")
_TERMINAL = '.!?…:;"”“’»)]。！？」』）'
_GLUE = ",.;:)!?’”»%，。、）」』"
_SENTENCE_END = ".!?…。！？"
_SENTENCE_END_OR_NOTHING = _SENTENCE_END + _NOTHING
_PROSE = 40
"""Characters from which on a line is running text rather than a label, for joining."""
_WRAP_MIN, _WRAP_MAX = 50, 110


def read_text(raw: str, *, url: str | None = None, title: str | None = None) -> Document:
    r"""Read plain text into blocks.

    Args:
        raw: The text as it was stored.
        url: Address of the page, for rules that name hosts.
        title: Headline, where the caller knows it.

    Returns:
        A document whose spans index `raw`.

    Example:
        >>> [block.text for block in read_text("Budget &amp; taxes\r\n\r\nIt rained.").blocks]
        ['Budget & taxes', 'It rained.']
    """
    flat = _one_newline(raw)
    lines = flat.split("\n")
    keys = gate_keys(flat)
    odd = _ODD.search if _ODD.search(flat) else None
    make, span = Block._make, Span._make
    blocks: list[Block] = []
    position = gap = 0
    for line, line_key in zip(lines, keys, strict=True):
        text, key = line.strip(), line_key
        if not text:
            gap += 1
            position += len(line) + 1
            continue
        start = position if len(text) == len(line) else position + len(line) - len(line.lstrip())
        where = span((start, start + len(text)))
        if odd is not None and odd(text):
            text = visible(text) or _NOTHING
            key = gate_key(text)
        kind = "item" if text[0] in _BULLETS and _BULLET.match(text) else "line"
        blocks.append(make((len(blocks), text, where, key, gap, kind, None)))
        gap = 0
        position += len(line) + 1
    return Document(raw, _join(raw, blocks), "text", url, title)


def _one_newline(raw: str) -> str:
    """Make every line break one newline, without moving a character."""
    flat = raw
    if "\r" in flat:
        flat = flat.replace("\r\n", " \n").replace("\r", "\n")
    for char in _BREAKS:
        if char in flat:
            flat = flat.replace(char, "\n")
    return flat


def visible(text: str) -> str:
    r"""Return `text` as a reader sees it: entities decoded, invisible characters dropped.

    Example:
        >>> visible("Bor\u00adder &amp; coast")
        'Border & coast'
    """
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text.translate(_DROP_INVISIBLE).strip()


def _join(raw: str, blocks: list[Block]) -> list[Block]:
    """Join the pieces of paragraphs that were cut at links or wrapped at a width."""
    if not blocks:
        return blocks
    wrapped = _is_wrapped(blocks)
    joined: list[Block] = []
    run, size = [blocks[0]], len(blocks[0].text)
    for block, below in zip_longest(blocks[1:], blocks[2:]):
        last = run[-1]
        # Most lines end a sentence or stand apart: told here, before the full question is asked.
        apart = (
            block.gap > 1
            or last.text[-1] in _SENTENCE_END_OR_NOTHING
            or block.text == _NOTHING
            or (block.gap and not _is_spaced(raw, last.span.end, block.span.start))
        )
        if (wrapped or not apart) and _continues(raw, last, block, below, size, wrapped):
            run.append(block)
            size += len(block.text)
            continue
        joined.append(_merge(run, len(joined)))
        run, size = [block], len(block.text)
    joined.append(_merge(run, len(joined)))
    return joined


def _merge(run: list[Block], index: int) -> Block:
    first = run[0]
    if len(run) == 1:
        return first if first.index == index else first._replace(index=index)
    text, key = first.text, first.key
    for block in run[1:]:
        space = "" if block.text[0] in _GLUE or text[-1] in "-(„“«‘" or _no_spaces(text[-1]) else " "
        text += space + block.text
        key += space + block.key
    return Block(index, text, Span(first.span.start, run[-1].span.end), key, first.gap, first.kind)


def _no_spaces(char: str) -> bool:
    """Tell whether a script puts no space between words (kana, Han, Thai …)."""
    return "\u3000" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f" or char >= "\uff00"


def _continues(raw: str, a: Block, b: Block, c: Block | None, size: int, wrapped: bool) -> bool:
    """Tell whether line `b` goes on with the sentence of line `a`.

    The space that stood before or after a link is still there in text cut at links, so a single
    space at the break is evidence; an indent (two and more) is layout. Across a blank line nothing
    less will do, so that paragraphs set apart, as our own output sets them, are never joined.

    Args:
        raw: The input.
        a: The line before.
        b: The line in question.
        c: The line after it.
        size: Characters of the paragraph so far.
        wrapped: Whether the text is wrapped at a width.
    """
    if wrapped and not b.gap:
        return b.kind != "item"
    end, start = a.text[-1], b.text[0]
    if b.gap > 1 or end in _SENTENCE_END or b.text.startswith("http"):
        return False
    spaced = _is_spaced(raw, a.span.end, b.span.start)
    if b.gap and not spaced:
        return False
    if end in "([„" or start in ",;:)!?":
        return True
    if start == ".":
        return len(b.text) < 3 or b.text[1] == " "
    prose = size > _PROSE
    if start.islower() or end == ",":
        return spaced or (prose and end != ":" and not _is_label(b.text))
    if not spaced or b.gap or end in _TERMINAL:
        return False
    return prose or len(b.text) > _PROSE + 20 or _goes_on(raw, b, c)


def _goes_on(raw: str, b: Block, c: Block | None) -> bool:
    """Tell whether a piece is only the middle of a sentence: "The" / "Harbour Band" / "will play"."""
    return c is not None and not c.gap and c.text[0].islower() and _is_spaced(raw, b.span.end, c.span.start)


def _is_spaced(raw: str, before: int, after: int) -> bool:
    """Tell whether a single space stands at a line break, on either side."""
    return raw[before : before + 2] == " \n" or (raw[after - 2 : after] == "\n " and raw[before : before + 1] == "\n")


def _is_label(text: str) -> bool:
    """Tell whether a lower-case line is one word, or a word before a name ("von Eva Moor")."""
    words = text.split(" ")
    return len(words) < 2 or (len(words) <= 5 and not any(word[:1].islower() for word in words[1:]))


def _is_wrapped(blocks: list[Block]) -> bool:
    """Tell whether the text is wrapped at a fixed width, paragraphs parted by blank lines."""
    inner = [len(a.text) for a, b in pairwise(blocks) if not b.gap]
    if len(inner) < 4 or len(inner) < 0.6 * len(blocks):
        return False
    width = max(inner)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    return sum(length > width - 20 for length in inner) > 0.9 * len(inner)


def offsets(raw: str, span: Span, text: str) -> list[int]:
    """Return, for each character of a block's text and its end, the offset where it stands in `raw`.

    Only blocks with entities, invisible characters or joined lines need the walk; for all others
    the text is the slice itself.

    Example:
        >>> offsets("a &amp; b", Span(0, 9), "a & b")
        [0, 1, 2, 7, 8, 9]
    """
    if span.end - span.start == len(text):
        return list(range(span.start, span.end + 1))
    places: list[int] = []
    at = span.start
    for char in text:
        at = _next_place(raw, at, span.end, char)
        places.append(min(at, span.end))
        entity = _ENTITY.match(raw, at, span.end) if raw[at : at + 1] == "&" else None
        at = entity.end() if entity else at + 1
    return [*places, span.end]


def _next_place(raw: str, at: int, end: int, char: str) -> int:
    """Return the first offset from `at` on that shows `char`; `at` where none does."""
    for place in range(at, end):
        here = raw[place]
        if here == char or (char == " " and here.isspace()):
            return place
        entity = _ENTITY.match(raw, place, end) if here == "&" else None
        if entity and html.unescape(entity[0]).strip()[:1] in (char, ""):
            return place
        if not here.isspace() and here not in _INVISIBLE and here != "\xa0":
            return at
    return at
