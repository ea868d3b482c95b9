"""Bytes -> str, and whether a str is HTML.

Nothing here raises on any content: a byte that no encoding explains becomes U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from newsclean.read.cut import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SNIFF, _FAR = 4096, 100_000
"""Bytes in which a page names its encoding, and in which one does that has scripts and styles before."""
_CHARSET = re.compile(
    rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""",
    re.I,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_ALIASES = {
    "sjis": "shift_jis",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "cn-big5": "big5",
    "x-big5": "big5",
}
"""Labels of web pages that Python does not know, less "x-"."""
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""Browsers read these labels as their supersets; a page that can name itself UTF-16 in ASCII is not."""
_ALLOWED = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp\d+|iso8859-\d+|koi8-[rut]|mac-[a-z]+|gb18030|big5hkscs|euc_jp|iso2022_jp"
)
"""Codecs that pages may name; Python has others ("unicode_escape", "idna") that no page should reach."""


def decode(data: bytes, encoding: str | None = None) -> str:
    """Decode a page: byte order mark, `encoding`, `<meta charset>`, UTF-8, windows-1252.

    Args:
        data: The page as it came.
        encoding: What the HTTP header said, the name or the whole header; unknown names are passed over.

    Returns:
        The text, without byte order mark.

    Example:
        >>> decode("Käse".encode("utf-8")), decode("Käse".encode("cp1252"))
        ('Käse', 'Käse')
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    if data[:4:2] == b"\0\0" or data[1:4:2] == b"\0\0":
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")
    named = _codec(encoding, data) or _codec(_declared(data[:_SNIFF]), data)
    if named and (named == "iso2022_jp" or named.startswith("utf-16")):
        return data.decode(named, "replace")
    try:
        # Whatever a server or a template calls it: text in another encoding that happens to be
        # valid UTF-8 does not occur in practice, and wrong labels do.
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = named or _codec(_declared(data[:_FAR]), data) or "cp1252"
        return _with_holes(data) if named in ("utf-8", "cp1252") else data.decode(named, "replace")


def _declared(start: bytes) -> str | None:
    """Return what `<meta charset>`, http-equiv or the XML declaration names, if anything."""
    start = _COMMENT.sub(b"", start) if b"<!--" in start else start
    match = _CHARSET.search(start)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _codec(label: str | None, data: bytes) -> str | None:
    """Return Python's codec for an encoding label, or None where it is no encoding of pages."""
    if not label:
        return None
    label = label.lower().rpartition("charset=")[2].partition(";")[0].strip(" \t\r\n\"'").removeprefix("x-")
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    if name.startswith("utf-16") and b"\0" in data[:200]:
        return name
    name = _SUPERSETS.get(name, name)
    return name if _ALLOWED.fullmatch(name) else None


def _with_holes(data: bytes) -> str:
    """Decode what is not valid UTF-8 as UTF-8 with holes or as windows-1252."""
    holed = data.decode("utf-8", "replace")
    holes = holed.count("\ufffd")
    others = len(re.findall(r"[^\x00-\x7f]", holed)) - holes
    # One broken byte (a page cut inside a character) must not turn a whole page into mojibake;
    # in windows-1252 text hardly two bytes in a row are valid UTF-8, so holes outnumber the rest.
    return holed if others > 2 * holes else data.decode("cp1252", "replace")


_START = re.compile(r"(?:<\?xml[^<>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_TAG = re.compile(
    r"<(/?)(a|abbr|article|aside|b|blockquote|body|br|button|center|dd|details|div|dl|dt|em|figcaption|figure|font|footer"
    r"|form|h[1-6]|head|header|hr|html|i|iframe|img|li|link|main|meta|nav|noscript|ol|p|picture|plaintext|pre|script"
    r"|section|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|time|title|tr|u|ul|video)"
    r"((?:\s+[a-z_:@][\w:.-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*)\s*/?>",
    re.I,
)
_INLINE = frozenset(
    ("a", "abbr", "b", "button", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "time", "u")
)
_BREAKS = ("<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />")
_LOOK = 50_000
_UNSEEN = ("<script", "<style", "<SCRIPT", "<STYLE")
_BLANK = "\ufeff \t\r\n\f\0"


def looks_like_html(text: str) -> bool:
    """Tell HTML, or a fragment of it, from prose that merely contains `<` or a stray tag.

    Text mode keeps line breaks and HTML mode does not, so the wrong answer hurts in both
    directions: prose needs as many tags as it has lines to be taken for HTML.

    Example:
        >>> looks_like_html("<p>It rained.</p>"), looks_like_html("if a < b and b > c: use <br> here")
        (True, False)
    """
    if "<" not in text:
        return False
    text = _skip_comments(text[:_LOOK])
    if _START.match(text):
        return True
    if text.startswith(_UNSEEN):
        text = cut(text).markup.lstrip(_BLANK)  # the lines of a script are no lines of prose
    tags = [(match[1], match[2], match[3]) for match in _TAG.finditer(text)]
    if not tags:
        return False
    ends = [line.rstrip() for line in text.split("\n") if line.strip()]
    lines = len(ends)
    blocks = sum(1 for _, name, _ in tags if name.lower() not in _INLINE)
    closing = sum(1 for slash, _, _ in tags if slash)
    named = sum(1 for _, _, attributes in tags if attributes)
    if _TAG.match(text):
        wrapped = 2 * len(tags) < lines and not _is_element(text, tags)
        return (closing > 0 or blocks > 0) and not wrapped and _is_more_than_a_mention(text, tags[0])
    if lines > 2 and all(line.endswith(_BREAKS) for line in ends[:-1]):
        return True
    return len(tags) >= max(2, lines) and (named > 0 or blocks > 1) and (closing > 0 or blocks > 1)


def _is_element(text: str, tags: Sequence[tuple[str, str, str]]) -> bool:
    """Tell whether all of a text is in elements that make blocks, over however many lines it was wrapped."""
    first, (slash, last, _) = tags[0][1].lower(), tags[-1]
    return first not in _INLINE and bool(slash) and last.lower() not in _INLINE and text.rstrip(_BLANK).endswith(">")


def _skip_comments(text: str) -> str:
    """Return `text` from the first thing on that is neither white space nor a comment."""
    text = text.lstrip(_BLANK)
    while text.startswith("<!--"):
        end = text.find("-->", 4)
        if end < 0:
            return text
        text = text[end + 3 :].lstrip(_BLANK)
    return text


def _is_more_than_a_mention(text: str, first: tuple[str, str, str]) -> bool:
    """Tell `<br> is a tag` and `<b> or <i>?` from a fragment that starts with a tag."""
    name = first[1].lower()
    return f"</{name}" in text.lower() or name not in _INLINE | {"br", "hr", "script", "style"} or bool(first[2])
