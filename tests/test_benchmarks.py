"""The benchmark measures what it says: the scorer's figures, foreign layouts, wrong blocks, floors, tables."""

from __future__ import annotations

import doctest
import gzip
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import newsclean

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"
OWN = ROOT / "fixtures" / "corpus"
SCORER = ROOT.parent / "shared" / "score" / "metrics.py"


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmark's modules, as its scripts see them."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def module(name: str) -> Any:
    return importlib.import_module(name)


# -------------------------------------------------------------------------------------------- scoring


def shortened(text: str) -> list[str]:
    """A text as it is, less its middle, and with something more."""
    third = len(text) // 3
    return [text, text[:third] + text[2 * third :], f"Home | News\n{text}\nRead more", ""]


@pytest.mark.skipif(not SCORER.is_file(), reason="the shared scorer is not there")
def test_figures_are_those_of_the_shared_scorer() -> None:
    spec = importlib.util.spec_from_file_location("shared_metrics", SCORER)
    assert spec is not None
    assert spec.loader is not None
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    scoring, corpus = module("scoring"), module("corpus")
    raw = corpus.read_raw(OWN, "html_text")
    for page in corpus.read_pages(OWN):
        article = newsclean.clean(raw[page.id], kind="text")
        for text in (*shortened("\n".join(page.body)), *shortened(article.text), raw[page.id]):
            assert scoring.best_scores(page, text) == pytest.approx(metrics.best_reference(page, text))
            assert scoring.exact(page, text) == metrics.exact(page, text)
            truth = "\n".join(page.body)
            assert scoring.word_scores(text, truth) == pytest.approx(metrics.word_f1(text, truth))
        captions = [{"text": c.text, "credit": c.credit or ""} for c in article.captions]
        found = [pair for pair in scoring.match_captions(page, captions) if pair[1] is not None]
        right = sum(scoring.credit_right(*pair) for pair in found)
        counts = (len(found), len(captions), len(page.captions), right)
        assert counts == metrics.caption_scores(page, captions)


def test_lost_sentences_are_those_of_the_input_that_did_not_come_out() -> None:
    scoring, page = module("scoring"), module("corpus").Page
    body = ["It rained all night in the hills.", "The river rose by two metres.", "A heading", "Nobody was ever there."]
    source = "\n".join(body[:3])
    assert scoring.lost_sentences(page("a", "", [], body), source, body[0]) == (2, 1)


def test_examples_in_credits_hold() -> None:
    assert doctest.testmod(module("credits")).failed == 0


def test_photographers_and_agencies_are_scored_apart() -> None:
    page = module("corpus").Page
    truth = page(
        "a", "", [], [], [{"text": "Boats in the harbour at dawn.", "credit": ["Ana Prieto/AFP via Getty Images"]}]
    )
    right = {"text": "Boats in the harbour at dawn.", "credit": "Ana Prieto/AFP via Getty Images"}
    score = module("credits").score_captions
    both = score([(truth, [{**right, "photographer": "Ana Prieto", "agency": "AFP"}])])
    assert (both.f1, both.credit, both.photographer, both.agency) == (1, 1, 1, 1)
    swapped = score([(truth, [{**right, "photographer": "AFP", "agency": "Ana Prieto"}])])
    assert (swapped.f1, swapped.photographer, swapped.agency) == (1, 0, 0)


# ------------------------------------------------------------------------------------------- layouts


