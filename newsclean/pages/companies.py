"""What a company says of itself behind its press release: where it sits, how many work for it, where it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.pages.page import Page, has_words
from newsclean.rules.rule import Hit, Rule

_FACTS = (
    re.compile(r"\b(?:headquartered|based) in\b|\bhat (?:ihren|seinen) (?:Haupts|S)itz\b|\bmit Sitz in\b"),
    re.compile(r"\bemploys\b|\b\d[\d.,]* (?:people|employees|staff)\b|\bbeschäftigt\b|\bMitarbeite(?:r|nde)"),
    re.compile(r"\b(?:is|are) (?:publicly )?listed on\b|\bNasdaq\b|\bNYSE\b|\bbörsennotiert"),
    re.compile(r"\bin (?:(?:more than|over|about|around) )?\d+ countries\b|\bin (?:über |rund )?\d+ Ländern\b"),
    re.compile(r"\b(?:founded|established) in (?:1[89]|20)\d\d\b|\b(?:1[89]|20)\d\d gegründet\b"),
)
_LEAST = 3
"""Different facts that a paragraph states; news that name one or two go on with the story."""
_NAME = re.compile(r"([A-Z][\w&.-]+)(?: [A-Z&(][\w&.()-]*){0,5}(?:,| is | has | was | employs | ist | hat )")
"""A company's name at a paragraph's beginning, and what a sentence about it goes on with; its first word is told."""
_IS = re.compile(r"[^.]{2,60}? (?:is|ist) (?:an?|the|one of|eine?r?|der|die|das) ")


def _companies(page: Page) -> Iterator[Hit]:
    """The last paragraphs, where one states the facts and those above it say what the same company is."""
    texts, extent = page.document.blocks.texts, page.extent
    name = ""
    for index in range(extent.last, extent.top, -1):
        text = texts[index]
        if page.claimed(index) or not has_words(text):
            continue
        found = _NAME.match(text)
        if found is None or (name and (found[1] != name or not _IS.match(text))):
            return
        if not name and sum([fact.search(text) is not None for fact in _FACTS]) < _LEAST:
            return
        name = found[1]
        yield Hit(index, ABOUT, 0, len(text), {})


ABOUT = Rule(
    id="company.about", says="says what the company is behind its press release", action="note", page=_companies
)
RULES = (ABOUT,)
