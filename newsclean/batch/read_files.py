"""Single files of text or HTML, packed or not: one item per file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from newsclean.batch.inflate import PACKED, Damage, unpack
from newsclean.batch.items import Fault, Item, Meter
from newsclean.batch.table import Options, Page

LARGEST = 1 << 28
"""Bytes of the largest file that is read as a page."""


def read_file(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:  # noqa: ARG001 - readers' form
    """Yield the page that a file holds, its path as id; HTML is told by the name, or else by its content.

    Raises:
        OSError: The file cannot be opened or read.
    """
    parts: list[bytes] = []
    size = 0
    for event in unpack(path, meter):
        if isinstance(event, Damage):
            yield Fault(event.reason, path, path)
            return
        if isinstance(event, bytes):
            size += len(event)
            if size > LARGEST:
                yield Fault(f"has more than {LARGEST} bytes; split it, or save it as JSON Lines", path, path)
                return
            parts.append(event)
    name = PurePath(path)
    suffix = PurePath(name.stem).suffix if name.suffix.lower() in PACKED else name.suffix
    kind = None if suffix.lower() == ".txt" else "html"
    yield Item(Page(b"".join(parts), path, kind=kind), path)
