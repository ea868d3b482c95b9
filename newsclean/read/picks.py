"""What the selectors of a site's rules name on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsclean.model import Box, Document, Pick
from newsclean.read.parse import find_by_css
from newsclean.read.shape import places_of
from newsclean.read.tags import CELL
from newsclean.read.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.read.parse import Element
    from newsclean.rules.rule import Rule


_PICKED = "data-picked"


class PickingWalk(Walk):
    """A walk that notes which blocks, or parts of blocks, stand in elements that selectors name.

    It reads all else as the other walk does, so that a selector never changes the page's text.

    Args:
        rules: The rules with the selectors.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self.rules = rules
        self.wanted: dict[Element, list[Rule]] = {}
        self.bare: set[Element] = set()
        self.boxes_of: dict[int, list[Rule]] = {}
        self.pieces: list[tuple[int, int, list[Rule]]] = []
        self.picks: list[Pick] = []

    def run(self, root: Element) -> None:
        """Walk through `root`, which is the walk's own to change, and all below it."""
        for rule in self.rules:
            for item in find_by_css(rule.selector.css)(root) if rule.selector else ():
                self.wanted.setdefault(item, []).append(rule)
        self.bare = {item for item in self.wanted if not item.attrib}
        for item in self.bare:
            item.set(_PICKED, "")  # or the walk would pass over it, if it is an inline element
        super().run(root)

    def open_block(self, item: Any, tail: str | None, kind: str | None = None) -> bool:
        """Open a block element, and note the box or the piece of a row that it is."""
        outer = self.box
        shown = super().open_block(item, tail, kind)
        if shown and item in self.wanted:
            if self.box is outer:
                self.begin(item)
            else:
                self.boxes_of[self.box.number] = self.wanted[item]
        return shown

    def open_inline(self, item: Any, code: int, attributes: list[tuple[str, str]]) -> bool:
        """Open an inline element, and note where it begins."""
        passed_over = item in self.bare and self.box.figure < 0
        shown = passed_over or super().open_inline(item, code, attributes)
        if shown and item in self.wanted:
            self.begin(item)
        return shown

    def special(self, item: Any, code: int, tail: str | None) -> bool:
        """Handle the other tags; cells of a row are pieces of its block."""
        in_row = self.in_row
        shown = super().special(item, code, tail)
        if shown and in_row and code == CELL and item in self.wanted:
            self.begin(item)
        return shown

    def in_inline(self) -> bool:
        """Tell whether a link or a marked inline element is open; pieces do not count."""
        return any(what != 0 and noted is not self.pieces for _, what, noted in self.open)

    def begin(self, item: Any) -> None:
        """Note that a piece of the block begins; `close_inline` notes its end."""
        self.open.append([len(self.parts), self.wanted[item], self.pieces])
        self.stack.append(1)

    def flush(self) -> None:
        """Write down the block that was read, with the pieces of it that were noted."""
        parts, kind, index = list(self.parts), self.box.kind, len(self.texts)
        super().flush()
        if self.pieces and len(self.texts) > index:
            starts, ends = places_of(parts, self.texts[index], kind)
            for low, high, rules in self.pieces:
                self.pick(rules, index, starts[low], ends[high - 1])
        self.pieces.clear()

    def pick(self, rules: list[Rule], index: int, start: int, end: int) -> None:
        """Note what a selector of each rule names."""
        if start < end:
            self.picks += [Pick(rule.id, rule.selector.part, index, start, end) for rule in rules if rule.selector]

    def document(self, url: str | None, title: str | None) -> Document:
        """Put the page together; a block that is picked as a whole and in parts is picked as a whole."""
        for index, place in enumerate(self.places):
            box: Box | None = place
            while box is not None:
                self.pick(self.boxes_of.get(box.number, []), index, 0, len(self.texts[index]))
                box = box.parent
        whole = {pick for pick in self.picks if pick.end - pick.start == len(self.texts[pick.block])}
        settled = {(pick.rule, pick.block) for pick in whole}
        parts = {pick for pick in self.picks if (pick.rule, pick.block) not in settled}
        picks = tuple(sorted(whole | parts, key=lambda pick: pick[2:]))
        return super().document(url, title)._replace(picks=picks)
