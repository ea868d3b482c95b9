"""What a run came to: plain data, which is written as JSON and which `--against` and the report read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsclean.batch.schema import storable
from newsclean.batch.tally import HostTally, Tally

VERSION = 1
_SHOWN = 10

Summary = dict[str, Any]
"""See docs/batch.md for its keys."""


class SummaryError(Exception):
    """A file is no summary; the message names it and the mend."""


def summarize(run: dict[str, Any], tally: Tally, *, seconds: float, workers: int, skipped: int) -> Summary:
    """Return a run's summary.

    Args:
        run: What the run was: options, rules and inputs.
        tally: Its counts.
        seconds: How long it took, without what an interrupted run did before.
        workers: Number of its processes.
        skipped: Records and files that are no pages.
    """
    total = HostTally()
    for counts in tally.hosts.values():
        total.add(counts)
    hosts = sorted(tally.hosts.items(), key=lambda item: (-item[1].documents, item[0]))
    return {
        "summary": VERSION,
        "documents": tally.documents,
        "cleaned": tally.cleaned,
        "rejected": dict(sorted(tally.rejected.items())),
        "skipped": skipped,
        "truncated": tally.truncated,
        "warned": tally.warned,
        "seconds": round(seconds, 3),
        "workers": workers,
        "cleaning_seconds": round(tally.seconds, 3),
        "chars": total.chars,
        "removed_share": _share(total),
        "rules": {
            rule: {"hits": hits, "pages": total.pages[rule], "removed_chars": total.removed[rule]}
            for rule, hits in sorted(tally.hits.items(), key=lambda item: (-item[1], item[0]))
        },
        "hosts": {host: _host(counts) for host, counts in hosts},
        "times": {str(bits): tally.times[bits] for bits in sorted(tally.times)},
        "slowest": [{"ms": ms, "id": name, "place": place} for ms, name, place in tally.slowest],
        "run": run,
    }


def _host(counts: HostTally) -> dict[str, Any]:
    return {
        "documents": counts.documents,
        "chars": counts.chars,
        "removed_share": _share(counts),
        "pages": dict(sorted(counts.pages.items())),
        "removed_chars": dict(sorted(counts.removed.items())),
    }


def _share(counts: HostTally) -> float:
    return round(counts.removed.total() / counts.chars, 6) if counts.chars else 0.0


def lines(summary: Summary) -> Iterator[str]:
    """Yield a summary as lines for people."""
    documents, seconds = summary["documents"], summary["seconds"]
    rate = f" ({documents / seconds:,.0f}/s)" if seconds else ""
    yield f"{documents:,} documents in {seconds:,.1f} s{rate}, {summary['cleaned']:,} cleaned"
    if summary["rejected"]:
        yield f"rejected: {', '.join(f'{stage} {count:,}' for stage, count in summary['rejected'].items())}"
    if summary["skipped"]:
        yield f"passed over: {summary['skipped']:,} records or files that are no pages"
    if not summary["cleaned"]:
        return
    yield f"removed: {summary['removed_share']:.1%} of the text; {summary['truncated']:,} pages cut by a paywall"
    yield "rules, by pages:"
    rules: Mapping[str, Any] = summary["rules"]
    for rule in sorted(rules, key=lambda rule: (-rules[rule]["pages"], rule))[:_SHOWN]:
        yield f"  {rules[rule]['pages']:>9,}  {rule}"
    yield "hosts, by pages, with the share removed:"
    for host, counts in list(summary["hosts"].items())[:_SHOWN]:
        yield f"  {counts['documents']:>9,}  {counts['removed_share']:>6.1%}  {host}"
    yield "slowest pages, in ms:"
    for page in summary["slowest"]:
        yield f"  {page['ms']:>9,.0f}  {page['id']}"


def to_json(summary: Summary) -> bytes:
    """Return a summary as JSON with line breaks."""
    return (json.dumps(storable(summary), ensure_ascii=False, indent=1) + "\n").encode()


def read_summary(path: Path) -> Summary:
    """Read what `to_json` gave.

    Raises:
        SummaryError: The file cannot be read or holds something else.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise SummaryError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise SummaryError(f"{path}: is no JSON; give the summary of an earlier run (OUT.summary.json)") from error
    if not isinstance(data, dict) or data.get("summary") != VERSION:
        raise SummaryError(f"{path}: is no summary of this version; give the OUT.summary.json of an earlier run")
    return data
