"""`newsclean explain --html` in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages_to_show import HOSTILE, PARAGRAPHS, story

SKIP = "Skip to main content"
READ = "READ: Islanders recall the great storm of 1962"
CAPTION = "A woman carries water through a flooded street, March 5, 2024. REUTERS/Tomas Hale"
RAW = story(SKIP, READ, CAPTION, "READ: How the strait became one of the most dangerous in the region")
MENU = "\n\n".join(
    ["News", "Sport", "Weather", "Opinion", "Culture", "Travel", "Podcasts", "Video", "Newsletters", "Log in"]
)
RIVALS = """
[[rule]]
id = "acme.read"
says = "is a line of ours"
action = "note"
starts = ["read:"]
remove = ["READ: x"]
keep = ["Read: y"]
"""

Explain = Callable[..., Path]
Open = Callable[..., Any]
Phone = dict[str, Any]


def shown(page: Any) -> list[str]:
    """The texts of the lines that can be seen."""
    return [text.strip() for text in page.locator(".line:visible .text").all_inner_texts()]


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.querySelector('.text')?.innerText ?? document.activeElement.innerText")


def button(page: Any, value: str) -> Any:
    return page.locator(f"[data-facet][data-value='{value}']")


def is_seen(page: Any, text: str) -> bool:
    """Tell whether a reason is there for the eye, and not for screen readers only."""
    visible = "es => es.some(e => getComputedStyle(e).clipPath === 'none' && e.getBoundingClientRect().height > 0)"
    return page.locator(".card", has_text=text).evaluate_all(visible)


def width_over(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_the_document_is_shown_in_order(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    assert shown(page) == RAW.split("\n\n")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("row", name="Tomas Hale").is_visible()


def test_the_rule_filter_shows_what_the_rule_decided_and_clears(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    button(page, "promo.read_label").click()
    assert shown(page) == [line for line in RAW.split("\n\n") if line.startswith("READ")]
    assert page.get_by_role("status").inner_text() == "2 of 8 lines"
    assert button(page, "promo.read_label").get_attribute("aria-pressed") == "true"
    button(page, "nav.skip_link").click()
    assert len(shown(page)) == 3
    page.get_by_role("button", name="Clear").click()
    assert len(shown(page)) == 8
    assert page.get_by_role("status").inner_text() == "8 lines"
    assert not page.get_by_role("button", name="Clear").is_visible()


def test_kinds_and_rules_narrow_each_other(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    button(page, "caption").click()
    assert shown(page) == [CAPTION]
    button(page, "promo.read_label").click()
    assert shown(page) == []
    button(page, "caption").click()
    assert len(shown(page)) == 2


def test_hover_shows_rule_and_reason(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    reason = "jump link for screen readers"
    assert not is_seen(page, reason)
    page.locator(".line .text", has_text=SKIP).hover()
    assert is_seen(page, reason)
    assert is_seen(page, "nav.skip_link")
    page.locator("h1").hover()
    assert not is_seen(page, reason)


def test_focus_shows_rule_and_reason_and_a_ring(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    line = page.locator(".line", has_text=SKIP)
    line.focus()
    assert is_seen(page, "jump link for screen readers")
    assert line.locator(".text").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_reasons_need_no_script(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW), java_script_enabled=False)
    assert shown(page) == RAW.split("\n\n")
    page.locator(".line .text", has_text=SKIP).hover()
    assert page.locator(".card", has_text="jump link").evaluate("e => getComputedStyle(e).clipPath") == "none"
    assert not page.get_by_role("button", name="All reasons").is_visible()


def test_the_keyboard_goes_through_the_lines(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    lines = RAW.split("\n\n")
    page.keyboard.press("j")
    assert focused(page) == lines[0]
    for key, place in (
        ("j", 1),
        ("ArrowDown", 2),
        ("k", 1),
        ("ArrowUp", 0),
        ("k", 0),
        ("End", 7),
        ("j", 7),
        ("Home", 0),
    ):
        page.keyboard.press(key)
        assert focused(page) == lines[place], key


def test_the_keyboard_stays_with_what_the_filter_shows(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    button(page, "promo.read_label").click()
    reads = [line for line in RAW.split("\n\n") if line.startswith("READ")]
    for expected in (*reads, reads[-1]):
        page.keyboard.press("j")
        assert focused(page) == expected
    page.keyboard.press("Escape")
    assert len(shown(page)) == 8
    assert focused(page) == reads[-1]
    page.keyboard.press("j")
    assert focused(page) == PARAGRAPHS[1]


def test_after_filtering_out_the_current_line_the_keyboard_goes_on_from_there(
    explain: Explain, open_page: Open
) -> None:
    page = open_page(explain(RAW))
    page.locator(".line", has_text=CAPTION).focus()
    button(page, "text").click()
    page.keyboard.press("j")
    assert focused(page) == PARAGRAPHS[1]
    page.locator(".line", has_text=PARAGRAPHS[1]).focus()
    button(page, "text").click()
    button(page, "related").click()
    page.keyboard.press("k")
    assert focused(page).startswith("READ: How")


def test_keys_of_the_browser_stay_the_browsers(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    page.keyboard.press("Control+j")
    assert page.evaluate("document.activeElement === document.body")


def test_tab_goes_from_the_skip_link_over_the_filters_to_one_line(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    order = []
    for _ in range(40):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
        if order[-1] == "BODY":
            break
    assert order[0] == "skip"
    assert sum(name.startswith("line") for name in order) == 1
    assert order[-2].startswith("line")
    facets = page.locator("[data-facet]").count()
    assert sum(name.startswith("k-") for name in order) == facets


def test_tab_comes_to_a_line_whatever_is_filtered_out(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(f"{MENU}\n\n{RAW}"))
    button(page, "related").click()
    page.locator("[data-facet]").last.focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("READ: Islanders")
    page.get_by_role("button", name="Clear").click()
    assert page.evaluate("document.activeElement.dataset.facet") == "kinds"
    page.get_by_role("button", name="Unfold").click()
    page.locator(".line", has_text="Weather").focus()
    page.get_by_role("button", name="Unfold").click()
    page.locator("[data-facet]").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == PARAGRAPHS[0]


def test_every_focus_can_be_seen(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    ring = """() => {
      const at = document.activeElement;
      const on = at.classList.contains("line") ? at.querySelector(".text") : at;
      return getComputedStyle(on).outlineStyle !== "none" && parseFloat(getComputedStyle(on).outlineWidth) >= 2;
    }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(ring), page.evaluate("document.activeElement.outerHTML")


