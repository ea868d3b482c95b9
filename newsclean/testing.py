"""Run the cases of rules: for newsclean's own packs and for anybody's.

A case is placed where its rule works (between paragraphs, below the headline or behind the last
paragraph of a neutral story) and cleaned with all rules on, so a case proves what a page would show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from newsclean.cleaner import Cleaner
from newsclean.model import Article, Entry
from newsclean.read.text import read_text
from newsclean.rules.match import Gates
from newsclean.rules.plugins import get_pack
from newsclean.rules.rule import Rule, bare_key, gate_key
from newsclean.rules.speed import slow_line
from newsclean.rules.tails import find_tails

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
        difference: What each line of the case should have become ("-") and became ("+"), where lines tell.
    """

    rule: str
    case: str
    problem: str
    difference: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = self.difference or ((repr(self.case),) if self.case else ())
        return "\n".join([self.problem, *(f"    {line}" for line in shown)])


class CaseError(AssertionError):
    """A case did not come out; the message says what and how."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule, ready to run.

    Attributes:
        rule: The rule.
        kind: "remove" or "keep" as in the rule; "rule" for what all its cases must show together.
        number: Place in the rule's list of such cases, from 0.
        text: The case's text; empty for "rule".
        cleaner: What cleans it; holds the rule.
    """

    rule: Rule
    kind: Literal["remove", "keep", "rule"]
    number: int
    text: str
    cleaner: Cleaner

    @property
    def name(self) -> str:
        """The case's name among those of its rule: "remove-0", "keep-1", "rule"."""
        return self.kind if self.kind == "rule" else f"{self.kind}-{self.number}"

    @property
    def id(self) -> str:
        """The rule's id and the case's name: "acme.ticker::remove-0"."""
        return f"{self.rule.id}::{self.name}"

    def __str__(self) -> str:
        return self.id

    def failures(self) -> Iterator[Failure]:
        """Clean the case and yield what is wrong with the outcome; nothing where all is well."""
        if self.kind == "remove":
            yield from _check_remove(self.rule, self.text, self.cleaner)
        elif self.kind == "keep":
            yield from _check_keep(self.rule, self.text, self.cleaner)
        else:
            yield from _check_rule(self.rule)

    def check(self) -> None:
        """Clean the case.

        Raises:
            CaseError: It does not come out; the message shows what each line should have become.
        """
        __tracebackhide__ = True  # pytest shows the caller's line
        if found := list(self.failures()):
            raise CaseError("\n".join(map(str, found)))


def cases(pack: str | Path | Iterable[Rule], *, cleaner: Cleaner | None = None) -> list[Case]:
    """Return the cases of a pack, for a test each.

    Args:
        pack: Path of a TOML file, name of an installed pack, or rules.
        cleaner: What cleans them; it must hold the rules. None for all built-in rules and the pack's.

    Raises:
        RuleError: The pack cannot be found or used.

    Example:
        In a test module, with `ids=str` for ids such as "acme.ticker::remove-0":

            @pytest.mark.parametrize("case", cases("acme"), ids=str)
            def test_case(case):
                case.check()

        >>> from newsclean import Rule
        >>> rule = Rule(id="acme.quiz", says="is our quiz box", action="remove",
        ...             exact=("take the harbour quiz",), remove=("Take the harbour quiz",),
        ...             keep=("Take the harbour quiz of last year, which nobody could answer.",))
        >>> [str(case) for case in cases([rule])]
        ['acme.quiz::remove-0', 'acme.quiz::keep-0', 'acme.quiz::rule']
    """
    rules = get_pack(pack) if isinstance(pack, str | Path) else tuple(pack)
    cleaner = cleaner or Cleaner(rules=rules)
    return [case for rule in rules for case in _cases_of(rule, cleaner)]


def _cases_of(rule: Rule, cleaner: Cleaner) -> Iterator[Case]:
    for number, text in enumerate(rule.remove):
        yield Case(rule, "remove", number, text, cleaner)
    for number, text in enumerate(rule.keep):
        yield Case(rule, "keep", number, text, cleaner)
    if rule.page is None:  # a page rule has no gate to come near; its best tests are pages, see newsclean.fixtures
        yield Case(rule, "rule", 0, "", cleaner)


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
    for case in cases(rules, cleaner=cleaner):
        yield from case.failures()


def _check_rule(rule: Rule) -> Iterator[Failure]:
    """Check what no single case can show: that there are cases, that they prove something, and the pattern's cost."""
    if not rule.remove or not rule.keep:
        yield Failure(rule.id, "", "needs at least one 'remove' case and one 'keep' near-miss")
    if rule.keep and not any(comes_near(rule, case) for case in rule.keep):
        yield Failure(rule.id, rule.keep[0], "no 'keep' case comes near a gate, so none proves anything")
    if line := slow_line(rule):
        yield Failure(rule.id, f"{line[:60]}…", f"makes the pattern slow when it goes on to {len(line)} characters")


