"""A rule: what it looks for, what it makes of it, why, and the cases that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass
from itertools import repeat
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
        check: Whether fields are checked now; without, a test must have done so (the built-in packs').

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
    check: InitVar[bool] = True

    def __post_init__(self, check: bool) -> None:
        for name in _LISTS:
            if type(value := getattr(self, name)) is list:
                object.__setattr__(self, name, tuple(value))
        if check:
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


_LISTS = ("exact", "starts", "ends", "contains", "where", "hosts", "remove", "keep")
_NUMBERS = ("max_words", "min_words", "max_chars")
_HOST = re.compile(r"[^\W_A-Z][^\sA-Z/:*]*")


def _check(rule: Rule) -> None:
    """Refuse a rule that has a field without sense."""
    at = f"{rule.origin}: rule {rule.id!r}" if rule.origin else f"rule {rule.id!r}"
    _check_types(rule, at)
    _check_gates(rule, at)
    if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", rule.id):
        raise RuleError(f"{at}: id must look like 'family.name' (lower case, digits, _)")
    if not rule.says.strip():
        raise RuleError(f"{at}: 'says' is empty; write why, as in 'points to another story'")
    if rule.action not in ACTIONS:
        raise RuleError(f"{at}: action {rule.action!r} is none of {', '.join(ACTIONS)}")
    if bad := [zone for zone in rule.where if zone not in ZONES]:
        raise RuleError(f"{at}: where {bad[0]!r} is none of {', '.join(ZONES)}")
    if bad := [host for host in rule.hosts if not _HOST.fullmatch(host)]:
        raise RuleError(f"{at}: 'hosts' holds {bad[0]!r}; write a host's name in lower case, as in 'example.org'")
    if rule.min_words and rule.max_words and rule.min_words > rule.max_words:
        raise RuleError(f"{at}: min_words {rule.min_words} is above max_words {rule.max_words}, so no line fits")
    if rule.takes is not None:
        _check_takes(rule.takes, at)
    if rule.action == "cut" and not (rule.pattern or rule.test):
        raise RuleError(f"{at}: action 'cut' needs a 'pattern' that says which span goes")
    if rule.pattern is not None:
        _check_pattern(rule.pattern, at)


def _check_types(rule: Rule, at: str) -> None:
    for name in ("id", "says", "action", "origin"):
        if not isinstance(getattr(rule, name), str):
            raise RuleError(f"{at}: '{name}' must be a string")
    if not isinstance(rule.pattern, str | None):
        raise RuleError(f"{at}: 'pattern' must be a string, which is compiled at its first use")
    for name in _LISTS:
        value = getattr(rule, name)
        if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
            raise RuleError(f"{at}: '{name}' must be a list of strings, as in {name} = [\"…\"]")
    for name in _NUMBERS:
        value = getattr(rule, name)
        if value is not None and (type(value) is not int or value < 1):
            raise RuleError(f"{at}: '{name}' must be a whole number of 1 or more")
    for name in ("test", "page"):
        value = getattr(rule, name)
        if value is not None and not callable(value):
            raise RuleError(f"{at}: '{name}' must be a function")


def _check_gates(rule: Rule, at: str) -> None:
    phrases = (*rule.exact, *rule.starts, *rule.ends, *rule.contains)
    if not phrases and rule.page is None:
        raise RuleError(f"{at}: has no gate; give 'exact', 'starts', 'ends' or 'contains'")
    bare = [gate_key(phrase).strip(TRIM) for phrase in rule.exact]
    bare += [gate_key(phrase).lstrip(BULLETS) for phrase in rule.starts]
    bare += [gate_key(phrase) for phrase in (*rule.ends, *rule.contains)]
    if not all(bare):
        phrase = next(phrase for phrase, key in zip(phrases, bare, strict=True) if not key)
        raise RuleError(f"{at}: a gate phrase is empty; leave it out ({phrase!r} has no characters that gates look at)")
    if any(len(gate_key(literal)) < 3 for literal in rule.contains):
        raise RuleError(f"{at}: a 'contains' literal has under 3 characters; use 'exact'")


def _check_takes(takes: object, at: str) -> None:
    if not isinstance(takes, Takes) or type(takes.max) is not int:
        raise RuleError(f"{at}: 'takes' must look like Takes(max=8, shape=\"headline\")")
    if takes.shape not in SHAPES:
        raise RuleError(f"{at}: takes.shape {takes.shape!r} is none of {', '.join(SHAPES)}")
    if takes.max < 1:
        raise RuleError(f"{at}: takes.max must be 1 or more")


_NESTED_REPEAT = r"\((?:[^()\\]|\\.)*+(?<=(?<![\\*+?}])[*+](?!\+)[^()*+]{0,200})\)(?:[*+](?!\+)|\{\d*,\})"
"""A group with a repeat in it that is itself repeated without bound, as in `(a+)+`."""


def _check_pattern(pattern: str, at: str) -> None:
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise RuleError(f"{at}: pattern does not compile: {error}") from error
    if regex.search(_NESTED_REPEAT, pattern):
        raise RuleError(
            f"{at}: pattern repeats a group that itself repeats, which can take exponential "
            "time; bound the inner repeat, or use a possessive one (*+, ++)"
        )


def read_takes(value: object, at: str) -> Takes:
    """Make `Takes` of a table with its fields; `at` names file and rule in the error.

    Raises:
        RuleError: It is no such table.

    Example:
        >>> read_takes({"max": 8}, "acme.toml: rule 'acme.quiz'")
        Takes(max=8, shape='headline')
    """
    if not isinstance(value, dict) or set(value) - {"max", "shape"} or type(value.get("max")) is not int:
        raise RuleError(f"{at}: 'takes' must look like {{ max = 8, shape = \"headline\" }}")
    return Takes(**value)


_KEY_SIGNS = (("\u2019", "'"), ("：", ":"), ("｜", "|"))
_WIDE_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""With the ASCII ones: all that `str.isspace` calls white space."""
_KEY_CHARS = tuple((char.encode(), plain.encode()) for char, plain in (*_KEY_SIGNS, *zip(_WIDE_SPACES, repeat(" "))))
"""What a key writes for characters beyond ASCII, as UTF-8."""
_ASCII = bytes(range(128))
_DIGIT = b"\xff"
"""Stands for a digit until runs of them are one; no UTF-8 holds it."""
_KEY_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + b"0123456789" + b"\t\x0b\x0c\r\x1c\x1d\x1e\x1f",
    b"abcdefghijklmnopqrstuvwxyz" + 10 * _DIGIT + 8 * b" ",
)


