"""The journal: what of a run is safe on disk, so that nothing is lost and nothing is written twice.

Beside the output OUT lies the folder OUT.run while a run is not finished:

    journal.jsonl   first line: what the run is (options, inputs); then a line per finished chunk: its
                    number, where its rows and rejects stand in the two files below, and its counts
    rows            encoded rows, chunk after chunk as they were finished
    rejects         rejects as JSON Lines, likewise
    lock            held by the process that writes here

A chunk's bytes are on disk (fsync) before its line is written, and its line before the next group of
chunks. So after a crash each line that is whole tells of bytes that are there; a torn last line and bytes
that no line tells of are cut off, and those chunks are done again. The output file is put together at the
end, in the order of the input, beside its place, and renamed. Then the folder goes, the journal first.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from newsclean.batch.tally import Tally
from newsclean.batch.worker import Done

VERSION = 1
"""Version of the journal's form, and of how the input is cut into chunks."""
_LINES, _ROWS, _REJECTS = "journal.jsonl", "rows", "rejects"


class JournalError(Exception):
    """A run that cannot begin or go on; the message says why and the mend."""


class WriteError(Exception):
    """A file cannot be written; the message names it and the reason."""


class Journal:
    """An unfinished run on disk.

    Args:
        out: The output file.
        run: What the run is: plain data that must be the same when it is resumed.
        resume: Whether to go on with what is there.

    Attributes:
        folder: Where the run lies.
        finished: Numbers of the chunks that are safe.
        tally: Counts of those chunks.

    Raises:
        JournalError: There is an unfinished run and `resume` is False; it is another run; or another
            process is at it.
        WriteError: The folder or its files cannot be made.
    """

    def __init__(self, out: Path, run: dict[str, Any], *, resume: bool) -> None:
        self.folder = folder_of(out)
        self.finished: set[int] = set()
        self.tally = Tally()
        self._files = ExitStack()
        with writing(self.folder), ExitStack() as files:
            self.folder.mkdir(parents=True, exist_ok=True)
            files.enter_context(_lock(self.folder))
            entries = list(self._entries(0, 1))
            if entries and not resume:
                raise JournalError(
                    f"{self.folder} holds an unfinished run; go on with it by --resume, or delete it to start anew"
                )
            ends = self._load(entries[0], run) if entries else (0, 0, 0)
            names = (_LINES, _ROWS, _REJECTS)
            self._lines, self._rows, self._rejects = (
                files.enter_context(self._open(name, end)) for name, end in zip(names, ends, strict=True)
            )
            if not entries:
                _append(self._lines, _line({"journal": VERSION, **run}))
                _sync_folder(self.folder)
            self._files = files.pop_all()

    def commit(self, group: list[Done]) -> None:
        """Make chunks safe.

        Raises:
            WriteError: They cannot be written, as on a full disk; what was committed before is safe.
        """
        lines = []
        with writing(self.folder):
            for done in group:
                rows = [self._rows.tell(), len(done.rows)]
                rejects = [self._rejects.tell(), len(done.rejects)]
                self._rows.write(done.rows)
                self._rejects.write(done.rejects)
                lines.append({"chunk": done.number, "rows": rows, "rejects": rejects, "tally": _packed(done.tally)})
            _sync(self._rows)
            if any(done.rejects for done in group):
                _sync(self._rejects)
            _append(self._lines, b"".join(map(_line, lines)))
        for done in group:
            self.finished.add(done.number)
            self.tally.add(done.tally)

    def rows(self) -> Iterator[bytes]:
        """Yield the chunks' encoded rows in the order of the input."""
        return self._chunks("rows")

    def rejects(self) -> Iterator[bytes]:
        """Yield the chunks' rejects in the order of the input."""
        return self._chunks("rejects")

    def close(self) -> None:
        """Leave the run as it is, for `--resume`."""
        with suppress(OSError):  # what a full disk left in a buffer belongs to no finished chunk
            self._files.close()

    def remove(self) -> None:
        """Delete the run, which is finished: the journal first, without which the rest means nothing."""
        with writing(self.folder):
            (self.folder / _LINES).unlink()
            _sync_folder(self.folder)
            shutil.rmtree(self.folder)
        self.close()

    def _load(self, first: _Entry, run: dict[str, Any]) -> tuple[int, int, int]:
        """Take up the finished chunks; return where the three files end that belong to them."""
        _check(first.data, {"journal": VERSION, **run}, self.folder)
        ends = [first.end, 0, 0]
        for entry in self._entries(first.end):
            self.finished.add(entry.data["chunk"])
            self.tally.add(_unpacked(entry.data["tally"]))
            ends = [entry.end, max(ends[1], sum(entry.data["rows"])), max(ends[2], sum(entry.data["rejects"]))]
        return ends[0], ends[1], ends[2]

    def _entries(self, start: int, count: int | None = None) -> Iterator[_Entry]:
        """Yield the journal's whole lines from a place on, `count` at most."""
        path = self.folder / _LINES
        if not path.exists():
            return
        with path.open("rb") as file:
            file.seek(start)
            for line in islice(file, count):
                if not line.endswith(b"\n"):
                    return  # torn: the process ended while it was written
                try:
                    data = json.loads(line)
                except ValueError:
                    return  # a machine that crashed may leave zeros
                start += len(line)
                yield _Entry(data, start)

    def _open(self, name: str, end: int) -> BinaryIO:
        """Open a file for writing behind what belongs to finished chunks; what follows is cut off."""
        file = (self.folder / name).open("ab")
        if file.seek(0, os.SEEK_END) < end:
            file.close()
            raise JournalError(f"{self.folder / name} has lost data; delete the folder to start anew")
        file.truncate(end)
        file.seek(end)
        return file

    def _chunks(self, kind: str) -> Iterator[bytes]:
        places = sorted((entry.data["chunk"], *entry.data[kind]) for entry in islice(self._entries(0), 1, None))
        with (self.folder / kind).open("rb") as file:
            for _, start, size in places:
                file.seek(start)
                yield file.read(size)


