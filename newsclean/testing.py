"""Run the cases of rules: for newsclean's own packs and for anybody's.

A case is placed where its rule works (between paragraphs, below the headline or behind the last
paragraph of a neutral story) and cleaned with all rules on, so a case proves what a page would show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from newsclean.cleaner import Cleaner
from newsclean.model import Article
from newsclean.read.text import read_text
from newsclean.rules.match import Gates
from newsclean.rules.rule import Rule, gate_key
from newsclean.rules.speed import slow_line

HEADLINE = "Harbour town opens its rebuilt lighthouse after nine years"
BEFORE = (
    "The lighthouse above the harbour was lit again on Tuesday evening, nine years after a storm tore away its "
    "lantern and half of the stairs.",
    "Some four hundred people climbed the hill to watch, among them the last keeper, who is ninety-one and had "
    "walked up with two of her granddaughters.",
    "“I did not think that I would see it,” she told the crowd, and then asked the mayor to switch it on before "
    "the rain came.",
)
AFTER = (
    "The work cost less than planned because masons from the valley gave their weekends, and because the stone of "
    "the old stairs could be used again.",
    "Fishermen say that they steered by their instruments for years, but that a light on the hill is worth more "
    "than any screen in a heavy sea.",
    "The council wants to open the tower to visitors in May, four days a week, with a small room that tells of the "
    "wrecks along the coast.",
)


class Failure(NamedTuple):
    """A case that did not come out.

    Attributes:
        rule: Id of the rule.
        case: The case's text.
        problem: What went wrong, in words.
    """

    rule: str
    case: str
    problem: str


def run_cases(rules: Iterable[Rule], cleaner: Cleaner) -> Iterator[Failure]:
    """Yield what fails among the cases of `rules`, cleaned by `cleaner`, which must hold them.

    Example:
        >>> from newsclean import Cleaner, Rule
        >>> rule = Rule(id="acme.quiz", says="is our quiz box", action="remove",
        ...             exact=("take the harbour quiz",), remove=("Take the harbour quiz",),
        ...             keep=("Take the harbour quiz of last year, which nobody could answer.",))
        >>> list(run_cases([rule], Cleaner(rules=[rule])))
        []
    """
    for rule in rules:
        if rule.page is None and not (rule.remove and rule.keep):
            yield Failure(rule.id, "", "needs at least one 'remove' case and one 'keep' near-miss")
        for case in rule.remove:
            yield from _check_remove(rule, case, cleaner)
        for case in rule.keep:
            yield from _check_keep(rule, case, cleaner)
        if rule.page is None and rule.keep and not any(_near(rule, case) for case in rule.keep):
            yield Failure(rule.id, rule.keep[0], "no 'keep' case comes near a gate, so none proves anything")
        if line := slow_line(rule):
            yield Failure(rule.id, f"{line[:60]}…", f"makes the pattern slow when it goes on to {len(line)} characters")


def _page(rule: Rule, case: str) -> tuple[str, int]:
    """Return a page with the case in it, and the case's offset."""
    if rule.where and "inline" not in rule.where:
        if "suffix" in rule.where:
            head = "\n\n".join((HEADLINE, *BEFORE, *AFTER)) + "\n\n"
            return head + case + "\n", len(head)
        head = HEADLINE + "\n\n"
        return head + case + "\n\n" + "\n\n".join((*BEFORE, *AFTER)), len(head)
    head = "\n\n".join((HEADLINE, *BEFORE)) + "\n\n"
    return head + case + "\n\n" + "\n\n".join(AFTER), len(head)


def _url(rule: Rule) -> str | None:
    return f"https://{rule.hosts[0]}/story" if rule.hosts else None


def _check_remove(rule: Rule, case: str, cleaner: Cleaner) -> Iterator[Failure]:
    page, start = _page(rule, case)
    article = cleaner.clean(page, url=_url(rule))
    end = start + len(case)
    mine = [e for e in article.ledger if start <= e.span.start < end and e.rule == rule.id]
    others = [e for e in article.ledger if start <= e.span.start < end and e.rule != rule.id]
    if not mine:
        went = ", ".join(sorted({f"{e.label} by {e.rule}" for e in others})) or "nowhere"
        yield Failure(rule.id, case, f"should go by this rule, but is {went}")
    elif rule.action != "cut" and (kept := [e for e in others if e.label == "text"]):
        text = page[kept[0].span.start : kept[0].span.end]
        yield Failure(rule.id, case, f"should go whole, but {text!r} stays")
    yield from _check_frame(rule, case, article)


def _check_keep(rule: Rule, case: str, cleaner: Cleaner) -> Iterator[Failure]:
    page, start = _page(rule, case)
    article = cleaner.clean(page, url=_url(rule))
    end = start + len(case)
    lost = [e for e in article.ledger if start <= e.span.start < end and e.label != "text"]
    if lost:
        went = ", ".join(sorted({f"{e.label} by {e.rule}" for e in lost}))
        yield Failure(rule.id, case, f"should stay, but is {went}")
    yield from _check_frame(rule, case, article)


def _check_frame(rule: Rule, case: str, article: Article) -> Iterator[Failure]:
    if lost := [p for p in (*BEFORE, *AFTER) if p not in article.text]:
        yield Failure(rule.id, case, f"took a paragraph of the story with it: {lost[0][:60]!r}")


def _near(rule: Rule, case: str) -> bool:
    """Tell whether a case opens the rule's gate, or holds one of its whole-line phrases."""
    bare = replace(
        rule,
        action="remove",
        pattern=None,
        test=None,
        takes=None,
        where=(),
        max_words=None,
        min_words=None,
        max_chars=None,
    )
    if any(Gates([bare]).hits(read_text(line).blocks) for line in case.split("\n")):
        return True
    return any(gate_key(phrase) in gate_key(case) for phrase in rule.exact)
