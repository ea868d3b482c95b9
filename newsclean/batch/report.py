"""A run's summary as a page to look at: what is removed where, by which rules, and what takes long."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.batch.summary import Summary
from newsclean.report.chart import Bar, Bin, bars, histogram
from newsclean.report.page import Html, page, table, tag, tiles, warnings

_HOSTS = 30
_RULES = 40


def render(summary: Summary, rotten: tuple[str, ...] = ()) -> str:
    """Return the page.

    Args:
        summary: The run's summary.
        rotten: What `--against` found.

    Example:
        >>> from newsclean.batch.summary import summarize
        >>> from newsclean.batch.tally import Tally
        >>> empty = summarize({"rules_version": "0.1.0"}, Tally(), seconds=0, workers=1, skipped=0)
        >>> "0.1.0" in render(empty)
        True
    """
    return page("newsclean batch", tag("main", *_parts(summary, rotten)))


def _parts(summary: Summary, rotten: tuple[str, ...]) -> Iterator[Html]:
    rejected = sum(summary["rejected"].values())
    run = summary["run"]
    yield tag("h1", "What a run removed")
    yield tag("p", f"Rules {run['rules_version']}, fingerprint {run.get('rules_fingerprint', '')}")
    yield warnings(rotten)
    yield tiles(
        (
            ("documents", f"{summary['documents']:,}"),
            ("cleaned", f"{summary['cleaned']:,}"),
            ("rejected", f"{rejected:,}"),
            ("text removed", f"{summary['removed_share']:.1%}"),
            ("cut by a paywall", f"{summary['truncated']:,}"),
            ("seconds", f"{summary['seconds']:,.1f}"),
        )
    )
    hosts = list(summary["hosts"].items())[:_HOSTS]
    yield bars(
        [
            Bar(f"{host} ({counts['documents']:,})", counts["removed_share"], f"{counts['removed_share']:.1%}")
            for host, counts in hosts
        ],
        caption=f"Share of the text removed, by host (pages); the {len(hosts)} largest of {len(summary['hosts'])}",
        longest=1,
    )
    rules = list(summary["rules"].items())[:_RULES]
    yield bars(
        [Bar(rule, counts["hits"], f"{counts['hits']:,}") for rule, counts in rules],
        caption=f"Rules by hits; the first {len(rules)} of {len(summary['rules'])}",
    )
    yield histogram(
        list(_bins(summary["times"])), caption="Pages by time, each column twice as wide as the one before", unit="ms"
    )
    yield table(
        ("page", "place", "ms"),
        [(slow["id"], slow["place"], f"{slow['ms']:,.0f}") for slow in summary["slowest"]],
        caption="Slowest pages",
        numbers=1,
    )
    if rejected:
        yield table(
            ("stage", "documents"),
            [(stage, f"{count:,}") for stage, count in summary["rejected"].items()],
            caption="Rejected",
            numbers=1,
        )


def _bins(times: dict[str, int]) -> Iterator[Bin]:
    """Yield the columns of the pages' times: each twice as wide as the one before."""
    for bits in range(max(map(int, times), default=-1) + 1):
        yield Bin(2 ** (bits - 1) if bits else 0, 2**bits, times.get(str(bits), 0))
