"""Assemble: labels -> Article. The only place that builds text.

Each block goes to the function for its winning action; every one of them writes to the ledger, so
that nothing of the input is left unaccounted for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from newsclean import credit
from newsclean.label import Labels
from newsclean.model import (
    Article,
    Block,
    Caption,
    CaptionSource,
    Document,
    Entry,
    Note,
    Paragraph,
    Related,
    Removal,
    Span,
)
from newsclean.pages.captions import BELOW_IMAGE, IN_PICTURE, MARKED
from newsclean.pages.dateline import find_dateline
from newsclean.pages.extent import AFTER, BEFORE
from newsclean.pages.figures import is_caption, split_block
from newsclean.pages.page import PROSE_END
from newsclean.pages.pictures import address, first_source, image_of, images_in, link_url, picture_kind
from newsclean.pages.wording import strip_site
from newsclean.read.text import offsets
from newsclean.rules.rule import BULLETS, Hit, Rule

_EDGES = " \t:|»>→-–—"
"""Characters around a promo's label and headline that belong to neither."""
KEPT = "body"
"""The ledger's rule for text that no rule had to argue for."""
_BY_MARKUP = (MARKED, BELOW_IMAGE, IN_PICTURE)
"""Rules that tell captions by tags."""
_LABEL = re.compile(r"[^\W\d]{3,15}:")
"""A credit's label with a line of its own ("Photo:")."""
_LONGEST_HEADING = 120
"""Characters of the longest section heading; nine in ten have under 78 (TAXONOMY, section 1)."""
_NO_HEADING_END = (PROSE_END - set("?!")) | set(":,;")
"""Characters that end paragraphs and no section heading."""


def assemble(document: Document, labels: Labels) -> Article:
    """Build the article from a page and its labels."""
    build = _Build(document, labels)
    extent = labels.extent
    build.skip(0, extent.first, BEFORE)
    for index in range(extent.first, extent.last + 1):
        build.add(index)
    build.skip(extent.last + 1, len(document.blocks), AFTER)
    return build.article()


