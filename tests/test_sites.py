"""Rules that name hosts: where they work, and what an address may look like."""

from __future__ import annotations

import pytest

from newsclean import Cleaner, Rule

BOX = "Our harbour shop"
STORY = "It rained all night, and in the morning the road to the coast was gone."
RULE = Rule(
    id="quay.shop",
    says="is the shop's box",
    action="remove",
    exact=("our harbour shop",),
    hosts=("quay.example",),
    remove=(BOX,),
    keep=("Our harbour shop has closed, said the mayor.",),
)


@pytest.mark.parametrize(
    "url", ["https://quay.example/a", "http://www.quay.example:8080/b?c=d", "https://QUAY.example"]
)
def test_a_site_rule_works_on_its_host_and_below(url: str) -> None:
    assert Cleaner(rules=[RULE]).clean(f"{BOX}\n\n{STORY}", url=url).text == STORY


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org/quay.example", "https://notquay.example", "http://[half", "quay.example"]
)
def test_a_site_rule_leaves_other_addresses_alone(url: str | None) -> None:
    assert BOX in Cleaner(rules=[RULE]).clean(f"{BOX}\n\n{STORY}", url=url).text


def test_rules_are_sorted_once_for_all_pages_of_a_site() -> None:
    rules = Cleaner(rules=[RULE]).rules
    first = rules.here("https://quay.example/a")
    assert rules.here("https://www.quay.example/b") is first
    assert rules.here("https://example.org") is rules.here(None)
    assert rules.here(None) is not first
