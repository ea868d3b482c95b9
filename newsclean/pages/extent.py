"""Where the article's body begins and ends.

On a whole page 87 % of the lines are menus, teasers and footers (TAXONOMY, section 1). A first look
at the lengths and endings of all lines finds the page's main stretch of prose; the lines around it
are then weighed by `evidence`, and the body is the run whose weights sum up highest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import resources
from math import exp, inf
from operator import getitem
from typing import Any, NamedTuple

from newsclean.model import Block, Document
from newsclean.pages import evidence
from newsclean.pages.boxes import box_evidence
from newsclean.pages.markup import MARKUP_SIZES, markup_evidence
from newsclean.pages.page import PROSE_END, Extent, Page, by_another, is_prose
from newsclean.pages.told import told_evidence
from newsclean.rules.rule import Hit, Rule

_FURNITURE = frozenset(("nav", "share", "ui", "comments", "legal", "tags", "head", "newsletter", "ads"))
"""Packs whose rules name the parts of a site rather than of an article."""
_FEW = 4
"""Different rules of furniture that even an extract may open. On the shared corpora 95 % of whole
pages open over 4 (news pages: over 7), and none of the gold bodies opens more than 4."""
_BOX = 6
"""Longest box in lines over which the body goes on; longer ones are the page's end."""
_SENTENCE = 60
"""Characters that a sentence behind a box must have to be the story's."""
_INSIDE = frozenset(("newsletter", "promo", "ads", "media", "share", "ui", "caption"))
"""Packs whose boxes stand inside stories as well as behind them."""
_GLANCE = 40
"""Lines that are asked about at a time while looking for furniture."""
_HOPELESS = 0.01
"""Share of body-likeness under which a line is no candidate for the body's first or last."""
_APART, _LINKED = 0.15, 0.5
"""Share of body-likeness under which a line of an HTML body is left out; the second where all of it
is links."""
_AROUND = 22
"""Lines around the main stretch of prose that are weighed."""


class _Weights:
    """A sum of weights, one per piece of evidence and bin."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.tables: list[list[float]] = data["weights"]
        self.bias: float = data["bias"]

    def score(self, row: Sequence[int]) -> float:
        """Return the log odds for a row of bins."""
        return self.bias + sum(map(getitem, self.tables, row))


def _both(start: dict[str, Any], end: dict[str, Any]) -> tuple[list[list[complex]], complex]:
    """Return the weights of both borders in one: the first line's real, the last line's imaginary.

    They are looked up by the same evidence, so that one sum serves both.
    """
    tables = [
        [complex(*pair) for pair in zip(first, last, strict=True)]
        for first, last in zip(start["weights"], end["weights"], strict=True)
    ]
    return tables, complex(start["bias"], end["bias"])


class Model:
    """Weights as `benchmarks/train_extent.py` wrote them."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.shape: list[float] = data["shape"]
        self.own = _Weights(data["own"])
        self.body = _Weights(data["body"])
        self.borders = _both(data["start"], data["end"])
        self.inside = _Weights(data["inside"]) if "inside" in data else None
        self.threshold: float = data["threshold"]
        self.pull: float = data["pull"]


class Weighed(NamedTuple):
    """What the weights say about the lines of a window.

    Attributes:
        start: First block of the window.
        body: Share of body-likeness of each line, 0 to 1.
        first: Log odds of each line to be the body's first; -inf where a rule claims it.
        last: Likewise for the last.
        rows: The evidence.
    """

    start: int
    body: list[float]
    first: list[float]
    last: list[float]
    rows: list[tuple[int, ...]]


@cache
def _model(kind: str) -> Model:
    """Return the weights for pages read as "text" or as "html"."""
    name = "extent.json" if kind == "text" else "extent_html.json"
    return Model(json.loads((resources.files("newsclean") / "data" / name).read_text(encoding="utf-8")))


Hits = dict[int, list[Hit]]


def survey(document: Document, ask: Callable[[Sequence[Block]], Hits]) -> tuple[Hits, Extent]:
    """Find what line rules claim around the article, and where its body is.

    Args:
        document: The page.
        ask: Returns what line rules claim among some blocks, by block index.

    Returns:
        The claims, and the body's extent. Of a whole page only the lines around the body are asked
        about: the menus and footers beyond go without a look. An extract is asked about whole.
    """
    blocks = document.blocks
    if is_extract(blocks, ask):
        hits = ask(blocks)
        prose = [b.index for b in blocks if b.index not in hits and is_prose(b.text)] or [0, len(blocks) - 1]
        return hits, Extent(0, len(blocks) - 1, True, prose[0], prose[-1], frozenset())
    model = _model("text" if blocks[0].markup is None else "html")
    scale = evidence.width(blocks)
    start, stop = window(blocks, model.shape, scale)
    hits = ask(blocks[start:stop])
    weighed = weigh(model, document, hits, start, stop, scale)
    first, last = best_run(model, blocks[start:stop], weighed)
    first, last = first + start, _last_line(blocks, hits, last + start)
    return hits, Extent(first, last, False, first, last, asides(model, blocks, weighed, first, last))


