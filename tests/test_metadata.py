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
        "2024-05-01 10:00:00 UTC",
        "2024-05-01t10:00:00z",
        "Wed May 01 2024 12:00:00 GMT+0200 (Central European Summer Time)",
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
        ({"name": ["A. Day", "B. Night"]}, ("A. Day", "B. Night")),
        ({"givenName": "Ana", "familyName": "Day"}, ("Ana Day",)),
        ({"name": {"@value": "A. Day"}}, ("A. Day",)),
        (["A. Day", "A. DAY"], ("A. Day",)),
        (["day@post.test", "www.post.test/day"], ()),
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
        '{"@type": "schema:NewsArticle", "headline": "Rain"}',
        '{"@type": "WebSite", "name": "Post"}\n{"@type": "Article", "headline": "Rain"}',
        '\ufeff{"@type": "Article", "headline": "Rain"}',
        '/* story */ {"@type": "Article", "headline": "Rain"}',
        '{ // story\n"@type": "Article",\n// "headline": "Snow",\n"headline": "Rain"}',
        '{"@type": "Article", "headline": "Rain", "description": "it\\\'s \\"wet\\" \\\\"}',
        '/*<![CDATA[*/{"@type": "Article", "headline": "Rain"}/*]]>*/',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Rain&quot;}",
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


def test_what_is_only_referred_to() -> None:
    graph = {
        "@graph": [
            {
                "@type": "Article",
                "headline": "Rain",
                "author": [{"@id": "#a"}, {"@type": "Person", "@id": "#b"}, {"@id": "#nobody"}],
                "publisher": {"@id": "#p"},
                "image": {"@id": "#i"},
            },
            {"@type": "Person", "@id": "#a", "name": "A. Day"},
            {"@type": "Person", "@id": "#b", "name": "B. Night"},
            {"@type": "Organization", "@id": "#p", "name": "The Valley Post"},
            {"@type": "ImageObject", "@id": "#i", "url": "r.jpg?a=1&copy=2", "caption": "Rain &amp; snow"},
        ]
    }
    page = read_metadata([json.dumps(graph)], [], url="https://post.test/rain")
    assert page.authors == ("A. Day", "B. Night")
    assert page.site == "The Valley Post"
    assert page.images == (DataImage("r.jpg?a=1&copy=2", "Rain & snow", ""),)
    assert page.lead_image == "https://post.test/r.jpg?a=1&copy=2"


def test_a_web_page_tells_its_dates_and_author_where_there_is_no_article() -> None:
    told = {
        "@type": "WebPage",
        "name": "Rain - The Valley Post",
        "datePublished": "2024-05-01T10:00:00Z",
        "author": "A. Day",
    }
    site = {"@type": "WebSite", "name": "The Valley Post"}
    page = read_metadata([json.dumps([told, site])], [])
    assert (page.published, page.authors) == (datetime(2024, 5, 1, 10, tzinfo=UTC), ("A. Day",))
    assert (page.title, page.site) == (None, "The Valley Post")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<h1>The ferry sails again</h1>", None),
        ("<title>The ferry sails again | Post</title>", None),
        ('<link rel="Canonical alternate" href="https://post.test/ferry/">', None),
        ("", "https://www.post.test/ferry?utm=1"),
    ],
)
def test_the_pages_article_is_told_by_headline_or_address(head: str, url: str | None) -> None:
    told = [
        {"@type": "NewsArticle", "headline": "Another story", "url": "https://post.test/other", "author": "Nobody"},
        {
            "@type": "NewsArticle",
            "headline": "The ferry sails again",
            "url": "https://post.test/ferry",
            "author": "A. Day",
        },
    ]
    page = f'{head}<script type="Application/LD+JSON">{json.dumps(told)}</script><p>It sails.</p>'
    metadata = read_html(page, url=url).metadata
    assert metadata is not None
    assert metadata.authors == ("A. Day",)


def test_entities_that_templates_escape_twice() -> None:
    tags = [("og:title", "Rain &amp; snow"), ("og:image", "a.jpg?x=1&copy=2"), ("author", "A. Day &amp; B. Night")]
    page = read_metadata([], tags)
    assert (page.title, page.lead_image) == ("Rain & snow", "a.jpg?x=1&copy=2")
    assert page.authors == ("A. Day & B. Night",)
