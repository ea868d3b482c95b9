"""Where the article's body begins and ends.

On a whole page 87 % of the lines are menus, teasers and footers (TAXONOMY, section 1). A first look
at the lengths and endings of all lines finds the page's main stretch of prose; the lines around it
are then weighed by `evidence`, and the body is the run whose weights sum up highest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import accumulate, compress, count, islice, repeat
from math import exp, inf
from operator import add, and_, itemgetter, mul
from typing import Any, NamedTuple

from newsclean.model import Blocks, Box, Document, Markup
from newsclean.pages import evidence
from newsclean.pages.boxes import BOX_SIZES, box_evidence
from newsclean.pages.evidence import Column, Sizes
from newsclean.pages.markup import MARKUP_SIZES, markup_evidence
from newsclean.pages.page import PROSE_END, STAYS, Extent, Page, by_another, is_prose, is_separator, running_text
from newsclean.pages.told import TOLD_SIZES, headlines, told_evidence
from newsclean.read.zones import ZONES
from newsclean.rules.rule import Hit, Rule
from newsclean.shipped import shipped

_FURNITURE = frozenset(("nav", "share", "ui", "comments", "legal", "tags", "head", "newsletter", "ads"))
"""Packs whose rules name the parts of a site rather than of an article."""
_FEW = 4
"""Different rules of furniture that even an extract may open. On the shared corpora 95 % of whole
pages open over 4 (news pages: over 7), and none of the gold bodies opens more than 4."""
_BOX = 6
"""Longest box in lines over which the body goes on; longer ones are the page's end."""
_SENTENCE = 60
"""Characters that a sentence behind a box must have to be the story's."""
_APART = frozenset(("nav", "share", "comments", "legal", "tags", "head", "newsletter", "ending", "paywall"))
"""Packs whose rules name what seldom stands within a story."""
_OPENED = 0.75
"""What each different rule of those takes from a run that holds lines of theirs, in log odds. Chosen by
cross-validation; from 0.5 to 1 it helps on all sets, and a rule that claims several lines counts once."""
_WHOLE = 0.7
"""Share of the likeliest run's body text that another must hold to be taken because it holds fewer such claims:
half of a story that a box interrupts is not to be lost for them."""
_RIVALS = 10
"""Last lines, and first lines, of which the best runs are made that are compared."""
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
_BYLINE = 8
"""Lines below a story's `<h1>` in which its byline or date stands."""
_AROUND = 22
"""Lines around the main stretch of prose that are weighed."""
_NEARLY = 0.2
"""Share of the main stretch's worth from which on another is weighed too in raw text, wherever it stands. Chosen
by cross-validation: half of the pages that went all wrong had their story outside of the main stretch."""


_UNIT = 1000
"""Weights are whole thousandths, so that sums are exact and do not depend on their order."""
_FLAG_SETS = 10_000
"""Sets of flags whose weights are kept; a site has some dozens."""
_HALF = 32
_OFFSET, _MASK = 1 << (_HALF - 1), (1 << _HALF) - 1
"""Two sums over the same evidence are added up as one whole number, in whose lower half the first one is kept
above an offset, so that it is never negative there."""
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

    def score(self, columns: Sequence[evidence.Column]) -> list[int]:
        """Return the log odds of each line, in thousandths, for evidence in columns."""
        weights = map(_look_up, self.tables, columns)
        return list(map(sum, zip(*weights, strict=True), repeat(self.bias)))

    def scores(self, columns: Sequence[evidence.Column]) -> tuple[list[int], list[int]]:
        """Return the same for weights that `_both` put together: the first ones' sums, and the second ones'."""
        sums = self.score(columns)
        return [(both & _MASK) - _OFFSET for both in sums], [both >> _HALF for both in sums]


def _look_up(table: _Table, column: evidence.Column) -> Sequence[int]:
    """Return the weights of a column's bins: in C, as there are dozens of columns of a hundred lines."""
    return itemgetter(*column)(table) if len(column) > 1 else [table[bin_] for bin_ in column]


