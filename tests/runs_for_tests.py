"""Inputs of `newsclean batch`, ways to run it, and a pack of rules that kill, hang and raise."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from ctypes import c_longlong
from pathlib import Path
from typing import Any, NamedTuple

from pages_for_tests import ROOT, fixtures

from newsclean.batch.sources import Chunk
from newsclean.batch.table import Options, RowCleaner
from newsclean.batch.worker import Done, clean_chunk

DAYS = ("Monday", "Tuesday", "Friday", "Sunday")
PACK = """
import os, signal, time
from newsclean import rule

def act(block):
    if "worker dies" in block.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "worker exits" in block.text:
        os._exit(7)
    if "page hangs" in block.text:
        open("hanging", "w").close()
        time.sleep(3600)
    if "page raises" in block.text:
        raise RuntimeError("no such harbour")
    return False

PACK = [rule(id="test.trap", says="is a trap", action="remove", contains=["trap:"])(act)]
"""
"""An installed pack named "trap"; what it does to a page, the page says."""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class InProcess:
    """A pool without processes, for tests that are not about those."""

    def __init__(self, workers: int, options: Options, form: str, timeout: float | None) -> None:
        assert (workers, timeout) == (1, 60)
        self._cleaner = RowCleaner(options)
        self._form = form

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, work: Iterator[Chunk]) -> Iterator[list[Done]]:
        for chunk in work:
            yield [clean_chunk(chunk, self._cleaner, self._form, c_longlong())]


def records(count: int) -> list[dict[str, str]]:
    """Pages made of the fixtures, each a little different, on a few hosts."""
    chance = random.Random(count)
    texts = [fixture.raw for fixture in fixtures()]
    return [
        {
            "id": f"page-{number}",
            "url": f"https://www.site{number % 7}.example/{number}",
            "text": texts[number % len(texts)].replace("Wednesday", chance.choice(DAYS)),
        }
        for number in range(count)
    ]


def write_jsonl(path: Path, pages: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def install_trap(folder: Path) -> None:
    """Make `--pack trap` work in processes that start in `folder`."""
    (folder / "trap_pack.py").write_text(PACK, encoding="utf-8")
    info = folder / "trap-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[newsclean.packs]\ntrap = trap_pack:PACK\n", encoding="utf-8")


def start(folder: Path, *argv: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start `newsclean batch` in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "newsclean", "batch", *argv],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(folder)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509 - sets a limit only, and the tests have no threads
    )


def run(folder: Path, *argv: str, before: Callable[[], None] | None = None) -> Ran:
    """Run `newsclean batch` in a folder to its end."""
    process = start(folder, *argv, before=before)
    out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


def wait_for(what: Callable[[], bool], process: subprocess.Popen[str]) -> bool:
    """Wait until something is so; return False where the process ended before."""
    deadline = time.monotonic() + 60
    while process.poll() is None:
        if what():
            return True
        assert time.monotonic() < deadline, "nothing happened for a minute"
        time.sleep(0.002)
    return False


def lines_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
