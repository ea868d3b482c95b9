"""Credits that nothing sets apart, so the words must say it all: "REUTERS/NAME", "NAME via AGENCY", "Foto ANP"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.cues import SIGN_OFF
from newsclean.credit.edges import final_stop
from newsclean.credit.finders.tail import Found
from newsclean.credit.names import person_in
from newsclean.credit.parsing import take_apart
from newsclean.credit.patterns import compiled
from newsclean.credit.reading import MAX_WORDS
from newsclean.credit.vocabulary import LINKS, PHOTO_LABELS, PLAIN_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.credit.finders.tail import Tail
    from newsclean.credit.tokens import Token


def find(tail: Tail) -> Found | None:
    """A credit with neither sign nor bracket before it; the words at the end must say it all."""
    text = tail.text
    if text[-1] in '!?…"”»:':
        return None
    if text[-1] == "." and not any(joint in text for joint in ("/", "|", "／", " via ")):
        return None  # an ordinary sentence: most lines that come this far
    run, bounded = tail.run
    if not run:
        return None
    return _unsigned(run, bounded, tail) or _plain(run, bounded, tail)


def _plain(run: list[Token], bounded: bool, tail: Tail) -> Found | None:
    """Names around a joint: "REUTERS/NAME", "NAME / AGENCY", "X via AGENCY", "A/B | NAME"."""
    text = tail.text
    joins = [i for i, t in enumerate(run) if i and (t.text in "/|／｜" or t.text.casefold() == "via")]
    if not joins or not (tail.pictured or any(t.agency for t in run)) or len(run) > 2 * MAX_WORDS:
        return None
    at, clear = _first_of(run, joins[0], bounded)
    if at >= len(run) or run[at].text in "([" or compiled(SIGN_OFF).match(run[at].text):
        return None
    before = text[: run[at].start].split()
    if before and before[-1].casefold() in LINKS:
        return None  # "a statement to AP/Reuters"
    if at and run[at - 1].text == "(" and ")" in text[run[at].start :]:
        at -= 1  # "(AP Photo/NAME) AP Photo": both are the credit
    colon = at and run[at - 1].text in ":：" and bounded
    area = run[0].start if colon else run[at].start
    run = run[at:]
    end = final_stop(text, run[0].start, len(text))
    # A table's row has bars too; so have two lines of a menu.
    if (end < len(text) and not (clear and bounded)) or sum(t.text == "|" for t in run) > 2:
        return None
    sure = _plain_sure(text[run[0].start : end], run, bounded, area == 0 and tail.whole)
    if sure is None and tail.pictured and clear and bounded:
        sure = any(t.agency for t in run) or take_apart(text[run[0].start : end]).photographer is not None
    if not (sure or (sure is False and any(t.agency for t in run))):
        return None
    form = "via" if any(t.text.casefold() == "via" for t in run) else _joint(text[run[0].start : end])
    return Found(area, run[0].start, end, form, clear and sure)


def _joint(credit: str) -> str:
    """The form of a credit with no "via"."""
    return "pipe" if "|" in credit else "slash"


def _plain_sure(credit: str, run: Sequence[Token], bounded: bool, alone: bool) -> bool | None:
    """Whether an agency is joined to a person, or is one that only pictures come from.

    None where no agency is left, or only one whose name says nothing by itself.
    """
    agencies = [t.agency for t in run if t.agency]
    person = take_apart(credit).photographer is not None
    if not agencies or not (person or any(not a.weak for a in agencies)):
        return None
    stock = any(a.stock for a in agencies)
    via = any(t.text.casefold() == "via" for t in run)
    if any(t.text.casefold() in {"poll", "survey", "index"} for t in run):
        return False
    # "Some Headline | Example News" is how pages are titled.
    if "|" in credit and (not bounded or (alone and not stock)):
        return False
    marked = run[0].kind == "marker" and bounded  # "Handout/AFP"
    return person or (not alone and (stock or via or marked or run[0].text.isupper()))


def _first_of(run: Sequence[Token], join: int, bounded: bool) -> tuple[int, bool]:
    """Where the credit starts in a run whose first slash, pipe or "via" is at `join`.

    A run that begins after a full stop begins the credit. Otherwise the caption ran into it without
    one: an agency before the slash starts it, failing that a comma does, failing that two words of a name.
    """
    head = run[:join]
    agency = next((i for i, t in enumerate(head) if t.kind == "agency"), None)
    if agency is not None and (agency == join - 1 or not bounded):
        lead = any(t.kind != "marker" for t in head[:agency])
        return (agency, True) if lead else (0, True)
    comma = next(
        (i for i in range(join - 1, 0, -1) if head[i].text in ",;():：" and head[i].kind == "sep"),
        None,
    )
    if comma is not None:
        return comma + 1, True
    if bounded and join <= 8:
        return 0, True
    return max(0, join - 2), False


def _unsigned(run: list[Token], bounded: bool, tail: Tail) -> Found | None:
    """A label without its colon before an agency, or before a person below a picture: "Foto ANP", "Beeld Ana Noll"."""
    text = tail.text
    size = next((n for n in (2, 1) if _is_label(run[:n], text)), 0)
    if not size or len(run) <= size or not bounded:
        return None
    rest = run[size:]
    agency = any(t.agency for t in rest)
    if (
        rest[0].kind == "sep"
        or len(rest) > 8
        or not (agency or (tail.pictured and person_in(text, rest, single=False)))
    ):
        return None
    end = final_stop(text, rest[0].start, rest[-1].end)
    sure = run[0].start > 0 and end == len(text) and any(t.agency and not t.agency.weak for t in rest)
    return Found(run[0].start, rest[0].start, end, "labelled", sure)


def _is_label(tokens: Sequence[Token], text: str) -> bool:
    """Whether these tokens, as written, are a label."""
    return bool(tokens) and text[tokens[0].start : tokens[-1].end].casefold() in PHOTO_LABELS | PLAIN_LABELS
