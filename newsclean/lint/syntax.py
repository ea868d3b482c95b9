r"""A regex as a tree, to make strings that it matches.

Only as much of the syntax of module `regex` as it takes to say what a part of a pattern stands for:
what it does not know (back references, recursion) stands for nothing. Strings made from a tree are
guesses that somebody tries with the pattern itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

import regex

_SAMPLES = "aA 1-.,:;!?()[]/|&@#'\"“”’«»–—…©éßжあ写한\t_%+*=<>~^$\\"
"""Characters tried for what a class or escape matches, the usual ones first."""
_NOTHING = "bBAZzGKmM"
"""Escapes that stand for a place."""


class Chars(NamedTuple):
    """One character: a literal, an escape or a class, as written."""

    source: str


class Sequence(NamedTuple):
    """Parts one behind the other."""

    parts: tuple[Node, ...]


class Choice(NamedTuple):
    """Alternatives."""

    options: tuple[Node, ...]


class Repeat(NamedTuple):
    """A part that comes again; `high` is None where nothing bounds it."""

    part: Node
    low: int
    high: int | None


Node: TypeAlias = Chars | Sequence | Choice | Repeat
EMPTY = Sequence(())


def parse(pattern: str) -> Node | None:
    r"""Return the tree of a pattern, None where its syntax is beyond this module.

    Example:
        >>> parse(r"a[bc]+|\d")
        Choice(options=(Sequence(parts=(Chars(source='a'), Repeat(part=Chars(source='[bc]'), low=1, ...
    """
    reader = _Reader(pattern)
    try:
        tree = reader.choice()
    except IndexError:
        return None
    return tree if reader.at == len(pattern) and not reader.verbose else None


def sample(node: Node) -> str:
    r"""Return a short string that a tree stands for.

    Example:
        >>> sample(parse(r"(?:see|read) more:?\s*\d+"))
        'see more1'
    """
    if isinstance(node, Chars):
        return _char(node.source)
    if isinstance(node, Sequence):
        return "".join(map(sample, node.parts))
    if isinstance(node, Choice):
        return sample(node.options[0])
    return sample(node.part) * node.low


def variants(node: Node) -> Iterator[str]:
    """Yield strings that a tree stands for, in each of which one choice or repeat is another."""
    yield sample(node)
    if isinstance(node, Choice):
        for option in node.options:
            yield from variants(option)
    elif isinstance(node, Repeat):
        for one in variants(node.part):
            yield one * max(node.low, 1)
    elif isinstance(node, Sequence):
        for at, part in enumerate(node.parts):
            head, tail = sample(Sequence(node.parts[:at])), sample(Sequence(node.parts[at + 1 :]))
            for one in variants(part):
                yield head + one + tail


def repeats(node: Node, head: str = "", tail: str = "") -> Iterator[tuple[str, Repeat, str]]:
    """Yield each repeat of a tree with strings for what comes before and behind it."""
    if isinstance(node, Repeat):
        yield head, node, tail
        yield from repeats(node.part, head, tail)
    elif isinstance(node, Choice):
        for option in node.options:
            yield from repeats(option, head, tail)
    elif isinstance(node, Sequence):
        for at, part in enumerate(node.parts):
            behind = sample(Sequence(node.parts[at + 1 :])) + tail
            yield from repeats(part, head, behind)
            head += sample(part)


@cache
def _char(source: str) -> str:
    """Return a character that a class, escape or literal matches; nothing where none was found."""
    try:
        pattern = regex.compile(source)
    except regex.error:
        return ""
    return next((char for char in (*source, *_SAMPLES) if pattern.fullmatch(char)), "")


class _Reader:
    """Reads a pattern from left to right; an end that comes too soon is an IndexError."""

    def __init__(self, pattern: str) -> None:
        self.text, self.at, self.verbose = pattern, 0, False

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self.counted(self.part())
            if part != EMPTY:
                parts.append(part)
        return Sequence(tuple(parts))

    def part(self) -> Node:
        char = self.text[self.at]
        self.at += 1
        if char == "(":
            return self.group()
        if char in "^$":
            return EMPTY
        if char == "[":
            return Chars(self.char_class())
        return self.escape() if char == "\\" else Chars("." if char == "." else regex.escape(char))

    def escape(self) -> Node:
        start, char = self.at - 1, self.text[self.at]
        self.at += 1
        if char in _NOTHING or char.isdigit():
            return EMPTY
        if char in "pPNLg" and self.text[self.at : self.at + 1] in ("{", "<"):
            closer = "}" if self.text[self.at] == "{" else ">"
            self.at = self.text.index(closer, self.at) + 1 if closer in self.text[self.at :] else len(self.text)
        elif char in "xuU":
            self.at += {"x": 2, "u": 4, "U": 8}[char]
        return EMPTY if char in "gLR" else Chars(self.text[start : self.at])

    def char_class(self) -> str:
        """Return a class as written; the opening bracket has been read."""
        start, depth = self.at - 1, 1
        self.at += self.text[self.at] == "^"
        self.at += self.text[self.at] == "]"
        while depth:
            char = self.text[self.at]
            self.at += 2 if char == "\\" else 1
            depth += (char == "[") - (char == "]")
        return self.text[start : self.at]

    def group(self) -> Node:
        """Read a group; the opening bracket has been read."""
        shows = True
        if self.text[self.at] == "?":
            head = regex.compile(
                r"\?(?:#[^)]*|(?P<flags>[a-zA-Z-]+)(?=[:)]):?|P?<[a-zA-Z_]\w*>|(?P<look><?[=!])|P[=>]\w+|[:>|]|R|\d+)"
            ).match(self.text, self.at)
            if head is None:
                raise IndexError
            self.at = head.end()
            self.verbose |= "x" in (head["flags"] or "")
            shows = head["look"] is None
        inner = self.choice()
        if self.text[self.at] != ")":
            raise IndexError
        self.at += 1
        return inner if shows else EMPTY

    def counted(self, part: Node) -> Node:
        """Read how often a part comes."""
        found = regex.compile(r"([*+?]|\{(\d*)(?:(,)(\d*))?\})[?+]?").match(self.text, self.at)
        if found is None or found[0].startswith("{}"):
            return part
        self.at = found.end()
        sign = found[1]
        if sign in "*+?":
            low, high = int(sign == "+"), 1 if sign == "?" else None
        else:
            low = int(found[2] or 0)
            high = low if not found[3] else int(found[4]) if found[4] else None
        return EMPTY if part == EMPTY else Repeat(part, low, high)
