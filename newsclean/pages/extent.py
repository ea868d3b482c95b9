"""Where the article's body begins and ends.

On a whole page 87 % of the lines are menus, teasers and footers (TAXONOMY, section 1). A first look
at the lengths and endings of all lines finds the page's main stretch of prose; the lines around it
are then weighed by `evidence`, and the body is the run whose weights sum up highest. `survey` puts
together what `window`, `weights`, `run`, `apart`, `ends`, `begins` and `asides` do.
"""

from __future__ import annotations

from collections.abc import Callable

from newsclean.model import Blocks, Document
from newsclean.pages import evidence
from newsclean.pages.apart import Ask, comments_start, head_below, next_story, story_end, story_foot
from newsclean.pages.asides import ASIDE, asides, menus
from newsclean.pages.begins import first_line, goes_on_above, lead_above
from newsclean.pages.ends import last_line, resumes
from newsclean.pages.menus import has_menus
from newsclean.pages.page import Extent, Hits, by_another, ends_sentence, pack_of, running_text
from newsclean.pages.run import best_run, opened, run_worth
from newsclean.pages.weights import Model, Weighed, shipped_model, weigh
from newsclean.pages.window import next_window, window
from newsclean.rules.rule import Rule
from newsclean.script import words

_FURNITURE = frozenset(("nav", "share", "ui", "comments", "legal", "tags", "head", "newsletter", "ads"))
"""Packs whose rules name the parts of a site rather than of an article."""
_FEW = 4
"""Different rules of furniture that even an extract may open. On the shared corpora 95 % of whole
pages open over 4 (news pages: over 7), and none of the gold bodies opens more than 4."""
_GLANCE = 10
"""Lines that are asked about at a time while looking for furniture."""
_SMALL = 80
"""Lines up to which raw text may be told by its claims to be a story with little around it."""
_STRAY, _STRAYS = 2, 0.2
"""Lines that no rule knows and that are no sentences on such a page (its headline is one of them), and how many more
for each sentence. Whole pages have menus of their own: of 1,160 shared ones 3 have so few of up to 80 lines."""
_SENTENCE = 5
"""Words of a sentence there."""


def survey(document: Document, ask: Ask, with_followers: Callable[[Blocks, Hits], Hits]) -> tuple[Hits, Extent]:
    """Find what line rules claim around the article, and where its body is.

    Args:
        document: The page.
        ask: Returns what line rules claim among the blocks from one index to another, by block index.
        with_followers: Adds to claims those on the lines that labels take with them.

    Returns:
        The claims, and the body's extent. Of a whole page only the lines around the body are asked
        about: most of the menus and footers beyond go without a look. An extract is asked about whole.
    """
    blocks = document.blocks
    if not blocks:
        return {}, Extent(0, -1, True, 0, -1, -1, frozenset())
    model = shipped_model("html" if blocks.markups else "text")
    glance = evidence.glance(blocks.texts)
    shapes = glance.shapes[: story_end(document, ask)]
    start, stop = window(blocks, shapes, model.shape)
    hits = ask(blocks, start, stop)
    beyond = _beyond(blocks, ask, start, stop, _furniture(hits))
    if beyond is None and len(blocks) <= _SMALL and not blocks.markups:
        known = with_followers(blocks, ask(blocks, 0, len(blocks)))
        if body := _accounted(blocks, known):
            return known, Extent(*body, False, *running_text(blocks, known, *body), frozenset())
    hits = with_followers(blocks, hits | beyond if beyond else hits)
    if beyond is not None:
        return hits, Extent(0, len(blocks) - 1, True, *running_text(blocks, hits, 0, len(blocks) - 1), menus(blocks))
    weighed = weigh(model, document, hits, start, stop, glance)
    apart = () if blocks.markups else opened(hits, start, stop)
    first, last = best_run(model, weighed, apart)
    if model.inside and (worth := run_worth(model, weighed, first, last)) < 0:
        low, high = next_window(blocks, shapes, model.shape, start, stop)
        outside = (low, min(high, start)) if low < start else (max(low, stop), high)
        hits |= with_followers(blocks, ask(blocks, *outside))
        second = weigh(model, document, hits, low, high, glance)
        run = best_run(model, second, ())
        if run_worth(model, second, *run) > worth:
            start, weighed, (first, last) = low, second, run
    return hits, _extent(document, hits, model, weighed, first, last)