_new_span: Any = partial(tuple.__new__, Span)
_new_entry: Any = partial(tuple.__new__, Entry)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple: one per line."""


class _Build:
    """One page's article in the making."""

    def __init__(self, document: Document, labels: Labels) -> None:
        self.document = document
        self.labels = labels
        self.blocks = document.blocks
        self.kept: list[tuple[int, Span, str]] = []
        self.captions: list[_Picture] = []
        self.related: list[Related] = []
        self.notes: list[Note] = []
        self.removed: list[Removal] = []
        self.ledger: list[Entry] = []
        self.fields: dict[str, str] = {}
        self.truncated = False

    def skip(self, start: int, stop: int, rule: Rule) -> None:
        """Leave out blocks `start` to `stop`, which stand outside the body, but for those that a rule claims."""
        for index in sorted(index for index in self.labels.chosen if start <= index < stop):
            self._leave(start, index, rule)
            self.add(index)
            start = index + 1
        self._leave(start, stop, rule)

    def _leave(self, start: int, stop: int, rule: Rule) -> None:
        if start < stop:
            span = Span(self.blocks.starts[start], self.blocks.ends[stop - 1])
            self._out(self.document.source[span.start : span.end], rule, span)

    def _out(self, text: str, rule: Rule, span: Span) -> None:
        self.removed.append(Removal(text, rule.id, rule.says, span))
        self._enter(span, "removed", rule.id)

    def _enter(self, span: Span, label: str, rule: str) -> None:
        self.ledger.append(_new_entry((span, label, rule)))

    def _span(self, index: int) -> Span:
        return _new_span((self.blocks.starts[index], self.blocks.ends[index]))  # type: ignore[no-any-return]

    def add(self, index: int) -> None:
        """Put one block where its label says."""
        hit = self.labels.chosen.get(index)
        if hit is not None:
            _MAKERS[hit.rule.action](self, index, hit)
        elif index in self.labels.cuts:
            self._cut(self.blocks[index], self.labels.cuts[index])
        else:
            self._stay(index, KEPT)

    def _stay(self, index: int, rule: str) -> None:
        span = self._span(index)
        self.kept.append((index, span, self.blocks.texts[index]))
        self._enter(span, "text", rule)

    def _keep(self, index: int, hit: Hit) -> None:
        self._stay(index, hit.rule.id)

    def _cut(self, block: Block, hits: list[Hit]) -> None:
        """Keep a block less the spans that rules name: what `cut` rules found, and tails."""
        places: Sequence[int] = range(*block.span)  # rendered text stands in the source as it is
        if block.markup is None:
            places = offsets(self.document.source, block.span, block.text)
        text, at = "", 0
        for hit in hits:
            if hit.start < at:
                continue
            self._piece(block, places, at, hit.start)
            text = _glue(text, block.text[at : hit.start])
            start, end = _trim(block.text, hit.start, hit.end)
            span = Span(places[start], places[end - 1] + 1)
            self._taken(block, hit, (start, end), span)
            at = hit.end
        self._piece(block, places, at, len(block.text))
        text = _glue(text, block.text[at:]).strip()
        if text:
            self.kept.append((block.index, block.span, text))

    def _taken(self, block: Block, hit: Hit, place: tuple[int, int], span: Span) -> None:
        """Put a span that was cut out where its rule's action says."""
        start, end = place
        action, text = hit.rule.action, block.text[start:end]
        if action == "related":
            label_start, label_end = hit.fields.get("label", (start, start))
            pointed = hit.fields.get("text", (max(label_end, start), end))
            url = link_url(self.document, block, *pointed)
            words = block.text[slice(*pointed)].strip(_EDGES)
            self.related.append(
                Related(words or text, block.text[label_start:label_end].strip(_EDGES), span, len(self.kept), url)
            )
            self._enter(span, "related", hit.rule.id)
        elif "credit" in hit.fields:
            self._picture(block, hit, span, len(self.kept))
        elif action == "note":
            self._tell(text, hit, span)
        elif action == "source":
            self._fill(block.text, hit, place, span)
        else:
            self.truncated = self.truncated or action == "paywall"
            self._out(text, hit.rule, span)

    def _piece(self, block: Block, places: Sequence[int], start: int, end: int) -> None:
        start, end = _trim(block.text, start, end)
        if start < end:
            self._enter(Span(places[start], places[end - 1] + 1), "text", KEPT)

    def _remove(self, index: int, hit: Hit) -> None:
        self._out(self.blocks.texts[index], hit.rule, self._span(index))

    def _paywall(self, index: int, hit: Hit) -> None:
        self.truncated = True
        self._remove(index, hit)

    def _note(self, index: int, hit: Hit) -> None:
        self._tell(self.blocks.texts[index], hit, self._span(index))

    def _tell(self, text: str, hit: Hit, span: Span) -> None:
        self.notes.append(Note(text, hit.rule.id, span))
        self._enter(span, "note", hit.rule.id)

    def _field(self, index: int, hit: Hit) -> None:
        text = self.blocks.texts[index]
        self._fill(text, hit, (0, len(text)), self._span(index))

    def _fill(self, text: str, hit: Hit, place: tuple[int, int], span: Span) -> None:
        """Title, standfirst, byline, source: the first one found is the page's."""
        name = hit.rule.action
        start, end = hit.fields.get(name) or (hit.fields.get("label", (0, place[0]))[1], place[1])
        self.fields.setdefault(name, text[start:end].strip(" \t:|"))
        self._enter(span, name, hit.rule.id)

    def _related(self, index: int, hit: Hit) -> None:
        """A promo as data; a label with nothing behind it and nothing below it only goes."""
        block = self.blocks[index]
        below = self.labels.chosen.get(index + 1)
        label_start, label_end = hit.fields.get("label", (0, 0))
        start, end = hit.fields.get("text", (label_end, len(block.text)))
        text = block.text[start:end].strip(_EDGES)
        leads = below is not None and below.leader == index
        if hit.leader >= 0:
            text = block.text.lstrip(BULLETS)
            start, end = 0, len(block.text)
            label = self.blocks.texts[hit.leader]
        elif hit.rule.exact and not leads and "text" not in hit.fields and "label" not in hit.fields:
            self._remove(index, hit)
            return
        else:
            label = block.text[label_start:label_end] if text else block.text
        if text.endswith("]") and "[" not in text:
            text = text[:-1].rstrip()
        if text and not leads:
            url = link_url(self.document, block, start, end)
            self.related.append(Related(text, label.strip(_EDGES), block.span, len(self.kept) - 1, url))
        self._enter(block.span, "related", hit.rule.id)

    def _caption(self, index: int, hit: Hit) -> None:
        block = self.blocks[index]
        self._picture(block, hit, block.span, len(self.kept) - 1)

    def _picture(self, block: Block, hit: Hit, span: Span, after: int) -> None:
        self.captions.append(_Picture(self.document, block, hit, span, after))
        self._enter(span, "caption", hit.rule.id)

    def article(self) -> Article:
        """Return what was built."""
        paragraphs = tuple(
            [Paragraph(text, span, self._kind(place, index)) for place, (index, span, text) in enumerate(self.kept)]
        )
        first = next((p.text for p in paragraphs if p.kind == "paragraph"), "")
        title = self.fields.get("title") or self._page_title()
        pictures = _make_captions(self.captions, _bits(self.blocks[self.kept[0][0]]) if self.kept else 0)
        return Article(
            text="\n\n".join([text for _, _, text in self.kept]),
            paragraphs=paragraphs,
            title=title,
            standfirst=self.fields.get("standfirst"),
            byline=self.fields.get("byline") or self._authors(),
            dateline=find_dateline(first),
            source=self.fields.get("source"),
            captions=tuple(picture for picture in pictures if picture.text),
            credits=tuple(picture for picture in pictures if not picture.text),
            related=tuple(self.related),
            notes=tuple(self.notes),
            removed=tuple(self.removed),
            ledger=tuple(self.ledger),
            warnings=self.labels.warnings,
            truncated=self.truncated,
            kind=self.document.kind,
            metadata=self.document.metadata,
            source_text=self.document.source,
        )

    def _page_title(self) -> str | None:
        """The title that the caller or the metadata give."""
        if self.document.title or self.document.metadata is None:
            return self.document.title
        given = self.document.metadata.title
        return strip_site(given) if given else None

    def _authors(self) -> str | None:
        """The authors whom the metadata name."""
        metadata = self.document.metadata
        return ", ".join(metadata.authors) or None if metadata else None

    def _kind(self, place: int, index: int) -> str:
        """Return the kind of the paragraph that is kept in some place and comes from the block at `index`.

        Tags tell headings, items and quotes; a line may be a heading for its shape.
        """
        told = self.blocks.kinds[index]
        if told != "line":
            return told if told in ("heading", "item", "quote") else "paragraph"
        text = self.kept[place][2]
        if len(text) > _LONGEST_HEADING or text[-1] in _NO_HEADING_END:
            return "paragraph"
        below = self.kept[place + 1][2] if place + 1 < len(self.kept) else ""
        return "heading" if len(below) > len(text) else "paragraph"


