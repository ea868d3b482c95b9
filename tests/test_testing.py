"""The case runner says what is wrong with a rule, so that a pack's author can mend it."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean import Cleaner, Rule
from newsclean.rules.speed import slow_line
from newsclean.testing import run_cases


def quiz(**fields: Any) -> Rule:
    given: dict[str, Any] = {
        "id": "acme.quiz",
        "says": "is our quiz box",
        "action": "remove",
        "starts": ("take the harbour quiz",),
        "max_words": 8,
        "remove": ("Take the harbour quiz!",),
        "keep": ("Take the harbour quiz of last year, which nobody in the whole town could answer.",),
    }
    return Rule(**{**given, **fields})


def problems(rule: Rule) -> list[str]:
    return [failure.problem for failure in run_cases([rule], Cleaner(rules=[rule]))]


def test_a_good_rule_has_no_problems() -> None:
    assert problems(quiz()) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"remove": ()}, "needs at least one 'remove' case"),
        ({"keep": ()}, "needs at least one 'remove' case and one 'keep' near-miss"),
        ({"remove": ("Take the village quiz!",)}, "should go by this rule, but is text by"),
        ({"keep": ("Take the harbour quiz now",)}, "should stay, but is removed by acme.quiz"),
        ({"keep": ("The river rose all night, and nobody knew how far it would come.",)}, "comes near a gate"),
        ({"pattern": r"(?i)\w*\w*\w*[!?]"}, "makes the pattern slow when it goes on to 8000 characters"),
    ],
    ids=str,
)
def test_a_problem_is_named(fields: dict[str, Any], problem: str) -> None:
    assert problem in "; ".join(problems(quiz(**fields)))


@pytest.mark.parametrize("pattern", [r"\w*\w*\w*[!?]", r"^(?:.*,){20}x", r"\s+$"])
def test_a_slow_pattern_is_found(pattern: str) -> None:
    assert slow_line(quiz(pattern=pattern, max_words=None)) is not None


@pytest.mark.parametrize("pattern", [None, r"^Take .*!$", r"\bquiz\b", r"^(?:\w++ ?)*+[!?]$", r"(?i)take|quiz|[^.]$"])
def test_a_linear_pattern_is_not(pattern: str | None) -> None:
    assert slow_line(quiz(pattern=pattern, max_words=None)) is None


def test_lines_beyond_the_limits_of_a_rule_are_not_tried() -> None:
    slow = quiz(pattern=r"\w*\w*\w*[!?]", max_chars=40)
    assert slow_line(slow) is None
