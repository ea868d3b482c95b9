"""What a rule says: every error names the file, the rule and the mend; gates find what phrases promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean import Cleaner, Found, Rule, RuleError, Takes, rule
from newsclean.model import Block, Blocks
from newsclean.read.text import read_text
from newsclean.rules import pack
from newsclean.rules.match import Gates
from newsclean.rules.pack import (
    builtin_packs,
    builtin_texts,
    examine_pack,
    load_pack,
    parse_pack,
    write_ready_tables,
)
from newsclean.rules.rule import gate_key, gate_keys

HEAD = 'id = "acme.quiz"\nsays = "is our quiz box"\n'
GATE = 'exact = ["take the quiz"]\n'
GOOD = HEAD + 'action = "remove"\n' + GATE


def pack_error(text: str) -> str:
    with pytest.raises(RuleError) as caught:
        parse_pack(text, "acme.toml")
    return str(caught.value)


def test_a_good_rule_is_read() -> None:
    (found,) = parse_pack(f"[[rule]]\n{GOOD}", "acme.toml")
    assert (found.id, found.exact, found.origin) == ("acme.quiz", ("take the quiz",), "acme.toml:1")


@pytest.mark.parametrize(
    ("body", "mend", "line"),
    [
        ('says = "x"\naction = "remove"\n' + GATE, "needs 'id' as a string; write id = ", 1),
        ('id = 5\nsays = "x"\naction = "remove"\n' + GATE, "needs 'id' as a string", 2),
        ('id = "acme.quiz"\naction = "remove"\n' + GATE, "needs 'says' as a string", 1),
        (HEAD + GATE, "needs 'action' as a string", 1),
        (GOOD + 'start = ["x"]\n', "unknown key 'start'; write 'starts'", 6),
        (GOOD + 'colour = "x"\n', "unknown key 'colour'; known keys: action, ", 6),
        (GOOD + 'starts = "take"\n', "'starts' must be a list of strings; write starts = ", 6),
        (GOOD + "starts = [1]\n", "'starts' must be a list of strings; write 1 as one", 6),
        (GOOD + 'starts = [\n  "a",\n  2,\n]\n', "'starts' must be a list of strings; write 2 as one", 8),
        (GOOD + 'keep = "x"\n', "'keep' must be a list of strings", 6),
        (GOOD + "max_words = 0\n", "'max_words' must be a whole number of 1 or more", 6),
        (GOOD + 'max_chars = "9"\n', "'max_chars' must be a whole number of 1 or more", 6),
        (GOOD + "min_words = true\n", "'min_words' must be a whole number of 1 or more", 6),
        (GOOD + "takes = 3\n", 'must look like { max = 8, shape = "headline" }', 6),
        (GOOD + "takes = { lines = 3 }\n", 'must look like { max = 8, shape = "headline" }', 6),
        (GOOD + 'takes = { max = "3" }\n', 'must look like { max = 8, shape = "headline" }', 6),
        (GOOD + "takes = { max = 0 }\n", "takes.max must be 1 or more", 6),
        (GOOD + "takes.max = 0\n", "takes.max must be 1 or more", 6),
        (GOOD + "\n[rule.takes]\nmax = 0\n", "takes.max must be 1 or more", 7),
        (GOOD + 'takes = { max = 3, shape = "long" }\n', "takes.shape 'long' is none of headline, short, any", 6),
        (GOOD + "pattern = 7\n", "'pattern' must be a string", 6),
        (GOOD + 'pattern = "(x"\n', "pattern does not compile: ", 6),
        (GOOD + "pattern = '(a+)+b'\n", "bound the inner repeat, or use a possessive one", 6),
        (GOOD + "pattern = '(?:\\w+\\s*)*$'\n", "bound the inner repeat, or use a possessive one", 6),
        (GOOD + 'where = ["top"]\n', "where 'top' is none of prefix, inline, suffix, tail", 6),
        (GOOD + 'where = ["inline",\n  "top"]\n', "where 'top' is none of prefix, inline, suffix, tail", 7),
        (GOOD + 'contains = ["ab"]\n', "has under 3 characters ('ab'); use 'exact'", 6),
        (GOOD + 'starts = [""]\n', "a gate phrase is empty ('' has no characters that gates look at); leave it out", 6),
        (GOOD + 'starts = ["  "]\n', "a gate phrase is empty", 6),
        (GOOD + 'starts = [ # "x",\n"x", "y",\n"•"]\n', "a gate phrase is empty ('•'", 8),
        (HEAD + 'action = "remove"\n', "has no gate; give 'exact', 'starts', 'ends' or 'contains'", 2),
        (HEAD + 'action = "remove"\npattern = "x"\n', "has no gate; give 'exact', 'starts', 'ends' or", 2),
        (HEAD + 'action = "delete"\n' + GATE, "action 'delete' is none of keep, title, ", 4),
        (HEAD + 'action = "cut"\n' + GATE, "action 'cut' needs a 'pattern' that says which span goes", 4),
        ('id = "acme.quiz"\nsays = " "\naction = "remove"\n' + GATE, "'says' is empty; write why", 3),
        ('id = "Quiz"\nsays = "x"\naction = "remove"\n' + GATE, "id must look like 'family.name'", 2),
        ('"id" = \'Quiz\'\nsays = "x"\naction = "remove"\n' + GATE, "id must look like 'family.name'", 2),
        (GOOD + 'test = "x"\n', "unknown key 'test'", 6),
        (GOOD + 'origin = "x"\n', "unknown key 'origin'", 6),
        (GOOD + 'page = "x"\n', "unknown key 'page'", 6),
        (HEAD + 'action = "remove"\nexact = ["»"]\n', "a gate phrase is empty", 5),
        (GOOD + 'hosts = [""]\n', "'hosts' holds ''; write a host's name in lower case, as in 'example.org'", 6),
        (GOOD + 'hosts = ["https://example.org/"]\n', "as in 'example.org'", 6),
        (GOOD + 'hosts = ["a.example",\n"Example.org"]\n', "as in 'example.org'", 7),
        (GOOD + "min_words = 9\nmax_words = 3\n", "min_words 9 is above max_words 3", 6),
        (GOOD + "keep = ['''\na\n[[rule]]\n''']\nmax_words = 0", "'max_words' must be a whole number", 10),
        (GOOD + 'keep = ["""\n\\"""\n""", "#"] # [\nmax_words = 0', "'max_words' must be a whole number", 9),
    ],
)
def test_a_wrong_rule_is_refused(body: str, mend: str, line: int) -> None:
    for above in (0, 3):
        message = pack_error("# comment\n" * above + f"[[rule]]\n{body}")
        assert message.startswith(f"acme.toml:{line + above}: rule "), message
        assert mend in message
        if 'id = "acme.quiz"' in body:
            assert "'acme.quiz'" in message
    message = pack_error(f"[[rule]]\n{GOOD}\n[[rule]]\n{body}".replace("acme.quiz", "acme.first", 1))
    assert message.startswith(f"acme.toml:{line + 6}: rule ")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[[rule]\n", "acme.toml:1: is not valid TOML in column"),
        ("\n[[rule]]\nid = acme", "acme.toml:3: is not valid TOML in column"),
        ('[[rule]]\nid = "acme', "acme.toml:2: is not valid TOML"),
        (
            '[[rule]]\npattern = "\\w"',
            "acme.toml:2: is not valid TOML in column",
        ),
        (
            '[[rule]]\nid = "a"\nid = "b"\n',
            "acme.toml:3: is not valid TOML in column",
        ),
        ("[rules]\n", "acme.toml:1: unknown key 'rules'; write 'rule'"),
        ("\nname = 3\n", "acme.toml:2: unknown key 'name'; known keys: "),
        ("\nrule = 3\n", "acme.toml:2: 'rule' is no list of tables; write each rule as a [[rule]] table"),
        ("rule = [1]\n", "acme.toml:1: 'rule' is no list of tables; write each rule as a [[rule]] table"),
        ("\n[rule]\n" + GOOD, "acme.toml:2: 'rule' is no list of tables; write each rule as a [[rule]] table"),
        ('rule = [\n  {id = "a.b"},\n  {id = "a.c"},\n]', "acme.toml:2: rule 'a.b': needs 'says' as a string"),
        (
            f"[[rule]]\n{GOOD}\n[[rule]]\n{GOOD}",
            "acme.toml:7: rule 'acme.quiz': id is used twice, first in line 1; rename one",
        ),
    ],
)
def test_a_wrong_pack_is_refused(text: str, error: str) -> None:
    assert pack_error(text).startswith(error)
    assert pack_error(text.replace("\n", "\r\n")).startswith(error.partition(" in column")[0])


