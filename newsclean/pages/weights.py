"""What weights learned from pages with ground truth say about lines.

Each piece of evidence about a line falls into a bin, and each bin has a weight; a line's log odds are the
sum. `benchmarks/train_extent.py` learns the weights; what is weighed is in `evidence`, `markup`, `boxes`
and `told`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice, repeat
from math import exp, inf
from operator import add, itemgetter
from typing import Any, NamedTuple

from newsclean.model import Document
from newsclean.pages import evidence
from newsclean.pages.boxes import BOX_SIZES, box_evidence
from newsclean.pages.evidence import Column, Sizes
from newsclean.pages.markup import MARKUP_SIZES, markup_evidence
from newsclean.pages.page import Hits
from newsclean.pages.told import TOLD_SIZES, headlines, told_evidence
from newsclean.shipped import shipped

UNIT = 1000
"""Weights are whole thousandths, so that sums are exact and do not depend on their order."""
_FLAG_SETS = 10_000
"""Sets of flags whose weights are kept; a site has some dozens."""
_HALF = 32
_OFFSET, _MASK = 1 << (_HALF - 1), (1 << _HALF) - 1
"""Two sums over the same evidence are added up as one whole number, in whose lower half the first one is kept
above an offset, so that it is never negative there."""
_HOPELESS = 0.01
"""Share of body-likeness under which a line is no candidate for the body's first or last."""
_Table = Mapping[int, int] | Sequence[int]


