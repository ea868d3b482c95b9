"""The rules that are written in Python. The TOML file and the fixtures need no test here: the plugin runs them."""

from __future__ import annotations

import pytest
from acme_newsclean_rules import PACK

from newsclean import Cleaner
from newsclean.testing import Case, cases

PYTHON_CASES = [case for case in cases(PACK) if case.rule.test]
PRICES = "Harbour Index 812.4 | Ferry Bonds 99.1"


@pytest.mark.parametrize("case", PYTHON_CASES, ids=str)
def test_case(case: Case) -> None:
    case.check()


def test_the_pack_is_found_by_its_name() -> None:
    assert Cleaner(packs=["acme"]).rules.rules[-len(PACK) :] == PACK


@pytest.mark.parametrize(("host", "removed"), [("www.herald.example", [PRICES]), ("other.example", [])])
def test_other_sites_are_left_alone(host: str, removed: list[str]) -> None:
    page = f"The weir above the town held through the night, the mayor said on Tuesday.\n\n{PRICES}"
    article = Cleaner(packs=["acme"]).clean(page, url=f"https://{host}/weir")
    assert [removal.text for removal in article.removed] == removed
