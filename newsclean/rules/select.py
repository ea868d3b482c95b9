"""Which rules are used: named by id, family or glob."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from newsclean.rules.rule import Rule, RuleError

FIXED = frozenset(("body.before", "body.after"))
"""Rules that tell what is left when the body is found; no article comes about without them."""


def select(rules: Iterable[Rule], *, only: Sequence[str] = (), without: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Return the rules that are used: those that `only` names, less those that `without` names.

    Args:
        rules: All rules.
        only: Names of rules to use; none for all.
        without: Names of rules to leave out, from among all rules.

    A name is an id ("promo.read_more"), a family ("promo"), or a glob over ids ("promo.*", "*.label").

    Raises:
        RuleError: A name is that of no rule; says which names come near.

    Example:
        >>> quiz = Rule(id="acme.quiz", says="is our quiz box", action="remove", exact=("take the quiz",))
        >>> select([quiz], without=["acme.*"])
        ()
        >>> select([quiz], only=["acme.quizz"])
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: only: no rule is called 'acme.quizz'; near it: acme.quiz
    """
    given = tuple(rules)
    ids = [rule.id for rule in given]
    kept = _named("only", only, ids) if only else frozenset(ids)
    left_out = _named("without", without, ids) - FIXED
    if fixed := FIXED.intersection(without):
        raise RuleError(f"without: {min(fixed)!r} cannot be left out; it names what stands outside the body")
    return tuple(rule for rule in given if rule.id in FIXED or (rule.id in kept and rule.id not in left_out))


def _named(argument: str, names: Sequence[str], ids: Sequence[str]) -> frozenset[str]:
    """Return the ids that any of the names means."""
    found: set[str] = set()
    for name in names:
        mine = [rule_id for rule_id in ids if _means(name, rule_id)]
        if not mine:
            raise RuleError(f"{argument}: no rule is called {name!r}; {_near(name, ids)}")
        found.update(mine)
    return frozenset(found)


def _means(name: str, rule_id: str) -> bool:
    return rule_id == name or rule_id.startswith(f"{name}.") or fnmatchcase(rule_id, name)


def _near(name: str, ids: Sequence[str]) -> str:
    """Say which names come near, or where all of them are."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    families = [rule_id.partition(".")[0] for rule_id in ids]
    near = get_close_matches(name.rstrip(".*"), dict.fromkeys([*families, *ids]), n=3)
    return f"near it: {', '.join(near)}" if near else "see 'newsclean rules list'"