class _Flags(dict[int, int]):
    """The weights of a piece of evidence that is a set of flags: their sum, worked out once for each set."""

    def __init__(self, bits: Sequence[int], tables: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._none = sum([unset for unset, _ in tables])
        self._more = [(bit, set_ - unset) for bit, (unset, set_) in zip(bits, tables, strict=True)]

    def __missing__(self, flags: int) -> int:
        if len(self) >= _FLAG_SETS:
            self.clear()
        found = self[flags] = self._none + sum([more for bit, more in self._more if flags & bit])
        return found


class _Weights:
    """A sum of weights, one per piece of evidence and bin.

    Args:
        tables: Weights by bin, in thousandths: one table for each piece, and one for each flag of a
            piece that is a set of flags.
        bias: What is added to every sum.
        sizes: Number of bins of each piece, or its flags.
    """

    def __init__(self, tables: Iterable[Sequence[int]], bias: int, sizes: Sizes) -> None:
        rest = iter(tables)
        self.tables: list[_Table] = [
            next(rest) if isinstance(size, int) else _Flags(size, list(islice(rest, len(size)))) for size in sizes
        ]
        self.bias = bias

    def score(self, columns: Sequence[Sequence[int]]) -> list[int]:
        """Return the log odds of each line, in thousandths, for evidence in columns."""
        weights = map(_look_up, self.tables, columns)
        return list(map(sum, zip(*weights, strict=True), repeat(self.bias)))

    def scores(self, columns: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
        """Return the same for weights that `_both` put together: the first ones' sums, and the second ones'."""
        sums = self.score(columns)
        return [(both & _MASK) - _OFFSET for both in sums], [both >> _HALF for both in sums]


def _look_up(table: _Table, places: Sequence[int]) -> Sequence[int]:
    """Return what stands at some places, such as the weights of bins: in C, as there are dozens of columns of lines."""
    return itemgetter(*places)(table) if len(places) > 1 else [table[place] for place in places]


_Learned = tuple[list[list[int]], int]
"""Weights by bin for each piece of evidence, and the bias, in thousandths."""


def _learned(data: dict[str, Any]) -> _Learned:
    return [[round(UNIT * weight) for weight in table] for table in data["weights"]], round(UNIT * data["bias"])


def _one(learned: _Learned, sizes: Sizes) -> _Weights:
    return _Weights(*learned, sizes)


def _both(first: _Learned, second: _Learned, sizes: Sizes) -> _Weights:
    """Return two sets of weights over the same evidence in one, so that they are looked up and summed up at one go."""
    tables = [
        [one + (other << _HALF) for one, other in zip(*pair, strict=True)]
        for pair in zip(first[0], second[0], strict=True)
    ]
    return _Weights(tables, first[1] + (second[1] << _HALF) + _OFFSET, sizes)


class Model:
    """Weights as `benchmarks/train_extent.py` wrote them, for pages of one kind ("text" or "html").

    A line's own evidence is summed up twice: by itself, to tell its neighbours, and as a part of the body's weights.
    """

    def __init__(self, data: dict[str, Any], kind: str) -> None:
        own, context = own_sizes(kind), context_sizes(kind)
        self.shape: list[float] = data["shape"]
        body, bias = _learned(data["body"])
        tables = sum([1 if isinstance(size, int) else len(size) for size in own])
        self.own = _both(_learned(data["own"]), (body[:tables], bias), own)
        self.context = _one((body[tables:], 0), context)
        self.borders = _both(_learned(data["start"]), _learned(data["end"]), evidence.border_sizes(own, context))
        self.inside = _one(_learned(data["inside"]), inside_sizes(kind)) if kind == "html" else None
        self.beyond = own
        self.threshold: float = data["threshold"]
        self.pull: float = data["pull"]


def own_sizes(kind: str) -> Sizes:
    """Return the number of bins of each piece of a line's own evidence; HTML adds what tags say."""
    return evidence.OWN_SIZES if kind == "text" else (*evidence.OWN_SIZES, *MARKUP_SIZES)


def context_sizes(kind: str) -> Sizes:
    """Return the same of a line's surroundings; HTML adds its boxes and what the page says about itself."""
    return evidence.CONTEXT_SIZES if kind == "text" else (*evidence.CONTEXT_SIZES, *BOX_SIZES, *TOLD_SIZES)


def inside_sizes(kind: str) -> Sizes:
    """Return the same of all evidence there is, by which lines between the body's borders are told."""
    own = own_sizes(kind)
    return (*own, *context_sizes(kind), *evidence.neighbour_sizes(own))


@cache
def shipped_model(kind: str) -> Model:
    """Return the weights for pages read as "text" or as "html"."""
    name = "extent.json" if kind == "text" else "extent_html.json"
    return Model(json.loads((shipped("data") / name).read_text(encoding="utf-8")), kind)


class Weighed(NamedTuple):
    """What the weights say about the lines of a window.

    Attributes:
        start: First block of the window.
        sizes: Length of each line, in characters of an alphabet, see `Glance.scale`.
        body: Share of body-likeness of each line, 0 to 1.
        first: Log odds of each line to be the body's first; -inf where a rule claims it.
        last: Likewise for the last.
        evidence: All evidence about the lines, in columns.
    """

    start: int
    sizes: list[int]
    body: list[float]
    first: list[float]
    last: list[float]
    evidence: list[Column]

    def cut(self, start: int, end: int) -> Weighed:
        """Return the same for the lines of the window from one place to another, without the evidence."""
        lines = slice(start, end)
        return Weighed(self.start + start, self.sizes[lines], self.body[lines], self.first[lines], self.last[lines], [])


def weigh(model: Model, document: Document, hits: Hits, start: int, stop: int, glance: evidence.Glance) -> Weighed:
    """Weigh lines `start` to `stop`, those around the page's main stretch of prose."""
    blocks = document.blocks
    families = {index: evidence.family(found) for index, found in hits.items()}
    own = evidence.own_evidence(blocks, families, start, stop, glance)
    if blocks.markups:
        own += markup_evidence(blocks, start, stop)
    alone, shares = model.own.scores(own)
    scores = [score / UNIT for score in alone]
    context = evidence.context_evidence(blocks, families, start, stop, scores, glance.scale)
    if blocks.markups:
        context += page_evidence(document, start, stop, scores)
    near = evidence.neighbour_evidence(own, model.beyond)
    body = [1.0 / (1.0 + exp(-score / UNIT)) for score in map(add, shares, model.context.score(context))]
    first, last = [-inf] * len(body), [-inf] * len(body)
    hopeful = [i for i, share in enumerate(body) if share >= _HOPELESS and not families.get(start + i)]
    border = [_look_up(column, hopeful) for column in evidence.border_evidence(own, context, near)]
    for place, opens, closes in zip(hopeful, *model.borders.scores(border), strict=True):
        first[place], last[place] = opens / UNIT, closes / UNIT
    sizes = [int(len(text) * glance.scale) for text in blocks.texts[start:stop]]
    return Weighed(start, sizes, body, first, last, [*own, *context, *near])


def page_evidence(document: Document, start: int, stop: int, scores: Sequence[float]) -> list[Column]:
    """Return what the boxes and the metadata of an HTML page say about lines `start` to `stop`."""
    tops = headlines(document)
    boxes = box_evidence(document.blocks, tops[0] if tops else 0, start, stop, scores)
    return boxes + told_evidence(document, tops, start, stop)
