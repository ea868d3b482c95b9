"""Teasers and captions that raw text gives away by how it is set, on whole pages."""

from __future__ import annotations

import pytest
from pages_for_tests import STORY, check_ledger, check_spans

import newsclean

MENU = "\n\n".join(
    (
        "Skip to main content",
        "Home",
        "News",
        "Sport",
        "Weather",
        "Subscribe",
        "Log in",
        "Search",
        "Menu",
        "Newsletters",
        "Podcasts",
    )
)
HEAD = "Ferry sails again after the storm\n\nBy Anna Holm\n\nPublished: May 12, 2026\n\nShare\n\nFacebook\n\nWhatsApp"
FOOT = (
    "More from the coast\n\nPrivacy policy\n\nTerms of use\n\nCookie settings\n\nContact us\n\nAbout us"
    "\n\nAdvertise with us\n\n© 2026 Harbour Sheet. All rights reserved."
)


def page(*between: str) -> str:
    """Return a whole page with something between the third and the fourth paragraph of its story."""
    return "\n\n".join((MENU, HEAD, *STORY[:3], *between, *STORY[3:], FOOT))


def rules(raw: str, text: str) -> list[str]:
    """Return by which rules lines that hold some text went."""
    article = newsclean.clean(raw)
    check_ledger(raw, article)
    check_spans(raw, article)
    for paragraph in STORY:
        assert paragraph in article.text
    return [entry.rule for entry in article.ledger if text in raw[entry.span.start : entry.span.end]]


LIST = "Council puts the bridge plan on hold\nWhy the ferry costs more from June\nFive things to know about the budget"


def test_the_page_of_these_tests_comes_out_whole() -> None:
    assert newsclean.clean(page()).text == "\n\n".join(STORY)


def test_a_tight_list_of_headlines_goes() -> None:
    assert rules(page(LIST), "Why the ferry costs more") == ["teaser.list"]
    assert newsclean.clean(page(LIST)).text == "\n\n".join(STORY)


def test_what_stands_tight_with_a_promo_goes_with_it() -> None:
    raw = page("Newsblog: All about the storm\nHarbour closed\nGates of the lock shut")
    assert rules(raw, "Harbour closed") == ["teaser.list"]


@pytest.mark.parametrize(
    "between",
    [
        LIST.replace("\n", "\n\n"),  # headlines that stand apart may be sub-headings
        "To be brought along:\n" + LIST,  # a list that the story announces
        "- " + LIST.replace("\n", "\n- "),
        "It was cold on the quay that day.\nThe pilots waited in the customs house until noon.",  # sentences
        "Two of the boats\nThe old lock\nAll else",  # too few words for headlines
        "Monday 12 boats and 3 ferries\nTuesday 9 boats and 2 ferries\nFriday 7 boats and 1 ferry",  # a table
    ],
)
def test_other_lines_stay(between: str) -> None:
    text = newsclean.clean(page(between)).text
    for line in between.split("\n"):
        assert line.strip() in text


def test_a_list_stays_where_all_lines_stand_tight() -> None:
    raw = page(LIST).replace("\n\n", "\n")
    assert "Why the ferry costs more from June" in newsclean.clean(raw).text


def test_a_list_in_an_extract_stays() -> None:
    raw = "\n\n".join((*STORY[:3], LIST, *STORY[3:]))
    assert newsclean.clean(raw).text == raw.replace("\n\n", "\n").replace("\n", "\n\n")


@pytest.mark.parametrize("date", ["12. 5. 2026 13:31", "May 10, 2026", "3 hours ago", "včera 14:40", "By Jens Ahrend"])
def test_a_headline_above_a_date_or_byline_goes(date: str) -> None:
    raw = page("Council puts the bridge plan on hold", date)
    assert rules(raw, "Council puts") == ["teaser.dated"]
    assert newsclean.clean(raw).text == "\n\n".join(STORY)
    assert "Council puts the bridge plan on hold" in [related.text for related in newsclean.clean(raw).related]


@pytest.mark.parametrize("between", [("2026-05-10",), ("10:15",), ("— Anna Holm (@annaholm)", "May 10, 2026")])
def test_dates_without_a_headline_stay(between: tuple[str, ...]) -> None:
    raw = page(*between)
    assert not any(rule.startswith("teaser.") for rule in rules(raw, between[0]))


def test_the_title_of_a_newsletter_box_goes() -> None:
    raw = page("Newsletter", "Out on the water!", "Sign up for our newsletter and get the latest news in your inbox.")
    assert rules(raw, "Out on the water!") == ["teaser.newsletter_title"]
    assert "Out on the water!" in newsclean.clean(page("Out on the water!")).text


@pytest.mark.parametrize("third", ["Anna Holm", "Anna H. Holm"])
def test_a_single_related_story_takes_kicker_and_author(third: str) -> None:
    raw = page("Lesen Sie auch", "Hafen und Küste", "Warum die Fähre jetzt teurer wird", third)
    assert newsclean.clean(raw).text == "\n\n".join(STORY)
    without = page("Lesen Sie auch", "Warum die Fähre jetzt teurer wird", "Was die Stadt jetzt sagt")
    assert "Was die Stadt jetzt sagt" in newsclean.clean(without).text


def caption(raw: str) -> list[tuple[str | None, str | None]]:
    article = newsclean.clean(raw)
    check_ledger(raw, article)
    assert article.text == "\n\n".join(STORY)
    return [(found.text, found.credit) for found in article.captions]


def test_a_doubtful_credit_between_caption_and_paragraph() -> None:
    assert caption(page("Lorries wait at the old customs house.", "REUTERS")) == [
        ("Lorries wait at the old customs house.", "REUTERS")
    ]
    assert caption(page("Lorries wait at the old customs house.", "Anna Holm (REUTERS)")) == [
        ("Lorries wait at the old customs house.", "Anna Holm (REUTERS)")
    ]


def test_a_credit_above_its_caption() -> None:
    assert caption(page("Getty Images\nLorries wait at the old customs house")) == [
        ("Lorries wait at the old customs house", "Getty Images")
    ]


def test_a_long_paragraph_above_a_doubtful_credit_stays() -> None:
    assert newsclean.clean(page("REUTERS")).text == "\n\n".join(STORY)


def test_a_caption_below_the_button_of_a_gallery() -> None:
    assert caption(page("View 6 Images", "Anna Holm, harbour master")) == [("Anna Holm, harbour master", None)]
