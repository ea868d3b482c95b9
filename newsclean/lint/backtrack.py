"""Catastrophic backtracking, shown with a line that brings it about.

A regex that can match the same text in many ways tries them all before it gives up. So for each
repeat of a pattern a line is made that goes well for a while and then fails, and its cost is
measured while it grows: a character more may cost a little, but must not multiply the time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import regex

from newsclean.lint.syntax import parse, repeats, variants
from newsclean.rules.rule import Rule

_SIZES = (12, 16, 20, 24, 28, 34, 40, 50, 64, 80, 120, 200)
"""Characters of the lines tried; what explodes at all does so within two hundred."""
_LIMIT = 0.5
"""Seconds after which a search is given up."""
_SLOW = 0.02
"""Seconds from which on a cost can be told from noise; an innocent search of such a line takes a thousandth."""
_DEGREE = 5
"""Growth that counts as an explosion: a line twice as long costs more than 2 ** 5 times as much. Three
repeats in a row, which are slow but no explosion on lines of this length, have 3."""
_PUMPS = 12
"""Strings tried for one repeat."""
_FAIL = ("~", "\x01", " ~")
"""What makes a search fail behind the repeat."""


class Witness(NamedTuple):
    """A line that a pattern takes far too long for.

    Attributes:
        line: The line.
        times: How many times as long as a line of `size` characters it takes; at least, where it was given up.
        size: Characters of the shorter line.
    """

    line: str
    times: float
    size: int


def find_witness(rule: Rule) -> Witness | None:
    r"""Return a line on which a rule's pattern explodes, None where none was found.

    Lines that the rule's limits keep from its pattern are not tried.

    Example:
        >>> rule = Rule(id="acme.quiz", says="is our quiz box", action="remove",
        ...             starts=("quiz",), pattern=r"^quiz(?:a|ab|b)*!$")
        >>> find_witness(rule).line
        'quizab...ab~'
    """
    if rule.pattern is None:
        return None
    pattern = regex.compile(rule.pattern)
    tried: set[tuple[str, str, str]] = set()
    for head, pump, tail in _attacks(rule.pattern):
        if (head, pump, tail) in tried:
            continue
        tried.add((head, pump, tail))
        if found := _grow(rule, pattern, head, pump, tail):
            return found
    return None


def _attacks(pattern: str) -> Iterator[tuple[str, str, str]]:
    """Yield beginnings, strings to repeat, and ends that fail."""
    tree = parse(pattern)
    if tree is None:
        return
    for head, repeat, tail in repeats(tree):
        if repeat.high is not None and repeat.high < _SIZES[0]:
            continue
        for pump in islice(dict.fromkeys(filter(None, variants(repeat.part))), _PUMPS):
            for end in _FAIL:
                yield head, pump, end
                if tail:  # a search looks for a literal that must be there before it tries anything
                    yield head, pump, end + tail


def _grow(rule: Rule, pattern: regex.Pattern[str], head: str, pump: str, end: str) -> Witness | None:
    before, size = 0.0, 0
    for characters in _SIZES:
        line = head + pump * max(1, (characters - len(head) - len(end)) // len(pump)) + end
        if not _reaches(rule, line):
            return None
        cost = _cost(pattern, line)
        if cost > _SLOW and size and len(line) > size:
            cost = min(cost, _cost(pattern, line))
            times = cost / max(before, 1e-6)
            if cost > _SLOW and times > (len(line) / size) ** _DEGREE:
                return Witness(line, times, size)
        if cost > _LIMIT:
            return None  # slow from the start, as `newsclean.rules.speed` will say
        before, size = cost, len(line)
    return None


def _reaches(rule: Rule, line: str) -> bool:
    words = line.count(" ") + 1
    return (
        len(line) <= (rule.max_chars or len(line))
        and words <= (rule.max_words or words)
        and words >= (rule.min_words or 0)
    )


def _cost(pattern: regex.Pattern[str], line: str) -> float:
    """Return the seconds that a search takes, at most a little over the limit."""
    start = time.thread_time()
    try:
        pattern.search(line, timeout=_LIMIT)
    except TimeoutError:
        return time.thread_time() - start
    return time.thread_time() - start
