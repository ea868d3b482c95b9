"""Many pages to read one after the other: folders, files, JSON Lines; with what the base install has."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.cli.inputs import InputError, UsageError, checked, opened

PAGES = (".txt", ".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
"""Endings that are looked for in folders; each may be followed by ".gz"."""


class CorpusPage(NamedTuple):
    """A page of a corpus.

    Attributes:
        name: Its file, and its line or id there ("news.jsonl:12").
        raw: Its text or HTML.
        url: Its address where the corpus has one.
    """

    name: str
    raw: str | bytes
    url: str | None


class Fields(NamedTuple):
    """What the fields of JSON Lines are called; `id` and `url` are used where there are such fields."""

    page: str
    id: str
    url: str


def read_corpus(names: Iterable[str], fields: Fields) -> Iterator[CorpusPage | InputError]:
    """Yield the pages of files and folders, and in its place what could not be read.

    Args:
        names: Files and folders. A folder gives its files and those below it in the order of their names.
        fields: What the fields of JSON Lines are called.

    Raises:
        UsageError: There is no such file or folder, or a folder holds no page.
    """
    for name in names:
        for path in _files(name):
            try:
                if _ending(path) in LINES:
                    yield from _lines(path, fields)
                else:
                    yield CorpusPage(str(path), checked(_read(path), str(path)), None)
            except InputError as error:
                yield error


def _files(name: str) -> Iterator[Path]:
    path = Path(name)
    if not path.exists():
        raise UsageError(f"{name}: no such file or directory; check the path")
    if not path.is_dir():
        yield path
        return
    found = False
    for inside in sorted(path.rglob("*")):
        if _ending(inside) in (*PAGES, *LINES) and not inside.is_dir():
            found = True
            yield inside
    if not found:
        endings = ", ".join((*PAGES, *LINES))
        raise UsageError(f"{name}: holds no page; files must end in one of {endings}, with or without .gz")


def _ending(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _read(path: Path) -> bytes:
    with opened(str(path)) as file:
        if path.suffix.lower() != ".gz":
            return file.read()
        return b"".join(_unpacked(gzip.GzipFile(fileobj=file), path))


def _unpacked(file: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """Yield the lines of a packed file.

    Raises:
        InputError: It is damaged.
    """
    try:
        yield from file
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path}: is damaged ({error}); pack it anew") from error


def _lines(path: Path, fields: Fields) -> Iterator[CorpusPage | InputError]:
    """Yield the page of each line of JSON Lines, or what is wrong with it."""
    with opened(str(path)) as file:
        packed = path.suffix.lower() == ".gz"
        lines = _unpacked(gzip.GzipFile(fileobj=file), path) if packed else file
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _page(line.removeprefix(b"\xef\xbb\xbf"), f"{path}:{number}", fields)
            except InputError as error:
                yield error


def _page(line: bytes, place: str, fields: Fields) -> CorpusPage:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: is no JSON ({error})") from error
    if not isinstance(record, dict):
        raise InputError(f"{place}: is no JSON object; write each page as {{{json.dumps(fields.page)}: …}}")
    raw = record.get(fields.page)
    if not isinstance(raw, str):
        there = ", ".join(map(repr, record)) or "none"
        raise InputError(
            f"{place}: has no text in field {fields.page!r}; name the page's with --field (there: {there})"
        )
    name, url = record.get(fields.id), record.get(fields.url)
    called = f"{place} ({name})" if isinstance(name, str | int) else place
    return CorpusPage(called, raw, url if isinstance(url, str) else None)
