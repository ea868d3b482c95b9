"""Credits in brackets without a label: "(NAME/AGENCY)", "NAME (AGENCY)", "(AGENCY)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.cues import SIGN_OFF, took, verb_at
from newsclean.credit.edges import full_sentence, trim
from newsclean.credit.finders.tail import Found
from newsclean.credit.names import person_in
from newsclean.credit.parsing import take_apart
from newsclean.credit.patterns import compiled
from newsclean.credit.reading import read
from newsclean.credit.tokens import stops, tokenize
from newsclean.credit.vocabulary import ENDS, LONE_MARKERS, OPEN, PHOTO_LABELS

if TYPE_CHECKING:
    from newsclean.credit.finders.tail import Tail
    from newsclean.credit.reading import Reading
    from newsclean.credit.tokens import Token


def find(tail: Tail) -> Found | None:
    """A credit in brackets at the end, without a label: "(NAME/AGENCY)", "NAME (AGENCY)", "(AGENCY)"."""
    text = tail.text
    stop = len(text.rstrip(" ."))
    closer = text[stop - 1] if stop else ""
    opening = _opening(text, stop) if closer in OPEN else -1
    if opening < 0:
        return None
    start, end = trim(text, opening + 1, stop - 1)
    verb = verb_at(text, start, end)
    if verb:
        return Found(opening, start, verb, "bracketed", sure=True, person=took(text, verb))
    before = text[:opening].rstrip()
    if text[start:end].casefold() in LONE_MARKERS and full_sentence(before):
        return Found(opening, start, end, "bracketed", sure=stop == len(text))
    named = _named_after_label(text, start, end)
    if named:
        return Found(opening, named, end, "labelled", sure=True)
    start = _after_label(text, start, end)
    reading = None if compiled(SIGN_OFF).match(text, start) else read(text[start:end])
    if reading is None or reading.low or all(t.kind != "name" and not t.agency for t in reading.tokens):
        return None
    if reading.agencies:
        return _agency_in_brackets(text, (opening, stop), (start, end), reading)
    # "(Jane Doe)" after a full sentence may be a credit; "Harry (Prince of Wales)" is not.
    names = stop == len(text) and reading.names <= 8 and text[end - 1] not in ENDS
    if names and full_sentence(before) and closer in ")]）":
        papered = reading.joined and take_apart(text[start:end]).photographer is not None
        return Found(opening, start, end, "bracketed", sure=papered and bool(before))
    return None


def _after_label(text: str, start: int, end: int) -> int:
    """Skip a label that has no colon before an agency: "(foto ANSA)"."""
    tokens = tokenize(text[start : min(end, start + 60)])
    labelled = len(tokens) > 1 and tokens[0].text.casefold() in PHOTO_LABELS and tokens[1].agency is not None
    return start + tokens[1].start if labelled else start


def _named_after_label(text: str, start: int, end: int) -> int:
    """Where the credit starts behind a label that has no colon before a person: "(Photo Jane Doe/AFP)", else 0."""
    tokens = tokenize(text[start : min(end, start + 60)])
    if len(tokens) < 2 or tokens[0].text.casefold() not in PHOTO_LABELS or tokens[1].kind != "name":
        return 0
    named = start + tokens[1].start
    reading = read(text[named:end])
    person = reading is not None and not reading.low and take_apart(text[named:end]).photographer is not None
    return named if person else 0


def _agency_in_brackets(text: str, outer: tuple[int, int], inner: tuple[int, int], reading: Reading) -> Found:
    """One of "NAME (AGENCY)", "(NAME/AGENCY)" and "(AGENCY)"; with the last, agencies sign articles, too."""
    before = text[: outer[0]].rstrip()
    outside = _name_before(before) if text[outer[0]] in "(（" else None
    if outside is not None:
        return Found(outside, outside, outer[1], "bracketed", sure=outside > 0)
    credit = text[slice(*inner)]
    joined = reading.joined or "," in credit or "Photo" in credit
    person = take_apart(credit).photographer is not None
    stock = any(a.stock for a in reading.agencies) and bool(before)
    via = any(t.text.casefold() == "via" for t in reading.tokens[1:])
    return Found(outer[0], *inner, "bracketed", (joined and person) or stock or via)


def _opening(text: str, stop: int) -> int:
    """The bracket that the last one closes."""
    closer = text[stop - 1]
    opener, at = OPEN[closer], stop
    while (at := text.rfind(opener, 0, at)) >= 0:
        if text.count(opener, at, stop) == text.count(closer, at, stop):
            break
    return at


def _name_before(before: str) -> int | None:
    """Start of a person's name that fills what stands between a sentence's end and a bracket."""
    tokens = tokenize(before[-80:])
    shift = max(0, len(before) - 80)
    run: list[Token] = []
    for token in reversed(tokens):
        if token.kind not in {"name", "link"} or stops(token):
            break
        run.insert(0, token)
    if not run or len(run) == len(tokens):
        return None
    bounded = stops(tokens[-len(run) - 1]) or tokens[-len(run) - 1].text in ")]"
    person = person_in(before[-80:], run, single=False)
    return shift + run[0].start if bounded and person else None
