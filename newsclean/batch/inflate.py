"""Bytes of a file, unpacked where it is gzip or zstd; damage costs what is damaged and no more.

Files of many gzip members (WARC, logs that were appended to) or zstd frames are read member by member.
Where one is corrupt, reading goes on at the next that can be found.
"""

from __future__ import annotations

import enum
import io
import os
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import zstandard

from newsclean.batch.items import Meter

_BLOCK = 1 << 16


class Damage(NamedTuple):
    """A stretch of a file that cannot be unpacked.

    Attributes:
        offset: Where in the file the damaged member starts, in bytes.
        reason: What is wrong.
    """

    offset: int
    reason: str


class Mark(enum.Enum):
    """What stands between blocks of bytes."""

    END = "a member ended, its checksum is right"


Event = bytes | Damage | Mark


class _Codec(NamedTuple):
    name: str
    magic: bytes
    make: Callable[[], Any]
    errors: tuple[type[Exception], ...]


_CODECS = {
    ".gz": _Codec("gzip member", b"\x1f\x8b\x08", lambda: zlib.decompressobj(31), (zlib.error,)),
    ".zst": _Codec(
        "zstd frame",
        b"\x28\xb5\x2f\xfd",
        lambda: zstandard.ZstdDecompressor().decompressobj(),
        (zstandard.ZstdError,),
    ),
}
PACKED = tuple(_CODECS)
"""Endings of packed files."""


class CountedFile(io.FileIO):
    """A file that tells a meter how much of it was read."""

    def __init__(self, path: str | Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: Any, /) -> int | None:
        """Read as `FileIO` does."""
        size = super().readinto(buffer)
        self._meter.done += size or 0
        return size


def open_counted(path: str | Path, meter: Meter) -> BinaryIO:
    """Open a file whose bytes `meter` counts."""
    return io.BufferedReader(CountedFile(path, meter), _BLOCK)


def unpack(path: str | Path, meter: Meter) -> Iterator[Event]:
    """Yield the bytes of a file in blocks, unpacked as its name's ending says.

    Yields:
        Blocks of bytes, `Mark.END` after each whole member (once, at the end, for plain files), and a
        `Damage` for each stretch that cannot be unpacked.

    Raises:
        OSError: The file cannot be opened or read.
    """
    codec = _CODECS.get(Path(path).suffix.lower())
    with open_counted(path, meter) as file:
        if codec is not None:
            yield from _members(file, codec)
            return
        while block := file.read(_BLOCK):
            yield block
        yield Mark.END


def _members(file: BinaryIO, codec: _Codec) -> Iterator[Event]:
    start = 0
    while True:
        file.seek(start)
        head = file.read(len(codec.magic))
        if not head.strip(b"\0") and not file.read(_BLOCK).strip(b"\0"):
            return  # the end, or the zeros that tapes and some disks pad it with
        file.seek(start)
        reason = (yield from _member(file, codec)) if head == codec.magic else "it does not start like one"
        if reason:
            yield Damage(start, f"corrupt {codec.name} at byte {start}: {reason}")
            start = _next(file, codec, start + 1)
            if start < 0:
                return
        else:
            start = file.tell()


def _member(file: BinaryIO, codec: _Codec) -> Generator[Event, None, str]:
    """Yield one member; return what is wrong with it, leave the file at its end where it is whole."""
    unpacker = codec.make()
    while not unpacker.eof:
        packed = file.read(_BLOCK)
        if not packed:
            return "it is cut short"
        try:
            block = unpacker.decompress(packed)
        except codec.errors as error:
            return str(error).removeprefix("Error -3 while decompressing data: ")
        if block:
            yield block
    file.seek(-len(unpacker.unused_data), os.SEEK_CUR)
    yield Mark.END
    return ""


def _next(file: BinaryIO, codec: _Codec, start: int) -> int:
    """Return where the next member that can be unpacked starts, at or behind `start`; -1 for nowhere."""
    while (start := find(file, codec.magic, start)) >= 0:
        file.seek(start)
        try:
            if codec.make().decompress(file.read(_BLOCK)):
                return start
        except codec.errors:
            pass  # the three bytes happened to stand inside of a member
        start += 1
    return -1


def find(file: BinaryIO, wanted: bytes, start: int) -> int:
    """Return the offset of some bytes in a file, at or behind `start`; -1 where they do not occur."""
    file.seek(start)
    tail = b""
    while block := file.read(_BLOCK):
        at = (tail + block).find(wanted)
        if at >= 0:
            return start - len(tail) + at
        start += len(block)
        tail = (tail + block)[-(len(wanted) - 1) :]
    return -1
