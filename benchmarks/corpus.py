"""Pages with ground truth: a folder with `gold.jsonl.gz`, `html/ID.html.gz` and `raw/RENDERER.jsonl.gz`.

One folder is one set. Each line of `gold.jsonl.gz` is a page: `id`, `url`, `title`, `summary` (the
standfirst's paragraphs), `body` (its paragraphs), `captions` (each with `text` and `credit`, a list; null
where nobody wrote them down), `must` and `mustnot` (snippets that belong into the text, or not).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETS = ("fundus", "aeb", "wcxb")
"""Sets of the shared corpora: two of news, one of other articles."""
RENDERERS = ("html_text", "bs4", "inscriptis", "resiliparse")
"""Ways in which careless scrapers store a page as text."""
THIRDS = ("kept", "seen")
"""Parts of the pages: a third that is kept out of sight while rules are tuned, and the rest."""


@dataclass(frozen=True, slots=True)
class Page:
    """The truth about a page; `score.py` reads the same names.

    Attributes:
        id: The page's name, the same in all files of a set.
        title: Headline.
        summary: Paragraphs of the standfirst.
        body: Paragraphs of the body.
        captions: Captions as dicts with "text" and "credit"; None where the set does not know them.
        must: Snippets that belong into the text.
        mustnot: Snippets that do not.
        alternatives: Other bodies that are as true, where a set knows several.
    """

    id: str
    title: str
    summary: list[str]
    body: list[str]
    captions: list[dict[str, Any]] | None = None
    must: list[str] = field(default_factory=list)
    mustnot: list[str] = field(default_factory=list)
    alternatives: list[list[str]] = field(default_factory=list)


def read_pages(folder: Path, limit: int | None = None) -> list[Page]:
    """Read the truth about the pages of a set, in its order; no more than `limit`."""
    pages = [
        Page(
            id=page["id"],
            title=page["title"] or "",
            summary=page["summary"],
            body=page["body"],
            captions=page["captions"],
            must=page["must"],
            mustnot=page["mustnot"],
            alternatives=page.get("alternatives", []),
        )
        for page in _lines(folder / "gold.jsonl.gz")
    ]
    return pages[:limit]


def read_raw(folder: Path, renderer: str) -> dict[str, str]:
    """Read the renderings of a set's pages by one renderer, by id."""
    return {page["id"]: page["text"] for page in _lines(folder / "raw" / f"{renderer}.jsonl.gz")}


def read_html_pages(folder: Path, pages: Iterable[Page]) -> dict[str, str]:
    """Return the HTML of pages of a set, by id."""
    return {page.id: read_html_page(folder, page.id) for page in pages}


def read_html_page(folder: Path, name: str) -> str:
    """Return the HTML of one page of a set."""
    return gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{path}: cannot be read: {error}") from None


def part(method: str, name: str, parts: int) -> int:
    """Return which of `parts` parts a page belongs to; all its renderings fall in the same."""
    return int(hashlib.new(method, name.encode()).hexdigest(), 16) % parts


def is_kept_out(name: str) -> bool:
    """Tell whether a page belongs to the third that is kept out of sight (`train_extent.py --check` leaves it out)."""
    return part("sha256", name, 3) == 0


def in_third(name: str, third: str | None) -> bool:
    """Tell whether a page belongs to "kept" or "seen"; to None all belong."""
    return third is None or is_kept_out(name) == (third == "kept")
