"""Label: what each block of a page is, by which rule, and which claims lost.

Two phases. Line rules see one block each. Page rules see the document, the line phase's hits and
the body's extent, all read-only; none sees another page rule's answer, so their order cannot
matter. Where claims meet on a block, `Action`'s order settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import regex

from newsclean.model import Blocks, Document, Markup
from newsclean.pages import page_rules
from newsclean.pages.headline import find_head
from newsclean.pages.page import CLOSING, PROSE_END, SHORTEST_PROSE, Extent, Hits, Page, is_prose, running_text
from newsclean.pages.site import JOINED, survey_site, unmatched
from newsclean.pages.wording import is_headline
from newsclean.rules.rule import ACTIONS, Hit
from newsclean.rules.ruleset import Here
from newsclean.rules.tails import find_tails

_RANK = {action: rank for rank, action in enumerate(ACTIONS)}
_DATA = {"caption", "credit", "note", "source", "byline", "standfirst", "related", "title"}
_OWN = frozenset(rule.id for rule in page_rules())
"""Page rules that ship with newsclean; they leave a page's prose alone, others have to show that they do."""
_KICKER = 3
"""Words of a kicker at most; the headline below has two more at least."""
_MOST_LISTED = 8
"""Headlines below a label of one story that may be a list."""
_LONGEST_HEADLINE = 110
"""Characters of such a headline; longer lines may be the piece of a paragraph that a link ends."""
_NAME = regex.compile(r"\p{Lu}\p{Ll}+(?: (?:\p{Lu}\.|\p{Lu}[\p{L}'’-]+)){1,3}")
_CUT_OFF = "..."
"""What a teaser's lead ends with that was cut off; it is the last line that a label takes."""
_NEAR_END = 12
"""Lines behind the body in which sign-offs, notes and sources are still the article's own."""


class Labels(NamedTuple):
    """The settled claims.

    Attributes:
        extent: Where the body is.
        chosen: The winning claim of each block that has one.
        lost: Claims that lost, by block.
        cuts: Spans to take out of blocks that stay, in reading order.
        warnings: What the reader of the result should know.
    """

    extent: Extent
    chosen: dict[int, Hit]
    lost: dict[int, list[Hit]]
    cuts: dict[int, list[Hit]]
    warnings: tuple[str, ...]


def label(document: Document, here: Here) -> Labels:
    r"""Label the blocks of a page by the rules that work on it.

    Example:
        >>> from newsclean.read.text import read_text
        >>> from newsclean.rules.ruleset import builtin_rules
        >>> labels = label(read_text("Skip to main content\n\nIt rained all night."), builtin_rules().here(None))
        >>> labels.chosen[0].rule.action
        'remove'
    """
    hits, extent = survey_site(document, here.gates.hits, _with_followers)
    claims = {index: list(found) for index, found in hits.items()}
    page = find_head(Page(document, _frozen(hits), extent, None, 0))
    for rule in here.page_rules:
        if rule.page is not None:
            for hit in rule.page(page):
                claims.setdefault(hit.block, []).append(hit)
    top, end, late = running_text(document.blocks, claims, extent.first, extent.last)
    labels = _settle(page._replace(extent=extent._replace(top=top, end=end, late=late)), claims)
    _add_tails(document.blocks, here, labels)
    return labels._replace(warnings=(*labels.warnings, *unmatched(document, here.selectors)))


def _add_tails(blocks: Blocks, here: Here, labels: Labels) -> None:
    """Add claims on the ends of paragraphs to the spans that are cut out."""
    body = range(labels.extent.first, labels.extent.last + 1)
    stay = [index for index in body if index not in labels.chosen]
    for index, tails in find_tails(blocks, here.tails, stay).items():
        cuts = labels.cuts.setdefault(index, [])
        cuts += [tail for tail in tails if not cuts or tail.start >= cuts[-1].end]


def _frozen(hits: Hits) -> Mapping[int, Sequence[Hit]]:
    """Return the line rules' claims so that no page rule can change them."""
    return MappingProxyType({index: tuple(found) for index, found in hits.items()})


def _with_followers(blocks: Blocks, hits: Hits) -> Hits:
    """Add the lines that labels take with them, up to the next label."""
    labels = [hit for found in hits.values() for hit in found if hit.rule.takes]
    places = {hit.block for hit in labels}
    for hit in labels:
        for follower in _followers(blocks, hit):
            if follower.block in places:
                break
            hits.setdefault(follower.block, []).append(follower)
    return hits


def _followers(blocks: Blocks, hit: Hit) -> Iterator[Hit]:
    """Yield the lines that a label takes with it."""
    takes = hit.rule.takes
    if takes is None:
        return
    above = hit.block
    left = takes.max
    below = blocks.texts[hit.block + 1 : hit.block + 3 + max(takes.max, _MOST_LISTED)]
    for index, text in enumerate(below, hit.block + 1):
        if not left or not _has_shape(text, takes.shape) or not _in_one_box(blocks.markups, above, index):
            return
        yield Hit(index, hit.rule, 0, len(text), {}, hit.block)
        left = 0 if text.endswith(_CUT_OFF) else left - 1
        if takes.max == 1 and hit.rule.action == "related":
            if _has_more(blocks.texts, index, index - hit.block):
                left = 1
            elif index - hit.block == 1 and not blocks.markups:
                left = _listed(blocks.texts, index + 1)
        above = index


def _has_more(texts: Sequence[str], index: int, step: int) -> bool:
    """Tell whether the line below one that a label of one story took belongs to it, too.

    The first may be the few words above a headline; below the headline, its author may be named.
    """
    text = texts[index]
    below = texts[index + 1] if index + 1 < len(texts) else ""
    if step == 1 and text.count(" ") < _KICKER and below.count(" ") > _KICKER:
        return True
    return step <= 2 and text.count(" ") > _KICKER and bool(_NAME.fullmatch(below))


