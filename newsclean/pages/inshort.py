"""The story in short: a box with a label and a list, between a news page's headline and its first paragraph.

The list repeats the story in a few points and is none of it; on sites that have such boxes the story's
text goes without. In raw text nothing tells where the list ends, so the box is known by its tags only.
Lists of "key takeaways" are left alone: on the shared pages they are part of the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.pages.page import Page, is_prose
from newsclean.rules.rule import Hit, Rule

_LABELS = frozenset((
    # en
    "in brief", "in short", "in a nutshell", "key points", "story highlights", "the brief",
    # de
    "in kürze", "das wichtigste in kürze", "kurz und bündig", "darum gehts", "darum geht's", "darum geht es",
    "kurz zusammengefasst", "kurzfassung",
    # fr, es, it, pt
    "l'essentiel", "en bref", "en résumé", "lo esencial", "en resumen", "en breve", "in sintesi", "in breve",
    "em resumo",
    # nl, no, da, sv, fi
    "in het kort", "samengevat", "kort samengevat", "kort fortalt", "kortversjonen", "saken oppsummert",
    "oppsummert", "oppsummering", "kort sagt", "det vigtigste", "kort om", "i korthet",
    "lyhyesti", "tiivistelmä",
    # pl, cs, tr, ru, uk
    "w skrócie", "najważniejsze informacje", "ve zkratce", "özet", "kısaca", "коротко", "кратко", "главное",
    "головне",
    # ja, ko, zh
    "要点", "요약", "핵심 요약", "摘要", "要點",
))  # fmt: skip
"""What such boxes are called, as gate keys."""
_REACH = 4
"""Lines between a box's label and its list: a second label, a notice on how the list was made."""
_LONGEST = 12
"""Most items of such a list."""


def _in_short(page: Page) -> Iterator[Hit]:
    blocks = page.document.blocks
    if page.extent.whole or not blocks.markups:
        return
    for index in range(page.lead, page.extent.first + _REACH):
        if index < len(blocks) and blocks.keys[index].strip(" :") in _LABELS:
            items = _items(page, index)
            if len(items) > 1 and _is_above(page, index) and _goes_on(page, items[-1]):
                for place in (index, *items):
                    yield Hit(place, IN_SHORT, 0, len(blocks.texts[place]), {})
                return


def _items(page: Page, label: int) -> list[int]:
    """Return the list that follows a label."""
    blocks = page.document.blocks
    below = range(label + 1, len(blocks))
    start = next((index for index in below[:_REACH] if blocks.kinds[index] == "item"), None)
    if start is None:
        return []
    end = next((index for index in below[start - label :] if blocks.kinds[index] != "item"), len(blocks))
    return list(range(start, end)) if end - start <= _LONGEST else []


def _is_above(page: Page, index: int) -> bool:
    """Tell whether at most a standfirst and a caption stand between the headline and a line."""
    texts = page.document.blocks.texts[page.lead + 1 : index]
    return sum(map(is_prose, texts)) < 3


def _goes_on(page: Page, index: int) -> bool:
    """Tell whether running text that is the story's follows a line."""
    texts = page.document.blocks.texts[index + 1 : page.extent.last + 1]
    return any(map(is_prose, texts))


IN_SHORT = Rule(id="body.in_short", says="tells the story in short, in a box above it", action="note", page=_in_short)
RULES = (IN_SHORT,)
