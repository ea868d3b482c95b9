"""A set of rules, ready to meet pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from newsclean.pages import page_rules
from newsclean.rules.match import Gates
from newsclean.rules.pack import builtin_packs
from newsclean.rules.rule import Rule, RuleError
from newsclean.rules.select import select


class Here(NamedTuple):
    """The rules that work on a page.

    Attributes:
        gates: The gates of its line rules.
        page_rules: Its page rules.
    """

    gates: Gates
    page_rules: tuple[Rule, ...]


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
        self._everywhere = tuple(rule for rule in self.rules if not rule.hosts)
        self._somewhere = tuple(rule for rule in self.rules if rule.hosts)
        self._here: dict[tuple[Rule, ...], Here] = {}

    def here(self, url: str | None) -> Here:
        """Return the rules that work on a page; those that name hosts work on those only.

        They are sorted once for each set of rules that ever apply together, so that the number of
        sets is bounded by the packs and not by the pages.
        """
        host = _host(url) if url and self._somewhere else ""
        local = tuple(rule for rule in self._somewhere if _on_host(rule, host))
        here = self._here.get(local)
        if here is None:
            rules = (*self._everywhere, *local)
            lines = Gates(rule for rule in rules if rule.page is None)
            here = self._here[local] = Here(lines, tuple(rule for rule in rules if rule.page is not None))
        return here


def _host(url: str) -> str:
    """Return the host of an address, empty where it has none or makes no sense."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # an open bracket, as in "http://[half"
        return ""


def _on_host(rule: Rule, host: str) -> bool:
    return any(host == name or host.endswith("." + name) for name in rule.hosts)


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
