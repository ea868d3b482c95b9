"""The command `newsclean batch`: formats, options, summary, `--against`, report, messages."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from runs_for_tests import InProcess, Ran, read_jsonl, records, write_jsonl

import newsclean
from newsclean.batch import against, progress
from newsclean.batch.formats import FORMATS
from newsclean.batch.items import Meter
from newsclean.batch.progress import Watch
from newsclean.batch.schema import SCHEMA, SCHEMA_VERSION, article_row, storable
from newsclean.batch.summary import read_summary, summarize
from newsclean.batch.table import Options, Page, RowCleaner, clean_table
from newsclean.batch.tally import HOSTS_MAX, OTHERS, Tally
from newsclean.cli import batch
from newsclean.cli.main import main

GOOD = "The river rose all night, the mayor said on Monday, and the lower town lay under water."
Batch = Callable[..., Ran]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Batch:
    """Run `newsclean batch` in a folder that holds 90 pages."""
    write_jsonl(tmp_path / "pages.jsonl", records(90))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsclean.batch.run.Pool", InProcess)

    def run(*argv: str) -> Ran:
        try:
            code = main(["batch", "--workers", "1", *argv])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        return Ran(code, *capsys.readouterr())

    return run


def rows_of(path: Path) -> list[dict[str, Any]]:
    name = path.name
    if name.endswith(".parquet"):
        table = pq.read_table(path)
        assert table.schema.equals(SCHEMA)
        return list(table.to_pylist())
    data = path.read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    if name.endswith(".zst"):
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return [json.loads(line) for line in data.decode().split("\n")[:-1]]


def test_every_output_holds_the_same_rows_in_the_order_of_the_input(cli: Batch, tmp_path: Path) -> None:
    cleaner = RowCleaner(Options())
    wanted = [cleaner.row(Page(page["text"], page["id"], page["url"])) for page in records(90)]
    for form in FORMATS:
        assert cli("pages.jsonl", "-o", f"out/clean.{form}").code == 0
        assert rows_of(tmp_path / "out" / f"clean.{form}") == wanted
    done = cli("pages.jsonl", "-o", "clean", "--format", "parquet", "--quiet")
    assert (done.code, done.out) == (0, "")
    assert pq.read_table("clean").to_pylist() == wanted
    assert cli("pages.jsonl", "-o", "clean.ndjson", "--limit", "3").code == 0
    names = {"clean", "clean.ndjson", "clean.rejects.jsonl", "clean.summary.json"}
    assert {path.name for path in tmp_path.glob("clean*")} == names


def test_what_was_written_can_be_read_again(cli: Batch, tmp_path: Path) -> None:
    assert cli("pages.jsonl", "-o", "once.parquet", "--limit", "70").code == 0
    for form in ("jsonl", "jsonl.gz", "jsonl.zst"):
        assert cli("once.parquet", "-o", f"twice.{form}").code == 0
        assert cli(f"twice.{form}", "-o", "thrice.jsonl").code == 0
        assert [row["id"] for row in read_jsonl(tmp_path / "thrice.jsonl")] == [f"page-{n}" for n in range(70)]


def test_rows_hold_what_the_article_holds(cli: Batch) -> None:
    page = """<html lang="en"><head><meta property="article:published_time" content="2024-03-06T10:00:00+08:00"></head>
    <body>
    <nav><a href="/">Home</a></nav><article><h1>Ferry sails again</h1><p>The ferry sailed again on Monday, at six.</p>
    <figure><img src="/quay.jpg"><figcaption>Lorries on the quay. <cite>Ola Brandt</cite></figcaption></figure>
    <p>By noon the queue reached the old customs house, and by evening it was gone.</p></article></body></html>"""
    Path("ferry.html").write_text(page, encoding="utf-8")
    assert cli("ferry.html", "-o", "ferry.parquet").code == 0
    (row,) = rows_of(Path("ferry.parquet"))
    article = newsclean.clean(page)
    assert row["text"] == article.text
    assert row["kind"] == "html"
    assert row["captions"][0]["credit"] == "Ola Brandt"
    assert (row["captions"][0]["start"], row["captions"][0]["end"]) == tuple(article.captions[0].span)
    assert row["metadata"]["published"] == "2024-03-06T10:00:00+08:00"
    assert [(r["rule"], r["start"], r["end"]) for r in row["removed"]] == [(r.rule, *r.span) for r in article.removed]
    assert row["source_chars"] == len(article.source_text)
    assert (row["schema_version"], row["newsclean_version"]) == (SCHEMA_VERSION, newsclean.__version__)
    assert set(article_row(article)) | {"id", "url", "error"} | set(RowCleaner(Options()).stamp) == set(SCHEMA.names)


def test_every_column_is_described_in_the_docs() -> None:
    text = (Path(newsclean.__file__).parent.parent / "docs" / "batch.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$", text, re.MULTILINE)
    told = {name: (kind, says) for name, kind, says in table}
    for field in SCHEMA:
        assert told[field.name] == (_short(field.type), field.metadata[b"description"].decode()), field.name


def _short(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_short(kind.value_type)}"
    return "struct" if pa.types.is_struct(kind) else str(kind)


def test_tables_of_engines_give_errors_as_data() -> None:
    batch_of_three = pa.RecordBatch.from_pydict({"key": [1, 2, 3], "body": [b"It rained, she said.", None, b"x" * 50]})
    cleaned = clean_table(batch_of_three, Options(field="body", id_field="key", max_chars=40))
    assert cleaned.schema.equals(SCHEMA)
    assert cleaned["id"].to_pylist() == ["1", "2", "3"]
    assert cleaned["error"].to_pylist() == [
        None,
        "there is no page: the field is null",
        "the page has 50 characters, more than the limit of 40",
    ]
    assert cleaned["text"].to_pylist() == ["It rained, she said.", None, None]
    assert cleaned["newsclean_version"].to_pylist() == [newsclean.__version__] * 3
    for options, message in (
        (Options(), "no column is called 'text'; there are key, body"),
        (Options(field="key"), "column 'key' holds int64, not pages"),
        (Options(field="body", url_field="link"), "no column is called 'link'"),
    ):
        with pytest.raises(ValueError, match=message):
            clean_table(batch_of_three, options)
    with pytest.raises(ValueError, match="kind must be one of 'auto', 'text', 'html', not 'pdf'"):
        Options(kind="pdf")
    with pytest.raises(TypeError, match="packs must be a tuple of strings"):
        Options(packs=["acme"])  # type: ignore[arg-type]


def test_half_a_surrogate_pair_breaks_no_row() -> None:
    row = RowCleaner(Options()).row(Page(GOOD + "\n\nIt rained \ud83d again, she said on Monday.", id="a\udcff"))
    assert row["id"] == "a\ufffd"
    assert "It rained \ufffd again" in row["text"]
    assert pa.Table.from_pylist([row], schema=SCHEMA).to_pylist() == [row]
    assert storable(["\ud800", 1, None]) == ["\ufffd", 1, None]


def test_rules_can_be_chosen_and_the_fingerprint_tells(cli: Batch, tmp_path: Path) -> None:
    pack = '[[rule]]\nid = "acme.quiz"\nsays = "is our quiz"\naction = "remove"\nexact = ["take the quiz"]\n'
    pack += 'remove = ["Take the quiz"]\nkeep = ["Take the quiz of last year, which nobody could answer."]\n'
    (tmp_path / "acme.toml").write_text(pack, encoding="utf-8")
    write_jsonl(
        tmp_path / "a.jsonl", [{"text": f"Skip to main content\n\n{GOOD}\n\nTake the quiz\n\n{GOOD[:-1]} twice."}]
    )
    marks = set()
    for options, removed in (
        ((), ["nav.skip_link"]),
        (("--pack", "acme.toml"), ["nav.skip_link", "acme.quiz"]),
        (("--pack", "acme.toml", "--without", "nav"), ["acme.quiz"]),
        (("--only", "nav.*", "--only", "promo"), ["nav.skip_link"]),
    ):
        assert cli("a.jsonl", "-o", "b.jsonl", *options).code == 0
        (row,) = read_jsonl(tmp_path / "b.jsonl")
        assert [found["rule"] for found in row["removed"]] == removed
        marks.add((row["rules_fingerprint"], row["rules_version"].removeprefix(newsclean.__version__)))
    assert len({mark for mark, _ in marks}) == 4
    assert {version for _, version in marks} == {"", "+acme.toml", "+acme.toml-nav", "=nav.*=promo"}


def test_packs_of_a_site_meet_the_pages_of_their_days(cli: Batch, tmp_path: Path) -> None:
    pack = 'hosts = ["herald.example"]\nvalid_until = 2024-06-30\n[[rule]]\nid = "herald.quiz"\nsays = "is a quiz"\n'
    pack += 'action = "remove"\nexact = ["take the quiz"]\n'
    (tmp_path / "herald.toml").write_text(pack, encoding="utf-8")
    days = [date(2024, 6, 30), date(2024, 7, 1), None]
    text = f"{GOOD}\n\nTake the quiz\n\n{GOOD[:-1]} twice."
    table = pa.table({"text": [text] * 3, "url": ["https://herald.example/a"] * 3, "day": pa.array(days)})
    cleaned = clean_table(table, Options(packs=("herald.toml",), crawled_field="day"))
    assert [len(removed) for removed in cleaned["removed"].to_pylist()] == [1, 0, 0]
    pq.write_table(table, "pages.parquet")
    command = ("pages.parquet", "-o", "a.jsonl", "--pack", "herald.toml")
    for options, counts in (
        (("--crawled-field", "day"), [1, 0, 0]),
        (("--crawled", "2024-01-31"), [1, 1, 1]),
        (("--crawled", "2024-01-31", "--crawled-field", "day"), [1, 0, 1]),
    ):
        assert cli(*command, *options).code == 0
        assert [len(row["removed"]) for row in read_jsonl(tmp_path / "a.jsonl")] == counts


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("pages.jsonl", "-o", "clean.txt"), "clean.txt: ends in none of .jsonl, .jsonl.gz, .jsonl.zst, .parquet; say"),
        (("pages.pdf", "-o", "a.jsonl"), "pages.pdf: is no folder and ends in none of .txt, .html"),
        (("pages.jsonl", "-o", "pages.jsonl"), "pages.jsonl: lies in the input pages.jsonl, where it would be read"),
        ((".", "-o", "out/a.jsonl"), "out/a.jsonl: lies in the input ., where it would be read; write it elsewhere"),
        (("pages.jsonl", "-o", "a.jsonl", "--against", "no.json"), "no.json: cannot be read: No such file"),
        (("pages.jsonl", "-o", "a.jsonl", "--against", "pages.jsonl"), "pages.jsonl: is no JSON; give the summary"),
        (("pages.jsonl", "-o", "a.jsonl", "--pack", "no.toml"), "no.toml: cannot be read"),
        (("pages.jsonl", "-o", "a.jsonl", "--limit", "0"), "'0' is no number above 0"),
        (("pages.jsonl", "-o", "a.jsonl", "--timeout", "soon"), "'soon' is no number of seconds"),
    ],
)
def test_what_makes_no_sense_is_one_line(cli: Batch, argv: tuple[str, ...], message: str) -> None:
    done = cli(*argv)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err
    assert not Path("a.jsonl").exists()


def test_a_missing_extra_is_named(cli: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "find_spec", lambda name: None if name in ("pyarrow", "rich") else object())
    done = cli("pages.jsonl", "-o", "a.jsonl")
    assert done.code == 2
    assert done.err == "newsclean: batch needs pyarrow, rich; install them by: pip install 'newsclean[batch]'\n"


def test_rejects_are_told_and_written_where_asked(cli: Batch, tmp_path: Path) -> None:
    with (tmp_path / "pages.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n" * 30)
    done = cli(
        "pages.jsonl",
        "none.jsonl",
        "-o",
        "a.jsonl",
        "--rejects",
        "bad.jsonl",
        "--summary",
        "sum.json",
        "--max-chars",
        "900",
    )
    rejects = read_jsonl(tmp_path / "bad.jsonl")
    long = [page["id"] for page in records(90) if len(page["text"]) > 900]
    assert done.code == 1
    assert [reject["id"] for reject in rejects if reject["stage"] == "clean"] == long
    reason = "cannot be read: No such file or directory"
    assert rejects[-1] == {"id": None, "url": None, "place": "none.jsonl", "stage": "read", "reason": reason}
    assert f"rejected: clean {len(long)}, read 31\n" in done.out
    assert done.err.count("\n") == 21
    assert done.err.endswith("newsclean: further rejects are told in the rejects file only\n")
    summary = read_summary(tmp_path / "sum.json")
    assert summary["documents"] == summary["cleaned"] + sum(summary["rejected"].values()) == 121


def test_the_summary_counts_rules_hosts_and_slow_pages(cli: Batch, tmp_path: Path) -> None:
    done = cli("pages.jsonl", "-o", "a.jsonl", "--report", "a.html")
    summary = read_summary(tmp_path / "a.summary.json")
    rows = read_jsonl(tmp_path / "a.jsonl")
    removed = [removal for row in rows for removal in row["removed"]]
    chars = sum(removal["end"] - removal["start"] for removal in removed)
    assert summary["removed_share"] == round(chars / sum(row["source_chars"] for row in rows), 6)
    hits = sum(removal["rule"] == "share.network" for removal in removed)
    assert summary["rules"]["share.network"]["hits"] == hits > 0
    assert [host["documents"] for host in summary["hosts"].values()] == [13] * 6 + [12]
    assert set(summary["hosts"]) == {f"site{n}.example" for n in range(7)}
    assert sum(summary["times"].values()) == 90
    assert len(summary["slowest"]) == 10
    assert summary["slowest"][0]["ms"] >= summary["slowest"][-1]["ms"] > 0
    assert f"removed: {summary['removed_share']:.1%} of the text" in done.out
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    for shown in ("Share of the text removed, by host", "site3.example (13)", "share.network", "Pages by time", "<svg"):
        assert shown in page
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)""", page), "the page fetches something"