def _page(rule: Rule, case: str) -> tuple[str, int]:
    """Return a page with the case in it, and the case's offset."""
    if rule.where and "inline" not in rule.where and rule.where != ("tail",):
        if "suffix" in rule.where:
            head = "\n\n".join((HEADLINE, *BEFORE, *AFTER)) + "\n\n"
            return head + case + "\n", len(head)
        head = HEADLINE + "\n\n"
        return head + case + "\n\n" + "\n\n".join((*BEFORE, *AFTER)), len(head)
    head = "\n\n".join((HEADLINE, *BEFORE)) + "\n\n"
    return head + case + "\n\n" + "\n\n".join(AFTER), len(head)


def _clean(rule: Rule, page: str, cleaner: Cleaner) -> Article:
    """Clean a case's page as one of the site, and of a time, that the rule is for."""
    hosts = rule.hosts or (rule.site.hosts if rule.site else ())
    day = (rule.site.valid_until or rule.site.valid_from) if rule.site else None
    return cleaner.clean(page, url=f"https://{hosts[0]}/story" if hosts else None, crawled=day)


def entries_of(rule: Rule, case: str, cleaner: Cleaner) -> list[Entry]:
    """Return what becomes of a case of a rule on the page that it is tried on."""
    page, start = _page(rule, case)
    return _entries(_clean(rule, page, cleaner), start, start + len(case))


def _check_remove(rule: Rule, case: str, cleaner: Cleaner) -> Iterator[Failure]:
    page, start = _page(rule, case)
    article = _clean(rule, page, cleaner)
    here = _entries(article, start, start + len(case))
    kept = [e for e in here if e.rule != rule.id and e.label == "text"]
    wanted = f"{_LABELS.get(rule.action, rule.action)} by {rule.id}"
    difference = tuple(_difference(page, here, lambda e: f"{e.label} by {e.rule}" if e.rule == rule.id else wanted))
    if all(e.rule != rule.id for e in here):
        went = ", ".join(sorted({f"{e.label} by {e.rule}" for e in here})) or "nowhere"
        yield Failure(rule.id, case, f"should go by this rule, but is {went}{_why_not(rule, case)}", difference)
    elif rule.action != "cut" and "tail" not in rule.where and kept:
        text = page[kept[0].span.start : kept[0].span.end]
        yield Failure(rule.id, case, f"should go whole, but {text!r} stays", difference)
    yield from _check_frame(rule, case, article)


def _check_keep(rule: Rule, case: str, cleaner: Cleaner) -> Iterator[Failure]:
    page, start = _page(rule, case)
    article = _clean(rule, page, cleaner)
    here = _entries(article, start, start + len(case))
    if lost := [e for e in here if e.label != "text"]:
        went = ", ".join(sorted({f"{e.label} by {e.rule}" for e in lost}))
        difference = tuple(_difference(page, here, lambda _: "text"))
        yield Failure(rule.id, case, f"should stay, but is {went}", difference)
    yield from _check_frame(rule, case, article)


def _why_not(rule: Rule, case: str) -> str:
    """Say what keeps a line rule from a case, as far as its fields tell."""
    if rule.page is not None:
        return ""
    if not comes_near(rule, case):
        return "; none of its gates opens"
    first = case.partition("\n")[0]
    words = first.count(" ") + 1
    if rule.max_words and words > rule.max_words:
        return f"; it has {words} words, and max_words is {rule.max_words}"
    if rule.min_words and words < rule.min_words:
        return f"; it has {words} words, and min_words is {rule.min_words}"
    if rule.max_chars and len(first) > rule.max_chars:
        return f"; it has {len(first)} characters, and max_chars is {rule.max_chars}"
    if rule.pattern is not None and regex.search(rule.pattern, first) is None:
        return "; its pattern is not found"
    return ""


_LABELS = {"remove": "removed", "paywall": "removed", "cut": "removed", "credit": "caption"}
"""What an action makes of a line in the ledger, where it is not the action's own name."""


def _entries(article: Article, start: int, end: int) -> list[Entry]:
    return [entry for entry in article.ledger if start <= entry.span.start < end]


def _difference(page: str, entries: Iterable[Entry], wanted: Callable[[Entry], str]) -> Iterator[str]:
    """Yield what each stretch of a case should be ("-") and is ("+"); one line where both are the same."""
    for entry in entries:
        text = page[entry.span.start : entry.span.end]
        is_ = "text" if entry.label == "text" else f"{entry.label} by {entry.rule}"
        if is_ == wanted(entry):
            yield f"  {is_}: {text}"
        else:
            yield from (f"- {wanted(entry)}: {text}", f"+ {is_}: {text}")


def _check_frame(rule: Rule, case: str, article: Article) -> Iterator[Failure]:
    if lost := [p for p in (*BEFORE, *AFTER) if p not in article.text]:
        yield Failure(rule.id, case, f"took a paragraph of the story with it: {lost[0][:60]!r}")


def comes_near(rule: Rule, case: str) -> bool:
    """Tell whether a case opens a line rule's gate, or holds one of its whole-line phrases.

    One that does not would stay whatever the rule's pattern and limits say, so it proves nothing.
    """
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
    if "tail" in rule.where:
        blocks = read_text(case).blocks
        if find_tails(blocks, Gates([bare]), range(len(blocks))):
            return True
    key = gate_key(case)
    return any(bare_key("exact", phrase) in key for phrase in rule.exact)
