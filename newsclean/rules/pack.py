"""Packs: TOML files of rules."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.pages.site import JOINED, selector_rule
from newsclean.rules.lines import Lines
from newsclean.rules.rule import (
    HOST_MEND,
    PARTS,
    Mistake,
    Rule,
    RuleError,
    Selector,
    Site,
    is_host,
    mistakes,
    read_takes,
)
from newsclean.shipped import shipped

_KEYS = {f.name for f in fields(Rule)} - {"test", "page", "origin", "site", "selector"}
_DAYS = ("valid_from", "valid_until")
_PACK_KEYS = ("rule", "hosts", *_DAYS, "css")
READY = "ready.json"
"""Name of the file beside the built-in packs that holds their tables ready to be read."""
_DECODE_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Problem(NamedTuple):
    """A mistake in a pack.

    Attributes:
        line: Line of the file, from 1.
        rule: Id of the rule, or what stands for it; None where it is about the pack.
        what: What is wrong.
        mend: What to do about it.
    """

    line: int
    rule: str | None
    what: str
    mend: str


def load_pack(path: str | Path) -> tuple[Rule, ...]:
    """Read the rules of one TOML file.

    Raises:
        RuleError: The file is missing, is no TOML, or a rule in it is wrong; the message names
            the file, the line, the rule and the mend.

    Example:
        >>> load_pack("no/such/pack.toml")
        Traceback (most recent call last):
        newsclean.rules.rule.RuleError: no/such/pack.toml: cannot be read: No such file or directory; check the path
    """
    return parse_pack(read_pack(path), str(path))


def read_pack(path: str | Path) -> str:
    """Return the text of a pack's file.

    Raises:
        RuleError: It cannot be read, or is not UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error


def parse_pack(text: str, origin: str, *, check: bool = True) -> tuple[Rule, ...]:
    """Read the rules of a TOML text.

    Args:
        text: The TOML text.
        origin: What to call it in errors. With `check`, each rule's own origin has its line, too.
        check: Whether to check what the rules say and compile their patterns. The built-in packs
            are checked by the tests, so that the first page does not wait for it.

    Raises:
        RuleError: As `load_pack` does.
    """
    rules, problems = examine_pack(text, origin, check=check)
    if problems:
        line, rule, what, mend = problems[0]
        raise RuleError(f"{origin}:{line}: {'' if rule is None else f'rule {rule}: '}{what}; {mend}")
    return rules


def examine_pack(text: str, origin: str, *, check: bool = True) -> tuple[tuple[Rule, ...], list[Problem]]:
    r"""Read the rules of a TOML text, and say all that is wrong with it.

    Args:
        text: As in `parse_pack`.
        origin: As in `parse_pack`.
        check: As in `parse_pack`.

    Returns:
        The rules whose tables make one, wrong as they may be, and the mistakes in the order of the file.

    Raises:
        RuleError: The text is no TOML.

    Example:
        >>> rules, problems = examine_pack('[[rule]]\nid = "acme.x"\nexact = ["x"]\n', "acme.toml")
        >>> problems
        [Problem(line=1, rule="'acme.x'", what="needs 'says' as a string", mend='write says = "…"'), ...]
    """
    import tomllib  # noqa: PLC0415 - importing newsclean should not wait for it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(_not_toml(text, origin, str(error))) from error
    reader = _Reader(text, origin, check)
    rules = reader.read(table)
    return rules, sorted(reader.problems, key=lambda problem: problem.line)


def _not_toml(text: str, origin: str, error: str) -> str:
    """Say where a text stops being TOML, and how the usual mistakes are mended."""
    place = _DECODE_PLACE.search(error)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    what = error[: place.start()] if place else error
    column = f" in column {place[2]}" if place and place[2] else ""
    mend = "check its quotes, brackets and commas"
    if "\\" in what:
        mend = "write patterns in single quotes, as in pattern = '\\bword\\b'"
    elif "overwrite" in what:
        mend = "a key stands twice in its table; leave one out, or begin the next rule with [[rule]]"
    return f"{origin}:{line}: is not valid TOML{column}: {what}; {mend}"


