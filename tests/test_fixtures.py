"""Every folder of `fixtures/` comes out as its `expected.json` says, key by key.

A folder is named `category--case`. `expected.json` holds the keys that the case is about:
title, standfirst, byline, dateline, source, body, captions, related, notes, removed, truncated, warnings.
`"known_failure": "why"` marks one that does not come out yet; it must then go on failing.
"""

from __future__ import annotations

import difflib
import json
from typing import Any

import pytest
from pages_for_tests import FIXTURES, Fixture, fixtures

import newsclean
from newsclean import Article

KEYS = (
    "title", "standfirst", "byline", "dateline", "source", "body", "captions", "related", "notes", "removed",
    "truncated", "warnings",
)  # fmt: skip
CAPTION_KEYS = ("text", "credit", "photographer", "agency", "date", "notice", "after")


def marked(fixture: Fixture) -> Any:
    why = fixture.expected.get("known_failure")
    marks = [pytest.mark.xfail(strict=True, reason=why, raises=pytest.fail.Exception)] if why else []
    return pytest.param(fixture, id=fixture.name, marks=marks)


def found(article: Article, wanted: dict[str, Any]) -> dict[str, Any]:
    """The keys of an article that a fixture asks about, as plain data."""
    made = {
        "body": [paragraph.text for paragraph in article.paragraphs],
        "captions": [{key: getattr(caption, key) for key in CAPTION_KEYS} for caption in article.captions],
        "related": [item.text for item in article.related],
        "notes": [note.text for note in article.notes],
        "removed": [removal.text for removal in article.removed],
        "warnings": list(article.warnings),
    }
    return {key: made[key] if key in made else getattr(article, key) for key in KEYS if key in wanted}


def listing(values: dict[str, Any]) -> list[str]:
    """One line per value, so that a diff shows which paragraph or field differs."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines.append(f"{key}: {len(value)}")
            lines += [f"  {key}: {json.dumps(item, ensure_ascii=False)}" for item in value]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return lines


def blame(fixture: Fixture, difference: list[str]) -> list[str]:
    """The ledger's word on the lines that should be there and are not."""
    says = []
    for line in newsclean.Cleaner().explain(fixture.raw, kind="text").lines:
        if any(text.startswith(("-  ", "+  ")) and line.text[:40] in text for text in difference):
            says.append(f"  {line.label} by {line.rule}: {line.text[:90]!r}")
    return says


@pytest.mark.parametrize("fixture", [marked(fixture) for fixture in fixtures()])
def test_fixture(fixture: Fixture) -> None:
    wanted = {key: fixture.expected[key] for key in KEYS if key in fixture.expected}
    got = found(newsclean.clean(fixture.raw, kind="text"), wanted)
    if got == wanted:
        return
    difference = [
        line
        for line in difflib.unified_diff(listing(wanted), listing(got), "expected", "found", n=0, lineterm="")
        if not line.startswith("@@")
    ]
    pytest.fail("\n".join([f"fixtures/{fixture.name}", *difference, *blame(fixture, difference)]), pytrace=False)


def test_there_are_fixtures() -> None:
    assert FIXTURES.is_dir()
    assert len(fixtures()) >= 45


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)
def test_a_fixture_is_well_made(fixture: Fixture) -> None:
    category, dashes, case = fixture.name.partition("--")
    assert category, "a folder is named category--case"
    assert dashes, "a folder is named category--case"
    assert case, "a folder is named category--case"
    assert set(fixture.expected) <= {*KEYS, "known_failure"}
    assert "body" in fixture.expected, "say what the body is, [] if there is none"
    for caption in fixture.expected.get("captions", ()):
        assert tuple(caption) == CAPTION_KEYS
