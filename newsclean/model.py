"""The data that flows through newsclean: blocks in, an Article out. Imports nothing of ours.

Types made once per line of a page (`Span`, `Block`, `Hit`, `Entry`) are named tuples, because a frozen
dataclass costs about four times as much to build; types made once per finding are frozen dataclasses.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import partial
from itertools import repeat
from typing import Any, Literal, NamedTuple, overload

Kind = Literal["text", "html"]
"""What `clean()` took its input for."""

Label = Literal["text", "title", "standfirst", "byline", "source", "caption", "related", "note", "removed"]
"""What became of a stretch of the input; see `Entry`."""

Picture = Literal["photo", "video", "graphic"]
"""What a caption stands below."""

CaptionSource = Literal["text", "markup"]
"""How a caption was known for one: by its wording and place, or by the page's markup."""


class Span(NamedTuple):
    """Half-open range of character offsets (not bytes): `raw[start:end]`.

    Example:
        >>> "Photo: AFP"[Span(7, 10).start : Span(7, 10).end]
        'AFP'
    """

    start: int
    end: int


class Box(NamedTuple):
    """A block element of a page and what its text inherits from it and from those around it.

    Attributes:
        number: Its number on the page, in reading order.
        parent: The element around it; None for the root.
        tag: Its tag.
        kind: What its blocks are, as in `Block.kind`.
        zones: As in `Markup.zones`.
        own: As in `Markup.own`.
        above: As in `Markup.above`.
        style: As in `Markup.style`.
        figure: As in `Markup.figure`, before picture boxes are told by their size.
    """

    number: int
    parent: Box | None
    tag: str
    kind: str
    zones: int
    own: int
    above: int
    style: int
    figure: int

    def up(self) -> Iterator[Box]:
        """Yield the box and those around it, from the inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


class Markup(NamedTuple):
    """What HTML says about a block beside its text.

    Attributes:
        tag: The block element ("p", "h2", "li", "blockquote", "tr", "pre", "figcaption", "div" …).
        zones: Bit set of `newsclean.read.zones.ZONES` seen on the block or an ancestor by tag
            (article, main, nav, header, footer, aside, figure, form, li, table …).
        own: Bit set of `newsclean.read.zones.WORDS` categories in the block's own class, id, role
            or itemprop (comment, related, share, caption, byline, meta, legal, nav, ad, newsletter …).
        above: The same of its ancestors.
        link_share: Share of the text's characters that stand in links, 0 to 1.
        parent: Number that is the same for blocks under the same parent element.
        grandparent: Likewise for the parent's parent.
        style: Number that is the same for blocks with the same tag and class on this page.
        figure: Number of the figure (or picture box) it belongs to, -1 for none.
        links: (start, end, href) of the links in the text, offsets in the block's text.
        marks: (start, end, bits of `WORDS`) of inline elements whose class says caption, credit, byline,
            date and the like, offsets in the block's text.
        box: The block element it stands in.
    """

    tag: str
    zones: int
    own: int
    above: int
    link_share: float
    parent: int
    grandparent: int
    style: int
    figure: int
    links: tuple[tuple[int, int, str], ...]
    marks: tuple[tuple[int, int, int], ...]
    box: Box


class Image(NamedTuple):
    """An image of an HTML page; not part of the rendered text.

    Attributes:
        src: Address as written, the lazy-loading one before the placeholder; may be empty.
        alt: Its alternative text; may be empty.
        before: Index of the block that comes after it (the number of blocks, where it is last).
        figure: Number of the figure (or picture box) it stands in, as in `Markup.figure`; -1 for none.
        bits: What its tag or address says: `newsclean.read.zones.VIDEO` or `GRAPHIC`; 0 for neither.
        slight: The line right below it is set in italics or small print.
    """

    src: str
    alt: str
    before: int
    figure: int
    bits: int = 0
    slight: bool = False


class Block(NamedTuple):
    """One block of a page: a line of raw text, or a block element of HTML.

    Attributes:
        index: Position in `Document.blocks`, from 0.
        text: What a reader sees: trimmed, entities decoded, invisible characters dropped.
        span: Where it stands in the input (text mode) or in the rendered text (HTML mode).
        key: Lower-cased `text` with digit runs as `#` and straight apostrophes; what gates look at.
        gap: Number of blank lines before it.
        kind: "line", "heading", "item", "quote", "row", "pre" or "figcaption"; text mode knows
            "line" and "item" only.
        markup: What the tags say; None in text mode.
    """

    index: int  # type: ignore[assignment]  # shadows tuple.index, which nobody needs here
    text: str
    span: Span
    key: str
    gap: int = 0
    kind: str = "line"
    markup: Markup | None = None


_new_block: Any = partial(tuple.__new__, Block)
_new_span: Any = partial(tuple.__new__, Span)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple."""


