"""Where the article's body begins and ends.

On a whole page 87 % of the lines are menus, teasers and footers (TAXONOMY, section 1). A first look
at the lengths and endings of all lines finds the page's main stretch of prose; the lines around it
are then weighed by `evidence`, and the body is the run whose weights sum up highest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import compress, count, islice, repeat
from math import exp, inf
from operator import and_, itemgetter
from typing import Any, NamedTuple

from newsclean.model import Blocks, Box, Document, Markup
from newsclean.pages import evidence
from newsclean.pages.boxes import BOX_SIZES, box_evidence
from newsclean.pages.evidence import Column, Sizes
from newsclean.pages.markup import MARKUP_SIZES, markup_evidence
from newsclean.pages.page import PROSE_END, Extent, Page, by_another, is_prose, running_text
from newsclean.pages.told import TOLD_SIZES, headlines, told_evidence
from newsclean.read.zones import ZONES
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
_GLANCE = 10
"""Lines that are asked about at a time while looking for furniture."""
_HOPELESS = 0.01
"""Share of body-likeness under which a line is no candidate for the body's first or last."""
_LEAST_LINK, _LEAST, _LEAST_PROSE = 0.1, -0.5, -0.4
"""Log odds of being the story's own under which a line between the borders of an HTML body is left out: a
link, another line, running text. Chosen by cross-validation; a lost sentence is the worse error."""
_ALIKE, _SURE = 0.5, 3.0
"""What all other lines of a line's style count together beside its own odds, and log odds beyond which one of
them says no more. Anything from .4 to .6 and from 2 to 9 does as well on unseen pages."""
_LINKED = 0.9
"""Share of linked text from which on a line is a link."""
_BESIDE = ZONES["nav"] | ZONES["aside"] | ZONES["footer"]
"""Tags of what stands beside a story."""
_MOSTLY = 0.5
"""Share of linked text from which on an item of a list is a pointer."""
_TIMES = frozenset(("head.date", "head.time", "head.time_relative"))
_LISTS = frozenset(("ul", "ol"))
_ITEM = ZONES["li"]
_AROUND = 22
"""Lines around the main stretch of prose that are weighed."""


_UNIT = 1000
"""Weights are whole thousandths, so that sums are exact and do not depend on their order."""
_FLAG_SETS = 10_000
"""Sets of flags whose weights are kept; a site has some dozens."""
_Table = Mapping[int, complex] | Sequence[complex]


class _Flags(dict[int, complex]):
    """The weights of a piece of evidence that is a set of flags: their sum, worked out once for each set."""

    def __init__(self, bits: Sequence[int], tables: Sequence[Sequence[complex]]) -> None:
        super().__init__()
        self._none = sum([unset for unset, _ in tables])
        self._more = [(bit, set_ - unset) for bit, (unset, set_) in zip(bits, tables, strict=True)]

    def __missing__(self, flags: int) -> complex:
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

    def __init__(self, tables: Iterable[Sequence[complex]], bias: complex, sizes: Sizes) -> None:
        rest = iter(tables)
        self.tables: list[_Table] = [
            next(rest) if isinstance(size, int) else _Flags(size, list(islice(rest, len(size)))) for size in sizes
        ]
        self.bias = bias

    def score(self, columns: Sequence[evidence.Column]) -> list[Any]:
        """Return the log odds of each line, in thousandths, for evidence in columns."""
        weights = map(_look_up, self.tables, columns)
        return list(map(sum, zip(*weights, strict=True), repeat(self.bias)))


def _look_up(table: _Table, column: evidence.Column) -> Sequence[complex]:
    """Return the weights of a column's bins: in C, as there are dozens of columns of a hundred lines."""
    return itemgetter(*column)(table) if len(column) > 1 else [table[bin_] for bin_ in column]


def _one(data: dict[str, Any], sizes: Sizes) -> _Weights:
    tables = [[round(_UNIT * weight) for weight in table] for table in data["weights"]]
    return _Weights(tables, round(_UNIT * data["bias"]), sizes)


def _both(start: dict[str, Any], end: dict[str, Any], sizes: Sizes) -> _Weights:
    """Return the weights of both borders in one: the first line's real, the last line's imaginary.

    They are looked up by the same evidence, so that one sum serves both.
    """
    tables = [
        [complex(round(_UNIT * one), round(_UNIT * other)) for one, other in zip(first, last, strict=True)]
        for first, last in zip(start["weights"], end["weights"], strict=True)
    ]
    return _Weights(tables, complex(round(_UNIT * start["bias"]), round(_UNIT * end["bias"])), sizes)


