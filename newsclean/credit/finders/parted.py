"""Credits below pictures: "The quay at dawn | Ana Noll", a Korean reporter after the last sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.edges import boundary, final_stop, trim
from newsclean.credit.finders.tail import Found
from newsclean.credit.names import person_in
from newsclean.credit.patterns import compiled
from newsclean.credit.tokens import tokenize

if TYPE_CHECKING:
    from newsclean.credit.finders.tail import Tail


_KOREAN_REPORTER = r"[^\W\d_]{2,4} ?(?:사진)?기자$"


def find(tail: Tail) -> Found | None:
    """Below a picture: a person behind a bar, "The quay at dawn | Ana Noll", or a reporter behind the last sentence."""
    text = tail.text
    if not tail.pictured:
        return None
    reporter = compiled(_KOREAN_REPORTER).search(text, max(0, len(text) - 12))
    if reporter and boundary(text, reporter.start()) == "stop":
        return Found(reporter.start(), reporter.start(), len(text), "name", sure=True)
    at = max(text.rfind(bar) for bar in (" | ", " / "))
    if at < 1 or not any(word.islower() for word in text[:at].split()):
        return None
    start, end = trim(text, at + 3, len(text))
    end = final_stop(text, start, end)
    tokens = tokenize(text[start:end])
    person = person_in(text[start:end], tokens, single=False)
    return Found(at, start, end, "pipe", sure=True) if person else None
