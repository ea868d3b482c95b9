"""A line divided into caption, credit and notice."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.credit.agencies import last_words
from newsclean.credit.cues import NOTICE, SIGN, TAKEN, TOOK_LABEL
from newsclean.credit.edges import trim
from newsclean.credit.finders import finders_for
from newsclean.credit.finders.tail import Tail
from newsclean.credit.parsing import signed, take_apart
from newsclean.credit.patterns import compiled
from newsclean.credit.reading import WINDOW
from newsclean.credit.vocabulary import CAPTION_LABELS, ENDS, OPEN

if TYPE_CHECKING:
    from newsclean.credit.parsing import Credit

_LINES_KEPT = 512
"""Lines whose division is kept."""


class Split(NamedTuple):
    """A line divided into caption, credit and notice; all offsets index the line.

    Attributes:
        caption: Where the caption stands, without a label in front of it; start equals end where the
            line is only a credit. The caption may also follow the credit ("Foto: NAME | caption").
        credit: Where the credit stands; the slice is `parsed.raw`.
        parsed: The credit taken apart.
        notice: Where "ATTENTION EDITORS - ..." and its kin stand.
        form: The shape that was found: "labelled", "by", "copyright", "bracketed", "fullwidth", "dash",
            "via", "pipe", "slash", "agency", "name", "markup", "caption" or "notice".
        sure: Whether the shape is enough to call the line a caption or credit wherever it stands in an
            article. Where it is False, only the line's position beside a picture can say so.

    Example:
        >>> line = "The harbour at dawn. REUTERS/Jane Doe"
        >>> found = split(line)
        >>> line[slice(*found.caption)], line[slice(*found.credit)], found.form, found.sure
        ('The harbour at dawn.', 'REUTERS/Jane Doe', 'slash', True)
    """

    caption: tuple[int, int]
    credit: tuple[int, int] | None
    parsed: Credit | None
    notice: tuple[int, int] | None
    form: str
    sure: bool

    @property
    def alone(self) -> bool:
        """Whether the line is nothing but a credit, without a caption."""
        return self.caption[0] == self.caption[1]


def split(line: str, *, pictured: bool = False) -> Split | None:
    """Divide a line into caption and credit; None where it shows no shape of a credit.

    Args:
        line: A line of text, or a caption.
        pictured: It is a picture's caption or credit, as tags tell: "Source: NAME" is a credit then.

    Example:
        >>> split("She grew up near the harbour and told AP so.") is None
        True
        >>> line = "(Photo: AFP)"
        >>> found = split(line)
        >>> found.caption, line[slice(*found.credit)], found.parsed.agency
        ((0, 0), 'AFP', 'AFP')
    """
    if "\xa0" in line:
        line = line.replace("\xa0", " ")
    return _divide(line, pictured) if _gate(line) or (pictured and line and not line.isspace()) else None


@lru_cache(_LINES_KEPT)
def _divide(line: str, pictured: bool) -> Split | None:
    """Divide a line that passed the gate; several rules ask about the same one, and pages of a site share some."""
    notice = _notice(line)
    first = _skip(line, 0)
    last = len(line[: notice[0]].rstrip()) if notice else len(line.rstrip())
    if pictured:
        first, last = _shown(line, first, last)
    low = max(first, last - WINDOW)
    tail = Tail(line[low:last], low == first, pictured)
    found = next((hit for find in finders_for(tail) if (hit := find(tail))), None)
    if found is None:
        return _uncredited(line, first, last, notice, pictured=pictured)
    start, end = low + found.start, low + found.end
    caption, labelled = _caption(line, first, low + found.area, end, last)
    # A picture label in front vouches for an agency at the end: "Photo: a man walks past a shop (Reuters)".
    person = found.person or compiled(TOOK_LABEL).search(line, low + found.area, start) is not None
    parsed = signed(line[start:end]) if person else take_apart(line[start:end])
    sure = found.sure or (labelled and found.form != "name" and parsed.agency is not None) or notice is not None
    return Split(caption, (start, end), parsed, notice, found.form, sure)


_BUTTON = (
    r"\s*(?:\[\+\]|(?:(?:\.{3}|…)?\s*(?:\(more\)|\bmore\s?[>»]+|\b(?i:hide caption|toggle caption|show caption|enlarge"
    r"|enlarge this image|enlarge image|view image|view fullscreen|vis mer|bild vergrößern|bild vergrössern"
    r"|agrandir|ampliar|ver más|foto vergroten))))$"
)
_COUNTER = (
    r"(?:\d{1,3}of\d{1,3}(?=\D)"
    r"|(?i:image|photo|picture|slide|foto|bild) \d{1,3} (?:of|von|de|di|van|av) \d{1,3}\b)[\s:.–-]*"
)
"""What a gallery or a button adds to a caption: "Image 3 of 7", "1of4", "hide caption"."""


def _shown(line: str, first: int, last: int) -> tuple[int, int]:
    """Where a caption starts and ends without what belongs to buttons and galleries."""
    button = compiled(_BUTTON).search(line, max(first, last - 40), last)
    counter = compiled(_COUNTER).match(line, first)
    if button and button.start() > first:
        last = button.start()
    if counter and counter.end() < last:
        first = counter.end()
    return first, len(line[:last].rstrip())


_SIGNS = "[©（［【＝：ⓒⒸ／｜摄攝]"
"""Signs of credits beyond ASCII."""


def _has_sign(tail: str) -> bool:
    """Whether a sign of credits is there: a test for each costs less than one pass for all by `re`."""
    if "/" in tail or ":" in tail or "(" in tail or "|" in tail or "=" in tail or "[" in tail:
        return True
    return not tail.isascii() and compiled(_SIGNS).search(tail) is not None


def _gate(line: str) -> bool:
    """Whether a line can hold a credit at all: cheap, as most lines hold none."""
    tail = line[-160:]
    if tail[-1:] in '.!?"”':
        # A sentence's end. "Photo: NAME." does occur, but then its cue is near.
        tail = tail[-90:]
        if tail[-1:] == "." and (_has_sign(tail) or "hoto" in tail or "tion by " in tail or "ourtesy" in tail):
            return True
        return "EDITOR" in line and ("EDITORS" in line or "EDITORIAL" in line)
    if _has_sign(tail) or " via " in tail or "hoto" in tail or "ourtesy" in tail or "ot. " in tail or "e by " in tail:
        return True
    words = tail[-60:].split()
    if not words or "EDITORS" in line or "TPX IMAGES" in line:
        return bool(words)
    return words[-1].casefold() in last_words() or any(w[-1] in ENDS for w in words[-5:-1])


def _notice(line: str) -> tuple[int, int] | None:
    """The editor's notice that ends the line."""
    low = max(0, len(line) - 2000)
    match = compiled(NOTICE).search(line, low)
    if match is None:
        return None
    rest = line[match.start() :].rstrip()
    # A notice shouts to its end; one lower-case word in ten is for names.
    small = sum(word.islower() for word in rest.split()[:60])
    return (match.start(), match.start() + len(rest)) if small * 10 <= len(rest.split()[:60]) else None


