"""A rule: what it looks for, what it makes of it, why, and the cases that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass
from datetime import date
from functools import update_wrapper
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

Zone = Literal["prefix", "inline", "suffix", "tail"]
"""Before, between or after the lines of the article's body."""

Shape = Literal["headline", "short", "any"]

PARTS = ("zone", "title", "body", "caption", "credit", "remove")
"""What a site pack's selectors may name; see `newsclean.pages.site`."""

ACTIONS: tuple[str, ...] = get_args(Action)
ZONES: tuple[str, ...] = get_args(Zone)
SHAPES: tuple[str, ...] = get_args(Shape)
TRIM = " \t:.…!»›>|-–—•·*▶►→←↓«‹+"
"""Characters around a line that an `exact` gate does not look at."""
BULLETS = " \t»›>•▶►→-–—*·"
"""Characters in front of a line that a `starts` gate does not look at."""


class RuleError(ValueError):
    """A rule or pack that cannot be used; the message names file, rule and the mend."""


@dataclass(frozen=True, slots=True)
class Site:
    """The pages that a site pack is for.

    Attributes:
        pack: Name of the pack, for messages.
        hosts: Hosts; their sub-domains are meant, too.
        valid_from: First day of crawling that it is for; None for no bound.
        valid_until: Last day of crawling that it is for; None for a pack that still holds.

    Raises:
        RuleError: A field has no sense; says which and what to write instead.

    Example:
        >>> Site("herald.toml", ("herald.example",)).valid_until is None
        True
    """

    pack: str
    hosts: tuple[str, ...]
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        hosts: object = self.hosts
        at = f"site of {self.pack}"
        if isinstance(hosts, list):
            object.__setattr__(self, "hosts", tuple(hosts))
        if not isinstance(hosts, list | tuple) or not hosts or not all(map(is_host, hosts)):
            raise RuleError(f"{at}: 'hosts' must be a list of hosts; {HOST_MEND}")
        for name in ("valid_from", "valid_until"):
            if type(getattr(self, name)) not in (date, type(None)):
                raise RuleError(f"{at}: {name!r} must be a date; give datetime.date, as in date(2025, 3, 31)")

    def holds(self, crawled: date | None) -> bool:
        """Tell whether the pack is for pages of a day; where none is given, only a pack without an end is."""
        if crawled is None:
            return self.valid_until is None
        return (self.valid_from or date.min) <= crawled <= (self.valid_until or date.max)


class Selector(NamedTuple):
    """A CSS selector of a site pack.

    Attributes:
        part: What it names, see `PARTS`.
        css: The selector.
    """

    part: str
    css: str


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

PageTest = Callable[[Any], "Iterable[Hit]"]
"""A page rule's function: sees a `newsclean.Page`, yields its claims."""


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
        site: The pages of the site pack that it came from; None for all pages.
        selector: The selector that it goes by, in a rule that a site pack's selector made.
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
    site: Site | None = None
    selector: Selector | None = None
    check: InitVar[bool] = True

    def __post_init__(self, check: bool) -> None:
        for name in _LISTS:
            if type(value := getattr(self, name)) is list:
                object.__setattr__(self, name, tuple(value))
        if check and (wrong := next(mistakes(self), None)):
            raise RuleError(
                f"{self.origin}: rule {self.id!r}: {wrong}" if self.origin else f"rule {self.id!r}: {wrong}"
            )


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
GATES = ("exact", "starts", "ends", "contains")
"""Names of the gates; each is a field of `Rule`."""
_LINE_ONLY = (*GATES, "pattern", "test", "takes", *_NUMBERS)
_HOST = re.compile(r"[^\W_A-Z][^\sA-Z/:*]*")
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


HOST_MEND = "write a host's name in lower case, as in 'example.org'"


def is_host(name: object) -> bool:
    """Tell whether something can be a host's name as packs write it."""
    return isinstance(name, str) and _HOST.fullmatch(name) is not None


def is_under(host: str, name: str) -> bool:
    """Tell whether a host is another one or a sub-domain of it."""
    return host == name or host.endswith(f".{name}")