_Learned = tuple[list[list[int]], int]
"""Weights by bin for each piece of evidence, and the bias, in thousandths."""


def _learned(data: dict[str, Any]) -> _Learned:
    return [[round(_UNIT * weight) for weight in table] for table in data["weights"]], round(_UNIT * data["bias"])


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

    def up_to(self, end: int) -> Weighed:
        """Return the same for the first `end` lines of the window."""
        return self._replace(body=self.body[:end], first=self.first[:end], last=self.last[:end])


@cache
def _model(kind: str) -> Model:
    """Return the weights for pages read as "text" or as "html"."""
    name = "extent.json" if kind == "text" else "extent_html.json"
    return Model(json.loads((shipped("data") / name).read_text(encoding="utf-8")), kind)


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
    apart = () if blocks.markups else opened(hits, start, stop)
    first, last = best_run(model, blocks.texts[start:stop], weighed, apart)
    if model.inside and (worth := _worth(model, blocks, weighed, first, last)) < 0:
        low, high = _next_window(blocks, glance.shapes, model.shape, start, stop)
        outside = (low, min(high, start)) if low < start else (max(low, stop), high)
        hits |= with_followers(blocks, ask(blocks, *outside))
        second = weigh(model, document, hits, low, high, glance)
        run = best_run(model, blocks.texts[low:high], second, ())
        if _worth(model, blocks, second, *run) > worth:
            start, weighed, (first, last) = low, second, run
    end = _next_story(blocks, hits, first + start, last + start) - start
    if end <= last:
        first, last = best_run(model, blocks.texts[start : start + end], weighed.up_to(end), ())
    odds = model.inside.score(weighed.evidence) if model.inside else []
    first, last = _first_line(hits, weighed, odds, first + start), _last_line(blocks, hits, last + start)
    return hits, Extent(
        first, last, False, *running_text(blocks, hits, first, last), asides(blocks, odds, start, first, last)
    )


def _next_story(blocks: Blocks, hits: Hits, first: int, last: int) -> int:
    """Return where the page's next story begins, behind `last` where there is none.

    Sites that go on with another story give it an `<h1>` too, with a byline or date below it; sections
    that have an `<h1>` have none.
    """
    heads = [index for index, markup in enumerate(blocks.markups[: last + 1]) if markup.tag == "h1"]
    own = {blocks.keys[index] for index in heads if index <= first}
    for index in heads if own else ():
        below = range(index + 1, min(index + _BYLINE, last) + 1)
        if index > first and blocks.keys[index] not in own and any(_has_head(hits, place) for place in below):
            return index
    return last + 1


def _has_head(hits: Hits, index: int) -> bool:
    """Tell whether a rule takes a line for a byline or date."""
    return any(_pack(hit) == "head" for hit in hits.get(index, ()))


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
    """Return the odds of lines, drawn towards what the others of their style have in boxes of one style.

    A page sets the names of all its tips alike, and all rows of a table. Judged one by one some would go.
    """
    most = _SURE * _UNIT
    sure = [max(-most, min(most, odd)) for odd in odds]
    styles = [(markup.style, markup.box.parent.style if markup.box.parent else -1) for markup in markups]
    sums: dict[tuple[int, int], float] = {}
    for style, odd in zip(styles, sure, strict=True):
        sums[style] = sums.get(style, 0.0) + odd
    counts = Counter(styles)
    found = []
    for style, odd, own in zip(styles, odds, sure, strict=True):
        others = counts[style] - 1
        mean = (sums[style] - own) / others if others else odd
        found.append(odd + _ALIKE * others / (others + 1) * (mean - odd))
    return found


