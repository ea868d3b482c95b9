"""newsclean on Ray Data: a dataset of pages in, a dataset of articles out.

Needs newsclean on the workers, at the driver's version, and packs at paths that all of them can read.
"""

from __future__ import annotations

from typing import Any

from newsclean.integrations.engine import missing

try:
    import pyarrow as pa
    from ray.data import Dataset

    from newsclean.batch.table import Options, clean_table, row_cleaner
except ModuleNotFoundError as error:
    raise missing("ray", error) from error

_ROWS = 256


class TableCleaner:
    """Callable for `Dataset.map_batches` with `batch_format="pyarrow"`; reads its rules when an actor starts.

    Args:
        options: How to clean; None for the defaults.

    Raises:
        RuleError: A pack cannot be used, or `without` names no rule.

    Example:
        >>> TableCleaner()(pa.table({"id": ["7"], "text": ["It rained."]}))["text"].to_pylist()
        ['It rained.']
    """

    def __init__(self, options: Options | None = None) -> None:
        self._options = options or Options()
        row_cleaner(self._options)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Return the rows of a batch of pages, see `newsclean.batch.table.clean_table`."""
        return clean_table(batch, self._options)


def clean_dataset(dataset: Dataset, options: Options | None = None, **map_batches: Any) -> Dataset:
    """Clean the pages of a dataset.

    Args:
        dataset: Has a column of pages, see `Options.field`; further columns are left out of the result.
        options: How to clean; None for the defaults.
        **map_batches: Further arguments of `Dataset.map_batches` (`concurrency`, `num_cpus`, `batch_size` …).

    Returns:
        A dataset with the columns of `newsclean.batch.schema.SCHEMA`, a row for each row. A page that cannot be
        cleaned has its `error` set.

    Example:
        cleaned = clean_dataset(ray.data.read_parquet("pages/"), Options(field="html"), concurrency=8)
        cleaned.write_parquet("articles/")
    """
    settings: dict[str, Any] = {"batch_size": _ROWS, **map_batches}
    return dataset.map_batches(TableCleaner, fn_constructor_args=[options], batch_format="pyarrow", **settings)
