"""Cleaning HTML: the same laws, and what markup tells beyond the text."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from pages_for_tests import CORPORA, check_ledger, check_reasons, check_spans

import newsclean
from newsclean import Article, Cleaner
from newsclean.read.html import read_html
from newsclean.rules.ruleset import builtin_rules

PER_CORPUS = 8
SAYS = {rule.id: rule.says for rule in builtin_rules().rules}
HEADLINE = "Ferry sails again after three weeks in dock"
CAPTION = "The ferry at the old pier on Monday morning. Photo: Ana Lindqvist/REUTERS"
BODY = (
    "The ferry to the outer islands sailed again on Monday after three weeks in dock, the first lorries aboard by six.",
    "“We had nearly run out of flour,” said Marta Oleandro, who bakes for the villages and drove down before dawn.",
    "By noon the queue reached the old customs house, and by evening, as the harbour master had said, it was gone.",
    "A long wait",
    "Read aloud, the letter of thanks took eleven minutes, and nobody in the hall moved until it was over & done with.",
    "A spokesman for the harbour board declined to comment on what the repair had cost, or who would pay for it.",
    "The next sailing is on Friday.",
)
OTHERS = ("Harbour board raises the price of a berth again", "Last lamp keeper leaves the northern rock")
COMMENT = "What a lovely ferry it is, I have used it for forty years and never once been sick on it."


def links(*names: str) -> str:
    return "<ul>" + "".join(f'<li><a href="/{name}">{name}</a></li>' for name in names) + "</ul>"


PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} - The Harbour Sheet</title>
<meta property="og:title" content="{HEADLINE}"><script>var a = "<p>{COMMENT}</p>";</script></head><body>
<a class="skip" href="#main">Skip to content</a>
<nav>{links("Home", "News", "Politics", "Business", "Sport", "Weather", "Search", "Menu", "Log in", "Podcasts")}</nav>
<main id="main"><article><h1>{HEADLINE}</h1>
<div class="byline">By <a href="/ana">Ana Lindqvist</a></div><time datetime="2025-05-12">12 May 2025, 08:14</time>
<figure><img src="a.jpg" alt="Pier"><figcaption>{CAPTION}</figcaption></figure>
<p>{BODY[0].replace("six", "<b>six</b>")}</p>
<p>{BODY[1].replace("Marta Oleandro", '<a href="/m">Marta Oleandro</a>')}</p>
<div class="ad">Advertisement</div>
<p>{BODY[2]}</p>
<aside class="related"><h3>Related stories</h3>{links(*OTHERS)}</aside>
<h2>{BODY[3]}</h2>
<p>{BODY[4].replace("&", "&amp;")}</p>
<p>{BODY[5]}</p>
<p>{BODY[6]}</p>
<div class="share"><button>Share</button><button>Facebook</button></div></article>
<section class="comments"><h2>Comments</h2><p>{COMMENT}</p></section></main>
<footer>{links("Privacy policy", "Contact us", "About us", "Cookie settings", "Terms and conditions")}
<p>© 2025 The Harbour Sheet. All rights reserved.</p></footer></body></html>"""


def account(markup: str, article: Article) -> None:
    """Spans index the rendered text, which `read_html` gives."""
    rendered = read_html(markup).source
    check_ledger(rendered, article)
    check_spans(rendered, article)
    check_reasons(article, SAYS)


def test_html_is_told_from_text() -> None:
    assert newsclean.clean(PAGE).kind == "html"
    assert newsclean.clean(PAGE.encode()).kind == "html"
    assert newsclean.clean(f"<p>{BODY[0]}</p>", kind="html").kind == "html"
    assert newsclean.clean(BODY[0]).kind == "text"
    assert newsclean.clean(PAGE, kind="text").kind == "text"
    assert newsclean.clean(f"{BODY[0]}\n\nIf a < b and b > c, <p> is a tag, he said.").kind == "text"


def test_text_and_bytes_give_the_same() -> None:
    assert newsclean.clean(PAGE.encode()) == newsclean.clean(PAGE)


def test_nothing_of_a_page_is_lost() -> None:
    account(PAGE, newsclean.clean(PAGE))


