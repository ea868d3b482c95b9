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
