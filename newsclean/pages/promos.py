"""Promos between a story's paragraphs that are told by their links and how they are set, not by a label of the site's.

All look at paragraphs and list items only; a heading may be a section's. Of 145 such lines between paragraphs on the
shared pages two were the story's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from newsclean.model import Markup
from newsclean.pages.links import home, leads_to
from newsclean.pages.page import Page, by_another
from newsclean.rules.rule import Hit, Rule

_LONGEST = 200
_PLAIN = frozenset(("line", "item"))
_SENTENCE_ENDS = frozenset(".。")
_WORDS = 4
"""Words from which on a line in capitals, or a link behind a label, is a headline; fewer name a thing."""
_WHOLE, _MUCH, _SOME = 0.9, 0.4, 0.3
"""Shares of linked text: a line that is a link, one that points somewhere, one that does so behind an arrow."""
_FEW_SMALL = 10
"""Capitals for each small letter that a line in capitals may hold ("AMAs", "McCoy")."""
_ARROWS = " >»›→⇒➔➡▶►👉👇\ufe0f"
_LABEL = 60
"""Characters of a label before a linked headline."""
_LABEL_ENDS = frozenset(":?!|–—»")
_POINTER = re.compile(
    r"\W{0,3}(?:learn more|read (?:more|our|about|the full|all about|next)|more (?:on|about|from)|discover|explore"
    r"|find out (?:more|how|what)|see (?:also|our|more)|check out|watch|listen|visit our|click here"
    r"|lesen sie|mehr (?:zu|über|dazu)|alles (?:zu|über)|hier (?:geht|finden|lesen)"
    r"|en savoir plus|lire|à lire|voir aussi|découvr\w+|leer|lea|más sobre|leia|saiba|leggi|scopri"
    r"|lees|les (?:mer|også)|læs|läs|czytaj|čtěte)\b",
    re.I,
)
"""First words of pointers; without a link to the site itself they begin sentences, too."""

Spans = dict[str, tuple[int, int]]


class _Line(NamedTuple):
    """A line and its longest link."""

    text: str
    markup: Markup
    start: int
    end: int
    href: str


def _promos(page: Page) -> Iterator[Hit]:
    blocks, extent = page.document.blocks, page.extent
    site = cache(partial(home, page.document))  # few lines come so far that it matters
    for index, markup in enumerate(blocks.markups[extent.first : extent.last + 1], extent.first):
        text = blocks.texts[index]
        if markup.link_share < _SOME or not markup.links or len(text) > _LONGEST or page.claimed(index):
            continue
        if blocks.kinds[index] not in _PLAIN:
            continue
        found = _what(_Line(text, markup, *max(markup.links, key=_size)), site)
        if found is not None:
            rule, fields = found
            yield Hit(index, rule, 0, len(text), fields)


def _size(link: tuple[int, int, str]) -> int:
    return link[1] - link[0]


def _what(line: _Line, site: Callable[[], str]) -> tuple[Rule, Spans] | None:
    """Return the rule that a line goes by, with the promo's fields.

    Args:
        line: The line.
        site: Tells the page's site. Behind a label, links to other sites are sources and shops.
    """
    text, share = line.text, line.markup.link_share
    arrows = len(text) - len(text.lstrip(_ARROWS))
    if text[:arrows].strip():
        return ARROW, {"text": (arrows, len(text))}
    if share >= _WHOLE and text.count(" ") >= _WORDS - 1 and _is_shouted(text):
        return SHOUTED, {"text": (0, len(text))}
    if text[-1] in _SENTENCE_ENDS:
        return None
    if share >= _MUCH and _POINTER.match(text) and leads_to(line.href, site()):
        return POINTING, {"text": (line.start, line.end)}
    label = text[: line.start].rstrip()
    labelled = 0 < len(label) <= _LABEL and label[-1] in _LABEL_ENDS and line.end == len(text)
    alone = labelled and len(line.markup.links) == 1 and text.count(" ", line.start) >= _WORDS - 1
    if alone and leads_to(line.href, site()):
        return LABELLED, {"label": (0, len(label)), "text": (line.start, line.end)}
    return None


def _is_shouted(text: str) -> bool:
    """Tell whether a line is in capitals, but for a letter or two."""
    return sum(map(str.isupper, text)) > _FEW_SMALL * sum(map(str.islower, text))


ARROW = Rule(id="promo.arrow", says="points elsewhere, by an arrow and a link", action="related", page=_promos)
SHOUTED = Rule(id="promo.shouted", says="is a link to another story, in capitals", action="related", page=by_another)
POINTING = Rule(
    id="promo.pointing", says="begins as a pointer does and links to the site", action="related", page=by_another
)
LABELLED = Rule(
    id="promo.labelled", says="is a label and another story's headline, linked", action="related", page=by_another
)
RULES = (ARROW, SHOUTED, POINTING, LABELLED)
