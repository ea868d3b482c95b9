"""What pages say about themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from newsclean.metadata import read_metadata
from newsclean.model import DataImage, Metadata
from newsclean.read.html import read_html


def article(**fields: Any) -> Metadata:
    return read_metadata([json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})], [])


def test_nothing_said_is_nothing_known() -> None:
    assert read_metadata([], []) == Metadata()


def test_everything_at_once() -> None:
    page = article(
        headline="Rain &amp; snow",
        author=[{"@type": "Person", "name": "A. Day"}, {"name": "B. Night"}],
        publisher={"name": "The Valley Post"},
        datePublished="2024-05-01T10:00:00+02:00",
        dateModified="2024-05-01T09:00:00Z",
        inLanguage="en_GB",
        articleSection=["Weather", "Local"],
        articleBody="It rained.",
        description="All day.",
        url="https://post.test/rain",
        image={
            "@type": "ImageObject",
            "url": "https://post.test/r.jpg",
            "caption": "Rain",
            "creditText": "A. Day/Post",
        },
    )
    assert page == Metadata(
        title="Rain & snow",
        site="The Valley Post",
        authors=("A. Day", "B. Night"),
        published=datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=2))),
        modified=datetime(2024, 5, 1, 9, tzinfo=UTC),
        language="en-GB",
        canonical_url="https://post.test/rain",
        section="Weather",
        lead_image="https://post.test/r.jpg",
        description="All day.",
        article_body="It rained.",
        images=(DataImage("https://post.test/r.jpg", "Rain", "A. Day/Post"),),
    )


def test_meta_tags_alone() -> None:
    page = read_metadata(
        [],
        [
            ("title", " Rain \n| Post "), ("og:site_name", "Post"), ("author", "By A. Day"), ("html:lang", "de"),
            ("article:published_time", "2024-05-01T10:00:00Z"), ("canonical", "/rain"), ("og:image", "r.jpg"),
            ("description", ""), ("og:description", "All day."),
        ],
        url="https://post.test/x/",
    )  # fmt: skip
    assert (page.title, page.site, page.authors, page.language) == ("Rain | Post", "Post", ("A. Day",), "de")
    assert page.published == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert (page.canonical_url, page.lead_image) == ("https://post.test/rain", "https://post.test/x/r.jpg")
    assert page.description == "All day."


@pytest.mark.parametrize(
    "value", ["2024-05-01", "2024-05-01T10:00:00", "1 May 2024", "yesterday", "", "99999-01-01T00:00Z"]
)
def test_dates_without_a_zone_are_not_guessed(value: str) -> None:
    assert article(datePublished=value).published is None


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-01T10:00:00Z",
        "2024-05-01T12:00:00+0200",
        "Wed, 01 May 2024 10:00:00 GMT",
        " 2024-05-01 10:00:00.000+00:00 ",
    ],
)
def test_dates_with_a_zone(value: str) -> None:
    assert article(datePublished=value).published == datetime(2024, 5, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("A. Day", ("A. Day",)),
        (["A. Day", "A. Day", {"name": "B. Night"}], ("A. Day", "B. Night")),
        ({"name": "by A. Day"}, ("A. Day",)),
        ({"name": ["A. Day"]}, ("A. Day",)),
        ({"url": "https://post.test/day"}, ()),
        ("https://post.test/day", ()),
        (None, ()),
        ({"name": None}, ()),
        ([[], 3, {"name": 4}], ()),
    ],
)
def test_authors(author: Any, names: tuple[str, ...]) -> None:
    assert article(author=author).authors == names


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": ["Article", "NewsArticle"], "headline": "Rain"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": "https://schema.org/NewsArticle", "headline": "Rain"}]',
        '<!-- {"@type": "Article", "headline": "Rain"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Rain"}\n//]]>',
        '{"@type": "Article", "headline": "Rain",}',
        '{"@type": "Article", "headline": "Rain", "articleBody": "a\nb"};',
        '{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Rain"}}',
    ],
)
def test_forms_of_json_ld(script: str) -> None:
    assert read_metadata([script], []).title == "Rain"


@pytest.mark.parametrize(
    "script",
    ["", "{", "null", "3", '"x"', "[" * 100_000, '{"@type": {}}', '{"@type": "Article", "image": [3, null, {}]}'],
)
def test_broken_json_ld_is_passed_over(script: str) -> None:
    page = read_metadata([script, '{"@type": "Report", "name": "Rain"}'], [("og:title", "Rain")])
    assert page.title == "Rain"


def test_the_pages_own_article_among_teasers() -> None:
    teasers = [{"@type": "Article", "headline": f"Other {n}", "url": f"https://a.test/{n}"} for n in range(3)]
    own = {"@type": "Article", "headline": "Rain", "mainEntityOfPage": {"@id": "https://a.test/rain"}}
    script = json.dumps([*teasers, own])
    assert read_metadata([script], [("canonical", "https://a.test/rain")]).title == "Rain"
    assert read_metadata([script], [("og:title", "Rain | Post")]).title == "Rain"


def test_pictures() -> None:
    page = article(
        image=["a.jpg", {"contentUrl": "b.jpg", "description": "Rain", "creator": {"name": "A. Day"}}, "a.jpg"],
        associatedMedia=[{"url": "c.jpg"}],
    )
    assert page.images == (DataImage("a.jpg", "", ""), DataImage("b.jpg", "Rain", "A. Day"), DataImage("c.jpg", "", ""))
    assert page.lead_image == "a.jpg"


def shown(*elements: str, head: str = "") -> Metadata:
    found = read_html(f"<html><head>{head}</head><body>{''.join(elements)}<p>It rained.</p></body></html>").metadata
    assert found is not None
    return found


def test_microdata_of_the_text() -> None:
    page = shown(
        '<time itemprop="datePublished" datetime="2015-05-04T13:36:31+02:00">4 May</time>',
        '<div itemprop="dateModified" content="2015-05-05T20:13:12+02:00">5 May</div>',
        '<span itemprop="author">By Ana\n Day</span>',
    )
    assert page.published == datetime(2015, 5, 4, 13, 36, 31, tzinfo=timezone(timedelta(hours=2)))
    assert page.modified == datetime(2015, 5, 5, 20, 13, 12, tzinfo=timezone(timedelta(hours=2)))
    assert page.authors == ("Ana Day",)


def test_dates_and_authors_of_several_stories_are_nobodys() -> None:
    time = '<time itemprop="datePublished" datetime="2015-05-0{}T13:36:31+02:00">May</time>'
    link = '<a rel="author" href="/day">A. Day {}</a>'
    page = shown(*((time + link).format(number, number) for number in (1, 2)))
    assert (page.published, page.authors) == (None, ())


def test_a_link_to_the_author_names_the_author_where_nothing_else_does() -> None:
    link = '<a rel="author" href="/day"><b>Ana</b> Day</a>'
    assert shown(link, link).authors == ("Ana Day",)
    assert shown(link, head='<meta name="author" content="B. Night">').authors == ("B. Night",)
    assert shown(f'<a rel="author" href="/day">{"About Ana Day, who writes about rain. " * 3}</a>').authors == ()


def test_the_language_of_an_http_header_in_the_page() -> None:
    assert shown(head='<meta http-equiv="Content-Language" content="hu">').language == "hu"
