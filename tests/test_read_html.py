"""The HTML reader: which blocks a page has, what stands in them, and that nothing makes it raise."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml import html as lxml_html

from newsclean.model import Block, Document
from newsclean.read.html import read_html
from newsclean.read.zones import CREDIT, SCREEN_READER, WORDS, ZONES, names_of, word_bits
from newsclean.rules.rule import gate_key


def texts(markup: str) -> list[str]:
    return [block.text for block in checked(markup).blocks]


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in checked(markup).blocks]


def checked(markup: str) -> Document:
    """Read, and hold what must be true of every document."""
    page = read_html(markup)
    assert page.kind == "html"
    for number, block in enumerate(page.blocks):
        assert block.index == number
        assert block.text.strip()
        assert page.source[block.span.start : block.span.end] == block.text
        assert block.key == gate_key(block.text)
        assert block.markup is not None
        assert 0 <= block.markup.link_share <= 1
        for start, end, _ in (*block.markup.links, *block.markup.marks):
            assert 0 <= start < end <= len(block.text)
    assert "\n".join(block.text for block in page.blocks) == page.source
    return page


def markup_of(block: Block) -> tuple[set[str], set[str], set[str]]:
    assert block.markup is not None
    own, above = names_of(block.markup.own, WORDS), names_of(block.markup.above, WORDS)
    return set(names_of(block.markup.zones, ZONES)), set(own), set(above)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><b>R</b>ain fell.</p>", ["Rain fell."]),
        ("<p>over<!-- x -->night</p>", ["overnight"]),
        ("<p>over<script>x()</script>night</p>", ["overnight"]),
        ("<p>Rain<wbr>fall <i>and</i>\n\t snow</p>", ["Rainfall and snow"]),
        ("<p>a&nbsp;b &amp; c&shy;d e\u200bf</p>", ["a b & cd ef"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("<p>One<p>Two", ["One", "Two"]),
        ("<span>one</span><br><span>Two</span>", ["one", "Two"]),
        ('<div><span class="time">10:30</span><span class="place">Oslo</span></div>', ["10:30 Oslo"]),
        ('<p><span class="drop">I</span><span class="rest">t rained.</span></p>', ["It rained."]),
        ('<p><span class="x">ra</span><span class="x">in</span></p>', ["rain"]),
        ('<p><span class="drop">“T</span><span class="rest">he rain</span> fell.”</p>', ["“The rain fell.”"]),
        ('<p>The <span class="tip">HB<span role="tooltip">Harbour Board</span></span> met.</p>', ["The HB met."]),
        ("<div>One.<span style='display: block'>Two.</span>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One.</br>Two.</p>", ["One.", "Two."]),
        ("<p>a\x01b\x0bc\x7fd</p>", ["ab cd"]),
        ('<div><a href="/a">Home</a><a href="/b">World</a></div>', ["Home World"]),
        ('<p><a href="/a">ra</a><a href="/a">in</a></p>', ["rain"]),
        ("<p>\u6771\u4eac<ruby>\u96e8<rp>(</rp><rt>ame</rt><rp>)</rp></ruby></p>", ["\u6771\u4eac\u96e8(ame)"]),
        ("<p>A<x-term>B</x-term>C</p>", ["ABC"]),
        ("<x-card>One</x-card><x-card>Two</x-card>", ["One", "Two"]),
    ],
)
def test_inline_text_neither_glues_nor_splits_words(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.<br><br>Two.</p>", ["One.", "Two."]),
        ("<div>One<br> \n<br/>two</div>", ["One", "two"]),
        ("<p>It rained all.<br>Then it snowed.</p>", ["It rained all.", "Then it snowed."]),
        ("<p>12 May, Oslo<br>14 May, Bergen</p>", ["12 May, Oslo", "14 May, Bergen"]),
        ("<p>It rained all<br>night and day.</p>", ["It rained all night and day."]),
        ("<h1>Rain<br>Again</h1>", ["Rain Again"]),
        ('<a href="/a">Rain<br>Again</a>', ["Rain Again"]),
        ('<a href="/a">Rain<br></a><a href="/b">Again</a>', ["Rain", "Again"]),
        ('<div>One.<span class="x br"></span>Two.</div>', ["One.", "Two."]),
        ("<div>One<hr>two</div>", ["One", "two"]),
    ],
)
def test_line_breaks(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_kinds() -> None:
    page = """
      <h2>Head</h2><div role="heading">Also</div><p>Text</p>
      <ul><li>One<p>more</p></li><li><p>Two</p></li></ul><dl><dt>Term</dt><dd>Sense</dd></dl>
      <blockquote>Said<p>she</p></blockquote>
      <figure><img src="a.jpg"><figcaption>Rain. <small>Photo: A. Day</small></figcaption></figure>
      <table><tr><th>Year</th><th></th><th>mm</th></tr><tr><td>2020</td><td>x</td><td>812</td></tr></table>"""
    assert kinds(page) == [
        ("heading", "Head"), ("heading", "Also"), ("line", "Text"),
        ("item", "One"), ("line", "more"), ("item", "Two"), ("item", "Term"), ("item", "Sense"),
        ("quote", "Said"), ("quote", "she"),
        ("figcaption", "Rain. Photo: A. Day"),
        ("row", "Year\tmm"), ("row", "2020\tx\t812"),
    ]  # fmt: skip


def test_rows_leave_out_empty_cells() -> None:
    row = (
        "<tr><td>&shy;</td><td><img src='x'></td><td>a <a href='/b'>b</a></td><td><i hidden>no</i></td><td>c</td></tr>"
    )
    page = checked(f"<table>{row}</table>")
    assert [(block.kind, block.text) for block in page.blocks] == [("row", "a b\tc")]
    assert page.blocks[0].markup is not None
    assert page.blocks[0].markup.links == ((2, 3, "/b"),)


def test_pre_keeps_its_lines() -> None:
    assert kinds("<pre>\n  a  b\n    c\n\n</pre><p>x</p>") == [("pre", "  a  b\n    c"), ("line", "x")]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>One</p><p>Two</p></td><td>Three</td></tr></table>",
        "<table><tr><td><h2>One</h2></td><td><div>Two</div></td><td>Three</td></tr></table>",
        "<table><tr><td>One<table><tr><td>Two</td></tr></table></td><td>Three</td></tr></table>",
    ],
)
def test_tables_that_lay_out_a_page_are_not_rows(table: str) -> None:
    assert texts(table) == ["One", "Two", "Three"]
    assert not any(kind == "row" for kind, _ in kinds(table))


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>no</div>",
        "<table><tr hidden><td>no</td><td>no</td></tr></table>",
        '<div style="color:red; display : none">no</div>',
        '<span style="display:none">no</span>',
        '<span class="sr-only">no</span>',
        '<span class="u-visually-hidden">no</span>',
        '<span aria-hidden="true">\u00d7</span>',
        "<template><p>no</p></template>",
        "<noscript><p>no</p></noscript>",
        "<iframe><p>no</p></iframe>",
        "<select><option>no</option></select>",
        "<textarea>no</textarea>",
        "<svg><title>no</title><svg><text>no</text></svg><text>no</text></svg>",
        "<style>p { color: red }</style>",
        "<SCRIPT>no()</SCRIPT>",
        "<Style>no</Style>",
        "<!-- <p>no</p> -->",
        "<!--><!-- no -->",
        "<!-- <script> --><script>no</script>",
        '<DIV STYLE="DISPLAY: NONE">no</DIV>',
        '<div style="visibility:hidden">no</div>',
        '<div role="tooltip">no</div>',
        '<i class="material-icons">open_in_new</i>',
    ],
)
def test_what_a_reader_does_not_see_is_out(hidden: str) -> None:
    assert texts(f"<p>a</p>{hidden}<p>b</p>") == ["a", "b"]


@pytest.mark.parametrize(
    "shown",
    [
        '<div aria-hidden="true">yes</div>',
        '<div class="md:hidden">yes</div>',
        '<span class="not-sr-only">yes</span>',
        '<div hidden id="S:1"><p>yes</p></div>',
        '<p data-code="<script src=x">yes</p>',
        "<details><p>yes</p></details>",
        "<!-- <script> --><p>yes</p><!-- </script> -->",
    ],
)
def test_what_a_reader_sees_stays(shown: str) -> None:
    assert texts(f"<p>a</p>{shown}<p>b</p>") == ["a", "yes", "b"]


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    assert texts("<html><body><p>a</p></body></html>\n<html><body><p>b</p></html><p>c</p>") == ["a", "b", "c"]


def test_buttons_are_blocks_of_their_own_but_not_inside_sentences() -> None:
    page = checked("<div><button>Share</button><p>The <button>rate</button> rose.</p></div>")
    assert [block.text for block in page.blocks] == ["Share", "The rate rose."]
    assert [markup_of(block)[0] for block in page.blocks] == [{"button"}, set()]


def test_links() -> None:
    page = checked('<p>See <a href="/a">the <b>map</b></a>, <a href="/b"> here </a>.</p><a href="/c"><h3>X</h3>Y</a>')
    first, second, third = (block.markup for block in page.blocks)
    assert first is not None
    assert first.links == ((4, 11, "/a"), (13, 17, "/b"))
    assert first.link_share == pytest.approx(11 / 19)
    assert second is not None
    assert third is not None
    assert (second.links, second.link_share) == (((0, 1, "/c"),), 1.0)
    assert (third.links, third.link_share) == (((0, 1, "/c"),), 1.0)


def test_links_inside_links_do_not_overlap() -> None:
    page = checked('<a href="/a">One<div><a href="/b">Two</a> three</div>four</a>')
    assert [block.markup.links for block in page.blocks if block.markup] == [((0, 3, "/a"),), ((0, 3, "/b"),), ()]


def test_evidence_of_tags_and_class_names() -> None:
    page = checked("""<body class="has-comments"><article class="ArticleBody"><p id="lead-text">a</p>
      <aside class="related_links" role="navigation"><div><p>b</p></div></aside></article></body>""")
    assert markup_of(page.blocks[0]) == ({"article"}, {"head", "content"}, {"content"})
    assert markup_of(page.blocks[1])[0] == {"article", "aside", "nav"}
    assert "related" in markup_of(page.blocks[1])[2]
    assert "comment" not in markup_of(page.blocks[1])[2]


def test_marks_of_inline_elements() -> None:
    page = checked('<figcaption>Rain. <span class="credit">A. Day</span></figcaption><p><em class="author">B</em></p>')
    marks = [block.markup.marks for block in page.blocks if block.markup]
    assert marks == [((6, 12, WORDS["caption"] | CREDIT),), ((0, 1, WORDS["byline"]),)]
    assert "byline" in markup_of(page.blocks[1])[1]


def test_parents_and_styles() -> None:
    page = checked('<div><p class="a">1</p><p class="a">2</p><p>3</p></div><div><p class="a">4</p></div>')
    one, two, three, four = (block.markup for block in page.blocks if block.markup)
    assert one.parent == two.parent == three.parent != four.parent
    assert one.grandparent == four.grandparent
    assert one.style == two.style == four.style != three.style


def test_figures_and_images() -> None:
    page = checked("""<p>a</p>
      <figure><img src="data:image/gif;base64,x" data-src="1.jpg" alt="one"><figcaption>b</figcaption></figure>
      <div class="article-image"><div><noscript><img src="2.jpg"></noscript></div><div class="wp-caption">c</div></div>
      <p>d</p><img src="3.jpg">""")
    figures = [block.markup.figure for block in page.blocks if block.markup]
    assert figures == [-1, 0, 1, -1]
    assert [tuple(image) for image in page.images] == [
        ("1.jpg", "one", 1, 0, 0, False),
        ("2.jpg", "", 2, 1, 0, False),
        ("3.jpg", "", 4, -1, 0, False),
    ]


def test_void_elements_that_the_parser_nests() -> None:
    page = checked("""<div class="photo"><picture><source srcset="a"><source srcset="b"><img src="c.jpg"></picture>
      <span class="caption">a</span></div><p>b<embed src="x">c<wbr>d</p><video><source src="v"></video><p>e</p>""")
    assert [block.text for block in page.blocks] == ["a", "bcd", "e"]
    assert [(image.src, image.figure) for image in page.images] == [("c.jpg", 0)]


def test_a_caption_without_a_figure() -> None:
    page = checked('<p>a</p><div><img src="a.jpg"><figcaption>b</figcaption></div>')
    assert [block.markup.figure for block in page.blocks if block.markup] == [-1, 0]


def test_a_story_is_no_picture_box() -> None:
    page = checked('<div class="media-story"><img src="a.jpg">' + f"<p>{'It rained. ' * 20}</p>" * 5 + "</div>")
    assert {block.markup.figure for block in page.blocks if block.markup} == {-1}


def test_metadata_comes_with_the_page() -> None:
    page = checked("""<html lang="en"><head><title>Rain - The Post</title><link rel="canonical" href="https://a.test/1">
      <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain"}</script></head><p>a</p>""")
    assert page.metadata is not None
    assert (page.metadata.title, page.metadata.canonical_url, page.metadata.language) == (
        "Rain",
        "https://a.test/1",
        "en",
    )


