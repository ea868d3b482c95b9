"""The way from input to Article: read -> label -> assemble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, TypeVar

from newsclean.assemble import assemble
from newsclean.explain import Explanation, explain
from newsclean.label import Labels, label
from newsclean.model import Article, Document
from newsclean.read.decode import decode, looks_like_html
from newsclean.read.text import read_text
from newsclean.rules.plugins import get_pack
from newsclean.rules.rule import Rule
from newsclean.rules.ruleset import builtin_rules, make_rules

if TYPE_CHECKING:
    from newsclean.read.parse import Element

    Raw: TypeAlias = str | bytes | Element

Crawled: TypeAlias = date | datetime | str
"""When a page was fetched; a str is ISO 8601."""

KINDS = ("auto", "text", "html")
"""What `kind` may be."""

_T = TypeVar("_T")


class Cleaner:
    r"""Cleans pages with a fixed set of rules; holds no state between pages, safe in threads.

    Args:
        packs: Further packs: paths of TOML files ("acme.toml"), or names of installed packs ("acme").
        rules: Further rules.
        without: Rules to leave out: ids ("promo.read_more"), families ("promo") or globs ("promo.*").
        only: Rules to use, named in the same way; the others are left out. None named means all.
        builtin: Whether the rules that ship with newsclean are used.

    Attributes:
        rules: The `RuleSet` that pages meet.

    Raises:
        RuleError: A pack or rule cannot be used, or a name is that of no rule; says which and why.
        TypeError: An argument is not a list of the things above; says what to pass.

    Example:
        >>> page = "Skip to main content\n\nIt rained all night.\n\nShare this article"
        >>> Cleaner(without=["nav.*"]).clean(page).paragraphs[0].text
        'Skip to main content'
        >>> [removal.rule for removal in Cleaner(only=["share"]).clean(page).removed]
        ['share.button']
    """

    def __init__(
        self,
        *,
        packs: Iterable[str | Path] = (),
        rules: Iterable[Rule] = (),
        without: Iterable[str] = (),
        only: Iterable[str] = (),
        builtin: bool = True,
    ) -> None:
        files = _listed("packs", packs, (str, Path), "paths or names of packs")
        given = _listed("rules", rules, (Rule,), "Rule objects")
        out = _listed("without", without, (str,), "names of rules")
        used = _listed("only", only, (str,), "names of rules")
        if not isinstance(builtin, bool):
            raise TypeError(f"builtin must be True or False, not {type(builtin).__name__}")
        if builtin and not (files or given or out or used):
            self.rules = builtin_rules()
        else:
            loaded = [get_pack(pack) for pack in files]
            self.rules = make_rules(loaded, given, only=used, without=out, builtin=builtin)

    def clean(
        self,
        raw: Raw,
        *,
        kind: str = "auto",
        url: str | None = None,
        title: str | None = None,
        encoding: str | None = None,
        crawled: Crawled | None = None,
    ) -> Article:
        r"""Clean one page.

        Args:
            raw: The page: text that was scraped, or HTML, or an lxml element, which is read with all
                below it and not changed. Bytes are decoded first. Spans index `Article.source_text`.
            kind: "text" or "html", or "auto" to find out.
            url: Address of the page, for rules that work on some sites only, and to join links to.
            title: Headline of the page, where it is known.
            encoding: Encoding of bytes, as in the HTTP header. A byte order mark comes before it;
                names that no page has are passed over.
            crawled: When the page was fetched (a date, a datetime, or such in ISO 8601), for packs that
                hold for some time only. Where nobody knows, those without an end hold.

        Returns:
            The article. There always is one, if an empty one: no content makes this fail.

        Raises:
            TypeError: `raw` is no page, `url`, `title` or `encoding` is no str, or `crawled` no date.
            ValueError: `kind` is none of the three, or "text" for an element; `crawled` is no ISO 8601.

        Example:
            >>> article = Cleaner().clean("Skip to main content\n\nThe river rose all night, the mayor said.")
            >>> article.text
            'The river rose all night, the mayor said.'
            >>> article.removed[0].text
            'Skip to main content'
        """
        document, labels = self._labelled(raw, kind, url, title, encoding, crawled)
        return assemble(document, labels)

    def clean_many(
        self,
        pages: Iterable[Raw | tuple[Raw, str | None]],
        *,
        kind: str = "auto",
        encoding: str | None = None,
        crawled: Crawled | None = None,
    ) -> Iterator[Article]:
        """Clean pages one after the other, as they are asked for; none affects another.

        Args:
            pages: The pages, each as in `clean`, or in a pair with its address, which rules that work
                on some sites only need. Where pages differ in more than that, call `clean` for each.
            kind: As in `clean`, for all of them.
            encoding: As in `clean`, for all of them.
            crawled: As in `clean`, for all of them.

        Returns:
            An iterator over the articles, in the order of the pages.

        Raises:
            TypeError: `pages` is a single page or no iterable, or (when its turn comes) one of them is no page and no
                pair of a page and its address.

        Example:
            >>> [article.text for article in Cleaner().clean_many(["It rained.", "It snowed."])]
            ['It rained.', 'It snowed.']
            >>> rows = [("It rained.", "https://herald.example/rain"), ("It snowed.", None)]
            >>> [article.text for article in Cleaner().clean_many(rows)]
            ['It rained.', 'It snowed.']
        """
        if isinstance(pages, str | bytes) or _is_element(pages):
            raise TypeError("clean_many() takes several pages; put a single one in a list, or call clean()")
        if not isinstance(pages, Iterable):
            raise TypeError(f"clean_many() takes an iterable of pages, not {type(pages).__name__}; pass a list of them")
        return (
            self.clean(page, kind=kind, url=url, encoding=encoding, crawled=crawled)
            for page, url in map(_with_address, pages)
        )

    def explain(
        self,
        raw: Raw,
        *,
        kind: str = "auto",
        url: str | None = None,
        title: str | None = None,
        encoding: str | None = None,
        crawled: Crawled | None = None,
    ) -> Explanation:
        r"""Clean one page and tell what became of each of its lines, by which rule and why.

        Args:
            raw: As in `clean`.
            kind: As in `clean`.
            url: As in `clean`.
            title: As in `clean`.
            encoding: As in `clean`.
            crawled: As in `clean`.

        Returns:
            The article and the page's lines in order, each with label, rule, reason and the claims
            that lost.

        Raises:
            TypeError: As in `clean`.
            ValueError: As in `clean`.

        Example:
            >>> lines = Cleaner().explain("Skip to main content\n\nThe river rose all night, the mayor said.").lines
            >>> [(line.label, line.text) for line in lines]
            [('removed', 'Skip to main content'), ('text', 'The river rose all night, the mayor said.')]
        """
        document, labels = self._labelled(raw, kind, url, title, encoding, crawled)
        return explain(document, labels, assemble(document, labels), self.rules)

    def _labelled(
        self,
        raw: Raw,
        kind: str,
        url: str | None,
        title: str | None,
        encoding: str | None,
        crawled: Crawled | None,
    ) -> tuple[Document, Labels]:
        """Check a page's arguments, read it, and label it by the rules that are for it."""
        _check(raw, kind, url, title, encoding)
        here = self.rules.here(url, _day(crawled))
        document = _read(raw, kind, url, title, encoding, here.selectors)
        return document, label(document, here)


def clean(
    raw: Raw,
    *,
    kind: str = "auto",
    url: str | None = None,
    title: str | None = None,
    encoding: str | None = None,
    crawled: Crawled | None = None,
) -> Article:
    r"""Clean one page with the built-in rules; `Cleaner` takes others.

    Args:
        raw: The page: text that was scraped, or HTML, or an lxml element, which is read with all below
            it and not changed. Bytes are decoded first. Spans index `Article.source_text`.
        kind: "text" or "html", or "auto" to find out.
        url: Address of the page, for rules that work on some sites only, and to join links to.
        title: Headline of the page, where it is known.
        encoding: Encoding of bytes, as in the HTTP header. A byte order mark comes before it; names
            that no page has are passed over.
        crawled: When the page was fetched, as in `Cleaner.clean`; the built-in rules hold at any time.

    Returns:
        The article. There always is one, if an empty one: no content makes this fail.

    Raises:
        TypeError: `raw` is no page, `url`, `title` or `encoding` is no str, or `crawled` no date.
        ValueError: `kind` is none of the three, or "text" for an element; `crawled` is no ISO 8601.

    Example:
        >>> clean("Share this article\n\nThe river rose all night, the mayor said.").text
        'The river rose all night, the mayor said.'
    """
    return _default().clean(raw, kind=kind, url=url, title=title, encoding=encoding, crawled=crawled)


def clean_text(raw: Raw) -> str:
    r"""Return only the clean text of a page: paragraphs and headings, joined by a blank line.

    Args:
        raw: As in `clean`.

    Raises:
        TypeError: `raw` is no page.

    Example:
        >>> clean_text("The river rose all night, the mayor said.\n\nShare this article")
        'The river rose all night, the mayor said.'
    """
    return _default().clean(raw).text


@cache
def _default() -> Cleaner:
    return Cleaner()


def _check(raw: Raw, kind: str, url: str | None, title: str | None, encoding: str | None) -> None:
    """Refuse a page's arguments that make no sense."""
    is_element = _is_element(raw)
    if not isinstance(raw, str | bytes) and not is_element:
        raise TypeError(f"raw must be str, bytes or an lxml element, not {type(raw).__name__}; {_mend(raw)}")
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(map(repr, KINDS))}, not {kind!r}")
    if is_element and kind == "text":
        raise ValueError("kind must be 'auto' or 'html' for an lxml element, not 'text'")
    for name, value in (("url", url), ("title", title), ("encoding", encoding)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be str or None, not {type(value).__name__}")


def _with_address(page: Raw | tuple[Raw, str | None]) -> tuple[Raw, str | None]:
    """Return an item of `clean_many` as a page and its address."""
    if not isinstance(page, tuple):
        return page, None
    if len(page) != 2:
        raise TypeError(
            f"clean_many() takes pages or pairs (page, url), no tuples of {len(page)}; call clean() for each"
        )
    return page


def _day(crawled: Crawled | None) -> date | None:
    """Return the day on which a page was fetched, in the time zone that it is told in."""
    if crawled is None:
        return None
    if isinstance(crawled, str):
        try:
            return datetime.fromisoformat(crawled.strip()).date()
        except ValueError as error:
            raise ValueError(f"crawled must be a date in ISO 8601, as in '2025-03-31', not {crawled!r}") from error
    if not isinstance(crawled, date):
        raise TypeError(f"crawled must be a date, a datetime or a str, not {type(crawled).__name__}")
    return crawled.date() if isinstance(crawled, datetime) else crawled


def _read(
    raw: Raw, kind: str, url: str | None, title: str | None, encoding: str | None, selectors: Sequence[Rule]
) -> Document:
    """Read a page into blocks."""
    page = decode(raw, encoding) if isinstance(raw, bytes) else raw
    if isinstance(page, str) and (kind == "text" or (kind == "auto" and not looks_like_html(page))):
        return read_text(page, url=url, title=title)
    from newsclean.read.html import read_html  # noqa: PLC0415 - text mode needs no lxml

    return read_html(page, url=url, title=title, selectors=selectors)


def _is_element(raw: object) -> TypeGuard[Element]:
    """Tell an lxml element, without loading lxml for the question."""
    return any(base.__name__ == "_Element" and base.__module__ == "lxml.etree" for base in type(raw).__mro__)


def _mend(raw: object) -> str:
    """Say what to pass instead of `raw`."""
    if raw is None:
        return "leave out pages that have no content, or pass ''"
    if isinstance(raw, Path):
        return "pass path.read_bytes()"
    if hasattr(raw, "getroot"):
        return "pass tree.getroot()"
    if isinstance(raw, bytearray | memoryview):
        return "pass bytes(raw)"
    if isinstance(raw, Iterable):
        return "pass one page's text or HTML; Cleaner().clean_many() takes several"
    return "pass the page's text or HTML"


def _listed(name: str, values: Iterable[_T], types: tuple[type, ...], what: str) -> tuple[_T, ...]:
    """Return `values` as a tuple; refuse a lone value, which a str would pass for its letters."""
    if isinstance(values, (str, bytes, *types)) or not isinstance(values, Iterable):
        raise TypeError(f"{name} must be a list of {what}, not {type(values).__name__}; write {name}=[…]")
    listed = tuple(values)
    if wrong := [value for value in listed if not isinstance(value, types)]:
        raise TypeError(f"{name} must be a list of {what}, but holds {type(wrong[0]).__name__} {wrong[0]!r}")
    return listed
