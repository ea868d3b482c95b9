"""What is wrong with a page that did not come out exact: each wrong block, and its class.

The page's paragraphs are compared word by word with the reference that is nearest to them. What a block
is, the truth tells where it knows; then the page's markup (in text mode too: the page's HTML is there);
then the block's words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from corpus import Page
from scoring import is_sentence, references, squash, tokens

from newsclean.explain import Explanation
from newsclean.model import Block
from newsclean.read.html import read_html
from newsclean.read.zones import WORDS, ZONES

_WHOLE = 0.6
"""Share of a paragraph's words that must be wrong for the whole to count as wrong."""
_SHORT = 12
"""Words up to which a line without a full stop is a short line."""
_NEAR = 25
"""Letters a text needs to be told from chance where it is looked up in another."""


class Wrong(NamedTuple):
    """One wrong block.

    Attributes:
        page: Id of its page.
        kind: Its class.
        where: "before" the first paragraph that came out right, "after" the last, or "inside".
        rule: Rule that took it where it was lost, with the label where it was not removed; else empty.
        text: What is missing or too much.
    """

    page: str
    kind: str
    where: str
    rule: str
    text: str


class _Piece(NamedTuple):
    """Words of one paragraph that the other side lacks: their places among the paragraph's words."""

    paragraph: int
    words: list[str]
    share: float
    at_end: bool


class _Difference(NamedTuple):
    """What one side lacks of the other; which true paragraphs came out, and which of ours hold true text."""

    lost: list[_Piece]
    kept: list[_Piece]
    came: set[int]
    true: set[int]


def compare(reference: Sequence[str], ours: Sequence[str]) -> _Difference:
    """Compare paragraphs word by word, whatever their borders are."""
    left, right = _words(reference), _words(ours)
    a, b = [word for word, _ in left], [word for word, _ in right]
    lost: dict[int, list[int]] = defaultdict(list)
    kept: dict[int, list[int]] = defaultdict(list)
    came: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for tag, i, j, k, m in _opcodes(a, b):
        if tag == "equal":
            came.update(place for _, place in left[i:j])
            held.update(place for _, place in right[k:m])
        elif "".join(a[i:j]) != "".join(b[k:m]):  # renderers set spaces inside words
            for at in range(i, j):
                lost[left[at][1]].append(at)
            for at in range(k, m):
                kept[right[at][1]].append(at)
    return _Difference(
        list(_pieces(lost, left)), list(_pieces(kept, right)), _mostly(came, reference), _mostly(held, ours)
    )


def _mostly(words: Counter[int], paragraphs: Sequence[str]) -> set[int]:
    """Return the paragraphs that are found, but for a few words at most."""
    return {place for place, number in words.items() if number > (1 - _WHOLE) * len(tokens(paragraphs[place]))}