def test_elements_are_read_and_left_as_they_are() -> None:
    root = lxml_html.document_fromstring(
        '<html><head><script type=\'application/ld+json\'>{"@type": "Article", "headline": "H"}</script></head>'
        "<body><!-- c --><div><p>a</p><!-- d -->b<script>x</script></div>tail</body></html>"
    )
    before = etree.tostring(root)
    page = read_html(root)
    assert [block.text for block in page.blocks] == ["a", "b", "tail"]
    assert page.metadata is not None
    assert page.metadata.title == "H"
    assert [block.text for block in read_html(root.find(".//div")).blocks] == ["a", "b"]
    assert etree.tostring(root) == before


def test_xhtml_elements() -> None:
    root = etree.fromstring("<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a</p><?x y?><p>b</p></body></html>")
    assert [block.text for block in read_html(root).blocks] == ["a", "b"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        (" \n", []),
        ("<!-- only -->", []),
        ("<!-- never closed <p>a", []),
        ("<!DOCTYPE html>", []),
        ("plain words", ["plain words"]),
        ('<?xml version="1.0" encoding="latin1"?><html><meta charset="latin1"><p>\u00e4\u20ac</p>', ["\u00e4\u20ac"]),
        ("a\x00b", ["ab"]),
        ("<p>a\ud800b</p>", ["a?b"]),
        ("<p>a<p", ["a"]),
        ('<p>a<p class="', ["a"]),
        ("<plaintext><p>a", ["<p>a"]),
        ("<b>a<p>b</b>c", ["a", "bc"]),
        ("</div></p>a</table>", ["a"]),
        ("<td>a</td><td>b</td>", ["a", "b"]),
        ("<script>never closed <p>a", []),
        ("<frameset><frame src=a></frameset>", []),
        ("<p>a &#xD800; b &#0; &bogus; c</p>", ["a \ufffd b \ufffd &bogus; c"]),
    ],
)
def test_broken_markup(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    "char", [chr(number) for number in range(32)] + ["\x7f", "\x85", "\ufffe", "\ud800", "\U0010ffff"]
)
def test_no_character_raises(char: str) -> None:
    checked(f"{char}<p{char}>a{char}b<{char}!--{char}</p {char}><pre>x{char}y</pre><script{char}>")


