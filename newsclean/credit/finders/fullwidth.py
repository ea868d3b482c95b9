"""Japanese and Chinese credits: "…＝ＡＰ", "…。AGENCY记者 NAME 摄"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.credit.cues import took, verb_at
from newsclean.credit.edges import trim
from newsclean.credit.finders.tail import Found
from newsclean.credit.patterns import compiled
from newsclean.credit.tokens import tokenize

if TYPE_CHECKING:
    from newsclean.credit.finders.tail import Tail


_REPORTER = r"(?<!\S)\w{0,12}(?:记者|記者)\s?(\w{2,8}?)\s?(?=(?:摄影?|攝影?|撮影)\Z)"
"""Reporter and name before the verb: the first word says whose reporter it is."""


def _reporter(tail: Tail) -> Found | None:
    """Chinese "AGENCY记者 NAME 摄" without a full stop before it."""
    low = max(0, len(tail.text) - 40)
    match = compiled(_REPORTER).search(tail.text, low)
    if match is None:
        return None
    return Found(match.start(), match.start(), match.end(1), "fullwidth", sure=True, person=True)


def find(tail: Tail) -> Found | None:
    """Japanese "…＝ＡＰ" and "…＝NAME撮影", Chinese "…。AGENCY记者 NAME 摄"."""
    text = tail.text
    at = max(text.rfind("＝"), text.rfind("。"))
    if at == len(text) - 1:
        return None
    if at < 1 and not (at == 0 and text[0] == "＝" and tail.whole):
        return _reporter(tail)
    area = at + (text[at] == "。")
    comma = text.rfind("、")
    start, end = trim(text, max(at, comma) + 1, len(text))
    verb = verb_at(text, start, end)
    if verb:
        return Found(start if comma > at else area, start, verb, "fullwidth", sure=True, person=took(text, verb))
    tokens = tokenize(text[start:end])
    known = any(t.agency for t in tokens) and all(t.kind in {"agency", "name", "sep"} for t in tokens)
    return Found(area, start, end, "fullwidth", sure=True) if known and len(tokens) <= 4 else None