def _margin(text: str, markup: Markup, odds: float) -> float:
    """Return how far a line between the borders is from being none of the story's, in thousandths of log odds."""
    if is_separator(text):
        return inf
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
    stories. A lost sentence is the worse error. A separator right behind the story belongs to it, but
    what follows that is looked at no more.
    """
    while True:
        below = _behind_box(blocks, hits, last + 1)
        if below >= len(blocks) or below in hits:
            return last
        text = blocks[below].text
        if below == last + 1 and is_separator(text):
            return below
        if text[-1] not in PROSE_END or (below > last + 1 and len(text) < _SENTENCE and not is_prose(text)):
            return last
        last = below


def _behind_box(blocks: Blocks, hits: Hits, index: int) -> int:
    """Return the line behind a newsletter box, promo or advertisement that begins at `index`.

    A line of it may have no claim, such as the newsletter's pitch above the field for the address.
    """
    below = index
    while below - index < _BOX and below < len(blocks):
        if _is_boxed(hits, below):
            below += 1
        elif below > index and _is_boxed(hits, below + 1) and blocks.texts[below][-1] not in PROSE_END:
            below += 2
        else:
            break
    return below


def _is_boxed(hits: Hits, index: int) -> bool:
    return any(_pack(hit) in _INSIDE for hit in hits.get(index, ()))


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
    alone, shares = model.own.scores(own)
    scores = [score / _UNIT for score in alone]
    context = evidence.context_evidence(blocks, families, start, stop, scores)
    if blocks.markups:
        context += page_evidence(document, start, stop, scores)
    near = evidence.neighbour_evidence(own, model.beyond)
    body = [1.0 / (1.0 + exp(-score / _UNIT)) for score in map(add, shares, model.context.score(context))]
    first, last = [-inf] * len(body), [-inf] * len(body)
    hopeful = [share >= _HOPELESS and not families.get(start + place) for place, share in enumerate(body)]
    border = [list(compress(column, hopeful)) for column in evidence.border_evidence(own, context, near)]
    for place, opens, closes in zip(compress(count(), hopeful), *model.borders.scores(border), strict=False):
        first[place], last[place] = opens / _UNIT, closes / _UNIT
    return Weighed(start, body, first, last, [*own, *context, *near])


def page_evidence(document: Document, start: int, stop: int, scores: Sequence[float]) -> list[Column]:
    """Return what the boxes and the metadata of an HTML page say about lines `start` to `stop`."""
    tops = headlines(document)
    boxes = box_evidence(document.blocks, tops[0] if tops else 0, start, stop, scores)
    return boxes + told_evidence(document, tops, start, stop)


def window(blocks: Blocks, shapes: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, others that come near it, and some lines around them.

    A story that pictures and boxes cut into parts is several stretches; and the one with the most prose
    may be comments, or another story. In HTML it is the one stretch: `survey` looks at the next one where
    nothing in it looks like a story; but it begins at the headline.

    Args:
        blocks: All blocks of the page.
        shapes: `evidence.Glance.shapes` of them.
        weights: What each shape speaks for prose.
    """
    start, stop = _stretches(blocks, shapes, weights)
    return _from_headline(blocks, start) if blocks.markups else start, stop