class _Reader:
    """One pack's text on its way to rules; what is wrong is written down and does not stop it."""

    def __init__(self, text: str, origin: str, check: bool) -> None:
        self.text, self.origin, self.check = text, origin, check
        self.problems: list[Problem] = []

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def read(self, table: Mapping[str, Any]) -> tuple[Rule, ...]:
        """Return the rules of a pack's table."""
        for key in table:
            if key not in _PACK_KEYS:
                self.wrong(self.lines.table(key).line, None, f"unknown key {key!r}", _known(key, _PACK_KEYS))
        entries = table.get("rule", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            line = self.lines.table("rule").line
            self.wrong(line, None, "'rule' is no list of tables", "write each rule as a [[rule]] table")
            return ()
        site = self.site(table)
        rules = [rule for number, entry in enumerate(entries) if (rule := self.rule(entry, number, site))]
        rules += self.selectors(table, site)
        if self.check:
            self.find_twins(rules)
        return tuple(rules)

    def site(self, table: Mapping[str, Any]) -> Site | None:
        """Return the pages that the pack is for; None where it is for all."""
        hosts = table.get("hosts")
        if hosts is None:
            for key in (key for key in (*_DAYS, "css") if key in table):
                what = f"{key!r} is for the packs of a site"
                self.wrong(self.lines.table(key).line, None, what, "give 'hosts', as in hosts = [\"example.org\"]")
            return None
        top = self.lines.top.of
        if not isinstance(hosts, list) or not hosts:
            self.wrong(top("hosts"), None, "'hosts' must be a list of strings", 'write hosts = ["example.org"]')
            return None
        wrong = [item for item, host in enumerate(hosts) if not is_host(host)]
        for item in wrong:
            self.wrong(top("hosts", item), None, f"'hosts' holds {hosts[item]!r}", HOST_MEND)
        first, last = (self.day(table, key) for key in _DAYS)
        if first and last and first > last:
            what = f"valid_from {first} is after valid_until {last}, so no page is meant"
            self.wrong(top("valid_from"), None, what, "exchange them, or leave one out")
        return None if wrong else Site(self.origin, tuple(hosts), first, last)

    def day(self, table: Mapping[str, Any], key: str) -> date | None:
        """Return a day that the pack names."""
        value = table.get(key)
        if value is None or type(value) is date:
            return value
        self.wrong(self.lines.top.of(key), None, f"{key!r} must be a date", f"write {key} = 2025-03-31, without quotes")
        return None

    def selectors(self, table: Mapping[str, Any], site: Site | None) -> Iterator[Rule]:
        """Yield the rules that the pack's selectors make."""
        given = table.get("css", {})
        if not isinstance(given, dict):
            self.wrong(
                self.lines.table("css").line, None, "'css' must be a table", "write [css] and the selectors below it"
            )
            return
        family = re.sub(r"[^a-z0-9]+", "_", Path(self.origin).name.partition(".")[0].lower()).strip("_") or "site"
        for part, value in given.items():
            listed = [value] if isinstance(value, str) else value
            found = list(self.wrong_selectors(part, listed))
            for item, what, mend in found:
                self.wrong(self.lines.table("css").of(part, item), None, what, mend)
            if found or site is None:
                continue
            joined = [", ".join(listed)] if part in JOINED else listed
            for item, css in enumerate(joined):
                line = self.lines.table("css").of(part, item)
                number = f"_{item + 1}" if len(joined) > 1 else ""
                rule_id = f"{family}.css.{part}{number}"
                yield selector_rule(rule_id, Selector(part, css), site, f"{self.origin}:{line}")

    def wrong_selectors(self, part: str, given: object) -> Iterator[tuple[int, str, str]]:
        """Yield what is wrong with the selectors of a part: the item, the words and the mend."""
        if part not in PARTS:
            yield -1, f"unknown key {part!r} in [css]", _known(part, PARTS)
        elif not isinstance(given, list) or not given or not all(isinstance(css, str) for css in given):
            yield -1, f"{part!r} must be a selector or a list of selectors", f'write {part} = "…"'
        elif self.check:
            from newsclean.read.parse import find_by_css  # noqa: PLC0415 - only packs with selectors need it

            for item, css in enumerate(given):
                try:
                    find_by_css(css)
                except RuleError as error:
                    what, _, mend = str(error).rpartition("; ")
                    yield item, what, mend

    def wrong(self, line: int, rule: str | None, what: str, mend: str) -> None:
        """Write a mistake down."""
        self.problems.append(Problem(line, rule, what, mend))

    def find_twins(self, rules: Iterable[Rule]) -> None:
        """Write down ids that more than one rule has."""
        seen: dict[str, str] = {}
        for rule in rules:
            line = rule.origin.rpartition(":")[2]
            if rule.id in seen:
                self.wrong(int(line), repr(rule.id), f"id is used twice, first in line {seen[rule.id]}", "rename one")
            seen.setdefault(rule.id, line)

    def rule(self, entry: Mapping[str, Any], number: int, site: Site | None) -> Rule | None:
        """Make a rule of its table; None where the table cannot be one."""
        found = list(_wrong_keys(entry))
        rule = None
        if not found:
            given = dict(entry)
            if "takes" in given:
                given["takes"] = read_takes(given["takes"]) or given["takes"]
            origin = f"{self.origin}:{self.lines.table('rule', number).line}" if self.check else self.origin
            rule = Rule(**given, origin=origin, site=site, check=False)
            found = list(mistakes(rule)) if self.check else []
        for key, what, mend, item in found:
            self.wrong(self.lines.table("rule", number).of(key, item), repr(entry.get("id")), what, mend)
        return rule


def _wrong_keys(entry: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in ("id", "says", "action"):
        if not isinstance(entry.get(key), str):
            yield Mistake(key, f"needs '{key}' as a string", f'write {key} = "…"')
    for key in sorted(set(entry) - _KEYS):
        yield Mistake(key, f"unknown key {key!r}", _known(key, _KEYS))


def _known(key: str, keys: Any) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    near = get_close_matches(key, keys, n=1)
    return f"write {near[0]!r}" if near else f"known keys: {', '.join(sorted(keys))}"


def builtin_packs(*, check: bool = False) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Yield name and rules of each pack that ships with newsclean, by name; `check` as in `parse_pack`."""
    ready = {} if check else _ready_tables()
    for name, text in builtin_texts():
        origin = f"newsclean/packs/{name}.toml"
        crc, table = ready.get(name, (None, {}))
        if crc == zlib.crc32(text.encode()):
            yield name, _Reader(text, origin, check).read(table)
        else:
            yield name, parse_pack(text, origin, check=check)


def _ready_tables() -> dict[str, tuple[int, dict[str, Any]]]:
    """Return the tables of the built-in packs with the checksums of their TOML, out of JSON: it is read far sooner.

    A pack whose text is another by now is read from its TOML: the file saves time and decides nothing.
    """
    ready: dict[str, tuple[int, dict[str, Any]]] = json.loads((shipped("packs") / READY).read_text(encoding="utf-8"))
    return ready


def write_ready_tables(folder: Path) -> Path:
    """Write what `_ready_tables` reads to a folder, and return the file.

    Args:
        folder: The folder; for the package itself `newsclean/packs`.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_ready_tables(Path(folder)).name
        'ready.json'
    """
    import tomllib  # noqa: PLC0415 - importing newsclean should not wait for it

    ready = {name: (zlib.crc32(text.encode()), tomllib.loads(text)) for name, text in builtin_texts()}
    lines = [f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in ready.items()]
    path = folder / READY
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def builtin_texts() -> Iterator[tuple[str, str]]:
    """Yield name and TOML text of each pack that ships with newsclean, by name."""
    for entry in sorted(shipped("packs").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8")
