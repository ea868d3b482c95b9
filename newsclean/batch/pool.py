"""Worker processes that may hang or die without harm to the run.

A chunk goes to an idle worker only, so that a send never waits for one that hangs, and what is under way is
bounded. When a worker dies, its chunk goes to another; the item it died on is tried three times, because the
process may have been killed from outside. When it takes longer than allowed, it is not tried again.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from newsclean.batch.sources import Chunk
from newsclean.batch.table import Options
from newsclean.batch.worker import READY, WAITING, Done, work

if TYPE_CHECKING:
    from ctypes import c_longlong

_TRIES = 3
"""An item on which so many workers died is given up."""
_FAILURES = 5
"""So many deaths per worker without an item to blame and with nothing done between end the run."""
_TICK = 0.5
"""Seconds between two looks at the workers' clocks."""


class PoolError(Exception):
    """Workers die and no page is to blame; the message says how they ended."""


@dataclass(slots=True)
class _Worker:
    """A process and what it is doing.

    Attributes:
        process: The process.
        orders: Takes chunks to it, brings what became of them.
        at: Index of the item at work, set by the worker.
        ready: Whether it has read its rules.
        chunk: What it works on.
        seen: Value of `at` at the last look.
        since: When `seen` was first seen, by the monotonic clock.
    """

    process: BaseProcess
    orders: Connection
    at: c_longlong
    ready: bool = False
    chunk: Chunk | None = None
    seen: int = WAITING
    since: float = 0.0


class Pool:
    """Cleans chunks in processes.

    Args:
        workers: Number of processes.
        options: How to clean.
        form: How to encode rows.
        timeout: Seconds that a page may take; None for no limit.

    Example:
        with Pool(2, Options(), "jsonl", timeout=60) as pool:
            for done in pool.run(chunks(items)):
                ...
    """

    def __init__(self, workers: int, options: Options, form: str, timeout: float | None) -> None:
        self._size = workers
        self._options = options
        self._form = form
        self._timeout = timeout
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[Chunk] = deque()
        self._deaths: Counter[tuple[int, int]] = Counter()
        self._failures = 0
        self._looked = time.monotonic()

    def __enter__(self) -> Pool:
        for _ in range(self._size):
            self._workers.append(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            _end(worker)

    def run(self, chunks: Iterator[Chunk]) -> Iterator[list[Done]]:
        """Yield what becomes of the chunks as they come, in groups that may be empty.

        Raises:
            PoolError: Workers die and no page is to blame.
        """
        reading = True
        while True:
            self._hand_out()
            if reading and len(self._waiting) < self._size:
                chunk = next(chunks, None)
                reading = chunk is not None
                if chunk is not None:
                    self._waiting.append(chunk)
                yield self._collect(0)
            elif self._waiting or any(worker.chunk for worker in self._workers):
                yield self._collect(_TICK)
            else:
                return

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.ready and worker.chunk is None:
                worker.chunk = self._waiting.popleft()
                worker.seen, worker.since = WAITING, time.monotonic()
                with suppress(ConnectionError):  # it is dead, which `_collect` will find
                    worker.orders.send(worker.chunk)

    def _collect(self, seconds: float) -> list[Done]:
        """Take what workers have sent, and put others in the place of those that died or hang."""
        handles = [handle for worker in self._workers for handle in (worker.orders, worker.process.sentinel)]
        ready = set(wait(handles, min(seconds, self._timeout or seconds)))
        done = []
        for place, worker in enumerate(self._workers):
            answer = _received(worker) if ready & {worker.orders, worker.process.sentinel} else None
            if isinstance(answer, Done):
                worker.chunk, self._failures = None, 0
                done.append(answer)
            elif answer == READY:
                worker.ready = True
            elif worker.orders in ready or worker.process.sentinel in ready:
                self._bury(worker, place)
        self._look_for_hangs()
        return done

    def _bury(self, worker: _Worker, place: int) -> None:
        """Replace a worker that died; try its chunk again."""
        worker.process.join(_TICK)  # its pipe may close a little before it ends, and how it ends is told
        _end(worker)
        how = _ending(worker.process.exitcode)
        at, chunk = worker.at.value, worker.chunk
        if chunk is not None and 0 <= at < len(chunk.items):
            self._deaths[chunk.number, at] += 1
            if self._deaths[chunk.number, at] >= _TRIES:
                chunk.given_up[at] = ("worker", f"{_TRIES} workers died on it, the last {how}")
        else:
            self._failures += 1
            if self._failures >= _FAILURES * self._size:
                raise PoolError(f"{self._failures} workers died and no page is to blame, the last {how}")
        self._replace(place, chunk)

    def _replace(self, place: int, chunk: Chunk | None) -> None:
        if chunk is not None:
            self._waiting.appendleft(chunk)
        self._workers[place] = self._start()

    def _look_for_hangs(self) -> None:
        """End workers that are at one page for too long."""
        now = time.monotonic()
        slept = now - self._looked > 10 * _TICK  # this process was stopped or waited for input; so were they, maybe
        self._looked = now
        if self._timeout is None:
            return
        for place, worker in enumerate(self._workers):
            at = worker.at.value
            if at != worker.seen or slept or worker.chunk is None or not 0 <= at < len(worker.chunk.items):
                worker.seen, worker.since = at, now
            elif now - worker.since > self._timeout:
                worker.chunk.given_up[at] = ("timeout", f"took longer than {self._timeout:g} seconds")
                _end(worker)
                self._replace(place, worker.chunk)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        at = self._context.RawValue("q", WAITING)
        process = self._context.Process(target=work, args=(theirs, at, self._options, self._form), daemon=True)
        with _no_interrupt():
            process.start()
        theirs.close()
        return _Worker(process, ours, at)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Start a process so that Ctrl-C reaches this one only: it inherits the blocked signal, here it comes later."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _received(worker: _Worker) -> object:
    """Return what a worker sent, None where it died."""
    try:
        return worker.orders.recv() if worker.orders.poll() else None
    except (EOFError, OSError):
        return None


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.orders.close()


def _ending(code: int | None) -> str:
    """Say how a process ended.

    Example:
        >>> _ending(-11), _ending(3)
        ('by SIGSEGV', 'with exit code 3')
    """
    if code is not None and code < 0:
        try:
            return f"by {signal.Signals(-code).name}"
        except ValueError:
            return f"by signal {-code}"
    return f"with exit code {code}"
