"""A credit taken apart into photographer and agency."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.credit.cues import NOTICE, after_cue, took, verb_at
from newsclean.credit.edges import final_stop, trim
from newsclean.credit.names import ROLE, parts, person_in, role_name
from newsclean.credit.patterns import compiled
from newsclean.credit.reading import WINDOW, read
from newsclean.credit.tokens import tokenize
from newsclean.credit.vocabulary import OPEN

_RIGHTS = (
    r"(?i:\b(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|alle rechten voorbehouden"
    r"|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|tüm hakları saklıdır"
    r"|wszelkie prawa zastrzeżone|все права защищены)\b\.?)"
)
_MOST_NAMES = 7
"""Names in a credit that nothing but its element sets apart."""


class Credit(NamedTuple):
    """A credit taken apart.

    Attributes:
        raw: The credit as written, without label and brackets: "AFP/Ali Al-Saadi".
        photographer: The first person named; never an agency and never "Handout", "Pool" or "Privat".
        agency: Canonical name of an agency, see `newsclean/data/agencies.toml`. Of several, the one
            after the last "via" wins, as it is the distributor; without "via", the first named.

    Example:
        >>> parse("(Photo: AFP/Ali Al-Saadi)")
        Credit(raw='AFP/Ali Al-Saadi', photographer='Ali Al-Saadi', agency='AFP')
    """

    raw: str
    photographer: str | None
    agency: str | None


def parse(credit: str) -> Credit:
    """Take any credit apart: from a `<cite>`, an attribute or a line; label and brackets may be there.

    Example:
        >>> parse("Foto: Jan Kowalski / PAP")
        Credit(raw='Jan Kowalski / PAP', photographer='Jan Kowalski', agency='PAP')
    """
    start, end = trim(credit, 0, len(credit))
    notice = compiled(NOTICE).search(credit, start)
    if notice and notice.start() > start:
        start, end = trim(credit, start, notice.start())
    start, end = _undressed(credit, start, end)
    verb = verb_at(credit, start, end)
    if verb:
        return signed(credit[start:verb]) if took(credit, verb) else take_apart(credit[start:verb])
    return take_apart(credit[start : final_stop(credit, start, end)])


def _undressed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take labels, signs, brackets and "all rights reserved" off both ends."""
    for _ in range(4):  # "(Photo: © NAME. All rights reserved)" is the deepest nesting seen
        before = start, end
        if end - start > 1 and OPEN.get(text[end - 1]) == text[start]:
            start, end = start + 1, end - 1
        start = after_cue(text, start, end)
        rights = compiled(_RIGHTS).search(text, start, end)
        if rights and rights.end() - rights.start() < end - start:
            start = rights.end() if rights.start() == start else start
            end = rights.start() if rights.end() == end else end
        start, end = trim(text, start, end)
        if (start, end) == before:
            break
    return start, end


def take_apart(raw: str) -> Credit:
    """Photographer and agency of a credit that has no label and no brackets around it."""
    tokens = tokenize(raw[:1000])
    vias = [i for i, t in enumerate(tokens) if t.text.casefold() == "via"]
    after = [t.agency for t in tokens[vias[-1] :] if t.agency] if vias else []
    agencies = after or [t.agency for t in tokens if t.agency]
    stock = any(t.agency and t.agency.stock for t in tokens)
    person = next((p for part in parts(tokens) if (p := person_in(raw, part, single=stock))), None)
    if person is None and compiled(ROLE).search(raw[-WINDOW:]):
        person = role_name(raw)
    return Credit(raw, person, agencies[0].name if agencies else None)


def signed(raw: str) -> Credit:
    """A credit that a verb for "took this picture" followed: its last word is the photographer."""
    agency = take_apart(re.split(r"記者|记者", raw, maxsplit=1)[0]).agency
    name = role_name(raw + "撮影")
    return Credit(raw, name, agency)


def bare(credit: str) -> tuple[int, int]:
    """Return where a credit stands without label, sign and brackets around it.

    Example:
        >>> text = "(Photo: AFP/Ali Al-Saadi)"
        >>> text[slice(*bare(text))]
        'AFP/Ali Al-Saadi'
    """
    start, end = _undressed(credit, *trim(credit, 0, len(credit)))
    return start, final_stop(credit, start, end)


def reads_like_credit(text: str) -> bool:
    """Tell whether a text of its own beside a caption is a credit: a label with names, or names alone.

    Example:
        >>> reads_like_credit("Ana Noll/dpa"), reads_like_credit("seen from the river")
        (True, False)
    """
    start, end = bare(text)
    reading = read(text[start:end])
    return reading is not None and reading.low == 0 and reading.names <= _MOST_NAMES
