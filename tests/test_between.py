"""What stands between a story's paragraphs or behind its last, and is told by tags, names and places, not by words."""

from __future__ import annotations

import json

import pytest

import newsclean
from newsclean import Article
from newsclean.pages.asides import asides
from newsclean.pages.links import home, site_of
from newsclean.read.html import read_html

PARAGRAPHS = (
    "The ferry to the outer islands sailed again on Monday after three weeks in dock, the first lorries aboard by six.",
    "“We had nearly run out of flour,” said Marta Oleandro, who bakes for the villages and drove down before dawn.",
    "By noon the queue reached the old customs house, and by evening, as the harbour master had said, it was gone.",
    "A spokesman for the harbour board declined to comment on what the repair had cost, or who would pay for it.",
)
STORY = json.dumps({
    "@type": "NewsArticle", "headline": "Ferry sails again", "author": {"@type": "Person", "name": "Ana Lindqvist"},
})  # fmt: skip


def page(*, above: str = "", between: str = "", below: str = "") -> str:
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<html><head><script type="application/ld+json">{STORY}</script>'
        '<link rel="canonical" href="https://www.coast.example/ferry"></head>'
        f"<body><article><h1>Ferry sails again</h1>{above}{first}{between}{''.join(rest)}{below}</article></body>"
    )


def rules_of(article: Article) -> set[str]:
    return {entry.rule for entry in article.ledger}


def check(markup: str, rule: str | None) -> Article:
    """The story comes out whole, and what was put beside it by the rule; None where it has to stay."""
    article = newsclean.clean(markup, kind="html")
    for paragraph in PARAGRAPHS:
        assert paragraph in article.text
    if rule is not None:
        assert rule in rules_of(article)
        assert article.text == "\n\n".join(PARAGRAPHS)
    return article


@pytest.mark.parametrize(
    "bio",
    [
        "Ana Lindqvist is a keeper of the northern lamp and has never missed a ferry in all of forty years.",
        "Our correspondent Ana Lindqvist writes from the outer islands, where she has lived since the great flood.",
        "Ana Lindqvist ist seit zwanzig Jahren auf den Inseln und wird auch das nächste Jahr dort verbringen.",
    ],
)
def test_who_the_author_is_goes_from_the_end(bio: str) -> None:
    article = check(page(below=f"<p>{bio}</p>"), "author.bio")
    assert [note.text for note in article.notes] == [bio]


def test_an_author_in_the_middle_of_a_story_stays() -> None:
    said = "Ana Lindqvist is a keeper of the northern lamp, and it was she who saw the ferry come in, said the board."
    assert said in check(page(between=f"<p>{said}</p>"), None).text


def test_somebody_else_at_the_end_stays() -> None:
    said = "Marta Oleandro is a baker on the outer islands and has never missed a ferry in all of her forty years."
    assert said in check(page(below=f"<p>{said}</p>"), None).text


@pytest.mark.parametrize(
    "line", ["21 mins ago 11:48 Ana Lindqvist", "Ana Lindqvist 7 hours", "11:48 Uhr | Ana Lindqvist"]
)
def test_an_entrys_author_and_time_go(line: str) -> None:
    article = check(page(between=f"<div>{line}</div>"), "author.line")
    assert article.byline == "Ana Lindqvist"


def test_a_speakers_name_stays() -> None:
    assert "Ana Lindqvist:" in check(page(between="<p><b>Ana Lindqvist:</b></p>"), None).text


def test_headlines_in_capitals_that_are_links_go() -> None:
    promo = "<p><strong><a href='/berth'>HARBOUR BOARD RAISES THE PRICE OF A BERTH AGAIN</a></strong></p>"
    article = check(page(between=promo), "promo.shouted")
    assert [story.url for story in article.related] == ["https://www.coast.example/berth"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>HARBOUR BOARD RAISES THE PRICE OF A BERTH AGAIN</p>",
        "<h2><a href='/berth'>HARBOUR BOARD RAISES THE PRICE AGAIN</a></h2>",
    ],
)
def test_capitals_that_are_no_link_or_a_heading_stay(line: str) -> None:
    assert "PRICE" in check(page(between=line), None).text


def test_an_arrow_with_a_link_is_a_promo() -> None:
    article = check(
        page(between="<p>&gt;&gt; Find <a href='/times'>all sailing times of the winter here</a></p>"), "promo.arrow"
    )
    assert article.related[0].text == "Find all sailing times of the winter here"


def test_an_arrow_without_a_link_stays() -> None:
    line = "→ The bottom line: the ferry will sail, whatever the board decides."
    assert line in check(page(between=f"<p>{line}</p>"), None).text


