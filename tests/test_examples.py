"""The examples: what their pages, which `test_docs.py` runs, do not show."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean.rules.pack import load_pack
from newsclean.testing import Case, cases

ROOT = Path(__file__).parent.parent
ACME = ROOT / "examples" / "acme-newsclean-rules"
PACK = ACME / "acme_newsclean_rules" / "acme.newsclean.toml"


@pytest.mark.parametrize("case", cases(PACK), ids=str)
def test_a_case_of_the_example_pack_comes_out(case: Case) -> None:
    case.check()


def test_the_example_pack_shows_a_box_a_line_a_cut_and_selectors() -> None:
    rules = load_pack(PACK)
    assert {rule.action for rule in rules if rule.selector is None} == {"related", "remove", "cut"}
    assert {rule.selector.part for rule in rules if rule.selector} == {"zone", "caption", "credit", "remove"}


def ingest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / "ingest.py"), *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_crawl_is_ingested_again_where_it_changed(tmp_path: Path) -> None:
    pages = tmp_path / "pages" / "monday"
    pages.mkdir(parents=True)
    (pages / "ferry.txt").write_text("The ferry sailed again.\n\nA lorry on the quay. (Photo: Ola Brandt)", "utf-8")
    (pages / "flood.html").write_text("<p>The river rose all night, the mayor said.</p>", "utf-8")
    (pages / "notes.md").write_text("no page", "utf-8")
    assert ingest(tmp_path, "pages", "news.sqlite").stdout == "2 cleaned, 0 unchanged, 0 failed\n"
    (pages / "ferry.txt").write_text("The ferry sank again.", "utf-8")
    assert ingest(tmp_path, "pages", "news.sqlite").stdout == "1 cleaned, 1 unchanged, 0 failed\n"
    with sqlite3.connect(tmp_path / "news.sqlite") as news:
        assert news.execute("SELECT id, text FROM article ORDER BY id").fetchall() == [
            ("monday/ferry.txt", "The ferry sank again."),
            ("monday/flood.html", "The river rose all night, the mayor said."),
        ]
        assert news.execute("SELECT * FROM caption").fetchall() == []
    news.close()


def test_lines_that_are_no_page_are_named_and_the_others_done(tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "It rained \\ud83d all night."}', "{", '{"id": "b"}', "[]", '{"text": "x", "url": 5}']
    with gzip.open(tmp_path / "crawl.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    done = ingest(tmp_path, "crawl.jsonl.gz", "out.jsonl")
    assert done.returncode == 1
    assert done.stdout == "1 cleaned, 0 unchanged, 4 failed\n"
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["2", "3", "4", "5"]
    assert "Traceback" not in done.stderr
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(row["id"], row["text"]) for row in written] == [("a", "It rained ? all night.")]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["gone", "out.jsonl"], "gone does not exist"),
        ([".", "out.csv"], "out.csv: name it .sqlite or .jsonl"),
        ([".", "out.jsonl", "--pack", "./gone.toml"], "./gone.toml: cannot be read"),
    ],
)
def test_ingest_says_what_is_wrong_with_its_arguments(tmp_path: Path, arguments: list[str], problem: str) -> None:
    done = ingest(tmp_path, *arguments)
    assert done.returncode == 2
    assert problem in done.stderr
    assert not list(tmp_path.iterdir())
