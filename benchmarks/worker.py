"""Runs a peer over pages in a process of its own, so that a crash or a hang costs one page and not the run."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import peers

import newsclean

TIMEOUT = 60.0
"""Seconds after which a page counts as failed. The slowest peer takes about two seconds for the longest
page on an idle machine."""


class Output(NamedTuple):
    """What a peer made of a page.

    Attributes:
        text: The text; empty where it failed.
        error: Why it failed: the exception's name, "crash" or "timeout"; empty where it did not.
    """

    text: str
    error: str = ""


def run(kind: str, name: str, pages: Mapping[str, str], timeout: float = TIMEOUT) -> dict[str, Output]:
    """Run a peer over pages, each by id.

    Args:
        kind: "html" or "text": which table the peer stands in.
        name: The peer's name.
        pages: HTML or text, by page id.
        timeout: Seconds that a page may take.
    """
    return run_made(partial(find_extract, kind, name), pages, timeout)


def run_made(make: Callable[[], peers.Extract], pages: Mapping[str, str], timeout: float) -> dict[str, Output]:
    """Run what `make` returns over pages; `make` is called in the process that runs it."""
    found: dict[str, Output] = {}
    with _Process(make) as process:
        for page, source in pages.items():
            found[page] = process.ask(source, timeout)
    return found


def find_extract(kind: str, name: str) -> peers.Extract:
    """Return the function of a peer."""
    table = peers.HTML_PEERS if kind == "html" else peers.TEXT_PEERS
    return next(peer.extract for peer in table if peer.name == name)


def cached(cache: Path | None, kind: str, peer: peers.Peer, pages: Mapping[str, str]) -> dict[str, Output]:
    """Run a peer as `run` does, or return what it made of the same pages before.

    The cache holds page texts: keep it outside the repository.
    """
    if cache is None:
        return run(kind, peer.name, pages)
    path = cache / f"{_key(kind, peer, pages)}.json.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return {page: Output(*output) for page, output in json.load(file).items()}
    found = run(kind, peer.name, pages)
    cache.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=4) as file:
        json.dump(found, file)
    return found


def _key(kind: str, peer: peers.Peer, pages: Mapping[str, str]) -> str:
    """Name a run by all that its outcome depends on; newsclean's sources count where it runs."""
    sources = [Path(peers.__file__)]
    if peer.package == "newsclean":
        root = Path(newsclean.__file__).parent
        sources += sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml", ".json"))
    state = hashlib.sha256(json.dumps([kind, peer.name, peer.version]).encode())
    for path in sources:
        state.update(path.read_bytes())
    for page, source in sorted(pages.items()):
        state.update(page.encode())
        state.update(source.encode("utf-8", "surrogatepass"))
    return state.hexdigest()[:24]


def digest(parts: Iterable[str]) -> str:
    """Return a name for what depends on these texts."""
    state = hashlib.sha256()
    for part in parts:
        state.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return state.hexdigest()[:24]


class _Process:
    """A process that waits for pages; started anew after a crash or a timeout."""

    def __init__(self, make: Callable[[], peers.Extract]) -> None:
        self._make = make
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def ask(self, source: str, timeout: float) -> Output:
        """Have one page done."""
        pipe = self._started()
        try:
            pipe.send(source)
            if not pipe.poll(timeout):
                self._stop()
                return Output("", "timeout")
            return Output(*pipe.recv())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._stop()
            return Output("", "crash")

    def _started(self) -> Connection:
        if self._pipe is None:
            self._pipe, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs, self._make), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _stop(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _serve(pipe: Connection, make: Callable[[], peers.Extract]) -> None:
    """Do the pages that come through the pipe, until it closes. What peers print or log goes nowhere."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    extract = make()
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the process lives
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        try:
            output = Output(extract(source))
        except Exception as error:  # whatever a peer raises is its result on this page
            output = Output("", type(error).__name__)
        pipe.send(output)


def failures(outputs: Iterable[Output]) -> int:
    """Return on how many pages a peer failed."""
    return sum(bool(output.error) for output in outputs)