class Mistake(NamedTuple):
    """What is wrong with a rule, and what to write instead.

    Attributes:
        key: The field at fault.
        what: What is wrong with it.
        mend: What to do about it.
        item: Which item of a list is at fault, -1 where it is the field as a whole.
    """

    key: str
    what: str
    mend: str
    item: int = -1

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}"


def mistakes(rule: Rule) -> Iterator[Mistake]:
    """Yield what is wrong with a rule's fields; nothing where it can be used."""
    wrong_types = list(_wrong_types(rule))
    if wrong_types:
        yield from wrong_types  # the rest looks into the values
        return
    yield from _wrong_words(rule)
    yield from _wrong_gates(rule)
    if rule.min_words and rule.max_words and rule.min_words > rule.max_words:
        above = f"min_words {rule.min_words} is above max_words {rule.max_words}, so no line fits"
        yield Mistake("min_words", above, "make it smaller, or leave it out")
    if rule.takes is not None:
        yield from _wrong_takes(rule.takes)
    if rule.pattern is not None:
        yield from _wrong_pattern(rule.pattern)
    elif rule.action == "cut" and not (rule.test or rule.page):
        yield Mistake("action", "action 'cut' needs a 'pattern' that says which span goes", "give one")


def _wrong_words(rule: Rule) -> Iterator[Mistake]:
    if not _ID.fullmatch(rule.id):
        mend = "id must look like 'family.name' (lower case, digits, _)"
        yield Mistake("id", f"id {rule.id!r} is no rule's name", mend)
    if not rule.says.strip():
        yield Mistake("says", "'says' is empty", "write why, as in 'points to another story'")
    if rule.action not in ACTIONS:
        yield Mistake("action", f"action {rule.action!r} is none of {', '.join(ACTIONS)}", "write one of them")
    for item, zone in enumerate(rule.where):
        if zone not in ZONES:
            yield Mistake("where", f"where {zone!r} is none of {', '.join(ZONES)}", "write some of them", item)
    for item, host in enumerate(rule.hosts):
        if not is_host(host):
            yield Mistake("hosts", f"'hosts' holds {host!r}", HOST_MEND, item)
        elif rule.site is not None and not any(is_under(host, name) for name in rule.site.hosts):
            what = f"'hosts' holds {host!r}, which is not under the pack's {', '.join(rule.site.hosts)}"
            yield Mistake("hosts", what, "add it to the pack's hosts, or leave it out", item)


def _wrong_types(rule: Rule) -> Iterator[Mistake]:
    for name in ("id", "says", "action", "origin"):
        if not isinstance(getattr(rule, name), str):
            yield Mistake(name, f"'{name}' must be a string", f'write {name} = "…"')
    if not isinstance(rule.pattern, str | None):
        yield Mistake(
            "pattern", "'pattern' must be a string, which is compiled at its first use", "write pattern = '…'"
        )
    for name in _LISTS:
        value = getattr(rule, name)
        if not isinstance(value, tuple):
            yield Mistake(name, f"'{name}' must be a list of strings", f'write {name} = ["…"]')
        elif wrong := [at for at, item in enumerate(value) if not isinstance(item, str)]:
            yield Mistake(name, f"'{name}' must be a list of strings", f"write {value[wrong[0]]!r} as one", wrong[0])
    for name in _NUMBERS:
        value = getattr(rule, name)
        if value is not None and (type(value) is not int or value < 1):
            yield Mistake(name, f"'{name}' must be a whole number of 1 or more", "write one, or leave it out")
    yield from _wrong_objects(rule)


def _wrong_objects(rule: Rule) -> Iterator[Mistake]:
    for name in ("test", "page"):
        value = getattr(rule, name)
        if value is not None and not callable(value):
            yield Mistake(name, f"'{name}' must be a function", "give one")
    site: object = rule.site
    if site is not None and not isinstance(site, Site):
        yield Mistake("site", "'site' is no Site", 'it must look like Site("acme", ("example.org",))')
    takes: object = rule.takes
    if takes is not None and not (isinstance(takes, Takes) and type(takes.max) is int):
        looks = '{ max = 8, shape = "headline" }, in Python like Takes(max=8, shape="headline")'
        yield Mistake("takes", "'takes' does not say how many lines", f"it must look like {looks}")


