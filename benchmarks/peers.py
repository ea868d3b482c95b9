"""What newsclean is compared with: other tools that turn a page into its article's text.

    pip install -e '.[benchmark]'

Each peer is called as its own documentation shows; options are named where they are not the default. None is
loaded before it is asked for, so that one that is missing or broken costs its own row only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import newsclean

Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool under test.

    Attributes:
        name: As it stands in tables.
        package: The distribution that it comes in, for its version; empty for what is written here.
        call: What is called, as tables show it.
        extract: Turns a page (HTML, or text in text mode) into the article's text.
    """

    name: str
    package: str
    call: str
    extract: Extract

    @property
    def version(self) -> str:
        """The version that is installed; empty where there is none."""
        try:
            return version(self.package) if self.package else ""
        except PackageNotFoundError:
            return ""

    @property
    def is_installed(self) -> bool:
        """Whether it can be run here."""
        return not self.package or bool(self.version)


def _trafilatura(**options: bool) -> Extract:
    def extract(html: str) -> str:
        import trafilatura

        return trafilatura.extract(html, include_comments=False, **options) or ""

    return extract


trafilatura = _trafilatura()


def resiliparse(html: str) -> str:
    """Return resiliparse's main content of an HTML page."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True))


def _newspaper(html: str) -> str:
    import newspaper

    article = newspaper.Article("https://page.example/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return str(article.text)


def _readability(html: str) -> str:
    import html_text
    import readability

    return str(html_text.extract_text(readability.Document(html).summary()))


def _justext(html: str) -> str:
    import justext

    paragraphs = justext.justext(html.encode(), _stop_words(html), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


_LANG = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.I)
_LANGUAGES = {
    "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French",
    "it": "Italian", "ja": "", "ko": "Korean", "nb": "Norwegian_Bokmal", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "vi": "Vietnamese", "zh": "",
}  # fmt: skip
"""jusText needs to be told the language; "" where it knows none and has to judge by length alone."""


def _stop_words(html: str) -> frozenset[str]:
    """Return the stop words of the language that a page names or, where it names none, that it holds most of."""
    import justext

    found = _LANG.search(html[:20_000])
    if found:
        language = _LANGUAGES.get(found[1].lower(), "English")
        return justext.get_stoplist(language) if language else frozenset()
    words = re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", " ", html).lower())
    lists = [justext.get_stoplist(language) for language in sorted(set(_LANGUAGES.values())) if language]
    most: frozenset[str] = max(lists, key=lambda stop: sum(word in stop for word in words))
    return most


def _boilerpy3(html: str) -> str:
    from boilerpy3.extractors import ArticleExtractor

    return str(ArticleExtractor(raise_on_failure=False).get_content(html))


def _goose3(html: str) -> str:
    return str(_goose().extract(raw_html=html).cleaned_text)


@cache
def _goose() -> Any:
    from goose3 import Goose

    return Goose({"enable_image_fetching": False})


def _html_text(html: str) -> str:
    import html_text

    return str(html_text.extract_text(html))


@cache
def _cleaner() -> newsclean.Cleaner:
    return newsclean.Cleaner()


def clean_html(html: str) -> str:
    """Return newsclean's text of an HTML page."""
    return _cleaner().clean(html, kind="html").text


def clean_text(text: str) -> str:
    """Return newsclean's text of what another scraper stored."""
    return _cleaner().clean(text, kind="text").text


def parse_lxml(html: str) -> object:
    """Parse an HTML page and do no more: the yardstick for time."""
    from lxml import etree

    return etree.fromstring(html.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))


def c4_lines(text: str) -> str:
    """Keep the lines that C4 kept: those that end as a sentence does and have five words."""
    kept = []
    for line in text.split("\n"):
        line = line.strip()  # noqa: PLW2901 - as short as the rule is
        if line.endswith((".", "!", "?", '"')) and len(line.split()) >= 5:
            kept.append(line)
    return "\n".join(kept)


def _as_it_is(text: str) -> str:
    return text


def _on_lines(extract: Extract) -> Extract:
    """Let a tool for HTML see text: each line as a paragraph."""

    def wrapped(text: str) -> str:
        lines = (line.strip() for line in text.split("\n"))
        paragraphs = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
        return extract(f"<!DOCTYPE html><html><head><title></title></head><body>{paragraphs}</body></html>")

    return wrapped


NEWSCLEAN = Peer("newsclean", "newsclean", "clean(html).text", clean_html)
HTML_PEERS: Sequence[Peer] = (
    NEWSCLEAN,
    Peer("trafilatura", "trafilatura", "extract(html, include_comments=False)", trafilatura),
    Peer("trafilatura, fast", "trafilatura", "extract(…, fast=True)", _trafilatura(fast=True)),
    Peer(
        "trafilatura, precision", "trafilatura", "extract(…, favor_precision=True)", _trafilatura(favor_precision=True)
    ),
    Peer("resiliparse", "resiliparse", "extract_plain_text(html, main_content=True)", resiliparse),
    Peer("newspaper4k", "newspaper4k", "Article(…).text", _newspaper),
    Peer("readability-lxml", "readability-lxml", "Document(html).summary(), as text by html-text", _readability),
    Peer("jusText", "justext", "justext(html, the page's language)", _justext),
    Peer("boilerpy3", "boilerpy3", "ArticleExtractor().get_content(html)", _boilerpy3),
    Peer("goose3", "goose3", "Goose().extract(raw_html=html).cleaned_text", _goose3),
    Peer("html-text", "html-text", "extract_text(html)", _html_text),
)
"""Tools that take HTML; the last gives the whole page's text and shows what there is to leave out."""

TEXT_PEERS: Sequence[Peer] = (
    Peer("newsclean", "newsclean", "clean(text).text", clean_text),
    Peer("C4's line rule", "", "lines that end as sentences do and have five words", c4_lines),
    *(
        Peer(f"{peer.name}, lines as <p>", peer.package, peer.call, _on_lines(peer.extract))
        for peer in HTML_PEERS
        if peer.package not in ("newsclean", "html-text") and peer.name != "trafilatura, fast"
    ),
    Peer("the text as it is", "", "", _as_it_is),
)
"""Tools for text without tags, and those for HTML on lines made paragraphs."""