def test_rules_that_rot_are_named_with_their_host(cli: Batch, tmp_path: Path) -> None:
    def page(number: int, host: str, promo: str) -> dict[str, str]:
        text = f"{GOOD}\n\n{promo}\n\nNobody was hurt, said house {number}, but two hundred families left their homes."
        return {"url": f"https://{host}.example/{number}", "text": text}

    promo = "READ: Islanders recall the great storm"
    write_jsonl(tmp_path / "old.jsonl", [page(n, f"site{n % 2}", promo) for n in range(120)])
    write_jsonl(tmp_path / "new.jsonl", [page(n, f"site{n % 2}", promo if n % 2 else "") for n in range(120)])
    assert cli("old.jsonl", "-o", "old-clean.jsonl").code == 0
    assert cli("old.jsonl", "-o", "same.jsonl", "--against", "old-clean.summary.json").code == 0
    done = cli("new.jsonl", "-o", "new-clean.jsonl", "--against", "old-clean.summary.json", "--report", "new.html")
    assert done.code == 3
    line = "site0.example: promo.read_label fired on 60 of 60 pages, now on 0 of 60"
    assert done.out.endswith(f"against old-clean.summary.json: {line}\n")
    assert line in (tmp_path / "new.html").read_text(encoding="utf-8")
    few = [page(n, "site0", "") for n in range(15)]
    write_jsonl(tmp_path / "few.jsonl", few)
    assert cli("few.jsonl", "-o", "few-clean.jsonl", "--against", "old-clean.summary.json").code == 0


