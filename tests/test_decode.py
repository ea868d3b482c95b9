"""Bytes to text, and HTML told from prose."""

from __future__ import annotations

import codecs

import pytest

from newsclean.read.decode import decode, looks_like_html

WORDS = "Käse, “Übermut” – çok güzel"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
    ],
)
def test_byte_order_marks(data: bytes) -> None:
    assert decode(data, "latin1") == WORDS


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("Ärger €", "cp1252", "ISO-8859-1"),
        ("Ärger €", "cp1252", None),
        ("Привет", "koi8-r", "KOI8-R"),
        ("Привет", "cp1251", "windows-1251"),
        ("日本語", "shift_jis", "x-sjis"),
        ("日本語", "euc_jp", "EUC-JP"),
        ("日本語", "iso2022_jp", "iso-2022-jp"),
        ("中文", "gb18030", "gb2312"),
        ("中文", "big5", "Big5"),
        ("한국어", "cp949", "euc-kr"),
        ("①", "cp932", "windows-31j"),
        ("한국어", "cp949", "windows-949"),
        ("臺北", "big5", "x-x-big5"),
        ("שלום", "iso8859-8", "iso-8859-8-i"),
        ("şğı", "iso8859-9", "iso-8859-9"),
        ("şğı", "utf-8", "iso-8859-9"),
        ("日本", "utf-8", "no-such-encoding"),
        ("日本", "utf-8", "unicode_escape"),
    ],
)
def test_the_callers_label(text: str, codec: str, label: str | None) -> None:
    assert decode(text.encode(codec), label) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<META CHARSET={}>",
        "<meta http-equiv='Content-Type' content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
        '<!-- <meta charset="koi8-r"> --><meta charset="{}">',
    ],
)
def test_meta_charset(head: str) -> None:
    page = head.format("windows-1251") + "<p>Привет</p>"
    assert decode(page.encode("cp1251")) == page


def test_meta_behind_long_scripts_counts_where_the_page_is_no_utf_8() -> None:
    page = f"<script>{'x' * 9000}</script><meta charset='windows-1251'><p>Привет</p>"
    assert decode(page.encode("cp1251")) == page
    assert decode(page.encode()) == page


@pytest.mark.parametrize("header", ["text/html; charset=koi8-r", "charset=KOI8-R; q=1", ' "koi8-r" '])
def test_the_whole_header_does_as_well(header: str) -> None:
    assert decode("Привет".encode("koi8-r"), header) == "Привет"


def test_a_page_cut_inside_a_character_is_still_utf_8() -> None:
    assert decode(("für “alle” " * 20 + "ö").encode()[:-1]) == "für “alle” " * 20 + "\ufffd"


def test_utf_16_without_a_mark() -> None:
    assert decode("<p>ä</p>".encode("utf-16-le")) == "<p>ä</p>"


@pytest.mark.parametrize("size", range(5))
@pytest.mark.parametrize("byte", [0x00, 0x80, 0x81, 0xFE, 0xFF])
def test_no_bytes_raise(byte: int, size: int) -> None:
    for label in (None, "utf-8", "utf-16", "gb18030", "base64", "idna", "", "\0", "ü"):
        assert isinstance(decode(bytes([byte]) * size, label), str)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>a",
        "\ufeff\n <html lang=en>",
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "x">',
        "<!-- saved -->\n<!-- twice -->\n<!DOCTYPE html>",
        "<body class='a'>It rained.",
        "<p>It rained.</p>",
        "<p>It rained.\n\n<p>It snowed.",
        "<div class='story'>\nIt rained.\nIt snowed.\n</div>",
        "<b>Rain</b> fell.",
        '<a href="/a">Rain</a>',
        '<script src="x"></script><p>a</p>',
        'It rained.<br>It <a href="/s">snowed</a>.<br>It froze.<br>',
        "Rain.</p><p>Snow.</p>",
        "<script>\nlet a = 1;\nf(a);\n</script>\n<noscript>\n<meta http-equiv='refresh' content='0'>\n</noscript>",
        "<style>\np {\n  margin: 0;\n}\n</style>\n<p>It rained.</p>",
        "<p>\nIt rained\nall night,\nand then\nit snowed\nall day.\n</p>\n",
        "It rained.<br />\n<br />\nIt snowed.<br />\nIt froze.",
        "<plaintext>It rained.",
    ],
)
def test_html(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained.",
        "a < b and c > d",
        "<3 this town",
        "<A. Day> wrote: it rained.",
        "<br> is the tag for a break.",
        "<b> or <i>? Editors disagree.",
        "Use the <p> tag.",
        "It rained.\nIt snowed.<br />\nIt froze.\nIt thawed.\nIt rained again.",
        "<p> opens a paragraph.\nIt rained\nall night,\nand then\nit snowed\nall day.",
        'It rained.\n\nIt snowed.\n\n<iframe src="https://a.test/x"></iframe>\n\nIt froze.\n\nIt thawed.',
        "Write to <a.day@post.test> or <https://post.test>.",
        "<!-- never closed",
        "if (a<b) { return <T>x; }",
        "<script> is what he typed, the clerk said.\n\nThe court heard it twice.",
        "<script>f()</script> is what he typed, the clerk said.\n\nThe court heard it twice.",
    ],
)
def test_prose(text: str) -> None:
    assert not looks_like_html(text)


def test_telling_them_apart_stays_fast_on_hostile_text() -> None:
    for piece in ("<p ", "<p a=", "<!--", "<a href='", "<", "<p" + " " * 500, "<!---->"):
        looks_like_html(piece * 30_000)