def _stretches(blocks: Blocks, shapes: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch of lines with the most prose, with others that come near it, and some lines around."""
    speaks = list(map(weights.__getitem__, shapes))
    if blocks.markups:
        speaks = list(map(_less_beside, speaks, blocks.markups))
    most, first, last = _stretch(speaks, 0, len(speaks))
    least = inf if blocks.markups else _NEARLY * most
    while (found := _stretch(speaks, 0, first)).worth > least:
        first = found.first
    while (found := _stretch(speaks, last + 1, len(speaks))).worth > least:
        last = found.last
    return max(0, first - _AROUND), min(len(blocks), last + 1 + _AROUND)


def _from_headline(blocks: Blocks, start: int) -> int:
    """Return where the window begins, at the last `<h1>` above it where running text stands in between.

    Tables, lists and paragraphs without full stops may hold more lines than the longest stretch of prose.
    """
    for index in range(start - 1, -1, -1):
        if blocks.markups[index].tag == "h1":
            between = zip(blocks.texts[index:start], blocks.markups[index:start], strict=True)
            return index if any(is_prose(text) and line.link_share < 0.5 for text, line in between) else start
    return start


class _Stretch(NamedTuple):
    """Lines that speak for prose, and how much they do so together."""

    worth: float
    first: int
    last: int


def _stretch(speaks: Sequence[float], start: int, stop: int) -> _Stretch:
    """Return the stretch between `start` and `stop` whose lines speak most for prose."""
    best = total = 0.0
    first = top = last = start
    for place in range(start, stop):
        total += speaks[place]
        if total <= 0:
            total, top = 0.0, place + 1
        elif total > best:
            best, first, last = total, top, place
    return _Stretch(best, first, last)


def _next_window(
    blocks: Blocks, shapes: Sequence[int], weights: Sequence[float], start: int, stop: int
) -> tuple[int, int]:
    """Return the stretch with the most prose outside the window from `start` to `stop`, and some lines around it.

    A story of a few lines may have less prose than what stands elsewhere on its page.
    """
    taken = len(weights)
    return _stretches(blocks, [*shapes[:start], *repeat(taken, stop - start), *shapes[stop:]], [*weights, -inf])


def _less_beside(weight: float, markup: Markup) -> float:
    """Return a line's weight, half of it where tags put the line beside the story; some sites do so with all."""
    return weight / 2 if weight > 0 and markup.zones & _BESIDE else weight


Opened = Sequence[tuple[int, Collection[str]]]
"""Lines that rules claim for what seldom stands within a story, and the ids of those rules."""


def opened(hits: Hits, start: int, stop: int) -> Opened:
    """Return what rules of `_APART` claim of the lines from `start` to `stop`, with places counted from `start`."""
    lines = (
        (place - start, {hit.rule.id for hit in found if _pack(hit) in _APART and hit.rule.action not in STAYS})
        for place, found in hits.items()
        if start <= place < stop
    )
    return [(place, rules) for place, rules in lines if rules]


def best_run(model: Model, texts: Sequence[str], weighed: Weighed, apart: Opened) -> tuple[int, int]:
    """Return first and last line of the best run: likely borders, and body-like lines between them.

    A run's worth is the log odds of its borders and, for each line between, how far its body-likeness
    lies above the threshold, times the square root of its length. A far paragraph right above a site's
    footer looks like an end too, but a run up to it holds much that stands behind stories; so each
    different rule that finds such a thing in a run counts against it. (Pages of HTML do not need that: there
    it changed nothing for the better, as boxes are evidence of their own.)

    Args:
        model: The weights.
        texts: The lines of the window.
        weighed: What the weights say about them.
        apart: What `opened` returns for the same lines; nothing in HTML.

    Returns:
        Places in the window; (0, 0) where no line may be a border.
    """
    worth = [
        model.pull * (body - model.threshold) * len(text) ** 0.5 for text, body in zip(texts, weighed.body, strict=True)
    ]
    sums = list(accumulate(worth, initial=0.0))
    opens = [first - above for first, above in zip(weighed.first, sums, strict=False)]
    closes = [last + above for last, above in zip(weighed.last, sums[1:], strict=True)]
    starts = _best_so_far(opens)
    ends = nlargest(_RIVALS, range(len(texts)), key=lambda end: opens[starts[end]] + closes[end])
    likely = {*nlargest(_RIVALS, range(len(texts)), key=opens.__getitem__), *(starts[end] for end in ends)}
    runs = sorted([(-opens[start] - closes[end], start, end) for end in ends for start in likely if start <= end])
    best, found = -inf, (0, 0)
    for loss, start, end in runs:
        if -loss <= best:
            break
        inside = {rule for place, rules in apart if start <= place <= end for rule in rules}
        if -loss - _OPENED * len(inside) > best:
            best, found = -loss - _OPENED * len(inside), (start, end)
    if runs and runs[0][1:] != found:
        chars = list(accumulate(map(mul, weighed.body, map(len, texts)), initial=0.0))
        _, start, end = runs[0]
        if chars[found[1] + 1] - chars[found[0]] < _WHOLE * (chars[end + 1] - chars[start]):
            return start, end
    return found


def _best_so_far(values: Sequence[float]) -> list[int]:
    """Return for each place the place of the largest value up to it, the first of equals."""
    best, found = 0, []
    for place, value in enumerate(values):
        if value > values[best]:
            best = place
        found.append(best)
    return found


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
