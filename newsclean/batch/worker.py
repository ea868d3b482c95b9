"""What runs in a worker process: chunks in, encoded rows, rejects and counts out.

A worker may die or hang on a page, so it says in shared memory which item it is at; whoever finds it dead
knows whom to blame.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from newsclean.batch.formats import FORMATS, encode_jsonl
from newsclean.batch.items import Fault
from newsclean.batch.schema import Row, storable
from newsclean.batch.sources import Chunk
from newsclean.batch.table import Options, RowCleaner
from newsclean.batch.tally import Tally

if TYPE_CHECKING:
    from ctypes import c_longlong

WAITING = -1
"""What `at` says when the worker is at no item."""
READY = "ready"
"""What a worker sends when it has read its rules."""


class Done(NamedTuple):
    """A chunk that is finished.

    Attributes:
        number: The chunk's.
        rows: Its rows, encoded.
        rejects: Its rejects as JSON Lines.
        tally: Its counts.
    """

    number: int
    rows: bytes
    rejects: bytes
    tally: Tally


def work(orders: Connection, at: c_longlong, options: Options, form: str) -> None:
    """Clean chunks until there are no more, or nobody is there to take them.

    Args:
        orders: Brings chunks and takes what became of them.
        at: Index of the item at work, for the main process to see.
        options: How to clean.
        form: How to encode rows, see `FORMATS`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the main process, which ends its workers
    threading.Thread(target=_die_with_parent, daemon=True).start()
    cleaner = RowCleaner(options)
    try:
        orders.send(READY)
        while True:
            orders.send(clean_chunk(orders.recv(), cleaner, form, at))
    except (EOFError, ConnectionError):  # the main process is gone, or wants no more
        return


def _die_with_parent() -> None:
    """End this process with the main one, even in the middle of a page that hangs."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def clean_chunk(chunk: Chunk, cleaner: RowCleaner, form: str, at: c_longlong) -> Done:
    """Clean the items of a chunk one by one."""
    rows: list[Row] = []
    rejects: list[Row] = []
    tally = Tally()
    for index, item in enumerate(chunk.items):
        at.value = index
        if isinstance(item, Fault):
            rejects.append(_reject(item.id, item.url, item.place, ("read", item.reason)))
        elif index in chunk.given_up:
            rejects.append(_reject(item.page.id, item.page.url, item.place, chunk.given_up[index]))
        else:
            start = time.perf_counter()
            article = cleaner.clean(item.page)
            if isinstance(article, str):
                rejects.append(_reject(item.page.id, item.page.url, item.place, ("clean", article)))
            else:
                rows.append(cleaner.row_of(item.page, article))
                tally.count(item.page, article, time.perf_counter() - start, item.place)
                continue
        tally.reject(rejects[-1]["stage"])
    at.value = WAITING
    return Done(chunk.number, FORMATS[form].encode(rows) if rows else b"", encode_jsonl(rejects), tally)


def _reject(name: str | None, url: str | None, place: str, why: tuple[str, str]) -> Row:
    return storable({"id": name, "url": url, "place": place, "stage": why[0], "reason": why[1]})
