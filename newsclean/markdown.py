"""Article -> Markdown: headline, standfirst, body, and each caption where its picture stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.model import Article, Paragraph

_BULLET = re.compile(r"(?:[•●▪■◦‣∙·–*-]|\d{1,2}[.)])\s+")
_INLINE = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|(?<=\])\(")
"""What Markdown would take for emphasis, code, a tag or a link."""
_BLOCK = re.compile(r"(?=[#>+-])|(?<=\d)(?=[.)]\s)")
"""Where a line would become a heading, a quote or an item."""


def to_markdown(article: Article) -> str:
    r"""Return an article as Markdown; characters that mean something there are escaped.

    Example:
        >>> import newsclean
        >>> print(to_markdown(newsclean.clean("# 1 in the charts, again and again.")))
        \# 1 in the charts, again and again.
        <BLANKLINE>
    """
    parts = list(_parts(article))
    lines: list[str] = []
    for (kind, text), (above, _) in zip(parts, [("", ""), *parts], strict=False):
        if lines and not kind == above == "item":
            lines.append(">" if kind == above == "quote" else "")
        lines.append(text)
    return "\n".join([*lines, ""]) if lines else ""


def _parts(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the blocks in order, each with its kind: items of a list and paragraphs of a quote stand together."""
    if article.title:
        yield "heading", f"# {_inline(article.title)}"
    if article.standfirst:
        yield "paragraph", _plain(article.standfirst)
    yield from _captions(article, -1)
    for index, paragraph in enumerate(article.paragraphs):
        yield paragraph.kind, _paragraph(paragraph)
        yield from _captions(article, index)


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.kind == "heading":
        return f"## {_inline(paragraph.text)}"
    if paragraph.kind == "item":
        return f"- {_plain(_BULLET.sub('', paragraph.text, count=1))}"
    if paragraph.kind == "quote":
        return f"> {_plain(paragraph.text)}"
    return "\\\n".join(_plain(line) for line in paragraph.text.splitlines() if line.strip())  # preformatted text


def _captions(article: Article, after: int) -> Iterator[tuple[str, str]]:
    for caption in sorted((*article.captions, *article.credits), key=lambda caption: caption.span):
        if caption.after == after:
            credit = f"({caption.credit})" if caption.credit else ""
            text = _inline(f"{caption.text} {credit}")
            if text:
                yield "caption", f"*{text}*"


def _plain(text: str) -> str:
    """Escape running text at the start of a line."""
    line = _inline(text)
    mark = _BLOCK.search(line, 0, 4)
    starts_block = mark is not None and line[: mark.start()].isdigit() == (mark.start() > 0)
    return f"{line[: mark.start()]}\\{line[mark.start() :]}" if mark and starts_block else line


def _inline(text: str) -> str:
    """Put text on one line and escape what has a meaning anywhere in it."""
    return _INLINE.sub(r"\\\g<0>", " ".join(text.split()))