def test_a_host_where_twice_as_much_is_removed_is_named() -> None:
    def host(documents: int, **removed: int) -> dict[str, Any]:
        return {"documents": documents, "chars": 1000, "pages": {}, "removed_chars": removed}

    old = {"hosts": {"a.example": host(80, nav=60, ads=40), "b.example": host(80, nav=100)}}
    new = {"hosts": {"a.example": host(80, nav=60, ads=190), "b.example": host(80, nav=120)}}
    assert list(against.compare(old, new)) == [
        "a.example: 25.0% of the text was removed, before 10.0%; most of it by ads: 19.0%, before 4.0%"
    ]
    new["hosts"]["a.example"]["documents"] = 40
    assert not list(against.compare(old, new))
    tiny = {"hosts": {"a.example": host(80, nav=10)}}
    assert not list(against.compare(tiny, {"hosts": {"a.example": host(80, nav=30)}}))


def test_counts_of_many_hosts_stay_bounded() -> None:
    article = newsclean.clean(GOOD)
    total = Tally()
    for number in range(2 * HOSTS_MAX + 500):
        one = Tally()
        for _ in range(1 + (number < 10)):
            one.count(Page(GOOD, str(number), f"https://h{number}.example/"), article, 0.003, "here")
        total.add(Tally.from_dict(json.loads(json.dumps(one.to_dict()))))
    assert len(total.hosts) <= 2 * HOSTS_MAX
    assert total.hosts[OTHERS].documents > 0
    assert {f"h{number}.example" for number in range(10)} < set(total.hosts)
    assert sum(counts.documents for counts in total.hosts.values()) == total.cleaned == 2 * HOSTS_MAX + 510
    assert total.times == {2: total.cleaned}
    summary = summarize({}, total, seconds=1.0, workers=1, skipped=0)
    assert next(iter(summary["hosts"])) == OTHERS


class Terminal:
    """A stream that says it is a terminal, and keeps what it gets."""

    def __init__(self, tty: bool) -> None:
        self.text = ""
        self.encoding = "utf-8"
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("tty", [False, True])
def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(tty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal(tty)
    meter = Meter(total=1000, done=250)
    tally = Tally(documents=1234)
    with Watch(stream, meter, quiet=False) as watch:  # type: ignore[arg-type]
        watch.begin(Tally())
        watch.tell([b'{"place": "a.jsonl:7", "reason": "is no [JSON]"}\n'])
        watch.show(tally)
    assert "newsclean: a.jsonl:7: is no [JSON]\n" in stream.text.replace("\r", "")
    assert "1,234 documents" in stream.text
    assert ("25%" in stream.text) and ("0 rejected" in stream.text)
    assert ("\x1b[" in stream.text) == tty
    if not tty:
        assert re.search(
            r"newsclean: 1,234 documents, [\d,]+/s, 0 rejected, 25% read, about 0:00:00 left\n", stream.text
        )