class Blocks(Sequence[Block]):
    """The blocks of a page, kept as columns; a `Block` is made where one is asked for.

    Most lines of a page are menus and footers that nobody looks at but for their length and copies,
    which are read from the columns.

    Attributes:
        texts: `Block.text` of each.
        starts: Where each starts in the input.
        ends: Where each ends there.
        keys: `Block.key` of each.
        gaps: `Block.gap` of each.
        kinds: `Block.kind` of each.
        markups: `Block.markup` of each; empty in text mode.

    Example:
        >>> blocks = Blocks(["Menu", "Home"], [0, 5], [4, 9], ["menu", "home"], [0, 0], ["line", "line"])
        >>> len(blocks), blocks[1].text, blocks[1].span
        (2, 'Home', Span(start=5, end=9))
    """

    __slots__ = ("_copies", "_made", "ends", "gaps", "keys", "kinds", "markups", "starts", "texts")

    def __init__(
        self,
        texts: list[str],
        starts: list[int],
        ends: list[int],
        keys: list[str],
        gaps: list[int],
        kinds: list[str],
        markups: Sequence[Markup] = (),
    ) -> None:
        self.texts = texts
        self.starts = starts
        self.ends = ends
        self.keys = keys
        self.gaps = gaps
        self.kinds = kinds
        self.markups = markups
        self._made: list[Block | None] = [None] * len(texts)
        self._copies: Counter[str] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> list[Block]: ...
    def __getitem__(self, at: int | slice) -> Block | list[Block]:
        found: Any = self._made[at]
        if found.__class__ is not list:
            return found or self[slice(at, at + 1 or None)][0]  # type: ignore[operator]
        if not all(found):
            found = self._made[at] = list(map(_new_block, self._columns(at)))  # type: ignore[arg-type,index]
        return found  # type: ignore[no-any-return]

    def _columns(self, at: slice) -> Iterator[tuple[object, ...]]:
        """Return the fields of some blocks; a page has hundreds, so they are put together in C."""
        spans = map(_new_span, zip(self.starts[at], self.ends[at], strict=True))
        markups: Iterable[Markup | None] = self.markups[at] if self.markups else repeat(None)
        places = range(len(self.texts))[at]
        return zip(places, self.texts[at], spans, self.keys[at], self.gaps[at], self.kinds[at], markups, strict=False)

    def __iter__(self) -> Iterator[Block]:
        return iter(self[:])

    @property
    def copies(self) -> Counter[str]:
        """How often each key stands on the page."""
        if self._copies is None:
            self._copies = Counter(self.keys)
        return self._copies


class DataImage(NamedTuple):
    """A picture as JSON-LD describes it.

    Attributes:
        url: Address of the file; empty where none is given.
        caption: Its caption; empty where none is given.
        credit: Who took or owns it; empty where nobody is named.
    """

    url: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself.

    Attributes:
        title: Headline, without the site's name where the page gives it so.
        site: Name of the site.
        authors: Names, in the page's order.
        published: First publication, with time zone; None where the page gives no zone.
        modified: Last change, likewise.
        language: Language tag ("en", "pt-BR").
        canonical_url: The page's own address.
        section: Section of the site.
        lead_image: Address of the picture that stands for the story.
        description: The summary meant for search results and share cards.
        article_body: The story as JSON-LD repeats it; for locating text in the page, not for output.
        images: Pictures as JSON-LD describes them.
    """

    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    lead_image: str | None = None
    description: str | None = None
    article_body: str | None = None
    images: tuple[DataImage, ...] = ()


class Pick(NamedTuple):
    """What a site pack's selector names on an HTML page.

    Attributes:
        rule: Id of the selector's rule.
        part: What the selector is for: "zone", "title", "body", "caption", "credit" or "remove".
        block: Index of the block.
        start: Offset in the block's text where the element begins.
        end: Offset where it ends.
    """

    rule: str
    part: str
    block: int
    start: int
    end: int


class Document(NamedTuple):
    """A page as a list of blocks over one string.

    Attributes:
        source: The string that every span indexes.
        blocks: The non-blank blocks in reading order.
        kind: "text" or "html".
        url: Address of the page where the caller gave one.
        title: Headline the caller already knows, if any.
        metadata: What the page says about itself; None in text mode.
        images: Its images; empty in text mode.
        picks: What the site's selectors name; empty in text mode.
        base: What relative addresses of links and images are joined to: the page's address, or what its
            `<base>` names; None where neither is known.
    """

    source: str
    blocks: Blocks
    kind: Kind = "text"
    url: str | None = None
    title: str | None = None
    metadata: Metadata | None = None
    images: tuple[Image, ...] = ()
    picks: tuple[Pick, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading of the article's body.

    Attributes:
        text: The paragraph, cleaned.
        span: Where it stands in the input.
        kind: "paragraph", "heading", "item" or "quote".
    """

    text: str
    span: Span
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption as data.

    Attributes:
        text: The caption without its credit; empty in `Article.credits`.
        credit: The credit as written, without label and brackets ("AFP/Ali Al-Saadi").
        photographer: Person named in the credit.
        agency: Canonical name of the agency ("Reuters"), see `newsclean/data/agencies.toml`.
        date: Date named in the caption, as written.
        notice: Editor's notice that came with it ("ATTENTION EDITORS - …").
        span: Where caption, credit and notice stand in the input.
        after: Index of the paragraph that it followed; -1 before the first.
        image_url: Address of its image, as far as HTML tells; None in text mode.
        kind: "photo", "video" or "graphic" (drawings, charts, maps).
        source: "text" where wording and place told that it is a caption, "markup" where tags did.
        image_alt: Alternative text of its image, as far as HTML tells; what to show of a picture that has
            a credit and no caption.
    """

    text: str
    credit: str | None
    photographer: str | None
    agency: str | None
    date: str | None
    notice: str | None
    span: Span
    after: int
    image_url: str | None = None
    kind: Picture = "photo"
    source: CaptionSource = "text"
    image_alt: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A link to another story that stood in the page: "READ: …" and its kin.

    Attributes:
        text: Headline that was pointed at.
        label: The words that announced it, as written ("READ"); empty where there were none.
        span: Where the line stands in the input.
        after: Index of the paragraph that it followed; -1 before the first.
        url: Address of the story, as far as HTML tells; None in text mode. Relative ones are joined
            to the page's address where that is known.
    """

    text: str
    label: str
    span: Span
    after: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note, correction or reporting credit: not the story, but worth keeping.

    Attributes:
        text: The note as written.
        rule: Id of the rule that found it.
        span: Where it stands in the input.
    """

    text: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that was left out.

    Attributes:
        text: What was left out, as it stands in the input.
        rule: Id of the rule that decided so.
        reason: That rule's sentence.
        span: Where it stands in the input.
    """

    text: str
    rule: str
    reason: str
    span: Span


