"""A Scrapy crawl of a local site: items come out with the rows that Python gives for their pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from documents import as_html, documents

pytest.importorskip("scrapy", reason="needs newsclean[scrapy]")

import scrapy
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newsclean.batch.schema import SCHEMA
from newsclean.batch.table import Options, clean_table
from newsclean.integrations.scrapy import NewsCleanPipeline

COLUMNS = [name for name in SCHEMA.names if name not in ("id", "url")]
PIPELINE = "newsclean.integrations.scrapy.NewsCleanPipeline"
STORY = "The river rose all night, the mayor said on Tuesday, and the lower town lay under water."


def site() -> dict[str, str]:
    """Pages by their path: stories, one without any text, and the index that links them."""
    texts = [row["text"] for row in documents().to_pylist() if row["text"] and not row["text"].startswith("<")]
    pages = {f"/{number}": as_html(texts[number], number) for number in range(59)}
    pages["/59"] = "<html><body></body></html>"
    return {"/": "".join(f'<a href="{path}">story</a>' for path in pages), **pages}


@contextmanager
def served(pages: dict[str, str]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def crawl(start: str, folder: Path, **settings: Any) -> tuple[list[dict[str, Any]], str]:
    """Run the spider in a process of its own, since a reactor starts once per process; return items and log."""
    out = folder / "items.jsonl"
    values = {
        "ITEM_PIPELINES": json.dumps({PIPELINE: 300}),
        "FEED_EXPORT_FIELDS": json.dumps(["index", "url", *COLUMNS]),
        **settings,
    }
    spider = Path(__file__).with_name("selwyn_spider.py")
    command = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-a", f"start={start}", "-O", str(out)]
    command += [word for name, value in values.items() for word in ("-s", f"{name}={value}")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env={**os.environ})
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()], done.stderr


def test_a_crawl_gives_the_same_rows(tmp_path: Path) -> None:
    pages = site()
    with served(pages) as start:
        found, log = crawl(f"{start}/", tmp_path, NEWSCLEAN_FIELD="html", NEWSCLEAN_ENCODING_FIELD="charset")
    urls = [start + path for path in pages if path != "/"]
    table = pa.table({"url": urls, "html": [pages[url.removeprefix(start)] for url in urls]})
    expected = {row["url"]: row for row in clean_table(table, Options(field="html")).to_pylist()}
    items = {item["url"]: item for item in found if item.get("url")}
    assert items.keys() == expected.keys()
    for url, item in items.items():
        number = int(url.rpartition("/")[2])
        columns = (COLUMNS, ["title", "text", "captions", "error"], ["text", "related", "removed"])[number % 3]
        assert {name: item[name] for name in columns} == {name: expected[url][name] for name in columns}
    assert [item["index"] for item in found if item.get("index")] == [f"{start}/"], "items without a page pass"
    assert "'newsclean/pages': 60" in log
    assert f"'newsclean/empty': {sum(not row['text'] for row in expected.values())}" in log
    assert "'newsclean/skipped': 1" in log


def pipeline(**settings: Any) -> NewsCleanPipeline:
    return NewsCleanPipeline.from_crawler(get_crawler(scrapy.Spider, settings))


def test_text_is_cleaned_in_place() -> None:
    item = pipeline().process_item({"text": f"Skip to main content\n\n{STORY}"})
    assert item["text"] == STORY
    assert item["removed"] == [{"rule": "nav.skip_link", "start": 0, "end": 20}]


def test_columns_go_to_the_fields_that_settings_name() -> None:
    item = pipeline(NEWSCLEAN_FIELDS={"text": "body", "kind": "form"}).process_item({"text": STORY})
    assert item == {"text": STORY, "body": STORY, "form": "text"}


def test_a_page_that_fails_keeps_its_text_and_gets_the_error() -> None:
    item = pipeline(NEWSCLEAN_MAX_CHARS=20).process_item({"text": STORY})
    assert item["text"] == STORY
    assert item["error"] == "the page has 88 characters, more than the limit of 20"


@pytest.mark.parametrize(
    ("page", "reason"), [(" ", r"no article text \(https://herald\.example/1\)"), (7, "TypeError: .* int")]
)
def test_rejects_are_dropped_where_settings_say_so(page: object, reason: str) -> None:
    dropping = pipeline(NEWSCLEAN_DROP=["error", "empty"])
    with pytest.raises(DropItem, match=reason):
        dropping.process_item({"text": page, "url": "https://herald.example/1"})


def test_an_item_with_nowhere_to_put_an_article_is_an_error() -> None:
    class Bare(scrapy.Item):
        html = scrapy.Field()

    with pytest.raises(TypeError, match="Bare has no field for an article; add one of title, standfirst"):
        pipeline(NEWSCLEAN_FIELD="html").process_item(Bare(html=STORY))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"NEWSCLEAN_FIELDS": {"body": "text"}}, "NEWSCLEAN_FIELDS names body; there are id, url, title"),
        ({"NEWSCLEAN_DROP": ["short"]}, "NEWSCLEAN_DROP names short; there are error, empty"),
        ({"NEWSCLEAN_KIND": "pdf"}, "kind must be one of 'auto', 'text', 'html', not 'pdf'"),
    ],
)
def test_settings_that_make_no_sense_stop_the_crawl(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pipeline(**settings)
