"""Arrow in, Arrow out: the one function behind the command line, Spark, Ray and the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from newsclean import __version__
from newsclean.batch.fingerprint import fingerprint
from newsclean.batch.schema import SCHEMA, SCHEMA_VERSION, Row, article_row, storable
from newsclean.cleaner import KINDS, Cleaner
from newsclean.model import Article

_BLANK: Row = dict.fromkeys(SCHEMA.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to clean a table. Small and picklable, so that engines can send it to their workers.

    Attributes:
        field: Column with the pages: strings or bytes, text or HTML.
        id_field: Column that becomes `id` (numbers become strings); None for "id" where there is one.
        url_field: Column that becomes `url`; None for "url" where there is one.
        title_field: Column with headlines that are known; None for none.
        encoding_field: Column with encodings of pages in bytes, as in the HTTP header; None for none.
        crawled_field: Column that says when pages were fetched (ISO 8601, dates or timestamps); None for none.
        crawled: When all pages were fetched that have no such field, in ISO 8601; None where nobody knows.
        kind: "auto", "text" or "html", for all pages.
        packs: Further packs: paths of TOML files, which all workers must see, or names of installed packs.
        without: Rules to leave out: ids, families or globs.
        only: Rules to use, named likewise; none named means all.
        max_chars: Longer pages (bytes, where pages are bytes) fail instead of being cleaned; None for no limit.

    Raises:
        ValueError: `kind` or `max_chars` makes no sense.
        TypeError: `packs`, `without` or `only` is no tuple of strings.

    Example:
        >>> Options(field="html", without=("promo",)).kind
        'auto'
    """

    field: str = "text"
    id_field: str | None = None
    url_field: str | None = None
    title_field: str | None = None
    encoding_field: str | None = None
    crawled_field: str | None = None
    crawled: str | None = None
    kind: str = "auto"
    packs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    max_chars: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(map(repr, KINDS))}, not {self.kind!r}")
        if self.max_chars is not None and self.max_chars < 1:
            raise ValueError(f"max_chars must be at least 1, or None for no limit, not {self.max_chars}")
        for name in ("packs", "without", "only"):
            value = getattr(self, name)
            if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
                raise TypeError(f"{name} must be a tuple of strings, which workers can be sent, not {value!r}")


class Page(NamedTuple):
    """One page to clean.

    Attributes:
        raw: Its text or HTML; None where the input has none.
        id: What the input calls it.
        url: Its address.
        title: Its headline, where that is known.
        encoding: Encoding of bytes, as in the HTTP header.
        kind: What it is, where that is known; None for what the options say.
        crawled: When it was fetched, in ISO 8601; None likewise.
    """

    raw: str | bytes | None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    encoding: str | None = None
    kind: str | None = None
    crawled: str | None = None


def page_of(record: Mapping[str, Any], options: Options) -> Page:
    """Return the page in a record of named fields; what the record does not hold is None.

    Example:
        >>> page = page_of({"id": 7, "text": "It rained."}, Options())
        >>> page.raw, page.id, page.url
        ('It rained.', '7', None)
    """
    raw = record.get(options.field)
    return Page(
        raw=bytes(raw) if isinstance(raw, bytearray) else raw,  # as Spark before 4.1 hands out binaries
        id=_string(record.get(options.id_field or "id")),
        url=_string(record.get(options.url_field or "url")),
        title=_string(record.get(options.title_field)) if options.title_field else None,
        encoding=_string(record.get(options.encoding_field)) if options.encoding_field else None,
        crawled=_string(record.get(options.crawled_field)) if options.crawled_field else None,
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str | None) else str(value)