@pytest.mark.parametrize("words", ["Learn more about", "Alles über", "Scopri"])
def test_a_pointer_into_the_site_is_a_promo(words: str) -> None:
    article = check(page(between=f"<p>{words} <a href='/berths'>the price of a berth</a></p>"), "promo.pointing")
    assert [story.text for story in article.related] == ["the price of a berth"]


@pytest.mark.parametrize(
    "line",
    [
        "Learn more about <a href='https://harbour.example/'>the price of a berth</a>",
        "Watch for <a href='/berths'>the price of a berth</a>.",
        "Learn more about the price of a berth and the lamp <a href='/berths'>here</a>",
    ],
)
def test_pointers_elsewhere_sentences_and_small_links_stay(line: str) -> None:
    assert "the price of a berth" in check(page(between=f"<p>{line}</p>"), None).text


@pytest.mark.parametrize("tag", ["p", "li"])
def test_a_label_with_a_linked_headline_of_the_site_is_a_promo(tag: str) -> None:
    line = f"<{tag}>Harbour: <a href='https://www.coast.example/1'>Board raises the price of a berth</a></{tag}>"
    article = check(page(between=line), "promo.labelled")
    assert [(story.label, story.text) for story in article.related] == [
        ("Harbour", "Board raises the price of a berth")
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://harbour.example/1'>Board raises the price of a berth</a>",
        "<a href='/1'>Board raises the price of a berth</a> and waits.",
        "<a href='#1'>Board raises the price of a berth</a>",
        "<a href='/1'>Northern rock</a>",
    ],
)
def test_a_label_with_another_link_stays(link: str) -> None:
    assert "Lamp keeper: " in check(page(between=f"<p>Lamp keeper: {link}</p>"), None).text


def test_a_page_without_an_address_is_at_home_where_most_links_lead() -> None:
    links = "".join(f'<a href="{href}">x</a> ' for href in ("//a.coast.example", "//b.coast.example", "//lamp.example"))
    assert home(read_html(f"<p>{links}</p>")) == "coast.example"
    assert home(read_html("<p>It rained.</p>")) == ""
    assert site_of("http://[half") == ""


POINTS = "".join(
    f"<li>{point}</li>" for point in ("The ferry sails again.", "It was in dock for three weeks.", "Flour ran out.")
)


@pytest.mark.parametrize("label", ["Kort fortalt", "Key points:", "Darum geht’s"])
def test_a_box_that_sums_the_story_up_goes(label: str) -> None:
    check(page(above=f"<div><h2>{label}</h2><ul>{POINTS}</ul></div>"), "summary.points")


def test_a_list_below_such_a_label_in_the_story_stays() -> None:
    article = check(page(below=f"<h2>Key points</h2><ul>{POINTS}</ul><p>{PARAGRAPHS[0]}</p>"), None)
    assert "Flour ran out." in article.text


def test_the_only_line_in_a_pictures_box_is_its_caption() -> None:
    caption = "The old pier on the morning after the great storm"
    article = check(
        page(between=f'<div class="picBox"><img src="/pier.jpg"><p>{caption}</p></div>'), "caption.in_picture"
    )
    assert [(found.text, found.image_url) for found in article.captions] == [
        (caption, "https://www.coast.example/pier.jpg")
    ]


def test_a_heading_between_an_image_and_its_credit_is_the_caption() -> None:
    box = '<div class="shot"><img src="/pier.jpg"><h1>The ferry at the old pier, with the board’s flag</h1></div>'
    box += "<p>Photo: AFP</p>"
    article = check(page(between=box), "caption.above_credit")
    assert (article.captions[0].text, article.captions[0].agency) == (
        "The ferry at the old pier, with the board’s flag",
        "AFP",
    )


def test_a_box_that_opens_over_a_name_is_no_text() -> None:
    box = (
        '<p>Mayor <span class="rollover"><a href="/holt">Eva Holt</a><span class="rollover-block">'
        '<a href="/holt">Eva Holt</a><a href="/a">Board raises the price</a></span></span> was there, and so were most '
        "of the bakers of the islands.</p>"
    )
    said = "Mayor Eva Holt was there, and so were most of the bakers of the islands."
    assert said in check(page(between=box), None).text
    assert [block.text for block in read_html('<div class="tooltip-content">It rained.</div>').blocks] == ["It rained."]


def test_a_list_of_links_is_all_the_storys_or_none_of_it() -> None:
    items = "".join(f"<li>More: <a href='/{n}'>The harbour board and its long winter {n}</a></li>" for n in range(3))
    blocks = read_html(f"<p>It rained.</p><ul>{items}</ul><p>It stopped.</p>").blocks
    assert asides(blocks, [4000, -2000, -300, 100, 4000], 0, 0, 4) == {1, 2, 3}
    assert asides(blocks, [4000, 2000, -900, 1000, 4000], 0, 0, 4) == frozenset()