class Model:
    """Weights as `benchmarks/train_extent.py` wrote them, for pages of one kind ("text" or "html")."""

    def __init__(self, data: dict[str, Any], kind: str) -> None:
        own = own_sizes(kind)
        self.shape: list[float] = data["shape"]
        self.own = _one(data["own"], own)
        context = context_sizes(kind)
        self.body = _one(data["body"], (*own, *context))
        self.borders = _both(data["start"], data["end"], evidence.border_sizes(own, context))
        self.inside = _one(data["inside"], inside_sizes(kind)) if kind == "html" else None
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


class Weighed(NamedTuple):
    """What the weights say about the lines of a window.

    Attributes:
        start: First block of the window.
        body: Share of body-likeness of each line, 0 to 1.
        first: Log odds of each line to be the body's first; -inf where a rule claims it.
        last: Likewise for the last.
        evidence: All evidence about the lines, in columns.
    """

    start: int
    body: list[float]
    first: list[float]
    last: list[float]
    evidence: list[Column]


@cache
def _model(kind: str) -> Model:
    """Return the weights for pages read as "text" or as "html"."""
    name = "extent.json" if kind == "text" else "extent_html.json"
    return Model(json.loads((resources.files("newsclean") / "data" / name).read_text(encoding="utf-8")), kind)


Hits = dict[int, list[Hit]]
Ask = Callable[[Blocks, int, int], Hits]


def survey(document: Document, ask: Ask, with_followers: Callable[[Blocks, Hits], Hits]) -> tuple[Hits, Extent]:
    """Find what line rules claim around the article, and where its body is.

    Args:
        document: The page.
        ask: Returns what line rules claim among the blocks from one index to another, by block index.
        with_followers: Adds to claims those on the lines that labels take with them.

    Returns:
        The claims, and the body's extent. Of a whole page only the lines around the body are asked
        about: most of the menus and footers beyond go without a look. An extract is asked about whole.
    """
    blocks = document.blocks
    if not blocks:
        return {}, Extent(0, -1, True, 0, -1, -1, frozenset())
    model = _model("html" if blocks.markups else "text")
    glance = evidence.glance(blocks.texts)
    start, stop = window(blocks, glance.shapes, model.shape)
    hits = ask(blocks, start, stop)
    beyond = _beyond(blocks, ask, start, stop, _furniture(hits))
    hits = with_followers(blocks, hits | beyond if beyond else hits)
    if beyond is not None:
        return hits, Extent(0, len(blocks) - 1, True, *running_text(blocks, hits, 0, len(blocks) - 1), _menus(blocks))
    weighed = weigh(model, document, hits, start, stop, glance)
    first, last = best_run(model, blocks.texts[start:stop], weighed)
    if model.inside and (worth := _worth(model, blocks, weighed, first, last)) < 0:
        low, high = _next_window(blocks, glance.shapes, model.shape, start, stop)
        outside = (low, min(high, start)) if low < start else (max(low, stop), high)
        hits |= with_followers(blocks, ask(blocks, *outside))
        second = weigh(model, document, hits, low, high, glance)
        run = best_run(model, blocks.texts[low:high], second)
        if _worth(model, blocks, second, *run) > worth:
            start, weighed, (first, last) = low, second, run
    odds = model.inside.score(weighed.evidence) if model.inside else []
    first, last = _first_line(hits, weighed, odds, first + start), _last_line(blocks, hits, last + start)
    return hits, Extent(
        first, last, False, *running_text(blocks, hits, first, last), asides(blocks, odds, start, first, last)
    )


def _menus(blocks: Blocks) -> frozenset[int]:
    """Return lines of a page with little furniture that are mostly links, in menus, in a footer or beside the story."""
    lines = enumerate(blocks.markups)
    return frozenset([index for index, line in lines if line.zones & _BESIDE and line.link_share > 0.5])


def asides(blocks: Blocks, odds: Sequence[float], start: int, first: int, last: int) -> frozenset[int]:
    """Return lines between the borders of an HTML body that are links or stand apart from the story, by their tags.

    Without tags a teaser between paragraphs looks like a sub-heading; those lines are kept. Where most of the
    body's running text would go, all of it is kept.

    Args:
        blocks: All blocks of the page.
        odds: How likely each line from `start` on is the story's own, in thousandths of log odds; none in text mode.
        start: Where the window begins.
        first: The body's first line.
        last: The body's last line.
    """
    if not odds:
        return frozenset()
    markups, texts = blocks.markups[first : last + 1], blocks.texts[first : last + 1]
    alike = _among_alike(markups, odds[first - start : last + 1 - start])
    margins = list(map(_margin, texts, markups, alike))
    for members in _link_lists(markups):
        mean = sum([alike[member] for member in members]) / len(members)
        for member in members:
            margins[member] = mean - _UNIT * _LEAST_LINK
    found = [margin < 0 for margin in margins]
    prose = [is_prose(text) for text in texts]
    if 2 * sum(map(and_, found, prose)) > sum(prose):  # then it is not known what the story's paragraphs look like
        found = [aside and not running for aside, running in zip(found, prose, strict=True)]
    return frozenset(compress(count(first), found))


