"""A set of rules, ready to meet pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import urlsplit

from newsclean.pages import page_rules
from newsclean.rules.match import Gates
from newsclean.rules.pack import builtin_packs
from newsclean.rules.rule import Rule, RuleError
from newsclean.rules.select import select


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
        self.page_rules = tuple(rule for rule in self.rules if rule.page is not None)
        self._line_rules = tuple(rule for rule in self.rules if rule.page is None)
        self._site_rules = tuple(rule for rule in self._line_rules if rule.hosts)
        self._gates: dict[tuple[Rule, ...], Gates] = {}

    def gates(self, url: str | None) -> Gates:
        """Return the gates for a page; rules that name hosts work on those only.

        Gates are built once for each set of site rules that ever apply together, so their number is
        bounded by the packs and not by the pages.
        """
        here = tuple(rule for rule in self._site_rules if _on_host(rule, _host(url))) if url else ()
        gates = self._gates.get(here)
        if gates is None:
            gates = self._gates[here] = Gates(rule for rule in self._line_rules if not rule.hosts or rule in here)
        return gates


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
