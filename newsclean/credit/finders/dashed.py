"""Credits after a dash: "— Reuters pic"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.edges import trim
from newsclean.credit.finders.tail import Found
from newsclean.credit.tokens import tokenize

if TYPE_CHECKING:
    from newsclean.credit.finders.tail import Tail


def find(tail: Tail) -> Found | None:
    """A credit after a dash: "— Reuters pic", "– AFP"."""
    text = tail.text
    at = max(text.rfind(dash) for dash in (" — ", " – ", " - ", "—"))
    if at < 1 or text[-1] in '.!?"”':
        return None
    start, end = trim(text, at, len(text))
    tokens = tokenize(text[start:end])
    if not tokens or any(t.kind not in {"agency", "marker"} for t in tokens) or not tokens[0].agency:
        return None
    return Found(len(text[:at].rstrip()), start, end, "dash", len(tokens) > 1)
