"""How far figures would move with other pages: 95 % intervals from resampling pages, always the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scoring import Score

RESAMPLES = 1000
SEED = 20

Floats = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """Bounds between which 95 in 100 resamples fall."""

    low: float
    high: float


def intervals(scores: Sequence[Score]) -> dict[str, Interval]:
    """Return the intervals of F1 and exact."""
    return {name: _bounds(values) for name, values in _resampled(scores).items()}


def gains(before: Sequence[Score], after: Sequence[Score]) -> dict[str, Interval]:
    """Return the intervals of what F1, recall and exact gain; the same pages are drawn for both."""
    first, second = _resampled(before), _resampled(after)
    return {name: _bounds(second[name] - first[name]) for name in first}


def _resampled(scores: Sequence[Score]) -> Mapping[str, Floats]:
    """Return the figures of resamples; which pages are drawn depends on their number alone."""
    drawn = np.random.default_rng(SEED).integers(0, len(scores), (RESAMPLES, len(scores)))
    columns = np.array([score[:3] for score in scores])[drawn]
    precision, recall, exact = columns.mean(axis=1).T
    both = precision + recall
    f1 = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return {"f1": f1, "recall": recall, "exact": exact}


def _bounds(values: Floats) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return Interval(round(float(low), 4), round(float(high), 4))