_MAKERS: dict[str, Callable[[_Build, int, Hit], None]] = {
    "keep": _Build._keep, "title": _Build._field, "standfirst": _Build._field, "byline": _Build._field,
    "source": _Build._field, "caption": _Build._caption, "credit": _Build._caption, "note": _Build._note,
    "related": _Build._related, "paywall": _Build._paywall, "remove": _Build._remove,
}  # fmt: skip
"""What is done with a block, by the winning action. (Methods bound to a build would keep all of its page in memory
until the garbage collector finds the circle.)"""


class _Picture:
    """A caption in the making; caption and credit may stand on neighbouring lines."""

    def __init__(self, document: Document, block: Block, hit: Hit, span: Span, after: int) -> None:
        self.index = block.index
        self.shown = block.text
        self.bits = _bits(block)
        figure = block.markup.figure if block.markup else -1
        self.medium = reduce(or_, (image.bits for image in images_in(document, figure)), 0)
        image = image_of(document, block)
        self.image_url = address(document, first_source(image.src)) if image else None
        self.image_alt = (" ".join(image.alt.split()) or None) if image else None
        named = is_caption(document.blocks, block.index)
        marked = named or any(hit.rule is rule for rule in _BY_MARKUP) or hit.rule.selector is not None
        self.source: CaptionSource = "markup" if marked else "text"
        self.span = span
        self.after = after
        self.text = self._part(block, hit, "caption")
        self.credit = self._part(block, hit, "credit")
        self.notice = self._part(block, hit, "notice")
        told = hit.leader < 0 and hit.rule.selector is None
        called = marked or (block.markup is not None and block.markup.figure >= 0)
        split = split_block(block, called=called) if told else None
        self.parsed = split.parsed if split and self.credit else None
        bare = hit.rule.action == "caption" and hit.rule.page is None and not hit.rule.takes
        if split and split.credit and not self.credit and (self.text or bare):
            start = max(block.text.find(self.text), split.caption[0])
            self.text, self.credit = block.text[start : split.caption[1]], block.text[slice(*split.credit)]
            self.parsed = split.parsed
        if not (self.text or self.credit or (hit.rule.takes and hit.leader < 0)):
            if hit.rule.action == "caption":
                self.text = "" if _LABEL.fullmatch(block.text) else block.text
            else:
                self.credit = block.text

    @staticmethod
    def _part(block: Block, hit: Hit, name: str) -> str:
        start, end = hit.fields.get(name, (0, 0))
        return block.text[start:end].strip()

    def takes(self, other: _Picture) -> bool:
        """Join a neighbour that has what this one lacks; tell whether it was joined."""
        if other.index != self.index + 1:
            return False
        if (self.text and other.text) or (self.credit and other.credit):
            return False
        self.text, self.credit = self.text or other.text, self.credit or other.credit
        self.notice = self.notice or other.notice
        self.shown += f"\n{other.shown}"
        self.image_url, self.image_alt = self.image_url or other.image_url, self.image_alt or other.image_alt
        self.source = "markup" if "markup" in (self.source, other.source) else "text"
        self.parsed = self.parsed or other.parsed
        self.span, self.index = Span(self.span.start, other.span.end), other.index
        return True