@pytest.mark.parametrize(
    "tag", ["div", "b", "span", "table><tr><td", "ul><li", "blockquote", "x-y", "a href=x", "section hidden"]
)
def test_ten_thousand_deep(tag: str) -> None:
    page = checked(f"<{tag}>a" * 10_000 + "end" + f"</{tag.partition('>')[0]}>" * 10_000 + "<p>behind</p>")
    assert page.blocks[-1].text == "behind"
    if "hidden" not in tag:
        assert "end" in page.source


def test_a_million_characters_in_one_block_stay_fast() -> None:
    checked("<p>" + "<a href=x>a</a> b " * 30_000)
    checked("<p>" + "<br> " * 50_000 + "x")
    checked("<!--" * 50_000 + "<script" * 20_000 + "<svg>" * 20_000)


def test_max_chars() -> None:
    page = read_html("<p>one</p><p>two</p>", max_chars=12, url="https://a.test/", title="T")
    assert ([block.text for block in page.blocks], page.url, page.title) == (["one"], "https://a.test/", "T")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("c-articleBody__text--large", {"content"}),
        ("wp-caption", {"caption"}),
        ("BILDUNTERSCHRIFT", {"caption"}),
        ("RelatedStories", {"related"}),
        ("shadow ahead download", {"widget"}),
        ("x3ad9 ad3 sc-1f3adA", set()),
        ("md:hidden", set()),
        ("HTMLAd", {"ad"}),
        ("newsletter_signup", {"newsletter"}),
        ("kommentare-liste", {"comment", "list"}),
    ],
)
def test_words_of_class_names(names: str, expected: set[str]) -> None:
    assert set(names_of(word_bits(names), WORDS)) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("sr-only", True),
        ("go-vh", True),
        ("screen-reader-text", True),
        ("not-sr-only", False),
        ("vh-100", False),
        ("fullscreen", False),
    ],
)
def test_words_for_screen_readers(names: str, expected: bool) -> None:
    assert bool(word_bits(names) & SCREEN_READER) is expected