def test_usual_slips_in_toml_have_a_mend_of_their_own() -> None:
    assert pack_error('[[rule]]\npattern = "\\w"').endswith("in single quotes, as in pattern = '\\bword\\b'")
    assert pack_error('[[rule]]\nid = "a"\nid = "b"\n').endswith("or begin the next rule with [[rule]]")
    assert pack_error("[[rule]]\nid = acme").endswith("check its quotes, brackets and commas")


def test_every_mistake_of_a_pack_is_found_at_once() -> None:
    first = f'[[rule]]\n{GOOD}start = ["x"]\nnone = 1\n\n'
    second = '[[rule]]\nid = "acme.x"\nsays = ""\naction = "go"\nexact = ["", "x"]'
    rules, problems = examine_pack(first + second, "acme.toml")
    assert [(problem.line, problem.rule) for problem in problems] == [
        (6, "'acme.quiz'"), (7, "'acme.quiz'"), (11, "'acme.x'"), (12, "'acme.x'"), (13, "'acme.x'"),
    ]  # fmt: skip
    assert [rule.id for rule in rules] == ["acme.x"]


def test_a_mistake_in_a_real_pack_has_its_line() -> None:
    for name, text in builtin_texts():
        lines = text.split("\n")
        starts = [number for number, line in enumerate(lines) if line.startswith("action")]
        at = starts[len(starts) // 2]
        lines[at] = 'action = "go"'
        with pytest.raises(RuleError, match=rf"^{name}\.toml:{at + 1}: rule '\w+\.\w+': action 'go' is none"):
            parse_pack("\n".join(lines), f"{name}.toml")


def test_a_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    with pytest.raises(RuleError, match="cannot be read: No such file") as caught:
        load_pack(missing)
    assert str(missing) in str(caught.value)
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# für".encode("latin-1"))
    with pytest.raises(RuleError, match="is not UTF-8; save it as UTF-8") as caught:
        load_pack(latin)
    assert str(latin) in str(caught.value)
    with pytest.raises(RuleError, match="cannot be read") as caught:
        load_pack(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_an_empty_pack_is_a_pack() -> None:
    assert parse_pack("", "acme.toml") == ()


def test_a_pack_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    path.write_text(f"[[rule]]\n{GOOD}", encoding="utf-8-sig")
    assert [found.id for found in load_pack(path)] == ["acme.quiz"]


def test_two_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(f"[[rule]]\n{GOOD}\n[[rule]]\n{GOOD}", encoding="utf-8")
    with pytest.raises(RuleError, match=r"'acme\.quiz': id is used twice, first in line 1; rename one") as caught:
        Cleaner(packs=[path])
    assert str(caught.value).startswith(f"{path}:7: ")
    other = tmp_path / "other.toml"
    for each in (path, other):
        each.write_text(f"[[rule]]\n{GOOD}", encoding="utf-8")
    with pytest.raises(RuleError, match=r"'acme\.quiz' is used twice") as caught:
        Cleaner(packs=[path, other])
    assert f"{path}:1 and {other}:1; rename one" in str(caught.value)
    mine = Rule(id="acme.quiz", says="is a quiz", action="remove", exact=("quiz",))
    with pytest.raises(RuleError, match="a rule given in Python"):
        Cleaner(rules=[mine, mine])


def test_a_function_is_named() -> None:
    with pytest.raises(RuleError, match=r"test_rule_errors.*my_rule: rule 'acme\.quiz': has no gate"):

        @rule(id="acme.quiz", says="is a quiz", action="remove")
        def my_rule(_block: object) -> bool:
            return True


@pytest.mark.parametrize(
    "wrong",
    [
        {"exact": "related"},
        {"starts": "read more"},
        {"exact": ("a", 5)},
        {"keep": "a near-miss"},
        {"where": "suffix"},
        {"hosts": "example.org"},
        {"max_words": "9"},
        {"takes": 3},
        {"takes": {"max": 3}},
        {"pattern": 5},
        {"id": 5},
        {"says": None},
        {"action": ["remove"]},
        {"max_chars": 1.5},
        {"min_words": True},
        {"takes": Takes("3")},  # type: ignore[arg-type]
        {"takes": Takes(3, "long")},
        {"test": "x"},
        {"page": "x"},
    ],
    ids=str,
)
def test_a_rule_in_python_refuses_wrong_types(wrong: dict[str, object]) -> None:
    fields: dict[str, object] = {"id": "acme.quiz", "says": "is a quiz", "action": "remove", "exact": ("quiz",)}
    with pytest.raises((RuleError, TypeError)) as caught:
        Rule(**{**fields, **wrong})  # type: ignore[arg-type]
    assert next(iter(wrong)) in str(caught.value)
    if "id" not in wrong:
        assert "acme.quiz" in str(caught.value)


@pytest.mark.parametrize("gate", ["exact", "starts", "ends", "contains", "where", "remove", "keep", "hosts"])
def test_lists_will_do_in_python(gate: str) -> None:
    fields = {"id": "acme.quiz", "says": "is a quiz", "action": "remove", "exact": ["quiz"], gate: ["inline"]}
    one = Rule(**fields)  # type: ignore[arg-type]
    assert Cleaner(rules=[one]).clean("It rained all night.").text == "It rained all night."


def test_a_list_becomes_a_tuple_so_that_rules_can_be_hashed() -> None:
    one = Rule(id="acme.quiz", says="is a quiz", action="remove", exact=["quiz"])  # type: ignore[arg-type]
    assert one.exact == ("quiz",)
    assert hash(one)


def test_a_function_may_write_takes_as_a_pack_does() -> None:
    @rule(id="acme.quiz", says="is a quiz", action="remove", exact=["quiz"], takes={"max": 3, "shape": "short"})
    def quiz(_block: object) -> bool:
        return True

    assert quiz.takes == Takes(3, "short")
    with pytest.raises(RuleError, match=r"my_rule: rule 'acme\.quiz': 'takes' .* it must look like"):

        @rule(id="acme.quiz", says="is a quiz", action="remove", exact=["quiz"], takes={"lines": 3})
        def my_rule(_block: object) -> bool:
            return True


def test_built_in_packs_are_checked_by_tests_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    monkeypatch.setattr("newsclean.rules.rule.regex.compile", compiled.append)
    list(builtin_packs())
    assert not compiled
    parse_pack(f"[[rule]]\n{GOOD}pattern = 'x'\n", "acme.toml")
    assert compiled == ["x"]


def test_the_ready_tables_are_those_of_the_packs(tmp_path: Path) -> None:
    fresh = write_ready_tables(tmp_path).read_text(encoding="utf-8")
    mend = "from newsclean.rules.pack import *; write_ready_tables(Path('newsclean/packs'))"
    shipped = Path(pack.__file__).parents[1] / "packs" / pack.READY
    assert fresh == shipped.read_text(encoding="utf-8"), f'packs have changed; run: python -c "{mend}"'


def test_ready_tables_make_the_rules_that_the_packs_make() -> None:
    rules = dict(builtin_packs())
    for name, text in builtin_texts():
        assert rules[name] == parse_pack(text, f"newsclean/packs/{name}.toml", check=False)


def test_a_pack_that_was_changed_is_read_from_its_own_text(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {**dict(builtin_texts()), "nav": f"[[rule]]\n{GOOD}"}
    monkeypatch.setattr(pack, "builtin_texts", texts.items)
    assert [rule.id for rule in dict(builtin_packs())["nav"]] == ["acme.quiz"]


def test_takes_has_a_default_shape() -> None:
    (found,) = parse_pack(f"[[rule]]\n{GOOD}takes = {{ max = 3 }}\n", "acme.toml")
    assert found.takes == Takes(3, "headline")


# Keys: a page's lines and a rule's phrases must come out alike.


def test_every_white_space_is_one_space_in_a_key() -> None:
    spaces = [char for char in map(chr, range(0x110000)) if char.isspace()]
    assert len(spaces) > 20
    for char in spaces:
        assert gate_key(f"{char}Read{char} {char}more{char}") == "read more", hex(ord(char))
        if char != "\n":
            assert gate_keys(f"a\n{char}Read{char} {char}more{char}\n{char}") == ["a", "read more", ""], hex(ord(char))


@given(st.lists(st.text()))
@example(["12 ΑΣ", "Σ. ", "İ１２：｜’", "\t\u3000"])
def test_a_page_has_the_keys_of_its_lines(texts: list[str]) -> None:
    lines = [text.replace("\n", " ") for text in texts] or [""]
    assert gate_keys("\n".join(lines)) == [gate_key(line) for line in lines]


# Gates.


def found(line: str, **fields: Any) -> list[str]:
    """What a rule's hits on a line cover."""
    one = Rule(**{"id": "acme.quiz", "says": "is a quiz", "action": "remove", **fields})
    blocks = read_text(line).blocks
    assert len(blocks) == 1
    return [line.strip()[hit.start : hit.end] for hit in Gates([one]).hits(blocks).get(0, [])]


def line_blocks(text: str, key: str, gap: int = 0) -> Blocks:
    return Blocks([text], [0], [len(text)], [key], [gap], ["line"])


def test_a_line_met_before_is_claimed_by_its_key_too() -> None:
    one = Rule(id="acme.quiz", says="is a quiz", action="remove", exact=("quiz #",))
    gates = Gates([one])
    claimed = [bool(gates.hits(line_blocks("Quiz 12", key))) for key in ("quiz #", "quiz ##", "quiz #", "quiz ##")]
    assert claimed == [True, False, True, False]


def test_a_function_is_asked_each_time_that_a_line_comes() -> None:
    @rule(id="acme.quiz", says="is a quiz apart", action="remove", exact=["quiz"])
    def apart(block: Block) -> bool:
        return block.gap > 0

    gates = Gates([apart])
    assert [bool(gates.hits(line_blocks("Quiz", "quiz", gap))) for gap in (1, 0, 1)] == [True, False, True]


def test_claims_of_a_line_met_before_are_the_pages_own() -> None:
    gates = Gates([Rule(id="acme.read", says="is a promo", action="related", starts=("read:",))])
    first, again = (gates.hits(line_blocks("Read: more", "read: more"))[0][0] for _ in range(2))
    assert first == again
    first.fields.clear()
    assert again.fields == {"label": (0, 5)} == gates.hits(line_blocks("Read: more", "read: more"))[0][0].fields


def test_lines_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.rules.match._KNOWN", 8)
    gates = Gates([Rule(id="acme.read", says="is a promo", action="related", starts=("read:",))])
    for number in range(50):
        gates.hits(line_blocks(f"Read: x{number}", f"read: x{number}"))
        assert len(gates._known) <= 8


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("A man walks his dog ©", {"ends": ("©",)}),
        ("The harbour at dawn AP", {"ends": ("ap",)}),
        ("AP", {"ends": ("ap",)}),
        ("©", {"ends": ("©",)}),
        ("The harbour at dawn AP", {"ends": ("ap", "own ap", "n ap")}),
        ("q: what now", {"starts": ("q:",)}),
        ("Q", {"starts": ("q",)}),
        ("» Q1 what now", {"starts": ("q#", "q1 whatever")}),
        ("写真を見る", {"starts": ("写",)}),
    ],
)
def test_short_phrases_open_their_gates(line: str, fields: dict[str, Any]) -> None:
    assert found(line, **fields) == [line]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("The road map", {"ends": ("ap",)}),
        ("Chapter one", {"starts": ("ch",)}),
        ("A man walks", {"ends": ("lks!",), "starts": ("ma",)}),
    ],
)
def test_short_phrases_end_where_words_do(line: str, fields: dict[str, Any]) -> None:
    assert found(line, **fields) == []


def test_a_cut_takes_every_match_of_a_line() -> None:
    line = "One (opens in a new tab), two (opens in a new tab) and three."
    cut = {"action": "cut", "contains": ("(opens in",)}
    assert found(line, pattern=r" ?\(opens in [^)]*\)", **cut) == [" (opens in a new tab)"] * 2
    assert found(line, pattern=r"\w+(?P<cut> \(opens in [^)]*\))", **cut) == [" (opens in a new tab)"] * 2
    assert found(line, pattern=r"x*", **cut) == []
    rules = [Rule(id="acme.tab", says="is for a browser", pattern=r" ?\(opens in [^)]*\)", **cut)]
    assert Cleaner(rules=rules, builtin=False).clean(line).text == "One, two and three."


def test_a_test_may_say_which_span_is_cut() -> None:
    spans = found("One two three", action="cut", starts=("one",), test=lambda _block: Found(3, 7, {}))
    assert spans == [" two"]