def test_folded_lines_open_by_themselves_where_the_filter_finds_them(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(f"{MENU}\n\n{RAW}"))
    fold = page.locator(".run details")
    assert "lines removed" in fold.inner_text()
    assert fold.get_attribute("open") is None
    page.keyboard.press("j")
    assert "lines removed" in focused(page)
    page.keyboard.press("j")
    assert focused(page) == PARAGRAPHS[0]
    button(page, "removed").click()
    assert fold.get_attribute("open") is not None
    assert "Weather" in shown(page)
    button(page, "removed").click()
    assert fold.get_attribute("open") is None
    page.get_by_role("button", name="Unfold").click()
    assert "Weather" in shown(page)


def test_a_line_that_is_being_read_is_not_folded_away(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(f"{MENU}\n\n{RAW}"))
    button(page, "removed").click()
    page.locator(".line", has_text="Weather").focus()
    page.keyboard.press("Escape")
    assert focused(page) == "Weather"
    assert page.locator(".line", has_text="Weather").is_visible()


def test_losing_claims_and_reasons_are_shown_on_demand(explain: Explain, open_page: Open, tmp_path: Path) -> None:
    pack = tmp_path / "rival.toml"
    pack.write_text(RIVALS, encoding="utf-8")
    page = open_page(explain(RAW, "--pack", str(pack)))
    loser = "not related by promo.read_label"
    assert not is_seen(page, loser)
    page.get_by_role("button", name="Losing claims").click()
    assert is_seen(page, loser)
    assert not is_seen(page, "jump link")
    page.get_by_role("button", name="All reasons").click()
    assert is_seen(page, "jump link")


def test_on_a_phone_the_side_list_is_closed_until_asked_for(explain: Explain, open_page: Open, phone: Phone) -> None:
    page = open_page(explain(RAW), **phone)
    opener = page.get_by_role("button", name="Filter")
    assert opener.get_attribute("aria-expanded") == "false"
    assert not button(page, "removed").is_visible()
    opener.tap()
    assert opener.get_attribute("aria-expanded") == "true"
    button(page, "removed").tap()
    opener.tap()
    assert shown(page) == [SKIP]
    opener.tap()
    page.keyboard.press("Escape")
    assert not button(page, "removed").is_visible()
    assert shown(page) == [SKIP]


