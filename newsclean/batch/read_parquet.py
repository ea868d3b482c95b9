"""Parquet: one item per row, read in small batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newsclean.batch.items import Fault, Item, Meter
from newsclean.batch.table import Options, pages

_ROWS = 64
"""Rows read at once; pages are big."""
_BUFFER = 1 << 20
"""Bytes of a column read at once; without, Arrow holds the whole column of a row group."""


def read_parquet(path: str, options: Options, meter: Meter) -> Iterator[Item | Fault]:
    """Yield the page of each row; what cannot be read of a file is one fault.

    Raises:
        OSError: The file cannot be opened.
    """
    size, before, number = Path(path).stat().st_size, meter.done, 0
    with Path(path).open("rb") as raw:
        try:
            file = pq.ParquetFile(raw, buffer_size=_BUFFER, pre_buffer=False)
            pages(file.schema_arrow.empty_table(), options)  # raises where a column is missing, and names all
            columns = [name for name in file.schema_arrow.names if name in _wanted(options)]
            for batch in file.iter_batches(_ROWS, columns=columns):
                for page in pages(batch, options):
                    number += 1
                    place = f"{path}:row {number}"
                    yield Item(page if page.id else page._replace(id=place), place)
                meter.done = before + size * number // file.metadata.num_rows
        except (pa.ArrowException, OSError, ValueError) as error:  # OSError: Arrow's word for damage, too
            reason = " ".join(str(error).split())
            yield Fault(f"{reason} (rows behind {number} are lost)" if number else reason, path)
    meter.done = before + size


def _wanted(options: Options) -> set[str | None]:
    others = (options.title_field, options.encoding_field, options.crawled_field)
    return {options.field, options.id_field or "id", options.url_field or "url", *others}
