"""A whole page's headline: which of the lines above its body it is, where no tag tells."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean import credit
from newsclean.model import Blocks
from newsclean.pages.figures import is_caption
from newsclean.pages.page import Page, has_words, pack_of
from newsclean.pages.wording import is_headline, long_words, strip_site, word_sets
from newsclean.rules.rule import gate_key
from newsclean.script import words

_REACH = 100
"""Lines above the body in which its headline is looked for."""
_FAR = 60
"""Lines from which on it does not matter how far above the body a line stands."""
_FOLLOWED = 3
"""Lines below a headline in which byline, date or reading time stand."""
_PARAGRAPHS, _STORY = 40, 2500
"""Lines and characters of the body that are compared with a headline: enough to hold its words."""
_SENTENCE = 4
"""Words from which on a line is more than a menu's."""
_LIKE_TOP, _IN_STORY, _LONG_LINE, _HEAD_BELOW, _PER_LINE = 6.1, 4.4, 2.1, 2.5, -0.062
"""What a line's likeness to the page's title, its share of words that the story holds, four words, byline or date below
it, and each line between it and the body count. From a conditional logistic regression over the lines above the body
of 621 renderings with known headlines, each with and without its first line."""
_LEAST = 4.0
"""What a headline scores at least."""
_STANDFIRST = 2.0
"""Of two lines that score so nearly the same, the lower sums up the story of which the upper is the headline."""
_MOST = 0.5
"""Share of the page's title that a headline is which stands in it."""


def headline_above(page: Page) -> str | None:
    """Return the gate key of the line above the body that is its headline, None where no line looks like one.

    A page's first line is often its title, with the site's name behind the headline. It shows what the headline
    looks like, and is the headline itself where no other line comes near.
    """
    blocks, first = page.document.blocks, page.extent.first
    rough = _by_words(page, blocks, first)
    scores: dict[int, float] = {}
    best = -1
    for index in sorted(rough, key=rough.__getitem__, reverse=True):
        # The dear questions are asked only of lines that may still win.
        if best >= 0 and rough[index] + _HEAD_BELOW <= scores[best]:
            break
        if _is_free(page, index):
            scores[index] = rough[index] + _HEAD_BELOW * _is_followed(page, index)
            if best < 0 or scores[index] > scores[best]:
                best = index
    if best < 0 or scores[best] < _LEAST:
        return _alone(page, blocks, first)
    if not best:
        lines = [blocks.keys[index] for index in rough if index and _is_free(page, index)]
        return _within(gate_key(strip_site(blocks.texts[0])), lines) or blocks.keys[0]
    upper = best - 1
    near = rough.get(upper, 0.0) + _HEAD_BELOW * _is_followed(page, upper) >= scores[best] - _STANDFIRST
    if upper > 0 and near and _is_long(blocks.texts[upper]) and _is_free(page, upper):
        best = upper
    return blocks.keys[best]


def _alone(page: Page, blocks: Blocks, first: int) -> str | None:
    """Return the only line above the body of raw text that no rule knows, None where there are others or none."""
    if blocks.markups or first > _REACH:
        return None
    free = [index for index in range(first) if has_words(blocks.texts[index]) and _is_free(page, index)]
    keys = {blocks.keys[index] for index in free}
    return keys.pop() if len(keys) == 1 and is_headline(blocks.texts[free[0]]) else None


def _within(top: str, keys: Sequence[str]) -> str | None:
    """Return the longest of some lines that is most of the page's title, None where none is."""
    return max([key for key in keys if key in top and len(key) >= _MOST * len(top)], key=len, default=None)


def _by_words(page: Page, blocks: Blocks, first: int) -> dict[int, float]:
    """Score the lines above the body that have a headline's shape, and the page's first line, by words and place."""
    title = page.document.metadata.title if page.document.metadata else blocks.texts[0]
    lines = {index: blocks.texts[index] for index in range(first - 1, max(0, first - 1 - _REACH), -1)}
    if first > 0:
        lines[0] = strip_site(blocks.texts[0])
    lines = {index: text for index, text in lines.items() if is_headline(text)}
    keys = [blocks.keys[index] if index else gate_key(text) for index, text in lines.items()]
    story = " ".join(blocks.keys[first : min(first + _PARAGRAPHS, page.extent.last + 1)])[:_STORY]
    told, top, *words_of = word_sets([story, gate_key(strip_site(title or "")), *keys])
    scores = {}
    for (index, text), found in zip(lines.items(), words_of, strict=True):
        if found:
            long = long_words(found)
            score = _LIKE_TOP * 2 * len(top.intersection(found)) / (len(found) + len(top))
            score += _IN_STORY * len(told.intersection(long)) / (len(long) or 1)
            scores[index] = score + _LONG_LINE * _is_long(text) + _PER_LINE * min(first - index, _FAR)
    return scores


def _is_free(page: Page, index: int) -> bool:
    """Tell whether nothing calls a line something other than a headline."""
    blocks = page.document.blocks
    return not page.claimed(index) and not is_caption(blocks, index) and credit.split(blocks.texts[index]) is None


def _is_long(text: str) -> bool:
    return words(text) >= _SENTENCE


def _is_followed(page: Page, index: int) -> bool:
    """Tell whether byline, date or the like stand right below a line."""
    below = range(index + 1, min(index + 1 + _FOLLOWED, page.extent.first))
    return any(pack_of(hit) == "head" for place in below for hit in page.claims(place))
