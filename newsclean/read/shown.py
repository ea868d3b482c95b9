"""How a browser shows an element: not at all, parted from what it touches, on with the line, as a row of data."""

from __future__ import annotations

import re
from typing import Any

from newsclean.read.tags import CODES, EITHER, INLINE, LINK
from newsclean.read.zones import SCREEN_READER, WORDS

_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.I)


def bits_unseen(item: Any, name: str, value: str) -> int:
    """Return bits where an attribute says that a reader does not see the element."""
    if name == "style":
        return SCREEN_READER if _UNDISPLAYED.search(value) else 0
    if name == "role":
        return SCREEN_READER if value == "tooltip" else 0
    if name == "hidden":
        # React streams what it shows later into hidden boxes called "S:0", "S:1" …
        return 0 if (item.get("id") or "").startswith("S:") else SCREEN_READER
    if name == "aria-hidden" and value == "true":
        return WORDS["hidden"] | (SCREEN_READER if CODES.get(item.tag) in _SEAMED and _is_icon(item) else 0)
    return 0


def has_own_line(item: Any) -> bool:
    """Tell whether an inline element's style shows it as a block."""
    return _BLOCK.search(item.get("style") or "") is not None


def _is_icon(item: Any) -> bool:
    """Tell whether an inline element holds no letter or digit ("×", an icon font's character)."""
    return not any(char.isalnum() for text in item.itertext() for char in text)


def goes_on(parts: list[str], item: Any, linked: bool) -> bool:
    """Tell whether a sentence, or the text of a link, goes on behind a line break."""
    follows = (item.tail or "").lstrip()
    if not follows:
        after = item.getnext()
        if after is None:
            return False
        follows = (after.text or "").lstrip() if isinstance(after.tag, str) else ""
    if linked:
        return True
    if follows.startswith(("http", "www.")):
        return False
    last = parts[-1].rstrip()
    return follows[:1].islower() and not (last and last[-1] in '.!?…:;"”“»')


def has_seam(item: Any) -> bool:
    """Tell whether an inline element touches the one before it although they are parted by style.

    `<span class="time">10:30</span><span class="place">Oslo</span>` shows with a gap that the style
    sheet makes. Elements of the same class are pieces of one word, and so is a single letter (drop cap).
    """
    before = item.getprevious()
    if before is None or before.tail or CODES.get(before.tag) not in _SEAMED:
        return False
    if len((before.text or "  ").lstrip(_OPENING)) < 2:
        return False
    if before.tag == "a" and item.tag == "a":
        return bool(before.get("href") != item.get("href"))
    if before.tag in ("button", "time", "label") or item.tag in ("button", "time", "label"):
        return True
    return bool((before.get("class") or "") != (item.get("class") or "") and before.get("class"))


def ends_sentence(part: str, follows: str | None) -> bool:
    """Tell whether a sentence ends with this part of a caption; a capital and a full stop are initials."""
    if part[-1] not in ".!?)”»" or part[-2:-1].isupper():
        return False
    return follows is not None and (follows[:1].isupper() or follows[:1] in ("(", "©", "["))


_SEAMED = (INLINE, LINK, EITHER)
_OPENING = "\"'“„«»‘‚‹¿¡("
"""What may stand before a drop cap in its element."""
_LAYOUT = (
    "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "form", "article",
    "section", "pre", "header", "nav",
)  # fmt: skip
_ROW_MAX = 600


def is_row(row: Any) -> bool:
    """Tell a row of data from a table that only lays out the page.

    Data cells hold a few words each; paragraphs, lists and headings in a cell mean columns.
    """
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter(*_LAYOUT), None) is not None:
        return False
    if sum(1 for _ in row.iter("p", "div")) > 2 * len(cells) or sum(1 for _ in row.iter("br")) > 3 * len(cells):
        return False
    return sum(len(text) for text in row.itertext()) <= _ROW_MAX * len(cells) and all(
        sum(1 for _ in cell.iter("p")) < 2 for cell in cells
    )
