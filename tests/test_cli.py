"""The command `newsclean`, from its arguments to its exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_for_tests import Done, run_main

import newsclean
from newsclean import Article, Caption, Cleaner, Paragraph, Span
from newsclean.cli import explain
from newsclean.markdown import to_markdown

ROOT = Path(newsclean.__file__).parent.parent
SKIP = "Skip to main content"
FIRST = "The river rose all night, the mayor of Zürich said, and the lower town was under water by noon."
SECOND = "Nobody was hurt, but two hundred families spent the night in the school above the church."
QUIZ = "Take the harbour quiz"
PAGE = f"{SKIP}\n\n{FIRST}\n\n{QUIZ}\n\n{SECOND}\n"
CLEAN = f"{FIRST}\n\n{QUIZ}\n\n{SECOND}\n"
PACK = f"""
[[rule]]
id = "acme.quiz"
says = "is our quiz box"
action = "remove"
exact = ["take the harbour quiz"]
remove = ["{QUIZ}"]
keep = ["Take the harbour quiz of last year, which nobody could answer."]
"""


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in a folder that holds `page.txt` and `acme.toml`."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "acme.toml").write_text(PACK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run_it(*argv: str, stdin: bytes | None = None) -> Done:
        piped = io.TextIOWrapper(io.BytesIO(stdin or b""), encoding="ascii")
        monkeypatch.setattr(piped, "isatty", lambda: stdin is None)
        monkeypatch.setattr(sys, "stdin", piped)
        return run_main(capsys, *argv)

    return run_it


def run_process(*argv: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "newsclean", *argv],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )


def is_one_message(text: str) -> bool:
    return text.startswith("newsclean: ") and text.count("\n") == 1 and text.endswith("\n")


# clean


def test_clean_prints_the_text(run: Run) -> None:
    assert run("clean", "page.txt") == Done(0, CLEAN, "")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_clean_reads_standard_input(run: Run, arguments: list[str]) -> None:
    assert run("clean", *arguments, stdin=PAGE.encode()) == Done(0, CLEAN, "")


def test_without_file_on_a_terminal_it_says_what_to_give(run: Run) -> None:
    for command in ("clean", "explain"):
        done = run(command)
        assert (done.code, done.out) == (2, "")
        assert is_one_message(done.err)
        assert "give a FILE" in done.err


def test_several_files_are_told_apart(run: Run) -> None:
    Path("two.txt").write_text(SECOND, encoding="utf-8")
    done = run("clean", "page.txt", "two.txt")
    assert done == Done(0, f"==> page.txt <==\n{CLEAN}\n==> two.txt <==\n{SECOND}\n", "")


@pytest.mark.parametrize("files", [["page.txt"], ["page.txt", "page.txt"]])
def test_json_is_one_line_per_file(run: Run, files: list[str]) -> None:
    done = run("clean", "--format", "json", *files)
    articles = [json.loads(line) for line in done.out.splitlines()]
    assert [article.pop("file") for article in articles] == files
    assert articles == [json.loads(newsclean.clean(PAGE).to_json())] * len(files)
    assert "Zürich" in done.out


def test_markdown_of_a_page(run: Run) -> None:
    Path("two.txt").write_text(f"{SKIP}\n\n{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    body = f"{FIRST}\n\n{SECOND}\n"
    assert run("clean", "--format", "markdown", "two.txt") == Done(0, body, "")
    done = run("clean", "--format", "markdown", "two.txt", "two.txt")
    assert done.out == f"<!-- two.txt -->\n\n{body}\n<!-- two.txt -->\n\n{body}"


def test_pack_and_without(run: Run) -> None:
    assert run("clean", "--pack", "acme.toml", "page.txt").out == f"{FIRST}\n\n{SECOND}\n"
    assert run("clean", "--without", "nav", "page.txt").out == f"{SKIP}\n\n{CLEAN}"


def test_title_is_given_for_one_page_only(run: Run) -> None:
    done = run("clean", "--title", "The river rises", "--format", "json", "page.txt")
    assert json.loads(done.out)["title"] == "The river rises"
    done = run("clean", "--title", "The river rises", "page.txt", "page.txt")
    assert (done.code, done.out) == (2, "")
    assert is_one_message(done.err)


def test_url_reaches_the_rules(run: Run) -> None:
    Path("host.toml").write_text(PACK + 'hosts = ["acme.example"]\n', encoding="utf-8")
    arguments = ["clean", "--pack", "host.toml", "page.txt", "--url"]
    assert run(*arguments, "https://www.acme.example/1").out == f"{FIRST}\n\n{SECOND}\n"
    assert run(*arguments, "https://other.example/1").out == CLEAN


def test_the_encoding_of_the_input_can_be_given(run: Run) -> None:
    text = "Łódź: rzeka przybrała"
    assert run("clean", "--encoding", "iso-8859-2", stdin=text.encode("iso-8859-2")).out == f"{text}\n"
    assert text in run("explain", "--encoding", "iso-8859-2", stdin=text.encode("iso-8859-2")).out


def test_warnings_are_messages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    warned = Article(FIRST, (), None, None, None, None, None, (), (), (), (), (), (), ("mind the gap",), False, "text")
    monkeypatch.setattr(Cleaner, "clean", lambda *_, **__: warned)
    assert run("clean", "page.txt") == Done(0, f"{FIRST}\n", "newsclean: page.txt: warning: mind the gap\n")


def test_an_empty_input_gives_no_output(run: Run) -> None:
    for form in ("text", "markdown"):
        assert run("clean", "--format", form, stdin=b" \n") == Done(0, "", "")


# inputs that fail


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("missing.txt", None, "no such file"),
        ("folder", "folder", "is a directory"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00", "is binary"),
        ("wrapped.gif", b"GIF89a" + bytes(500), "is binary"),
        ("random.bin", bytes(range(256)) * 40, "is binary"),
        ("no\x00name", None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_others_are_done(
    run: Run, name: str, content: bytes | str | None, problem: str
) -> None:
    if content == "folder":
        Path(name).mkdir()
    elif isinstance(content, bytes):
        Path(name).write_bytes(content)
    done = run("clean", name, "page.txt")
    assert (done.code, done.out) == (1, f"==> page.txt <==\n{CLEAN}")
    assert is_one_message(done.err)
    assert done.err.startswith(f"newsclean: {name}: {problem}")
    explained = run("explain", name)
    assert explained == Done(1, "", done.err)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(run: Run) -> None:
    Path("page.txt").chmod(0)
    done = run("clean", "page.txt")
    assert (done.code, done.out) == (1, "")
    assert "may not be read" in done.err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        FIRST.encode("utf-16"),
        FIRST.encode("windows-1252"),
        b"\x1b[1m" + FIRST.encode(),
        FIRST.replace(" ", " \x00", 1).encode(),
        "川が一晩中上がり続けた。".encode("shift-jis"),
    ],
    ids=["empty", "utf-16", "windows-1252", "escape", "stray-nul", "shift-jis"],
)
def test_odd_text_is_text(run: Run, content: bytes) -> None:
    done = run("clean", "-", stdin=content)
    assert (done.code, done.err) == (0, "")


def test_binary_standard_input_is_called_by_name(run: Run) -> None:
    done = run("clean", stdin=bytes(range(32)) * 4)
    assert done.code == 1
    assert done.err.startswith("newsclean: standard input: is binary")


# usage


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["wash"],
        ["clean", "--format", "xml", "page.txt"],
        ["clean", "--kind", "pdf", "page.txt"],
        ["clean", "--without", "nonsense", "page.txt"],
        ["clean", "--pack", "missing.toml", "page.txt"],
        ["clean", "--pack", "nobody_has_this", "page.txt"],
        ["explain", "--pack", "page.txt", "page.txt"],
        ["rules"],
        ["rules", "show", "no.such"],
        ["rules", "list", "--pack", "missing.toml"],
        ["rules", "test", "missing.toml"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Run, argv: list[str]) -> None:
    done = run(*argv)
    assert (done.code, done.out) == (2, "")
    assert is_one_message(done.err)


def test_help_documents_the_exit_codes(run: Run) -> None:
    for argv in (["--help"], ["clean", "--help"], ["rules", "test", "--help"]):
        done = run(*argv)
        assert (done.code, done.err) == (0, "")
        assert "exit codes:" in done.out
        assert "3  a check failed" in done.out


def test_version(run: Run) -> None:
    assert run("--version") == Done(0, f"newsclean {newsclean.__version__}\n", "")


# explain


def test_explain_shows_every_line_in_order_with_rule_and_reason(run: Run) -> None:
    done = run("explain", "--pack", "acme.toml", "page.txt")
    lines = done.out.splitlines()
    assert [line.split()[:2] for line in lines] == [["-", "remove"], ["+", "keep"], ["-", "remove"], ["+", "keep"]]
    assert [text in line for text, line in zip((SKIP, FIRST, QUIZ, SECOND), lines, strict=True)] == [True] * 4
    assert lines[2].split(None, 3)[2:] == ["acme.quiz", f"{QUIZ}  (because it is our quiz box)"]
    assert "\x1b" not in done.out


def test_explain_as_json_is_the_ledger(run: Run) -> None:
    done = run("explain", "--json", "page.txt")
    lines = [json.loads(line) for line in done.out.splitlines()]
    article = newsclean.clean(PAGE)
    assert [(tuple(line["span"]), line["label"], line["rule"]) for line in lines] == list(article.ledger)
    assert [line["text"] for line in lines] == [SKIP, FIRST, QUIZ, SECOND]
    assert [line["says"] for line in lines if line["label"] == "removed"] == [r.reason for r in article.removed]


def test_explain_writes_a_page(run: Run) -> None:
    assert run("explain", "page.txt", "--html", "out.html") == Done(0, "", "")
    page = Path("out.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert FIRST in page
    assert run("explain", "page.txt", "--html", "-").out == page


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["page.txt", "page.txt"], "one FILE"),
        (["page.txt", "--html", "nowhere/out.html"], "make it first"),
        (["page.txt", "--html", "."], "is a directory"),
        (["page.txt", "--html", "./page.txt"], "would be lost"),
        (["page.txt", "--html", "out.html", "--json"], "not allowed with"),
    ],
)
def test_explain_says_what_page_it_cannot_write(run: Run, argv: list[str], says: str) -> None:
    done = run("explain", *argv)
    assert (done.code, done.out) == (2, "")
    assert is_one_message(done.err)
    assert says in done.err
    assert Path("page.txt").read_text(encoding="utf-8") == PAGE


def test_explain_writes_no_page_of_what_it_cannot_read(run: Run) -> None:
    assert run("explain", "missing.txt", "--html", "out.html").code == 1
    assert not Path("out.html").exists()


def test_explain_shows_losing_claims_when_asked(run: Run) -> None:
    rival = PACK.replace("acme.quiz", "acme.note").replace('"remove"', '"note"').replace("our quiz box", "a note")
    Path("rival.toml").write_text(rival, encoding="utf-8")
    argv = ["explain", "--pack", "acme.toml", "--pack", "rival.toml", "page.txt"]
    done = run(*argv, "-v")
    [loser] = [line for line in done.out.splitlines() if "(though it is our quiz box)" in line]
    assert loser.split()[:3] == ["not", "remove", "acme.quiz"]
    assert "though" not in run(*argv).out
    lost = [json.loads(line)["lost"] for line in run(*argv, "--json").out.splitlines()]
    assert {"action": "remove", "rule": "acme.quiz", "says": "is our quiz box"} in lost[2]


def test_explain_parts_a_line_that_a_rule_cut() -> None:
    cut = newsclean.Rule(
        id="acme.cut", says="is our mark", action="cut", ends=("(acme)",), pattern=r"\(Acme\)",
        remove=("The ferry sails. (Acme)",), keep=("The Acme ferry sails.",),
    )  # fmt: skip
    explanation = Cleaner(rules=[cut]).explain(f"{FIRST} (Acme)\n\n{SECOND}")
    assert [(line.text, line.label, line.rule) for line in explanation.lines] == [
        (FIRST, "text", "body"),
        ("(Acme)", "removed", "acme.cut"),
        (SECOND, "text", "body"),
    ]
    assert not any(line.lost for line in explanation.lines)
    assert explanation.article.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "colored"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_color_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, choice: str, terminal: bool, environment: dict[str, str], colored: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    for name, value in {"NO_COLOR": "", "TERM": "xterm", **environment}.items():
        monkeypatch.setenv(name, value)
    assert bool(explain.use_color(choice)) is colored


def test_explain_in_color(run: Run) -> None:
    assert "\x1b[31m" in run("explain", "--color", "always", "page.txt").out


# rules


def test_rules_list_names_every_rule_by_family(run: Run) -> None:
    done = run("rules", "list")
    ids = {rule.id for rule in Cleaner().rules.rules}
    listed = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(ids)
    families = [line for line in done.out.splitlines() if line and not line.startswith(" ")]
    assert families == sorted({rule_id.partition(".")[0] for rule_id in ids})


def test_rules_list_of_one_pack(run: Run) -> None:
    assert run("rules", "list", "--pack", "acme.toml").out.split() == (
        ["acme", "acme.quiz", "remove", "is", "our", "quiz", "box", "[acme.toml]"]
    )
    done = run("rules", "list", "--pack", "nav", "--json")
    packs = {json.loads(line)["pack"] for line in done.out.splitlines()}
    assert packs == {"nav"}


def test_rules_show_prints_phrases_and_cases(run: Run) -> None:
    done = run("rules", "show", "acme.quiz", "--pack", "acme.toml")
    assert done.code == 0
    for expected in ("remove, because it is our quiz box", "exact: 'take the harbour quiz'", f"    '{QUIZ}'"):
        assert expected in done.out


def test_every_built_in_rule_can_be_shown(run: Run) -> None:
    for pack in ("body.before", "caption.credited", "nav.skip_link"):
        assert run("rules", "show", pack).out.startswith(f"{pack}  [")


def test_rules_test_passes(run: Run) -> None:
    assert run("rules", "test", "acme.toml") == Done(0, "acme.toml: 1 rules, 2 cases, 0 failed\n", "")


def test_rules_test_names_what_failed(run: Run) -> None:
    Path("bad.toml").write_text(PACK.replace(f'remove = ["{QUIZ}"]', f'remove = ["{FIRST}"]'), encoding="utf-8")
    done = run("rules", "test", "bad.toml")
    assert done.code == 3
    assert "bad.toml:2: acme.quiz: should go by this rule, but is text by body; none of its gates opens" in done.out
    assert f"+ text: {FIRST}" in done.out
    assert done.out.endswith("bad.toml: 1 rules, 2 cases, 1 failed\n")


def test_rules_test_takes_a_file_of_newsclean_itself(run: Run) -> None:
    path = str(ROOT / "newsclean" / "packs" / "nav.toml")
    done = run("rules", "test", path)
    assert done.code in (0, 3), done.err
    assert done.out.splitlines()[-1].startswith(f"{path}: ")


# the process


@pytest.mark.skipif(os.name == "nt", reason="there is no /bin/sh")
def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n\n".join([FIRST, SECOND] * 800), encoding="utf-8")
    for command in ("clean", "explain"):
        script = '"$1" -m newsclean "$2" "$3" | head -c 10'
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", sys.executable, command, str(page)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert (len(done.stdout), done.stderr) == (10, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", "clean", str(page)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert is_one_message(done.stderr.decode().replace("\r\n", "\n"))
    assert b"cannot write" in done.stderr


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Cleaner, "clean", interrupt)
    assert run("clean", "page.txt") == Done(130, "", "")


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    done = run_process("clean", str(page), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.replace(b"\r\n", b"\n") == CLEAN.encode()


# Markdown


def article(*paragraphs: Paragraph, title: str | None = None, captions: tuple[Caption, ...] = ()) -> Article:
    standfirst = "What to know." if title else None
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    return Article(
        text, paragraphs, title, standfirst, None, None, None, captions, (), (), (), (), (), (), False, "text"
    )  # fmt: skip


def caption(text: str, credit: str | None, after: int) -> Caption:
    return Caption(text, credit, None, None, None, None, Span(0, 0), after)


def test_markdown_puts_everything_where_it_stood() -> None:
    page = article(
        Paragraph(FIRST, Span(0, 0)),
        Paragraph("What the town does", Span(0, 0), "heading"),
        Paragraph("• It pumps.", Span(0, 0), "item"),
        Paragraph("2. It waits.", Span(0, 0), "item"),
        Paragraph(SECOND, Span(0, 0), "quote"),
        title="The river rises",
        captions=(
            caption("The bridge.", "AFP/Jane Doe", -1),
            caption("", "Reuters", 0),
            caption("The school.", None, 4),
        ),
    )
    assert to_markdown(page) == (
        "# The river rises\n\nWhat to know.\n\n*The bridge. (AFP/Jane Doe)*\n\n"
        f"{FIRST}\n\n*(Reuters)*\n\n## What the town does\n\n- It pumps.\n- It waits.\n\n"
        f"> {SECOND}\n\n*The school.*\n"
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# 1 in the charts", "\\# 1 in the charts"),
        ("- he said -", "\\- he said -"),
        ("> 5 metres", "\\> 5 metres"),
        ("1. January was cold.", "1\\. January was cold."),
        ("2024 was cold.", "2024 was cold."),
        ("1.5 metres", "1.5 metres"),
        ("Rated 5* by <b>us</b>", "Rated 5\\* by \\<b>us\\</b>"),
        ("the _real_ snake_case", "the \\_real\\_ snake_case"),
        ("so [sic](he said)", "so [sic]\\(he said)"),
        ("a line\nof two", "a line\\\nof two"),
    ],
)
def test_markdown_escapes_what_would_be_markup(text: str, markdown: str) -> None:
    assert to_markdown(article(Paragraph(text, Span(0, 0)))) == markdown + "\n"


def test_markdown_of_nothing_is_nothing() -> None:
    assert to_markdown(article()) == ""
