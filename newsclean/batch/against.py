"""Rule rot: has a rule stopped to fire on a site since the last run, or do rules remove twice as much?

Sites change their templates; then a rule that fired on nearly every page of a host fires on none, or the
story itself falls to the rules. Pages differ from run to run, so small numbers say nothing, and the
thresholds below are such that chance alone hardly ever reaches them: where 20 pages are expected, chance
gives 5 or fewer once in 14,000 times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsclean.batch.tally import OTHERS

_Counts = dict[str, Any]
"""A host's part of a summary."""

EXPECTED_MIN = 20
"""Pages on which a rule must have fired in the last run, and would at its old rate in this one."""
COLLAPSE = 0.25
"""A rule has collapsed when it fires at most at this share of its old rate."""
PAGES_MIN = 50
"""Pages of a host in both runs for its removed share to be compared."""
GROWTH = 2.0
"""The removed share has doubled when it is so many times the old one …"""
GROWTH_MIN = 0.05
"""… and so much above it."""


def compare(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each host and rule that changed for the worse between two summaries.

    Args:
        old: An earlier run's summary, as `summarize` gives it.
        new: This run's.

    Example:
        >>> def harbour(pages):
        ...     return {"documents": 100, "chars": 1000, "pages": {"promo.read": pages}, "removed_chars": {"nav": 9}}
        >>> list(compare({"hosts": {"harbour.example": harbour(90)}}, {"hosts": {"harbour.example": harbour(3)}}))
        ['harbour.example: promo.read fired on 90 of 100 pages, now on 3 of 100']
    """
    before, after = old["hosts"], new["hosts"]
    for host in before:
        if host in after and host != OTHERS:
            yield from _collapsed(host, before[host], after[host])
            yield from _doubled(host, before[host], after[host])
    if len(before) > 1:
        yield from _doubled("all hosts", _all(before), _all(after))


def _collapsed(host: str, old: _Counts, new: _Counts) -> Iterator[str]:
    for rule, pages in sorted(old["pages"].items()):
        expected = pages * new["documents"] / old["documents"]
        now = new["pages"].get(rule, 0)
        if min(pages, expected) >= EXPECTED_MIN and now <= COLLAPSE * expected:
            yield f"{host}: {rule} fired on {pages} of {old['documents']} pages, now on {now} of {new['documents']}"


def _doubled(host: str, old: _Counts, new: _Counts) -> Iterator[str]:
    if min(old["documents"], new["documents"]) < PAGES_MIN:
        return
    before, now = _shares(old), _shares(new)
    if now.total() >= GROWTH * before.total() and now.total() - before.total() >= GROWTH_MIN:
        rule = max(sorted(now), key=lambda rule: now[rule] - before[rule])
        yield (
            f"{host}: {now.total():.1%} of the text was removed, before {before.total():.1%}; "
            f"most of it by {rule}: {now[rule]:.1%}, before {before[rule]:.1%}"
        )


def _shares(counts: _Counts) -> Counter[str]:
    """Return the share of the text that each rule removed."""
    shares: Any = {rule: chars / counts["chars"] for rule, chars in counts["removed_chars"].items()}
    return Counter(shares)


def _all(hosts: dict[str, _Counts]) -> _Counts:
    removed: Counter[str] = Counter()
    for counts in hosts.values():
        removed.update(counts["removed_chars"])
    return {
        "documents": sum(counts["documents"] for counts in hosts.values()),
        "chars": sum(counts["chars"] for counts in hosts.values()),
        "removed_chars": removed,
    }
