"""JSON Lines and CSV, packed or not: one item per line or row."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator

from newsclean.batch.inflate import Damage, unpack
from newsclean.batch.items import Fault, Item, Meter, field_item
from newsclean.batch.table import Options

LONGEST = 1 << 28
"""Bytes of the longest line that is read; a file without line breaks must not fill the memory."""


def read_jsonl(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:
    """Yield the page of each line that is not blank, or what is wrong with it.

    Raises:
        OSError: The file cannot be opened or read.
    """
    for number, line in _lines(path, meter):
        place = f"{path}:{number}"
        if isinstance(line, Damage):
            yield Fault(line.reason, place)
        elif line.strip():
            yield _json_item(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, options, place)


def _json_item(line: bytes, options: Options, place: str) -> Item | Fault:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # bytes that are no UTF-8 are a ValueError, too
        return Fault(f"is no JSON: {error}", place)
    if not isinstance(record, dict):
        return Fault(f"is no JSON object but {type(record).__name__}", place)
    return field_item(record, options, place)


def read_csv(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:
    """Yield the page of each row, or what is wrong with it; the first row names the columns.

    Raises:
        OSError: The file cannot be opened or read.
    """
    csv.field_size_limit(LONGEST)
    lines = _TextLines(path, meter)
    header: list[str] | None = None
    while not lines.ended:
        rows = csv.reader(lines, strict=True)
        for place, row in _rows(rows, lines):
            if isinstance(row, str):
                yield Fault(row, place)
            elif header is None:
                header = row
            elif row:
                yield _csv_item(header, row, options, place)


def _rows(rows: Iterator[list[str]], lines: _TextLines) -> Iterator[tuple[str, list[str] | str]]:
    """Yield place and row, up to what ends a reader; what is wrong comes as a str.

    The next reader knows of no open quote and goes on at the line behind.
    """
    while True:
        place = f"{lines.path}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield place, f"is no row of CSV: {error}"
            row = None
        if row is None:
            break
        yield place, row
    if lines.damage is not None:
        yield f"{lines.path}:{lines.number}", lines.damage.reason
        lines.damage = None


def _csv_item(header: list[str], row: list[str], options: Options, place: str) -> Item | Fault:
    if len(row) != len(header):
        return Fault(f"has {len(row)} fields where the header has {len(header)}", place)
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return Fault("is not UTF-8; save the file as UTF-8", place)
    return field_item(dict(zip(header, row, strict=True)), options, place)


class _TextLines:
    """The lines of a file as str, for `csv`; bytes that are no UTF-8 become surrogates.

    Attributes:
        path: The file.
        number: Number of the line that was read last, from 1.
        damage: What could not be unpacked; set when iteration stops in front of the end.
        ended: Whether all lines were read.
    """

    def __init__(self, path: str, meter: Meter) -> None:
        self.path = path
        self.number = 0
        self.damage: Damage | None = None
        self.ended = False
        self._lines = _lines(path, meter)

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        if self.damage is not None:
            raise StopIteration
        found = next(self._lines, None)
        if found is None:
            self.ended = True
            raise StopIteration
        self.number, line = found
        if isinstance(line, Damage):
            self.damage = line
            raise StopIteration
        text = line.decode(errors="surrogateescape")
        return text.removeprefix("\ufeff") if self.number == 1 else text


def _lines(path: str, meter: Meter) -> Iterator[tuple[int, bytes | Damage]]:
    """Yield the lines of a file with their numbers; of a line cut by damage, only the damage."""
    number, size = 1, 0
    parts: list[bytes] = []
    for event in unpack(path, meter):
        if isinstance(event, Damage):
            yield number, event
            parts, size = [], 0
        elif isinstance(event, bytes):
            *whole, rest = event.split(b"\n")
            for line in whole:
                yield number, _joined(parts, size, line)
                number, parts, size = number + 1, [], 0
            size += len(rest)
            if rest and size <= LONGEST:
                parts.append(rest)
    if size:
        yield number, _joined(parts, size, b"")


def _joined(parts: list[bytes], size: int, last: bytes) -> bytes | Damage:
    if size + len(last) > LONGEST:
        return Damage(0, f"the line has {size + len(last)} bytes, more than {LONGEST}")
    return b"".join((*parts, last)) + b"\n"
