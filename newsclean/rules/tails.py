"""Tails: what a site wrote behind the last sentence of a paragraph, in the same line.

"The bridge stays shut. Read more: Five things to know" is a paragraph and a pointer. The pointer is
asked about as if it stood on a line of its own, but only by rules that say so (`where = ["tail"]`):
most phrases that are a site's as a line of their own end many a paragraph, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from newsclean.model import Blocks
from newsclean.rules.match import Gates
from newsclean.rules.rule import Hit, gate_keys

_SENTENCE_END = re.compile(
    r"([.!?…。！？])(?:(?<![。！？])[\"”“»’')\]]{0,2}[ \t\xa0]+(?=\S)|(?<=[。！？])[」』）]{0,2}[ \t]*(?=[^\s」』）]))"
)
"""It begins with one set of signs, which lets `re` skip to them."""
_LEAST = 40
"""Characters of a paragraph before its tail; a shorter one may be a label itself."""
_LEAST_WIDE = 10
"""The same in scripts whose signs are words."""
_LONGEST = 220
"""Characters of a tail at most."""
_ASKS = frozenset("?？")
"""Ends of the sentence before the last that may belong to a tail: "Already a subscriber? Sign in"."""


class _Piece(NamedTuple):
    """The end of a block.

    Attributes:
        block: Index of the block.
        start: Where the piece begins.
        end: Where it ends: the block's end, or where another tail begins.
        text: Its text.
    """

    block: int
    start: int
    end: int
    text: str


def find_tails(blocks: Blocks, gates: Gates, places: Iterable[int]) -> Mapping[int, list[Hit]]:
    """Return the claims on tails of blocks, in reading order; what stands before them stays.

    Args:
        blocks: The page.
        gates: Gates of the rules that work on tails.
        places: Indexes of the blocks that are body text.
    """
    found: dict[int, list[Hit]] = {}
    texts = blocks.texts
    todo = [(index, len(texts[index])) for index in places if len(texts[index]) > _LEAST_WIDE]
    while todo:
        pieces = [piece for piece in _pieces(texts, todo) if gates.may_open(piece.text)]
        todo = []
        if not pieces:
            break
        for at, claims in gates.hits(_as_lines(blocks, pieces)).items():  # a block's longest piece comes first
            piece = pieces[at]
            if todo and todo[-1][0] == piece.block:
                continue
            hit = min(claims, key=lambda claim: claim.rule.id)
            fields = {name: (piece.start + first, piece.start + last) for name, (first, last) in hit.fields.items()}
            found.setdefault(piece.block, []).insert(0, Hit(piece.block, hit.rule, piece.start, piece.end, fields))
            todo.append((piece.block, len(texts[piece.block][: piece.start].rstrip())))
    return found


def _pieces(texts: Sequence[str], todo: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield the last sentence of each text, and before it the last two where the first of them asks."""
    for index, end in todo:
        text = texts[index]
        last: tuple[int, bool] | None = None
        before: tuple[int, bool] | None = None
        for match in _SENTENCE_END.finditer(text, max(0, end - _LONGEST), end):
            before, last = last, (match.end(), match[1] in _ASKS)
        if last is None:
            continue
        starts = (before[0], last[0]) if before is not None and last[1] else (last[0],)
        for start in starts:
            if start >= (_LEAST_WIDE if text[start - 1] > "\u2e80" else _LEAST):
                yield _Piece(index, start, end, text[start:end])


def _as_lines(blocks: Blocks, pieces: Sequence[_Piece]) -> Blocks:
    """Return pieces of blocks as if each stood on a line of its own."""
    texts = [piece.text for piece in pieces]
    keys = gate_keys("\n".join([text.replace("\n", " ") for text in texts]))
    starts = [blocks.starts[piece.block] for piece in pieces]
    ends = [blocks.ends[piece.block] for piece in pieces]
    return Blocks(texts, starts, ends, keys, list(repeat(0, len(texts))), list(repeat("line", len(texts))))
