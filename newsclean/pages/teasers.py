"""Teasers between the paragraphs of raw text: pointers to other stories that no phrase gives away.

Where a site sets a list of headlines into a story, its lines stand tight, without the blank lines that
part the story's paragraphs. Where it sets a single card, the headline has the other story's date below
it. Both are seen from how the text is set, so they are looked for in raw text only, as HTML tells by tags; and
only on whole pages, as a list in somebody's article is the author's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.model import Blocks
from newsclean.pages.page import CLOSING, Page, by_another, is_loose, is_prose, pack_of
from newsclean.rules.rule import Hit, Rule
from newsclean.script import words

_LONGEST_RUN = 8
"""Lines of a list set into a story; longer ones are lists of the story's own, or tables."""
_WORDS = 4
"""Words of a headline; items of lists have fewer. On the shared pages 35 of 38 such runs of lines behind a
paragraph were teasers."""
_LONGEST, _TITLE = 160, 60
"""Characters of a headline, and of the title of a box, at most."""
_NO_HEADLINE = frozenset(".。:：,;、—–|")
"""Characters that end sentences and labels, and no headline."""
_POINTERS = frozenset(("promo", "ads", "widgets", "media"))
"""Packs whose claims on a line tell what the lines set tight with it are."""
_DATES = frozenset(("head.date", "head.time_relative", "head.name_ago", "head.byline"))
_SIGNS = "—–-@"
"""How the names begin under quoted posts; the date below is the post's."""
_STAMP = 4
"""Numbers of a date with its time: day, year, hour, minute."""


def _lists(page: Page) -> Iterator[Hit]:
    """Lines that stand tight below a paragraph of a story whose paragraphs stand apart."""
    blocks = page.document.blocks
    if page.extent.whole or not is_loose(page):
        return
    for first, last in _tight(blocks.gaps, page.extent.first + 1, page.extent.last):
        if last - first >= _LONGEST_RUN or not is_prose(blocks.texts[first - 1]):
            continue
        free = [index for index in range(first, last + 1) if not page.claimed(index)]
        if not all(_is_headline(blocks, index) for index in free) or _is_table(blocks.keys[first : last + 1]):
            continue
        pointed = any(pack_of(hit) in _POINTERS for index in range(first, last + 1) for hit in page.claims(index))
        if pointed or all(map(_has_words, blocks.texts[first : last + 1])):
            for index in free:
                yield Hit(index, LIST, 0, len(blocks.texts[index]), {})


def _tight(gaps: Sequence[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield first and last line of each run of lines without a blank line between them."""
    start = first
    for index in range(first + 1, last + 2):
        if index > last or gaps[index]:
            if index - start > 1 and gaps[start]:
                yield start, index - 1
            start = index


def _is_headline(blocks: Blocks, index: int) -> bool:
    """Tell whether a line may be a headline, or the kicker above one: some letters, no item, no end of a sentence."""
    text = blocks.texts[index]
    return (
        len(text) <= _LONGEST
        and text.rstrip(CLOSING)[-1:] not in _NO_HEADLINE
        and blocks.kinds[index] != "item"
        and any(map(str.isalpha, text))
    )


def _is_table(keys: Sequence[str]) -> bool:
    """Tell whether most lines have several numbers in them, as the rows of tables and lists of prices do."""
    return 2 * sum([key.count("#") > 1 for key in keys]) > len(keys)


def _has_words(text: str) -> bool:
    return words(text) >= _WORDS


def _dated(page: Page) -> Iterator[Hit]:
    """A date or byline inside the story, and the headline above it: another story's card.

    Dates that stand by themselves are in tables and diaries, too; with the time of day they are stamps.
    """
    blocks, extent = page.document.blocks, page.extent
    if extent.whole or blocks.markups:
        return
    begun = next((index for index in range(extent.first, extent.last) if is_prose(blocks.texts[index])), extent.last)
    for index in range(begun + 1, extent.last + 1):
        rules = {hit.rule.id for hit in page.hits.get(index, ())}
        above = index - 1
        if rules.isdisjoint(_DATES) or blocks.texts[above][0] in _SIGNS:
            continue
        carded = above > begun and not page.claimed(above) and _is_card(page, above)
        if carded:
            yield Hit(above, DATED, 0, len(blocks.texts[above]), {})
        if carded or _is_stamp(blocks.keys[index]):
            yield Hit(index, DATE, 0, len(blocks.texts[index]), {})


def _is_stamp(key: str) -> bool:
    """Tell whether a date has its time of day behind it; times alone head the entries of programmes and diaries."""
    return key.count("#:#") == 1 and key.count("#") >= _STAMP


def _is_card(page: Page, index: int) -> bool:
    """Tell whether a line may be the headline of another story's card."""
    blocks = page.document.blocks
    return _is_headline(blocks, index) and _has_words(blocks.texts[index]) and blocks.keys[index] != page.headline


def _box_titles(page: Page) -> Iterator[Hit]:
    """A short line in or right above the lines of a newsletter's box."""
    blocks, extent = page.document.blocks, page.extent
    if extent.whole or blocks.markups:
        return
    for index in range(extent.first + 1, extent.last):
        if page.claimed(index) or len(blocks.texts[index]) > _TITLE or not _is_headline(blocks, index):
            continue
        above, below, next_ = (_is_newsletter(page, place) for place in (index - 1, index + 1, index + 2))
        if below and (above or next_):
            yield Hit(index, BOX, 0, len(blocks.texts[index]), {})


def _is_newsletter(page: Page, index: int) -> bool:
    return any(pack_of(hit) == "newsletter" for hit in page.claims(index))


LIST = Rule(
    id="teaser.list",
    says="stands tight in a list of headlines while blank lines part the story's paragraphs",
    action="remove",
    page=_lists,
)
DATED = Rule(id="teaser.dated", says="has another story's date or author below it", action="related", page=_dated)
DATE = Rule(id="teaser.date", says="is the date of another story, alone on its line", action="remove", page=by_another)
BOX = Rule(
    id="teaser.newsletter_title",
    says="is the title of the newsletter's box below it",
    action="remove",
    page=_box_titles,
)
RULES = (LIST, DATED, DATE, BOX)