def _wrong_gates(rule: Rule) -> Iterator[Mistake]:
    given = [name for name in GATES if getattr(rule, name)]
    if rule.page is not None:
        for name in _LINE_ONLY:
            if getattr(rule, name):
                yield Mistake(
                    name, f"{name!r} is for line rules", "leave it out; a page rule's function looks for itself"
                )
    elif not given:
        yield Mistake("id", "has no gate", "give 'exact', 'starts', 'ends' or 'contains'")
    for name in given:
        for item, phrase in enumerate(getattr(rule, name)):
            if not bare_key(name, phrase):
                empty = f"a gate phrase is empty ({phrase!r} has no characters that gates look at)"
                yield Mistake(name, empty, "leave it out", item)
            elif name == "contains" and len(gate_key(phrase)) < 3:
                yield Mistake(name, f"a 'contains' literal has under 3 characters ({phrase!r})", "use 'exact'", item)


def bare_key(gate: str, phrase: str) -> str:
    """Return what a gate compares of a phrase.

    Example:
        >>> bare_key("exact", "» Read more …")
        'read more'
        >>> bare_key("starts", "• Read more:")
        'read more:'
    """
    key = gate_key(phrase)
    if gate == "exact":
        return key.strip(TRIM)
    return key.lstrip(BULLETS) if gate == "starts" else key


def _wrong_takes(takes: Takes) -> Iterator[Mistake]:
    if takes.shape not in SHAPES:
        yield Mistake("takes", f"takes.shape {takes.shape!r} is none of {', '.join(SHAPES)}", "write one of them")
    if takes.max < 1:
        yield Mistake("takes", "takes.max must be 1 or more", "leave 'takes' out where nothing follows")


_NESTED_REPEAT = r"\((?:[^()\\]|\\.)*+(?<=(?<![\\*+?}])[*+](?!\+)[^()*+]{0,200})\)(?:[*+](?!\+)|\{\d*,\})"
"""A group with a repeat in it that is itself repeated without bound, as in `(a+)+`."""


def _wrong_pattern(pattern: str) -> Iterator[Mistake]:
    try:
        regex.compile(pattern)
    except regex.error as error:
        yield Mistake("pattern", f"pattern does not compile: {error}", "mend it (the syntax is that of module regex)")
        return
    if regex.search(_NESTED_REPEAT, pattern):
        yield Mistake(
            "pattern",
            "pattern repeats a group that itself repeats, which can take exponential time",
            "bound the inner repeat, or use a possessive one (*+, ++)",
        )


def read_takes(value: object) -> Takes | None:
    """Make `Takes` of a table with its fields; None where it is no such table.

    Example:
        >>> read_takes({"max": 8})
        Takes(max=8, shape='headline')
    """
    if not isinstance(value, dict) or set(value) - {"max", "shape"} or type(value.get("max")) is not int:
        return None
    return Takes(**value)


_KEY_SIGNS = (("\u2019", "'"), ("：", ":"), ("｜", "|"), ("ı", "i"))
_DOTTED = "i\u0307".encode()
"""What lower case makes of a Turkish capital I with its dot; keys have one i for all four letters, as a line in
capitals does not tell which of them it means."""
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
        for digit in set(re.findall(r"\d", shown)):
            data = data.replace(digit.encode(), b"0")
        for char, plain in _KEY_CHARS:
            if char in wide:
                data = data.replace(char, plain)
        if "İ" in shown or "\u0307" in shown:
            data = data.replace(_DOTTED, b"i")
    pieces = data.translate(_KEY_TABLE).split(_DIGIT)
    # Between the digits of a number stands nothing; before the first and behind the last there may well.
    low = b"#".join([pieces[0], *filter(None, pieces[1:-1]), pieces[-1]] if len(pieces) > 1 else pieces)
    while b"  " in low:
        low = low.replace(b"  ", b" ")
    return list(map(str.strip, low.decode("utf-8", "surrogatepass").split("\n")))