def _skip(line: str, at: int) -> int:
    """Past the spaces from here."""
    return len(line) - len(line[at:].lstrip())


def _uncredited(line: str, first: int, last: int, notice: tuple[int, int] | None, *, pictured: bool) -> Split | None:
    """A line that has at most a notice, or a caption with a label or a button's words around it."""
    if notice is None and not pictured:
        return None
    caption, _ = _caption(line, first, last, last, last)
    if notice is None and line[slice(*caption)] == line.strip():
        return None
    return Split(caption, None, None, notice, "notice" if notice else "caption", sure=notice is not None)


def _caption(line: str, first: int, area: int, end: int, last: int) -> tuple[tuple[int, int], bool]:
    """The caption's offsets, and whether a picture label stood in front of it."""
    if area <= first:
        # "Foto: NAME | caption": what the credit left over.
        start, stop = trim(line, min(end, last), last)
        verb = compiled(TAKEN).match(line[start:stop].rstrip("".join(OPEN)))
        return ((start, stop) if stop - start > 1 and not verb else (first, first)), False
    labelled = False
    sign = compiled(SIGN).search(line, first, min(area, first + 40))
    if sign and line[first : sign.start()].strip("([ ").casefold() in CAPTION_LABELS:
        first, labelled = sign.end(), True
    start, stop = trim(line, first, area)
    while stop > start and (line[stop - 1] in " /／" or line[stop - 1].isspace()):
        stop -= 1
    if start >= stop:
        return (first, first), labelled
    return (start, stop), labelled
