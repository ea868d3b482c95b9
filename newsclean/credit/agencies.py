"""Agencies and all their spellings, read from `newsclean/data/agencies.toml` at the first credit."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from newsclean.credit.patterns import compiled
from newsclean.credit.words import TOKEN, norm
from newsclean.shipped import shipped


class Agency(NamedTuple):
    """One way to write an agency's name, as tokens."""

    name: str
    words: tuple[str, ...]
    exact: bool
    stock: bool
    weak: bool


@cache
def agency_table() -> dict[str, tuple[Agency, ...]]:
    """First token, casefolded -> the spellings that start with it, longest first."""
    import tomllib  # noqa: PLC0415 - needed at the first credit only

    text = (shipped("data") / "agencies.toml").read_text("utf-8")
    table: dict[str, list[Agency]] = {}
    for entry in tomllib.loads(text)["agency"]:
        for key in ("aliases", "exact"):
            for alias in entry.get(key, ()):
                exact = key == "exact"
                words = tuple(norm(m.group(), exact=exact) for m in compiled(TOKEN).finditer(alias))
                spelling = Agency(entry["name"], words, exact, entry.get("stock", False), entry.get("weak", False))
                table.setdefault(words[0].casefold(), []).append(spelling)
    return {
        first: tuple(sorted(found, key=lambda a: (len(a.words), a.exact), reverse=True))
        for first, found in table.items()
    }


@cache
def agency_words() -> frozenset[str]:
    """All tokens of all spellings."""
    return frozenset(word.casefold() for found in agency_table().values() for a in found for word in a.words)


@cache
def last_words() -> frozenset[str]:
    """Last tokens of all spellings: what the gate asks of a line that ends in no other cue."""
    agencies = frozenset(a.words[-1].casefold() for found in agency_table().values() for a in found)
    return agencies | {"pic", "pix", "photo", "handout", "supplied", "photos"}


@cache
def agency_signs() -> frozenset[str]:
    """The longest token of each spelling, without its full stop: the one that other words are least likely to hold."""
    spellings = (agency.words for found in agency_table().values() for agency in found)
    return frozenset(max(words, key=len).casefold().rstrip(".") for words in spellings)
