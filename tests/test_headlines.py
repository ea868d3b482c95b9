"""The headline of raw text: which line above the body it is, and what is done where there is none."""

from __future__ import annotations

import newsclean

HEADLINE = "Lighthouse keeper of Skarn hands his lamp to a computer"
STANDFIRST = "The lamp has been lit by hand since the year the harbour was dug"
MENU = ["Menu", "News", "Sport", "Food & Drink", "Harbour Radio", "Weather this week", "Sign in", "Subscribe"]
STORY = [
    "The last keeper of the lighthouse at Skarn climbed its 204 steps on Monday, and the lamp came on without him.",
    "A computer in the harbour office now tells the lamp when dusk falls, and rings a bell if a bulb should fail.",
    '"I was asked to press a button, so I pressed it," said Odd Reinholt, who kept the lamp for thirty-one years.',
    "The harbour board says that the lighthouse will be open to visitors from May, and that the keeper may guide them.",
]
FOOTER = ["More stories", "About us", "Contact", "Terms of use", "© 2025 Skarn Courier"]


def cleaned(*head: str) -> newsclean.Article:
    return newsclean.clean("\n".join([*head, *STORY, *FOOTER]), kind="text")


def test_the_line_that_the_pages_title_repeats_is_the_headline() -> None:
    article = cleaned(f"{HEADLINE} - Skarn Courier", *MENU, HEADLINE, "By Tove Lind", "March 3, 2025", "Food & Drink")
    assert article.title == HEADLINE


def test_a_headline_in_other_words_than_the_pages_title_is_the_headline() -> None:
    title = "Computer lights Skarn lighthouse as last keeper hands over lamp | Skarn Courier"
    assert cleaned(title, *MENU, HEADLINE, "By Tove Lind", "Skarn Courier Weekend").title == HEADLINE


def test_without_the_pages_title_the_storys_words_tell() -> None:
    assert cleaned(*MENU, HEADLINE, "By Tove Lind", "Harbour Radio live on Sunday").title == HEADLINE


def test_the_sites_name_below_the_headline_is_none() -> None:
    assert cleaned(f"{HEADLINE} - Skarn Courier Online", *MENU, HEADLINE, "Skarn Courier Online").title == HEADLINE


def test_below_the_headline_stands_the_standfirst() -> None:
    article = cleaned(*MENU, HEADLINE, STANDFIRST, "By Tove Lind", "March 3, 2025")
    assert (article.title, article.standfirst) == (HEADLINE, STANDFIRST)


def test_a_kicker_above_the_headline_is_none() -> None:
    assert cleaned(*MENU, "Lighthouse of Skarn", HEADLINE, "By Tove Lind").title == HEADLINE


def test_the_pages_title_alone_is_taken_without_the_sites_name() -> None:
    article = cleaned(f"{HEADLINE} | Skarn Courier", *MENU)
    assert article.title == HEADLINE
    assert article.ledger[0].label == "title"


def test_a_page_whose_lines_above_the_story_have_nothing_to_do_with_it_has_no_headline() -> None:
    assert cleaned(*MENU, "Win a week in our cabins").title is None


def test_japanese_headlines_are_told_by_their_signs() -> None:
    headline = "灯台守が最後の明かりをともす"
    story = ["灯台守の最後の一人が月曜日に階段を上り、明かりをともした。" * 2] * 3
    menu = ["メニュー", "ホーム", "社会", "経済", "スポーツ", "ログイン", "会員登録", "今週の天気予報と番組案内"]
    page = [*menu, headline, "2025年3月3日 10時15分", *story, "関連記事", "港の朝市が再開", "利用規約"]
    assert newsclean.clean("\n".join(page), kind="text").title == headline


def test_an_extracts_first_line_with_the_sites_name_is_its_headline() -> None:
    article = newsclean.clean("\n\n".join([f"{HEADLINE} | Skarn Courier", *STORY]))
    assert article.title == HEADLINE
    assert article.text == "\n\n".join(STORY)


def test_an_extracts_first_line_with_a_dash_is_one_where_the_headline_follows() -> None:
    article = newsclean.clean("\n\n".join([f"{HEADLINE} - Skarn Courier", "Skarn", HEADLINE, *STORY]))
    assert article.title == HEADLINE
    assert HEADLINE not in article.text


def test_a_first_line_with_a_dash_alone_stays() -> None:
    line = "Four minutes of dark - and nobody noticed"
    article = newsclean.clean("\n\n".join([line, *STORY]))
    assert article.title is None
    assert article.text.startswith(line)


def test_an_extracts_caption_above_its_credit_does_not_hide_the_headline() -> None:
    article = newsclean.clean("\n\n".join([HEADLINE, "The lamp at dusk", "Photo: Tove Lind", *STORY]))
    assert article.title == HEADLINE
    assert [caption.text for caption in article.captions] == ["The lamp at dusk"]


def test_a_title_that_names_section_and_site_gives_way_to_the_headline_in_it() -> None:
    article = cleaned(f"{HEADLINE} - Skarn Courier - Harbour", *MENU, HEADLINE, "Share", "Print")
    assert article.title == HEADLINE
