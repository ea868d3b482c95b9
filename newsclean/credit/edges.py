"""Where things end in a line: what to trim, which full stops to leave out, what stands before a cue."""

from __future__ import annotations

import re

from newsclean.credit.patterns import compiled
from newsclean.credit.vocabulary import ENDS, OPEN
from newsclean.credit.words import ABBREVIATION

_TRIM = " \t\r\n\f\v\xa0\u3000,;|–—-•·:、，"
_LEFT = _TRIM + "/"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards past spaces and separators."""
    while start < end and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in _LEFT or text[start].isspace()):
        start += 1
    return start, end


def final_stop(text: str, start: int, end: int) -> int:
    """Leave out a full stop after the credit, unless it belongs to "Inc." or to initials."""
    last = text[start:end].rsplit(maxsplit=1)[-1] if text[start:end].strip() else ""
    return end - 1 if last.endswith(".") and len(last) > 1 and not compiled(ABBREVIATION).fullmatch(last) else end


def boundary(text: str, at: int) -> str:
    """What stands before a cue: "start", "stop" (a sentence's end), "sep" or "word"."""
    before = text[:at].rstrip()
    if not before:
        return "start"
    last = before[-1]
    if last in ENDS or last in OPEN:
        return "stop"
    return "sep" if last in _TRIM or last in OPEN.values() else "word"


def full_sentence(before: str) -> bool:
    """Whether a whole sentence ends here, not an item's number, an abbreviation or a quotation."""
    last = before[-40:].rsplit(maxsplit=1)[-1] if before.strip() else ""
    return (
        len(before) >= 25
        and bool(re.fullmatch(r".*[^\W\d_]{2}[\"”»)]?[.!?…。]", last))
        and last not in {"vs.", "No.", "Nr."}
        and not compiled(ABBREVIATION).fullmatch(last)
    )
