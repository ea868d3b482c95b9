"""The schema of a cleaned page: one row, the same from every door and every engine.

Dates are ISO 8601 strings with the offset that the page gave, not Arrow timestamps: JSON has no
timestamps, and engines move those to the session's time zone, so that rows would differ by engine.
Any engine casts them (`CAST(metadata.published AS TIMESTAMP)`).

A row that failed holds its `id`, `url`, the versions and `error`; all else is null. In any other row
`error` is null and lists may be empty but are never null.
"""

from __future__ import annotations

from typing import Any, TypeVar

import pyarrow as pa

from newsclean.model import Article, Caption, Metadata, Note, Related, Removal

SCHEMA_VERSION = 1
"""Goes up when a column is renamed, dropped or changes its type; new columns come at the end."""

Row = dict[str, Any]
"""A row as plain data, with the keys of `SCHEMA`."""

_T = TypeVar("_T")


def _column(name: str, kind: pa.DataType, says: str) -> pa.Field:
    return pa.field(name, kind, metadata={"description": says})


_STRING = pa.string()
_STRINGS = pa.list_(pa.field("item", pa.string()))


def _structs(*columns: pa.Field) -> pa.DataType:
    return pa.list_(pa.field("item", pa.struct(columns)))


_SPAN = (
    _column("start", pa.int64(), "first character in the source text"),
    _column("end", pa.int64(), "character after the last"),
)
_AFTER = _column("after", pa.int64(), "index of the paragraph that it followed; -1: before the first")

_CAPTION = _structs(
    _column("text", _STRING, "the caption without its credit; empty in credits"),
    _column("credit", _STRING, "the credit as written"),
    _column("photographer", _STRING, "person named in the credit"),
    _column("agency", _STRING, "canonical name of the agency"),
    _column("date", _STRING, "date named in the caption, as written"),
    _column("notice", _STRING, "editor's notice that came with it"),
    *_SPAN,
    _AFTER,
    _column("image_url", _STRING, "address of its image; null in text"),
    _column("kind", _STRING, "photo, video or graphic"),
    _column("source", _STRING, "text or markup: how it was known for a caption"),
    _column("image_alt", _STRING, "alternative text of its image; null in text"),
)
_RELATED = _structs(
    _column("text", _STRING, "headline that was pointed at"),
    _column("label", _STRING, 'the words that announced it ("READ")'),
    *_SPAN,
    _AFTER,
    _column("url", _STRING, "address of the story; null in text"),
)
_NOTE = _structs(
    _column("text", _STRING, "the note as written"),
    _column("rule", _STRING, "id of the rule that found it"),
    *_SPAN,
)
_REMOVED = _structs(
    _column("rule", _STRING, "id of the rule that decided so; `newsclean rules show ID` says why"),
    *_SPAN,
)
_IMAGE = _structs(
    _column("url", _STRING, "address of the file"),
    _column("caption", _STRING, "its caption"),
    _column("credit", _STRING, "who took or owns it"),
)
_METADATA = pa.struct(
    (
        _column("title", _STRING, "headline"),
        _column("site", _STRING, "name of the site"),
        _column("authors", _STRINGS, "names, in the page's order"),
        _column("published", _STRING, "first publication, ISO 8601 with offset"),
        _column("modified", _STRING, "last change, likewise"),
        _column("language", _STRING, "language tag"),
        _column("canonical_url", _STRING, "the page's own address"),
        _column("section", _STRING, "section of the site"),
        _column("lead_image", _STRING, "address of the picture that stands for the story"),
        _column("description", _STRING, "the summary for search results and share cards"),
        _column("images", _IMAGE, "pictures as JSON-LD describes them"),
    )
)

