"""What readers hand on: pages, and what could not be read, each with its place in the input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newsclean.batch.table import Options, Page, page_of


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


def field_item(record: dict[str, object], options: Options, place: str) -> Item | Fault:
    """Return the page in a record of named fields (a JSON object, a row of CSV).

    Example:
        >>> field_item({"id": 7, "text": "It rained."}, Options(), "pages.jsonl:1").page.id
        '7'
        >>> field_item({"id": 7, "body": "It rained."}, Options(), "pages.jsonl:1").reason
        "there is no field 'text' but 'id', 'body'; name the page's one with --field"
    """
    page = page_of(record, options)
    if options.field not in record:
        names = ", ".join(map(repr, record)) or "none"
        reason = f"there is no field {options.field!r} but {names}; name the page's one with --field"
        return Fault(reason, place, page.id, page.url)
    wanted = (options.id_field, options.url_field, options.title_field, options.crawled_field)
    if missing := [field for field in wanted if field is not None and field not in record]:
        return Fault(f"there is no field {missing[0]!r}", place, page.id, page.url)
    if page.raw is not None and not isinstance(page.raw, str | bytes):
        held = type(page.raw).__name__
        reason = f"field {options.field!r} holds {held}, not a page; name the page's one with --field"
        return Fault(reason, place, page.id, page.url)
    return Item(page._replace(id=page.id or place), place)