def gate_key(text: str) -> str:
    """Return `text` as gates see it: `gate_keys` for one line, in which a newline is a space.

    Lower case, one space for white space, runs of digits as `#`, straight apostrophes, ASCII
    colon and bar, and i for the Turkish letters without and with a dot.

    Example:
        >>> gate_key("12 Kommentare")
        '# kommentare'
    """
    return gate_keys(text.replace("\n", " "))[0]


def rule(*, page: bool = False, **fields: Any) -> Callable[[Callable[[Any], Any]], Rule]:
    r"""Make a rule from a function that looks at one line, or at the whole page.

    Args:
        page: False for a line rule. Its function is given a `Block` whose gate is open, and returns
            whether the line is what the rule looks for, or a `Found` with its span and fields.
            True for a page rule. Its function is given a `Page` (the document, the line rules'
            claims, where the body is; all read-only), and yields each `Block` that it claims, or
            the block with a `Found`: `yield block, Found(…)`.
        **fields: Fields of `Rule`, lists and tables written as in a pack. A line rule needs a gate
            here too, gates keep a page cheap; a page rule has none.

    Raises:
        RuleError: As `Rule` does; and while cleaning, where a page rule yields something else.

    Example:
        >>> @rule(id="acme.bar", says="is the Acme price bar", action="remove",
        ...       contains=["acme index"], remove=["ACME INDEX 12.3 | 4.5"], keep=["The Acme index fell."])
        ... def price_bar(block):
        ...     return "|" in block.text
        >>> price_bar.id
        'acme.bar'
        >>> @rule(id="acme.sigil", says="is the sign below the story's last line", action="remove", page=True)
        ... def sigil(page):
        ...     last = page.document.blocks[-1]
        ...     if last.text == "(ah)":
        ...         yield last
        >>> import newsclean
        >>> newsclean.Cleaner(rules=[sigil]).clean("It rained all night, she said.\n\n(ah)").text
        'It rained all night, she said.'
    """

    def build(function: Callable[[Any], Any]) -> Rule:
        given = {"origin": f"{function.__module__}.{function.__qualname__}", **fields}
        if isinstance(given.get("takes"), dict):
            given["takes"] = read_takes(given["takes"]) or given["takes"]
        return page_rule(function, **given) if page else Rule(test=function, **given)

    return build


def page_rule(function: Callable[[Any], Iterable[Any]], **fields: Any) -> Rule:
    """Make a page rule of a function as `rule` takes it, and of the other fields of `Rule`.

    Raises:
        RuleError: As `Rule` does.
    """
    finder = _Finder(function)
    made = finder.rule = Rule(page=finder, **fields)
    return made


class _Finder:
    """A page rule's function as `Rule.page` wants it: what it finds becomes claims of its rule."""

    rule: Rule

    def __init__(self, function: Callable[[Any], Iterable[Any]]) -> None:
        update_wrapper(self, function)
        self.function = function

    def __call__(self, page: Any) -> Iterator[Hit]:
        blocks = page.document.blocks
        if not blocks:
            return
        for item in self.function(page) or ():
            block, found = item if _is_pair(item) else (item, None)
            if not (isinstance(block, Block) and block.index < len(blocks) and blocks[block.index] is block):
                raise self.error(item, "yield a block of page.document.blocks, or the block and a Found")
            start, end, fields = found or (0, len(block.text), {})
            if not 0 <= start < end <= len(block.text):
                raise self.error(item, f"a span in it lies within 0 and {len(block.text)}")
            yield Hit(block.index, self.rule, start, end, dict(fields))

    def error(self, item: object, mend: str) -> RuleError:
        """Return the error for something found that is none."""
        return RuleError(f"{self.rule.origin}: rule {self.rule.id!r}: found {item!r}; {mend}")


def _is_pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Found)
