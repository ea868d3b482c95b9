"""The text of a block as it is shown: white space collapsed, cells parted by tabs; and where its parts went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.rules.rule import gate_key, gate_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_INVISIBLE = "\u200b\u2060\ufeff\xad"
_UNSEEN = dict.fromkeys((*map(ord, _INVISIBLE), *(code for code in (*range(0x20), 0x7F) if not chr(code).isspace())))
"""What has no width (soft hyphens, zero-width spaces) and control characters."""


def squash(text: str) -> str:
    """Collapse white space and drop what is not seen."""
    text = " ".join(text.split())
    # As good as all text is printable once its white space is single spaces, and telling so is one pass in C.
    return text if text.isprintable() else " ".join(text.translate(_UNSEEN).split())


def _trim(text: str) -> str:
    """Keep the lines of preformatted text, without the blank ones around it."""
    text = text.translate(_UNSEEN)
    return text.replace("\r\n", "\n").strip("\n").rstrip() if text.strip() else ""


def _cells(text: str) -> str:
    """Squash the cells of a row, a tab between them; cells without text are left out."""
    return "\t".join(cell for cell in map(squash, text.split(TAB)) if cell)


TAB = "\ufdd0"
"""Stands for the tab between cells until the row is squashed; a noncharacter, so no page has it."""
SHAPES: dict[str, Callable[[str], str]] = {"pre": _trim, "row": _cells}
"""How the text of a kind of block is shaped, where it is not squashed."""


def places_of(parts: list[str], text: str, kind: str) -> tuple[list[int], list[int]]:
    """Return where each part starts and ends in the block's text.

    What a part looks like squashed stands in the squashed text too, behind where the last part
    ended, so one `find` each places them all.
    """
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for part in parts:
        shown = squash(part) if kind != "pre" else _trim(part).strip()
        start = text.find(shown, at) if shown and shown != TAB else -1
        starts.append(max(start, at))
        at = start + len(shown) if start >= 0 else at
        ends.append(at)
    return starts, ends


def line_keys(source: str, texts: Sequence[str]) -> list[str]:
    """Return the gate key of each block, made in a few passes over the whole page (see `gate_key`)."""
    keys = gate_keys(source)
    if len(keys) != len(texts):  # preformatted blocks have lines of their own
        return [gate_key(text) for text in texts]
    return keys