def test_the_sites_parts_go_and_the_prose_stays() -> None:
    text = newsclean.clean(PAGE).text
    paragraphs = text.split("\n\n")
    prose = [paragraph for paragraph in BODY if paragraph.endswith(".")]
    assert [paragraph for paragraph in paragraphs if paragraph in prose] == prose
    for part in ("Home", "Skip to content", "Advertisement", "Facebook", "Privacy policy", "©", COMMENT, *OTHERS):
        assert part not in text


def test_a_sub_heading_behind_a_related_box_stays() -> None:
    article = newsclean.clean(PAGE)
    assert [item.text for item in article.related] == list(OTHERS)
    assert [paragraph.text for paragraph in article.paragraphs] == list(BODY)


def test_the_h1_is_the_headline() -> None:
    assert newsclean.clean(PAGE).title == HEADLINE


def test_a_gallery_looks_at_each_image_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Icon:
        def search(self, source: str) -> None:
            asked.append(source)

    monkeypatch.setattr("newsclean.pages.pictures._ICON", Icon())
    figures = "".join(
        f"<p>{BODY[0]}</p><figure><img src='{number}.jpg'><figcaption>Pier {number}. Photo: AFP</figcaption></figure>"
        for number in range(60)
    )
    found = newsclean.clean(f"<html><body><article><h1>{HEADLINE}</h1>{figures}</article></body></html>", kind="html")
    assert [caption.image_url for caption in found.captions] == [f"{number}.jpg" for number in range(60)]
    assert len(asked) <= 2 * 60


def test_a_figcaption_is_a_caption() -> None:
    wanted = ("The ferry at the old pier on Monday morning.", "Ana Lindqvist", "Reuters")
    captions = newsclean.clean(PAGE).captions
    assert [(caption.text, caption.photographer, caption.agency) for caption in captions] == [wanted]


def test_a_byline_is_read() -> None:
    assert newsclean.clean(PAGE).byline == "Ana Lindqvist"


def test_a_fragment_is_the_body() -> None:
    markup = "".join(f"<p>{paragraph.replace('&', '&amp;')}</p>" for paragraph in BODY if paragraph.endswith("."))
    article = newsclean.clean(markup, kind="html")
    assert [paragraph.text for paragraph in article.paragraphs] == [line for line in BODY if line.endswith(".")]
    assert article.removed == ()


def test_explaining_tells_what_cleaning_does() -> None:
    explained = Cleaner().explain(PAGE)
    assert explained.article == newsclean.clean(PAGE)
    for line in explained.lines:
        (entry,) = [
            e for e in explained.article.ledger if e.span.start <= line.span.start and line.span.end <= e.span.end
        ]
        assert (line.label, line.rule) == (entry.label, entry.rule)


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<p>", "<html><body><script>x</script></body></html>", "<!DOCTYPE html>", "<", "<<>>"]
)
def test_nothing_makes_it_fail(markup: str) -> None:
    article = newsclean.clean(markup, kind="html")
    account(markup, article)
    article.to_json()


@pytest.mark.skipif(not CORPORA.exists(), reason="the shared corpora are not here")
def test_nothing_of_a_real_page_is_lost() -> None:
    for folder in sorted(CORPORA.glob("*/html")):
        for path in sorted(folder.glob("*.html.gz"))[:PER_CORPUS]:
            markup = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            try:
                account(markup, newsclean.clean(markup, kind="html"))
            except AssertionError as error:
                raise AssertionError(f"{folder.parent.name}/{path.name}: {error}") from error


# What only HTML has: pictures, addresses, metadata

QUAY = "Lorries wait on the quay."
SITE = "https://harboursheet.example/news/ferry.html"
DATA = f"""{{"@type": "NewsArticle", "headline": "{HEADLINE}", "author": {{"name": "Ana Lindqvist"}},
"datePublished": "2025-05-12T08:14:00+02:00", "articleSection": "Islands", "publisher": {{"name": "The Harbour Sheet"}},
"image": {{"url": "/lead.jpg", "caption": "The pier"}}}}"""


