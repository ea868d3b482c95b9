"""Boxes that sum the story up in points before it begins: "Key points", "Darum geht's", "Kort fortalt".

The label alone is no evidence, as blogs head sections so. With a list right below, and both before the story's first
paragraphs, it is what the page made of the story; the list's tags tell where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.pages.page import Page, by_another, is_prose
from newsclean.rules.rule import Hit, Rule

_LABELS = frozenset((
    "key points", "the key points", "story highlights", "in short",
    "darum geht's", "darum gehts", "darum geht es", "das wichtigste in kürze", "in kürze", "auf einen blick",
    "kurz zusammengefasst", "die wichtigsten punkte", "kurz gesagt", "das wichtigste auf einen blick",
    "kort fortalt", "kortversjonen", "oppsummert", "oppsummering", "kort oppsummert", "saken oppsummert", "kort sagt",
    "det korte af det lange", "kort om sagen", "i korthet", "sammanfattning", "i korta drag", "kort om nyheten",
    "l'essentiel", "en bref", "en resumen", "las claves", "in sintesi", "i punti chiave", "em resumo", "in het kort",
    "w skrócie", "ve zkratce", "özetle",
))  # fmt: skip
"""What such boxes are called, as gate keys without the colon."""
_MADE = re.compile(
    r"(?i)\b(?:zusammenfassung|zusammengefasst|summary|summari[sz]ed|oppsummering|sammanfattning|résumé|resumen)\b"
    r".{0,60}\b(?:ai|ki|ia|künstlich\w*|automati\w+)\b"
)
"""The notice that a machine wrote the points."""
_LINES = 3
"""Lines of notices between the label and its list."""
_REACH = 4
"""Lines of the body in which the box may still stand."""
_POINTS = 8


def _summaries(page: Page) -> Iterator[Hit]:
    blocks, extent = page.document.blocks, page.extent
    if not blocks.markups:
        return
    stop = min(extent.first + _REACH, extent.last + 1)
    for index in range(page.lead, stop):
        text = blocks.texts[index]
        if blocks.keys[index].strip(" :.") not in _LABELS and not (len(text) < 200 and _MADE.search(text)):
            continue
        points = _points(page, index)
        if points:
            yield Hit(index, LABEL, 0, len(text), {})
            for point in points:
                yield Hit(point, POINTS, 0, len(blocks.texts[point]), {})
            return


def _points(page: Page, label: int) -> list[int]:
    """Return the items of the list below a label; none where prose stands between or the list goes on too long."""
    kinds, texts = page.document.blocks.kinds, page.document.blocks.texts
    at = label + 1
    while at <= label + _LINES and at < len(kinds) and kinds[at] != "item":
        if is_prose(texts[at]) and not _MADE.search(texts[at]):
            return []
        at += 1
    points: list[int] = []
    while at < len(kinds) and kinds[at] == "item":
        points.append(at)
        at += 1
    return points if 1 < len(points) <= _POINTS else []


LABEL = Rule(id="summary.label", says="heads a box of points that sums the story up", action="remove", page=_summaries)
POINTS = Rule(
    id="summary.points", says="stands in a box that sums the story up in points", action="remove", page=by_another
)
RULES = (LABEL, POINTS)
