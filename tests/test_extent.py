"""Where the body is looked for, and which run of lines is taken for it."""

from __future__ import annotations

import pytest

from newsclean.model import Blocks
from newsclean.pages.apart import head_below, story_foot
from newsclean.pages.begins import goes_on_above, lead_above
from newsclean.pages.ends import last_line
from newsclean.pages.run import best_run, opened
from newsclean.pages.weights import Weighed, shipped_model
from newsclean.pages.window import window
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.rules.ruleset import builtin_rules

MENU, PROSE = 0, 1
WEIGHTS = [-1.0, 5.0]
PARAGRAPH = "The river rose all night, the mayor said, and the lower town was under water by noon."


def page(lines: int) -> Blocks:
    return read_text("\n\n".join(f"Line {number} of the page." for number in range(lines))).blocks


def test_a_page_with_one_stretch_of_prose_is_weighed_around_it() -> None:
    shapes = [MENU] * 100 + [PROSE] * 5 + [MENU] * 100
    assert window(page(len(shapes)), shapes, WEIGHTS) == (78, 127)


def test_a_second_stretch_that_comes_near_is_weighed_too() -> None:
    shapes = [MENU] * 100 + [PROSE] * 5 + [MENU] * 60 + [PROSE] * 8 + [MENU] * 100
    assert window(page(len(shapes)), shapes, WEIGHTS) == (78, 195)


def test_a_teaser_far_off_is_none() -> None:
    shapes = [PROSE] + [MENU] * 100 + [PROSE] * 8 + [MENU] * 100 + [PROSE]
    assert window(page(len(shapes)), shapes, WEIGHTS) == (79, 131)


def test_a_page_without_prose_is_weighed_from_its_top() -> None:
    assert window(page(50), [MENU] * 50, WEIGHTS) == (0, 23)


BOX = ("Share this article", "Leave a comment", "Filed under: Rivers", "All rights reserved.")


def weighed(ends: dict[int, float], texts: list[str]) -> Weighed:
    """Weigh a page whose first line opens the story, and whose last is one of `ends`, by their log odds."""
    first = [2.0] + [-8.0] * (len(texts) - 1)
    last = [ends.get(place, -8.0) for place in range(len(texts))]
    return Weighed(0, list(map(len, texts)), [0.3] * len(texts), first, last, [])


def run_of(lines: list[str], ends: dict[int, float]) -> tuple[int, int]:
    blocks = read_text("\n\n".join(lines)).blocks
    assert len(blocks) == len(lines)
    hits = builtin_rules().here(None).gates.hits(blocks)
    return best_run(shipped_model("text"), weighed(ends, blocks.texts), opened(hits, 0, len(lines)))


def test_a_likelier_end_is_taken_where_nothing_of_the_site_stands_before_it() -> None:
    assert run_of([PARAGRAPH] * 8, {2: -1.0, 7: 0.0}) == (0, 7)


def test_an_end_behind_share_bar_comments_and_footer_is_not() -> None:
    assert run_of([PARAGRAPH] * 6 + [*BOX, PARAGRAPH], {5: -1.0, 10: 0.0}) == (0, 5)


def test_half_of_a_story_is_not_lost_for_a_box_in_its_midst() -> None:
    assert run_of([PARAGRAPH] * 4 + [*BOX] + [PARAGRAPH] * 4, {3: -1.0, 11: 0.0}) == (0, 11)


def test_what_is_said_often_counts_once() -> None:
    again = [PARAGRAPH, BOX[0], PARAGRAPH, BOX[0], PARAGRAPH, BOX[0], PARAGRAPH]
    assert run_of(again, {2: -1.0, 6: 0.0}) == (0, 6)


def test_lines_that_may_be_no_border_make_no_run() -> None:
    nothing = Weighed(0, [100] * 3, [0.9] * 3, [-float("inf")] * 3, [-float("inf")] * 3, [])
    assert best_run(shipped_model("text"), nothing, ()) == (0, 0)