def _words(paragraphs: Sequence[str]) -> list[tuple[str, int]]:
    return [(word, place) for place, text in enumerate(paragraphs) for word in tokens(text.lower())]


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the differences of two lists of words; the equal beginning and end are not searched."""
    head = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    yield "equal", 0, head, 0, head
    middle = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False)
    for tag, i, j, k, m in middle.get_opcodes():
        yield tag, i + head, j + head, k + head, m + head
    yield "equal", len(a) - tail, len(a), len(b) - tail, len(b)


def _pieces(found: dict[int, list[int]], words: Sequence[tuple[str, int]]) -> Iterator[_Piece]:
    sizes = Counter(place for _, place in words)
    for place, at in sorted(found.items()):
        ends = at[-1] + 1 == len(words) or words[at[-1] + 1][1] != place
        yield _Piece(place, [words[index][0] for index in at], len(at) / sizes[place], ends)


class _Line(NamedTuple):
    """A line of the input as our ledger has it."""

    text: str
    letters: str
    label: str
    rule: str


class Case:
    """One page that did not come out exact."""

    def __init__(self, page: Page, explanation: Explanation, html: str, other: str) -> None:
        """Prepare a page.

        Args:
            page: The truth.
            explanation: What newsclean made of it.
            html: The page's HTML, for evidence of what blocks are.
            other: Another rendering of the page, to tell what our reader did not read.
        """
        self.page = page
        self.article = explanation.article
        self.lines = [_Line(line.text, squash(line.text), line.label, line.rule) for line in explanation.lines]
        self.input = squash(explanation.article.source_text)
        self.other = squash(other)
        self.ours = [paragraph.text for paragraph in self.article.paragraphs]
        self.reference, self.difference = self._nearest()
        self.got = squash(self.article.text)
        self.blocks: dict[str, Block] = {}
        for block in read_html(html).blocks:
            self.blocks.setdefault(squash(block.text), block)
        self.titles = squash(page.title)
        self.summary = squash("".join(page.summary))
        self.captions = [squash(c["text"]) for c in page.captions or []]
        self.credits = [squash(name) for c in page.captions or [] for name in c["credit"]]

    def _nearest(self) -> tuple[list[str], _Difference]:
        """Return the reference from which the fewest words differ."""
        found = [(reference, compare(reference, self.ours)) for reference in references(self.page)]
        return min(found, key=lambda pair: sum(len(piece.words) for piece in pair[1].lost + pair[1].kept))

    def wrong(self) -> list[Wrong]:
        """Return the page's wrong blocks."""
        found = [self._lost(piece) for piece in self.difference.lost]
        found += [self._kept(piece) for piece in self.difference.kept]
        return found or [Wrong(self.page.id, "letters differ", "inside", "", "")]

    # ---------------------------------------------------------------------------------------- lost

    def _lost(self, piece: _Piece) -> Wrong:
        paragraph = self.reference[piece.paragraph]
        whole = piece.share >= _WHOLE
        letters = squash(paragraph if whole else "".join(piece.words))
        kind = self._truth_noise(letters, paragraph, whole)
        if kind is None:
            kind = f"{self._nature(paragraph)} lost" if whole else "part of a paragraph lost"
        where = _where(piece.paragraph, self.difference.came)
        return Wrong(self.page.id, kind, where, self._taker(letters), paragraph if whole else " ".join(piece.words))

    def _truth_noise(self, letters: str, paragraph: str, whole: bool) -> str | None:
        """Tell what is missing through the truth's own doing."""
        if letters.isdigit() and len(letters) < 3:
            return "truth: number of a list"
        if letters not in self.input and not self._nearly_there(letters):
            if letters in self.other and len(letters) >= _NEAR:
                return "not read from the page"
            return "truth: text that is not in the input"
        if whole and len(letters) >= _NEAR and letters in self.got:
            repeated = sum(squash(part) == squash(paragraph) for part in self.reference) > 1
            return "truth: repeats itself" if repeated else "truth: other order than the page"
        return None

    def _nearly_there(self, letters: str) -> bool:
        """Tell whether lines of the input make up most of a text; those that we cut or split do."""
        held = {line.letters for line in self.lines if len(line.letters) > 3 and line.letters in letters}
        return sum(map(len, held)) > _WHOLE * len(letters)

    def _taker(self, letters: str) -> str:
        """Return the rule that took a lost text."""
        takers: Counter[str] = Counter()
        for line in self.lines:
            same = line.letters and (line.letters in letters or letters in line.letters)
            if same and line.label != "text":
                takers[line.rule if line.label == "removed" else f"{line.rule} ({line.label})"] += len(line.letters)
        return takers.most_common(1)[0][0] if takers else ""

    def _nature(self, paragraph: str) -> str:
        """Name what a true paragraph is."""
        if squash(paragraph) in map(squash, self.page.summary):
            return "standfirst"
        block = self.blocks.get(squash(paragraph))
        kinds = {"heading": "heading", "item": "list item", "quote": "quote", "row": "table row", "pre": "table row"}
        if block is not None and block.kind in kinds:
            return kinds[block.kind]
        if re.match(r"\s*(?:[-•*]|\d+[.)])\s", paragraph):
            return "list item"
        if is_sentence(paragraph):
            return "sentence"
        return "short line" if len(tokens(paragraph)) <= _SHORT else "sentence"

    # ---------------------------------------------------------------------------------------- kept

    def _kept(self, piece: _Piece) -> Wrong:
        paragraph = self.ours[piece.paragraph]
        whole = piece.share >= _WHOLE
        where = _where(piece.paragraph, self.difference.true)
        text = paragraph if whole else " ".join(piece.words)
        return Wrong(self.page.id, self._kept_kind(paragraph, piece, whole, where), where, "", text)

    def _kept_kind(self, paragraph: str, piece: _Piece, whole: bool, where: str) -> str:
        if not whole:
            last = len(self.reference) - 1
            inside_truth = squash(self.reference[last])[-_NEAR:] in squash(paragraph)
            if piece.at_end and inside_truth and not is_sentence(self.reference[last]):
                return "truth: cut short"
            return "truth: part of a line" if len(piece.words) > 3 else "letters differ"
        letters = squash(paragraph)
        if len(letters) >= _NEAR and letters in squash("".join(self.reference)):
            return "truth: other order than the page"
        kind = self._by_truth(letters) or self._by_markup(letters, paragraph) or self._by_words(paragraph)
        if kind is not None:
            return f"{kind} kept"
        if where != "inside":
            return f"other text kept {where} the body"
        if is_sentence(paragraph):
            return "truth: lacks a sentence inside the body"
        return "short line kept"

    def _by_truth(self, letters: str) -> str | None:
        """Name a block that the truth knows as something other than body."""
        if letters and (letters == self.titles or (len(letters) > _NEAR and letters in self.titles)):
            return "headline"
        if letters in map(squash, self.page.summary) or (len(letters) > _NEAR and letters in self.summary):
            return "standfirst"
        if any(len(c) > 8 and (c in letters or (len(letters) > _NEAR and letters in c)) for c in self.captions):
            return "caption or credit"
        if any(len(c) > 3 and c in letters and len(letters) < 3 * len(c) for c in self.credits):
            return "caption or credit"
        return None

    def _by_markup(self, letters: str, paragraph: str) -> str | None:
        """Name a block by its tags."""
        block = self.blocks.get(letters)
        if block is None or block.markup is None:
            return None
        markup = block.markup
        if block.kind == "figcaption" or (markup.own & WORDS["caption"]) or markup.figure >= 0:
            return "caption or credit"
        for kind, bits in _BITS.items():
            if markup.own & bits:
                return kind
        if markup.link_share > 0.7 or (markup.above & WORDS["related"] and not is_sentence(paragraph)):
            return "promo or related"
        if markup.zones & (ZONES["form"] | ZONES["button"] | ZONES["nav"]):
            return "newsletter, share or UI"
        if block.kind == "row" or markup.zones & ZONES["table"]:
            return "table row"
        return None

    def _by_words(self, paragraph: str) -> str | None:
        """Name a block by its words."""
        return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(paragraph)), None)


