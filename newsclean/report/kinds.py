"""What the pages call the labels of lines, and the marks that tell them apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.explain import Explained
from newsclean.report.page import Html, escape, tag


class Kind(NamedTuple):
    """How a label is shown.

    Attributes:
        label: The label, see `newsclean.model.Label`.
        word: What it is called on pages.
        mark: One character that stands for it.
    """

    label: str
    word: str
    mark: str


KINDS = {
    kind.label: kind
    for kind in (
        Kind("text", "kept", "+"),
        Kind("title", "title", "#"),
        Kind("standfirst", "standfirst", "»"),
        Kind("byline", "byline", "@"),
        Kind("caption", "caption", "▣"),
        Kind("related", "related", "→"),
        Kind("note", "note", "*"),
        Kind("source", "source", "§"),
        Kind("removed", "removed", "−"),
    )
}
"""All labels, in the order in which pages list them."""


def because(line: Explained) -> str:
    """Return the sentence that tells why a line became what it is."""
    return f"{KINDS[line.label].word} because it {line.says}" if line.says else KINDS[line.label].word


def marked(kind: Kind) -> Html:
    """Return a kind's mark, for the eye only: its word stands beside it."""
    return tag("span", kind.mark, class_="mark", aria_hidden="true")


def parts(line: Sequence[Explained]) -> list[Html]:
    """Return the text of a page's line; what was cut out of it is struck through."""
    shown: list[Html] = []
    end = None
    for part in line:
        gap = "" if end in (None, part.span.start) else " "
        cut = part.label == "removed" and len(line) > 1
        shown += [escape(gap), tag("del" if cut else "span", part.text)]
        end = part.span.end
    return shown
