"""What readers hand on: pages, and what could not be read, each with its place in the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newsclean.batch.table import Page


class Item(NamedTuple):
    """A page that was read.

    Attributes:
        page: The page.
        place: Where it stands ("pages.jsonl:12"), for messages.
    """

    page: Page
    place: str


class Fault(NamedTuple):
    """Something that could not be read.

    Attributes:
        reason: What is wrong, and the mend where there is one.
        place: Where it stands.
        id: Its id, as far as that could be read.
        url: Its address, likewise.
    """

    reason: str
    place: str
    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the input's fields are called; None for the default name, where there is such a field.

    Attributes:
        page: Field with the page.
        id: Field with its id ("id").
        url: Field with its address ("url").
        title: Field with its headline; None for none.
    """

    page: str = "text"
    id: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(slots=True)
class Meter:
    """How far reading is, in bytes of the input files.

    Attributes:
        total: Size of all files.
        done: Bytes read.
        skipped: Records that are no pages (WARC requests, images) and files that no reader takes.
    """

    total: int = 0
    done: int = 0
    skipped: int = 0


def field_item(record: dict[str, object], fields: Fields, place: str) -> Item | Fault:
    """Return the page in a record of named fields (a JSON object, a row of CSV).

    Example:
        >>> field_item({"id": 7, "text": "It rained."}, Fields(), "pages.jsonl:1").page.id
        '7'
        >>> field_item({"id": 7, "body": "It rained."}, Fields(), "pages.jsonl:1").reason
        "there is no field 'text' but 'id', 'body'; name the page's one with --field"
    """
    wanted = {"id": fields.id, "url": fields.url, "title": fields.title}
    found = {
        name: _text(record.get(field or name)) if field or name != "title" else None for name, field in wanted.items()
    }
    if fields.page not in record:
        names = ", ".join(map(repr, record)) or "none"
        reason = f"there is no field {fields.page!r} but {names}; name the page's one with --field"
        return Fault(reason, place, found["id"], found["url"])
    if missing := [field for field in wanted.values() if field is not None and field not in record]:
        return Fault(f"there is no field {missing[0]!r}", place, found["id"], found["url"])
    raw = record[fields.page]
    if raw is not None and not isinstance(raw, str | bytes):
        reason = f"field {fields.page!r} holds {type(raw).__name__}, not a page; name the page's one with --field"
        return Fault(reason, place, found["id"], found["url"])
    return Item(Page(raw, found["id"] or place, found["url"], found["title"]), place)


def _text(value: object) -> str | None:
    return value if isinstance(value, str | None) else str(value)
