"""Markup -> tree, however it is nested, and elements by CSS: the only module that imports lxml."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from newsclean.read.tags import CODES, INLINE, LINK, SKIP
from newsclean.rules.rule import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    Element: TypeAlias = _Element


def parse(markup: str) -> Element | None:
    """Parse markup; None where there is nothing in it."""
    from lxml import etree  # noqa: PLC0415 - text mode must not pay for loading it

    if "\0" in markup:
        markup = markup.replace("\0", "")
    if "</br" in markup:
        markup = _END_BREAK.sub("<br>", markup)  # browsers break the line there, too
    root, too_deep = _tree(etree, markup)
    return _tree(etree, _flat(markup))[0] if too_deep else root


def _tree(etree: Any, markup: str) -> tuple[Element | None, bool]:
    """Return the root, and whether the parser gave up because of depth.

    Bytes with a fixed encoding, because a str with an XML declaration raises and is no faster.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None, False
    last = parser.error_log.last_error
    return root, last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


_END_BREAK = re.compile(r"</br\s*>")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


def _flat(markup: str) -> str:
    """Rewrite a page that is nested deeper than the parser goes (2,048): text in plain paragraphs.

    Only unclosed tags by the thousand do that. The markup's evidence is lost, no text is.
    """

    def plain(tag: re.Match[str]) -> str:
        code = CODES.get(tag[2].lower(), INLINE)
        if code == SKIP:
            return tag[0]
        return "" if code in (INLINE, LINK) else "<p>"

    return _ANY_TAG.sub(plain, markup)


@cache
def find_by_css(css: str) -> Callable[[Element], list[Element]]:
    """Translate a CSS selector, once, to a function that finds its elements in a tree.

    Raises:
        RuleError: The package that knows CSS is not installed, or the selector makes no sense to it.

    Example:
        >>> find_by_css("p >")
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: selector 'p >' makes no sense: Expected selector, got <EOF at 3>...
    """
    try:
        from cssselect import SelectorError  # noqa: PLC0415 - an extra, for packs with selectors only
        from lxml.cssselect import CSSSelector  # noqa: PLC0415
    except ImportError as error:
        raise RuleError("selectors need the package cssselect; pip install 'newsclean[css]'") from error
    try:
        found: Any = CSSSelector(css, translator="html")
    except SelectorError as error:
        raise RuleError(f"selector {css!r} makes no sense: {error}; write it as in a style sheet") from error
    return found  # type: ignore[no-any-return]
