"""What a site pack's selectors name: the article's place, its title, its paragraphs, captions and credits, cruft.

A selector's rule is a page rule like others. Its page function turns what the HTML reader picked
into claims; `survey_site` takes the body's extent from the selectors instead of looking for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from newsclean import credit
from newsclean.model import Block, Blocks, Document, Pick
from newsclean.pages.extent import survey
from newsclean.pages.figures import split_block
from newsclean.pages.page import Extent, Hits, Page, running_text
from newsclean.rules.rule import PARTS, Found, Rule, Selector, Site, page_rule

Claimed = tuple[Block, Found]
_SAYS = {
    "zone": "stands outside the article, which this site's selector names: {}",
    "title": "is the title by this site's selector: {}",
    "body": "stands between the story's paragraphs, which this site's selector names: {}",
    "caption": "is a picture's caption by this site's selector: {}",
    "credit": "is a picture's credit by this site's selector: {}",
    "remove": "is no part of the story by this site's selector: {}",
}
_ACTIONS = {"zone": "remove", "body": "remove"}
"""What rules of parts make of a line, where it is not the part's own name."""
JOINED = ("zone", "body")
"""Parts whose selectors are one rule together, because it is about what none of them names."""


def selector_rule(rule_id: str, selector: Selector, site: Site, origin: str) -> Rule:
    """Make the rule of a site pack's selector.

    Args:
        rule_id: The rule's id.
        selector: What it goes by.
        site: The pack's pages.
        origin: File and line.
    """
    return page_rule(
        partial(_CLAIMS[selector.part], rule_id),
        id=rule_id,
        says=_SAYS[selector.part].format(selector.css),
        action=_ACTIONS.get(selector.part, selector.part),
        site=site,
        selector=selector,
        origin=origin,
    )


def survey_site(
    document: Document, ask: Callable[[Blocks, int, int], Hits], with_followers: Callable[[Blocks, Hits], Hits]
) -> tuple[Hits, Extent]:
    """Find what line rules claim, and where the body is, by the site's selectors where they name it.

    Args:
        document: The page.
        ask: As in `survey`.
        with_followers: As in `survey`.
    """
    blocks = document.blocks
    body = _places(document, "body")
    if body:
        first, last = body[0], body[-1]
        hits = with_followers(blocks, ask(blocks, 0, len(blocks)))
        return hits, Extent(first, last, False, *running_text(blocks, hits, first, last), frozenset())
    zone = _places(document, "zone")
    if not zone:
        return survey(document, ask, with_followers)
    first, last = zone[0], zone[-1]
    part = document._replace(blocks=_part(blocks, first, last + 1))
    hits, extent = survey(part, ask, with_followers)
    moved = {
        index + first: [
            hit._replace(block=hit.block + first, leader=hit.leader + first if hit.leader >= 0 else -1) for hit in found
        ]
        for index, found in hits.items()
    }
    running = (extent.top + first, extent.end + first, extent.late + first)
    asides = frozenset(index + first for index in extent.asides)
    return moved, Extent(extent.first + first, extent.last + first, extent.whole, *running, asides)


