"""The shell of a self-contained HTML page: no network, no framework, nothing that runs but its own script.

Markup is made by `tag`, which escapes every string that is not `Html` already, so a page's content cannot
become markup by being forgotten. Beyond that, the page's content security policy lets only the one style
sheet and the one script run that were written here, and lets nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape as _escape
from importlib import resources

_VOID = {"br", "col", "hr", "input", "link", "meta", "rect"}
"""Elements without an end; `rect` is the one of SVG that charts use."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that HTML forbids or UTF-8 cannot hold."""


class Html(str):
    """Markup that goes into a page as it is; any other string is escaped."""

    __slots__ = ()


def escape(text: str) -> Html:
    r"""Return text as markup that shows it, with control characters made visible.

    Example:
        >>> escape('</script> "NUL": \x00')
        '&lt;/script&gt; &quot;NUL&quot;: ␀'
    """
    return text if isinstance(text, Html) else Html(_escape(_UNSEEN.sub(_picture, text)))


def _picture(match: re.Match[str]) -> str:
    """Return what stands for a character that cannot be shown."""
    code = ord(match[0])
    if code == 0x0D:  # half of a line end, which nobody wants to see
        return ""
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """Return an element.

    Args:
        name: The element's name.
        children: What stands in it; strings are escaped unless they are `Html`.
        attributes: Its attributes. An underscore becomes a hyphen (`aria_label`), one at the end goes
            (`class_`). True writes the bare name; None and False leave it out.

    Example:
        >>> tag("p", "2 < 3", tag("br"), class_="sum", hidden=False)
        '<p class="sum">2 &lt; 3<br></p>'
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        return Html(start if name != "rect" else f"{start[:-1]}/>")
    return Html(f"{start}{join(children)}</{name}>")


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def join(parts: Iterable[str]) -> Html:
    """Return parts one after the other; strings are escaped unless they are `Html`.

    Example:
        >>> join(["a & b", tag("br")])
        'a &amp; b<br>'
    """
    return Html("".join([escape(part) for part in parts]))


def amount(size: int, noun: str) -> str:
    """Return a number of things.

    Example:
        >>> amount(1, "line"), amount(1200, "line")
        ('1 line', '1,200 lines')
    """
    return f"{size:,} {noun}{'s' * (size != 1)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "", numbers: int = 0) -> Html:
    """Return a table that turns into cards on a phone.

    Args:
        head: The columns' names.
        rows: The cells of each row, as many as there are columns; the first names the row.
        caption: What the table shows.
        numbers: How many columns at the end hold numbers, which stand to the right.
    """
    numeric = len(head) - numbers
    classes = ["number" if at >= numeric else None for at in range(len(head))]
    top = join(tag("th", name, scope="col", class_=kind) for name, kind in zip(head, classes, strict=True))
    body = join(tag("tr", _row(head, row, classes)) for row in rows)
    title = tag("caption", caption) if caption else ""
    return tag("table", title, tag("thead", tag("tr", top)), tag("tbody", body), class_="data")


def _row(head: Sequence[str], row: Sequence[str], classes: Sequence[str | None]) -> Html:
    """Return a row's cells; `data-name` is the column's name, which phones show beside the value."""
    first, *rest = row
    cells = (
        tag("td", cell, class_=kind, data_name=name)
        for cell, kind, name in zip(rest, classes[1:], head[1:], strict=True)
    )
    return join([tag("th", first, scope="row"), *cells])


def tiles(figures: Iterable[tuple[str, str]]) -> Html:
    """Return the figures that sum a page up.

    Args:
        figures: Name and value of each, as in ("pages", "1,204").
    """
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in figures), class_="tiles")


def warnings(texts: Iterable[str]) -> Html:
    """Return what the reader should know before the rest; nothing where there is nothing."""
    lines = [tag("p", text) for text in texts]
    return tag("div", *lines, class_="warning", role="note") if lines else Html()


def asset(name: str) -> str:
    """Return a style sheet or script of this package."""
    return (resources.files("newsclean.report") / name).read_text(encoding="utf-8")


def page(title: str, *body: str, style: str = "", script: str = "") -> Html:
    """Return a whole page.

    Args:
        title: What the browser's tab says.
        body: What stands in the page; strings are escaped unless they are `Html`.
        style: Style sheet of this page beside the common one, see `asset`. `style` attributes in the
            body have no effect: the page's policy allows the style sheet only.
        script: Its script, likewise; no script in the body runs.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        ValueError: Style sheet or script would end their element, as "</script" does.

    Example:
        >>> html = page("Two pages", tag("h1", "Two <pages>"))
        >>> "<h1>Two &lt;pages&gt;</h1>" in html, html.startswith("<!doctype html>")
        (True, True)
    """
    sheet = asset("page.css") + style
    for name, code in (("style", sheet), ("script", script)):
        if f"</{name}" in code.lower() or "<!--" in code:
            raise ValueError(f"a page's {name} may hold neither '</{name}' nor '<!--'")
    allowed = f"style-src '{_digest(sheet)}'"
    if script:
        allowed += f"; script-src '{_digest(script)}'"
    policy = f"default-src 'none'; img-src data:; {allowed}; base-uri 'none'; form-action 'none'"
    head = join(
        [
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("meta", name="generator", content="newsclean"),
            tag("link", rel="icon", href="data:,"),
            tag("title", title),
            tag("style", Html(sheet)),
        ]
    )
    code = tag("script", Html(script)) if script else Html()
    top = f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n'
    return Html(f"{top}<body>\n{join(body)}\n{code}</body>\n</html>\n")


def _digest(code: str) -> str:
    """Return what names a style sheet or script in a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
