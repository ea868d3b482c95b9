"""Cleaning HTML: the same laws, and what markup tells beyond the text."""

from __future__ import annotations

import gzip

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


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="promo.related takes a following <h2> of the story for a headline"
)
def test_a_sub_heading_behind_a_related_box_stays() -> None:
    article = newsclean.clean(PAGE)
    assert [item.text for item in article.related] == list(OTHERS)
    assert [paragraph.text for paragraph in article.paragraphs] == list(BODY)


def test_the_h1_is_the_headline() -> None:
    assert newsclean.clean(PAGE).title == HEADLINE


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="headline._above: a credited caption may win; <h1> says nothing"
)
def test_a_figcaption_is_a_caption() -> None:
    wanted = ("The ferry at the old pier on Monday morning.", "Ana Lindqvist", "REUTERS")
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
