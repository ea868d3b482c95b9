"""What a rule's cases do not prove, and what shipped rules do already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.cleaner import Cleaner
from newsclean.lint.finding import Remark, Severity
from newsclean.lint.gates import opens
from newsclean.rules.rule import GATES, Rule, bare_key
from newsclean.rules.ruleset import builtin_rules
from newsclean.testing import comes_near, entries_of

_LABELS = {"remove": "removed", "paywall": "removed", "cut": "removed", "credit": "caption", "keep": "text"}
"""What the ledger calls an action's lines, where it is not the action's own name."""
_SHOWN = 3
"""Phrases that a remark shows."""


def check_cases(rule: Rule) -> Iterator[Remark]:
    """Yield remarks on cases that are missing, or prove nothing."""
    if not rule.remove:
        yield Remark("id", -1, "error", "has no 'remove' case", "give a line that must go by it")
    if not rule.keep:
        yield Remark("id", -1, "error", "has no 'keep' case", "give a line that comes near and must stay")
    far = [item for item, case in enumerate(rule.keep) if not comes_near(rule, case)]
    severity: Severity = "error" if len(far) == len(rule.keep) else "warning"
    for item in far:
        what = f"keep case {rule.keep[item]!r} proves nothing, as it opens no gate"
        yield Remark("keep", item, severity, what, "write one that a gate lets in and the rest of the rule does not")
    for item, case in enumerate(rule.keep):
        if case in rule.remove:
            yield Remark("keep", item, "error", f"{case!r} is a 'remove' case, too", "leave one out")


class Shipped:
    """The rules that ship with newsclean, to tell what another pack repeats of them.

    Among themselves they repeat phrases on purpose, so that each family is whole without the others.
    """

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, str], list[Rule]] = {}
        self._ids = {rule.id for rule in builtin_rules().rules}
        self._cleaner = Cleaner()
        for rule in builtin_rules().rules:
            for gate in GATES:
                for phrase in getattr(rule, gate):
                    self._phrases.setdefault((gate, bare_key(gate, phrase)), []).append(rule)

    def check(self, rule: Rule) -> Iterator[Remark]:
        """Yield remarks on what shipped rules do already; none on themselves."""
        if rule.id in self._ids:
            return
        for other, phrases in self._repeated(rule).items():
            shown = ", ".join(map(repr, phrases[:_SHOWN])) + ", …" * (len(phrases) > _SHOWN)
            what = f"shipped rule {other.id} has the same phrases and lets as much pass: {shown}"
            yield Remark("id", -1, "warning", what, "leave them out")
        if takers := self._takers(rule):
            what = f"shipped rules take all its 'remove' cases already: {', '.join(sorted(takers))}"
            yield Remark("remove", -1, "warning", what, "leave the rule out, or give a case that they miss")

    def _repeated(self, rule: Rule) -> dict[Rule, list[str]]:
        """Return the shipped rules that have phrases of a rule, with these."""
        found: dict[Rule, list[str]] = {}
        for gate in GATES:
            for phrase in getattr(rule, gate):
                for other in self._opened(gate, bare_key(gate, phrase)):
                    if _does_as_much(other, rule):
                        found.setdefault(other, []).append(phrase)
        return found

    def _opened(self, gate: str, key: str) -> Iterable[Rule]:
        """Return the rules with a gate that opens for all the lines of a phrase."""
        found = list(self._phrases.get((gate, key), ()))
        if gate in ("exact", "starts"):
            for end in range(1, len(key) + 1):
                if opens("starts", key[:end], key):
                    found += self._phrases.get(("starts", key[:end]), ())
        return dict.fromkeys(found)

    def _takers(self, rule: Rule) -> set[str]:
        """Return the shipped rules that make of all cases what this rule would; none where they miss one."""
        label = _LABELS.get(rule.action, rule.action)
        takers: set[str] = set()
        for case in rule.remove:
            entries = entries_of(rule, case, self._cleaner)
            mine = [entry for entry in entries if entry.label == label]
            if not mine or (rule.action != "cut" and len(mine) < len(entries)):
                return set()
            takers.update(entry.rule for entry in mine)
        return takers


def _does_as_much(other: Rule, rule: Rule) -> bool:
    """Tell whether a rule makes the same of every line that another one lets pass."""
    if other.action != rule.action or other.test is not None or other.takes != rule.takes:
        return False
    if other.pattern not in (None, rule.pattern) or (other.min_words or 0) > (rule.min_words or 0):
        return False
    if "tail" in rule.where and "tail" not in other.where:
        return False
    if other.where and not (rule.where and set(rule.where) <= set(other.where)):
        return False
    return all(
        (theirs := getattr(other, name)) is None or (getattr(rule, name) or 1 << 30) <= theirs
        for name in ("max_words", "max_chars")
    )
