"""Lint a pack: its mistakes, its patterns, its gates and its cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.lint.backtrack import find_witness
from newsclean.lint.cases import Shipped, check_cases
from newsclean.lint.finding import Finding, Remark
from newsclean.lint.gates import check_gates
from newsclean.rules.lines import Lines
from newsclean.rules.pack import examine_pack
from newsclean.rules.rule import Rule, mistakes
from newsclean.rules.speed import slow_line

_SHOWN = 60
"""Characters of a witness that are shown."""
_MEND = "leave one way only to match a text: bound the repeats, make them possessive (*+, ++), part the choices"


def lint_pack(text: str, origin: str, shipped: Shipped) -> list[Finding]:
    r"""Return all that is odd about a pack, in the order of its lines.

    Args:
        text: The pack's TOML text.
        origin: What to call it.
        shipped: The rules that it should not repeat.

    Raises:
        RuleError: The text is no TOML.

    Example:
        >>> text = '[[rule]]\nid = "acme.x"\nsays = "is x"\naction = "remove"\nexact = ["x y"]\nmax_words = 1\n'
        >>> for finding in lint_pack(text + 'remove = ["x"]\nkeep = ["x y z"]', "acme.toml", Shipped()):
        ...     print(finding)
        acme.toml:5: acme.x: error: 'x y' never fires: it has 2 words, and max_words is 1 -> raise max_words, ...
    """
    rules, problems = examine_pack(text, origin)
    lines = Lines(text)
    findings = [
        Finding(origin, problem.line, (problem.rule or "").strip("'"), "error", problem.what, problem.mend)
        for problem in problems
    ]
    wrong = {problem.rule for problem in problems}
    for rule in rules:
        remarks = check_pattern(rule) if repr(rule.id) in wrong else check_rule(rule, shipped)
        line = int(rule.origin.rpartition(":")[2])
        place = lines.at(line)
        findings += [_finding(origin, place.of(remark.key, remark.item), rule, remark) for remark in remarks]
    return sorted(findings, key=lambda finding: finding.line)


def check_rule(rule: Rule, shipped: Shipped) -> Iterator[Remark]:
    """Yield remarks on a rule that can be used."""
    if rule.page is None:
        yield from check_pattern(rule)
        yield from check_gates(rule)
        yield from check_cases(rule)
        yield from shipped.check(rule)


def check_pattern(rule: Rule) -> Iterator[Remark]:
    """Yield a remark on a pattern that a line can make slow, with that line."""
    if any(found.key == "pattern" and found.what.startswith("pattern does not") for found in mistakes(rule)):
        return
    if witness := find_witness(rule):
        line, times, size = witness
        what = (
            f"pattern backtracks catastrophically: {line!r} ({len(line)} characters) takes {times:.0f} times "
            f"as long as {size} characters of it"
        )
        yield Remark("pattern", -1, "error", what, _MEND)
    elif slow := slow_line(rule):
        shown = slow if len(slow) <= _SHOWN else f"{slow[:_SHOWN]}…"
        what = f"pattern is slow: its time grows faster than the line in {shown!r} ({len(slow)} characters)"
        yield Remark(
            "pattern", -1, "error", what, "bound its repeats, give max_chars, or make them possessive (*+, ++)"
        )


def lint_rules(rules: Iterable[Rule], shipped: Shipped) -> list[Finding]:
    """Return all that is odd about rules that may come from Python, rule by rule.

    Args:
        rules: The rules.
        shipped: The rules that they should not repeat.
    """
    findings: list[Finding] = []
    for rule in rules:
        file, _, line = rule.origin.rpartition(":")
        at = (file, int(line)) if line.isdecimal() else (rule.origin, 1)
        findings += [_finding(*at, rule, remark) for remark in check_rule(rule, shipped)]
    return findings


def _finding(file: str, line: int, rule: Rule, remark: Remark) -> Finding:
    return Finding(file, line, rule.id, remark.severity, remark.what, remark.mend)
