"""Explain: what became of each line of a page, by which rule, and which claims lost.

Nothing is decided here: the lines are the article's own ledger, with the labels that made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsclean.assemble import KEPT
from newsclean.label import Labels
from newsclean.model import Article, Block, Document, Entry, Span
from newsclean.rules.rule import Hit
from newsclean.rules.ruleset import RuleSet

_KEPT_SAYS = "stands in the article's body"


class Claim(NamedTuple):
    """A rule's claim on a line that another claim beat.

    Attributes:
        action: What the rule would have made of the line, see `newsclean.rules.rule.Action`.
        rule: The rule's id.
        says: The rule's sentence; completes "because it …".
    """

    action: str
    rule: str
    says: str


class Explained(NamedTuple):
    """What became of a line, or of a part of one.

    Attributes:
        text: The line as a reader sees it.
        span: Where it stands in the input.
        label: What it became: "text", "removed", "caption", "related" …, see `newsclean.model.Label`.
        rule: Id of the rule that decided so; "body" where none had to.
        says: That rule's sentence; completes "because it …".
        lost: Claims that lost.
        block: Index of the line on the page; parts of one line share it.
    """

    text: str
    span: Span
    label: str
    rule: str
    says: str
    lost: tuple[Claim, ...]
    block: int

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain dicts, lists and strings."""
        return {**self._asdict(), "span": list(self.span), "lost": [claim._asdict() for claim in self.lost]}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article together with what became of each line of its page.

    Attributes:
        article: What `clean()` returns for the same input.
        lines: One per line of the page, in order; more where a rule cut a part out of a line.
    """

    article: Article
    lines: tuple[Explained, ...]


def explain(document: Document, labels: Labels, article: Article, rules: RuleSet) -> Explanation:
    """Put a page's ledger and its labels side by side."""
    says = {KEPT: _KEPT_SAYS, **{rule.id: rule.says for rule in rules.rules}}
    lines: list[Explained] = []
    for block, entries in _by_block(document.blocks, article.ledger):
        lost = _losers(labels.lost.get(block.index, []), {entry.rule for entry in entries})
        for entry in entries:
            alone = len(entries) == 1
            span = block.span if alone else entry.span
            text = block.text if alone else document.source[span.start : span.end]
            says_so = says.get(entry.rule, "")
            lines.append(Explained(text, span, entry.label, entry.rule, says_so, lost, block.index))
            lost = ()
    return Explanation(article, tuple(lines))


def _by_block(blocks: Sequence[Block], ledger: Sequence[Entry]) -> Iterator[tuple[Block, list[Entry]]]:
    """Yield each block with its entries.

    A block has several where a rule cut something out of it; several blocks share one where a stretch
    of the page went as a whole.
    """
    at = 0
    for block in blocks:
        while at < len(ledger) and ledger[at].span.end <= block.span.start:
            at += 1
        last = at
        while last < len(ledger) and ledger[last].span.start < block.span.end:
            last += 1
        yield block, list(ledger[at:last])


def _losers(hits: Sequence[Hit], winners: set[str]) -> tuple[Claim, ...]:
    claims = (Claim(hit.rule.action, hit.rule.id, hit.rule.says) for hit in hits if hit.rule.id not in winners)
    return tuple(dict.fromkeys(claims))