def page(body: str, head: str = "") -> str:
    """A page around a body, with a headline where the body has none."""
    top = "" if "<h1" in body else f"<h1>{HEADLINE}</h1>"
    head = f"<head><title>{HEADLINE}</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body><article>{top}{body}</article></body></html>"


def story(*between: str) -> str:
    """The story's paragraphs, with something after each of the first ones."""
    prose = [f"<p>{line.replace('&', '&amp;')}</p>" for line in BODY if line.endswith(".")]
    return "".join(a + b for a, b in zip(prose, [*between, *[""] * len(prose)], strict=False))


def prose(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


PROSE = [line for line in BODY if line.endswith(".")]


@pytest.mark.parametrize(
    ("markup", "credit"),
    [
        ("<figcaption>QUAY <cite>Ola Brandt</cite></figcaption>", "Ola Brandt"),
        ("<figcaption>QUAY <span class='credit'>Ola Brandt</span></figcaption>", "Ola Brandt"),
        ("<figcaption>QUAY <small>Photo: Ola Brandt</small></figcaption>", "Ola Brandt"),
        ("<figcaption><p>QUAY</p><p>Photo:</p><p>Ola Brandt / AFP</p></figcaption>", "Ola Brandt / AFP"),
        ("<figcaption>QUAY</figcaption><span class='copyright'>© Ola Brandt/AFP</span>", "Ola Brandt/AFP"),
        ("<div class='caption'>QUAY</div>", None),
        ("<figcaption>QUAY</figcaption>", None),
    ],
)
def test_captions_and_credits_by_markup(markup: str, credit: str | None) -> None:
    markup = markup.replace("QUAY", QUAY)
    article = newsclean.clean(page(story(f"<figure><img src='quay.jpg'>{markup}</figure>")), url=SITE)
    [caption] = article.captions
    assert (caption.text, caption.credit, caption.source) == (QUAY, credit, "markup")
    assert (caption.image_url, caption.kind) == ("https://harboursheet.example/news/quay.jpg", "photo")
    assert caption.after == 0
    assert prose(article) == PROSE


def test_copies_for_narrow_screens_come_once() -> None:
    text = "Lorries wait on the quay on Monday. Photo: Ola Brandt/AFP"
    figure = f"<figure><img src='a.jpg'><figcaption>{text}</figcaption><figcaption>{text}</figcaption></figure>"
    article = newsclean.clean(page(story(figure)))
    assert [caption.photographer for caption in article.captions] == ["Ola Brandt"]


def test_the_lead_picture_may_stand_above_the_headline() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>The ferry at the old pier.</figcaption></figure>"
    article = newsclean.clean(page(f"{figure}<h1>{HEADLINE}</h1>{story()}"))
    assert [(caption.text, caption.after) for caption in article.captions] == [("The ferry at the old pier.", -1)]
    assert article.title == HEADLINE


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        ("<figure class='video-player'><img src='a.jpg'><figcaption>The first sailing.</figcaption></figure>", "video"),
        ("<figure><img src='a.jpg'><figcaption>Video: the first sailing.</figcaption></figure>", "video"),
        ("<figure class='infographic'><img src='a.jpg'><figcaption>Sailings a year.</figcaption></figure>", "graphic"),
        ("<figure><img src='a.jpg'><figcaption>Sailings a year. Graphic: Ola Brandt</figcaption></figure>", "graphic"),
        ("<figure><img src='a.jpg'><figcaption>She holds a chart of the sound.</figcaption></figure>", "photo"),
        ("<figure class='map'><img src='a.jpg'><figcaption>Where the ferry sails.</figcaption></figure>", "graphic"),
        ("<figure><video src='a.mp4'></video><figcaption>The first sailing.</figcaption></figure>", "video"),
        (
            "<figure><iframe src='//video.example/7'></iframe><figcaption>The first sailing.</figcaption></figure>",
            "video",
        ),
        ("<figure><iframe src='/chart/7'></iframe><figcaption>Sailings a year.</figcaption></figure>", "graphic"),
    ],
)
def test_kinds_of_pictures(figure: str, kind: str) -> None:
    assert [caption.kind for caption in newsclean.clean(page(story(figure))).captions] == [kind]