def test_on_a_phone_a_tap_shows_the_reason(explain: Explain, open_page: Open, phone: Phone) -> None:
    page = open_page(explain(RAW), **phone)
    page.locator(".line", has_text=READ).tap()
    assert is_seen(page, "points to another story")


@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_no_width_scrolls_sideways(explain: Explain, open_page: Open, width: int) -> None:
    raw = story(*HOSTILE, CAPTION, READ, "a" * 3000, f"{'b' * 300}. REUTERS/{'c' * 300}")
    page = open_page(explain(raw, "--title", "d" * 300), viewport={"width": width, "height": 700})
    page.get_by_role("button", name="Filter").click() if width < 700 else None
    page.get_by_role("button", name="All reasons").click()
    assert width_over(page) == 0


def test_dark_and_light_differ_and_both_are_readable(explain: Explain, open_page: Open) -> None:
    path = explain(RAW)
    look = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    light = open_page(path, color_scheme="light").evaluate(look)
    dark = open_page(path, color_scheme="dark").evaluate(look)
    (day, ink), (night, chalk) = ([sum(map(int, color[4:-1].split(","))) for color in pair] for pair in (light, dark))
    assert day > 700
    assert ink < 200
    assert night < 100
    assert chalk > 600


def test_kinds_have_colours_of_their_own(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(RAW))
    edges = page.locator(".line .text").evaluate_all(
        "es => Object.fromEntries(es.map(e => [e.parentElement.dataset.kinds, getComputedStyle(e).borderLeftColor]))"
    )
    assert set(edges) == {"text", "removed", "related", "caption"}
    assert len(set(edges.values())) == len(edges)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_content_is_shown_and_does_nothing(explain: Explain, open_page: Open, hostile: str) -> None:
    page = open_page(explain(story(hostile), "--title", f"Title {hostile}", "--kind", "text"))
    assert page.title() != "owned"
    assert len(shown(page)) == 5
    line = page.locator(".line .text").nth(1)
    line.hover()
    line.click()
    page.keyboard.press("j")
    assert page.title().startswith("Title")
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    if "<script>" in hostile and "&" not in hostile:
        assert "<script>" in line.inner_text()


def test_right_to_left_lines_run_from_the_right(explain: Explain, open_page: Open) -> None:
    page = open_page(
        explain(story("وقال رئيس البلدية إن النهر ارتفع طوال الليل وغمرت المياه المدينة السفلى بحلول الظهر."))
    )
    line = page.locator(".line .text").nth(1)
    assert line.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".line .text").nth(0).evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_ten_thousand_lines_can_be_gone_through(explain: Explain, open_page: Open) -> None:
    lines = [f"The river rose by {n} centimetres in the night, the mayor of the town said." for n in range(10_000)]
    lines[::100] = ["Share this article"] * 100
    page = open_page(explain("\n\n".join(lines)))
    page.keyboard.press("j")
    page.keyboard.press("End")
    assert focused(page) == lines[-1]
    button(page, "text").click()
    assert page.get_by_role("status").inner_text() == "9,900 of 10,000 lines"
    page.keyboard.press("k")
    assert focused(page) == lines[-2]
    page.keyboard.press("Escape")
    page.locator(".line .text", has_text="by 9998 ").hover()
    assert is_seen(page, "stands in the article's body")


def test_print_leaves_out_what_is_for_the_screen(explain: Explain, open_page: Open) -> None:
    page = open_page(explain(f"{MENU}\n\n{RAW}"), color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(35, 38, 44)"
    assert not page.locator(".side").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "Weather" in shown(page)


def test_html_input(explain: Explain, open_page: Open) -> None:
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    page = open_page(explain(f"<html lang='en'><body><h1>The river rose &amp; fell</h1>{body}</body></html>"))
    assert page.get_by_role("heading", level=1).inner_text() == "The river rose & fell"
    assert page.get_by_text("read as html").is_visible()
    assert page.locator("#lines").get_attribute("lang") == "en"