class RowCleaner:
    """Makes a row of a page; what goes wrong with a page becomes its row's `error`.

    Args:
        options: How to clean.

    Attributes:
        stamp: The columns that are the same in all rows: versions and fingerprint.

    Raises:
        RuleError: A pack cannot be used, or `without` names no rule.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._cleaner = Cleaner(packs=options.packs, without=options.without, only=options.only)
        self.stamp: Row = {
            "newsclean_version": __version__,
            "rules_version": _version(options),
            "rules_fingerprint": fingerprint(self._cleaner.rules),
            "schema_version": SCHEMA_VERSION,
        }

    def row(self, page: Page) -> Row:
        """Return the page's row.

        Example:
            >>> row = RowCleaner(Options()).row(Page("It rained all night, she said.", id="7"))
            >>> row["id"], row["text"], row["error"]
            ('7', 'It rained all night, she said.', None)
        """
        return self.row_of(page, self.clean(page))

    def clean(self, page: Page) -> Article | str:
        """Return the page's article, or why there is none."""
        raw, limit = page.raw, self._options.max_chars
        if raw is None:
            return "there is no page: the field is null"
        if limit is not None and len(raw) > limit:
            return f"the page has {len(raw)} characters, more than the limit of {limit}"
        kind = self._options.kind if page.kind is None or self._options.kind != "auto" else page.kind
        crawled = page.crawled or self._options.crawled
        try:
            return self._cleaner.clean(
                raw, kind=kind, url=page.url, title=page.title, encoding=page.encoding, crawled=crawled
            )
        except Exception as error:  # a rule written in Python may raise anything; other pages are not to blame
            return f"{type(error).__name__}: {error}"

    def row_of(self, page: Page, article: Article | str) -> Row:
        """Return the row of a page that was cleaned."""
        columns = {"error": article} if isinstance(article, str) else article_row(article)
        return storable({**_BLANK, "id": page.id, "url": page.url, **columns, **self.stamp})


def _version(options: Options) -> str:
    """Return the version with the rules that were chosen: `+` a pack, `-` left out, `=` used alone."""
    chosen = (*(f"+{pack}" for pack in options.packs), *(f"-{name}" for name in options.without))
    return "".join((__version__, *chosen, *(f"={name}" for name in options.only)))


@cache
def row_cleaner(options: Options) -> RowCleaner:
    """Return this process's `RowCleaner` for some options; packs are read once."""
    return RowCleaner(options)


def clean_table(table: pa.Table | pa.RecordBatch, options: Options | None = None) -> pa.Table:
    """Clean the pages of a table.

    Args:
        table: Has a column of pages, see `Options.field`; further columns are left out of the result.
        options: How to clean; None for the defaults.

    Returns:
        A table with the columns of `newsclean.batch.schema.SCHEMA`, a row for each row, in order. A page that
        cannot be cleaned has its `error` set and the other pages are cleaned.

    Raises:
        ValueError: A column that `options` names is missing, or holds neither strings nor bytes.
        RuleError: A pack cannot be used, or `without` names no rule.

    Example:
        >>> pages = pa.table({"id": [7, 8], "text": ["It rained all night, she said.", None]})
        >>> cleaned = clean_table(pages)
        >>> cleaned["id"].to_pylist(), cleaned["text"].to_pylist()
        (['7', '8'], ['It rained all night, she said.', None])
        >>> cleaned["error"].to_pylist()
        [None, 'there is no page: the field is null']
    """
    options = options or Options()
    clean = row_cleaner(options).row
    return pa.Table.from_pylist([clean(page) for page in pages(table, options)], schema=SCHEMA)


def pages(table: pa.Table | pa.RecordBatch, options: Options) -> Iterator[Page]:
    """Return the pages of a table one by one.

    Raises:
        ValueError: As `clean_table` does; at the call, not at the first page.
    """
    raws = _column(table, options.field)
    if not _is_page(raws.type):
        raise ValueError(f"column {options.field!r} holds {raws.type}, not pages; name one of strings or bytes")
    others = {
        "id": _strings(table, options.id_field, "id"),
        "url": _strings(table, options.url_field, "url"),
        "title": _strings(table, options.title_field),
        "encoding": _strings(table, options.encoding_field),
        "crawled": _strings(table, options.crawled_field),
    }
    given = {name: column for name, column in others.items() if column is not None}
    return (
        Page(raw, **{name: column[at].as_py() for name, column in given.items()})
        for at, raw in enumerate(value.as_py() for value in raws)
    )


def _is_page(kind: pa.DataType) -> bool:
    t = pa.types
    return any(
        is_it(kind)
        for is_it in (t.is_string, t.is_large_string, t.is_binary, t.is_large_binary, t.is_string_view, t.is_null)
    )


def _column(table: pa.Table | pa.RecordBatch, name: str) -> pa.ChunkedArray | pa.Array:
    if name not in table.schema.names:
        raise ValueError(f"no column is called {name!r}; there are {', '.join(table.schema.names) or 'none'}")
    column = table.column(name)
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _strings(
    table: pa.Table | pa.RecordBatch, name: str | None, default: str | None = None
) -> pa.ChunkedArray | pa.Array | None:
    """Return a column as strings; None where it is not named and there is no default one."""
    if name is None and default not in table.schema.names:
        return None
    column = _column(table, name or str(default))
    try:
        return column.cast(pa.string())
    except pa.ArrowException as error:
        raise ValueError(f"column {name or default!r} holds {column.type}, which makes no string: {error}") from error