CAPTIONED = "The first lorries on the quay."


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img src="data:image/gif;base64,x" data-lazy="/q.jpg">', "/q.jpg"),
        ('<img src="/placeholder.gif" data-srcset="/q.jpg 300w, /r.jpg 900w">', "/q.jpg"),
        (
            '<img src="/img/spacer.png" data-hi-res-src="https://cdn.example/q.webp?w=9">',
            "https://cdn.example/q.webp?w=9",
        ),
        ('<img src="/q.jpg" data-caption="A day.">', "/q.jpg"),
        ('<picture><source srcset="/q.webp 1x, /r.webp 2x"><img alt="x"></picture>', "/q.webp"),
        ('<video poster="/q.jpg" src="/v.mp4"></video>', "/q.jpg"),
        ('<div style="background-image: url(/q.jpg)"></div>', None),
        ("<x-picture></x-picture>", None),
    ],
)
def test_pictures_that_scripts_and_styles_draw_have_captions(image: str, url: str | None) -> None:
    figure = f"<figure>{image}<figcaption>{CAPTIONED}</figcaption></figure>"
    [caption] = newsclean.clean(page(story(figure))).captions
    assert (caption.text, caption.image_url) == (CAPTIONED, url)


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><blockquote>It is the only way.</blockquote><figcaption>Ana Noll, the mayor</figcaption></figure>",
        "<div class='author-box'><figure><img src='/a.jpg'><figcaption>Ana Noll</figcaption></figure></div>",
        "<figure><img src='/a.jpg'><button>Show caption</button></figure>",
        "<figure><figcaption>Powered by</figcaption></figure>",
    ],
)
def test_not_all_that_stands_in_figures_is_a_caption(figure: str) -> None:
    article = newsclean.clean(page(story(figure)))
    assert article.captions == ()
    assert ("Ana Noll" in article.text) is ("blockquote" in figure)


@pytest.mark.parametrize(
    ("base", "url", "wanted"),
    [
        ("https://cdn.example/i/", SITE, "https://cdn.example/i/q"),
        ("/i/", SITE, "https://harboursheet.example/i/q"),
        ("https://cdn.example/i/", None, "https://cdn.example/i/q"),
        ("", SITE, "https://harboursheet.example/news/q"),
    ],
)
def test_addresses_are_joined_to_the_pages_base(base: str, url: str | None, wanted: str) -> None:
    promo = f'<p>READ: <a href="q">{OTHERS[0]}</a></p>'
    figure = f'<figure><img src="q"><figcaption>{CAPTIONED}</figcaption></figure>'
    article = newsclean.clean(page(story(promo + figure), f'<base href="{base}">'), url=url)
    assert [related.url for related in article.related] == [wanted]
    assert [caption.image_url for caption in article.captions] == [wanted]


def test_text_mode_knows_kinds_by_words_and_no_address() -> None:
    raw = f"{PROSE[0]}\n\nLorries wait on the quay, May 3, 2025. Photo: Ola Brandt/AFP\n\n{PROSE[1]}\n"
    [caption] = newsclean.clean(raw).captions
    assert (caption.image_url, caption.kind, caption.source) == (None, "photo", "text")
    article = newsclean.clean(raw)
    assert article.metadata is None
    assert article.source_text == raw


@pytest.mark.parametrize(
    ("href", "url", "canonical", "wanted"),
    [
        ("/a.html", SITE, "", "https://harboursheet.example/a.html"),
        ("/a.html", None, "https://other.example/x", "https://other.example/a.html"),
        ("/a.html", None, "", "/a.html"),
        ("https://b.example/", SITE, "", "https://b.example/"),
        ("javascript:void(0)", SITE, "", None),
        ("http://[broken", SITE, "", "http://[broken"),
    ],
)
def test_related_stories_have_addresses(href: str, url: str | None, canonical: str, wanted: str | None) -> None:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    promo = f'<p>READ: <a href="{href}">{OTHERS[0]}</a></p>'
    article = newsclean.clean(page(story(promo), head), url=url)
    assert [(item.text, item.url) for item in article.related] == [(OTHERS[0], wanted)]
    assert prose(article) == PROSE