STORY = "The mill at Ostrand will grind its last rye on Friday, the family that owns it said in a letter to its bakers."
NEXT = "The council wants the building to stay as it is, with the wheel, the hoist and the smell of meal in the beams."
LAST = "An architect is to say by the summer what it would cost to keep the roof, and who might want to live below it."


@pytest.mark.parametrize(
    ("below", "end"),
    [
        (["Read more: Where grain is still milled", "What becomes of the house", NEXT, LAST], 4),
        (["What becomes of the house", NEXT, LAST], 3),
        (["Photo: Tone Vik/AFP", NEXT], 2),
        (["Read more: Where grain is still milled", "Bridge stays closed", NEXT, "Ferry stays in harbour", LAST], 0),
        (["Bridge stays closed", NEXT, "Ferry stays in harbour", LAST], 0),
        (["Photo: Tone Vik/AFP", "Bridge stays closed", "Ferry stays in harbour"], 0),
        (["Read more: Where grain is still milled", "By Tone Vik", NEXT], 3),
        (["By Tone Vik", NEXT], 0),
    ],
)
def test_the_story_goes_on_with_a_section_or_behind_a_credit(below: list[str], end: int) -> None:
    blocks = read_text("\n".join([STORY, *below])).blocks
    hits = builtin_rules().here(None).gates.hits(blocks)
    assert last_line(blocks, hits, 0) == end


def teased(between: str) -> list[str]:
    """Lines of a page whose story has something between its first three paragraphs and its last."""
    body = f"<p>{STORY}</p><p>{NEXT}</p><p>{LAST}</p>{between}<p>{STORY} At last.</p>"
    document = read_html(f"<article><h1>Mill grinds its last rye</h1>{body}</article>")
    blocks = document.blocks
    found = goes_on_above(blocks, builtin_rules().here(None).gates.hits(blocks), len(blocks) - 1)
    return blocks.texts[found:-1]


def test_in_html_the_story_begins_above_a_teaser_in_its_midst() -> None:
    teaser = f"<p>Read more: Where grain is still milled</p><p>{NEXT} So says another story.</p><p>3 hours ago</p>"
    assert teased(teaser)[:3] == [STORY, NEXT, LAST]


def test_in_html_it_does_not_where_lines_stand_between_that_no_rule_knows() -> None:
    assert teased("<h2>Bridge stays closed</h2><p>3 hours ago</p><h2>Ferry stays in harbour</h2>") == []


def led(*, begins: float, odd: int, tag: str = "p") -> int:
    """First line of a body that was found below a table of contents; what is known about the line above that."""
    contents = "".join(f"<li>Chapter {number}</li>" for number in range(9))
    body = f"<{tag}>{STORY}</{tag}><ul>{contents}</ul><h2>How it was</h2><p>{NEXT}</p><p>{LAST}</p>"
    blocks = read_html(f"<article>{body}</article>").blocks
    beginnings = [begins, *[-9.0] * 9, -3.0, -6.0, -6.0]
    weighed = Weighed(0, [1] * len(blocks), [1.0] * len(blocks), beginnings, [0.0] * len(blocks), [])
    return lead_above(blocks, weighed, [odd, *[-2000] * 9, 3000, 3000, 3000], 10, len(blocks) - 1)


def test_in_html_the_lead_may_stand_above_a_long_box() -> None:
    assert led(begins=-1.0, odd=500) == 0


@pytest.mark.parametrize(("begins", "odd", "tag"), [(-4.0, 500, "p"), (-1.0, -500, "p"), (-1.0, 500, "div")])
def test_what_looks_less_like_the_story_or_is_set_otherwise_is_no_lead(begins: float, odd: int, tag: str) -> None:
    assert led(begins=begins, odd=odd, tag=tag) == 10


