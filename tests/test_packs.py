"""The packs that ship with newsclean: their cases, their ids, and that no line makes them slow."""

from __future__ import annotations

import time
from collections import Counter

import pytest
import regex

from newsclean import Cleaner, Rule
from newsclean.rules.pack import builtin_packs
from newsclean.testing import Case, cases

PACKS = dict(builtin_packs(check=True))
RULES = [rule for rules in PACKS.values() for rule in rules]
LONG = 20_000
"""Characters of the longest page."""


@pytest.mark.parametrize("case", cases(RULES, cleaner=Cleaner()), ids=str)
def test_a_case_comes_out(case: Case) -> None:
    case.check()


def test_ids_are_unique() -> None:
    assert not [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1]


@pytest.mark.parametrize("name", PACKS)
def test_rules_are_named_after_their_pack(name: str) -> None:
    families = {rule.id.partition(".")[0] for rule in PACKS[name]}
    assert len(families) == 1, f"one pack, one family, so that without=['{name}'] leaves the pack out"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_proved(rule: Rule) -> None:
    phrases = (*rule.exact, *rule.starts, *rule.ends, *rule.contains)
    several = len(phrases) > 3  # a rule of one language has a phrase or three
    assert len(rule.remove) >= (2 if several else 1), "give cases that must go"
    assert rule.keep, "give a near-miss that must stay"
    assert len(set(rule.remove)) == len(rule.remove)
    assert not set(rule.remove) & set(rule.keep)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_reason_completes_a_sentence(rule: Rule) -> None:
    assert not rule.says.endswith("."), "it completes 'because it …'"
    assert rule.says == rule.says.strip()
    assert "\n" not in rule.says


def test_packs_cover_many_scripts() -> None:
    phrases = " ".join(p for rule in RULES for p in (*rule.exact, *rule.starts, *rule.ends, *rule.contains))
    for script in ("Han", "Hiragana", "Katakana", "Hangul", "Cyrillic"):
        assert regex.search(rf"\p{{{script}}}", phrases), script


# Long lines: the cases try them on each pattern, here whole pages are made of them.


HARD = (
    "a", " a", "1", "READ: ", "Photo: AFP ", "(Photo: AFP) ", "(", "© ", "/", "REUTERS/Ana Noll ", " via ", "| ",
    "A. ", "写", "（撮影）", "&", "&amp;", "\u200b", "\xad", "By Ana ", "Share ", "\t", "ATTENTION EDITORS - ", "a\n",
    "News\n", "Photo: AFP\n", "READ: x\n", "a, \n", "(\n", " \n", "\r", "Related stories\n", "Home > World\n", "\n",
    "1\n", "Rain fell. ", "Foto: Ana Noll/dpa\n",
    "The river rose all night, and by noon the lower town stood under water, the mayor said.\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", HARD, ids=repr)
def test_a_long_page_costs_what_its_length_says(unit: str) -> None:
    clean = Cleaner().clean

    def spent(size: int) -> float:
        page = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        clean(page, kind="text")
        return time.process_time() - start

    spent(100)
    # In turns, so that a busy moment of the machine does not fall on one of the two alone.
    short, long = map(min, zip(*[(spent(LONG // 4), spent(LONG)) for _ in range(4)], strict=True))
    assert long < 9 * max(short, 0.003), f"4 times the page costs {long / short:.0f} times as much ({long:.2f} s)"
