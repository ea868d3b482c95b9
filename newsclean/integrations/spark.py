"""newsclean on Spark: a frame of pages in, a frame of articles out.

`clean_frame` is the way for whole tables, `clean_udf` the one that keeps a frame's other columns. Both need
newsclean on the workers, at the driver's version, and packs at paths that all of them can read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

from newsclean.integrations.engine import missing

try:
    import pandas as _pandas  # noqa: F401 - Spark asks for it as late as in mapInArrow, and without naming the extra
    import pyarrow as pa
    from pyspark.sql import DataFrame, Row
    from pyspark.sql.functions import udf
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructType

    from newsclean.batch.schema import SCHEMA
    from newsclean.batch.table import Options, clean_table, page_of, pages, row_cleaner
except ModuleNotFoundError as error:
    raise missing("spark", error) from error

_ROWS = 256
"""Rows cleaned at a time: Spark hands out 10,000 by default, whose articles need not be in memory at once."""


def spark_schema() -> StructType:
    """Return `newsclean.batch.schema.SCHEMA` as Spark writes it.

    Example:
        >>> spark_schema()["text"].dataType.simpleString()
        'string'
    """
    return from_arrow_schema(SCHEMA)


def clean_batches(options: Options | None = None) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return the function for `mapInArrow`; the schema of what it makes is `spark_schema()`.

    Args:
        options: How to clean; None for the defaults.

    Example:
        >>> clean = clean_batches()
        >>> [batch["text"].to_pylist() for batch in clean([pa.record_batch({"text": ["It rained."]})])]
        [['It rained.']]
    """

    def clean(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                yield from clean_table(batch.slice(start, _ROWS), options).to_batches()

    return clean


def clean_frame(frame: DataFrame, options: Options | None = None) -> DataFrame:
    """Clean the pages of a frame.

    Args:
        frame: Has a column of pages, see `Options.field`; columns that `options` do not name are left out.
        options: How to clean; None for the defaults.

    Returns:
        A frame with `spark_schema()`, a row for each row. A page that cannot be cleaned has its `error` set.

    Raises:
        ValueError: A column that `options` names is missing or of the wrong type; before Spark starts a job.

    Example:
        cleaned = clean_frame(spark.read.parquet("pages/"), Options(field="html"))
        cleaned.write.parquet("articles/")
    """
    options = options or Options()
    pages(to_arrow_schema(frame.schema).empty_table(), options)  # a worker's error would come wrapped in Java
    named = {"id", "url", *(getattr(options, item.name) for item in fields(options) if item.name.endswith("field"))}
    needed = frame.select(*(name for name in frame.columns if name in named))
    return needed.mapInArrow(clean_batches(options), spark_schema())


def clean_udf(options: Options | None = None) -> Any:
    """Return a UDF from a struct with a page's columns to the struct `spark_schema()`.

    Args:
        options: How to clean, and what the struct's fields are called; None for the defaults.

    Returns:
        What `pyspark.sql.functions.udf` returns: call it on a column, or register it for SQL. Spark runs it once
        per row; filter on other columns before, because Spark does not move filters in front of it.

    Example:
        from pyspark.sql.functions import struct

        pages = pages.withColumn("article", clean_udf()(struct("text", "url")))
        spark.udf.register("clean_page", clean_udf())  # SELECT clean_page(struct(text, url)).title FROM pages
    """
    options = options or Options()

    def clean(page: Row) -> dict[str, Any]:
        return row_cleaner(options).row(page_of(page.asDict(), options))

    # Called deterministic, it would run once more for each filter on its result.
    return udf(clean, spark_schema(), useArrow=False).asNondeterministic()