LONG = f"{STORY} {NEXT} {LAST}"
"""A paragraph as long as no standfirst is."""


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ([LAST, LONG, "Advertisement"], 0),
        ([LONG, "Advertisement", "What becomes of the house"], 0),
        ([LAST, "Advertisement"], 2),
        ([LONG, "Bridge stays closed", "Ferry stays in harbour"], 3),
        ([LONG, "By Tone Vik"], 2),
    ],
)
def test_in_raw_text_the_story_begins_above_a_box_where_a_long_paragraph_stands(above: list[str], first: int) -> None:
    blocks = read_text("\n\n".join([*above, STORY, NEXT])).blocks
    assert goes_on_above(blocks, builtin_rules().here(None).gates.hits(blocks), len(above)) == first


DATES = [
    "June 9 - Mill hall, Ostrand",
    "June 12 - Town hall, Vik",
    "July 1 - The old quay",
    "Sept. 3 - Mill hall, Ostrand",
]


@pytest.mark.parametrize(
    ("below", "end"),
    [
        (["\nThe mill on tour:", "", *DATES, "", "Bridge stays closed"], 5),
        (["", *DATES], 4),
        (["", *DATES[:3]], 0),
        (["\nBridge stays closed", "", "Ferry stays in harbour", "", *DATES], 0),
    ],
)
def test_a_story_of_raw_text_ends_with_its_list_of_dates(below: list[str], end: int) -> None:
    blocks = read_text("\n".join([STORY, *below])).blocks
    assert last_line(blocks, {}, 0) == end


@pytest.mark.parametrize(("last", "end"), [("The bakers will miss three things:", 3), (STORY, 1)])
def test_a_colon_announces_a_list(last: str, end: int) -> None:
    blocks = read_text(f"{STORY}\n\n{last}\n\nthe smell of meal\nthe hoist\n\nBridge stays closed").blocks
    assert last_line(blocks, {}, 1) == end


FOOT = ["Share this article", "Filed under: Mills, rye", "12 comments", "Leave a comment"]


def foot(lines: list[str]) -> int:
    """Where the foot of a story is found among the lines of a page."""
    blocks = read_text("\n\n".join(lines)).blocks
    return story_foot(blocks, builtin_rules().here(None).gates.hits(blocks), 0, len(blocks) - 1)


def test_a_story_ends_where_share_buttons_tags_and_comments_stand_together() -> None:
    assert foot([STORY, NEXT, LAST, *FOOT, "Bridge stays closed", NEXT, LAST]) == 3


def test_share_buttons_alone_are_no_foot() -> None:
    assert foot([STORY, NEXT, LAST, FOOT[0], STORY, NEXT]) == 6


def test_what_stands_above_the_story_is_no_foot() -> None:
    assert foot([*FOOT, STORY, NEXT, LAST]) == 7


def test_below_share_buttons_in_the_page_s_head_stands_the_story() -> None:
    assert foot([STORY, NEXT, LAST, *FOOT, *12 * [f"{NEXT} {LAST} {STORY}"]]) == 19


def test_entries_of_a_live_blog_have_a_foot_each() -> None:
    assert foot([STORY, NEXT, LAST, *FOOT, NEXT, LAST, STORY, *FOOT]) == 14


def headed(byline: str, title: str = "Mill grinds its last rye") -> int:
    """Where the page's headline stands below news in brief; `title` is what the metadata give."""
    briefs = f"<ul><li>{STORY}</li><li>{LAST}</li></ul>"
    page = f"<title>{title}</title><body>{briefs}<h2>Mill grinds its last rye</h2><p>{byline}</p><p>{NEXT}</p></body>"
    document = read_html(f"<html>{page}</html>")
    return head_below(document, builtin_rules().here(None).gates.hits(document.blocks), 1)


def test_the_story_is_below_its_headline() -> None:
    assert headed("By Ana Lindqvist, 4 March 2024") == 2


def test_a_headline_without_a_byline_or_of_another_name_says_nothing() -> None:
    assert headed("Three readers wrote to us") == headed("By Ana Lindqvist, 4 March 2024", "Ferry stays out") == -1