def pack(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def test_a_checkout_of_the_article_extraction_benchmark_is_read(tmp_path: Path) -> None:
    truth = {"page1": {"articleBody": "It rained.\n\nThe river rose.", "url": "https://harbour.example/"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    pack(tmp_path / "html" / "page1.html.gz", "<p>It rained.</p>")
    corpus = module("corpus")
    (page,) = corpus.read_pages(tmp_path)
    assert (page.id, page.title, page.body, page.captions) == ("page1", "", ["It rained.", "", "The river rose."], None)
    assert corpus.read_html_page(tmp_path, "page1") == "<p>It rained.</p>"


def test_a_checkout_of_wcxb_is_read_and_only_its_articles(tmp_path: Path) -> None:
    def truth(kind: str) -> str:
        found = {
            "title": "Rain",
            "main_content": "It rained.\n\n- mud\n- silt",
            "with": ["It rained."],
            "without": ["Menu"],
        }
        return json.dumps({"_internal": {"page_type": {"primary": kind}}, "ground_truth": found})

    folder = tmp_path / "dev"
    (folder / "ground-truth").mkdir(parents=True)
    (folder / "ground-truth" / "0001.json").write_text(truth("article"), encoding="utf-8")
    (folder / "ground-truth" / "0002.json").write_text(truth("forum"), encoding="utf-8")
    pack(folder / "html" / "0001.html.gz", "<p>It rained.</p>")
    (page,) = module("corpus").read_pages(folder)
    assert (page.id, page.title, page.body) == ("0001", "Rain", ["It rained.", "- mud", "- silt"])
    assert (page.must, page.mustnot) == (["It rained."], ["Menu"])


def test_pages_without_renderings_are_rendered() -> None:
    pytest.importorskip("html_text")
    corpus = module("corpus")
    pages = corpus.read_pages(OWN, 2)
    stored = corpus.read_raw(OWN, "html_text")
    for page in pages:
        assert corpus._RENDER["html_text"](corpus.read_html_page(OWN, page.id)) == stored[page.id]


def test_a_missing_set_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"gold\.jsonl: cannot be read, nor can gold\.jsonl\.gz"):
        module("corpus").read_pages(tmp_path)


def test_a_third_of_the_pages_is_kept_out_always_the_same() -> None:
    corpus = module("corpus")
    names = [f"page-{number}" for number in range(600)]
    kept = [name for name in names if corpus.in_third(name, "kept")]
    assert 150 < len(kept) < 250
    assert [name for name in names if corpus.in_third(name, "seen")] == [name for name in names if name not in kept]
    assert all(corpus.in_third(name, None) for name in names)


# ------------------------------------------------------------------------------------------- residue

BODY = [
    "The river rose all night and reached the lower town before the sirens were heard, the mayor said.",
    "What the water took",
    "Nobody was hurt, but forty families had to leave their houses and were brought to the school.",
    "The insurers will not say before Friday what they are going to pay, and for which of the cellars.",
]


def explained(lines: list[str], ours: list[str]) -> Any:
    """What newsclean would say of a page of which it kept `ours`."""
    article = SimpleNamespace(
        paragraphs=[SimpleNamespace(text=line) for line in ours], text="\n\n".join(ours), source_text="\n\n".join(lines)
    )
    label = {True: ("text", "body"), False: ("removed", "test.rule")}
    shown = [SimpleNamespace(text=line, label=label[line in ours][0], rule=label[line in ours][1]) for line in lines]
    return SimpleNamespace(article=article, lines=shown)


def wrong_blocks(ours: list[str], captions: list[dict[str, Any]] | None = None) -> set[tuple[str, str, str]]:
    """Class, place and rule of each wrong block, where `BODY` is the truth and newsclean kept `ours`."""
    lines = [*BODY, *(line for line in ours if line not in BODY)]
    page = module("corpus").Page("p", "", [], BODY, captions)
    html = "".join(f"<h2>{line}</h2>" if len(line) < 30 else f"<p>{line}</p>" for line in lines)
    case = module("wrong").Case(page, explained(lines, ours), f"<html><body>{html}</body></html>", "\n".join(lines))
    return {(block.kind, block.where, block.rule) for block in case.wrong()}


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ([BODY[0], BODY[2], BODY[3]], ("heading lost", "inside", "test.rule")),
        ([BODY[0], BODY[1], BODY[3]], ("sentence lost", "inside", "test.rule")),
        ([BODY[1], BODY[2], BODY[3]], ("sentence lost", "before", "test.rule")),
        ([BODY[0], BODY[1], BODY[2]], ("sentence lost", "after", "test.rule")),
        ([*BODY, "READ: The night of the great storm"], ("promo or related kept", "after", "")),
        (["By Ana Prieto", *BODY], ("byline or date kept", "before", "")),
        ([*BODY, "© Harbour Sheet"], ("note or sign-off kept", "after", "")),
        ([*BODY[:2], "Tins and candles", *BODY[2:]], ("short line kept", "inside", "")),
    ],
)
def test_wrong_blocks_are_named(ours: list[str], expected: tuple[str, str, str]) -> None:
    assert wrong_blocks(ours) == {expected}


