"""A set of rules, ready to meet pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from newsclean.pages import page_rules
from newsclean.rules.match import Gates
from newsclean.rules.pack import builtin_packs
from newsclean.rules.rule import Rule, RuleError
from newsclean.rules.select import select
from newsclean.rules.sites import SiteRules


class Here(NamedTuple):
    """The rules that work on a page.

    Attributes:
        gates: The gates of its line rules.
        tails: The gates of those that look at the ends of paragraphs, too.
        page_rules: Its page rules.
        selectors: Those of its page rules that selectors of a site pack made.
    """

    gates: Gates
    tails: Gates
    page_rules: tuple[Rule, ...]
    selectors: tuple[Rule, ...]


class RuleSet:
    """Rules with distinct ids, their gates built once.

    Args:
        rules: The rules.

    Raises:
        RuleError: Two rules have the same id.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        seen: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.id in seen:
                raise RuleError(
                    f"rule id {rule.id!r} is used twice, in {seen[rule.id].origin or 'a rule given in Python'} and "
                    f"{rule.origin or 'a rule given in Python'}; rename one, or leave one out with 'without'"
                )
            seen[rule.id] = rule
        self._everywhere = tuple(rule for rule in self.rules if not (rule.hosts or rule.site))
        self._somewhere = SiteRules(rule for rule in self.rules if rule.hosts or rule.site)
        self._here: dict[tuple[Rule, ...], Here] = {}

    def here(self, url: str | None, crawled: date | None = None) -> Here:
        """Return the rules that work on a page; those that name hosts work on those only.

        They are sorted once for each set of rules that ever apply together, so that the number of
        sets is bounded by the packs and not by the pages.

        Args:
            url: Address of the page.
            crawled: Day on which it was fetched; None where nobody knows.
        """
        local = self._somewhere.here(url, crawled)
        here = self._here.get(local)
        if here is None:
            rules = (*self._everywhere, *local)
            here = self._here[local] = Here(
                Gates(rule for rule in rules if rule.page is None and rule.where != ("tail",)),
                Gates(rule for rule in rules if rule.page is None and "tail" in rule.where),
                tuple(rule for rule in rules if rule.page is not None),
                tuple(rule for rule in local if rule.selector is not None),
            )
        return here


@cache
def builtin_rules() -> RuleSet:
    """Return the rules that ship with newsclean, read at the first call."""
    packs = [rule for _, rules in builtin_packs() for rule in rules]
    return RuleSet([*packs, *page_rules()])


def make_rules(
    packs: Iterable[tuple[Rule, ...]],
    rules: Iterable[Rule],
    *,
    only: Sequence[str],
    without: Sequence[str],
    builtin: bool,
) -> RuleSet:
    """Put a `Cleaner`'s rules together: built-in ones, packs and single rules, of which those selected."""
    base = builtin_rules().rules if builtin else page_rules()
    given = [*base, *(rule for pack in packs for rule in pack), *rules]
    return RuleSet(select(given, only=only, without=without))
