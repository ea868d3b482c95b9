"""From the INPUTs of a run to a stream of pages: which files, in which order, by which reader."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from newsclean.batch.inflate import PACKED
from newsclean.batch.items import Fault, Item, Meter
from newsclean.batch.read_files import read_file
from newsclean.batch.read_lines import read_csv, read_jsonl
from newsclean.batch.read_parquet import read_parquet
from newsclean.batch.read_warc import read_warc
from newsclean.batch.table import Options

Reader = Callable[[str, Options, Meter], Iterator[Item | Fault]]

_READERS: dict[str, Reader] = {
    ".txt": read_file,
    ".html": read_file,
    ".htm": read_file,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".wet": read_warc,
}
_WHOLE = (".parquet",)
"""Endings that no packing follows; these formats pack inside."""
ENDINGS = tuple(_READERS)
"""Endings of files that can be read, less those of packing."""

_CHUNK_ITEMS = 64
_CHUNK_CHARS = 4_000_000
"""A chunk is closed at so many pages or characters. It is the unit of work that a worker gets and that the
journal knows: large enough that its fsync costs little, small enough that a crash costs seconds."""


def find_reader(path: str) -> Reader | None:
    """Return the reader for a file by its name's ending, None where there is none.

    Example:
        >>> find_reader("CC-NEWS-20240101.warc.gz").__name__, find_reader("photo.jpg")
        ('read_warc', None)
    """
    name = PurePath(path)
    suffix = name.suffix.lower()
    if suffix in PACKED:
        suffix = PurePath(name.stem).suffix.lower()
        return None if suffix in _WHOLE else _READERS.get(suffix)
    return _READERS.get(suffix)


@dataclass(frozen=True, slots=True)
class Source:
    """One INPUT as it was when the run began.

    Attributes:
        name: The file or folder.
        files: Number of its files that can be read.
        size: Their bytes.
        digest: Hash of their names, sizes and times of change.
    """

    name: str
    files: int
    size: int
    digest: str

    @classmethod
    def of(cls, name: str) -> Source:
        """Look at an INPUT; what cannot be read is reported when its turn comes."""
        digest = hashlib.sha256()
        files = size = 0
        for path in _files(name):
            if isinstance(path, Fault):
                continue
            try:
                stat = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, and there may be millions
            except OSError:
                continue
            files, size = files + 1, size + stat.st_size
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode(errors="surrogateescape"))
        return cls(name, files, size, digest.hexdigest()[:16])


def _files(name: str) -> Iterator[str | Fault]:
    """Yield the file, or the files in a folder and all below it in the order of their names."""
    if not Path(name).is_dir():
        yield name
        return
    try:
        with os.scandir(name) as entries:
            inside = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield Fault(f"cannot be read: {error.strerror or error}", name)
        return
    for entry, is_folder in inside:
        path = f"{name.rstrip('/')}/{entry}"
        if is_folder:
            yield from _files(path)
        else:
            yield path


def read(names: Iterable[str], options: Options, meter: Meter) -> Iterator[Item | Fault]:
    """Yield the pages of all inputs in order, and faults for what cannot be read.

    Files in folders whose ending no reader knows are passed over and counted in `Meter.skipped`.
    """
    for name in names:
        for path in _files(name):
            if isinstance(path, Fault):
                yield path
            else:
                yield from _read_file(path, options, meter)


def _read_file(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:
    reader = find_reader(path)
    if reader is None:
        meter.skipped += 1
        return
    try:
        yield from reader(path, options, meter)
    except OSError as error:
        yield Fault(f"cannot be read: {error.strerror or error}", path)


@dataclass(slots=True)
class Chunk:
    """Some items in order: what a worker gets at once.

    Attributes:
        number: Its place in the run, from 0; the same in each run over the same input.
        items: The items.
        given_up: Items that are not to be tried, by index: stage and reason.
    """

    number: int
    items: list[Item | Fault]
    given_up: dict[int, tuple[str, str]]


def chunks(items: Iterable[Item | Fault], limit: int | None = None) -> Iterator[Chunk]:
    """Group items, `limit` at most in all, into chunks.

    Example:
        >>> [len(chunk.items) for chunk in chunks([Fault("is no JSON", f"a:{n}") for n in range(100)])]
        [64, 36]
    """
    number, size = 0, 0
    group: list[Item | Fault] = []
    for item in islice(items, limit):
        group.append(item)
        size += len(item.page.raw or "") if isinstance(item, Item) else 0
        if len(group) >= _CHUNK_ITEMS or size >= _CHUNK_CHARS:
            yield Chunk(number, group, {})
            number, size, group = number + 1, 0, []
    if group:
        yield Chunk(number, group, {})
