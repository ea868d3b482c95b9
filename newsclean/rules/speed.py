"""Whether a rule's pattern can be made slow by a line: asked by tests, never while cleaning."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import regex

from newsclean.rules.rule import Rule

SIZE = 8_000
"""Characters of the longest lines tried; a quadratic pattern takes about a tenth of a second for one."""
_GROWTH = 9
"""A line four times as long may cost so many times as much: 4 is linear, 16 quadratic."""
_LIMIT = 1.0
"""Seconds after which a search is given up and its pattern called slow."""
_UNITS = ("a", "A", " ", "1", "1 ", "Aa ", "a, ", ". ", "(", "((a", "|", "-", ":", "a:", "/", "\u3042", "\u00e9")
_END = "~"
"""Ends each line, since patterns are slow where they nearly match; few expect this sign."""


def slow_line(rule: Rule) -> str | None:
    r"""Return a line on which the rule's pattern takes more than linear time, None where none was found.

    Time is compared with that of a line a quarter as long, so that a busy machine changes nothing.
    Lines that the rule's limits keep from its pattern are not tried.

    Example:
        >>> rule = Rule(id="acme.quiz", says="is our quiz box", action="remove",
        ...             starts=("quiz",), pattern=r"\w*\w*\w*[!?]")
        >>> slow_line(rule)[:8]
        'aaaaaaaa'
    """
    if rule.pattern is None:
        return None
    pattern = regex.compile(rule.pattern)
    size = min(SIZE, rule.max_chars or SIZE)
    floor = 10 * min(_cost(regex.compile(r"\w[xy]"), "a" * SIZE) for _ in range(3))
    for text in _hard(rule, size):
        line, short = text + _END, text[: size // 4] + _END
        words = line.count(" ") + 1
        if words > (rule.max_words or words) or words < (rule.min_words or 0):
            continue
        if (cost := _cost(pattern, line)) < floor:  # too quick to tell growth from noise, and quick enough
            continue
        if cost > _LIMIT or min(cost, _cost(pattern, line)) > _GROWTH * min(_cost(pattern, short) for _ in range(3)):
            return line
    return None


def _hard(rule: Rule, size: int) -> Iterator[str]:
    """Yield texts made of the pattern's own words, the rule's phrases and single signs, again and again."""
    source = re.sub(r"\\[a-zA-Z]|\(\?P?[<:=!a-z]+\w*>?", " ", rule.pattern or "")
    words = sorted(set(re.findall(r"\w{2,}", source)))[:12]
    for unit in (*_UNITS, *words, *(f"{word} " for word in words[:4])):
        yield (unit * (size // len(unit) + 1))[: size - 1]
    for phrase in (*rule.starts[:2], *rule.exact[:1], *rule.contains[:2], *rule.ends[:1]):
        for unit in (f"{phrase} ", "a", " ", "Aa ", "(", "1,"):
            yield (f"{phrase} " + unit * (size // len(unit) + 1))[: size - 1]


def _cost(pattern: regex.Pattern[str], line: str) -> float:
    """Return the seconds that a search takes; one given up costs infinitely much."""
    start = time.thread_time()  # a busy machine must not make a pattern slow
    try:
        pattern.search(line, timeout=_LIMIT)
    except TimeoutError:
        return float("inf")
    return time.thread_time() - start
