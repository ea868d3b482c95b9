"""Gates that never fire: phrases that limits, the pattern or another phrase keep from ever deciding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from newsclean.lint.finding import Remark
from newsclean.rules.match import ends_word
from newsclean.rules.rule import BULLETS, GATES, TRIM, Rule, bare_key
from newsclean.script import in_word

_BY_LABEL = frozenset(("related", "title", "byline", "source", "standfirst"))
"""Actions that take what stands behind a `starts` phrase, so that it matters which phrase it was."""
_NUMBERS = ("1", "12", "2024", "260512103412250", "#")
"""What `#` in a phrase may stand for: a number, or the sign itself."""
_DIGITS = re.compile(r"\d")
_FOLDED = re.compile(r"\(\?[a-z]*i")
_MARKS = ("", *TRIM, *(f" {mark}" for mark in TRIM.strip()), "...", "!!")
"""What an `exact` phrase may have behind it on a line."""


def check_gates(rule: Rule) -> Iterator[Remark]:
    """Yield remarks on the phrases of a line rule."""
    for gate in GATES:
        phrases = getattr(rule, gate)
        yield from _beyond_limits(rule, gate, phrases)
        yield from _unlike_keys(gate, phrases)
        yield from _shadowed(rule, gate, phrases)
    yield from _stopped(rule)


def _beyond_limits(rule: Rule, gate: str, phrases: Sequence[str]) -> Iterator[Remark]:
    for item, phrase in enumerate(phrases):
        key = bare_key(gate, phrase)
        words = key.count(" ") + 1
        if rule.max_words and words > rule.max_words:
            what = f"{phrase!r} never fires: it has {words} words, and max_words is {rule.max_words}"
            yield Remark(gate, item, "error", what, "raise max_words, or leave the phrase out")
        elif rule.max_chars and len(key) > rule.max_chars:
            what = f"{phrase!r} never fires: it has {len(key)} characters, and max_chars is {rule.max_chars}"
            yield Remark(gate, item, "error", what, "raise max_chars, or leave the phrase out")
        elif gate == "exact" and rule.min_words and words < rule.min_words:
            what = f"{phrase!r} is shorter than min_words {rule.min_words}, so it fires with marks around it only"
            yield Remark(gate, item, "warning", what, "lower min_words, or leave the phrase out")


def _unlike_keys(gate: str, phrases: Sequence[str]) -> Iterator[Remark]:
    """Remark on phrases that say more than gates look at."""
    for item, phrase in enumerate(phrases):
        if phrase != phrase.lower():
            what = f"{phrase!r} has capitals, but gates look at lower case, so {phrase.lower()!r} opens it, too"
            yield Remark(gate, item, "warning", what, "write it in lower case, and tell capitals by 'pattern'")
        if _DIGITS.search(phrase):
            shown = re.sub(r"\d+", "#", phrase)
            what = f"{phrase!r} has a number, but gates see '#' for every number"
            yield Remark(gate, item, "warning", what, f"write {shown!r}, and tell the number by 'pattern'")


def _shadowed(rule: Rule, gate: str, phrases: Sequence[str]) -> Iterator[Remark]:
    """Remark on phrases that another phrase of the rule makes idle."""
    keys = [bare_key(gate, phrase) for phrase in phrases]
    labels = gate == "starts" and rule.action in _BY_LABEL
    for item, key in enumerate(keys):
        if key in keys[:item]:
            what = f"{phrases[item]!r} stands there twice, as gates see it"
            yield Remark(gate, item, "warning", what, "leave one out")
            continue
        if gate == "exact":
            continue
        others = keys[:item] if labels else [*keys[:item], *keys[item + 1 :]]
        if above := [other for other in others if other != key and opens(gate, other, key)]:
            what = f"{phrases[item]!r} never decides: {above[0]!r} opens the gate for all its lines"
            yield Remark(gate, item, "warning", what, "leave it out")


def opens(gate: str, short: str, long: str) -> bool:
    """Tell whether a shorter phrase opens a gate for every line that a longer one opens it for."""
    if gate == "contains":
        return short in long
    if gate == "starts":
        return long.startswith(short) and not (ends_word(short[-1]) and in_word(long[len(short) :][:1]))
    return long.endswith(short) and not (ends_word(short[0]) and in_word(long[: -len(short)][-1:]))


def _stopped(rule: Rule) -> Iterator[Remark]:
    """Remark on phrases whose lines the pattern never lets pass."""
    if rule.pattern is None:
        return
    pattern = regex.compile(rule.pattern)
    stopped: list[tuple[str, int, str]] = []
    gates = [(gate, item, phrase) for gate in ("exact", "starts") for item, phrase in enumerate(getattr(rule, gate))]
    for gate, item, phrase in gates:
        if not any(_passes(pattern, line, gate) for line in _lines(gate, phrase)):
            stopped.append((gate, item, phrase))
    if stopped and len(stopped) == len(gates) and not (rule.ends or rule.contains):
        yield Remark("pattern", -1, "error", "never fires: no gate phrase gets past the pattern", _pattern_mend(rule))
        return
    for gate, item, phrase in stopped:
        what = f"{phrase!r} never fires: the pattern matches no line with it"
        yield Remark(gate, item, "error", what, _pattern_mend(rule))
    if gates and not stopped and not any(_capital_passes(pattern, gate, phrase) for gate, _, phrase in gates):
        what = "pattern matches lines in lower case only, though gates let in lines that begin with a capital"
        yield Remark("pattern", -1, "warning", what, "begin the pattern with (?i)")


def _capital_passes(pattern: regex.Pattern[str], gate: str, phrase: str) -> bool:
    """Tell whether a pattern lets a phrase pass that begins a sentence, or begins with no letter."""
    bare = phrase.lstrip(TRIM)
    if bare[:1].upper() == bare[:1]:
        return True
    capital = (line for line in _lines(gate, phrase) if line.lstrip(TRIM)[:1].isupper())
    return any(_passes(pattern, line, gate) for line in capital)


def _pattern_mend(rule: Rule) -> str:
    if rule.pattern and not _FOLDED.search(rule.pattern):
        return "gates fold capitals but patterns do not: begin the pattern with (?i), or leave the phrase out"
    return "mend the pattern, or leave the phrase out"


def _passes(pattern: regex.Pattern[str], line: str, gate: str) -> bool:
    """Tell whether a pattern finds something in a line, or may where more stands behind it."""
    return pattern.search(line, partial=gate == "starts") is not None


def _lines(gate: str, phrase: str) -> Iterator[str]:
    """Yield lines that a phrase opens its gate for, or the beginnings of such lines."""
    plain = phrase.strip() if gate == "exact" else phrase.lstrip(BULLETS)
    bare = plain.strip(TRIM) if gate == "exact" else plain
    for text in dict.fromkeys((plain, bare)):
        for number in _NUMBERS if "#" in text else ("",):
            filled = text.replace("#", number)
            for form in dict.fromkeys(
                (filled, filled.lower(), filled[:1].upper() + filled[1:], filled.title(), filled.upper())
            ):
                yield form
                if gate == "exact":
                    yield from (form + mark for mark in _MARKS)
                    yield from (mark + form for mark in _MARKS)
                    yield from (f"{mark} {form} {mark}" for mark in "-–—|*·•")
                else:
                    yield from (form + more for more in (" ", " a", " A", " 1"))
                    yield from (mark + form for mark in ("• ", "- ", "» ", "> ", "* "))
