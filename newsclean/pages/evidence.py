"""Evidence: what a line's shape and its neighbours say about whether it is body text.

Every piece of evidence is a small whole number (a bin). The model is a sum of weights, one per
piece and bin, which is logistic regression on binned features; so a weight can be read, and a
line's score can be told apart into its reasons. Two rounds: a line's own shape first, then the same
together with what the first round thinks of its neighbours. `benchmarks/train_extent.py` learns the
weights from pages with ground truth and writes `newsclean/data/extent.json`.

Evidence is kept as columns: for each piece a list with the bins of all lines, because looking up one
piece's weights for all lines is cheaper than looking up all pieces' for each line.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise, repeat
from operator import add, itemgetter, mul
from typing import NamedTuple, TypeVar

from newsclean.model import Blocks
from newsclean.pages.page import STAYS, ends_sentence
from newsclean.rules.rule import Hit
from newsclean.script import COMMAS, FULL_STOPS, has_no_stops, is_cased

_LENGTHS = (3, 6, 10, 15, 20, 27, 35, 45, 60, 80, 110, 160, 240, 400)
_BIN_OF_LENGTH = bytes(bisect(_LENGTHS, n) for n in range(_LENGTHS[-1] + 1))
_WIDE, _HAN = 1.8, 2.6
"""How many characters of an alphabet one character stands for in Japanese and Korean, and in Chinese: body lines of
Japanese pages have a little over half the length of English ones; Chinese has no kana and no endings to write."""
_WIDE_CHARS = "[\u2e80-\uffef]"
_SYLLABLES = "[\u3040-\u30ff\uac00-\ud7af]"
"""Kana and hangul."""
_SAMPLE = 4000
"""Characters that are enough to tell a page's script."""

FAMILIES = (
    "nav", "share", "ui", "media", "ads", "head", "promo", "newsletter", "paywall", "ending", "tags",
    "comments", "legal", "widgets",
)  # fmt: skip
"""Packs whose claims count as evidence of their own; a claim by any other pack is `OTHER`."""
_FAMILY = {name: place for place, name in enumerate(FAMILIES, 1)}
OTHER = len(FAMILIES) + 1
_BREAKERS = frozenset(_FAMILY[name] for name in ("promo", "newsletter", "ending", "tags", "comments"))
"""Families that tend to stand right behind the body."""
_HEAD = _FAMILY["head"]

T = TypeVar("T")

Column = list[int]
"""The bins (or flags, see `Sizes`) of one piece of evidence, for each line of a window."""
Sizes = tuple[int | tuple[int, ...], ...]
"""How many bins each piece of evidence has; the bits of the flags, where a piece is a set of flags."""


class _CharBins(dict[str, int]):
    """Bins of characters, worked out once per character."""

    def __init__(
        self, groups: Sequence[tuple[int, str]], *, digit: int, upper: int, lower: int, caseless: int, other: int
    ) -> None:
        super().__init__({char: place for place, chars in groups for char in chars})
        self._kinds = ((str.isdigit, digit), (str.isupper, upper), (str.islower, lower), (str.isalpha, caseless))
        self._other = other

    def __missing__(self, char: str) -> int:
        place = next((place for is_such, place in self._kinds if is_such(char)), self._other)
        self[char] = place
        return place


_END = _CharBins(
    [(1, FULL_STOPS), (2, "!?！？؟"), (3, "\"”“»’'」』"), (4, ":："), (5, "…"), (6, COMMAS), (7, ")]）】")],
    digit=8, upper=9, lower=0, caseless=0, other=0,
)  # fmt: skip
_START = _CharBins(
    [(3, "\"“„«»‘'”「『"), (4, "(（[【"), (5, "•-–—*·▪>›"), (6, "©@#|+/")],
    digit=2,
    upper=0,
    lower=1,
    caseless=0,
    other=7,
)
_ENDS, _STARTS = 10, 8
_STOP, _PARAGRAPH = _END["."], 80
"""The bin of a full stop, and the length from which on a line is taken to end in one where a script has none."""
_LONG = _BIN_OF_LENGTH[-1] * _ENDS

OWN_SIZES = (
    (len(_LENGTHS) + 1) * _ENDS, _STARTS * 3, 12, 45, 27, (OTHER + 1) * 3, 12, 18, 12,
)  # fmt: skip
"""Number of bins of each piece of `own_evidence`."""


