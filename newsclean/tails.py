"""Tails: what a site wrote behind the last sentence of a paragraph, in the same line.

"The bridge stays shut. Read more: Five things to know" is a paragraph and a pointer. The pointer is
asked about as if it stood on a line of its own, but only by rules that say so (`where = ["tail"]`):
most phrases that are a site's as a line of their own end many a paragraph, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat

from newsclean.model import Blocks
from newsclean.rules.match import Gates
from newsclean.rules.rule import Hit, gate_keys

_SENTENCE_END = re.compile(r"[.!?…][\"”“»’')\]]{0,2}\s+(?=\S)|[。！？][」』）]{0,2}\s*(?=\S)")
_LEAST = 40
"""Characters of a paragraph before its tail; a shorter one may be a label itself."""
_LEAST_WIDE = 10
"""The same in scripts whose signs are words."""
_LONGEST = 220
"""Characters of a tail at most."""
_SENTENCES = 2
"""Sentences of a tail at most: "Already a subscriber? Sign in"."""


def find_tails(blocks: Blocks, gates: Gates, places: Iterable[int]) -> Mapping[int, list[Hit]]:
    """Return the claims on tails of blocks, in reading order; what stands before them stays.

    Args:
        blocks: The page.
        gates: Gates of the rules that work on tails.
        places: Indexes of the blocks that are body text.
    """
    found: dict[int, list[Hit]] = {}
    todo = {index: len(blocks.texts[index]) for index in places}
    while todo:
        pieces = [(index, start, end) for index, end in todo.items() for start in _starts(blocks.texts[index], end)]
        if not pieces:
            break
        hits = gates.hits(_as_lines(blocks, pieces))
        todo = {}
        for at, claims in hits.items():  # the longest piece of a block comes first
            index, start, end = pieces[at]
            if index in todo:
                continue
            todo[index] = start
            hit = min(claims, key=lambda claim: claim.rule.id)
            fields = {name: (start + first, start + last) for name, (first, last) in hit.fields.items()}
            found.setdefault(index, []).insert(0, Hit(index, hit.rule, start, end, fields))
        for index, start in todo.items():
            todo[index] = len(blocks.texts[index][:start].rstrip())
    return found


def _starts(text: str, end: int) -> Iterator[int]:
    """Yield where the last sentences of a text begin, the longest tail first."""
    starts = [match.end() for match in _SENTENCE_END.finditer(text, max(0, end - _LONGEST), end)]
    for start in starts[-_SENTENCES:]:
        if start >= (_LEAST_WIDE if text[start - 1] > "\u2e80" else _LEAST):
            yield start


def _as_lines(blocks: Blocks, pieces: list[tuple[int, int, int]]) -> Blocks:
    """Return pieces of blocks as if each stood on a line of its own."""
    texts = [blocks.texts[index][start:end] for index, start, end in pieces]
    keys = gate_keys("\n".join([text.replace("\n", " ") for text in texts]))
    starts = [blocks.starts[index] for index, _, _ in pieces]
    ends = [blocks.ends[index] for index, _, _ in pieces]
    return Blocks(texts, starts, ends, keys, list(repeat(0, len(texts))), list(repeat("line", len(texts))))
