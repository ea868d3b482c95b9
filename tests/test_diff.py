"""What a change of rules does: compared line by line, counted, and told by `newsclean rules diff`."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_for_tests import Done, run_main
from lxml import html as lxml_html
from pages_for_tests import Fixture, fixtures
from pages_to_show import PARAGRAPHS, story

from newsclean import Cleaner, Rule
from newsclean.diff import PageDiff, Totals, compare, label_of, rule_changes

QUIZ = "Take the harbour quiz"
PACK = """
[[rule]]
id = "acme.quiz"
says = "is our quiz box"
action = "{action}"
exact = ["take the harbour quiz"]
remove = ["Take the harbour quiz"]
keep = ["Take the harbour quiz of last year, which nobody could answer."]
"""


def quiz(action: str = "remove", name: str = "quiz", says: str = "is our quiz box") -> Rule:
    return Rule(
        id=f"acme.{name}", says=says, action=action, exact=("take the harbour quiz",),
        remove=(QUIZ,), keep=("Take the harbour quiz of last year, which nobody could answer.",),
    )  # fmt: skip


def diff_of(raw: str, old: list[Rule], new: list[Rule]) -> PageDiff:
    return compare(Cleaner(rules=old).explain(raw), Cleaner(rules=new).explain(raw))


def tallies(old: list[Rule], new: list[Rule]) -> dict[str, dict[str, int]]:
    """The figures that are not 0, of the rules that are touched."""
    totals = Totals()
    totals.add(diff_of(story(QUIZ), old, new))
    return {
        rule: {name: size for name, size in tally.to_dict().items() if size}
        for rule, tally in totals.rules.items()
        if tally.touched()
    }


# comparing


def test_a_page_that_stays_has_no_difference() -> None:
    diff = diff_of(story("It rained."), [], [quiz()])
    assert not diff
    assert (diff.changes, diff.fields, diff.lines) == ((), (), 5)


def test_a_changed_line_has_before_after_and_its_neighbours() -> None:
    [change] = diff_of(story(QUIZ), [], [quiz()]).changes
    assert [(part.label, part.rule) for part in change.before] == [("text", "body")]
    assert [(part.label, part.rule) for part in change.after] == [("removed", "acme.quiz")]
    assert (change.above, change.below) == PARAGRAPHS[:2]


def test_a_neighbour_that_changes_too_is_no_context() -> None:
    first, second = diff_of(story(QUIZ, QUIZ), [], [quiz()]).changes
    assert (first.above, first.below) == (PARAGRAPHS[0], "")
    assert (second.above, second.below) == ("", PARAGRAPHS[1])


def test_gained_lost_moved_altered() -> None:
    assert tallies([], [quiz()]) == {"acme.quiz": {"after": 1, "gained": 1}}
    assert tallies([quiz()], []) == {"acme.quiz": {"before": 1, "lost": 1}}
    assert tallies([quiz()], [quiz(name="other")]) == {
        "acme.quiz": {"before": 1, "moved_out": 1},
        "acme.other": {"after": 1, "moved_in": 1},
    }
    assert tallies([quiz()], [quiz("note")]) == {"acme.quiz": {"before": 1, "after": 1, "altered": 1}}


def test_a_cut_changes_a_part_of_a_line() -> None:
    cut = Rule(id="acme.cut", says="is our mark", action="cut", contains=("(acme)",), pattern=r"\(Acme\)",
               remove=("It rained (Acme).",), keep=("The (acme) is ours.",))  # fmt: skip
    [change] = diff_of(story("The wind (Acme) fell on Friday."), [], [cut]).changes
    assert [part.label for part in change.after] == ["text", "removed", "text"]
    assert (label_of(change.before), label_of(change.after)) == ("text", "text")


def test_fields_that_change_without_a_line_are_told() -> None:
    def source(pattern: str) -> Rule:
        return Rule(
            id="acme.source", says="names the source", action="source", starts=("wire:",), pattern=pattern,
            remove=("Wire: Agencies",), keep=("Wire: it is what the fence was made of, all of it.",),
        )  # fmt: skip

    diff = diff_of(
        story("It rained.") + "\n\nWire: Agencies/ko",
        [source("(?P<source>Agencies.*)")],
        [source("(?P<source>Agencies)")],
    )
    assert diff.changes == ()
    assert diff.fields == (("source", "Agencies/ko", "Agencies"),)
    assert diff


def test_what_a_lost_paragraph_does_to_places_is_no_change_of_captions() -> None:
    caption = "A woman carries water through a flooded street, March 5, 2024. REUTERS/Tomas Hale"
    diff = diff_of(story(QUIZ, caption), [], [quiz()])
    assert len(diff.changes) == 1
    assert diff.fields == ()


@pytest.mark.parametrize("other", ["It snowed.", "It rained. It snowed."])
def test_explanations_of_two_pages_are_not_compared(other: str) -> None:
    with pytest.raises(ValueError, match="of two pages"):
        compare(Cleaner().explain("It rained."), Cleaner().explain(other))


def html_of(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (html_of(*PARAGRAPHS), html_of(f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}", *PARAGRAPHS[2:])),
        (html_of(*PARAGRAPHS), html_of(f"{PARAGRAPHS[0]}{PARAGRAPHS[1]}", *PARAGRAPHS[2:])),
    ],
)
def test_where_lines_part_is_no_difference(one: str, other: str) -> None:
    for before, after in ((one, other), (other, one)):
        diff = compare(Cleaner().explain(before), Cleaner().explain(after))
        assert not diff.changes
        assert diff.lines == 3


def test_what_becomes_of_lines_is_seen_where_they_part_in_other_places() -> None:
    before = Cleaner().explain(html_of(*PARAGRAPHS[:2], QUIZ, *PARAGRAPHS[2:]))
    joined = Cleaner(rules=[quiz()]).explain(html_of(f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}", QUIZ, *PARAGRAPHS[2:]))
    [change] = compare(before, joined).changes
    assert change.after[0].rule == "acme.quiz"
    assert change.above == " ".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)
def test_the_figures_add_up(fixture: Fixture) -> None:
    raw = fixture.raw
    totals = Totals()
    totals.add(compare(Cleaner().explain(raw), Cleaner(without=["promo", "nav", "caption", "ending"]).explain(raw)))
    for tally in totals.rules.values():
        if tally is not totals.tally("body"):
            assert tally.after - tally.before == tally.gained - tally.lost + tally.moved_in - tally.moved_out
    kept = totals.tally("body")
    assert kept.after - kept.before == totals.text_gained - totals.text_lost


def test_rules_that_are_new_gone_or_changed() -> None:
    moved = Rule(
        **{name: getattr(quiz(), name) for name in ("id", "says", "action", "exact", "remove", "keep")}, origin="b"
    )
    assert rule_changes([quiz()], [moved]) == {}
    assert rule_changes([quiz()], [quiz("note")]) == {"acme.quiz": "changed"}
    assert rule_changes([quiz()], [quiz(name="other")]) == {"acme.other": "new", "acme.quiz": "gone"}


# the command


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `newsclean rules diff` in a folder with packs and a corpus of three pages, two of which change."""
    monkeypatch.chdir(tmp_path)
    Path("old.toml").write_text(PACK.format(action="note"), encoding="utf-8")
    Path("new.toml").write_text(PACK.format(action="remove"), encoding="utf-8")
    Path("corpus/deep").mkdir(parents=True)
    Path("corpus/a.txt").write_text(story(QUIZ), encoding="utf-8")
    Path("corpus/b.txt").write_text(story("It rained."), encoding="utf-8")
    Path("corpus/deep/c.html").write_text(
        "".join(f"<p>{line}</p>" for line in story(QUIZ).split("\n\n")), encoding="utf-8"
    )
    Path("corpus/photo.jpg").write_bytes(b"\xff\xd8\xff")

    def run_it(*argv: str) -> Done:
        return run_main(capsys, "rules", "diff", *argv)

    return run_it


