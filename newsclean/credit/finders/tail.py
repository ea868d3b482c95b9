"""The end of a line, in which finders look, and what they find."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from newsclean.credit.finders.runs import run_at_end

if TYPE_CHECKING:
    from newsclean.credit.tokens import Token


class Tail:
    """The end of a line that is searched, whether it is the whole line, and whether it is known for a picture's."""

    def __init__(self, text: str, whole: bool, pictured: bool) -> None:
        self.text = text
        self.whole = whole
        self.pictured = pictured

    @cached_property
    def run(self) -> tuple[list[Token], bool]:
        """Two finders ask for it."""
        return run_at_end(self.text)


class Found(NamedTuple):
    """A credit in the tail: where its area starts (label, bracket), and where it stands itself."""

    area: int
    start: int
    end: int
    form: str
    sure: bool
    person: bool = False  # a verb after the name said that this is the photographer
