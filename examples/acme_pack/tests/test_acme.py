"""The pack's cases come out, with all of newsclean's own rules on."""

from __future__ import annotations

from acme_pack import PACK

from newsclean import Cleaner
from newsclean.rules.pack import load_pack
from newsclean.testing import run_cases

STORY = """
The weir above the town held through the night, the mayor said on Tuesday (open glossary).

Herald picks

Five walks along the old canal

Do you know more? Write to our newsroom.
"""


def test_cases() -> None:
    failures = list(run_cases(load_pack(PACK), Cleaner(packs=[PACK])))
    assert not failures, "\n".join(f"{failure.rule}: {failure.case!r}: {failure.problem}" for failure in failures)


def test_the_pack_is_found_by_its_name() -> None:
    article = Cleaner(packs=["acme"]).clean(STORY, url="https://www.herald.example/weir")
    assert article.text == "The weir above the town held through the night, the mayor said on Tuesday."
    assert [related.text for related in article.related] == ["Five walks along the old canal"]


def test_other_sites_are_left_alone() -> None:
    article = Cleaner(packs=["acme"]).clean("Do you know more? Write to our newsroom.", url="https://other.example/")
    assert not [removal for removal in article.removed if removal.rule.startswith("acme.")]