def family(hits: Sequence[Hit]) -> int:
    """Return the bin of the pack that claims a line, 0 for none; of several the first in `FAMILIES`."""
    found = [_family(hit.rule.id) for hit in hits if hit.rule.action not in STAYS]
    return found[0] if len(found) == 1 else min(found, default=0)


@cache
def _family(rule: str) -> int:
    """Return the bin of the pack of a rule, named by its id."""
    return _FAMILY.get(rule.partition(".")[0], OTHER)


class Glance(NamedTuple):
    """The quickest look at all lines of a page.

    Attributes:
        scale: How much a character counts: more where it is a word or syllable.
        shapes: One bin for length and last character of each line.
        cased: Its letters may be capitals.
    """

    scale: float
    shapes: Column
    cased: bool


def glance(texts: Sequence[str]) -> Glance:
    """Look at the lines of a page."""
    scale, cased = _script(texts)
    sizes = list(map(len, texts)) if scale == 1.0 else [int(len(text) * scale) for text in texts]
    shapes = [
        (_BIN_OF_LENGTH[size] * _ENDS if size <= 400 else _LONG) + _END[text[-1]]
        for text, size in zip(texts, sizes, strict=True)
    ]
    if not cased:
        shapes = [
            shape - shape % _ENDS + _STOP if size >= _PARAGRAPH and has_no_stops(text) else shape
            for text, size, shape in zip(texts, sizes, shapes, strict=True)
        ]
    return Glance(scale, shapes, cased)


def _script(texts: Sequence[str]) -> tuple[float, bool]:
    """Return how much a character of a page's script counts, and whether its letters may be capitals."""
    sample = "".join(texts[::4])[:_SAMPLE]
    most = len(sample.encode("utf-8", "surrogatepass")) - len(sample)  # one more for each letter of other alphabets
    if most <= 0.25 * len(sample):
        return 1.0, True
    wide = len(re.findall(_WIDE_CHARS, sample))
    if wide > 0.25 * len(sample):
        return _WIDE if len(re.findall(_SYLLABLES, sample)) > 0.1 * wide else _HAN, False
    return 1.0, is_cased(sample)


