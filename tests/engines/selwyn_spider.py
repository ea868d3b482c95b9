"""A spider for `test_in_scrapy.py`: follows the links of an index page and yields items of three kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import scrapy


@dataclass
class Page:
    url: str
    html: bytes
    charset: str
    title: str | None = None
    text: str | None = None
    captions: list[dict[str, Any]] | None = None
    error: str | None = None


class Story(scrapy.Item):
    url = scrapy.Field()
    html = scrapy.Field()
    text = scrapy.Field()
    related = scrapy.Field()
    removed = scrapy.Field()


class SelwynSpider(scrapy.Spider):
    name = "selwyn"
    start_urls: list[str]

    def __init__(self, start: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [start]

    def parse(self, response: Any) -> Iterator[Any]:
        yield {"index": response.url}
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response: Any) -> Iterator[Any]:
        number = int(response.url.rpartition("/")[2])
        if number % 3 == 0:
            yield {"url": response.url, "html": response.text}
        elif number % 3 == 1:
            yield Page(response.url, response.body, response.encoding)
        else:
            yield Story(url=response.url, html=response.text)