def asides(model: Model, blocks: Sequence[Block], weighed: Weighed, first: int, last: int) -> frozenset[int]:
    """Return lines of an HTML body that are links or stand apart from the story, by their tags.

    Without tags a teaser between paragraphs looks like a sub-heading; those lines are kept.
    """
    if model.inside is None:
        return frozenset()
    found = set()
    for block in blocks[first : last + 1]:
        place = block.index - weighed.start
        if place >= len(weighed.rows) or block.markup is None:
            continue
        odds = model.inside.score(weighed.rows[place])
        if odds < (LINK if block.markup.link_share > 0.9 else PROSE if is_prose(block.text) else SHORT):
            found.add(block.index)
    return frozenset(found)


LINK, PROSE, SHORT = 0.0, -1.0, -0.2


def _asides(page: Page) -> Iterator[Hit]:
    for index in page.extent.asides:
        yield Hit(index, ASIDE, 0, len(page.document.blocks[index].text), {})


def _last_line(blocks: Sequence[Block], hits: Hits, last: int) -> int:
    """Return the body's last line, further down where the story goes on behind the run that was found.

    It does where sentences stand right behind it that no rule claims (of such lines on the shared
    news pages 12 in 14 were the story's own), and where a paragraph follows a box that stands inside
    stories. A lost sentence is the worse error.
    """
    while True:
        below = _behind_box(hits, last + 1)
        if below >= len(blocks) or below in hits:
            return last
        text = blocks[below].text
        if text[-1] not in PROSE_END or (below > last + 1 and len(text) < _SENTENCE and not is_prose(text)):
            return last
        last = below


def _behind_box(hits: Hits, index: int) -> int:
    """Return the line behind a newsletter box, promo or advertisement that begins at `index`."""
    below = index
    while below in hits and below - index < _BOX and any(_pack(hit) in _INSIDE for hit in hits[below]):
        below += 1
    return below


def _pack(hit: Hit) -> str:
    return hit.rule.id.partition(".")[0]


def is_extract(blocks: Sequence[Block], ask: Callable[[Sequence[Block]], Hits]) -> bool:
    """Tell whether a text is an article already, without a site's menus and footers around it.

    Nearly all whole pages show a dozen and more lines of site furniture; extracts show a few. The
    page's first lines settle it most of the time.
    """
    kinds: set[str] = set()
    for start in range(0, len(blocks), _GLANCE):
        for found in ask(blocks[start : start + _GLANCE]).values():
            kinds.update(hit.rule.id for hit in found if _pack(hit) in _FURNITURE)
        if len(kinds) > _FEW:
            return False
    return True


def weigh(model: Model, document: Document, hits: Hits, start: int, stop: int, scale: float) -> Weighed:
    """Weigh lines `start` to `stop`, those around the page's main stretch of prose."""
    blocks = document.blocks
    families = {index: evidence.family(found) for index, found in hits.items()}
    own = evidence.own_evidence(blocks, families, start, stop, scale)
    beyond: tuple[int, ...] = evidence.OWN_SIZES
    if blocks[0].markup is not None:
        own = [row + more for row, more in zip(own, markup_evidence(blocks, start, stop), strict=True)]
        beyond += MARKUP_SIZES
    scores = [model.own.score(row) for row in own]
    context = evidence.context_evidence(blocks, families, start, stop, scores)
    if blocks[0].markup is not None:
        boxes = box_evidence(blocks, start, stop, scores)
        told = told_evidence(document, start, stop)
        context = [row + more + said for row, more, said in zip(context, boxes, told, strict=True)]
    tables, bias = model.borders
    body, first, last, rows = [], [], [], []
    for place, (row, more) in enumerate(zip(own, context, strict=True)):
        rows.append(row + more)
        share = 1.0 / (1.0 + exp(-model.body.score(row + more)))
        body.append(share)
        if share < _HOPELESS or families.get(start + place):
            first.append(-inf)
            last.append(-inf)
            continue
        border = evidence.border_evidence(own, context, place, beyond)
        both = sum(map(getitem, tables, border), bias)
        first.append(both.real)
        last.append(both.imag)
    return Weighed(start, body, first, last, rows)


def window(blocks: Sequence[Block], shape: Sequence[float], scale: float) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, and some lines around it."""
    best = total = 0.0
    first = start = last = 0
    for place, bin_ in enumerate(evidence.shapes(blocks, scale)):
        total += shape[bin_]
        if total <= 0:
            total, start = 0.0, place + 1
        elif total > best:
            best, first, last = total, start, place
    return max(0, first - _AROUND), min(len(blocks), last + 1 + _AROUND)


def best_run(model: Model, blocks: Sequence[Block], weighed: Weighed) -> tuple[int, int]:
    """Return first and last line of the best run: likely borders, and body-like lines between them.

    A run's worth is the log odds of its borders and, for each line between, how far its
    body-likeness lies above the threshold, times the square root of its length.
    """
    best = run = -inf
    first = start = last = 0
    for place, (block, body, opens, closes) in enumerate(
        zip(blocks, weighed.body, weighed.first, weighed.last, strict=False)
    ):
        if opens > run:
            run, start = opens, place
        run += model.pull * (body - model.threshold) * len(block.text) ** 0.5
        if run + closes > best:
            best, first, last = run + closes, start, place
    return first, last


BEFORE = Rule(id="body.before", says="stands before the article's body", action="remove", page=by_another)
AFTER = Rule(id="body.after", says="stands after the article's body", action="remove", page=by_another)
"""What no other rule claims outside the extent goes by these; the assembler takes whole stretches."""
ASIDE = Rule(
    id="body.aside", says="is a link or stands apart from the story's paragraphs", action="remove", page=_asides
)
RULES = (BEFORE, AFTER, ASIDE)
