"""A rule: what it looks for, what it makes of it, why, and the cases that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

import regex

from newsclean.model import Block

Action = Literal[
    "keep", "title", "caption", "credit", "note", "source", "byline", "standfirst",
    "related", "paywall", "remove", "cut",
]  # fmt: skip
"""What a rule makes of a block. Order is precedence: where two rules meet on a block, the
earlier action wins (`cut` is apart: it takes a span out of a block that otherwise stays)."""

Zone = Literal["prefix", "inline", "suffix"]
"""Before, between or after the lines of the article's body."""

Shape = Literal["headline", "short", "any"]

ACTIONS: tuple[str, ...] = get_args(Action)
ZONES: tuple[str, ...] = get_args(Zone)
SHAPES: tuple[str, ...] = get_args(Shape)
TRIM = " \t:.…!»›>|-–—•·*▶►→←↓«‹+"
"""Characters around a line that an `exact` gate does not look at."""
BULLETS = " \t»›>•▶►→-–—*·"
"""Characters in front of a line that a `starts` gate does not look at."""


class RuleError(ValueError):
    """A rule or pack that cannot be used; the message names file, rule and the mend."""


class Takes(NamedTuple):
    """How many following lines a label takes with it.

    Attributes:
        max: At most so many lines.
        shape: Each must be a "headline" (no final full stop, at most 25 words), "short" (at most
            4 words), or "any".
    """

    max: int
    shape: str = "headline"


class Found(NamedTuple):
    """What a rule found in a block: a span of its text and named fields.

    Attributes:
        start: Offset in `Block.text` where it begins.
        end: Offset where it ends.
        fields: Named parts ("text", "caption", "credit" …) as offsets in `Block.text`.
    """

    start: int
    end: int
    fields: Mapping[str, tuple[int, int]]


Test = Callable[[Block], "bool | Found | None"]
"""A line rule's function: looks at one block behind the gate."""

PageTest = Callable[[Any], Iterable[Any]]
"""A page rule's function: sees a `newsclean.pages.page.Page`, yields `Hit`s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, whether it came from TOML or from Python.

    Attributes:
        id: "family.name"; unique among the rules of a `Cleaner`.
        says: Why, in words that complete "because it …".
        action: What it makes of a block, see `Action`.
        exact: Gate: the whole line is one of these phrases.
        starts: Gate: the line starts with one of these phrases.
        ends: Gate: the line ends with one of these phrases.
        contains: Gate: one of these literals occurs in the line.
        pattern: Regex (module `regex`) that must match behind the gate; named groups are fields.
        test: Function that must agree behind the gate (rules written in Python).
        page: Function that looks at the whole page instead of one line; such a rule has no gate.
        takes: Following lines that go with the label.
        where: Zones it works in; empty means everywhere.
        max_words: Longer lines are left alone (words as white space parts them).
        min_words: Shorter lines are left alone.
        max_chars: Longer lines are left alone; for scripts without spaces.
        hosts: Host names it works on (with their sub-domains); empty means any.
        remove: Cases that must go by this rule.
        keep: Near-misses that must stay.
        origin: File or function it came from.

    Raises:
        RuleError: A field has no sense; says which and what to write instead.

    Example:
        >>> rule = Rule(id="promo.quiz", says="is our quiz box", action="remove",
        ...             starts=("take our quiz",), max_words=8,
        ...             remove=("Take our quiz!",), keep=("Take our quiz show, for a start.",))
        >>> rule.id
        'promo.quiz'
    """

    id: str
    says: str
    action: str
    exact: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    pattern: str | None = None
    test: Test | None = None
    page: PageTest | None = None
    takes: Takes | None = None
    where: tuple[str, ...] = ()
    max_words: int | None = None
    min_words: int | None = None
    max_chars: int | None = None
    hosts: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        _check(self)


class Hit(NamedTuple):
    """A rule's claim on a block.

    Attributes:
        block: Index of the block.
        rule: The rule.
        start: Offset in the block's text where the claim begins.
        end: Offset where it ends.
        fields: Named parts as offsets in the block's text.
        leader: Index of the label's block where this block only follows a label, else -1.
    """

    block: int
    rule: Rule
    start: int
    end: int
    fields: dict[str, tuple[int, int]]
    leader: int = -1


