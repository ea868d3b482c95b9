"""Pages of sites and in languages that no rule was made for."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.model import Blocks
from newsclean.pages.apart import comments_start
from newsclean.pages.asides import _keep_lead
from newsclean.pages.ends import last_line
from newsclean.pages.menus import has_menus
from newsclean.pages.page import Hits, ends_sentence, is_prose
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.rules.match import Gates
from newsclean.rules.ruleset import builtin_rules
from newsclean.script import has_no_stops, is_cased, words

TITLE = "A régi híd két év után újra megnyílt a falu fölött"
STORY = [
    "Több mint háromszázan keltek át hétfőn reggel a régi fahídon, amely két évig zárva volt a sós víz miatt.",
    "Az ácsok szerint minden gerenda az öböl öreg hajóiból való, és minden szöget kézzel vertek be a falu udvarán.",
    "A költségek felét a község fizette, a többit azok adták össze, akik gyerekként ezen a hídon jártak iskolába.",
]
MENU = [
    "Kezdőlap",
    "Falunk",
    "Piac",
    "Kikötő",
    "Hajók",
    "Lovak",
    "Kertek",
    "Tavak",
    "Hidak",
    "Malmok",
    "Levelek",
    "Képek",
]
ENGLISH = [
    "The bells of the village church rang on Sunday for the first time in forty years, after a farmer found them.",
    "They had been taken down when the tower began to lean, and nobody had written down where they had gone since.",
    "A foundry in the valley cast a new clapper for the smallest bell, and the tower is straight again since spring.",
]
THREAD = [
    "Marla Quint",
    "19 minutes ago",
    "I remember the sound.",
    "old_sexton (1 hour ago)",
    "Nobody asked.",
    "Lake Side",
]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def linked(lines: list[str]) -> str:
    return "".join(f'<a href="/{place}">{line}</a><br>' for place, line in enumerate(lines))


def claims(blocks: Blocks) -> Hits:
    return Gates(builtin_rules().rules).hits(blocks, 0, len(blocks))


# ------------------------------------------------------------------------------- pages and articles


def test_a_page_whose_menus_no_rule_knows_is_told_by_its_links() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body>{linked(MENU)}<h1>{TITLE}</h1>{paragraphs(STORY)}</body>"
    assert has_menus(read_html(page).blocks)
    assert newsclean.clean(page).text == "\n\n".join(STORY)


def test_an_article_with_a_few_links_at_its_end_is_no_page() -> None:
    assert not has_menus(read_html(f"<h1>{TITLE}</h1>{paragraphs(STORY)}{linked(MENU[:5])}").blocks)


def test_raw_text_is_a_page_where_menus_stand_between_its_title_and_its_headline() -> None:
    raw = "\n".join([f"{TITLE} - Parti Hírek", *MENU, TITLE, "", *STORY])
    assert has_menus(read_text(raw).blocks)
    article = newsclean.clean(raw, kind="text")
    assert (article.title, article.text) == (TITLE, "\n\n".join(STORY))


@pytest.mark.parametrize("head", [[TITLE], [TITLE, "Kis Anna", TITLE], [f"{TITLE} - Parti Hírek", TITLE]])
def test_an_article_that_names_its_headline_twice_is_no_page(head: list[str]) -> None:
    assert not has_menus(read_text("\n".join([*head, "", *STORY])).blocks)


def test_what_holds_no_running_text_shows_no_menus() -> None:
    assert not has_menus(read_text("\n".join(MENU)).blocks)


# ----------------------------------------------------------------------------------------- comments


def thread(lines: list[str]) -> Blocks:
    return read_text("\n".join([*ENGLISH, "14 Comments", *lines])).blocks


def test_comments_begin_at_their_label_where_several_times_follow() -> None:
    blocks = thread([*THREAD, "June 12, 2025 at 18:40", "What about the fourth bell?"])
    assert comments_start(blocks, claims(blocks), 0, len(blocks) - 1) == len(ENGLISH)


def test_a_label_with_fewer_times_below_it_ends_nothing() -> None:
    blocks = thread(THREAD)
    assert comments_start(blocks, claims(blocks), 0, len(blocks) - 1) == len(blocks)


def test_a_label_above_the_story_ends_nothing() -> None:
    blocks = read_text("\n".join(["14 Comments", "9:05", "10:40", "11:15", "12:20", *ENGLISH])).blocks
    assert comments_start(blocks, claims(blocks), 0, len(blocks) - 1) == len(blocks)


# ------------------------------------------------------------------------------ the story's two ends


def test_the_body_goes_on_to_a_last_paragraph_that_its_agency_signs() -> None:
    blocks = read_text(
        "\n".join([*ENGLISH, "The bishop blessed it on Monday, and the wind did the rest. © SENTA"])
    ).blocks
    assert last_line(blocks, {}, len(ENGLISH) - 1) == len(ENGLISH)


def test_a_copyright_line_is_none() -> None:
    blocks = read_text("\n".join([*ENGLISH, "© 2025 The Upland Courier"])).blocks
    assert last_line(blocks, {}, len(ENGLISH) - 1) == len(ENGLISH) - 1


def test_a_paragraph_signed_below_a_picture_is_its_caption() -> None:
    picture = (
        '<figure><img src="/b.jpg"><figcaption>The three bells on their cart. © SENTA/Ana Noll</figcaption></figure>'
    )
    article = newsclean.clean(f"<body><h1>{TITLE}</h1>{paragraphs(ENGLISH)}{picture}</body>")
    assert [caption.photographer for caption in article.captions] == ["Ana Noll"]


def test_paragraphs_above_a_credit_that_comes_again_and_again_are_the_storys() -> None:
    line = (
        "The team took the game in {} minutes, and nobody in the hall sat down before it was over. "
        "{} was the first to leave the stage that day."
    )
    body = [line.format(20 + number, name) for number, name in enumerate(("Ana", "Bo", "Cleo"))]
    raw = [
        ENGLISH[0],
        *(text for pair in zip(body, ["Credit: Skarn Games"] * 3, strict=True) for text in pair),
        ENGLISH[1],
    ]
    assert newsclean.clean("\n\n".join(raw), kind="text").text == "\n\n".join([ENGLISH[0], *body, ENGLISH[1]])


def lead(html: str) -> list[bool]:
    blocks = read_html(html).blocks
    found = [True, False, False]
    _keep_lead(found, list(map(is_prose, blocks.texts)), blocks.markups)
    return found


def test_a_lead_that_is_set_apart_stays() -> None:
    first, *others = ENGLISH
    assert lead(f'<div class="lead">{first}</div>{paragraphs(others)}') == [False, False, False]


def test_a_linked_teaser_above_the_story_does_not() -> None:
    first, *others = ENGLISH
    assert lead(f'<div><a href="/x">{first}</a></div>{paragraphs(others)}') == [True, False, False]


def test_a_line_of_date_and_time_is_no_standfirst() -> None:
    stamp = "Ana Noll, The Upland Courier 8:42 a.m. EDT June 12, 2025"
    head = [
        "Home",
        "News",
        "Sport",
        "Weather",
        "Sign in",
        "Village gets its bells back after forty years",
        stamp,
        "Share",
    ]
    assert (
        newsclean.clean("\n".join([*head, "Print", "", *ENGLISH, "", "Contact us", "Privacy policy"])).standfirst
        is None
    )


# ------------------------------------------------------------------------------------------ scripts


@pytest.mark.parametrize(
    ("text", "number"),
    [("It rained all night", 4), ("雨が一晩中降り続いた", 3), ("ฝนตกหนักตลอดทั้งคืน", 5), ("비가 밤새 내렸다", 3)],
)
def test_words_are_counted_where_no_space_parts_them(text: str, number: int) -> None:
    assert words(text) == number


@pytest.mark.parametrize("stop", ["。", "।", "۔", "။", "።", "។", "؟"])
def test_the_full_stops_of_other_scripts_end_sentences(stop: str) -> None:
    assert ends_sentence(f"x{stop}")


def test_thai_lines_end_as_sentences_do_where_they_are_long() -> None:
    line = "ชาวบ้านกว่าสามร้อยคนเดินข้ามสะพานไม้เก่าแก่เมื่อเช้าวันจันทร์ "
    assert has_no_stops(line.strip())
    assert not is_prose(line.strip())
    assert is_prose((line * 2).strip())


@pytest.mark.parametrize(
    ("text", "cased"), [("Rain", True), ("Дождь", True), ("مطر", False), ("बारिश", False), ("ฝน", False)]
)
def test_letters_without_capitals_are_known(text: str, cased: bool) -> None:
    assert is_cased(text) is cased