TABLE = """\
rule             before  after  gained  lost  moved
acme.quiz (new)       0      2       2     0      0

2 of 3 pages and 2 of 15 lines change; the text loses 2 lines and gains 0
"""


def test_text_shows_changed_lines_and_the_figures(run: Run) -> None:
    done = run("corpus", "--new", "new.toml")
    a = f"  - kept       body                     {QUIZ}\n  + removed    acme.quiz                {QUIZ}\n\n"
    assert done == Done(0, f"corpus/a.txt\n{a}corpus/deep/c.html\n{a}{TABLE}", "")


def test_two_versions_of_a_pack_are_two_files(run: Run) -> None:
    done = run("corpus", "--old", "old.toml", "--new", "new.toml", "--most", "0")
    assert "acme.quiz (changed)       2      2       0     0  2 altered" in done.out


@pytest.mark.parametrize("old", [[], ["--old", "none"]])
def test_no_pack_is_the_built_in_rules(run: Run, old: list[str]) -> None:
    assert run("corpus", *old, "--new", "new.toml", "--most", "0").out == TABLE


def test_a_folder_of_packs_may_stand_for_the_built_in_ones(run: Run) -> None:
    Path("packs").mkdir()
    Path("new.toml").rename("packs/new.toml")
    done = run("corpus", "--no-builtin", "--new", "packs", "--most", "0")
    assert "acme.quiz (new)" in done.out
    assert "nav." not in done.out


