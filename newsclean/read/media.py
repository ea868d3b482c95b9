"""What an image, a video or a frame says about itself: where its file is, and whether it moves or was drawn."""

from __future__ import annotations

import re
from typing import Any, TypeGuard

from newsclean.read.zones import GRAPHIC, VIDEO

_NAMED = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")
"""Attributes that hold an image's address, the lazy-loading ones before the placeholder."""
_FILE = re.compile(r"[^\s<>{}\[\]\"']*?\.(?:jpe?g|png|webp|avif|gif)(?=[?#,\s]|$)", re.I)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|blank|spacer|transparent|pixel|loading|loader|lazy|lazyload|1x1)[^/]*$"
    r"|^about:blank",
    re.I,
)
_MOVES = re.compile(r"youtu|vimeo|video|player|dailymotion|brightcove|jwp", re.I)
_DRAWN = re.compile(r"datawrapper|flourish|infogra|chart|graphic|/maps?\b|tableau", re.I)


def source_of(item: Any) -> str:
    """Return the address, or the list of addresses (`srcset`), of an image's file; empty where none is given.

    Sites write the file's address into an attribute of their own until the image comes into view, and a
    placeholder, or nothing, into `src`.
    """
    attributes: dict[str, str] = dict(item.items())
    if item.tag == "video":
        return attributes.get("poster", "")
    given = [value for value in map(attributes.get, _NAMED) if _is_address(value)]
    for value in given:
        if not _PLACEHOLDER.search(value):
            return value
    for name, value in attributes.items():
        if name not in _NAMED and name.startswith(("data-", "lazy")) and _FILE.match(value):
            return value
    picture = next(item.iterancestors("picture"), None)
    for source in () if picture is None else picture.iter("source"):
        listed: str | None = source.get("data-srcset") or source.get("srcset")
        if _is_address(listed):
            return listed
    return given[0] if given else ""


def _is_address(value: str | None) -> TypeGuard[str]:
    return bool(value and value.strip()) and not str(value).lstrip().startswith("data:")


def media_bits(item: Any) -> int:
    """Return `VIDEO` for what moves and `GRAPHIC` for what was drawn, as far as its tag or address tells."""
    if item.tag == "video":
        return VIDEO
    if item.tag != "iframe":
        return 0
    address = item.get("src") or item.get("data-src") or ""
    return VIDEO if _MOVES.search(address) else GRAPHIC if _DRAWN.search(address) else 0


_SLIGHT = frozenset(("em", "i", "small", "font", "cite"))
_PLAIN = frozenset(("p", "div", "center", "span", "strong", "b", "a"))
_INLINE = _SLIGHT | {"span", "strong", "b", "a"}
_LEVELS = 4
"""Levels from an image up to the box that the text below it follows, and from there down to that text."""


def has_slight_text_below(item: Any) -> bool:
    """Tell whether all of the line right below an image is set in italics or small print, as captions are."""
    above = item
    for _ in range(_LEVELS):
        if above is None or (above.tag not in _PLAIN and above is not item) or (above.tail or "").strip():
            return False
        below = above.getnext()
        while below is not None and _is_break(below):
            below = below.getnext()
        if below is not None:
            return _is_slight(below)
        above = above.getparent()
    return False


def _is_break(item: Any) -> bool:
    """Tell whether an element is a line break with nothing behind it."""
    return item.tag == "br" and not (item.tail or "").strip()


def _is_slight(item: Any) -> bool:
    """Tell whether an element, or the first of those in it, is in italics or small print and stands alone."""
    for _ in range(_LEVELS):
        if (item.tail or "").strip() and item.tag not in ("p", "div"):
            return False
        if item.tag in _INLINE and any(not _is_break(other) for other in item.itersiblings()):
            return False
        if item.tag in _SLIGHT:
            return True
        if item.tag not in _PLAIN or (item.text or "").strip():
            return False
        first = next(iter(item), None)
        if first is None:
            return False
        item = first
    return False
