"""What the engines share: a clear word where one is missing, and a page out of an engine's own record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.batch.table import Options, Page


def missing(extra: str, error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Return the error to raise where an engine's module is not installed.

    Example:
        >>> print(missing("spark", ModuleNotFoundError("No module named 'pyspark'", name="pyspark")))
        newsclean.integrations.spark needs pyspark, which is not installed: pip install 'newsclean[spark]'
    """
    return ModuleNotFoundError(
        f"newsclean.integrations.{extra} needs {error.name}, which is not installed: pip install 'newsclean[{extra}]'",
        name=error.name,
    )


def page_of(record: Mapping[str, Any], options: Options) -> Page:
    """Return the page that a record holds, by the names in `options`; what it does not hold is None.

    Example:
        >>> from newsclean.batch.table import Options
        >>> page = page_of({"id": 7, "text": "It rained."}, Options())
        >>> page.raw, page.id, page.url
        ('It rained.', '7', None)
    """
    from newsclean.batch.table import Page  # noqa: PLC0415 - needs pyarrow, and `missing` must work without

    raw = record.get(options.field)
    return Page(
        raw=bytes(raw) if isinstance(raw, bytearray) else raw,  # as Spark before 4.1 hands out binaries
        id=_string(record.get(options.id_field or "id")),
        url=_string(record.get(options.url_field or "url")),
        title=_string(record.get(options.title_field)) if options.title_field else None,
        encoding=_string(record.get(options.encoding_field)) if options.encoding_field else None,
    )


def _string(value: object) -> str | None:
    return None if value is None else str(value)
