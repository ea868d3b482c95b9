"""Persons in a credit, told from institutions and from roles such as "reporter"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.credit.patterns import compiled
from newsclean.credit.tokens import tokenize
from newsclean.credit.vocabulary import ARTICLES, MARKERS, ORG_ENDINGS, ORGS, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclean.credit.tokens import Token


ROLE = (
    r"(?:\s*(?:사진기자|선임기자|기자|記者撮影|記者|记者|特派員)"
    r"|\s*(?:撮影|摄影|攝影|摄|攝|供图|供圖|提供|写す))+$"
)
"""Reporter and photographer after (or, in Japanese and Chinese, glued to) a name."""


_PARTING = phrases("via, for, and, und, et, courtesy, für, by, on, from")


def parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The stretches between separators, "via", "for", "and" and agencies."""
    part: list[Token] = []
    for token in tokens:
        word = token.text.casefold()
        parted = token.kind in {"sep", "agency", "end"} or word in _PARTING
        if parted and token.text not in {"-", "&", "·"}:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _institutional(word: str) -> bool:
    """Whether a word, or one half of a hyphenated word, belongs to an institution: "PR-Video"."""
    if len(word) > 8 and word.casefold().endswith(ORG_ENDINGS):  # Funk is a surname
        return True
    halves = re.split(r"[-‐‑]", word.casefold())
    return word.casefold() in ORGS or any(h.rstrip(".") in ORGS or h in MARKERS for h in halves)


def person_in(raw: str, part: Sequence[Token], *, single: bool) -> str | None:
    """The part as a person's name, if it can be one.

    One word alone is a name only beside a picture library, where users have handles.
    """
    if not part or part[0].text.casefold() in ARTICLES:
        return None
    names = [t for t in part if t.kind == "name"]
    if any(t.kind not in {"name", "link"} for t in part) or part[-1].kind == "link" or len(part) > 6:
        return None
    if any(_institutional(t.text) for t in names):
        return None
    least = 1 if single and names and len(names[0].text) > 3 and names[0].text.isascii() else 2
    if not least <= len(names) <= 5 or all(len(t.text.strip(".")) < 2 for t in names):
        return None
    return raw[part[0].start : part[-1].end]


def role_name(raw: str) -> str | None:
    """The name before "기자" or "撮影"."""
    last = re.split(r"[/／=＝・,、\s]", compiled(ROLE).sub("", raw))[-1]
    last = re.split(r"(?:記者|记者)", last)[-1].strip()
    return last if 2 <= len(last) <= 12 and " " not in last and not tokenize(last)[0].agency else None