@pytest.mark.parametrize("name", ["Pros:", "1"])
def test_short_lines_are_body_where_the_truth_has_them_in_their_order(name: str) -> None:
    corpus, labels, text = module("corpus"), module("labels"), module("newsclean.read.text")
    tips = [f"Carry sack number {at} of the sugar upstairs before the tide comes in at night." for at in range(9)]
    page = corpus.Page(id="p", title="", summary=[], body=[tips[0], *(f"{name} {tip}" for tip in tips[1:])])
    shown = [tips[0], *(line for tip in tips[1:] for line in (name, tip))]
    blocks = text.read_text("\n".join([name, *shown, name])).blocks
    assert labels.label_lines(page, blocks) == "O" + "B" * len(shown) + "O"


def test_what_the_truth_knows_as_a_caption_is_one() -> None:
    caption = "Boats tied to the school's railings"
    assert wrong_blocks([*BODY, caption], [{"text": caption, "credit": []}]) == {
        ("caption or credit kept", "after", "")
    }


def test_truth_that_is_not_in_the_input_is_the_truth_s_doing() -> None:
    page = module("corpus").Page("p", "", [], [*BODY, "A paragraph of the truth that no page ever showed."])
    (block,) = module("wrong").Case(page, explained(BODY, BODY), "<p></p>", "").wrong()
    assert block.kind == "truth: text that is not in the input"


def test_residue_counts_pages_where_a_class_is_all_that_is_wrong() -> None:
    residue, wrong = module("residue"), module("wrong").Wrong
    blocks = [wrong("a", "x", "inside", "", ""), wrong("a", "x", "inside", "", ""), wrong("b", "x", "after", "", ""),
              wrong("b", "y", "after", "", "")]  # fmt: skip
    assert residue.count(blocks) == {"x": (3, 2, 1), "y": (1, 1, 0)}
    assert residue.count(blocks, "where") == {"inside": (2, 1, 1), "after": (2, 1, 1)}


# -------------------------------------------------------------------------------------------- workers


def failing() -> Any:
    """An extractor that fails as the page tells it to. Named here, because another process has to find it."""

    def extract(source: str) -> str:
        if source == "crash":
            os._exit(1)
        if source == "hang":
            time.sleep(60)
        if source == "raise":
            raise ValueError(source)
        return source.upper()

    return extract


def test_what_fails_on_a_page_is_counted_and_the_others_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(BENCHMARKS), str(Path(__file__).parent)]))
    worker = module("worker")
    pages = {"1": "rain", "2": "crash", "3": "raise", "4": "hang", "5": "storm"}
    found = worker.run_made(failing, pages, timeout=5)
    assert {page: tuple(output) for page, output in found.items()} == {
        "1": ("RAIN", ""), "2": ("", "crash"), "3": ("", "ValueError"), "4": ("", "timeout"), "5": ("STORM", ""),
    }  # fmt: skip
    assert worker.failures(found.values()) == 3


def test_peers_on_lines_see_each_line_as_a_paragraph() -> None:
    peers = module("peers")
    seen = peers._on_lines(lambda html: html)("a < b\n\n c ")
    assert "<p>a &lt; b</p>\n<p>c</p>" in seen