def own_evidence(blocks: Blocks, families: Mapping[int, int], start: int, stop: int, look: Glance) -> list[Column]:
    """Return the bins of what lines `start` to `stop` show by themselves, a column for each piece.

    Args:
        blocks: All blocks of the page.
        families: `family` of each block that a rule claims, by index.
        start: First block to look at.
        stop: Block after the last one.
        look: `glance` at the page.
    """
    texts, keys = blocks.texts[start:stop], blocks.keys[start:stop]
    sizes = [int(len(text) * look.scale) for text in texts]
    short = [0 if size < 35 else 1 if size < 110 else 2 for size in sizes]
    gaps = [gap if gap < 2 else 2 for gap in blocks.gaps[start : stop + 1]]
    if stop == len(blocks):
        gaps.append(2)
    style = min(2, 3 * gaps.count(0) // len(gaps))
    few_words = [size < 120 and look.cased for size in sizes]
    return [
        look.shapes[start:stop],
        [_START[text[0]] * 3 + long for text, long in zip(texts, short, strict=True)],
        with_length(short, [many if (many := key.count("#")) < 3 else 3 for key in keys]),
        with_length(short, _commas_and_marks(texts)),
        [(above * 3 + below) * 3 + style for above, below in pairwise(gaps)],
        with_length(short, [families.get(index, 0) for index in range(start, stop)]),
        with_length(short, _copies(blocks, start, keys)),
        with_length(short, [_capitals(text) if few else 0 for text, few in zip(texts, few_words, strict=True)]),
        with_length(short, _sentences(texts)),
    ]


def with_length(short: Column, bins: Column) -> Column:
    """Return a piece's bins apart for short, medium and long lines."""
    return list(map(add, map(mul, bins, repeat(3)), short))


def _copies(blocks: Blocks, start: int, keys: Sequence[str]) -> Column:
    """Bins of whether a line stands on the page once, first of a few times, again, or many times."""
    counts = blocks.copies
    seen = set(blocks.keys[:start])
    found = []
    for key in keys:
        many = counts[key]
        found.append(0 if many == 1 else 3 if many > 3 else 2 if key in seen else 1)
        if many > 1:
            seen.add(key)
    return found


_COMMAS = "，、،၊"
_MARKS = (("|", 1), (" ·", 1), ("•", 1), ("©", 2), ("@", 3), ("http", 3), ("/", 4))
"""The marks that menus, footers and credits use, with their bins."""


def _commas_and_marks(texts: Sequence[str]) -> Column:
    """Bins of the number of commas and of marks; a line with several marks has the first one's."""
    page = "\n".join(texts)
    marks = [(mark, bin_) for mark, bin_ in _MARKS if mark in page]
    others = [comma for comma in _COMMAS if comma in page]
    found = []
    for text in texts:
        commas = text.count(",")
        for other in others:
            commas += text.count(other)
        bin_ = 5 * commas if commas < 2 else 10
        for mark, more in marks:
            if mark in text:
                bin_ += more
                break
        found.append(bin_)
    return found


_SENTENCE_ENDS = (". ", "? ", "。", "؟ ", "۔ ", "। ", "။")


def _sentences(texts: Sequence[str]) -> Column:
    """Bins of how many sentences end within a line."""
    page = "\n".join(texts)
    ends = [end for end in _SENTENCE_ENDS if end[0] in page]  # one sign is found faster than two
    found = []
    for text in texts:
        many = 0
        for end in ends:
            many += text.count(end)
        found.append(many if many < 3 else 3)
    return found


_first = itemgetter(0)


def _capitals(text: str) -> int:
    """Bin of the share of words that begin with a capital or digit."""
    if text.isupper():
        return 5
    words = text.split()
    share = (len(words) - sum(map(str.islower, map(_first, words)))) / len(words)
    return 1 if share == 1 else 2 if share > 0.6 else 3 if share > 0.34 else 4


_SCORES = 9
_NONE = 9
CONTEXT_SIZES = (
    _SCORES, 90, 90, 10, 10, 10, 10, 81, 81, 9, 9, 12 * 9, 12 * 9, 8, 8, 17, 17, 17, 9, 9, 9, 9,
)  # fmt: skip
"""Number of bins of each piece of `context_evidence`."""


def score_bin(score: float) -> int:
    """Return the bin of a first-round score (log odds)."""
    return 0 if score < -3.5 else 8 if score >= 3.5 else int(score + 4.5)


def context_evidence(
    blocks: Blocks, families: Mapping[int, int], start: int, stop: int, scores: Sequence[float], scale: float
) -> list[Column]:
    """Return the bins of what the neighbours of lines `start` to `stop` show, a column for each piece.

    Args:
        blocks: All blocks of the page.
        families: `family` of each block that a rule claims, by index.
        start: First block to look at.
        stop: Block after the last one.
        scores: First-round scores of these lines.
        scale: `Glance.scale` of the page.
    """
    count = stop - start
    own = [score_bin(score) for score in scores]
    near = [_NONE, _NONE, _NONE, *own, _NONE, _NONE, _NONE]
    claims = [families.get(index, 0) for index in range(start, stop)]
    kinds = [16, 16, *claims, 16, 16]
    sums = list(accumulate(own, initial=0))
    least = _PARAGRAPH / scale
    prose = [len(text) if len(text) >= least and ends_sentence(text) else 0 for text in blocks.texts[start:stop]]
    weight = list(accumulate(prose, initial=0))
    total = weight[-1] or 1
    breaks = [place for place, kind in enumerate(claims) if kind in _BREAKERS]
    heads = [place for place, kind in enumerate(claims) if kind == _HEAD]
    return [
        own,
        _beside(near[2 : count + 2], own),
        _beside(near[4 : count + 4], own),
        near[1 : count + 1],
        near[5 : count + 5],
        near[:count],
        near[6:],
        _beside(_before(sums, 5), own),
        _beside(_behind(sums, 5), own),
        _before(sums, 15),
        _behind(sums, 15),
        [size * 11 // total * 9 + bin_ for size, bin_ in zip(weight, own, strict=False)],
        [(total - size) * 11 // total * 9 + bin_ for size, bin_ in zip(weight[1:], own, strict=True)],
        _since_prose(prose, 7),
        _since_prose(prose[::-1], 7)[::-1],
        kinds[1 : count + 1],
        kinds[3 : count + 3],
        kinds[:count],
        _since(breaks, count, 8),
        _until(breaks, count, 8),
        _since(heads, count, 8),
        _since(_titles(blocks.keys, start, stop), count, 8),
    ]


def _beside(bins: Column, own: Column) -> Column:
    """Return a piece's bins apart for each bin of the line's own score."""
    return list(map(add, map(mul, bins, repeat(9)), own))


_NEIGHBOURS = (-1, -2, 1, 2, 3)
"""Lines around a border whose own evidence is looked at."""
_NEAR = (0, 5, 7)
"""Pieces of their evidence: shape, family, capitals."""
_NEAR_MARKUP = (*_NEAR, len(OWN_SIZES), len(OWN_SIZES) + 1, len(OWN_SIZES) + 2)
"""The same where the page is HTML, with links, tag and parent."""
_FAR = (0, 7, 8, 11, 12, 18, 19, 20, 21)
"""Pieces of a border line's context: scores around it, share of prose before and behind, distances."""


def neighbour_sizes(own_sizes: Sizes) -> Sizes:
    """Return the number of bins of each piece of `neighbour_evidence`, for lines with such own evidence."""
    return tuple([_beyond(own_sizes, piece) + 1 for piece in _pieces(own_sizes)] * len(_NEIGHBOURS))


def border_sizes(own_sizes: Sizes, context_sizes: Sizes) -> Sizes:
    """Return the number of bins of each piece of `border_evidence`, for lines with such evidence."""
    return (*own_sizes, *_far(context_sizes), *neighbour_sizes(own_sizes))


def _far(context: Sequence[T]) -> list[T]:
    """Return the pieces of the context that borders are told by: some of each line's, all of the tags'."""
    return [*(context[piece] for piece in _FAR), *context[len(CONTEXT_SIZES) :]]


def _beyond(own_sizes: Sizes, piece: int) -> int:
    """Return the bin of a line before the window's first or behind its last: one more than lines have."""
    size = own_sizes[piece]
    if not isinstance(size, int):
        raise TypeError(f"piece {piece} of the evidence is a set of flags; borders look at bins only")
    return size


def _pieces(own: Sequence[object]) -> tuple[int, ...]:
    return _NEAR if len(own) == len(OWN_SIZES) else _NEAR_MARKUP


def neighbour_evidence(own: Sequence[Column], own_sizes: Sizes) -> list[Column]:
    """Return the bins of what the lines around each line show by themselves, a column for each piece.

    Args:
        own: `own_evidence` of the lines of the window, with `markup_evidence` where there is some.
        own_sizes: Number of bins of each piece of `own`.
    """
    count = len(own[0])
    padded = []
    for piece in _pieces(own):
        beyond = 3 * [_beyond(own_sizes, piece)]
        padded.append(beyond + own[piece] + beyond)
    return [column[3 + step : 3 + step + count] for step in _NEIGHBOURS for column in padded]


def border_evidence(own: Sequence[Column], context: Sequence[Column], near: Sequence[Column]) -> list[Column]:
    """Return the bins of what says that a line is the body's first or last, a column for each piece.

    Args:
        own: `own_evidence` of the lines of the window, with `markup_evidence` where there is some.
        context: `context_evidence` of the same lines, with what boxes and metadata say where they do.
        near: `neighbour_evidence` of the same lines.
    """
    return [*own, *_far(context), *near]


def _titles(keys: Sequence[str], start: int, stop: int) -> list[int]:
    """Return which of some lines repeat the page's own title, which stands in its first line."""
    top = keys[0]
    found = [place for place, key in enumerate(keys[start:stop]) if 12 < len(key) <= len(top) and key in top]
    return found[1:] if start == 0 and found[:1] == [0] else found


def _before(sums: Sequence[int], width: int) -> list[int]:
    """Return for each line the mean of the `width` lines above it, 0 where there are none."""
    count = len(sums) - 1
    starts = [0] * min(width, count) + list(sums[: max(0, count - width)])
    sizes = [1, *range(1, width)][:count] + [width] * max(0, count - width)
    return [(stop - start) // size for start, stop, size in zip(starts, sums, sizes, strict=False)]


def _behind(sums: Sequence[int], width: int) -> list[int]:
    """Return for each line the mean of the `width` lines below it, 0 where there are none."""
    return _before([sums[-1] - value for value in reversed(sums)], width)[::-1]


def _since(marked: Sequence[int], count: int, most: int) -> Column:
    """Return for each of `count` lines how many lines above it the last marked one stands, at most `most`."""
    away = [most] * count
    for place in marked:
        away[place + 1 : place + 1 + most] = range(min(most, count - place - 1))
    return away


def _since_prose(prose: Sequence[int], most: int) -> Column:
    """Return for each line how many lines above it the last running text stands; there is much of it in a window."""
    away, found = most, []
    for size in prose:
        found.append(away)
        away = 0 if size else away + 1 if away < most else most
    return found


def _until(marked: Sequence[int], count: int, most: int) -> Column:
    """Return for each of `count` lines how many lines below it the next marked one stands, at most `most`."""
    return _since([count - 1 - place for place in reversed(marked)], count, most)[::-1]
