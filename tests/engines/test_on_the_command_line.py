"""`newsclean batch` with one and with two workers: the same rows as in Python."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from documents import OPTIONS, documents, rows

from newsclean.batch.schema import SCHEMA
from newsclean.cli.main import main


@pytest.mark.parametrize("workers", [1, 2])
def test_batch_gives_the_same_rows(tmp_path: Path, workers: int) -> None:
    pages, out = tmp_path / "pages.jsonl", tmp_path / "clean.parquet"
    pages.write_text("".join(json.dumps(record) + "\n" for record in documents().to_pylist()), encoding="utf-8")
    options = ["--title-field", str(OPTIONS.title_field), "--crawled-field", str(OPTIONS.crawled_field)]
    options += ["--max-chars", str(OPTIONS.max_chars), "--quiet"]
    options += [word for name in OPTIONS.without for word in ("--without", name)]
    assert main(["batch", str(pages), "-o", str(out), "--workers", str(workers), *options]) == 1, "some are rejected"
    table = pq.read_table(out)
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist() == [row for row in rows() if row["error"] is None]
    rejects = [json.loads(line) for line in (tmp_path / "clean.rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["reason"]) for line in rejects] == [
        (row["id"], row["error"]) for row in rows() if row["error"] is not None
    ]