def _extent(document: Document, hits: Hits, model: Model, weighed: Weighed, first: int, last: int) -> Extent:
    """Return the body's extent: a run of the window's lines, less what is not the story's, with what is around it."""
    blocks, start, lines = document.blocks, weighed.start, len(weighed.body)
    top = head_below(document, hits, last + start) - start
    if 0 <= top < lines:
        first, last = _best_within(model, weighed, top, lines)
    run = first + start, last + start
    end = min(find(blocks, hits, *run) for find in (next_story, comments_start, story_foot)) - start
    if end <= last:
        first, last = _best_within(model, weighed, 0, end)
    last = last_line(blocks, hits, last + start)
    while not blocks.markups and (further := resumes(blocks, hits, last)) > last:
        last = last_line(blocks, hits, further)
    odds: list[int] = []
    if model.inside:
        odds = model.inside.score([column[: last + 1 - start] for column in weighed.evidence])
    first = first_line(blocks, hits, weighed, odds, first + start)
    first = lead_above(blocks, weighed, odds, goes_on_above(blocks, hits, first), last)
    prose = running_text(blocks, hits, first, last)
    return Extent(first, last, False, *prose, asides(blocks, odds, start, first, last))


def _best_within(model: Model, weighed: Weighed, top: int, end: int) -> tuple[int, int]:
    """Return the best run among some lines of the window, from one place in it to another."""
    first, last = best_run(model, weighed.cut(top, end), ())
    return first + top, last + top


def _beyond(blocks: Blocks, ask: Ask, start: int, stop: int, furniture: set[str]) -> Hits | None:
    """Return what line rules claim outside the window of an extract; None where the text is no extract.

    An extract is an article already, without a site's menus and footers around it. Nearly all whole
    pages show a dozen and more lines of site furniture; extracts show a few. The lines around the
    window are asked from the page's end on, where they are thickest, until it is settled. Where rules know
    little of a site's language, its links and the page's title tell.
    """
    found: Hits = {}
    for low, high in ((stop, len(blocks)), (0, start)):
        for end in range(high, low, -_GLANCE):
            if len(furniture) > _FEW:
                return None
            hits = ask(blocks, max(low, end - _GLANCE), end)
            furniture |= _furniture(hits)
            found |= hits
    return None if len(furniture) > _FEW or has_menus(blocks) else found


def _accounted(blocks: Blocks, hits: Hits) -> tuple[int, int] | None:
    """Return first and last sentence of a short page on which rules know nearly all else; None for other pages.

    Weights tell a story from menus and footers that no rule knows. Where there are hardly any, there is nothing to
    tell, and weights that were learned from large pages would lose paragraphs of a small one.
    """
    titled = has_menus(blocks)  # then the first line is the page's own title
    left = [block for block in blocks if block.index not in hits and block.index >= titled]
    sentences = [block.index for block in left if ends_sentence(block.text) and words(block.text) >= _SENTENCE]
    strays = {block.key for block in left}.difference([blocks.keys[index] for index in sentences])
    if not sentences or len(strays) > _STRAY + _STRAYS * len(sentences):
        return None
    others = {block.index for block in left if sentences[0] < block.index < sentences[-1]}.difference(sentences)
    if any(index + 1 in others for index in others):
        return None  # two in a row are no heading, but tell of more than the story
    if comments_start(blocks, hits, 0, len(blocks) - 1) < len(blocks):
        return None
    last = sentences[-1]
    while last + 1 < len(blocks) and last + 1 not in hits and ends_sentence(blocks.texts[last + 1]):
        last += 1
    return sentences[0], last


def _furniture(hits: Hits) -> set[str]:
    """Return the ids of the rules of site furniture among some claims."""
    return {hit.rule.id for found in hits.values() for hit in found if pack_of(hit) in _FURNITURE}


BEFORE = Rule(id="body.before", says="stands before the article's body", action="remove", page=by_another)
AFTER = Rule(id="body.after", says="stands after the article's body", action="remove", page=by_another)
"""What no other rule claims outside the extent goes by these; the assembler takes whole stretches."""
RULES = (BEFORE, AFTER, ASIDE)
