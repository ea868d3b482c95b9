"""newsclean as a Scrapy item pipeline: items with a page in, the same items with the article's fields out.

    ITEM_PIPELINES = {"newsclean.integrations.scrapy.NewsCleanPipeline": 300}
    NEWSCLEAN_FIELD = "html"

Cleaning takes some milliseconds per page of the crawler's own process, as parsing does. docs/scale.md
lists the settings; every field of `Options` is one.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from newsclean.integrations.engine import missing

try:
    from itemadapter import ItemAdapter
    from scrapy.exceptions import DropItem

    from newsclean.batch.schema import SCHEMA
    from newsclean.batch.table import Options, page_of, row_cleaner
except ModuleNotFoundError as error:
    raise missing("scrapy", error) from error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector

_DROP = ("error", "empty")


class NewsCleanPipeline:
    """Item pipeline that puts a page's article into its item; settings in docs/scale.md.

    Takes dicts, dataclasses, Scrapy Items and whatever else itemadapter knows. Of the columns, an item with
    declared fields gets those that it declares. An item that could not be cleaned keeps its page and gets `error`.
    Counts in the crawl's stats: `newsclean/pages`, `/skipped`, `/error`, `/empty`, `/dropped`.

    Args:
        options: How to clean, and what the item's fields are called.
        stats: The crawl's stats.
        fields: `{column: item field}`; empty: every column but `id` and `url`, under its own name.
        drop: Which items to drop: "error", "empty".

    Raises:
        ValueError: A setting names no column, or nothing that can be dropped.
    """

    def __init__(self, options: Options, stats: StatsCollector, fields: dict[str, str], drop: list[str]) -> None:
        for setting, given, known in (("FIELDS", fields, SCHEMA.names), ("DROP", drop, _DROP)):
            if unknown := [name for name in given if name not in known]:
                raise ValueError(f"NEWSCLEAN_{setting} names {', '.join(unknown)}; there are {', '.join(known)}")
        self._options = options
        self._stats = stats
        self._fields = fields
        self._drop = drop
        self._row = row_cleaner(options).row

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewsCleanPipeline:
        """Return the pipeline that a crawl's settings ask for."""
        settings = crawler.settings
        columns, drop = settings.getdict("NEWSCLEAN_FIELDS"), settings.getlist("NEWSCLEAN_DROP")
        return cls(options_of(settings), crawler.stats, columns, drop)

    def process_item(self, item: Any) -> Any:
        """Put the article into an item and return it.

        Raises:
            DropItem: `drop` says so.
            TypeError: The item declares no field that an article could go to.
        """
        record = ItemAdapter(item)
        if self._options.field not in record:
            self._stats.inc_value("newsclean/skipped")
            return item
        self._stats.inc_value("newsclean/pages")
        row = self._row(page_of(record, self._options))
        problem = "error" if row["error"] is not None else "empty" if not row["text"] else None
        if problem:
            self._stats.inc_value(f"newsclean/{problem}")
        if problem in self._drop:
            self._stats.inc_value("newsclean/dropped")
            raise DropItem(f"newsclean: {row['error'] or 'no article text'} ({row['url']})")
        for column, target in self._targets(type(item)).items():
            if problem != "error" or target != self._options.field:
                record[target] = row[column]
        return item

    def _targets(self, kind: type) -> dict[str, str]:
        """Return which columns go to which fields of a kind of item."""
        if self._fields:
            return self._fields
        declared = ItemAdapter.get_field_names_from_class(kind)  # None for dicts, which take any
        columns = [name for name in SCHEMA.names if name not in ("id", "url")]
        targets = {name: name for name in columns if declared is None or name in declared}
        if not targets:
            raise TypeError(
                f"{kind.__name__} has no field for an article; add one of {', '.join(columns)}, "
                "or name its fields in NEWSCLEAN_FIELDS"
            )
        return targets


def options_of(settings: BaseSettings) -> Options:
    """Return the options that a project's settings name.

    Example:
        >>> from scrapy.settings import Settings
        >>> options_of(Settings({"NEWSCLEAN_FIELD": "html", "NEWSCLEAN_WITHOUT": "promo"})).without
        ('promo',)
    """
    given: dict[str, Any] = {}
    for option in fields(Options):
        setting = f"NEWSCLEAN_{option.name.upper()}"
        if settings.get(setting) is not None:
            given[option.name] = tuple(settings.getlist(setting)) if option.default == () else settings.get(setting)
    if "max_chars" in given:
        given["max_chars"] = int(given["max_chars"])  # a string where the command line set it
    return Options(**given)