def test_only_and_without_hold_on_both_sides_and_may_name_rules_of_one(run: Run) -> None:
    done = run("corpus", "--new", "new.toml", "--most", "0", "--only", "acme")
    assert "acme.quiz (new)" in done.out
    assert done.code == 0
    done = run("corpus", "--new", "new.toml", "--without", "acme.*")
    assert (done.code, done.out) == (2, "")
    assert "are the same" in done.err
    done = run("corpus", "--new", "new.toml", "--without", "acme.quizz")
    assert done.code == 2
    assert "near it: acme.quiz" in done.err


def test_packs_that_hold_for_some_time_see_when_pages_were_crawled(run: Run) -> None:
    head = 'hosts = ["acme.example"]\nvalid_from = 2025-03-01\nvalid_until = 2025-03-31\n'
    Path("march.toml").write_text(head + PACK.format(action="remove"), encoding="utf-8")
    argv = ["corpus", "--new", "march.toml", "--url", "https://acme.example/", "--most", "0", "--crawled"]
    assert "2 of 3 pages" in run(*argv, "2025-03-05").out
    assert "0 of 3 pages" in run(*argv, "2025-04-05").out


def test_selectors_of_a_site_are_rules_too(run: Run) -> None:
    pytest.importorskip("cssselect", reason="needs cssselect: pip install 'newsclean[css]'")
    Path("site.toml").write_text('hosts = ["acme.example"]\n[css]\nremove = "p:nth-child(2)"\n', encoding="utf-8")
    done = run("corpus", "--new", "site.toml", "--url", "https://acme.example/")
    assert f"  - kept       body                     {QUIZ}\n  + removed    site.css.remove" in done.out


def test_most_bounds_what_is_shown_per_rule_and_not_what_is_counted(run: Run) -> None:
    done = run("corpus", "--new", "new.toml", "--most", "1")
    assert "corpus/a.txt" in done.out
    assert "c.html" not in done.out
    assert done.out.endswith(TABLE)


def test_json_is_a_line_per_changed_page_and_a_summary(run: Run) -> None:
    done = run("corpus", "--new", "new.toml", "--format", "json")
    *pages, last = [json.loads(line) for line in done.out.splitlines()]
    assert [page["file"] for page in pages] == ["corpus/a.txt", "corpus/deep/c.html"]
    [change] = pages[0]["changes"]
    assert change["before"][0]["label"] == "text"
    assert change["after"][0]["rule"] == "acme.quiz"
    assert last["summary"]["changed"] == 2
    assert last["summary"]["text_lost"] == 2
    assert last["summary"]["rules"]["acme.quiz"] == {
        "rule_is": "new", "before": 0, "after": 2, "gained": 2, "lost": 0, "moved_in": 0, "moved_out": 0, "altered": 0,
    }  # fmt: skip


def test_html_writes_a_page_and_prints_the_figures(run: Run) -> None:
    done = run("corpus", "--new", "new.toml", "--html", "out.html")
    assert done == Done(0, TABLE, "")
    page = lxml_html.document_fromstring(Path("out.html").read_text(encoding="utf-8"))
    assert len(page.xpath("//li[@data-rules='acme.quiz']")) == 2


