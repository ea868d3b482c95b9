"""A set of rules, ready to meet pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from urllib.parse import urlsplit

from newsclean.pages import page_rules
from newsclean.rules.match import Gates
from newsclean.rules.pack import builtin_packs
from newsclean.rules.rule import Rule, RuleError, without


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
        self._by_host = any(rule.hosts for rule in self._line_rules)

    @cached_property
    def _everywhere(self) -> Gates:
        return Gates(rule for rule in self._line_rules if not rule.hosts)

    def gates(self, url: str | None) -> Gates:
        """Return the gates for a page; rules that name hosts work on those only."""
        if not self._by_host or not url:
            return self._everywhere
        host = (urlsplit(url).hostname or "").lower()
        if not any(_on_host(rule, host) for rule in self._line_rules if rule.hosts):
            return self._everywhere
        return Gates(rule for rule in self._line_rules if not rule.hosts or _on_host(rule, host))


def _on_host(rule: Rule, host: str) -> bool:
    return any(host == name or host.endswith("." + name) for name in rule.hosts)


@cache
def builtin_rules() -> RuleSet:
    """Return the rules that ship with newsclean, read at the first call."""
    packs = [rule for _, rules in builtin_packs() for rule in rules]
    return RuleSet([*packs, *page_rules()])


def make_rules(
    packs: Iterable[tuple[Rule, ...]], rules: Iterable[Rule], names: Iterable[str], *, builtin: bool
) -> RuleSet:
    """Put a `Cleaner`'s rules together: built-in ones, packs, single rules, less those named."""
    base = builtin_rules().rules if builtin else page_rules()
    return RuleSet(without([*base, *(rule for pack in packs for rule in pack), *rules], names))
