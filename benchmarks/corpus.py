"""Pages with ground truth, in the layouts in which they are found.

- **Ours** (`../shared/corpora/NAME`, `fixtures/corpus`): `gold.jsonl`, `html/ID.html`, `raw/RENDERER.jsonl`, each
  with or without `.gz`. Each line of `gold.jsonl` is a page: `id`, `url`, `title`, `summary` (the standfirst's
  paragraphs), `body` (its paragraphs), `captions` (each with `text` and `credit`, a list; null where nobody wrote
  them down), `must` and `mustnot` (snippets that belong into the text, or not). `raw` has `id` and `text`.
- **A checkout of the article-extraction-benchmark**: `ground-truth.json` with `articleBody` by id, and `html`.
- **A checkout of WCXB**: `SPLIT/ground-truth/ID.json` and `SPLIT/html`; pages of the type "article" are read.

The last two have no renderings; text mode renders their HTML as html-text and BeautifulSoup do.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable
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
    if (folder / "ground-truth.json").is_file():
        pages = _scrapinghub_pages(folder)
    elif (folder / "ground-truth").is_dir():
        pages = _wcxb_pages(folder)
    else:
        pages = _our_pages(folder)
    return pages[:limit]


def _our_pages(folder: Path) -> list[Page]:
    return [
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
        for page in _lines(folder / "gold.jsonl")
    ]


def _scrapinghub_pages(folder: Path) -> list[Page]:
    data = _json(folder / "ground-truth.json")
    return [Page(id=name, title="", summary=[], body=page["articleBody"].split("\n")) for name, page in data.items()]


def _wcxb_pages(folder: Path) -> list[Page]:
    pages = []
    for path in sorted((folder / "ground-truth").glob("*.json")):
        data = _json(path)
        kind = data.get("_internal", {}).get("page_type", {}).get("primary", "article")
        if kind == "article":
            truth = data["ground_truth"]
            body = [line for line in truth["main_content"].split("\n") if line.strip()]
            title, must, mustnot = truth.get("title") or "", truth.get("with", []), truth.get("without", [])
            pages.append(Page(id=path.stem, title=title, summary=[], body=body, must=must, mustnot=mustnot))
    return pages


def read_raw(folder: Path, renderer: str, pages: Iterable[Page] = ()) -> dict[str, str]:
    """Return the renderings of a set's pages, by id; where a set has none, `pages` are rendered."""
    path = folder / "raw" / f"{renderer}.jsonl"
    if _found(path).is_file():
        return {page["id"]: page["text"] for page in _lines(path)}
    if renderer not in _RENDER:
        raise SystemExit(f"{folder}: has no renderings by {renderer}; choose one of {', '.join(_RENDER)}")
    return {page.id: _RENDER[renderer](read_html_page(folder, page.id)) for page in pages}


def _by_html_text(html: str) -> str:
    import html_text

    return str(html_text.extract_text(html))


def _by_bs4(html: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for unseen in soup(["script", "style", "noscript"]):
        unseen.decompose()
    return re.sub(r"\n\s*\n", "\n\n", soup.get_text("\n"))


_RENDER: dict[str, Callable[[str], str]] = {"html_text": _by_html_text, "bs4": _by_bs4}


def read_html_pages(folder: Path, pages: Iterable[Page]) -> dict[str, str]:
    """Return the HTML of pages of a set, by id."""
    return {page.id: read_html_page(folder, page.id) for page in pages}


def read_html_page(folder: Path, name: str) -> str:
    """Return the HTML of one page of a set."""
    return _bytes(folder / "html" / f"{name}.html").decode("utf-8", "replace")


def fingerprint(folder: Path) -> str:
    """Return a hash over the names and contents of a set's files but READMEs; another set has another."""
    state = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("README")):
        state.update(path.relative_to(folder).as_posix().encode() + b"\0")
        state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()[:16]


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"{path}: cannot be read: {error}") from None


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in _bytes(path).decode("utf-8").split("\n") if line]
    except ValueError as error:
        raise SystemExit(f"{path}: is not JSON, one object per line: {error}") from None


def _bytes(path: Path) -> bytes:
    """Return the contents of a file that may be packed."""
    found = _found(path)
    try:
        return gzip.decompress(found.read_bytes()) if found.suffix == ".gz" else found.read_bytes()
    except OSError as error:
        raise SystemExit(f"{path}: cannot be read, nor can {path.name}.gz: {error.strerror or error}") from None


def _found(path: Path) -> Path:
    packed = path.with_name(f"{path.name}.gz")
    return packed if packed.is_file() else path


def part(method: str, name: str, parts: int) -> int:
    """Return which of `parts` parts a page belongs to; all its renderings fall in the same."""
    return int(hashlib.new(method, name.encode()).hexdigest(), 16) % parts


def is_kept_out(name: str) -> bool:
    """Tell whether a page belongs to the third that is kept out of sight (`train_extent.py --check` leaves it out)."""
    return part("sha256", name, 3) == 0


def in_third(name: str, third: str | None) -> bool:
    """Tell whether a page belongs to "kept" or "seen"; to None all belong."""
    return third is None or is_kept_out(name) == (third == "kept")
