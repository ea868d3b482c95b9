"""The thousand documents that every engine cleans, and what must come out."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from newsclean.batch.table import Options, clean_table

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
OPTIONS = Options(title_field="headline", crawled_field="fetched", without=("share",), max_chars=9_000)
"""None of them a default, so that an engine that forgets to pass them on is found out."""

SCHEMA = pa.schema([(name, pa.string()) for name in ("id", "url", "headline", "fetched", "text")])
COUNT = 1_000

ODD = (
    None,
    "",
    " \n\t ",
    "\x00",
    "word " * 2_000,  # over the limit
    "\ufeff\u200b\u00ad",
    "<html></html>",
    "<p>One open tag <b>and no end",
    "The river rose.\x00 It rose all night \u2764\ufe0f, she said. \U0001f30a",
    "<!doctype html><title>Only a title</title>",
)

PAGE = """<!doctype html>
<html lang="en"><head><title>{title} | The Selwyn Herald</title>
<meta property="og:site_name" content="The Selwyn Herald">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}",
"datePublished": "2024-03-06T08:1{digit}:00+0{digit}:00", "author": [{{"@type": "Person", "name": "Lena Morvan"}}],
"image": {{"@type": "ImageObject", "url": "/pier-{digit}.jpg", "caption": "The pier"}}}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1>
<figure><img src="/pier-{digit}.jpg" alt="The pier">
<figcaption>The pier of Port Selwyn on Monday. <span class="credit">Photo: Lena Morvan/AFP</span></figcaption></figure>
{body}
<aside class="related"><p>Read more: <a href="/1962">Islanders recall the great storm</a></p></aside>
</article></main><footer>Copyright 2024 The Selwyn Herald. All rights reserved.</footer></body></html>
"""


def as_html(text: str, number: int) -> str:
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return PAGE.format(title=f"Storm number {number} cuts off the island", digit=number % 10, body=paragraphs)


def forms(text: str, number: int) -> tuple[str, ...]:
    """Return a text in the states that scrapers leave it in."""
    text = f"{text}\n\nThe harbour counted {number} boats on Tuesday, the master said.\n"
    page = as_html(text, number)
    return (
        text,
        page,
        text[: len(text) * (40 + number % 50) // 100],
        page[: len(page) * (50 + number % 40) // 100],
        text.replace("\n", "\r\n").replace("'", "&#39;"),
        f"{text}\n\n{text.upper()}",
    )


def records() -> Iterator[dict[str, Any]]:
    texts = [path.read_bytes().decode() for path in sorted(FIXTURES.glob("*/input.txt"))]
    number = 0
    while True:
        odd = number % 20 == 7
        text = texts[number % len(texts)]
        yield {
            "id": f"page-{number:04}",
            "url": f"https://www.herald.example/{number}" if number % 3 else None,
            "headline": f"Storm number {number} cuts off the island" if number % 11 == 0 else None,
            "fetched": f"2024-03-{1 + number % 31:02}" if number % 7 else None,
            "text": ODD[number // 20 % len(ODD)] if odd else forms(text, number)[number // len(texts) % 6],
        }
        number += 1


@cache
def documents() -> pa.Table:
    return pa.Table.from_pylist(list(islice(records(), COUNT)), schema=SCHEMA)


@cache
def rows() -> list[dict[str, Any]]:
    """What `clean_table` makes of the documents, in their order."""
    return clean_table(documents(), OPTIONS).to_pylist()


def assert_same_rows(table: pa.Table) -> None:
    """Check an engine's table, in whatever order, against `rows()`: every column, every value, the types."""
    from newsclean.batch.schema import SCHEMA as ROW  # noqa: PLC0415

    assert table.schema.names == ROW.names
    found = sorted(table.cast(ROW).to_pylist(), key=lambda row: row["id"])
    assert len(found) == len(rows())
    different = [(mine, theirs) for mine, theirs in zip(rows(), found, strict=True) if mine != theirs]
    assert not different, different[0]
