"""Output formats. A chunk of rows becomes bytes in a worker; the bytes of all chunks become the file.

JSON Lines chunks are simply put one after the other: a gzip file may have many members, a zstd file many
frames. Parquet cannot be put together so, which is why its chunks are Arrow streams until the end.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from newsclean.batch.schema import SCHEMA, Row

_GROUP_BYTES = 32_000_000
"""Parquet's rows are written in groups of about so many bytes, which bounds what is held in memory."""


class Format(NamedTuple):
    """How rows are written.

    Attributes:
        encode: Rows of a chunk -> bytes.
        join: Writes the file from the chunks' bytes, in order.
    """

    encode: Callable[[list[Row]], bytes]
    join: Callable[[Iterable[bytes], BinaryIO], None]


def encode_jsonl(rows: Iterable[Row]) -> bytes:
    r"""Return rows as JSON Lines.

    Example:
        >>> encode_jsonl([{"id": "7", "text": "It rained."}])
        b'{"id": "7", "text": "It rained."}\n'
    """
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _encode_gzip(rows: list[Row]) -> bytes:
    return gzip.compress(encode_jsonl(rows), compresslevel=6, mtime=0)


def _encode_zstd(rows: list[Row]) -> bytes:
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(encode_jsonl(rows))


def _encode_arrow(rows: list[Row]) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, SCHEMA, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))
    return sink.getvalue()


def _join_bytes(chunks: Iterable[bytes], out: BinaryIO) -> None:
    for chunk in chunks:
        out.write(chunk)


def _join_parquet(chunks: Iterable[bytes], out: BinaryIO) -> None:
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for group in _groups(pa.ipc.open_stream(chunk).read_all() for chunk in chunks):
            writer.write_table(group)


def _groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Put small tables together to row groups."""
    group: list[pa.Table] = []
    for table in tables:
        group.append(table)
        if sum(part.nbytes for part in group) >= _GROUP_BYTES:
            yield pa.concat_tables(group)
            group = []
    if group:
        yield pa.concat_tables(group)


FORMATS = {
    "jsonl": Format(encode_jsonl, _join_bytes),
    "jsonl.gz": Format(_encode_gzip, _join_bytes),
    "jsonl.zst": Format(_encode_zstd, _join_bytes),
    "parquet": Format(_encode_arrow, _join_parquet),
}
"""Formats by name; an output file's name ends in "." and one of them."""


def split_name(name: str) -> tuple[str, str | None]:
    """Return an output file's name without its ending, and the format that this says; None where it says none.

    Example:
        >>> split_name("clean.jsonl.zst"), split_name("clean.txt")
        (('clean', 'jsonl.zst'), ('clean.txt', None))
    """
    for ending, form in (*((form, form) for form in FORMATS), ("ndjson", "jsonl")):
        if name.lower().endswith("." + ending):
            return name[: -len(ending) - 1], form
    return name, None
