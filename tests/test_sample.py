"""The real scraped article of issue 2 comes out exactly as its gold says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pages_for_tests import SHARED, check_ledger, check_spans

import newsclean

SAMPLES = sorted((SHARED / "samples").glob("*.txt"))
pytestmark = pytest.mark.skipif(not SAMPLES, reason="the shared samples are not here")


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    raw = request.param.read_bytes().decode("utf-8")
    gold = json.loads(request.param.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return raw, gold


def test_body(sample: tuple[str, dict[str, Any]]) -> None:
    raw, gold = sample
    article = newsclean.clean(raw)
    assert [paragraph.text for paragraph in article.paragraphs] == gold["body"]
    assert article.text == "\n\n".join(gold["body"])
    assert [raw[p.span.start : p.span.end] for p in article.paragraphs] == gold["body"]


def test_fields(sample: tuple[str, dict[str, Any]]) -> None:
    raw, gold = sample
    article = newsclean.clean(raw)
    names = [name for name in ("title", "standfirst", "byline", "dateline", "source") if name in gold]
    assert {name: getattr(article, name) for name in names} == {name: gold[name] for name in names}


def test_captions(sample: tuple[str, dict[str, Any]]) -> None:
    raw, gold = sample
    found = newsclean.clean(raw).captions
    assert len(found) == len(gold["captions"])
    for caption, wanted in zip(found, gold["captions"], strict=True):
        assert {name: getattr(caption, name) for name in wanted} == wanted


def test_related(sample: tuple[str, dict[str, Any]]) -> None:
    raw, gold = sample
    found = newsclean.clean(raw).related
    wanted = [item if isinstance(item, str) else item["text"] for item in gold["related"]]
    assert [item.text for item in found] == wanted


def test_removed(sample: tuple[str, dict[str, Any]]) -> None:
    raw, gold = sample
    repeated = [gold["title"]]  # the headline's second copy may go as title or as cruft
    assert [r.text for r in newsclean.clean(raw).removed if r.text not in repeated] == gold["removed"]


def test_the_rest(sample: tuple[str, dict[str, Any]]) -> None:
    raw, _ = sample
    article = newsclean.clean(raw)
    check_ledger(raw, article)
    check_spans(raw, article)
    assert article.warnings == ()
    assert not article.truncated
    assert newsclean.clean(article.text).text == article.text
