"""Evidence: what a line's shape and its neighbours say about whether it is body text.

Every piece of evidence is a small whole number (a bin). The model is a sum of weights, one per
piece and bin, which is logistic regression on binned features; so a weight can be read, and a
line's score can be told apart into its reasons. Two rounds: a line's own shape first, then the same
together with what the first round thinks of its neighbours. `benchmarks/train_extent.py` learns the
weights from pages with ground truth and writes `newsclean/data/extent.json`.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence

from newsclean.model import Block
from newsclean.pages.page import PROSE_END
from newsclean.rules.rule import Hit

_LENGTHS = (3, 6, 10, 15, 20, 27, 35, 45, 60, 80, 110, 160, 240, 400)
_BIN_OF_LENGTH = bytes(bisect(_LENGTHS, n) for n in range(_LENGTHS[-1] + 1))
_WIDE = 1.8
"""How many characters of an alphabet one character of Han, kana or hangul stands for: body lines of
Japanese pages have a little over half the length of English ones."""
_WIDE_CHARS = re.compile("[\u2e80-\uffef]")
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


class _CharBins(dict[str, int]):
    """Bins of characters, worked out once per character."""

    def __init__(self, groups: Sequence[tuple[int, str]], digit: int, upper: int, lower: int, other: int) -> None:
        super().__init__({char: place for place, chars in groups for char in chars})
        self._rest = (digit, upper, lower, other)

    def __missing__(self, char: str) -> int:
        digit, upper, lower, other = self._rest
        place = digit if char.isdigit() else upper if char.isupper() else lower if char.islower() else other
        self[char] = place
        return place


_END = _CharBins(
    [(1, ".。"), (2, "!?！？"), (3, "\"”“»’'」』"), (4, ":："), (5, "…"), (6, ",;、"), (7, ")]）】")],
    digit=8, upper=9, lower=0, other=0,
)  # fmt: skip
_START = _CharBins(
    [(3, "\"“„«»‘'”「『"), (4, "(（[【"), (5, "•-–—*·▪>›"), (6, "©@#|+/")], digit=2, upper=0, lower=1, other=7
)
_ENDS, _STARTS = 10, 8

OWN_SIZES = (
    (len(_LENGTHS) + 1) * _ENDS, _STARTS * 3, 12, 45, 27, (OTHER + 1) * 3, 12, 18, 12,
)  # fmt: skip
"""Number of bins of each piece of `own_evidence`."""


def family(hits: Sequence[Hit]) -> int:
    """Return the bin of the pack that claims a line, 0 for none; of several the first in `FAMILIES`."""
    found = [
        _FAMILY.get(hit.rule.id.partition(".")[0], OTHER) for hit in hits if hit.rule.action not in ("cut", "keep")
    ]
    return min(found, default=0)


def width(blocks: Sequence[Block]) -> float:
    """Return how much a character counts on this page: more in scripts without spaces."""
    sample = "".join([block.text for block in blocks[::4]])[:_SAMPLE]
    if sample.isascii():
        return 1.0
    return _WIDE if len(_WIDE_CHARS.findall(sample)) > 0.25 * len(sample) else 1.0


def shapes(blocks: Sequence[Block], scale: float) -> list[int]:
    """Return for each line one bin for length and last character, the quickest look there is."""
    return [_BIN_OF_LENGTH[min(int(len(b.text) * scale), 400)] * _ENDS + _END[b.text[-1]] for b in blocks]


def own_evidence(
    blocks: Sequence[Block], families: Mapping[int, int], start: int, stop: int, scale: float
) -> list[tuple[int, ...]]:
    """Return the bins of what lines `start` to `stop` show by themselves.

    Args:
        blocks: All blocks of the page.
        families: `family` of each block that a rule claims, by index.
        start: First block to look at.
        stop: Block after the last one.
        scale: `width` of the page.
    """
    copies = Counter([block.key for block in blocks])
    seen = {block.key for block in blocks[:start]}
    window = blocks[start:stop]
    gaps = [min(block.gap, 2) for block in window]
    gaps.append(min(blocks[stop].gap, 2) if stop < len(blocks) else 2)
    style = min(2, 3 * gaps.count(0) // len(gaps))
    rows: list[tuple[int, ...]] = []
    for place, block in enumerate(window):
        text, key = block.text, block.key
        size = int(len(text) * scale)
        short = 0 if size < 35 else 1 if size < 110 else 2
        many = copies[key]
        copy = 0 if many == 1 else 3 if many > 3 else 2 if key in seen else 1
        seen.add(key)
        rows.append((
            _BIN_OF_LENGTH[min(size, 400)] * _ENDS + _END[text[-1]],
            _START[text[0]] * 3 + short,
            min(key.count("#"), 3) * 3 + short,
            (min(text.count(","), 2) * 5 + _mark(text)) * 3 + short,
            (gaps[place] * 3 + gaps[place + 1]) * 3 + style,
            families.get(start + place, 0) * 3 + short,
            copy * 3 + short,
            (_capitals(text) if size < 120 and scale == 1.0 else 0) * 3 + short,
            min(text.count(". ") + text.count("? ") + text.count("。"), 3) * 3 + short,
        ))  # fmt: skip
    return rows


def _mark(text: str) -> int:
    """Bin of the marks that menus, footers and credits use."""
    if "|" in text or "·" in text or "•" in text:
        return 1
    if "©" in text:
        return 2
    if "@" in text or "http" in text:
        return 3
    return 4 if "/" in text else 0


def _capitals(text: str) -> int:
    """Bin of the share of words that begin with a capital or digit."""
    if text.isupper():
        return 5
    words = text.split()
    share = sum([not word[0].islower() for word in words]) / len(words)
    return 1 if share == 1 else 2 if share > 0.6 else 3 if share > 0.34 else 4


_SCORES = 9
_NONE = 9
CONTEXT_SIZES = (
    _SCORES, 90, 90, 10, 10, 10, 10, 81, 81, 9, 9, 12 * 9, 12 * 9, 8, 8, 17, 17, 17, 9, 9, 9, 9,
)  # fmt: skip
"""Number of bins of each piece of `context_evidence`."""


def score_bin(score: float) -> int:
    """Return the bin of a first-round score (log odds)."""
    return int(max(-4.0, min(4.0, score)) + 4.5)


def context_evidence(
    blocks: Sequence[Block], families: Mapping[int, int], start: int, stop: int, scores: Sequence[float]
) -> list[tuple[int, ...]]:
    """Return the bins of what the neighbours of lines `start` to `stop` show.

    Args:
        blocks: All blocks of the page.
        families: `family` of each block that a rule claims, by index.
        start: First block to look at.
        stop: Block after the last one.
        scores: First-round scores of these lines.
    """
    count = stop - start
    bins = [score_bin(score) for score in scores]
    near = [_NONE, _NONE, _NONE, *bins, _NONE, _NONE, _NONE]
    kinds = [16, 16, *[families.get(index, 0) for index in range(start, stop)], 16, 16]
    sums = _running(bins)
    above5, below5, above15, below15 = _before(sums, 5), _behind(sums, 5), _before(sums, 15), _behind(sums, 15)
    prose = [_prose(blocks[i].text) for i in range(start, stop)]
    weight = _running(prose)
    total = weight[-1] or 1
    below = _until(prose, 7)
    breaks = [kind in _BREAKERS for kind in kinds[2 : count + 2]]
    after_break, before_break = _since(breaks), _until(breaks, 8)
    after_head = _since([kind == _HEAD for kind in kinds[2 : count + 2]])
    after_title = _since([_repeats_title(block, blocks[0]) for block in blocks[start:stop]])
    above = _since(prose, 7)
    rows: list[tuple[int, ...]] = []
    for i in range(count):
        own = bins[i]
        rows.append((
            own,
            near[i + 2] * 9 + own,
            near[i + 4] * 9 + own,
            near[i + 1], near[i + 5], near[i], near[i + 6],
            above5[i] * 9 + own,
            below5[i] * 9 + own,
            above15[i],
            below15[i],
            weight[i] * 11 // total * 9 + own,
            (total - weight[i + 1]) * 11 // total * 9 + own,
            above[i], below[i],
            kinds[i + 1], kinds[i + 3], kinds[i],
            after_break[i], before_break[i], after_head[i], after_title[i],
        ))  # fmt: skip
    return rows


_NEIGHBOURS = (-1, -2, 1, 2, 3)
"""Lines around a border whose own evidence is looked at."""
_NEAR = (0, 5, 7)
"""Pieces of their evidence: shape, family, capitals."""
_NEAR_MARKUP = (*_NEAR, len(OWN_SIZES), len(OWN_SIZES) + 1, len(OWN_SIZES) + 2)
"""The same where the page is HTML, with links, tag and parent."""
_FAR = (0, 7, 8, 11, 12, 18, 19, 20, 21)
"""Pieces of a border line's context: scores around it, share of prose before and behind, distances."""


