r"""Raw text -> Document: lines, what a reader sees in them, and where they stand.

Scrapers store text in different shapes: one line per paragraph with or without blank lines, a
paragraph cut into pieces at every link (BeautifulSoup's `get_text("\n")`), or wrapped at a fixed
width. All of them become one block per paragraph here; a block's span runs from its first to its
last character in the input.
"""

from __future__ import annotations

import html
import re
from itertools import accumulate, chain, compress, count, pairwise
from operator import add, sub
from typing import NamedTuple

from newsclean.model import Blocks, Document, Span
from newsclean.rules.rule import gate_key, gate_keys

_BREAKS = ("\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_INVISIBLE = "\x00\u200b\u2060\ufeff\xad"
_NOTHING = "\u200b"
"""Text of a line that shows nothing; it stays a block so that the ledger accounts for it."""
_DROP_INVISIBLE = {ord(char): None for char in _INVISIBLE}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ODD = ("&", *_INVISIBLE)
"""What may make a line's text differ from what stands in the input."""
_BULLETS = "•●▪■◦‣∙·–-*0123456789"
_BULLET = re.compile(r"(?:[•●▪■◦‣∙·–\-*]|\d{1,2}[.)])\s+\S")
_TERMINAL = '.!?…:;"”“’»)]。！？」』）'
_GLUE = ",.;:)!?’”»%，。、）」』"
_OPENS = "([„"
_MAY_OPEN = '“"«‘'
"""Quotes that open at the end of a line where a space stands before them, and close elsewhere."""
_MAY_CLOSE = '”»“"’'
"""Quotes that close at the start of a line where the sentence goes on behind them."""
_SENTENCE_END = ".!?…。！？"
_SENTENCE_END_OR_NOTHING = _SENTENCE_END + _NOTHING
_PROSE = 40
"""Characters from which on a line is running text rather than a label, for joining."""
_LINK = 60
"""Characters that a link in a sentence seldom exceeds."""
_LABEL = 30
"""Characters of a label in front of a text, such as "Note:"."""
_SMALL = 4
"""Letters of the words that sentences have before a link and headings seldom at their end."""
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
    lines = _lines(flat)
    for sign in _ODD:
        if sign in flat:
            _show(lines, sign)
    kinds = ["item" if text[0] in _BULLETS and _BULLET.match(text) else "line" for text in lines.texts]
    _join(raw, lines, kinds)
    return Document(raw, Blocks(*lines[:5], kinds), "text", url, title)


class _Lines(NamedTuple):
    """The lines that show something, as the columns of `Blocks`, and whether any had space around it."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    keys: list[str]
    gaps: list[int]
    spaced: bool


def _lines(flat: str) -> _Lines:
    """Cut a text into lines. All of this is done for every line of a page, so it is left to C."""
    lines = flat.split("\n")
    texts = list(map(str.strip, lines))
    spaced = lines != texts
    starts = list(compress(map(add, accumulate(map(len, lines), initial=0), count()), texts))
    if spaced:
        shown = compress(lines, texts)
        starts = [at + len(line) - len(line.lstrip()) for at, line in zip(starts, shown, strict=True)]
    gaps = list(map(sub, compress(count(), texts), chain((0,), compress(count(1), texts))))
    keys = list(compress(gate_keys(flat), texts))
    texts = list(filter(None, texts))
    return _Lines(texts, starts, list(map(add, starts, map(len, texts))), keys, gaps, spaced)


def _show(lines: _Lines, sign: str) -> None:
    """Show the lines that hold an odd sign as a reader sees them."""
    for place, text in enumerate(lines.texts):
        if sign in text and (shown := visible(text) or _NOTHING) != text:
            lines.texts[place], lines.keys[place] = shown, gate_key(shown)


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


def _join(raw: str, lines: _Lines, kinds: list[str]) -> None:
    """Join the pieces of paragraphs that were cut at links or wrapped at a width."""
    texts = lines.texts
    wrapped = _is_wrapped(texts, lines.gaps)
    runs: list[tuple[int, int]] = []
    first = size = 0
    last = -1
    for place in range(1, len(texts)) if wrapped else _candidates(lines):
        if place - 1 != last:
            first, size = place - 1, len(texts[place - 1])
        if _continues(raw, lines, place, size, wrapped):
            size += len(texts[place])
            if first == place - 1:
                runs.append((first, place))
            runs[-1] = first, place
            last = place
    for first, last in reversed(runs):
        _merge(raw, lines, first, last)
        del kinds[first + 1 : last + 1]


def _candidates(lines: _Lines) -> list[int]:
    """Return the lines that may go on with the one above: most end a sentence or stand apart.

    Where no line has a space at its break, only a few signs and small letters go on (see `_continues`).
    """
    texts, gaps, spaced = lines.texts, lines.gaps, lines.spaced
    found = [
        place
        for place, (above, text), gap in zip(count(1), pairwise(texts), gaps[1:], strict=False)
        if gap < 2
        and above[-1] not in _SENTENCE_END_OR_NOTHING
        and (
            spaced
            or (not gap and (text[0].islower() or text[0] in _GOES_ON or above[-1] in _STILL_OPEN))
            or (len(above) == 1 and text[0].islower())
        )
        and text != _NOTHING
    ]
    if not spaced:
        return found
    carried = [text[0].islower() or text[0] in _GOES_ON for text in texts]
    ended = [
        place
        for place, above, gap, on in zip(count(1), texts, gaps[1:], carried[2:], strict=False)
        if on and not gap and above[-1] in _SENTENCE_END
    ]
    return sorted(found + ended) if ended else found


def _merge(raw: str, lines: _Lines, first: int, last: int) -> None:
    """Make one line of those from `first` to `last`."""
    texts, starts, ends, keys, gaps, _ = lines
    text, key = texts[first], keys[first]
    initial = len(text) == 1 and text.isupper() and not _is_spaced(raw, ends[first], starts[first + 1])
    for piece, piece_key in zip(texts[first + 1 : last + 1], keys[first + 1 : last + 1], strict=True):
        space = "" if initial or _is_glued(text, piece) or text[-1] in "-(„“«‘" or _no_spaces(text[-1]) else " "
        initial = False
        text += space + piece
        key += space + piece_key
    whole = slice(first, last + 1)
    texts[whole], keys[whole], ends[whole] = [text], [key], [ends[last]]
    del starts[first + 1 : last + 1], gaps[first + 1 : last + 1]


def _no_spaces(char: str) -> bool:
    """Tell whether a script puts no space between words (kana, Han, Thai …)."""
    return "\u3000" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f" or char >= "\uff00"


def _continues(raw: str, lines: _Lines, place: int, size: int, wrapped: bool) -> bool:
    """Tell whether a line goes on with the sentence of the one above.

    The space that stood before or after a link is still there in text cut at links, so a single
    space at the break is evidence; an indent (two and more) is layout. Across a blank line nothing
    less will do, so that paragraphs set apart, as our own output sets them, are never joined.

    Args:
        raw: The input.
        lines: Its lines.
        place: The line in question.
        size: Characters of the paragraph so far.
        wrapped: Whether the text is wrapped at a width.
    """
    text, gap = lines.texts[place], lines.gaps[place]
    if wrapped and not gap:
        return not _BULLET.match(text)
    above = lines.texts[place - 1]
    spaced = _is_spaced(raw, lines.ends[place - 1], lines.starts[place])
    if gap < 2 and _is_initial(above, text):
        return True
    if gap > 1 or text.startswith("http") or (gap and not spaced and not text.startswith(", ")):
        return False
    # Paragraphs often end in a space that does not break, so alone it says little.
    loosely = spaced or (not gap and _is_spaced(raw, lines.ends[place - 1], lines.starts[place], "\xa0"))
    if above[-1] in _SENTENCE_END:
        # A link that begins a sentence: the space before it is there, and the sentence goes on behind it.
        return loosely and not gap and len(text) <= _LINK and _goes_on(lines, place, raw)
    if _is_open(above) or _carries_on(text) or _is_halved(above, text):
        return True
    if text[0].islower() or above[-1] == ",":
        return loosely or _is_unspaced_rest(lines, place, size)
    return _is_next_piece(raw, lines, place, size)


_WORDS = frozenset("AEIOUYÀÁÈÉÍÓÔÚАВИКОСУЯ")
"""Letters that are a word by themselves, in one language or another."""


def _is_initial(above: str, text: str) -> bool:
    """Tell whether a line is the large first letter of a story, set apart from the rest of its word.

    On the shared pages such a letter was the story's in 42 of 43 places within stories, across a blank line too.
    Letters that are words may as well stand before a link.
    """
    return len(above) == 1 and above.isupper() and above not in _WORDS and text[0].islower() and len(text) > _PROSE


def _is_next_piece(raw: str, lines: _Lines, place: int, size: int) -> bool:
    """Tell whether a line that begins large goes on with one that ends no sentence: a name that is a link, say."""
    text, above, gap = lines.texts[place], lines.texts[place - 1], lines.gaps[place]
    end, start = lines.ends[place - 1], lines.starts[place]
    if _is_spaced(raw, end, start):
        if above[-1] in _TERMINAL:
            labels = above[-1] == ":" and not gap and not _BULLET.match(text)
            return labels and (len(above) <= _LABEL or text[-1] in _SENTENCE_END or _goes_on(lines, place, raw))
        if not gap:
            return size > _PROSE or len(text) > _LINK or _goes_on(lines, place, raw)
        return size > _PROSE and _is_small(above) and ". " in above
    if above[-1] in _TERMINAL or gap:
        return False
    if _is_spaced(raw, end, start, "\xa0") and _goes_on(lines, place, raw):
        return True
    return size > _PROSE and _is_small(above) and len(text) <= _LINK and _goes_on(lines, place)


def _is_unspaced_rest(lines: _Lines, place: int, size: int) -> bool:
    """Tell whether a line that begins small, without a space at the break, is the rest of the one above."""
    text = lines.texts[place]
    if lines.texts[place - 1][-1] == ":" or not (size > _PROSE or _is_sentence(text)):
        return False
    return not _is_label(text) or _goes_on(lines, place)


_GOES_ON, _STILL_OPEN = ",;:)!?.-'" + _MAY_CLOSE, ",-" + _OPENS + _MAY_OPEN
"""First and last characters with which a sentence may go on over a bare line break."""


def _is_open(text: str) -> bool:
    """Tell whether a line ends in a bracket or quote that it opens."""
    if text[-1] in _OPENS:
        return True
    return text[-1] in _MAY_OPEN and (len(text) == 1 or (text[-2] == " " and text[-3:-2] not in _SENTENCE_END))


def _carries_on(text: str) -> bool:
    """Tell whether a line begins with what only goes on: a comma, "'s", the end of a quotation."""
    start, rest = text[0], text[1:]
    if start in ",;:)!?":
        return True
    if start == ".":
        return len(text) < 3 or rest[0] == " "
    if start in "'’" and rest[:2] in ("s ", "s"):
        return True
    rest = rest.lstrip()
    return start in _MAY_CLOSE and bool(rest) and text[1] in " ,.;:)" and (rest[0].islower() or rest[0] in ",.;:)—–(")


def _is_glued(above: str, text: str) -> bool:
    """Tell whether no space stands between two pieces: signs, "'s" and quotation marks cling to what they follow."""
    start = text[0]
    return (
        start in _GLUE
        or (start in _MAY_CLOSE + "'" and _carries_on(text))
        or (start == "-" and _is_halved(above, text))
    )


def _goes_on(lines: _Lines, place: int, raw: str = "") -> bool:
    """Tell whether a piece is only the middle of a sentence: "The" / "Harbour Band" / "will play".

    Args:
        lines: The lines.
        place: The piece in question.
        raw: The input, where the space that stood behind the piece is asked for; else the sentence has to
            go on with running text.
    """
    below = place + 1
    if below == len(lines.texts) or lines.gaps[below]:
        return False
    text = lines.texts[below]
    if _carries_on(text):
        return True
    if not text[0].islower():
        return False
    if not raw:
        return len(text) > _PROSE
    end, start = lines.ends[place], lines.starts[below]
    return _is_spaced(raw, end, start) or _is_spaced(raw, end, start, "\xa0")


def _is_halved(above: str, text: str) -> bool:
    """Tell whether a word was cut at its hyphen: "Harbour" / "-side walks …", "the Lower-" / "Town"."""
    if above[-1] == "-":
        return above[-2:-1].isalpha() and text[0].isalpha()
    return text[0] == "-" and text[1:2].isalpha() and len(text) > _PROSE and above[-1].isalnum() and len(above) <= _LINK


def _is_small(text: str) -> bool:
    """Tell whether a line ends in a small word, as headings seldom do: "of", "der", "para"."""
    word = text[text.rfind(" ") + 1 :]
    return len(word) <= _SMALL and word.islower()


def _is_sentence(text: str) -> bool:
    """Tell whether a line is long and ends a sentence."""
    return len(text) > _LINK and text[-1] in _SENTENCE_END


def _is_spaced(raw: str, before: int, after: int, space: str = " ") -> bool:
    """Tell whether a single space stands at a line break, on either side."""
    return raw[before : before + 2] == space + "\n" or (
        raw[after - 2 : after] == "\n" + space and raw[before : before + 1] == "\n"
    )


def _is_label(text: str) -> bool:
    """Tell whether a lower-case line is one word, or a word before a name ("von Eva Moor")."""
    words = text.split(" ")
    return len(words) < 2 or (len(words) <= 5 and not any(word[:1].islower() for word in words[1:]))


def _is_wrapped(texts: list[str], gaps: list[int]) -> bool:
    """Tell whether the text is wrapped at a fixed width, paragraphs parted by blank lines."""
    if gaps.count(0) < 0.6 * len(texts):
        return False
    inner = [len(text) for text, gap in zip(texts, gaps[1:], strict=False) if not gap]
    if len(inner) < 4 or len(inner) < 0.6 * len(texts):
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
