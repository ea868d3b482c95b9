"""Page rules that others write: `@rule(..., page=True)`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from pages_for_tests import check_ledger, check_spans

import newsclean
from newsclean import Block, Cleaner, Found, Page, Rule, RuleError, rule
from newsclean.testing import run_cases

STORY = (
    "The river rose all night, the mayor said, and the lower town was under water by noon.",
    "Nobody was hurt, but two hundred families spent the night in the school above the church.",
    "The bridge will stay shut until the end of the week, because its piers have to be looked at.",
)
TWIN = "The harbour in pictures"
PAGE = "\n\n".join((STORY[0], TWIN, STORY[1], TWIN, STORY[2]))


@rule(
    id="acme.twin",
    says="stands twice in the story",
    action="remove",
    page=True,
)
def twins(page: Page) -> Iterator[Block]:
    seen: set[str] = set()
    for block in page.document.blocks:
        if block.key in seen:
            yield block
        seen.add(block.key)


def made(function: Any, **fields: Any) -> Rule:
    given = {"id": "acme.x", "says": "is an x", "action": "remove", "page": True, **fields}
    return rule(**given)(function)


def test_a_page_rule_claims_blocks() -> None:
    article = Cleaner(rules=[twins]).clean(PAGE)
    assert article.text.count(TWIN) == 1
    assert [(r.text, r.rule, r.reason) for r in article.removed] == [(TWIN, "acme.twin", "stands twice in the story")]
    check_ledger(PAGE, article)
    check_spans(PAGE, article)
    assert newsclean.clean(PAGE).text.count(TWIN) == 2


def test_it_is_the_same_rule_object_as_any_other() -> None:
    assert isinstance(twins, Rule)
    assert twins.origin == f"{__name__}.twins"
    assert twins.page is not None
    assert (twins.page.__module__, twins.page.__qualname__) == (__name__, "twins")
    lines = Cleaner(rules=[twins]).explain(PAGE).lines
    assert [(line.text, line.says) for line in lines if line.rule == "acme.twin"] == [(TWIN, twins.says)]
    assert Cleaner(rules=[twins], without=["acme"]).clean(PAGE).text.count(TWIN) == 2


def test_it_may_say_which_span_and_which_fields() -> None:
    def desk(page: Page) -> Iterator[tuple[Block, Found]]:
        last = page.document.blocks[-1]
        yield last, Found(0, len(last.text), {"source": (0, last.text.index(","))})

    article = Cleaner(rules=[made(desk, action="source")]).clean("\n\n".join((*STORY, "Harbour desk, Tuesday")))
    assert article.source == "Harbour desk"

    def cut(page: Page) -> Iterator[tuple[Block, Found]]:
        for block in page.document.blocks:
            at = block.text.find(" (map)")
            if at > 0:
                yield block, Found(at, at + 6, {})

    raw = f"{STORY[0]}\n\nThe pier (map) is closed, she said."
    article = Cleaner(rules=[made(cut, action="cut")]).clean(raw)
    assert article.paragraphs[1].text == "The pier is closed, she said."
    check_ledger(raw, article)


def test_it_sees_what_line_rules_claim_and_cannot_change_it() -> None:
    seen: list[Page] = []

    def look(page: Page) -> None:
        seen.append(page)

    article = Cleaner(rules=[made(look)]).clean(f"Skip to main content\n\n{PAGE}")
    assert article == newsclean.clean(f"Skip to main content\n\n{PAGE}")
    (page,) = seen
    assert [hit.rule.id for hit in page.claims(0)] == ["nav.skip_link"]
    assert page.claimed(0)
    assert not page.claimed(1)
    with pytest.raises(TypeError):
        page.hits[0] = ()  # type: ignore[index]
    for owner, name in ((page.hits, "clear"), (page.hits[0], "append"), (page.document.blocks[0], "x"), (page, "x")):
        assert not hasattr(owner, name)
        with pytest.raises(AttributeError):
            setattr(owner, name, 1)


def test_the_order_of_page_rules_does_not_matter() -> None:
    def first(page: Page) -> Iterable[Block]:
        return page.document.blocks[1:2]

    one, other = made(first, id="acme.a", action="note"), made(first, id="acme.b", action="remove")
    article = Cleaner(rules=[one, other]).clean(PAGE)
    assert article == Cleaner(rules=[other, one]).clean(PAGE)
    assert [note.rule for note in article.notes] == ["acme.a"]
    lost = Cleaner(rules=[one, other]).explain(PAGE).lines[1].lost
    assert [claim.rule for claim in lost] == ["acme.b"]


def test_where_and_hosts_hold_for_page_rules_too() -> None:
    def short(page: Page) -> Iterator[Block]:
        yield from (block for block in page.document.blocks if block.text == TWIN)

    raw = f"{STORY[0]}\n\n{STORY[1]}\n\n{TWIN}"
    assert TWIN in Cleaner(rules=[made(short, where=["prefix"])]).clean(raw).text
    assert TWIN not in Cleaner(rules=[made(short, where=["suffix"])]).clean(raw).text
    cleaner = Cleaner(rules=[made(short, hosts=["quay.example"])])
    assert TWIN in cleaner.clean(raw).text
    assert TWIN in cleaner.clean(raw, url="https://other.example/").text
    assert TWIN not in cleaner.clean(raw, url="https://www.quay.example/").text


def test_a_page_rule_that_would_take_most_of_the_prose_is_overruled() -> None:
    greedy = made(lambda page: page.document.blocks)
    article = Cleaner(rules=[greedy]).clean("\n\n".join(STORY))
    assert [paragraph.text for paragraph in article.paragraphs] == list(STORY)
    assert "were kept" in article.warnings[0]


@pytest.mark.parametrize("raw", ["", " \n", b""])
def test_nothing_is_asked_about_an_empty_page(raw: str | bytes) -> None:
    def last(page: Page) -> Iterator[Block]:
        yield page.document.blocks[-1]

    assert Cleaner(rules=[made(last)]).clean(raw).text == ""


@pytest.mark.parametrize(
    "wrong",
    [
        3,
        "text",
        (1, 2),
        (0, Found(0, 1, {})),
        Block(99, "x", newsclean.Span(0, 1), "x"),
        Block(0, "x", newsclean.Span(0, 1), "x"),
    ],
)
def test_what_is_no_block_of_the_page_is_a_clear_error(wrong: object) -> None:
    with pytest.raises(RuleError, match=r"rule 'acme\.x': found .*; yield a block of page\.document\.blocks"):
        Cleaner(rules=[made(lambda _page: [wrong])]).clean(PAGE)


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 3), (0, 999)])
def test_a_span_beyond_its_block_is_a_clear_error(span: tuple[int, int]) -> None:
    found = made(lambda page: [(page.document.blocks[0], Found(*span, {}))])
    with pytest.raises(RuleError, match=r"rule 'acme\.x': found .*; a span in it lies within 0 and 85"):
        Cleaner(rules=[found]).clean(PAGE)


@pytest.mark.parametrize(
    "field", [{"exact": ["x"]}, {"pattern": "x"}, {"max_words": 3}, {"takes": {"max": 3}}], ids=str
)
def test_what_only_line_rules_have_is_refused(field: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match=f"'{next(iter(field))}' is for line rules"):
        made(lambda page: page.document.blocks, **field)


def test_the_cases_of_a_page_rule_are_run() -> None:
    def labels(page: Page) -> Iterator[Block]:
        yield from (block for block in page.document.blocks if block.text == TWIN)

    right = made(labels, remove=[TWIN], keep=[f"{TWIN}: a book that nobody bought, as its printer told the court."])
    assert list(run_cases([right], Cleaner(rules=[right]))) == []
    wrong = made(labels, remove=["Another label"], keep=[TWIN])
    problems = [failure.problem for failure in run_cases([wrong], Cleaner(rules=[wrong]))]
    assert problems == ["should go by this rule, but is text by body", "should stay, but is removed by acme.x"]
    bare = made(labels)
    assert list(run_cases([bare], Cleaner(rules=[bare]))) == [], "a page rule may be one that no single case shows"