def border_sizes(own_sizes: Sequence[int], context_sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the number of bins of each piece of `border_evidence`, for lines with such evidence."""
    near = [own_sizes[piece] + 1 for piece in _pieces(own_sizes)]
    far = [context_sizes[piece] for piece in (*_FAR, *range(len(CONTEXT_SIZES), len(context_sizes)))]
    return (*own_sizes, *far, *near * len(_NEIGHBOURS))


def _pieces(own: Sequence[object]) -> tuple[int, ...]:
    return _NEAR if len(own) == len(OWN_SIZES) else _NEAR_MARKUP


def border_evidence(
    own: Sequence[tuple[int, ...]], context: Sequence[tuple[int, ...]], place: int, beyond: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the bins of what says that the line at `place` is the body's first or last.

    Args:
        own: `own_evidence` of the lines of the window, with `markup_evidence` where there is some.
        context: `context_evidence` of the same lines.
        place: Which line, from 0.
        beyond: Evidence of the line before the first and behind the last: their numbers of bins,
            which is one bin more than lines have.
    """
    row, far = own[place], context[place]
    pieces = _pieces(row)
    near: list[int] = []
    count = len(own)
    for step in _NEIGHBOURS:
        other = own[place + step] if 0 <= place + step < count else beyond
        near += [other[piece] for piece in pieces]
    return row + tuple([far[piece] for piece in _FAR]) + far[len(CONTEXT_SIZES) :] + tuple(near)


def _repeats_title(block: Block, top: Block) -> bool:
    """Tell whether a line is the page's own title, which stands in its first line."""
    return len(block.key) > 12 and block.key in top.key and block.index > 0


def _prose(text: str) -> int:
    return len(text) if len(text) >= 80 and text[-1] in PROSE_END else 0


def _running(values: Sequence[int]) -> list[int]:
    total, sums = 0, [0]
    for value in values:
        total += value
        sums.append(total)
    return sums


def _before(sums: Sequence[int], width: int) -> list[int]:
    """Return for each line the mean of the `width` lines above it, 0 where there are none."""
    count = len(sums) - 1
    starts = [0] * min(width, count) + list(sums[: max(0, count - width)])
    sizes = [1, *range(1, width)][:count] + [width] * max(0, count - width)
    return [(stop - start) // size for start, stop, size in zip(starts, sums, sizes, strict=False)]


def _behind(sums: Sequence[int], width: int) -> list[int]:
    """Return for each line the mean of the `width` lines below it, 0 where there are none."""
    return _before([sums[-1] - value for value in reversed(sums)], width)[::-1]


def _since(marks: Sequence[object], most: int = 8) -> list[int]:
    """Return for each line how many lines above it the last marked one stands, at most `most`."""
    found, away = [], most
    for mark in marks:
        found.append(away)
        away = 0 if mark else min(away + 1, most)
    return found


def _until(marks: Sequence[object], most: int) -> list[int]:
    """Return for each line how many lines below it the next marked one stands, at most `most`."""
    return _since(marks[::-1], most)[::-1]