def _listed(texts: Sequence[str], start: int) -> int:
    """Return how many lines below the headline that a label of one story took are headlines in a list with it.

    A single one with running text below it may head the story's next section.
    """
    stop = start
    while stop < min(len(texts), start + _MOST_LISTED) and _may_be_listed(texts[stop]):
        stop += 1
    lone = stop == start + 1 and stop < len(texts) and texts[stop][-1] in PROSE_END
    return 0 if lone else stop - start


def _may_be_listed(text: str) -> bool:
    long = text.count(" ") >= _KICKER if text[0] < "\u2e80" else len(text) > 2 * _KICKER
    return long and len(text) <= _LONGEST_HEADLINE and not text[0].islower() and is_headline(text)


def _in_one_box(markups: Sequence[Markup], above: int, index: int) -> bool:
    """Tell whether a line may belong to the box of the one above it; without tags it may."""
    if not markups:
        return True
    upper, lower = markups[above], markups[index]
    return lower.parent == upper.parent or lower.grandparent in (upper.grandparent, upper.parent)


def _has_shape(text: str, shape: str) -> bool:
    words = text.count(" ") + 1
    if shape == "short":
        return words <= 4 and len(text) <= 40 and text[-1] not in ".。"
    if shape == "headline":
        end = text.rstrip(CLOSING)[-1:] if text[-1] in CLOSING else text[-1]
        return words <= 25 and len(text) <= 160 and (text.endswith(_CUT_OFF) or end not in ".。,;:")
    return True


def _settle(page: Page, claims: dict[int, list[Hit]]) -> Labels:
    chosen: dict[int, Hit] = {}
    lost: dict[int, list[Hit]] = {}
    cuts: dict[int, list[Hit]] = {}
    for index in sorted(claims):
        found = claims[index]
        valid = [hit for hit in found if _may(hit, page) and (hit.leader < 0 or _is_led(hit, chosen))]
        whole = [hit for hit in valid if not _is_cut(hit, page)]
        if whole:
            chosen[index] = min(whole, key=_precedence) if len(whole) > 1 else whole[0]
        elif valid:
            cuts[index] = sorted(valid, key=lambda hit: (hit.start, hit.rule.id))
        if len(found) > 1 or not valid:
            winners = (chosen.get(index), *cuts.get(index, ()))
            lost[index] = [hit for hit in found if not any(hit is winner for winner in winners)]
    warnings = (*_guard(page, chosen, lost), *_outweighed(page))
    return Labels(page.extent, chosen, lost, cuts, warnings)


def _is_cut(hit: Hit, page: Page) -> bool:
    """Tell whether a claim is on a span of a block that otherwise stays."""
    if hit.rule.selector is None or hit.rule.action != "remove":
        return hit.rule.action == "cut"
    return hit.end - hit.start < len(page.document.blocks[hit.block].text)


def _is_led(hit: Hit, chosen: dict[int, Hit]) -> bool:
    """Tell whether a follower's label is still that label; labels stand before their followers."""
    return hit.leader in chosen and chosen[hit.leader].rule is hit.rule


def _precedence(hit: Hit) -> tuple[bool, int, bool, bool, bool, str]:
    """Return what claims on one block are sorted by; the first wins.

    What a selector of the site names, then the action's rank, then a rule that names the line over one
    that only saw where it stands, then a label over a follower and over a rule without followers, then
    the id (any fixed order will do).
    """
    rule = hit.rule
    named = rule.selector is not None and rule.selector.part != "body"
    return not named, _RANK[rule.action], rule.page is not None, hit.leader >= 0, rule.takes is None, rule.id


def _may(hit: Hit, page: Page) -> bool:
    """Tell whether a claim holds where its block stands."""
    rule, extent = hit.rule, page.extent
    if rule.where and not extent.allows(hit):
        return False
    if rule.page is None and rule.action in _DATA and not extent.whole:
        return page.lead <= hit.block <= extent.last + _NEAR_END
    return True


def _guard(page: Page, chosen: dict[int, Hit], lost: dict[int, list[Hit]]) -> tuple[str, ...]:
    """Law 6: where rules would take most of the body's prose, take their claims back."""
    extent = page.extent
    body = list(enumerate(page.document.blocks.texts[extent.first : extent.last + 1], extent.first))
    prose = [i for i, text in body if is_prose(text)] or [i for i, text in body if text[-1] in PROSE_END]
    taken = [i for i in prose if i in chosen and chosen[i].rule.id not in _OWN and chosen[i].rule.action != "keep"]
    if 2 * len(taken) <= len(prose):
        return ()
    for index in taken:
        lost.setdefault(index, []).append(chosen.pop(index))
    return (f"rules claimed {len(taken)} of {len(prose)} paragraphs of running text; they were kept",)


def _outweighed(page: Page) -> tuple[str, ...]:
    """Warn where the body that was found is the smaller part of the page's running text."""
    extent = page.extent
    if extent.whole or any(pick.part in JOINED for pick in page.document.picks):
        return ()
    texts = page.document.blocks.texts
    inside = _prose(texts[extent.first : extent.last + 1])
    total = inside + _prose(texts[: extent.first]) + _prose(texts[extent.last + 1 :])
    if total <= 3 * inside:
        return ()
    return (f"the body found holds {inside} of the page's {total} characters of running text",)


def _prose(texts: Iterable[str]) -> int:
    """Return the characters of running text."""
    return sum([len(text) for text in texts if len(text) >= SHORTEST_PROSE and is_prose(text)])
