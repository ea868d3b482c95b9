"""`newsclean rules diff --html` in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages_to_show import HOSTILE, story

from newsclean.cli.main import main

QUIZ = "Take the harbour quiz"
NOTE = "Mail the harbour desk"
PACK = """
[[rule]]
id = "acme.quiz"
says = "is our quiz box"
action = "remove"
exact = ["take the harbour quiz"]
remove = ["Take the harbour quiz"]
keep = ["Take the harbour quiz of last year, which nobody could answer."]

[[rule]]
id = "acme.desk"
says = "is an address of ours"
action = "note"
exact = ["mail the harbour desk"]
remove = ["Mail the harbour desk"]
keep = ["Mail the harbour desk and you will wait for weeks, the grower said."]
"""

Open = Callable[..., Any]
Diff = Callable[..., Path]


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    """Write the page that compares the built-in rules with a pack over some pages of text."""

    def write(*pages: str) -> Path:
        corpus, pack, out = tmp_path / "corpus", tmp_path / "acme.toml", tmp_path / "diff.html"
        corpus.mkdir()
        pack.write_text(PACK, encoding="utf-8")
        for number, page in enumerate(pages):
            (corpus / f"{number}.txt").write_text(page, encoding="utf-8")
        assert main(["rules", "diff", str(corpus), "--new", str(pack), "--html", str(out)]) == 0
        return out

    return write


def names(page: Any) -> list[str]:
    """The changed pages that can be seen."""
    return [Path(text.split(" ")[0]).name for text in page.locator(".page:visible > h2").all_inner_texts()]


def test_changed_pages_are_shown_with_before_and_after(diff: Diff, open_page: Open) -> None:
    page = open_page(diff(story(QUIZ), story("It rained."), story(NOTE)))
    assert page.get_by_role("heading", level=1).inner_text() == "2 of 3 pages change"
    assert names(page) == ["0.txt", "2.txt"]
    change = page.locator(".change", has_text=QUIZ)
    assert change.locator(".text").inner_text() == QUIZ
    before, after = change.locator("dd").all_inner_texts()
    assert "kept because it stands in the article's body" in before
    assert "removed because it is our quiz box" in after
    assert page.get_by_role("row", name="acme.quiz (new)").locator("td").all_inner_texts() == ["0", "1", "1", "0", "0"]


def test_the_filters_leave_out_pages_without_a_match(diff: Diff, open_page: Open) -> None:
    page = open_page(diff(story(QUIZ), story(NOTE), story(QUIZ, NOTE)))
    page.locator("[data-value='acme.desk']").click()
    assert names(page) == ["1.txt", "2.txt"]
    assert page.get_by_role("status").inner_text() == "2 of 4 changes"
    page.keyboard.press("Escape")
    page.locator("[data-value='kept-removed']").click()
    assert names(page) == ["0.txt", "2.txt"]


def test_the_keyboard_goes_from_change_to_change(diff: Diff, open_page: Open) -> None:
    page = open_page(diff(story(QUIZ), story(NOTE)))
    for expected in (QUIZ, NOTE, NOTE):
        page.keyboard.press("j")
        assert expected in page.evaluate("document.activeElement.innerText")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_a_phone_nothing_scrolls_sideways(diff: Diff, open_page: Open, phone: dict[str, Any]) -> None:
    page = open_page(diff(story(*HOSTILE, QUIZ, *HOSTILE, NOTE)), **phone)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    page.get_by_role("button", name="Filter").tap()
    assert page.locator("[data-value='acme.desk']").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0


def test_dark_and_light_differ(diff: Diff, open_page: Open) -> None:
    path = diff(story(QUIZ))
    look = "getComputedStyle(document.body).backgroundColor"
    assert open_page(path, color_scheme="dark").evaluate(look) != open_page(path, color_scheme="light").evaluate(look)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_content_does_nothing(diff: Diff, open_page: Open, hostile: str) -> None:
    page = open_page(diff(story(QUIZ, hostile)))
    assert page.title() == "1 of 1 page change – newsclean rules diff"
    assert page.evaluate("document.querySelectorAll('script').length") == 1
