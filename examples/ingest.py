"""Clean a folder or a JSONL file of scraped pages into SQLite or JSONL, with nothing but newsclean.

    python examples/ingest.py pages/ news.sqlite
    python examples/ingest.py crawl.jsonl.gz articles.jsonl --pack acme --without promo.read_label

A folder's *.txt, *.html and *.htm are pages, their paths the ids. A line of JSONL is a page:
{"id": …, "html": … or "text": …, "url": …, "title": …}; only the page itself is needed. A page that is already in
the database, unchanged, is passed over, so that the script can run again after each crawl. What cannot be read
costs one message; the rest is done, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from newsclean import Article, Cleaner, RuleError

SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, url TEXT, title TEXT, standfirst TEXT, byline TEXT, dateline TEXT,
    source TEXT, published TEXT, truncated INTEGER NOT NULL, warnings TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS caption (
    article TEXT NOT NULL REFERENCES article ON DELETE CASCADE, after INTEGER NOT NULL, text TEXT NOT NULL,
    credit TEXT, photographer TEXT, agency TEXT, image_url TEXT);
CREATE INDEX IF NOT EXISTS caption_of ON caption (article);
"""


class Page(NamedTuple):
    """A page as it was scraped; `kind` is "text" or "html"."""

    id: str
    raw: str | bytes
    kind: str
    url: str | None = None
    title: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw if isinstance(self.raw, bytes) else self.raw.encode()).hexdigest()


def read_pages(source: Path) -> Iterator[Page | str]:
    """Yield the pages; for one that cannot be read, what is wrong with it."""
    if source.is_dir():
        kinds = {".txt": "text", ".html": "html", ".htm": "html"}
        for path in sorted(path for path in source.rglob("*") if path.suffix in kinds):
            try:
                yield Page(path.relative_to(source).as_posix(), path.read_bytes(), kinds[path.suffix])
            except OSError as error:
                yield f"{path}: cannot be read: {error.strerror}"
        return
    with gzip.open(source) if source.suffix == ".gz" else source.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            yield read_line(line, f"{source.name}:{number}")


def read_line(line: bytes, at: str) -> Page | str:
    """Return the page of a line of JSONL, or what is wrong with the line."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"{at}: is no JSON: {error}"
    kind = "html" if isinstance(row, dict) and row.get("html") is not None else "text"
    if not isinstance(row, dict) or not isinstance(row.get(kind), str):
        return f'{at}: holds no page; write it under "text" or "html" as a string'
    if wrong := [key for key in ("url", "title") if not isinstance(row.get(key), str | None)]:
        return f"{at}: {wrong[0]!r} must be a string"
    raw = row[kind].encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair fits into no database
    return Page(str(row.get("id", at)), raw, kind, row.get("url"), row.get("title"))


class Store(Protocol):
    """Where articles go."""

    def has(self, page: Page) -> bool: ...
    def add(self, page: Page, article: Article) -> None: ...
    def finish(self) -> None: ...


class SqliteStore:
    """Articles and their captions as tables; a page that changed replaces its article."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        self.database.execute("PRAGMA foreign_keys = ON")
        self.database.executescript(SCHEMA)

    def has(self, page: Page) -> bool:
        found = self.database.execute("SELECT sha256 FROM article WHERE id = ?", (page.id,)).fetchone()
        return found is not None and found[0] == page.sha256

    def add(self, page: Page, article: Article) -> None:
        published = article.metadata.published if article.metadata else None
        row = (
            page.id, page.sha256, page.url, article.title, article.standfirst, article.byline, article.dateline,
            article.source, published.isoformat() if published else None, article.truncated,
            json.dumps(article.warnings, ensure_ascii=False), article.text,
        )  # fmt: skip
        captions = [
            (page.id, c.after, c.text, c.credit, c.photographer, c.agency, c.image_url) for c in article.captions
        ]
        with self.database:  # one transaction a page: a stopped run loses nothing
            self.database.execute("DELETE FROM article WHERE id = ?", (page.id,))
            self.database.execute(f"INSERT INTO article VALUES ({', '.join('?' * len(row))})", row)
            self.database.executemany("INSERT INTO caption VALUES (?, ?, ?, ?, ?, ?, ?)", captions)

    def finish(self) -> None:
        self.database.close()


class JsonlStore:
    """A line of JSON per article; the file appears when all is done, so that nobody reads half of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.file = self.part.open("w", encoding="utf-8")

    def has(self, page: Page) -> bool:
        del page
        return False

    def add(self, page: Page, article: Article) -> None:
        row = {"id": page.id, "url": page.url, **article.to_dict()}
        self.file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def finish(self) -> None:
        self.file.close()
        self.part.replace(self.path)


def ingest(pages: Iterator[Page | str], store: Store, cleaner: Cleaner) -> dict[str, int]:
    """Clean the pages into the store; return how many were cleaned, passed over and failed."""
    counts = {"cleaned": 0, "unchanged": 0, "failed": 0}
    for page in pages:
        if isinstance(page, str):
            print(page, file=sys.stderr)
            counts["failed"] += 1
        elif store.has(page):
            counts["unchanged"] += 1
        else:
            store.add(page, cleaner.clean(page.raw, kind=page.kind, url=page.url, title=page.title))
            counts["cleaned"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description="Clean scraped pages into SQLite or JSONL.")
    parser.add_argument("source", type=Path, help="folder of .txt and .html files, or a .jsonl or .jsonl.gz file")
    parser.add_argument("out", type=Path, help="name.sqlite or name.jsonl")
    parser.add_argument("--pack", action="append", default=[], help="use this pack, too; may be repeated")
    parser.add_argument("--without", action="append", default=[], help="leave out a rule or family; may be repeated")
    args = parser.parse_args()
    if not args.source.exists():
        parser.error(f"{args.source} does not exist")
    if args.out.suffix not in (".sqlite", ".jsonl"):
        parser.error(f"{args.out}: name it .sqlite or .jsonl")
    try:
        cleaner = Cleaner(packs=args.pack, without=args.without)
    except RuleError as error:
        parser.error(str(error))
    store: Store = SqliteStore(args.out) if args.out.suffix == ".sqlite" else JsonlStore(args.out)
    counts = ingest(read_pages(args.source), store, cleaner)
    store.finish()
    print(", ".join(f"{number} {what}" for what, number in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
