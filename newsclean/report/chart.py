"""Charts as inline SVG: bars with their labels in a table, and a histogram.

Labels and figures are text of the page and not of the drawing, so that they wrap, can be copied and are read
out; only the bars are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.report.page import Html, join, tag

_TALL, _WIDE = 60, 240
"""Size of a histogram's drawing, which is stretched to its place."""


class Bar(NamedTuple):
    """One bar.

    Attributes:
        label: What it stands for.
        value: Its length, 0 or more.
        shown: The value as text ("12 %").
    """

    label: str
    value: float
    shown: str


def bars(rows: Sequence[Bar], *, caption: str, longest: float | None = None) -> Html:
    """Return horizontal bars, one per row.

    Args:
        rows: The bars, in the order in which they shall stand.
        caption: What the chart shows.
        longest: The value that fills the width (1 for shares); None for the largest one.

    Example:
        >>> "12 %" in bars([Bar("herald.example", 0.12, "12 %")], caption="Share removed", longest=1)
        True
    """
    full = max((row.value for row in rows), default=0) if longest is None else longest
    body = (
        tag(
            "tr",
            tag("th", row.label, scope="row"),
            tag("td", row.shown, class_="number"),
            tag("td", _bar(row.value / full if full else 0), aria_hidden="true"),
        )
        for row in rows
    )
    return tag("table", tag("caption", caption), tag("tbody", join(body)), class_="bars")


def _bar(share: float) -> Html:
    rect = tag("rect", width=f"{100 * min(share, 1):.2f}", height=10)
    return tag("svg", rect, viewBox="0 0 100 10", preserveAspectRatio="none")


class Bin(NamedTuple):
    """One column of a histogram: `size` values lie from `low` up to `high`."""

    low: float
    high: float
    size: int


def histogram(bins: Sequence[Bin], *, caption: str, unit: str) -> Html:
    """Return columns side by side.

    Args:
        bins: The columns from left to right.
        caption: What the chart shows.
        unit: Unit of `low` and `high` ("ms").

    Example:
        >>> "2 to 4 ms: 7" in histogram([Bin(0, 2, 3), Bin(2, 4, 7)], caption="Time per page", unit="ms")
        True
    """
    highest = max((one.size for one in bins), default=0)
    drawing = tag(
        "svg",
        *(_column(one, place, len(bins), highest, unit) for place, one in enumerate(bins)),
        viewBox=f"0 0 {_WIDE} {_TALL}",
        preserveAspectRatio="none",
        role="img",
        aria_label=caption,
    )
    ends = (f"{bins[0].low:g} {unit}", f"{bins[-1].high:g} {unit}") if bins else ()
    axis = tag("div", *(tag("span", end) for end in ends), class_="axis")
    return tag("figure", tag("figcaption", caption), drawing, axis, class_="histogram")


def _column(one: Bin, place: int, columns: int, highest: int, unit: str) -> Html:
    """Return a column that says on hover what it counts; one that counts little can still be seen."""
    tall = max(_TALL * one.size / highest, 0.5) if one.size else 0.0
    wide = _WIDE / columns
    left = f"{place * wide:.2f}"
    says = tag("title", f"{one.low:g} to {one.high:g} {unit}: {one.size:,}")
    behind = tag("rect", x=left, width=f"{wide:.2f}", height=_TALL, class_="behind")
    drawn = tag("rect", x=left, y=f"{_TALL - tall:.2f}", width=f"{wide * 0.9:.2f}", height=f"{tall:.2f}")
    return tag("g", says, behind, drawn)