SCHEMA = pa.schema(
    (
        _column("id", _STRING, "what the input calls the page: its id, file or WARC record"),
        _column("url", _STRING, "address of the page, where the input gives one"),
        _column("title", _STRING, "headline"),
        _column("standfirst", _STRING, "the paragraph between headline and body that sums the story up"),
        _column("byline", _STRING, 'author line without "By"'),
        _column("dateline", _STRING, "place in front of the first paragraph; it stays in the text too"),
        _column("source", _STRING, 'what a closing "Source: …" line named'),
        _column("text", _STRING, "paragraphs and headings, joined by a blank line"),
        _column("captions", _CAPTION, "pictures' captions with their credits"),
        _column("credits", _CAPTION, "credits of pictures that have no caption"),
        _column("related", _RELATED, "stories that promos pointed at"),
        _column("notes", _NOTE, "editor's notes, corrections, reporting credits"),
        _column("removed", _REMOVED, "what was left out: rule and span"),
        _column("source_chars", pa.int64(), "length of the text that spans index: the input, or the rendered HTML"),
        _column("metadata", _METADATA, "what the page says about itself; null in text"),
        _column("warnings", _STRINGS, "what you should know about this result"),
        _column("truncated", pa.bool_(), "a paywall cut the story"),
        _column("kind", _STRING, "text or html: what the input was taken for"),
        _column("newsclean_version", _STRING, "version of newsclean"),
        _column("rules_version", _STRING, "the version, and the rules that were chosen: +pack, -without, =only"),
        _column("rules_fingerprint", _STRING, "hash of the rules and weights; equal means equal rules"),
        _column("schema_version", pa.int32(), "version of this schema"),
        _column("error", _STRING, "why this row has no article; null where it has one"),
    ),
    metadata={"newsclean.schema_version": str(SCHEMA_VERSION)},
)
"""The columns of a cleaned page, each with a `description` in its field's metadata."""


def article_row(article: Article) -> Row:
    """Return the columns that an article fills.

    Example:
        >>> import newsclean
        >>> row = article_row(newsclean.clean("Skip to main content"))
        >>> row["removed"]
        [{'rule': 'nav.skip_link', 'start': 0, 'end': 20}]
    """
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "dateline": article.dateline,
        "source": article.source,
        "text": article.text,
        "captions": [_item(caption) for caption in article.captions],
        "credits": [_item(credit) for credit in article.credits],
        "related": [_item(related) for related in article.related],
        "notes": [_item(note) for note in article.notes],
        "removed": [_item(removal, without=("text", "reason")) for removal in article.removed],
        "source_chars": len(article.source_text),
        "metadata": None if article.metadata is None else _metadata(article.metadata),
        "warnings": list(article.warnings),
        "truncated": article.truncated,
        "kind": article.kind,
    }


def storable(value: _T) -> _T:
    r"""Return rows or parts of them with halves of surrogate pairs as U+FFFD; UTF-8 cannot hold those.

    JSON can ("\ud83d"), so pages and their JSON-LD have some. Lengths and thus spans stay.

    Example:
        >>> storable({"text": "a\ud83db", "start": 0})
        {'text': 'a�b', 'start': 0}
    """
    done: Any = value
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            done = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in value)
    elif isinstance(value, list):
        done = [storable(item) for item in value]
    elif isinstance(value, dict):
        done = {name: storable(item) for name, item in value.items()}
    return done  # type: ignore[no-any-return]


def _item(item: Caption | Related | Note | Removal, without: tuple[str, ...] = ()) -> Row:
    """Return a finding as a struct, its span as two numbers."""
    names = (name for name in item.__dataclass_fields__ if name != "span" and name not in without)
    return {**{name: getattr(item, name) for name in names}, "start": item.span.start, "end": item.span.end}


def _metadata(metadata: Metadata) -> Row:
    return {
        "title": metadata.title,
        "site": metadata.site,
        "authors": list(metadata.authors),
        "published": metadata.published.isoformat() if metadata.published else None,
        "modified": metadata.modified.isoformat() if metadata.modified else None,
        "language": metadata.language,
        "canonical_url": metadata.canonical_url,
        "section": metadata.section,
        "lead_image": metadata.lead_image,
        "description": metadata.description,
        "images": [image._asdict() for image in metadata.images],
    }
