"""What other extractors leave in and behind a story, in text that they cleaned already."""

from __future__ import annotations

import pytest
from pages_for_tests import STORY, check_ledger, check_spans

import newsclean
from newsclean import Article

HEADLINE = "Island ferry sailed again after three nights of storm at the lower lock"


def clean(*lines: str) -> Article:
    """Clean an extract of these lines; what comes out comes out again."""
    raw = "\n".join(lines)
    article = newsclean.clean(raw, kind="text")
    check_ledger(raw, article)
    check_spans(raw, article)
    assert newsclean.clean(article.text, kind="text").text == article.text
    return article


def paragraphs(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def by(article: Article, rule: str) -> list[str]:
    return [removal.text for removal in article.removed if removal.rule == rule]


def test_a_clean_story_is_unchanged() -> None:
    assert paragraphs(clean(*STORY)) == list(STORY)


# ------------------------------------------------------------------------------------------- printed twice


def test_a_story_printed_twice_comes_out_once() -> None:
    article = clean(*STORY, "All around the coast", *STORY[:4])
    assert paragraphs(article) == [*STORY, "All around the coast"]
    assert "\n".join(by(article, "extract.twice")).count("customs house") == 1


def test_bullets_do_not_hide_a_copy() -> None:
    article = clean(STORY[0], *(f"- {text}" for text in STORY[1:]), *STORY[1:])
    assert paragraphs(article) == [STORY[0], *(f"- {text}" for text in STORY[1:])]


def test_what_stands_between_two_copies_goes_with_them() -> None:
    article = clean(*STORY, *STORY, "Share this", "Coast and harbour", *STORY)
    assert paragraphs(article) == list(STORY)


def test_single_paragraphs_may_come_again() -> None:
    question = "What did you take with you when the water came over the wall that night, and what did you leave behind?"
    lines = [line for text in STORY for line in (question, text)]
    assert paragraphs(clean(*lines)) == lines


def test_three_paragraphs_may_come_again() -> None:
    assert len(paragraphs(clean(*STORY, *STORY[1:4]))) == len(STORY) + 3


def test_a_line_right_below_its_own_copy_goes() -> None:
    assert paragraphs(clean(STORY[0], STORY[1], STORY[1], *STORY[2:])) == list(STORY)


def test_a_caption_between_two_copies_does_not_part_them() -> None:
    assert paragraphs(clean(*STORY[:2], "The pier at dusk. (Photo: AFP/Ana Lindqvist)", *STORY[1:])) == list(STORY)


def test_short_lines_may_stand_twice() -> None:
    assert paragraphs(clean(*STORY, "“Row!”", "“Row!”", STORY[0]))[-3:] == ["“Row!”", "“Row!”", STORY[0]]


# ------------------------------------------------------------------------------------- lists of headlines

POINTERS = (
    "- Harbour: Council puts the bridge plan on hold until autumn",
    "- Budget: Why the crossing costs more from the first of June",
    "- Pilots vote on the roster – what it means for the islands",
)


def test_bulleted_headlines_between_paragraphs_are_pointers() -> None:
    article = clean(*STORY[:2], *POINTERS, *STORY[2:])
    assert paragraphs(article) == list(STORY)
    assert article.related[0].text == "Harbour: Council puts the bridge plan on hold until autumn"


def test_bulleted_headlines_at_the_end_are_pointers() -> None:
    assert paragraphs(clean(*STORY, *POINTERS)) == list(STORY)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "The council has to settle three things before the winter sets in on the coast and the ferry stops:",
            *POINTERS,
        ],
        ["What is open", *POINTERS],
        [POINTERS[0]],
        ["- Divers look at the hinges of the lower lock.", "- Pilots: They vote on the new roster on Friday night."],
        [
            "- Small boat: 40 crowns a day, 200 a week, oars included",
            "- Large boat: 90 crowns a day, 500 a week, no oars",
        ],
        ["- a coat that keeps the rain out: wool is best of all", "- boots: no one has ever come back with dry ones"],
        ["- Bread and the good butter", "- Oil: two cans", "- A lamp"],
        ["- The harbour master keeps the log of all crossings", "- The pilots keep the lamp and the bell at the lock"],
    ],
    ids=["announced", "below a heading", "one", "sentences", "prices", "small letters", "short", "no labels"],
)
def test_lists_of_the_storys_own_stay(lines: list[str]) -> None:
    assert paragraphs(clean(*STORY[:2], *lines, *STORY[2:])) == [*STORY[:2], *lines, *STORY[2:]]


# ----------------------------------------------------------------------------------------------- cut off