# --------------------------------------------------------------------------------------------- floors


def test_floors_hold_on_our_own_pages() -> None:
    floors = module("floors")
    known = json.loads(floors.FLOORS.read_text(encoding="utf-8"))
    assert list(floors.falls("fixtures/corpus", known, floors.OWN)) == []


def test_what_falls_below_its_floor_is_named_and_only_a_flag_lowers_it() -> None:
    floors = module("floors")
    known = json.loads(floors.FLOORS.read_text(encoding="utf-8"))
    known["fixtures/corpus"]["floors"] = {"html": {"f1": 1.01}}
    (line,) = floors.falls("fixtures/corpus", known, floors.OWN)
    assert line.startswith("fixtures/corpus, html, f1: ")
    assert line.endswith("is below the floor 1.01")
    assert floors.updated("fixtures/corpus", known, floors.OWN, lower=False)["floors"]["html"]["f1"] == 1.01
    assert floors.updated("fixtures/corpus", known, floors.OWN, lower=True)["floors"]["html"]["f1"] < 1


def test_other_pages_are_noticed(tmp_path: Path) -> None:
    floors = module("floors")
    known = json.loads(floors.FLOORS.read_text(encoding="utf-8"))
    (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")
    (line,) = floors.falls("fixtures/corpus", known, tmp_path)
    assert "holds other pages" in line
    with pytest.raises(SystemExit, match="need --lower"):
        floors.updated("fixtures/corpus", known, tmp_path, lower=False)


def test_lowering_without_update_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "floors.py"), "--lower"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--lower goes with --update" in done.stderr


# --------------------------------------------------------------------------------------------- tables


def test_marked_parts_are_replaced_and_nothing_else() -> None:
    tables = module("tables")
    text = "above\n<!-- x:begin -->\nold\n<!-- x:end -->\nbelow\n"
    assert tables.replace_marked(text, "x", "new", "f") == "above\n<!-- x:begin -->\nnew\n<!-- x:end -->\nbelow\n"
    for broken in ("no marks", "<!-- x:end --><!-- x:begin -->", text + text):
        with pytest.raises(SystemExit, match="f: needs <!-- x:begin -->"):
            tables.replace_marked(broken, "x", "new", "f")


@pytest.mark.parametrize("name", ["README.md", "docs/benchmarks.md"])
def test_shown_figures_are_those_of_the_last_run(name: str) -> None:
    tables = module("tables")
    results = json.loads((BENCHMARKS / "results.json").read_text(encoding="utf-8"))
    make = tables.readme if name == "README.md" else tables.docs
    shown = tables.split_marked((ROOT / name).read_text(encoding="utf-8"), tables.MARK, name)[1]
    assert shown.strip() == make(results).strip(), f"{name}: run benchmarks/compare.py --write-readme"


def test_plots_that_are_shown_are_there() -> None:
    for name in module("tables").PLOTS.values():
        assert (ROOT / "docs" / "plots" / name).is_file()


def test_a_small_run_writes_results_tables_and_plots(tmp_path: Path) -> None:
    for needed in ("numpy", "matplotlib", "html_text"):
        pytest.importorskip(needed)
    compare = module("compare")
    compare.main([
        "--pages", str(OWN), "--limit", "2", "--peer", "html-text", "--task", "html", "--task", "second",
        "--task", "captions", "--output", str(tmp_path / "out"), "--cache", str(tmp_path / "cache"),
    ])  # fmt: skip
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert list(results) == ["html", "second", "captions"]
    assert results["html"]["about"]["pages"] == {"corpus": 2}
    row = results["html"]["figures"]["corpus"]
    assert row["newsclean"]["f1"] > row["html-text"]["f1"]
    after = results["second"]["figures"]["corpus"]["html-text"]
    assert after["after"]["f1"] > after["before"]["f1"]
    assert "| **newsclean** |" in (tmp_path / "out" / "results.md").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "second-stage.png").is_file()