def test_metadata_is_typed_and_plain_in_json() -> None:
    markup = page(
        story(), f'<script type="application/ld+json">{DATA}</script><meta property="og:locale" content="en_GB">'
    )
    article = newsclean.clean(markup, url=SITE)
    assert article.metadata is not None
    assert article.metadata.published == datetime(2025, 5, 12, 6, 14, tzinfo=UTC)
    assert (article.metadata.site, article.metadata.section) == ("The Harbour Sheet", "Islands")
    plain = json.loads(article.to_json())
    assert plain["metadata"]["published"] == "2025-05-12T08:14:00+02:00"
    assert plain["metadata"]["images"] == [{"url": "/lead.jpg", "caption": "The pier", "credit": ""}]
    assert not {"article_body", "source_text"} & {*plain, *plain["metadata"]}


def test_title_and_byline_come_from_the_metadata_where_the_page_shows_none() -> None:
    title, author = f"{HEADLINE} - The Harbour Sheet", "Ana Lindqvist"
    head = f'<meta property="og:title" content="{title}"><meta name="author" content="{author}">'
    article = newsclean.clean(f"<html><head>{head}</head><body>{story()}</body></html>")
    assert (article.title, article.byline) == (HEADLINE, "Ana Lindqvist")


def test_spans_index_the_source_text() -> None:
    article = newsclean.clean(PAGE)
    assert article.source_text == read_html(PAGE).source
    for paragraph in article.paragraphs:
        assert article.source_text[slice(*paragraph.span)] == paragraph.text
    for removal in article.removed:
        assert article.source_text[slice(*removal.span)] == removal.text


def test_a_paywall_is_told() -> None:
    wall = "<div class='paywall'><p>To continue reading, subscribe now</p><p>Already a subscriber? Log in</p></div>"
    article = newsclean.clean(page("".join(f"<p>{line}</p>" for line in PROSE[:3]) + wall))
    assert article.truncated
    assert prose(article) == PROSE[:3]


def test_paragraphs_by_line_breaks() -> None:
    article = newsclean.clean(page("<div>" + "<br><br>".join(PROSE).replace("&", "&amp;") + "</div>"))
    assert prose(article) == PROSE


def test_teasers_of_other_stories_stay_out() -> None:
    teaser = f"<article class='teaser'><h2><a href='/b'>{OTHERS[0]}</a></h2><p><a href='/b'>{COMMENT}</a></p></article>"
    text = newsclean.clean(PAGE.replace('<section class="comments">', teaser * 3 + '<section class="comments">')).text
    assert OTHERS[0] not in text
    assert COMMENT not in text
    assert all(line in text for line in PROSE)


def test_tags_tell_headings_quotes_and_rows() -> None:
    told = "It is the only way home for any of us, after all, and we shall wait for it."
    box = f"<blockquote><p>{told}</p><p>So say we all of us here.</p></blockquote><h2>Why wait?</h2>"
    box += f"<p>{BODY[1]}</p><table><tr><th>Boat</th><th>Price</th></tr><tr><td>Small</td><td>12</td></tr></table>"
    page = f"<article><h1>{HEADLINE}</h1><p>{BODY[0]}</p>{box}<p>{BODY[2]}</p></article>"
    article = newsclean.clean(page)
    assert [paragraph.kind for paragraph in article.paragraphs] == [
        *("paragraph", "quote", "quote", "heading", "paragraph", "paragraph", "paragraph", "paragraph"),
    ]
    lines = article.to_markdown().split("\n")
    at = lines.index(f"> {told}")
    assert lines[at : at + 5] == [f"> {told}", ">", "> So say we all of us here.", "", "## Why wait?"]
    assert "Small 12" in lines


def test_markdown_keeps_the_lines_of_preformatted_text() -> None:
    notice = "<pre>No ferry\n  until Monday,\n\nby order</pre>"
    page = f"<article><h1>{HEADLINE}</h1><p>{BODY[0]}</p>{notice}<p>{BODY[2]}</p></article>"
    assert "No ferry\\\nuntil Monday,\\\nby order\n\n" in newsclean.clean(page).to_markdown()


