"""How far a run is, on standard error: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from newsclean.batch.items import Meter
from newsclean.batch.tally import Tally

_EVERY = 5.0
"""Seconds between two plain lines."""
_TOLD = 20
"""So many rejects are told; a wrong --field should not fill the screen."""


class Watch:
    """Shows progress while it is open.

    Args:
        stream: Standard error.
        meter: How much of the input was read.
        quiet: Whether to show nothing.
    """

    def __init__(self, stream: TextIO, meter: Meter, *, quiet: bool) -> None:
        self._stream = stream
        self._meter = meter
        self._quiet = quiet
        self._bar: Progress | None = None
        self._open = ExitStack()
        self._start = self._shown = time.monotonic()
        self._before = 0
        self._told = 0

    def __enter__(self) -> Watch:
        if not self._quiet and self._stream.isatty():
            self._bar = self._open.enter_context(_bar(self._stream))
            self._bar.add_task("", total=max(1, self._meter.total), counts="")
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def begin(self, tally: Tally) -> None:
        """Take note of what an interrupted run did, which is not this one's speed."""
        self._before = tally.documents
        self._start = self._shown = time.monotonic()

    def show(self, tally: Tally) -> None:
        """Show how far the run is, if it is time."""
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._meter.done, counts=self._counts(tally, now))
        elif not self._quiet and now - self._shown >= _EVERY:
            self._shown = now
            self._say(self._counts(tally, now) + self._left(now) * (tally.documents > self._before))

    def tell(self, rejects: Iterable[bytes]) -> None:
        """Tell of what went wrong, the first few times."""
        for line in b"".join(rejects).splitlines():
            if self._told < _TOLD:
                reject = json.loads(line)
                self._say(f"{reject['place']}: {reject['reason']}")
            elif self._told == _TOLD:
                self._say("further rejects are told in the rejects file only")
            self._told += 1

    def _say(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(f"newsclean: {text}", markup=False, highlight=False, soft_wrap=True)
        else:
            print(f"newsclean: {text}", file=self._stream, flush=True)

    def _counts(self, tally: Tally, now: float) -> str:
        rate = (tally.documents - self._before) / max(now - self._start, 1e-9)
        return f"{tally.documents:,} documents, {rate:,.0f}/s, {tally.rejected.total():,} rejected"

    def _left(self, now: float) -> str:
        """Say how much was read and how long the rest will take, where the size is known."""
        if not 0 < self._meter.done <= self._meter.total:
            return ""
        part = self._meter.done / self._meter.total
        left = int((now - self._start) * (1 - part) / part)
        return f", {part:.0%} read, about {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"


def _bar(stream: TextIO) -> Progress:
    return Progress(
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )
