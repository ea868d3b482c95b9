"""The way from input to Article: read -> label -> assemble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from newsclean.assemble import assemble
from newsclean.explain import Explanation, explain
from newsclean.label import label
from newsclean.model import Article, Document
from newsclean.read.decode import decode, looks_like_html
from newsclean.read.text import read_text
from newsclean.rules.plugins import get_pack
from newsclean.rules.rule import Rule
from newsclean.rules.ruleset import builtin_rules, make_rules

KINDS = ("auto", "text", "html")
"""What `kind` may be."""

_T = TypeVar("_T")


class Cleaner:
    """Cleans pages with a fixed set of rules; holds no state between pages, safe in threads.

    Args:
        packs: Further packs: paths of TOML files ("acme.toml"), or names of installed packs ("acme").
        rules: Further rules.
        without: Ids of rules ("promo.read_more") or families ("promo") to leave out.
        builtin: Whether the rules that ship with newsclean are used.

    Attributes:
        rules: The `RuleSet` that pages meet.

    Raises:
        RuleError: A pack or rule cannot be used, or `without` names none; says which and why.
        TypeError: An argument is not a list of the things above; says what to pass.

    Example:
        >>> Cleaner(without=["nav"]).clean("Skip to main content").text
        'Skip to main content'
    """

    def __init__(
        self,
        *,
        packs: Iterable[str | Path] = (),
        rules: Iterable[Rule] = (),
        without: Iterable[str] = (),
        builtin: bool = True,
    ) -> None:
        files = _listed("packs", packs, (str, Path), "paths or names of packs")
        given = _listed("rules", rules, (Rule,), "Rule objects")
        names = _listed("without", without, (str,), "ids of rules or families")
        if builtin and not (files or given or names):
            self.rules = builtin_rules()
        else:
            self.rules = make_rules([get_pack(pack) for pack in files], given, names, builtin=builtin)

    def clean(
        self, raw: str | bytes, *, kind: str = "auto", url: str | None = None, title: str | None = None
    ) -> Article:
        r"""Clean one page.

        Args:
            raw: The page: text that was scraped, or HTML. Bytes are decoded first, and spans then
                index the decoded text.
            kind: "text" or "html", or "auto" to find out.
            url: Address of the page, for rules that work on some sites only.
            title: Headline of the page, where it is known.

        Returns:
            The article. There always is one, if an empty one: no content makes this fail.

        Raises:
            TypeError: `raw` is neither str nor bytes, or `url` or `title` is no str.
            ValueError: `kind` is none of the three.

        Example:
            >>> article = Cleaner().clean("Skip to main content\n\nThe river rose all night, the mayor said.")
            >>> article.text
            'The river rose all night, the mayor said.'
            >>> article.removed[0].text
            'Skip to main content'
        """
        document = _read(raw, kind, url, title)
        return assemble(document, label(document, self.rules))

    def clean_many(self, pages: Iterable[str | bytes], *, kind: str = "auto") -> Iterator[Article]:
        """Clean pages one after the other, as they are asked for; none affects another.

        Args:
            pages: The pages, each as in `clean`.
            kind: As in `clean`, for all of them.

        Returns:
            An iterator over the articles, in the order of the pages.

        Raises:
            TypeError: `pages` is a single page, or (when its turn comes) one of them is no page.

        Example:
            >>> [article.text for article in Cleaner().clean_many(["It rained.", "It snowed."])]
            ['It rained.', 'It snowed.']
        """
        if isinstance(pages, str | bytes):
            raise TypeError("clean_many() takes several pages; put a single one in a list, or call clean()")
        return (self.clean(page, kind=kind) for page in pages)

    def explain(
        self, raw: str | bytes, *, kind: str = "auto", url: str | None = None, title: str | None = None
    ) -> Explanation:
        r"""Clean one page and tell what became of each of its lines, by which rule and why.

        Args:
            raw: As in `clean`.
            kind: As in `clean`.
            url: As in `clean`.
            title: As in `clean`.

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
        document = _read(raw, kind, url, title)
        labels = label(document, self.rules)
        return explain(document, labels, assemble(document, labels), self.rules)


def clean(raw: str | bytes, *, kind: str = "auto", url: str | None = None, title: str | None = None) -> Article:
    r"""Clean one page with the built-in rules; `Cleaner` takes others.

    Args:
        raw: The page: text that was scraped, or HTML. Bytes are decoded first, and spans then index
            the decoded text.
        kind: "text" or "html", or "auto" to find out.
        url: Address of the page, for rules that work on some sites only.
        title: Headline of the page, where it is known.

    Returns:
        The article. There always is one, if an empty one: no content makes this fail.

    Raises:
        TypeError: `raw` is neither str nor bytes, or `url` or `title` is no str.
        ValueError: `kind` is none of the three.

    Example:
        >>> clean("Share this article\n\nThe river rose all night, the mayor said.").text
        'The river rose all night, the mayor said.'
    """
    return _default().clean(raw, kind=kind, url=url, title=title)


def clean_text(raw: str | bytes) -> str:
    r"""Return only the clean text of a page: paragraphs and headings, joined by a blank line.

    Args:
        raw: As in `clean`.

    Raises:
        TypeError: `raw` is neither str nor bytes.

    Example:
        >>> clean_text("The river rose all night, the mayor said.\n\nShare this article")
        'The river rose all night, the mayor said.'
    """
    return _default().clean(raw).text


@cache
def _default() -> Cleaner:
    return Cleaner()


def _read(raw: str | bytes, kind: str, url: str | None, title: str | None) -> Document:
    """Check a page's arguments and read it into blocks."""
    if not isinstance(raw, str | bytes):
        raise TypeError(f"raw must be str or bytes, not {type(raw).__name__}; {_mend(raw)}")
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(map(repr, KINDS))}, not {kind!r}")
    for name, value in (("url", url), ("title", title)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be str or None, not {type(value).__name__}")
    text = decode(raw) if isinstance(raw, bytes) else raw
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        from newsclean.read.html import read_html  # noqa: PLC0415 - text mode needs no lxml

        return read_html(text, url=url, title=title)
    return read_text(text, url=url, title=title)


def _mend(raw: object) -> str:
    """Say what to pass instead of `raw`."""
    if raw is None:
        return "leave out pages that have no content, or pass ''"
    if isinstance(raw, Path):
        return "pass path.read_bytes()"
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