class _Entry(NamedTuple):
    """A line of the journal, and where the next one starts."""

    data: dict[str, Any]
    end: int


def folder_of(out: Path) -> Path:
    """Return where an output's unfinished run lies.

    Example:
        >>> str(folder_of(Path("clean.jsonl.gz")))
        'clean.jsonl.gz.run'
    """
    return out.with_name(out.name + ".run")


def is_unfinished(out: Path) -> bool:
    """Tell whether an output's run lies there unfinished."""
    return (folder_of(out) / _LINES).exists()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what fails below into a `WriteError` that names the path."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error


def _check(before: dict[str, Any], now: dict[str, Any], folder: Path) -> None:
    """Refuse to go on with another run."""
    for name, value in now.items():
        if name == "inputs" or before.get(name) == value:
            continue
        raise JournalError(
            f"the run in {folder} began with {name} {before.get(name)!r}, not {value!r}; "
            "resume it as it began, or delete the folder to start anew"
        )
    if before["inputs"] == now["inputs"]:
        return
    inputs = zip_longest(before["inputs"], now["inputs"])
    old, new = next((old, new) for old, new in inputs if old != new)
    if old and new and old["name"] == new["name"]:
        what = f"input {old['name']} has changed since the run in {folder} began"
    else:
        names = [source["name"] for source in before["inputs"]]
        what = f"the run in {folder} began with the inputs {', '.join(names)}"
    raise JournalError(f"{what}; resume it with the same input, or delete the folder to start anew")


def _lock(folder: Path) -> BinaryIO:
    file = (folder / "lock").open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise JournalError(
            f"another process is at the run in {folder}; wait for it, or choose another output"
        ) from error
    return file


def _packed(tally: Tally) -> str:
    """Return counts as a string: packed, because those by host and rule may be longer than the rows."""
    return base64.b64encode(zlib.compress(json.dumps(tally.to_dict()).encode())).decode()


def _unpacked(text: str) -> Tally:
    return Tally.from_dict(json.loads(zlib.decompress(base64.b64decode(text))))


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def _append(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    _sync(file)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make names in a folder safe; a file's own fsync does not."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def replace(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        WriteError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    with writing(path):
        try:
            with beside.open("wb") as file:
                write(file)
                _sync(file)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