def unmatched(document: Document, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a warning for each site pack with selectors that name nothing on a page: sites change."""
    if document.kind != "html":
        return
    seen = {pick.rule for pick in document.picks}
    idle: dict[str, list[Selector]] = {}
    for rule in rules:
        if rule.site is not None and rule.selector is not None and rule.id not in seen:
            idle.setdefault(rule.site.pack, []).append(rule.selector)
    for pack in sorted(idle):  # the order of rules must not matter
        selectors = sorted(idle[pack], key=lambda selector: (PARTS.index(selector.part), selector.css))
        names = ", ".join([f"{part} {css!r}" for part, css in selectors])
        yield f"selectors of {pack} that name nothing on this page: {names}"


def _places(document: Document, part: str) -> list[int]:
    """Return the blocks that are picked for a part, in order."""
    return sorted({pick.block for pick in document.picks if pick.part == part})


def _part(blocks: Blocks, start: int, stop: int) -> Blocks:
    """Return a stretch of a page as if it were all."""
    at = slice(start, stop)
    return Blocks(
        blocks.texts[at],
        blocks.starts[at],
        blocks.ends[at],
        blocks.keys[at],
        blocks.gaps[at],
        blocks.kinds[at],
        blocks.markups[at],
    )


def _mine(rule_id: str, page: Page) -> Iterator[tuple[Pick, Block]]:
    for pick in page.document.picks:
        if pick.rule == rule_id:
            yield pick, page.document.blocks[pick.block]


def _whole(block: Block) -> Claimed:
    return block, Found(0, len(block.text), {})


def _outside(rule_id: str, page: Page) -> Iterator[Claimed]:
    """Lines before, between and behind the elements of the zone."""
    inside = {pick.block for pick, _ in _mine(rule_id, page)}
    if inside:
        yield from (_whole(block) for block in page.document.blocks if block.index not in inside)


def _between(rule_id: str, page: Page) -> Iterator[Claimed]:
    """Lines between the body's elements; what stands before and behind them goes by other rules."""
    inside = {pick.block for pick, _ in _mine(rule_id, page)}
    for block in page.document.blocks[page.extent.first : page.extent.last + 1] if inside else ():
        if block.index not in inside:
            yield _whole(block)


def _title(rule_id: str, page: Page) -> Iterator[Claimed]:
    for pick, block in _mine(rule_id, page):
        yield block, Found(0, len(block.text), {"title": (pick.start, pick.end)})
        return


def _captions(rule_id: str, page: Page) -> Iterator[Claimed]:
    for pick, block in _mine(rule_id, page):
        credits_ = [p for p in page.document.picks if p.part == "credit" and p.block == pick.block]
        fields = _beside(block, pick, credits_[0]) if credits_ else _parted(block, pick)
        yield block, Found(0, len(block.text), fields)


def _credits(rule_id: str, page: Page) -> Iterator[Claimed]:
    for pick, block in _mine(rule_id, page):
        line = Pick(pick.rule, pick.part, pick.block, 0, len(block.text))
        yield block, Found(0, len(block.text), _beside(block, line, pick))


def _removed(rule_id: str, page: Page) -> Iterator[Claimed]:
    for pick, block in _mine(rule_id, page):
        yield block, Found(pick.start, pick.end, {})


def _beside(block: Block, caption: Pick, credited: Pick) -> dict[str, tuple[int, int]]:
    """Part a block at its credit: what stands before it is the caption, or what stands behind it."""
    inner = credit.split(block.text[credited.start : credited.end])
    start, end = credited.start, credited.end
    if inner and inner.credit and inner.alone:  # without its label or brackets
        start, end = start + inner.credit[0], start + inner.credit[1]
    fields = {"credit": (start, end)}
    before = block.text[caption.start : credited.start].rstrip(" (|–—-")
    behind = block.text[credited.end : caption.end].lstrip(" )|–—-")
    if before.strip():
        fields["caption"] = (caption.start, caption.start + len(before))
    elif behind.strip():
        fields["caption"] = (caption.end - len(behind), caption.end)
    return fields


def _parted(block: Block, pick: Pick) -> dict[str, tuple[int, int]]:
    """Part a caption from the credit that its wording or its inner elements show."""
    whole = pick.start == 0 and pick.end == len(block.text)
    split = split_block(block, called=True) if whole else credit.split(block.text[pick.start : pick.end], pictured=True)
    if split is None:
        return {"caption": (pick.start, pick.end)}
    found = {"caption": split.caption, "credit": split.credit, "notice": split.notice}
    spans = {name: span for name, span in found.items() if span is not None and span[0] < span[1]}
    return {name: (start + pick.start, end + pick.start) for name, (start, end) in spans.items()}


_CLAIMS = {
    "zone": _outside, "title": _title, "body": _between, "caption": _captions, "credit": _credits, "remove": _removed,
}  # fmt: skip
