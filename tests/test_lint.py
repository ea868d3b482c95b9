"""Lint: what is likely wrong with a pack is said in a line, with the mend; our own packs have nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import regex

from newsclean import Rule
from newsclean.cli.main import main
from newsclean.lint.backtrack import find_witness
from newsclean.lint.cases import Shipped
from newsclean.lint.finding import Finding
from newsclean.lint.pack import lint_pack, lint_rules
from newsclean.lint.syntax import parse, repeats, sample, variants
from newsclean.rules.pack import builtin_packs, builtin_texts
from newsclean.rules.speed import slow_line

SHIPPED = Shipped()
GOOD = {
    "id": '"acme.quiz"',
    "says": '"is our quiz box"',
    "action": '"remove"',
    "starts": '["take the harbour quiz"]',
    "max_words": "8",
    "remove": '["Take the harbour quiz!"]',
    "keep": '["Take the harbour quiz of last year, which nobody in the whole town could answer."]',
}


def pack(**changes: str | None) -> str:
    """A pack of one rule; a line for each key."""
    fields = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())


def findings(**changes: str | None) -> list[Finding]:
    return lint_pack(pack(**changes), "acme.toml", SHIPPED)


def only(**changes: str | None) -> Finding:
    (found,) = findings(**changes)
    assert (found.file, found.rule) == ("acme.toml", "acme.quiz")
    return found


@pytest.mark.parametrize("name", dict(builtin_texts()))
def test_our_own_packs_are_clean(name: str) -> None:
    found = lint_pack(dict(builtin_texts())[name], f"{name}.toml", SHIPPED)
    assert not found, "\n".join(map(str, found))


def test_a_good_rule_is_clean() -> None:
    assert findings() == []


def test_a_finding_is_a_line() -> None:
    assert str(only(max_words="3")) == (
        "acme.toml:5: acme.quiz: error: 'take the harbour quiz' never fires: it has 4 words, and max_words is 3"
        " -> raise max_words, or leave the phrase out"
    )


# Gates.


@pytest.mark.parametrize(
    ("changes", "line", "severity", "what"),
    [
        ({"max_words": "3"}, 5, "error", "it has 4 words, and max_words is 3"),
        ({"max_chars": "20"}, 5, "error", "it has 21 characters, and max_chars is 20"),
        ({"exact": '["quiz box"]', "min_words": "4"}, 9, "warning", "'quiz box' is shorter than min_words 4"),
        ({"ends": '["take our one and only quiz"]', "max_words": "5"}, 9, "error", "it has 6 words"),
        ({"contains": '["our quiz of the day"]', "max_words": "4"}, 9, "error", "it has 5 words"),
        ({"exact": '["QUIZ box"]'}, 9, "warning", "'QUIZ box' has capitals, but gates look at lower case"),
        ({"exact": '["quiz 24"]'}, 9, "warning", "'quiz 24' has a number, but gates see '#' for every number"),
        ({"exact": '["quiz", "quiz:"]'}, 9, "warning", "'quiz:' stands there twice, as gates see it"),
        (
            {"starts": '[\n  "take the harbour quiz",\n  "take the harbour quiz now",\n]'}, 7, "warning",
            "'take the harbour quiz now' never decides: 'take the harbour quiz' opens the gate",
        ),
        ({"ends": '["the quiz box", "quiz box"]'}, 9, "warning", "'the quiz box' never decides: 'quiz box' opens"),
        ({"contains": '["[quiz]", "our [quiz]"]'}, 9, "warning", "'our [quiz]' never decides: '[quiz]' opens"),
        ({"pattern": "'^take now'"}, 9, "error", "never fires: no gate phrase gets past the pattern"),
        ({"pattern": "'^take'"}, 9, "warning", "pattern matches lines in lower case only"),
        (
            {"pattern": "'^[Tt]ake'", "starts": '["take the harbour quiz", "our quiz"]'}, 5, "error",
            "'our quiz' never fires: the pattern matches no line with it",
        ),
        ({"exact": '["quiz box"]', "pattern": "'(?i)^take|^quiz$'"}, 9, "error", "'quiz box' never fires: the pattern"),
    ],
    ids=str,
)  # fmt: skip
def test_a_phrase_that_decides_nothing_is_found(changes: dict[str, str], line: int, severity: str, what: str) -> None:
    found = [one for one in findings(**changes) if what in one.what]
    assert [(one.line, one.severity) for one in found] == [(line, severity)]
    assert found[0].mend


def test_patterns_that_do_not_fold_capitals_get_their_mend() -> None:
    assert "begin the pattern with (?i)" in only(pattern="'^TAKE now'").mend
    assert "mend the pattern" in only(pattern="'(?i)^TAKE now'").mend


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": '["take the harbour quiz", "take the harbour quizzes"]'},
        {"starts": '["quiz:", "quiz"]', "action": '"related"'},
        {"exact": '["# of # quizzes"]', "pattern": r"'(?i)^take|^\d+ of \d+'"},
        {"starts": '["take the", "#"]', "pattern": "'(?i)take|^#'"},
        {"exact": '["quiz"]', "pattern": "'(?i)take|:$'"},
        {"starts": '["take", "» quiz"]', "pattern": "'(?i)^(?:• )?(?:take|quiz) .*[!?]$'"},
        {"ends": '["quiz"]', "pattern": "'(?i)quiz'"},
    ],
    ids=str,
)
def test_a_phrase_that_decides_something_is_not(changes: dict[str, str]) -> None:
    assert not [found for found in findings(**changes) if found.line in (5, 9) and "never" in found.what]


# Cases.


@pytest.mark.parametrize(
    ("changes", "line", "severity", "what"),
    [
        ({"remove": None}, 2, "error", "has no 'remove' case"),
        ({"keep": None}, 2, "error", "has no 'keep' case"),
        ({"keep": '["The river rose."]'}, 8, "error", "'The river rose.' proves nothing, as it opens no gate"),
        (
            {"keep": '[\n  "Take the harbour quiz of last year, which nobody knew.",\n  "The river rose.",\n]'}, 10,
            "warning", "'The river rose.' proves nothing, as it opens no gate",
        ),
        ({"keep": GOOD["remove"]}, 8, "error", "'Take the harbour quiz!' is a 'remove' case, too"),
    ],
    ids=str,
)  # fmt: skip
def test_cases_that_prove_nothing_are_found(changes: dict[str, Any], line: int, severity: str, what: str) -> None:
    found = only(**changes)
    assert (found.line, found.severity) == (line, severity)
    assert what in found.what


def test_a_rule_that_ships_already_is_found() -> None:
    found = findings(
        exact='["advertisement", "advertisement of the quay"]',
        starts=None,
        remove='["ADVERTISEMENT"]',
        keep='["Advertisement of the quay was its whole income for years, said the mayor."]',
    )
    assert [(one.line, one.severity) for one in found] == [(2, "warning"), (6, "warning")]
    assert "shipped rule ads.marker has the same phrases and lets as much pass: 'advertisement'" in found[0].what
    assert "shipped rules take all its 'remove' cases already: ads.marker" in found[1].what


def test_a_rule_that_does_more_than_shipped_ones_is_not() -> None:
    keep = '["Skip to main content, he said, and we did."]'
    note = findings(
        exact='["skip to main content"]', starts=None, action='"note"', remove='["Skip to main content"]', keep=keep
    )
    assert note == []
    more = findings(remove='["Take the harbour quiz!", "Take the harbour quiz now!"]')
    assert more == []


def test_mistakes_are_findings_and_all_of_them() -> None:
    found = findings(says='""', where='["top"]', colour="3")
    assert [(one.line, one.severity) for one in found] == [(10, "error")], "a table that is no rule is not looked at"
    found = findings(says='""', where='["top"]')
    assert [(one.line, one.what.partition(";")[0]) for one in found] == [
        (3, "'says' is empty"), (9, "where 'top' is none of prefix, inline, suffix, tail"),
    ]  # fmt: skip


def test_rules_from_python_are_looked_at_too() -> None:
    rule = Rule(id="acme.x", says="is x", action="remove", exact=("our x",), origin="acme.rules.x")
    assert [str(found).partition(": error")[0] for found in lint_rules([rule], SHIPPED)] == [
        "acme.rules.x:1: acme.x"
    ] * 2


# Patterns.


def with_pattern(pattern: str, **fields: Any) -> Rule:
    given = {"id": "acme.x", "says": "is x", "action": "remove", "starts": ("a",), "check": False, **fields}
    return Rule(pattern=pattern, **given)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?:a|ab|b)*c",
        r"^(?:(?:a|a)|b)*c",
        r"([a-z]+){2,40}!",
        r"(?i)^news(?:letter|let|ter)*[.:]$",
        r"^(?: |the|t|h|e|\w)*!$",
        r"^(?:\p{L}\d|\p{L}|\d)*\.$",
    ],
)
def test_an_exploding_pattern_has_a_witness(pattern: str) -> None:
    found = find_witness(with_pattern(pattern))
    assert found is not None
    assert len(found.line) <= 200
    assert found.times > (len(found.line) / found.size) ** 5


@pytest.mark.parametrize(
    "pattern",
    [
        r"^Take .*!$",
        r"\bquiz\b",
        r"^(?:\w++ ?)*+[!?]$",
        r"(?i)take|quiz|[^.]$",
        r"^(?>a|ab|b)*+c",
        r"(?:\w+, ){1,3}\w+$",
    ],
)
def test_a_tame_pattern_has_none(pattern: str) -> None:
    assert find_witness(with_pattern(pattern)) is None


def test_lines_that_the_rule_does_not_let_pass_are_no_witness() -> None:
    assert find_witness(with_pattern(r"^(?:a|ab|b)*c", max_chars=12)) is None
    assert find_witness(with_pattern(r"^(?:a |a b |b )*c", max_words=5)) is None


def test_no_pattern_of_ours_explodes() -> None:
    rules = [rule for _, pack_rules in builtin_packs() for rule in pack_rules if rule.pattern]
    assert len(rules) > 50
    assert not [rule.id for rule in rules if parse(rule.pattern or "") is None], "not understood, so not tried"
    assert not [(rule.id, found) for rule in rules if (found := find_witness(rule))]


def test_a_witness_is_shown() -> None:
    found = only(pattern="'(?i)^take(?: |the|t|h|e|\\w)*!$'")
    assert found.line == 9
    assert regex.search(
        r"pattern backtracks catastrophically: 'take.*~' \(\d+ characters\) takes \d+ times", found.what
    )


@pytest.mark.parametrize("pattern", ["(?i)^take(?:.*,)+.*!$", r"(?i)^take\w*\w*\w*!"])
def test_a_slow_pattern_is_shown_with_its_line(pattern: str) -> None:
    found = [one for one in findings(pattern=f"'{pattern}'", max_words=None) if "pattern is slow" in one.what]
    assert [one.severity for one in found] == ["error"]
    assert slow_line(with_pattern(pattern, starts=("take the harbour quiz",))) is not None


def test_a_pattern_that_is_refused_is_looked_at_all_the_same() -> None:
    what = [one.what for one in findings(pattern=r"'(?i)^take(?:\w+\s*)*\w*!$'", max_words=None)]
    assert what[0].startswith("pattern repeats a group that itself repeats")
    assert what[1].startswith("pattern is slow: its time grows faster than the line in '")
    broken = findings(pattern="'(x'")
    assert [one.what.partition(":")[0] for one in broken] == ["pattern does not compile"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?P<caption>\S.{8,})$",
        r"(?i:[^:]{3,20}: ?|(?:image|media) caption )",
        r"[]a-z^-]+[^]]\d{2}",
        r"\x41\u00e9\p{Lu}+",
        r"(?<=\w) \(open glossary\)",
        r"^(?!.*\b(?:is|are)\b).*[^.!?]$",
        r"a{,3}b{2,}c{4}?d*+",
        r"(?<a>x)(?:y|z)?",
        r"[[:alpha:]]+",
        r"(?>ab)+c|d",
        r"\.\*\+",
        "",
    ],
)
def test_a_sample_of_a_pattern_matches_it(pattern: str) -> None:
    tree = parse(pattern)
    assert tree is not None
    made = sample(tree)
    body = regex.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", pattern)
    assert regex.search(body, made), made
    for head, repeat, tail in repeats(tree):
        assert regex.search(body, head + sample(repeat.part) * max(1, repeat.low) + tail)
    assert made in set(variants(tree))


@pytest.mark.parametrize("pattern", ["(x", "x)", "[x", "(?x) a  b", "(?&name)", "a|("])
def test_what_is_not_understood_is_not_guessed(pattern: str) -> None:
    assert parse(pattern) is None


# The commands.


def test_a_new_pack_passes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, family in (("acme.toml", "acme"), ("My-Site 2.newsclean.toml", "my_site_2")):
        assert main(["rules", "new", name]) == 0
        assert f"{name}: written; edit it, then run: newsclean rules test " in capsys.readouterr().out
        assert main(["rules", "test", f"./{name}"]) == 0
        assert main(["rules", "lint", f"./{name}"]) == 0
        assert capsys.readouterr().out.endswith(f"./{name}: 0 errors, 0 warnings\n")
        assert f'id        = "{family}.shop_box"' in Path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("acme.toml", "acme.toml: is there already; give another name"),
        ("acme", "acme: a pack is a TOML file; call it something like acme.toml"),
        (".toml", ".toml: a pack is a TOML file"),
        ("—.toml", "—.toml: a pack is a TOML file"),
        ("none/acme.toml", "none/acme.toml: cannot be written (No such file or directory)"),
    ],
)
def test_a_new_pack_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("acme.toml").write_text("mine", encoding="utf-8")
    assert main(["rules", "new", name]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith(f"newsclean: {problem}")
    assert [path.name for path in tmp_path.iterdir()] == ["acme.toml"]
    assert Path("acme.toml").read_text(encoding="utf-8") == "mine"


def test_lint_exits_with_3_for_errors_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("warned.toml").write_text(pack(exact='["quiz", "quiz:"]'), encoding="utf-8")
    Path("wrong.toml").write_text(pack(max_words="3"), encoding="utf-8")
    assert main(["rules", "lint", "warned.toml"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0].startswith("warned.toml:9: acme.quiz: warning: 'quiz:' stands there twice")
    assert told.out.splitlines()[1] == "warned.toml: 0 errors, 1 warnings"
    assert main(["rules", "lint", "warned.toml", "wrong.toml"]) == 3
    assert capsys.readouterr().out.splitlines()[-1] == "wrong.toml: 1 errors, 0 warnings"
    Path("broken.toml").write_text("[[rule]\n", encoding="utf-8")
    assert main(["rules", "lint", "broken.toml"]) == 2
    assert capsys.readouterr().err.startswith("newsclean: broken.toml:1: is not valid TOML")
    assert main(["rules", "lint", "none.toml"]) == 2
    assert main(["rules", "lint", "nobody_has_this"]) == 2


def test_lint_knows_built_in_packs_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "lint", "tags"]) == 0
    assert capsys.readouterr().out == "tags: 0 errors, 0 warnings\n"


def test_a_failed_case_shows_what_it_became(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("acme.toml").write_text(
        pack(max_words="3", keep=GOOD["keep"], remove='["Take the harbour quiz!"]'), encoding="utf-8"
    )
    assert main(["rules", "test", "acme.toml"]) == 3
    assert capsys.readouterr().out.splitlines() == [
        "acme.toml:1: acme.quiz: should go by this rule, but is text by body; it has 4 words, and max_words is 3",
        "    - removed by acme.quiz: Take the harbour quiz!",
        "    + text: Take the harbour quiz!",
        "acme.toml: 1 rules, 2 cases, 1 failed",
    ]
