"""WARC and WET, as Common Crawl and CC-NEWS write them: pages of HTML, and texts.

Of a WARC file's responses those are pages that are HTML and came with a 2xx status; requests, redirects,
images and the like are passed over and counted. Of a WET file, the conversion records.

Packed files hold one record per gzip member, so damage costs one record. In plain files a record is
handed on when what follows it is known to be a record or the end: one whose length is wrong swallows
its neighbours, and reading goes on at the first of those.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsclean.batch.inflate import PACKED, Damage, find, open_counted, unpack
from newsclean.batch.items import Fault, Item, Meter
from newsclean.batch.table import Options, Page

LARGEST = 1 << 26
"""Bytes of the largest member that is held in memory; pages are far smaller, videos are not."""
_PAGES = WarcRecordType.response | WarcRecordType.conversion
_HTML = ("text/html", "application/xhtml+xml")
_START = b"\nWARC/1."
_PROBE = 1024
"""Bytes looked at to tell HTML from what is still packed."""


def read_warc(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:  # noqa: ARG001 - readers' form
    """Yield the pages of a WARC or WET file, and what is wrong with its records.

    Raises:
        OSError: The file cannot be opened or read.
    """
    if Path(path).suffix.lower() in PACKED:
        yield from _packed(path, meter)
    else:
        with open_counted(path, meter) as file:
            yield from _plain(file, path, meter)


def _packed(path: str, meter: Meter) -> Iterator[Item | Fault]:
    """Read member by member; a file that was packed as a whole is left to the library."""
    number = 0
    for member in _members(path, meter):
        if isinstance(member, Damage):
            number += 1
            yield Fault(member.reason, f"{path}:record {number}")
        elif member is not None:
            records = _Records(io.BytesIO(member), path, meter, number)
            yield from records
            number = records.number
        elif number == 0:
            meter.done = 0
            with open_counted(path, meter) as file:
                yield from _Records(file, path, meter, 0)
            return
        else:
            number += 1
            yield Fault(f"the record has more than {LARGEST} bytes", f"{path}:record {number}")


def _members(path: str, meter: Meter) -> Iterator[bytes | Damage | None]:
    """Yield each member's bytes, None for one that is too large to hold."""
    parts: list[bytes] = []
    size = 0
    for event in unpack(path, meter):
        if isinstance(event, bytes):
            if size <= LARGEST < size + len(event):
                parts = []
                yield None
            size += len(event)
            if size <= LARGEST:
                parts.append(event)
            continue
        if isinstance(event, Damage):
            yield event
        elif size <= LARGEST:
            yield b"".join(parts)
        parts, size = [], 0


def _plain(file: BinaryIO, path: str, meter: Meter) -> Iterator[Item | Fault]:
    start = number = 0
    while True:
        file.seek(start)
        records = _Records(file, path, meter, number)
        yield from records
        at = find(file, _START, max(records.offset, start) + 1) if records.broken else -1
        if at < 0:
            return
        start, number = at + 1, records.number


class _Records:
    """The pages of one stream of records, up to its end or to what is no record.

    Attributes:
        number: Number in its file of the record that was read last.
        offset: Where that starts in the stream, in bytes.
        broken: Whether something else than a record stopped it.
    """

    def __init__(self, file: BinaryIO, path: str, meter: Meter, number: int) -> None:
        self.number = number
        self.offset = 0
        self.broken = False
        self._file = file
        self._path = path
        self._meter = meter

    def __iter__(self) -> Iterator[Item | Fault]:
        held: Item | Fault | None = None
        try:
            for record in ArchiveIterator(self._file, parse_http=False):
                if held is not None:
                    yield held
                self.number += 1
                self.offset = record.stream_pos
                held = self._item(record)
        except OSError as error:
            self.broken = True
            place = held.place if held is not None else f"{self._path}:record {self.number + 1}"
            reason = f"its length is wrong, or what follows is no record ({error})"
            yield Fault(reason, place, *(held.page[1:3] if isinstance(held, Item) else ()))
        else:
            if held is not None:
                yield held

    def _item(self, record: WarcRecord) -> Item | Fault | None:
        if not record.record_type & _PAGES:
            self._meter.skipped += 1
            return None
        place = f"{self._path}:record {self.number}"
        url = record.headers.get("WARC-Target-URI")
        name = (record.record_id or "").strip("<>") or place
        length = record.content_length
        body = record.reader.read()
        if len(body) < length:
            return Fault(f"the record is cut short: {len(body)} of {length} bytes are there", place, name, url)
        if record.record_type == WarcRecordType.conversion:
            return Item(Page(body, name, url, encoding="utf-8", kind="text", crawled=_crawled(record)), place)
        try:
            page = _response(body)
        except OSError as error:
            return Fault(f"its HTTP response cannot be read: {error}", place, name, url)
        if page is None:
            self._meter.skipped += 1
            return None
        return Item(page._replace(id=name, url=url, crawled=_crawled(record)), place)


def _crawled(record: WarcRecord) -> str | None:
    """Return when the record was made, where it says so in ISO 8601 as it should."""
    text = record.headers.get("WARC-Date")
    try:
        return datetime.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def _response(body: bytes) -> Page | None:
    """Return the page in an HTTP response, None where it is none that anybody wants to read.

    Raises:
        OSError: It is no HTTP response, or its content cannot be unpacked.
    """
    http = _parsed(body, "none")
    status = http.http_headers.status_code
    if status is None:
        raise OSError("it has no status")
    if not 200 <= status < 300 or (http.http_content_type or "").lower() not in _HTML:
        return None
    try:
        page = _parsed(body, "all").reader.read()
    except OSError:
        page = http.reader.read()
        if b"<" not in page[:_PROBE] or b"\0" in page[:_PROBE]:  # else the crawler had unpacked it already
            raise
    return Page(page, encoding=http.http_charset or None, kind="html")


def _parsed(body: bytes, decode: Literal["all", "none"]) -> WarcRecord:
    """Return a record of its own, because parsing takes the stream from the one that is iterated over."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(body)
    record.parse_http(auto_decode=decode, quirks_mode=True)
    return record