def _check(rule: Rule) -> None:
    at = f"{rule.origin + ': ' if rule.origin else ''}rule {rule.id!r}"
    if not regex.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", rule.id):
        raise RuleError(f"{at}: id must look like 'family.name' (lower case, digits, _)")
    if not rule.says.strip():
        raise RuleError(f"{at}: 'says' is empty; write why, as in 'points to another story'")
    if rule.action not in ACTIONS:
        raise RuleError(f"{at}: action {rule.action!r} is none of {', '.join(ACTIONS)}")
    phrases = (*rule.exact, *rule.starts, *rule.ends, *rule.contains)
    if not phrases and rule.page is None:
        raise RuleError(f"{at}: has no gate; give 'exact', 'starts', 'ends' or 'contains'")
    if any(not gate_key(phrase).strip() for phrase in phrases):
        raise RuleError(f"{at}: a gate phrase is empty; leave it out")
    if any(len(gate_key(literal)) < 3 for literal in rule.contains):
        raise RuleError(f"{at}: a 'contains' literal has under 3 characters; use 'exact'")
    if bad := [zone for zone in rule.where if zone not in ZONES]:
        raise RuleError(f"{at}: where {bad[0]!r} is none of {', '.join(ZONES)}")
    if rule.takes and rule.takes.shape not in SHAPES:
        raise RuleError(f"{at}: takes.shape {rule.takes.shape!r} is none of {', '.join(SHAPES)}")
    if rule.takes and rule.takes.max < 1:
        raise RuleError(f"{at}: takes.max must be 1 or more")
    if rule.action == "cut" and not (rule.pattern or rule.test):
        raise RuleError(f"{at}: action 'cut' needs a 'pattern' that says which span goes")
    if rule.pattern is not None:
        _check_pattern(at, rule.pattern)


_NESTED_REPEAT = regex.compile(r"\((?:[^()\\]|\\.)*+(?<=(?<![\\*+?}])[*+](?!\+)[^()*+]{0,200})\)(?:[*+](?!\+)|\{\d*,\})")
"""A group with a repeat in it that is itself repeated without bound, as in `(a+)+`."""


def _check_pattern(at: str, pattern: str) -> None:
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise RuleError(f"{at}: pattern does not compile: {error}") from error
    if _NESTED_REPEAT.search(pattern):
        raise RuleError(
            f"{at}: pattern repeats a group that itself repeats, which can take exponential "
            "time; bound the inner repeat, or use a possessive one (*+, ++)"
        )


_KEY_SPACE = regex.compile(r"\s+")
_KEY_DIGITS = regex.compile(r"\d+")


def gate_key(text: str) -> str:
    """Return `text` as gates see it.

    Lower case, one space for white space, runs of digits as `#`, straight apostrophes, ASCII
    colon and bar.

    Example:
        >>> gate_key("12 Kommentare")
        '# kommentare'
    """
    low = text.lower().replace("\u2019", "'").replace("：", ":").replace("｜", "|")
    return _KEY_DIGITS.sub("#", _KEY_SPACE.sub(" ", low).strip())


def rule(**fields: Any) -> Callable[[Test], Rule]:
    """Make a line rule from a function that looks at one block.

    Args:
        **fields: Fields of `Rule`; gates are needed here too, they keep a page cheap.

    Raises:
        RuleError: As `Rule` does.

    Example:
        >>> @rule(id="acme.bar", says="is the Acme price bar", action="remove",
        ...       contains=["acme index"], remove=["ACME INDEX 12.3 | 4.5"], keep=["The Acme index fell."])
        ... def price_bar(block):
        ...     return "|" in block.text
        >>> price_bar.id
        'acme.bar'
    """

    def build(function: Test) -> Rule:
        given = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
        given.setdefault("origin", f"{function.__module__}.{function.__qualname__}")
        return Rule(test=function, **given)

    return build


def without(rules: Iterable[Rule], names: Iterable[str]) -> tuple[Rule, ...]:
    """Return `rules` less those named; "promo" names a whole family.

    Raises:
        RuleError: A name is that of no rule.
    """
    kept = list(rules)
    for name in names:
        rest = [r for r in kept if r.id != name and not r.id.startswith(name + ".")]
        if len(rest) == len(kept):
            raise RuleError(f"without: no rule or family is called {name!r}; see 'newsclean rules list'")
        kept = rest
    return tuple(kept)