def _among_alike(markups: Sequence[Markup], odds: Sequence[float]) -> list[float]:
    """Return the odds of lines, drawn towards what the others of their style (tag and class) have.

    A page sets the names of all its tips alike, and all rows of a table. Judged one by one some would go.
    """
    most = _SURE * _UNIT
    sure = [max(-most, min(most, odd)) for odd in odds]
    sums: dict[int, float] = {}
    for markup, odd in zip(markups, sure, strict=True):
        sums[markup.style] = sums.get(markup.style, 0.0) + odd
    counts = Counter([markup.style for markup in markups])
    found = []
    for markup, odd, own in zip(markups, odds, sure, strict=True):
        others = counts[markup.style] - 1
        mean = (sums[markup.style] - own) / others if others else odd
        found.append(odd + _ALIKE * others / (others + 1) * (mean - odd))
    return found


def _margin(text: str, markup: Markup, odds: float) -> float:
    """Return how far a line between the borders is from being none of the story's, in thousandths of log odds."""
    least = _LEAST_LINK if markup.link_share > _LINKED else _LEAST_PROSE if is_prose(text) else _LEAST
    return odds - _UNIT * least


def _link_lists(markups: Sequence[Markup]) -> list[list[int]]:
    """Return the lists among some lines whose items are mostly links: such a list is the story's or is not."""
    lists: dict[int, list[int]] = {}
    for index, markup in enumerate(markups):
        holder: Box | None = markup.box
        while holder is not None and holder.tag not in _LISTS:
            holder = holder.parent if holder.zones & _ITEM else None
        if holder is not None:
            lists.setdefault(holder.number, []).append(index)
    return [
        members
        for members in lists.values()
        if len(members) > 1 and all(markups[index].link_share > _MOSTLY for index in members)
    ]


def _asides(page: Page) -> Iterator[Hit]:
    """Lines set apart, and the date or time that a teaser among them shows."""
    asides, extent = page.extent.asides, page.extent
    for index in range(extent.first, extent.last + 1):
        beside = index - 1 in asides or index + 1 in asides
        if index in asides or (beside and any(hit.rule.id in _TIMES for hit in page.hits.get(index, ()))):
            yield Hit(index, ASIDE, 0, len(page.document.blocks.texts[index]), {})


def _first_line(hits: Hits, weighed: Weighed, odds: Sequence[float], first: int) -> int:
    """Return the body's first line, further up where lines that look like the story's stand right above it in HTML.

    Of such lines on shared pages kept out of training 17 in 26 were the story's own, on news pages all.
    """
    if odds:
        at = first - weighed.start
        while at > 0 and odds[at - 1] > 0 and weighed.body[at - 1] > 0.5 and at - 1 + weighed.start not in hits:
            at -= 1
        first = at + weighed.start
    return first


def _last_line(blocks: Blocks, hits: Hits, last: int) -> int:
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


def _beyond(blocks: Blocks, ask: Ask, start: int, stop: int, furniture: set[str]) -> Hits | None:
    """Return what line rules claim outside the window of an extract; None where the text is no extract.

    An extract is an article already, without a site's menus and footers around it. Nearly all whole
    pages show a dozen and more lines of site furniture; extracts show a few. The lines around the
    window are asked from the page's end on, where they are thickest, until it is settled.
    """
    found: Hits = {}
    for low, high in ((stop, len(blocks)), (0, start)):
        for end in range(high, low, -_GLANCE):
            if len(furniture) > _FEW:
                return None
            hits = ask(blocks, max(low, end - _GLANCE), end)
            furniture |= _furniture(hits)
            found |= hits
    return None if len(furniture) > _FEW else found


def _furniture(hits: Hits) -> set[str]:
    """Return the ids of the rules of site furniture among some claims."""
    return {hit.rule.id for found in hits.values() for hit in found if _pack(hit) in _FURNITURE}


