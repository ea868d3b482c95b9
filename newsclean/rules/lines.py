"""Where things stand in a TOML file: tomllib gives no lines for what it has read.

The text is known to be valid, so it is enough to tell strings and comments from the marks that
part tables, keys and items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    \"{3} (?: \\. | [^\\] )*? \"{3,5}  |  '{3} .*? '{3,5}          # strings of several lines
    | " (?: \\. | [^"\\\n] )* "         |  ' [^'\n]* '             # strings
    | \#[^\n]* | \n | [][{},=.]
    | [^][{},=.\s\#"']+                                            # keys, numbers, dates
    """,
    re.DOTALL | re.VERBOSE,
)


class Place(NamedTuple):
    """Where a table stands.

    Attributes:
        line: Line of its header, from 1; of its first item for a table without one.
        keys: Line of each key.
        items: Lines of the items of each list.
    """

    line: int
    keys: dict[str, int]
    items: dict[str, list[int]]

    def of(self, key: str, item: int = -1) -> int:
        """Return the line of a key or of an item of its list, as near as it is known."""
        items = self.items.get(key, [])
        return items[item] if 0 <= item < len(items) else self.keys.get(key, self.line)


class Lines:
    r"""The lines of a TOML text's tables, keys and items.

    Example:
        >>> lines = Lines('hosts = ["a.example"]\n[[rule]]\nid = "a.b"\nexact = [\n  "one",\n  "two",\n]')
        >>> lines.table("rule", 0).line, lines.table("rule", 0).of("exact", 1), lines.top.of("hosts")
        (2, 6, 1)
    """

    def __init__(self, text: str) -> None:
        self.top = Place(1, {}, {})
        self._tables: dict[str, list[Place]] = {}
        self._read(text)

    def table(self, name: str, number: int = 0) -> Place:
        """Return where a table stands; `number` counts those of a list of tables."""
        found = self._tables.get(name, [])
        if number < len(found):
            return found[number]
        line = self.top.of(name, number)  # written as a list of inline tables
        return Place(line, {}, {})

    def at(self, line: int) -> Place:
        """Return the table whose header stands in a line."""
        places = [place for found in self._tables.values() for place in found]
        return next((place for place in places if place.line == line), Place(line, {}, {}))

    def _read(self, text: str) -> None:
        place = self.top
        for line, tokens in _statements(text):
            words = [token for token, _ in tokens]
            if words[0] == "[":
                name = [_bare(word) for word in words if word not in "[]."]
                found = self._tables.setdefault(name[0], [])
                if len(name) == 1 or not found:
                    found.append(Place(line, {}, {}))
                place = found[-1]
                if len(name) > 1:
                    place.keys.setdefault(name[1], line)
                continue
            key = _bare(words[0])
            place.keys.setdefault(key, line)
            equals = words.index("=")
            if words[equals + 1 : equals + 2] == ["["]:
                place.items[key] = list(_items(tokens[equals + 1 :]))


def _statements(text: str) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """Yield headers and assignments: the line where each begins, and its tokens with their lines."""
    line, depth = 1, 0
    tokens: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            if tokens and not depth:
                yield tokens[0][1], tokens
                tokens = []
            line += 1
            continue
        if token[0] != "#":
            tokens.append((token, line))
            depth += (token in "[{") - (token in "]}")
        line += token.count("\n")
    if tokens:
        yield tokens[0][1], tokens


def _items(tokens: list[tuple[str, int]]) -> Iterator[int]:
    """Yield the line of each item of the list that the tokens begin with."""
    depth, fresh = 0, False
    for token, line in tokens:
        if token in "]}":
            depth -= 1
        elif fresh and depth == 1 and token != ",":
            yield line
            fresh = False
        if token in "[{":
            depth += 1
        if depth == 1 and token in "[,":
            fresh = True


def _bare(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
