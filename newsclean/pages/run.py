"""The run of lines that is taken for the body: the one whose weights sum up highest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import nlargest
from itertools import accumulate
from math import inf
from operator import mul

from newsclean.pages.page import STAYS, Hits, pack_of
from newsclean.pages.weights import Model, Weighed

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
Opened = Sequence[tuple[int, Collection[str]]]
"""Lines that rules claim for what seldom stands within a story, and the ids of those rules."""


def opened(hits: Hits, start: int, stop: int) -> Opened:
    """Return what rules of `_APART` claim of the lines from `start` to `stop`, with places counted from `start`."""
    lines = (
        (place - start, {hit.rule.id for hit in found if pack_of(hit) in _APART and hit.rule.action not in STAYS})
        for place, found in hits.items()
        if start <= place < stop
    )
    return [(place, rules) for place, rules in lines if rules]


def best_run(model: Model, weighed: Weighed, apart: Opened) -> tuple[int, int]:
    """Return first and last line of the best run: likely borders, and body-like lines between them.

    A run's worth is the log odds of its borders and, for each line between, how far its body-likeness
    lies above the threshold, times the square root of its length. A far paragraph right above a site's
    footer looks like an end too, but a run up to it holds much that stands behind stories; so each
    different rule that finds such a thing in a run counts against it. (Pages of HTML do not need that: there
    it changed nothing for the better, as boxes are evidence of their own.)

    Args:
        model: The weights.
        weighed: What the weights say about them.
        apart: What `opened` returns for the same lines; nothing in HTML.

    Returns:
        Places in the window; (0, 0) where no line may be a border.
    """
    sizes = weighed.sizes
    worth = [model.pull * (body - model.threshold) * size**0.5 for size, body in zip(sizes, weighed.body, strict=True)]
    sums = list(accumulate(worth, initial=0.0))
    opens = [first - above for first, above in zip(weighed.first, sums, strict=False)]
    closes = [last + above for last, above in zip(weighed.last, sums[1:], strict=True)]
    starts = _best_so_far(opens)
    ends = nlargest(_RIVALS, range(len(sizes)), key=lambda end: opens[starts[end]] + closes[end])
    likely = {*nlargest(_RIVALS, range(len(sizes)), key=opens.__getitem__), *(starts[end] for end in ends)}
    runs = sorted([(-opens[start] - closes[end], start, end) for end in ends for start in likely if start <= end])
    best, found = -inf, (0, 0)
    for loss, start, end in runs:
        if -loss <= best:
            break
        inside = {rule for place, rules in apart if start <= place <= end for rule in rules}
        if -loss - _OPENED * len(inside) > best:
            best, found = -loss - _OPENED * len(inside), (start, end)
    if runs and runs[0][1:] != found:
        chars = list(accumulate(map(mul, weighed.body, sizes), initial=0.0))
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


def run_worth(model: Model, weighed: Weighed, first: int, last: int) -> float:
    """Return what a run is worth, see `best_run`; below 0 it looks more like something else than like a story."""
    found = weighed.first[first] + weighed.last[last]
    for size, body in zip(weighed.sizes[first : last + 1], weighed.body[first : last + 1], strict=True):
        found += model.pull * (body - model.threshold) * float(size**0.5)
    return found