def gate_keys(page: str) -> list[str]:
    r"""Return the gate key of each line of a text, made in a few passes over the whole of it.

    The passes go over UTF-8, where a table folds case, digits and spaces at one go. What is left after
    ASCII is taken away is short on most pages, and tells which of the other passes are needed.

    Args:
        page: Lines parted by newlines; other line breaks count as white space.

    Returns:
        One key per line, as many as `page.split("\n")` has lines.

    Example:
        >>> gate_keys("12 Kommentare\n\n Read\u3000more： ")
        ['# kommentare', '', 'read more:']
    """
    data = page.encode("utf-8", "surrogatepass")
    wide = data.translate(None, _ASCII)
    if wide:
        shown = wide.decode("utf-8", "surrogatepass")
        if shown.lower() != shown:
            data = page.lower().encode("utf-8", "surrogatepass")
        for digit in {char for char in re.findall(r"\d", shown)}:
            data = data.replace(digit.encode(), b"0")
        for char, plain in _KEY_CHARS:
            if char in wide:
                data = data.replace(char, plain)
    pieces = data.translate(_KEY_TABLE).split(_DIGIT)
    # Between the digits of a number stands nothing; before the first and behind the last there may well.
    low = b"#".join([pieces[0], *filter(None, pieces[1:-1]), pieces[-1]] if len(pieces) > 1 else pieces)
    while len(shorter := low.replace(b"  ", b" ")) < len(low):
        low = shorter
    return list(map(str.strip, low.decode("utf-8", "surrogatepass").split("\n")))


def gate_key(text: str) -> str:
    """Return `text` as gates see it: `gate_keys` for one line, in which a newline is a space.

    Lower case, one space for white space, runs of digits as `#`, straight apostrophes, ASCII
    colon and bar.

    Example:
        >>> gate_key("12 Kommentare")
        '# kommentare'
    """
    return gate_keys(text.replace("\n", " "))[0]


def rule(**fields: Any) -> Callable[[Test], Rule]:
    """Make a line rule from a function that looks at one block.

    Args:
        **fields: Fields of `Rule`, lists and tables written as in a pack; gates are needed here
            too, they keep a page cheap.

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
        given = {"origin": f"{function.__module__}.{function.__qualname__}", **fields}
        if isinstance(given.get("takes"), dict):
            given["takes"] = read_takes(given["takes"], f"{given['origin']}: rule {given.get('id')!r}")
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
