"""The rule catalogue, made of the rules themselves at each build, so that it cannot be stale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from newsclean.pages import page_rules
from newsclean.rules.pack import builtin_packs, builtin_texts
from newsclean.rules.rule import Rule

PAGE_FAMILIES = {
    "author": "Lines about the author: bios behind the story, and names with a time above the entries of a live blog.",
    "body": "Where the article begins and ends on its page.",
    "company": "What a company says of itself behind its press release.",
    "extract": "What other extractors leave in and behind a story: copies, lists of headlines, leads that break off.",
    "headline": "The headline, its copies, and the standfirst below it.",
    "line": "Lines without words.",
    "summary": "Boxes above a story that sum it up in points (HTML).",
    "teaser": "Other stories' headlines without any label, told by the way raw text is set.",
}
"""Families of which no pack holds rules; the others are introduced by the comment at the top of their pack."""
GATES = {
    "exact": "the whole line is", "starts": "the line starts with", "ends": "the line ends with",
    "contains": "the line contains",
}  # fmt: skip
FRONT = ("---", "search: {boost: 2}", "---", "")
"""Who searches for a phrase of a page wants the rule that knows it."""
FEW = 8
"""Phrases that are shown at once; more fold away."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the catalogue's pages."""
    families = {name: list(rules) for name, rules in groupby(sorted(all_rules(), key=_key), _family)}
    says = introductions()
    files.append(File.generated(config, "catalogue/index.md", content=index_page(says, families)))
    for name, rules in families.items():
        files.append(File.generated(config, f"catalogue/{name}.md", content=family_page(name, says[name], rules)))
    return files


def all_rules() -> Iterator[Rule]:
    """Yield the rules of all packs, then the page rules."""
    for _, rules in builtin_packs():
        yield from rules
    yield from page_rules()


def _family(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _key(rule: Rule) -> tuple[str, bool]:
    return _family(rule), rule.page is not None


def introductions() -> dict[str, str]:
    """Return for each family the comment at the top of its pack."""
    found = dict(PAGE_FAMILIES)
    for name, text in builtin_texts():
        comment = re.match(r"(?:# ?.*\n)+", text)
        family = re.search(r'^id\s*=\s*"(\w+)\.', text, re.MULTILINE)
        if not comment or not family:
            raise ValueError(f"{name}: say at its top, in a comment, what its rules are about")
        found[family[1]] = re.sub(r"^# ?", "", comment[0], flags=re.MULTILINE).strip()
    return found


def index_page(says: dict[str, str], families: dict[str, list[Rule]]) -> str:
    """Return the table of all rules."""
    count = sum(map(len, families.values()))
    lines = [
        *FRONT,
        "# Rule catalogue",
        "",
        f"The {count} rules that ship with newsclean. This page is made of the rules themselves, at each build.",
        "To leave one out: `Cleaner(without=[\"promo.read_label\"])`; a family: `without=[\"promo\"]`.",
        "Which rule took a line of your page, `newsclean explain` tells.",
        "",
        '<p class="rule-filter"><input type="search" id="rule-filter" placeholder="Filter by id, action or sentence"',
        'aria-label="Filter rules by id, action or sentence" autocomplete="off"> <span id="rule-count"></span></p>',
        "",
    ]  # fmt: skip
    lines += ['<div class="rule-tables" markdown>', ""]
    for name, rules in families.items():
        lines += [f"## [{name}]({name}.md)", "", says[name].replace("\n", " "), ""]
        lines += ["| rule | action | because it … |", "|---|---|---|"]
        for rule in rules:
            lines.append(f"| [`{rule.id}`]({name}.md#{rule.id}) | {rule.action} | {_cell(rule.says)} |")
        lines.append("")
    return "\n".join([*lines, "</div>"])


def family_page(name: str, says: str, rules: list[Rule]) -> str:
    """Return the page of a family: each rule with gate, limits and cases."""
    lines = [*FRONT, f"# {name}", "", says.replace("\n", " "), "", "[All rules](index.md)", ""]
    for rule in rules:
        lines += [f"## `{rule.id}` {{ #{rule.id} }}", "", f"**{rule.action}**, because it {rule.says}.", ""]
        lines += [f"- {fact}" for fact in facts(rule)] + [""]
        for gate, words in GATES.items():
            lines += phrases(words, getattr(rule, gate))
        lines += cases("Goes by it", "goes", rule.remove) + cases("Stays", "stays", rule.keep)
    return "\n".join(lines)


def facts(rule: Rule) -> Iterator[str]:
    """Yield what limits a rule, in words."""
    if rule.page is not None:
        yield "a page rule, written in Python: it sees the whole page"
    if rule.where:
        zones = {
            "prefix": "before the body",
            "inline": "inside it",
            "suffix": "behind it",
            "tail": "behind a paragraph's last sentence",
        }
        yield "works " + " and ".join(zones[zone] for zone in rule.where)
    for number, words in ((rule.min_words, "at least {} words"), (rule.max_words, "at most {} words")):
        if number:
            yield words.format(number)
    if rule.max_chars:
        yield f"at most {rule.max_chars} characters"
    if rule.takes:
        lines = "the line" if rule.takes.max == 1 else f"up to {rule.takes.max} lines"
        yield f"takes {lines} below along, of shape *{rule.takes.shape}*"
    if rule.pattern:
        yield f"pattern <code>{_text(rule.pattern)}</code>"


def phrases(words: str, found: tuple[str, ...]) -> list[str]:
    """Return a gate's phrases; long lists fold away."""
    if not found:
        return []
    shown = " ".join(f"<code>{_text(phrase)}</code>" for phrase in found)
    if len(found) <= FEW:
        return [f'<p class="phrases">Gate: {words} {shown}</p>', ""]
    return [
        f'<details class="phrases"><summary>Gate: {words} one of {len(found)} phrases</summary>{shown}</details>',
        "",
    ]


def cases(title: str, outcome: str, found: tuple[str, ...]) -> list[str]:
    """Return a rule's cases of one kind."""
    if not found:
        return []
    items = "".join(f"<li>{'<br>'.join(map(_text, case.split(chr(10))))}</li>" for case in found)
    return [f'<div class="cases {outcome}"><b>{title}</b><ul>{items}</ul></div>', ""]


def _text(text: str) -> str:
    """Return text as HTML in which Markdown finds nothing to do."""
    return re.sub(r"[\\`*_{}\[\]()#+!|~^]", lambda match: f"&#{ord(match[0])};", escape(text, quote=False))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
