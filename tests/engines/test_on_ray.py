"""Ray on this machine: the same rows as in Python."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from documents import OPTIONS, assert_same_rows, documents

pytest.importorskip("ray", reason="needs newsclean[ray]")

os.environ["RAY_AUTH_MODE"] = "disabled"  # or it writes a token into the home directory

import ray
import ray.data

from newsclean.batch.table import Options
from newsclean.integrations.ray import TableCleaner, clean_dataset

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:ray.data")
"""Ray warns of its own settings while it fills them with their defaults."""


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def collected(dataset: Any) -> pa.Table:
    return pa.concat_tables(ray.get(dataset.to_arrow_refs()))


def test_clean_dataset_gives_the_same_rows() -> None:
    pages = ray.data.from_arrow([documents().slice(0, 350), documents().slice(350)])
    assert_same_rows(collected(clean_dataset(pages, OPTIONS)))


def test_the_callable_in_actors_gives_the_same_rows() -> None:
    pages = ray.data.from_arrow(documents())
    actors = {"batch_format": "pyarrow", "batch_size": 100, "concurrency": 1}
    assert_same_rows(collected(pages.map_batches(TableCleaner, fn_constructor_args=[OPTIONS], **actors)))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Exception, match="no column is called 'html'"):
        clean_dataset(ray.data.from_arrow(documents().slice(0, 5)), Options(field="html")).materialize()