def _where(place: int, right: set[int]) -> str:
    """Return where a paragraph stands among those that came out right."""
    if not right or min(right) <= place <= max(right):
        return "inside"
    return "before" if place < min(right) else "after"


_BITS = {
    "byline or date": WORDS["byline"] | WORDS["meta"],
    "promo or related": WORDS["related"],
    "newsletter, share or UI": WORDS["newsletter"] | WORDS["share"] | WORDS["ad"] | WORDS["comment"] | WORDS["paywall"],
    "tag": WORDS["tags"],
}
_PATTERNS = {
    "caption or credit": re.compile(
        r"(?i)^(?:photo|foto|image|bild|credit|picture)\w{0,10}\s*:|\((?:photo|foto|ap photo|reuters|afp|getty)\b"
        r"|\b(?:AFP|Reuters|Getty|Shutterstock|EPA|dpa|imago)\W*$"
    ),
    "promo or related": re.compile(
        r"(?i)^(?:read|see|watch|also|more|related|listen|lesen|lire|leia|lee|leggi|les|läs)\b[^.]{0,40}:"
    ),
    "byline or date": re.compile(
        r"(?i)^(?:by|von|par|por|di|av|af|door)\s+\w[^.]{2,60}$|^\W*\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
        r"|^[^.]{0,40}\b(?:19|20)\d\d\b[^.]{0,20}\d{1,2}[:.]\d\d\b"
    ),
    "note or sign-off": re.compile(
        r"(?i)^\W*(?:correction|editor|this (?:article|story|post)|note|reporting by|with (?:reporting|files)|source"
        r"|additional reporting|written by|\w+ is an? \w+|copyright|©|the views|disclosure|follow)\b|©"
    ),
}
"""Words that tell what a block is; good enough to count by, not to clean by."""