def weigh(model: Model, document: Document, hits: Hits, start: int, stop: int, glance: evidence.Glance) -> Weighed:
    """Weigh lines `start` to `stop`, those around the page's main stretch of prose."""
    blocks = document.blocks
    families = {index: evidence.family(found) for index, found in hits.items()}
    own = evidence.own_evidence(blocks, families, start, stop, glance)
    if blocks.markups:
        own += markup_evidence(blocks, start, stop)
    scores = [score / _UNIT for score in model.own.score(own)]
    context = evidence.context_evidence(blocks, families, start, stop, scores)
    if blocks.markups:
        context += page_evidence(document, start, stop, scores)
    near = evidence.neighbour_evidence(own, model.beyond)
    body = [1.0 / (1.0 + exp(-score / _UNIT)) for score in model.body.score(own + context)]
    first, last = [-inf] * len(body), [-inf] * len(body)
    hopeful = [share >= _HOPELESS and not families.get(start + place) for place, share in enumerate(body)]
    border = [list(compress(column, hopeful)) for column in evidence.border_evidence(own, context, near)]
    for place, both in zip(compress(count(), hopeful), model.borders.score(border), strict=False):
        first[place], last[place] = both.real / _UNIT, both.imag / _UNIT
    return Weighed(start, body, first, last, [*own, *context, *near])


def page_evidence(document: Document, start: int, stop: int, scores: Sequence[float]) -> list[Column]:
    """Return what the boxes and the metadata of an HTML page say about lines `start` to `stop`."""
    tops = headlines(document)
    boxes = box_evidence(document.blocks, tops[0] if tops else 0, start, stop, scores)
    return boxes + told_evidence(document, tops, start, stop)


def window(blocks: Blocks, shapes: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, and some lines around it.

    Args:
        blocks: All blocks of the page.
        shapes: `evidence.Glance.shapes` of them.
        weights: What each shape speaks for prose.
    """
    speaks = map(weights.__getitem__, shapes)
    if blocks.markups:
        speaks = map(_less_beside, speaks, blocks.markups)
    best = total = 0.0
    first = start = last = 0
    for place, weight in enumerate(speaks):
        total += weight
        if total <= 0:
            total, start = 0.0, place + 1
        elif total > best:
            best, first, last = total, start, place
    return max(0, first - _AROUND), min(len(blocks), last + 1 + _AROUND)


def _next_window(
    blocks: Blocks, shapes: Sequence[int], weights: Sequence[float], start: int, stop: int
) -> tuple[int, int]:
    """Return the stretch with the most prose outside the window from `start` to `stop`, and some lines around it.

    A story of a few lines may have less prose than what stands elsewhere on its page.
    """
    taken = len(weights)
    return window(blocks, [*shapes[:start], *repeat(taken, stop - start), *shapes[stop:]], [*weights, -inf])


def _less_beside(weight: float, markup: Markup) -> float:
    """Return a line's weight, half of it where tags put the line beside the story; some sites do so with all."""
    return weight / 2 if weight > 0 and markup.zones & _BESIDE else weight


def best_run(model: Model, texts: Sequence[str], weighed: Weighed) -> tuple[int, int]:
    """Return first and last line of the best run: likely borders, and body-like lines between them.

    A run's worth is the log odds of its borders and, for each line between, how far its
    body-likeness lies above the threshold, times the square root of its length.
    """
    best = run = -inf
    first = start = last = 0
    pull, threshold = model.pull, model.threshold
    for place, (text, body, opens, closes) in enumerate(
        zip(texts, weighed.body, weighed.first, weighed.last, strict=True)
    ):
        if opens > run:
            run, start = opens, place
        run += pull * (body - threshold) * len(text) ** 0.5
        if run + closes > best:
            best, first, last = run + closes, start, place
    return first, last


def _worth(model: Model, blocks: Blocks, weighed: Weighed, first: int, last: int) -> float:
    """Return what a run is worth, see `best_run`; below 0 it looks more like something else than like a story."""
    found = weighed.first[first] + weighed.last[last]
    texts = blocks.texts[weighed.start + first : weighed.start + last + 1]
    for text, body in zip(texts, weighed.body[first : last + 1], strict=True):
        found += model.pull * (body - model.threshold) * float(len(text) ** 0.5)
    return found


BEFORE = Rule(id="body.before", says="stands before the article's body", action="remove", page=by_another)
AFTER = Rule(id="body.after", says="stands after the article's body", action="remove", page=by_another)
"""What no other rule claims outside the extent goes by these; the assembler takes whole stretches."""
ASIDE = Rule(
    id="body.aside", says="is a link or stands apart from the story's paragraphs", action="remove", page=_asides
)
RULES = (BEFORE, AFTER, ASIDE)
