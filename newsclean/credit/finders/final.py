"""Agencies, "Handout" and bare names after the last sentence: never enough by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.edges import full_sentence
from newsclean.credit.finders.tail import Found
from newsclean.credit.names import person_in
from newsclean.credit.vocabulary import LABELS, MARKERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.credit.agencies import Agency
    from newsclean.credit.finders.tail import Tail
    from newsclean.credit.tokens import Token


def find(tail: Tail) -> Found | None:
    """An agency, "Handout" or a bare name after the last sentence: never enough by itself."""
    text = tail.text
    if text[-1] in '.!?…"”»:':
        return None
    run, bounded = tail.run
    if not run:
        return None
    if run[-1].agency:
        return _agency_last(text, run, bounded, run[-1].agency)
    start, end = run[0].start, run[-1].end
    if not bounded or not full_sentence(text[:start].rstrip()) or end - start > 40 or len(run) > 4:
        return None
    if all(t.kind in {"marker", "link"} for t in run):
        return Found(start, start, end, "agency", sure=False)
    return Found(start, start, end, "name", sure=False) if person_in(text, run, single=False) else None


def _agency_last(text: str, run: Sequence[Token], bounded: bool, agency: Agency) -> Found | None:
    """An agency as the last word: after a full stop, or written so that it stands out."""
    last = run[-1]
    stands_out = not agency.weak and (agency.stock or last.text.split()[0].isupper())
    joined = len(run) > 1 and run[-2].text in "/|"
    if joined or not (stands_out or (bounded and len(run) == 1)):
        return None
    before = text[: last.start].split()
    word = before[-1] if before else ""
    if word.islower() and word[-1].isalpha() and word not in LABELS and word not in MARKERS:
        return None  # "She works for Getty Images", not "Image copyright Getty Images"
    return Found(last.start, last.start, last.end, "agency", sure=False)
