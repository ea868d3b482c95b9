"""What is taken out of a page's markup before it is parsed: scripts, styles, drawings and comments.

Parsing them costs more than finding them; they are most of a news page.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class _Page(NamedTuple):
    """A page's markup without what is never shown, and the structured data that stood in it."""

    markup: str
    json_ld: list[str]


_OPENER = re.compile(r"<(?:!--|/(?:html|HTML|Html)|(?:script|style|svg|SCRIPT|STYLE|SVG)(?=[\s>/]))")
_CLOSERS = {tag: "</" + tag[1:] for tag in ("<script", "<style", "<svg", "<SCRIPT", "<STYLE", "<SVG")}


def cut(source: str) -> _Page:
    """Take scripts, styles, drawings, comments and `</html>` out; keep JSON-LD.

    One regex that looks for where they start, `find` for where they end: what is cut is jumped over
    and not searched. Tags in other spellings are left to the parser and the walk, which drop them
    too. At `</html>` the parser would stop, but browsers go on to show what is glued on behind it.
    """
    search = _OPENER.search
    pieces: list[str] = []
    json_ld: list[str] = []
    endless: set[str] = set()
    done = at = 0
    while (found := search(source, at)) is not None:
        start, after = found.span()
        opener = found[0]
        end = 0 if opener in endless else _end_of(source, opener, start, after, done)
        if end <= 0:
            if end < 0:
                endless.add(opener)  # what has no end here has none further on: do not look again
            at = after
            continue
        if opener in ("<script", "<SCRIPT") and "ld+json" in source[after : source.find(">", after)].lower():
            json_ld.append(source[source.find(">", after) + 1 : source.rfind("</", after, end)])
        pieces.append(source[done:start])
        done = at = end
    pieces.append(source[done:])
    return _Page("".join(pieces), json_ld)


def _end_of(source: str, opener: str, start: int, after: int, floor: int) -> int:
    """Return where what starts at `start` ends; 0 where it must stay, -1 where nothing ends it."""
    find = source.find
    if opener == "<!--":
        if source.startswith((">", "->"), after):  # "<!-->" is an empty comment
            return find(">", after) + 1
        end = find("-->", after)
        return end + 3 if end >= 0 else -1
    closer = _CLOSERS.get(opener)
    if closer is None:  # </html
        return find(">", after) + 1 or -1
    if _in_tag(source, start, floor):
        return 0
    end = find(closer, after)
    if end > 0 and len(opener) == 4:  # drawings may hold drawings
        for _ in range(min(source.count(opener, after, end), _NESTED_MAX)):
            further = find(closer, end + 5)
            end = further if further >= 0 else end
    return (find(">", end) + 1 if end >= 0 else 0) or -1


_NESTED_MAX = 50


def _in_tag(source: str, at: int, floor: int) -> bool:
    """Tell whether `at` is inside another tag, as in `data-code="<script …"`: its end is unknown."""
    if at > floor and source[at - 1] == ">":  # as nearly always
        return False
    low = max(floor, at - 2000)
    return source.rfind("<", low, at) > source.rfind(">", low, at)
