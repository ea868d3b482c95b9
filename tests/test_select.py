"""Which rules are used: `without=` and `only=`, and `[tool.newsclean]`, which says the same to the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsclean
from newsclean import Cleaner, Rule, RuleError
from newsclean.cli.main import main
from newsclean.rules.ruleset import builtin_rules

PAGE = (
    "Skip to main content\n\nThe river rose all night, the mayor said, and the lower town was under water.\n\n"
    "READ: Five things to know about the new harbour budget\n\nShare this article\n"
)
IDS = [rule.id for rule in builtin_rules().rules]
FIXED = {"body.before", "body.after"}
PACK = """
[[rule]]
id = "acme.quiz"
says = "is our quiz box"
action = "remove"
exact = ["take the harbour quiz"]
"""


def used(**names: list[str]) -> set[str]:
    return {rule.id for rule in Cleaner(**names).rules.rules}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["promo", "promo.*", "promo.[a-z]*"])
def test_a_family_is_named_by_itself_or_by_a_glob(name: str) -> None:
    family = {rule_id for rule_id in IDS if rule_id.startswith("promo.")}
    assert len(family) > 5
    assert used(without=[name]) == set(IDS) - family
    assert used(only=[name]) == family | FIXED


def test_a_glob_reaches_over_families() -> None:
    labels = {rule_id for rule_id in IDS if rule_id.endswith(".label")}
    assert len({rule_id.partition(".")[0] for rule_id in labels}) > 1
    assert used(only=["*.label"]) == labels | FIXED


def test_an_id_is_one_rule() -> None:
    assert used(without=["promo.read_more"]) == set(IDS) - {"promo.read_more"}
    assert used(only=["promo.read_more", "nav"], without=["nav.*"]) == {"promo.read_more"} | FIXED


def test_what_without_names_may_be_left_out_by_only_already() -> None:
    assert used(only=["nav.skip_link"], without=["promo"]) == {"nav.skip_link"} | FIXED


def test_letter_case_counts_on_every_system() -> None:
    with pytest.raises(RuleError):
        Cleaner(without=["PROMO.*"])


def test_only_goes_for_packs_and_rules_too() -> None:
    quiz = Rule(id="acme.quiz", says="is our quiz box", action="remove", exact=("quiz",))
    shop = Rule(id="acme.shop", says="is our shop box", action="remove", exact=("shop",))
    assert {rule.id for rule in Cleaner(rules=[quiz, shop], only=["acme.s*"]).rules.rules} == {"acme.shop"} | FIXED


def test_pages_meet_the_rules_that_are_used() -> None:
    article = Cleaner(only=["share"]).clean(PAGE)
    assert [removal.text for removal in article.removed] == ["Share this article"]
    assert article.related == ()
    assert Cleaner(without=["promo.*"]).clean(PAGE).related == ()
    assert len(newsclean.clean(PAGE).related) == 1


@pytest.mark.parametrize("argument", ["without", "only"])
@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("promos", "near it: promo"),
        ("promo.read_mor", "near it: promo.read_more"),
        ("promo.zzz*", "near it: promo"),
        ("zzz", "see 'newsclean rules list'"),
        ("", "see 'newsclean rules list'"),
    ],
)
def test_a_name_that_means_nothing_is_an_error(argument: str, name: str, near: str) -> None:
    with pytest.raises(RuleError) as caught:
        Cleaner(**{argument: [name]})  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{argument}: no rule is called {name!r}; {near}")


def test_what_stands_outside_the_body_goes_always() -> None:
    with pytest.raises(RuleError, match=r"'body\.before' cannot be left out"):
        Cleaner(without=["body.before"])
    assert set(IDS) - used(without=["body.*"]) == {"body.aside", "body.spoken"}


# The table in pyproject.toml.


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a pack, a page with the pack's box, and a folder below to work in."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "acme.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "page.txt").write_text(f"{PAGE}\nTake the harbour quiz\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.newsclean]\n{text}\n", encoding="utf-8")


def lines(capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main(argv) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line]


SKIP, STORY, PROMO, _ = PAGE.rstrip().split("\n\n")
QUIZ = "Take the harbour quiz"


def test_the_commands_of_a_project_use_its_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(project, 'packs = ["rules/acme.toml"]\nwithout = ["nav"]')
    assert lines(capsys, "clean", "page.txt") == [SKIP, STORY]
    assert lines(capsys, "clean", "--no-config", "page.txt") == [STORY, QUIZ]
    explained = lines(capsys, "explain", "page.txt")
    assert [line.split()[2] for line in explained if QUIZ in line] == ["acme.quiz"]


def test_options_add_to_the_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(project, 'packs = ["rules/acme.toml"]\nwithout = ["nav"]')
    argv = ("clean", "--without", "promo", "--pack", "rules/acme.toml", "page.txt")
    assert lines(capsys, *argv) == [SKIP, STORY, PROMO]
    configure(project, 'only = ["share"]')
    assert lines(capsys, "clean", "--only", "promo.*", "page.txt") == [SKIP, STORY, QUIZ]


def test_paths_are_relative_to_the_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(project, 'packs = ["rules/acme.toml"]')
    monkeypatch.chdir(project / "deep" / "er")
    assert QUIZ not in lines(capsys, "clean", str(project / "page.txt"))
    assert "acme.quiz" in "".join(lines(capsys, "rules", "list"))
    assert lines(capsys, "rules", "show", "acme.quiz")[0] == "acme.quiz  [../../rules/acme.toml]"


def test_the_nearest_file_holds(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(project, 'packs = ["rules/acme.toml"]')
    (project / "deep" / "pyproject.toml").write_text("[project]\nname = 'deep'\n", encoding="utf-8")
    monkeypatch.chdir(project / "deep" / "er")
    assert QUIZ in lines(capsys, "clean", str(project / "page.txt"))


def test_the_library_reads_no_file_unless_told(project: Path) -> None:
    configure(project, 'without = ["nav"]')
    assert newsclean.clean_text(PAGE) == STORY
    assert Cleaner().rules is builtin_rules()


def test_packs_of_the_project_are_those_that_are_checked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(project, 'packs = ["rules/acme.toml"]')
    assert main(["rules", "test"]) == 3
    assert "rules/acme.toml: 1 rules, 0 cases, 1 failed" in capsys.readouterr().out
    listed = lines(capsys, "rules", "list", "--pack", "rules/acme.toml")
    assert listed[0] == "acme"
    assert len(listed) == 2


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('pack = ["x.toml"]', "unknown key 'pack'; known keys: packs, without, only"),
        ('packs = "x.toml"', "'packs' must be a list of strings, as in packs = [\"…\"]"),
        ("without = [1]", "'without' must be a list of strings"),
        ('only = [""]', "'only' must be a list of strings"),
        ('packs = ["rules/none.toml"]', "rules/none.toml: cannot be read: No such file"),
        ('without = ["promos"]', "without: no rule is called 'promos'; near it: promo"),
        ("[tool.newsclean", "pyproject.toml: cannot be read ("),
    ],
)
def test_a_wrong_table_is_one_clear_line(
    project: Path, capsys: pytest.CaptureFixture[str], text: str, mend: str
) -> None:
    configure(project, text)
    assert main(["clean", "page.txt"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("newsclean: ")
    assert told.err.count("\n") == 1
    assert mend in told.err
    assert main(["clean", "--no-config", "page.txt"]) == 0


def test_newsclean_must_be_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text("[tool]\nnewsclean = 3\n", encoding="utf-8")
    assert main(["clean", "page.txt"]) == 2
    assert "write newsclean's part as a table" in capsys.readouterr().err
    (project / "pyproject.toml").write_text("tool = 3\n", encoding="utf-8")
    assert main(["clean", "page.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
