"""Do the words after a cue read like names or like a sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsclean.credit.tokens import stops, tokenize

if TYPE_CHECKING:
    from newsclean.credit.agencies import Agency
    from newsclean.credit.tokens import Token


WINDOW = 240
"""Characters at the end of a line that may hold a credit; the longest credit measured had 130."""

MAX_WORDS = 18
"""More words than this are prose, however many capitals they have."""


class Reading(NamedTuple):
    """What the words after a cue are like."""

    tokens: list[Token]
    low: int
    names: int
    agencies: list[Agency]
    joined: bool

    @property
    def pictures(self) -> bool:
        """A picture library, or an agency joined to something by a slash, a pipe or "via"."""
        return any(a.stock for a in self.agencies) or (bool(self.agencies) and self.joined)


def read(text: str) -> Reading | None:
    """Read a possible credit; None where it cannot be one."""
    if not text or len(text) > WINDOW:
        return None
    tokens = tokenize(text)
    words = [t for t in tokens if t.kind not in {"sep", "end"}]
    names = sum(t.kind in {"name", "marker", "agency"} for t in words)
    # A sentence that ends before the last word: prose, or a caption with its credit further on.
    inside = any(stops(t) for t in tokens[:-1])
    # Scripts without spaces hide their sentences in one token.
    dense = any(len(t.text) > 20 and not t.text.isascii() and t.text.lower() == t.text.upper() for t in words)
    if not names or inside or dense or len(words) > MAX_WORDS or words[0].kind == "num":
        return None
    low = sum(t.kind in {"low", "num"} for t in words)
    joined = any(t.text in "/|／｜" or t.text.casefold() == "via" for t in tokens[1:])
    return Reading(tokens, low, names, [t.agency for t in words if t.agency], joined)
