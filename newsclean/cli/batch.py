"""`newsclean batch`: many pages -> one file, in processes, resumable."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from newsclean.cleaner import KINDS
from newsclean.cli.inputs import UsageError

if TYPE_CHECKING:
    from newsclean.batch.run import Plan

_NEEDS = ("pyarrow", "fastwarc", "zstandard", "rich")
"""What the extra `newsclean[batch]` installs."""
_FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
HELP = """\
INPUT is a file, or a folder that is read with all below it in the order of names. By ending:
  .txt .html .htm          a page each
  .jsonl .ndjson .csv      a page per line or row, see --field
  .parquet                 a page per row, likewise
  .warc .wet               Common Crawl, CC-NEWS: HTML responses, or texts
each but Parquet also as .gz or .zst (WARC best with one record per member).

Rows come out in the order of the input, with the columns that docs/batch.md tells. Beside OUT (say, clean.jsonl)
are written clean.rejects.jsonl, what was not cleaned and why, and clean.summary.json, what --against reads.
While a run is unfinished, clean.jsonl.run holds what is done; the same command with --resume goes on.

"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `newsclean batch`."""
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="file or folder, see below")
    add("-o", "--out", required=True, type=Path, metavar="OUT", help="file to write, its format by its ending")
    add("--format", choices=_FORMATS, help="format of OUT, where its ending does not say it")
    add("--field", default="text", help="field or column that holds the page (default: text)")
    add("--id-field", metavar="FIELD", help="field that becomes the row's id (default: id, else the place)")
    add("--url-field", metavar="FIELD", help="field with the page's address (default: url, if there)")
    add("--title-field", metavar="FIELD", help="field with the page's headline, where it is known")
    add("--crawled-field", metavar="FIELD", help="field that says when the page was fetched, for site packs")
    add("--kind", choices=KINDS, default="auto", help="what the pages are (default: auto)")
    add("--workers", type=_count, metavar="N", help="processes (default: one per processor)")
    add("--limit", type=_count, metavar="N", help="stop after N documents")
    add("--max-chars", type=_count, metavar="N", help="reject longer pages")
    add("--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="reject slower pages; 0: none (default: 60)")
    add("--resume", action="store_true", help="go on with an interrupted run; start one if there is none")
    add("--rejects", type=Path, metavar="FILE", help="JSON Lines of what was not cleaned (default: see below)")
    add("--summary", type=Path, metavar="FILE", help="counts as JSON (default: see below)")
    add("--report", type=Path, metavar="FILE", help="counts as an HTML page with plots")
    add("--against", type=Path, metavar="FILE", help="summary of an earlier run; exit with 3 where rules rot")
    add("--quiet", action="store_true", help="show neither progress nor summary")


def run(args: argparse.Namespace) -> int:
    """Clean all inputs.

    Returns:
        The exit code: 0; 1 where something was rejected or the run could not end; 3 where `--against`
        found that rules rot.
    """
    _need_extra()
    from newsclean.batch import against, journal, pool, report, run, summary  # noqa: PLC0415 - need the extra

    plan = _plan(args)
    try:
        earlier = summary.read_summary(args.against) if args.against else None
        with _stop_on_sigterm():
            result = run.run(plan)
    except (journal.JournalError, summary.SummaryError) as error:
        raise UsageError(str(error)) from error
    except (journal.WriteError, pool.PoolError) as error:
        return _fail(f"{error}; mend it, and the same command with --resume goes on")
    except run.StoppedError as error:
        _fail(str(error))
        return 130
    rotten = tuple(against.compare(earlier, result)) if earlier else ()
    if args.report:
        args.report.write_text(report.render(result, rotten), encoding="utf-8")
    if not args.quiet:
        print("\n".join(summary.lines(result)))
    for line in rotten:
        print(f"against {args.against}: {line}")
    if rotten:
        return 3
    return 1 if result["rejected"] else 0


def _need_extra() -> None:
    missing = [name for name in _NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(f"batch needs {', '.join(missing)}; install them by: pip install 'newsclean[batch]'")


def _plan(args: argparse.Namespace) -> Plan:
    """Check the arguments and put them together."""
    from newsclean.batch.formats import split_name  # noqa: PLC0415 - needs the extra
    from newsclean.batch.run import Plan  # noqa: PLC0415
    from newsclean.batch.table import Options  # noqa: PLC0415

    out: Path = args.out
    stem, form = split_name(out.name)
    form = args.format or form
    if form is None:
        raise UsageError(f"{out}: ends in none of {', '.join('.' + name for name in _FORMATS)}; say --format")
    _check_inputs(args.inputs, out)
    return Plan(
        inputs=tuple(args.inputs),
        out=out,
        form=form,
        rejects=args.rejects or out.with_name(f"{stem}.rejects.jsonl"),
        summary=args.summary or out.with_name(f"{stem}.summary.json"),
        options=Options(
            field=args.field,
            id_field=args.id_field,
            url_field=args.url_field,
            title_field=args.title_field,
            crawled_field=args.crawled_field,
            crawled=args.crawled.isoformat() if args.crawled else None,
            kind=args.kind,
            packs=tuple(args.pack),
            without=tuple(args.without),
            only=tuple(args.only),
            max_chars=args.max_chars,
        ),
        workers=args.workers or _processors(),
        timeout=args.timeout or None,
        limit=args.limit,
        resume=args.resume,
        quiet=args.quiet,
    )


def _check_inputs(inputs: list[str], out: Path) -> None:
    from newsclean.batch.sources import ENDINGS, find_reader  # noqa: PLC0415 - needs the extra

    target = out.resolve()
    for name in inputs:
        path = Path(name)
        if not path.is_dir() and find_reader(name) is None:
            raise UsageError(f"{name}: is no folder and ends in none of {', '.join(ENDINGS)} (.gz, .zst); rename it")
        if target == path.resolve() or path.resolve() in target.parents:
            raise UsageError(f"{out}: lies in the input {name}, where it would be read; write it elsewhere")


def _fail(message: str) -> int:
    print(f"newsclean: {message}", file=sys.stderr)
    return 1


@contextmanager
def _stop_on_sigterm() -> Iterator[None]:
    """Stop on SIGTERM, which a scheduler sends, as on Ctrl-C."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds
