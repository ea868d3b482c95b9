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


def clean_dataset(dataset: Dataset, options: Options | None = None, **map_batches: Any) -> Dataset:
    """Clean the pages of a dataset.

    Runs as tasks, so that reading and writing get their share of the processors; a worker reads the rules once.

    Args:
        dataset: Has a column of pages, see `Options.field`; further columns are left out of the result.
        options: How to clean; None for the defaults.
        **map_batches: Further arguments of `Dataset.map_batches` (`batch_size`, `num_cpus`, `memory` …).

    Returns:
        A dataset with the columns of `newsclean.batch.schema.SCHEMA`, a row for each row. A page that cannot be
        cleaned has its `error` set.

    Example:
        cleaned = clean_dataset(ray.data.read_parquet("pages/"), Options(field="html"))
        cleaned.write_parquet("articles/")
    """
    settings: dict[str, Any] = {"batch_size": _ROWS, **map_batches}
    return dataset.map_batches(clean_table, fn_kwargs={"options": options}, batch_format="pyarrow", **settings)


class TableCleaner:
    """Callable class for your own `Dataset.map_batches`, which runs it in actors; wants `batch_format="pyarrow"`.

    An actor reads its rules when it starts. Leave processors for reading: with as many actors as there are
    processors, Ray waits for ever.

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
