"""datatrove's local executor with two processes: the same rows as in Python, and counted drops."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from documents import COUNT, OPTIONS, assert_same_rows, documents, rows

pytest.importorskip("datatrove", reason="needs newsclean[datatrove]")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from newsclean.batch.schema import SCHEMA
from newsclean.integrations.datatrove import NewsCleaner, to_row


class Documents(PipelineStep):
    """Hands out the documents, empty ones too, which datatrove's own readers skip."""

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> Any:  # noqa: ARG002
        for record in documents().to_pylist()[rank::world_size]:
            text, name = record.pop("text"), record.pop("id")
            yield Document(text=text, id=name, metadata=record)


def run(tmp_path: Path, *steps: Any) -> dict[str, Any]:
    executor = LocalPipelineExecutor([Documents(), *steps], tasks=2, workers=2, logging_dir=str(tmp_path / "logs"))
    return {step.name: {name: stat.total for name, stat in step.stats.items()} for step in executor.run().stats}


def test_the_step_gives_the_same_rows(tmp_path: Path) -> None:
    run(tmp_path, NewsCleaner(OPTIONS, drop=()), ParquetWriter(str(tmp_path / "out"), adapter=to_row, schema=SCHEMA))
    assert_same_rows(pq.read_table(tmp_path / "out"))


def test_dropped_documents_are_counted_and_kept_apart(tmp_path: Path) -> None:
    rejects = JsonlWriter(str(tmp_path / "rejects"), compression=None)
    stats = run(
        tmp_path, NewsCleaner(OPTIONS, exclusion_writer=rejects), JsonlWriter(str(tmp_path / "out"), compression=None)
    )
    errors, empty = sum(row["error"] is not None for row in rows()), sum(row["text"] == "" for row in rows())
    counted = next(step for name, step in stats.items() if "newsclean" in name)
    assert counted["total"] == COUNT
    assert (counted["dropped_error"], counted["dropped_empty"]) == (errors, empty)
    assert counted["forwarded"] == COUNT - errors - empty
    lines = [json.loads(line) for path in (tmp_path / "rejects").iterdir() for line in path.read_text().splitlines()]
    assert sorted(line["metadata"]["filter_reason"] for line in lines) == ["empty"] * empty + ["error"] * errors
    out = [json.loads(line) for path in (tmp_path / "out").iterdir() for line in path.read_text().splitlines()]
    assert {line["id"]: line["text"] for line in out} == {row["id"]: row["text"] for row in rows() if row["text"]}


def test_an_unknown_reason_to_drop_is_refused() -> None:
    with pytest.raises(ValueError, match="drop may name 'error' and 'empty', not 'short'"):
        NewsCleaner(drop=("short",))
