"""A run from beginning to end: read, clean in workers, commit, put together, count."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from newsclean.batch.formats import FORMATS
from newsclean.batch.items import Meter
from newsclean.batch.journal import Journal, JournalError, is_unfinished, replace
from newsclean.batch.pool import Pool
from newsclean.batch.progress import Watch
from newsclean.batch.sources import Chunk, Source, chunks, read
from newsclean.batch.summary import Summary, SummaryError, read_summary, summarize, to_json
from newsclean.batch.table import Options, RowCleaner


class StoppedError(Exception):
    """The run was stopped and can be resumed.

    Args:
        documents: Number of documents that are safe.
    """

    def __init__(self, documents: int) -> None:
        super().__init__(f"stopped; {documents:,} documents are done, the same command with --resume goes on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to do.

    Attributes:
        inputs: Files and folders.
        out: The output file.
        form: Its format, see `FORMATS`.
        rejects: File for what was not cleaned.
        summary: File for the counts.
        options: What the input's fields are called, and how to clean.
        workers: Number of processes.
        timeout: Seconds that a page may take; None for no limit.
        limit: Read at most so many documents; None for all.
        resume: Whether to go on with an interrupted run.
        quiet: Whether to show no progress.
        stream: Where progress is shown.
    """

    inputs: tuple[str, ...]
    out: Path
    form: str
    rejects: Path
    summary: Path
    options: Options = field(default_factory=Options)
    workers: int = 1
    timeout: float | None = 60
    limit: int | None = None
    resume: bool = False
    quiet: bool = False
    stream: TextIO = field(default_factory=lambda: sys.stderr)

    def identity(self, sources: list[Source]) -> dict[str, Any]:
        """Return all that decides what the output holds; a run is resumed only with the same."""
        return {
            **RowCleaner(self.options).stamp,
            **asdict(self.options),
            **{name: list(getattr(self.options, name)) for name in ("packs", "without", "only")},
            "format": self.form,
            "timeout": self.timeout,
            "limit": self.limit,
            "inputs": [asdict(source) for source in sources],
        }


def run(plan: Plan) -> Summary:
    """Clean all inputs into one file.

    Returns:
        The summary; that of the earlier run where `resume` finds that nothing is left to do.

    Raises:
        RuleError: A pack cannot be used, or `without` names no rule.
        JournalError: An unfinished run is in the way, or cannot be resumed.
        WriteError: The output cannot be written; `resume` goes on from there.
        PoolError: Workers die and no page is to blame; likewise.
        StoppedError: By Ctrl-C; likewise.
    """
    start = time.monotonic()
    sources = [Source.of(name) for name in plan.inputs]
    identity = plan.identity(sources)
    if plan.resume and (earlier := _finished(plan, identity)):
        return earlier
    meter = Meter(total=sum(source.size for source in sources))
    with closing(Journal(plan.out, identity, resume=plan.resume)) as journal:
        try:
            _clean(plan, journal, meter)
            seconds = time.monotonic() - start
            summary = summarize(identity, journal.tally, seconds=seconds, workers=plan.workers, skipped=meter.skipped)
            _finish(plan, journal, summary)
        except KeyboardInterrupt:
            raise StoppedError(journal.tally.documents) from None
    return summary


def _finished(plan: Plan, identity: dict[str, Any]) -> Summary | None:
    """Return the summary of this very run, where it is finished."""
    if not plan.out.exists() or is_unfinished(plan.out):
        return None
    try:
        summary = read_summary(plan.summary)
    except SummaryError:
        summary = {}
    if summary.get("run") != identity:
        raise JournalError(
            f"{plan.out} is there, but not from this run, and there is nothing to resume; "
            "delete it, or leave out --resume to replace it"
        )
    return summary


def _clean(plan: Plan, journal: Journal, meter: Meter) -> None:
    """Clean what is not in the journal yet."""
    work = _unfinished(chunks(read(plan.inputs, plan.options, meter), plan.limit), journal)
    pool = Pool(plan.workers, plan.options, plan.form, plan.timeout)
    with pool, Watch(plan.stream, meter, quiet=plan.quiet) as watch:
        watch.begin(journal.tally)
        for group in pool.run(work):
            if group:
                journal.commit(group)
                watch.tell(done.rejects for done in group)
            watch.show(journal.tally)


def _unfinished(work: Iterator[Chunk], journal: Journal) -> Iterator[Chunk]:
    return (chunk for chunk in work if chunk.number not in journal.finished)


def _finish(plan: Plan, journal: Journal, summary: Summary) -> None:
    """Put the files together, each there whole or not at all, and end the journal when all are there."""
    replace(plan.out, lambda file: FORMATS[plan.form].join(journal.rows(), file))
    replace(plan.rejects, lambda file: file.writelines(journal.rejects()))
    replace(plan.summary, lambda file: file.write(to_json(summary)))
    journal.remove()