def _bits(block: Block) -> int:
    """Return what the classes of and around a block say."""
    return block.markup.own | block.markup.above if block.markup else 0


def _make_captions(pictures: list[_Picture], story: int) -> tuple[Caption, ...]:
    """Join what belongs together and drop copies; `story` is what the classes around the story say."""
    joined: list[_Picture] = []
    for picture in pictures:
        if not (joined and joined[-1].takes(picture)):
            joined.append(picture)
    seen: dict[str, int] = {}
    captions: list[Caption] = []
    for picture in joined:
        caption = _make_caption(picture, story)
        if not (caption.text or caption.credit or caption.notice) or (captions and _repeats(captions[-1], caption)):
            continue
        key = _letters(caption.text) or f"\n{caption.credit}"
        if key not in seen:
            seen[key] = len(captions)
            captions.append(caption)
        elif caption.credit and not captions[seen[key]].credit:
            captions[seen[key]] = caption
    return tuple(captions)


def _letters(text: str) -> str:
    """Return what two copies of a caption share that differ in spaces, case or a full stop."""
    return "".join([char for char in text.casefold() if char.isalnum()]) or text


def _repeats(before: Caption, caption: Caption) -> bool:
    """Tell whether a caption only says again what the one just before it says (copies for narrow screens)."""
    whole = f"{before.text} {before.credit or ''}"
    return caption.span.start - before.span.end <= 1 and f"{caption.text} {caption.credit or ''}".strip() in whole


def _make_caption(picture: _Picture, story: int) -> Caption:
    parsed = picture.parsed or (credit.parse(picture.credit) if picture.credit else None)
    return Caption(
        text=picture.text,
        credit=picture.credit or None,
        photographer=parsed.photographer if parsed else None,
        agency=parsed.agency if parsed else None,
        date=credit.caption_date(picture.text) if picture.text else None,
        notice=picture.notice or None,
        span=picture.span,
        after=picture.after,
        image_url=picture.image_url,
        kind=picture_kind(picture.shown, picture.image_url, picture.medium | picture.bits & ~story),
        source=picture.source,
        image_alt=picture.image_alt,
    )


def _glue(text: str, more: str) -> str:
    """Put together what stood around a cut, without doubling the space at the seam."""
    if text.endswith(" ") and more[:1] in " .,;:!?":
        return text.rstrip() + more
    return text + more


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
