"""Captions, photographers and agencies: how they are scored. docs/benchmarks.md describes it for others.

A page's truth gives each caption's credit as the page writes it ("Ana Prieto/AFP via Getty Images"). Who took
the picture and which agencies sent it is read off that string here, by rules of its own and not by
`newsclean.credit`, which is under test: agencies are names of `newsclean/data/agencies.toml` that stand in it
as words; a photographer is a piece between separators that has the shape of a person's name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from corpus import Page
from scoring import Captions, credit_right, f1, match_captions, squash

_SEPARATORS = re.compile(r"\s*(?:[/|,;()\[\]:©·•–—&+]|\bvia\b|\bfor\b|\bund\b|\band\b|\bby\b|\s-\s)\s*", re.I)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")
_PARTICLES = frozenset(("de", "da", "di", "del", "dos", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "y"))
_NO_NAME = """
    photo photos image images picture pictures foto fotos handout pool courtesy file archive archives agency
    agence press news media studio studios photography the supplied screenshot screengrab collection museum
    office house university board school department ministry police gallery group club team resort government
    army force service services international times post broadcasting television tv radio magazine company inc
    ltd gmbh united nations city park church archiv bild privat private stock estate court command newspapers
    agencia infografik social municipality
"""
"""Words that no person's name holds."""


class CaptionFigures(NamedTuple):
    """How well captions came out; shares of 0 to 1.

    Attributes:
        pages: Pages whose captions are known.
        captions: Captions on them.
        precision: Share of predicted captions that are true ones.
        recall: Share of true captions that were found.
        f1: Their harmonic mean.
        credit: Share of credited true captions whose credit came out right.
        photographer: F1 of photographers.
        agency: F1 of agencies.
    """

    pages: int
    captions: int
    precision: float
    recall: float
    f1: float
    credit: float
    photographer: float
    agency: float


class _Tally:
    """Named, true and right ones."""

    def __init__(self) -> None:
        self.named = self.true = self.right = 0

    def add(self, named: object, true: object, right: bool) -> None:
        self.named += bool(named)
        self.true += bool(true)
        self.right += right

    def f1(self) -> float:
        return 2 * self.right / max(1, self.named + self.true)


def score_captions(pages: Iterable[tuple[Page, Captions]]) -> CaptionFigures:
    """Score the captions of pages; those whose truth knows no captions do not count.

    A photographer is right where it is the name of one of the true photographers, or holds it whole, or
    is held by it; an agency where it is one of the true ones. Both are judged on captions that have a true
    credit; a true name whose caption was not found counts as missed.
    """
    captions, credit, photographer, agency = _Tally(), _Tally(), _Tally(), _Tally()
    number = 0
    for page, predicted in pages:
        if page.captions is None:
            continue
        number += 1
        captions.named += len(predicted)
        for caption, found in match_captions(page, predicted):
            captions.add(None, True, found is not None)
            if not caption["credit"]:
                continue
            credit.add(None, True, credit_right(caption, found))
            people, agencies = set(people_in(caption["credit"])), agencies_in(caption["credit"])
            given = found or {}
            photographer.add(given.get("photographer"), people, _is_one_of(given.get("photographer"), people))
            agency.add(given.get("agency"), agencies, given.get("agency") in agencies)
    precision, recall = captions.right / max(1, captions.named), captions.right / max(1, captions.true)
    shares = precision, recall, f1(precision, recall), credit.right / max(1, credit.true)
    return CaptionFigures(number, captions.true, *shares, photographer.f1(), agency.f1())


def _is_one_of(name: str | None, people: Iterable[str]) -> bool:
    given = squash(name or "")
    return bool(given) and any(given in squash(person) or squash(person) in given for person in people)


def people_in(credit: Iterable[str]) -> Iterator[str]:
    """Yield what has the shape of a person's name in a true credit.

    Example:
        >>> list(people_in(["Ana Prieto/AFP via Getty Images"]))
        ['Ana Prieto']
    """
    for part in credit:
        for piece in _SEPARATORS.split(part):
            words = piece.split()
            shaped = _NAME.fullmatch(piece) and all(word[0].isupper() or word in _PARTICLES for word in words)
            if shaped and not _no_name().intersection(piece.lower().split()) and not agencies_in([piece]):
                yield piece


@cache
def _no_name() -> frozenset[str]:
    return frozenset(_NO_NAME.split())


def agencies_in(credit: Iterable[str]) -> frozenset[str]:
    """Return the canonical names of the agencies that a true credit names.

    Example:
        >>> sorted(agencies_in(["Ana Prieto/AFP via Getty Images"]))
        ['AFP', 'Getty Images']
    """
    text = " / ".join(credit)
    return frozenset(name for name, pattern in _agencies().items() if pattern.search(text))


@cache
def _agencies() -> Mapping[str, re.Pattern[str]]:
    data = tomllib.loads((resources.files("newsclean") / "data" / "agencies.toml").read_text(encoding="utf-8"))
    return {agency["name"]: re.compile(_either(agency)) for agency in data["agency"]}


def _either(agency: Mapping[str, Any]) -> str:
    """Return a pattern for an agency's names: aliases in any case, exact ones as written, both as whole words."""
    spellings = [f"(?i:{re.escape(name)})" for name in (agency["name"], *agency.get("aliases", ()))]
    spellings += [re.escape(name) for name in agency.get("exact", ())]
    return rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)"