LEADS = [
    f"{label}: A pilot said on Monday that nobody had asked for the plan, and that it would be years before the first "
    "stone was laid at the new quay, while the board said that it had asked all of them twice and that the answers "
    f"were kept in {place}"
    for label, place in (("NO STONE LAID", "the old"), ("TWO QUESTIONS", "a box"), ("A BOX OPENED", "the attic"))
]


def test_leads_that_break_off_behind_the_story_go() -> None:
    article = clean(*STORY, *LEADS)
    assert paragraphs(article) == list(STORY)
    assert by(article, "extract.cut_off")


def test_a_last_paragraph_that_a_paywall_cut_stays() -> None:
    assert paragraphs(clean(*STORY, LEADS[0])) == [*STORY, LEADS[0]]


def test_a_text_without_full_stops_stays() -> None:
    lines = [STORY[0], *LEADS, *(text.rstrip(".") for text in STORY), *LEADS]
    assert len(paragraphs(clean(*lines))) == len(lines)


def test_lines_of_different_lengths_stay() -> None:
    lines = [LEADS[0], LEADS[1] + " of the house, " * 12 + "where it was dry", LEADS[2]]
    assert len(paragraphs(clean(*STORY, *lines))) == len(STORY) + 3


# ---------------------------------------------------------------------------------------------- headlines


def test_a_first_line_whose_words_come_again_is_the_headline() -> None:
    article = clean(HEADLINE, *STORY)
    assert article.title == HEADLINE
    assert paragraphs(article) == list(STORY)


def test_a_first_line_that_comes_again_is_the_headline() -> None:
    headline = "Why the bell rang"
    article = clean(headline, "Anna Holt", headline, *STORY)
    assert article.title == headline
    assert headline not in article.text


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sails again after the storm, and the islands are glad of it.",
        "An evening with the people who keep the great lamp burning",
        "Ferry sails again",
        "- Island ferry sailed again after three nights of storm at the lower lock",
    ],
    ids=["a sentence", "other words", "few words", "an item"],
)
def test_other_first_lines_stay(line: str) -> None:
    assert paragraphs(clean(line, *STORY)) == [line, *STORY]


def test_in_a_text_with_headings_a_first_line_may_be_a_sections() -> None:
    lines = [
        HEADLINE,
        STORY[0],
        "What the harbour master says about the lower lock",
        *STORY[1:3],
        "What comes next on Monday",
    ]
    lines += [STORY[3], "What the school on the islands did on Saturday", STORY[4]]
    assert paragraphs(clean(*lines)) == lines


def test_a_line_between_headline_and_date_is_the_standfirst() -> None:
    standfirst = "Lorries queue up to the customs house, and nobody knows who will pay for the repairs."
    article = clean(HEADLINE, standfirst, "Published 18 May 2026", *STORY)
    assert (article.title, article.standfirst) == (HEADLINE, standfirst)
    assert paragraphs(article) == list(STORY)


def test_above_the_entries_of_a_live_blog_the_line_is_the_storys() -> None:
    lines = [line for at, text in enumerate(STORY[1:]) for line in (f"1{at}:30 Uhr", text)]
    assert STORY[0] in clean(HEADLINE, STORY[0], *lines).text


# --------------------------------------------------------------------------------------- press releases

ABOUT = (
    "Nordlock is a global maker of gates for locks and harbours. The vision of Nordlock is a coast without a single "
    "rusty hinge, from the smallest sluice to the great sea gates."
)
FACTS = (
    "Nordlock is headquartered in Sundhavn, has works in 14 countries and employs about 900 people. Its shares are "
    "listed on the Nasdaq."
)


def test_what_a_company_says_of_itself_behind_its_release_is_a_note() -> None:
    article = clean(*STORY, ABOUT, FACTS)
    assert paragraphs(article) == list(STORY)
    assert [note.text for note in article.notes] == [ABOUT, FACTS]


@pytest.mark.parametrize(
    "lines",
    [
        [ABOUT],
        ["Nordlock is headquartered in Sundhavn and employs about 900 people, all of whom know the lock by now."],
        ["“Nordlock is headquartered in Sundhavn, works in 14 countries and employs 900 people,” the mayor said."],
    ],
    ids=["no facts", "two facts", "somebody says so"],
)
def test_what_news_say_of_a_company_stays(lines: list[str]) -> None:
    assert paragraphs(clean(*STORY, *lines)) == [*STORY, *lines]


def test_a_company_in_the_middle_stays() -> None:
    assert paragraphs(clean(*STORY[:2], FACTS, *STORY[2:])) == [*STORY[:2], FACTS, *STORY[2:]]