def test_markdown_has_captions_where_they_stood() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>Lorries wait. <i class='credit'>Ola Brandt</i></figcaption></figure>"
    markdown = newsclean.clean(page(story(figure))).to_markdown()
    assert f"{PROSE[0]}\n\n*Lorries wait. (Ola Brandt)*\n\n{PROSE[1]}" in markdown
    assert markdown.startswith(f"# {HEADLINE}\n")


def test_a_short_line_below_an_image_is_its_caption_without_any_markup() -> None:
    box = f"<div><img src='/quay.jpg'><div>{QUAY}</div></div>"
    article = newsclean.clean(page(story("", box)), url=SITE)
    assert [(caption.text, caption.image_url, caption.source) for caption in article.captions] == [
        (QUAY, "https://harboursheet.example/quay.jpg", "markup")
    ]
    assert prose(article) == PROSE


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (f"<p><img src='a.jpg'></p><p><em>{CAPTIONED}</em></p>", True),
        (f"<p><a href='a.html'><img src='a.jpg'></a><br><i>{CAPTIONED}</i></p>", True),
        (f"<div><img src='a.jpg'></div><p><span><small>{CAPTIONED}</small></span></p>", True),
        (f"<p><img src='a.jpg'></p><p>{CAPTIONED}</p>", False),
        ("<p><img src='a.jpg'></p><p><em>The first lorries</em> on the quay.</p>", False),
        (f"<p><img src='a.jpg'></p><p>So it was.</p><p><em>{CAPTIONED}</em></p>", False),
        ("<p><img src='a.jpg'></p><p><em>The first lorries on the quay:</em></p>", False),
    ],
)
def test_a_line_in_italics_right_below_an_image_is_its_caption(below: str, told: bool) -> None:
    article = newsclean.clean(page(f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{below}<p>{BODY[2]}</p><p>{BODY[4]}</p>"))
    assert [caption.text for caption in article.captions] == [CAPTIONED] * told
    assert ("The first lorries" in article.text) is not told


def test_a_line_below_a_drawing_is_no_caption() -> None:
    box = f"<div><img src='/tick.svg?v=2'><div>{QUAY}</div></div>"
    assert not newsclean.clean(page(story("", box)), url=SITE).captions


def test_menus_of_a_page_with_little_furniture_stay_out() -> None:
    page = (
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><h1>{HEADLINE}</h1><p>{BODY[0]}</p>"
        f"<aside><a href='/berths'>{OTHERS[0]}</a></aside><aside><p>{BODY[1]}</p></aside><p>{BODY[2]}</p>"
        "<footer><a href='/about'>About us</a> <a href='/jobs'>Jobs</a></footer></body>"
    )
    assert newsclean.clean(page).text == "\n\n".join(BODY[:3])


@pytest.mark.parametrize("mark", ["___", "* * *", "—"])
@pytest.mark.parametrize("place", [2, len(BODY) - 1])
def test_what_parts_paragraphs_is_text(mark: str, place: int) -> None:
    article = newsclean.clean(PAGE.replace(f"<p>{BODY[place]}</p>", f"<p>{BODY[place]}</p><p>{mark}</p>"))
    lines = article.text.split("\n\n")
    assert lines[lines.index(BODY[place]) + 1] == mark


NEXT = (
    "The berth at the northern rock will cost twice as much from the first of June, the harbour board said on Tuesday.",
    "Skippers who have moored there for thirty years said that they would sooner anchor in the bay and row ashore.",
    "The board answered that the bay was shallow, the nights were dark, and the price would stand as it was set.",
    "A petition with four hundred names was handed to the harbour master, who had signed it himself, he said.",
)


def test_the_next_story_on_the_page_stays_out() -> None:
    more = f"<article><h1>{OTHERS[0]}</h1><div>By Tomas Hale</div><time>11 May 2025, 17:02</time>"
    more += "".join(f"<p>{line}</p>" for line in NEXT) + "</article>"
    article = newsclean.clean(PAGE.replace('<section class="comments">', more + '<section class="comments">'))
    assert [line for line in NEXT if line in article.text] == []
    assert [line for line in BODY if line in article.text] == list(BODY)


def test_a_box_named_for_newsletters_goes_where_a_line_is_known() -> None:
    words = "<p>What the sea brought in, every morning at six, on your table and for nothing.</p>"
    words = f"<h3>Sign up for our newsletter</h3>{words}"
    for box, stays in (("newsletter-box", False), ("fact-box", True)):
        article = newsclean.clean(page(story(f"<div class='{box}'>{words}</div>")))
        assert ("every morning at six" in article.text) is stays
    own = "".join(f"<p>{line}</p>" for line in NEXT[:2])
    article = newsclean.clean(page(story(f"<div class='subscriber-only'>{own}</div>")))
    assert all(line in article.text for line in NEXT[:2])
    long = "".join(f"<p>{line}</p>" for line in NEXT + BODY)
    article = newsclean.clean(page(f"<div class='newsletter-archive'>{long}</div>"))
    assert all(line in article.text for line in NEXT)
    article = newsclean.clean(page(story("<h2 id='why-a-newsletter'>Why a letter</h2>")))
    assert "Why a letter" in article.text


def test_articles_whose_headlines_lead_to_their_own_pages_stay_out() -> None:
    text = "".join(f"<p>{line}</p>" for line in NEXT)
    for heading, stays in ((f'<a href="/berths">{OTHERS[0]}</a>', False), (OTHERS[0], True)):
        more = f"<article><h2>{heading}</h2>{text}</article>"
        page = f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{line}</p>" for line in BODY)
        article = newsclean.clean(f"<body><article>{page}</article>{more}</body>")
        assert [line for line in BODY if line in article.text] == list(BODY)
        assert all((line in article.text) is stays for line in NEXT)
    page = page.replace(HEADLINE, f'<a href="/here">{HEADLINE}</a>')
    more = more.replace(OTHERS[0], f'<a href="/berths">{OTHERS[0]}</a>')
    article = newsclean.clean(f"<body><article>{page}</article>{more}</body>")
    assert all(line in article.text for line in NEXT), "of equal rank"


def test_of_several_stories_on_a_page_the_one_it_is_named_for_is_its_own() -> None:
    lines = [f"{line[:-1]}, and {number} boats were at the pier." for number in range(9) for line in NEXT]
    more = f"<div><h1>{OTHERS[0]}</h1><div>By Tomas Hale</div><time>11 May 2025, 17:02</time>"
    more += "".join(f"<p>{line}</p>" for line in lines) + "</div>"
    article = newsclean.clean(PAGE.replace('<section class="comments">', more + '<section class="comments">'))
    assert [line for line in lines if line in article.text] == []
    assert [line for line in BODY if line in article.text] == list(BODY)


def test_a_section_with_an_h1_is_no_story_of_its_own() -> None:
    article = newsclean.clean(PAGE.replace(f"<h2>{BODY[3]}</h2>", f"<h1>{BODY[3]}</h1>"))
    assert [line for line in BODY if line in article.text] == list(BODY)


@pytest.mark.parametrize(("told", "box", "shown"), [
    (True, 'class="paywall" hidden', True),
    (True, 'class="paywall" style="display: none"', True),
    (False, 'class="paywall" hidden', False),
    (True, 'class="print-copy" hidden', False),
])  # fmt: skip
def test_what_a_paywall_hides_is_read_where_the_page_repeats_it_as_its_story(told: bool, box: str, shown: bool) -> None:
    body = json.dumps(
        {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": " ".join(BODY) if told else BODY[0]}
    )
    hidden = f"<div {box}>" + "".join(f"<p>{line}</p>" for line in BODY[4:6]) + "</div>"
    markup = PAGE.replace(f"<p>{BODY[4].replace('&', '&amp;')}</p>\n<p>{BODY[5]}</p>", hidden)
    markup = markup.replace("<head>", f'<head><script type="application/ld+json">{body}</script>')
    assert hidden in markup
    assert [line in newsclean.clean(markup).text for line in BODY[4:6]] == [shown, shown]