class Entry(NamedTuple):
    """One line of the ledger: what became of a stretch of the input, and by which rule.

    `rule` is "body" for kept text that no rule had to argue for.
    """

    span: Span
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """What `clean()` returns. Nothing in it is None but fields that the page does not have.

    Attributes:
        text: Body paragraphs and section headings, joined by a blank line.
        paragraphs: The same as data.
        title: Headline; in HTML the page's metadata give it where the page shows none.
        standfirst: The paragraph between headline and body that sums the story up.
        byline: Author line, without "By"; in HTML the authors' names where the page shows no line.
        dateline: Place in front of the first paragraph ("BAGHDAD"); it stays in the text too.
        source: What a closing "Source: …" line named.
        captions: Pictures' captions.
        credits: Credits of pictures that have no caption, likewise as data; each `text` is empty.
        related: Stories that promos pointed at.
        notes: Editor's notes, corrections, reporting credits.
        removed: What was left out, each with rule and reason.
        ledger: Every non-blank character of the input exactly once, in order.
        warnings: What the reader should know about this result.
        truncated: True where a paywall cut the story.
        kind: "text" or "html": what the input was taken for.
        metadata: What the page says about itself; None in text mode.
        source_text: What spans index: the input in text mode, the rendered text in HTML mode.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None
    standfirst: str | None
    byline: str | None
    dateline: str | None
    source: str | None
    captions: tuple[Caption, ...]
    credits: tuple[Caption, ...]
    related: tuple[Related, ...]
    notes: tuple[Note, ...]
    removed: tuple[Removal, ...]
    ledger: tuple[Entry, ...]
    warnings: tuple[str, ...]
    truncated: bool
    kind: Kind
    metadata: Metadata | None = None
    source_text: str = field(default="", repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the article as plain dicts, lists and strings; dates in ISO 8601.

        All but `source_text` and `metadata.article_body`, which repeat what the caller has.

        Example:
            >>> import newsclean
            >>> newsclean.clean("Rain fell all night. The river rose.").to_dict()["kind"]
            'text'
        """
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "source_text"}

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the article as JSON; non-ASCII characters stay as they are.

        Args:
            indent: Spaces per level; None for one line.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_markdown(self) -> str:
        r"""Return the article as Markdown: headline, standfirst, body, and captions where they stood.

        Example:
            >>> import newsclean
            >>> newsclean.clean("Rain fell all night. The river rose.").to_markdown()
            'Rain fell all night. The river rose.\n'
        """
        from newsclean.markdown import to_markdown  # noqa: PLC0415 - few callers need it

        return to_markdown(self)


def _plain(value: object) -> object:
    """Turn records and tuples into what JSON knows; spans become `[start, end]`."""
    if isinstance(value, Entry):
        return {"span": list(value.span), "label": value.label, "rule": value.rule}
    if isinstance(value, DataImage):
        return value._asdict()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        names = (name for name in value.__dataclass_fields__ if name != "article_body")
        return {name: _plain(getattr(value, name)) for name in names}
    return value