def test_html_to_standard_output_is_all_that_is_printed(run: Run) -> None:
    done = run("corpus", "--new", "new.toml", "--html", "-")
    assert done.out.startswith("<!doctype html>")
    assert done.out.endswith("</html>\n")


def rows() -> Iterator[dict[str, object]]:
    yield {"id": 7, "text": story(QUIZ), "url": "https://www.acme.example/7"}
    yield {"id": "x", "text": story(QUIZ)}


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_with_names_for_fields(run: Run, packed: bool) -> None:
    text = "".join(json.dumps({("body" if k == "text" else k): v for k, v in row.items()}) + "\n" for row in rows())
    name = "news.jsonl.gz" if packed else "news.jsonl"
    Path(name).write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    done = run(name, "--new", "new.toml", "--field", "body")
    assert f"{name}:1 (7)" in done.out
    assert f"{name}:2 (x)" in done.out
    assert done.code == 0


def test_rules_of_a_site_see_the_pages_address(run: Run) -> None:
    Path("site.toml").write_text(PACK.format(action="remove") + 'hosts = ["acme.example"]\n', encoding="utf-8")
    Path("news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    assert "1 of 2 pages" in run("news.jsonl", "--new", "site.toml").out
    assert "2 of 2 pages" in run("news.jsonl", "--new", "site.toml", "--url", "https://acme.example/").out


def test_what_cannot_be_read_is_told_and_the_rest_is_done(run: Run) -> None:
    Path("corpus/d.txt.gz").write_bytes(gzip.compress(b"It rained.")[:-9])
    Path("corpus/e.txt").write_bytes(bytes(range(256)) * 9)
    Path("corpus/f.jsonl").write_text('{"text": "It rained."}\nno json\n[]\n{"body": 1}\n\n', encoding="utf-8")
    done = run("corpus", "--new", "new.toml", "--most", "0")
    assert done.code == 1
    assert "2 of 4 pages" in done.out
    assert "5 failed" in done.out
    faults = done.err.splitlines()
    assert len(faults) == 5
    assert all(line.startswith("newsclean: corpus/") for line in faults)
    for fault, word in zip(
        faults, ("damaged", "binary", "f.jsonl:2: is no JSON", "f.jsonl:3", "name the page's with --field"), strict=True
    ):
        assert word in fault


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["corpus"], "are the same"),
        (["corpus", "--old", "new.toml", "--new", "new.toml"], "are the same"),
        (["nowhere", "--new", "new.toml"], "no such file"),
        (["packs", "--new", "new.toml"], "holds no page"),
        (["corpus", "--new", "corpus"], "holds no pack"),
        (["corpus", "--new", "nowhere.toml"], "cannot be read"),
        (["corpus", "--new", "new.toml", "--most", "-1"], "--most"),
        (["corpus", "--new", "new.toml", "--html", "nowhere/out.html"], "make it first"),
        (["corpus/a.txt", "--new", "new.toml", "--html", "corpus/a.txt"], "would be lost"),
        (["corpus", "--new", "new.toml", "--html", "corpus"], "is a directory"),
        (["corpus", "--new", "new.toml", "--html", "corpus/deep/out.html"], "elsewhere"),
        (["--new", "new.toml"], "CORPUS"),
    ],
)
def test_usage_is_one_message(run: Run, argv: list[str], says: str) -> None:
    Path("packs").mkdir()
    done = run(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("newsclean: ")
    assert done.err.count("\n") == 1
    assert says in done.err


def test_a_corpus_is_not_held_in_memory(run: Run) -> None:
    def peak(pages: int) -> int:
        with Path("big.jsonl").open("w", encoding="utf-8") as file:
            for _ in range(pages):
                file.write(json.dumps({"text": story(QUIZ, *PARAGRAPHS * 20)}) + "\n")
        tracemalloc.start()
        run("big.jsonl", "--new", "new.toml", "--most", "1", "--html", "out.html")
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(2)
    assert peak(60) < 1.5 * peak(6)
