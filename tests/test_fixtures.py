"""Every folder of `fixtures/` comes out as its `expected.json` says, and what is wrong with one is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pages_for_tests import FIXTURES, Fixture, fixtures

from newsclean import Cleaner
from newsclean.fixtures import FixtureError, MismatchError, find_fixtures, is_fixture, load_fixture

BUILTIN = Cleaner()
BODY = [
    "The ferry sailed again on Monday, the pilot said.",
    "By noon the queue of lorries had reached the old customs house on the quay.",
]
STORY = "The ferry sailed again on Monday, three weeks after a storm had torn off its ramp.\n\nShare this article\n"


def marked(fixture: Fixture) -> Any:
    why = fixture.known_failure
    marks = [pytest.mark.xfail(strict=True, reason=why, raises=MismatchError)] if why else []
    return pytest.param(fixture, id=fixture.name, marks=marks)


@pytest.mark.parametrize("fixture", [marked(fixture) for fixture in fixtures()])
def test_fixture(fixture: Fixture) -> None:
    fixture.check(BUILTIN)


def test_there_are_fixtures() -> None:
    assert FIXTURES.is_dir()
    assert len(fixtures()) >= 45


def test_the_plugin_would_collect_all_of_them() -> None:
    assert all(is_fixture(path) for path in FIXTURES.glob("*/expected.json"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "fixtures" / "ferry--sails"
    found.mkdir(parents=True)
    (found / "input.txt").write_text(STORY, encoding="utf-8")
    return found


def expect(folder: Path, **expected: Any) -> Fixture:
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    return load_fixture(folder)


def test_a_fixture_that_comes_out_differs_in_nothing(folder: Path) -> None:
    fixture = expect(folder, body=[STORY.partition("\n")[0]], removed=["Share this article"], title=None)
    assert fixture.difference(BUILTIN) == []


def test_a_difference_is_shown_with_the_rules_that_made_it(folder: Path) -> None:
    body = [STORY.partition("\n")[0], "Share this article"]
    assert expect(folder, body=body).difference(BUILTIN) == [
        "--- expected",
        "+++ found",
        "-body: 2",
        "+body: 1",
        '-  body: "Share this article"',
        "decided so:",
        "    removed by share.button: 'Share this article'",
    ]
    with pytest.raises(MismatchError, match=r"^ferry--sails\n--- expected"):
        load_fixture(folder).check(BUILTIN)


def test_html_and_given_arguments_reach_the_cleaner(folder: Path) -> None:
    (folder / "input.txt").unlink()
    page = (
        "<h1>Ferry sails again after three weeks in dock</h1><p>The ferry sailed again on Monday, the pilot said.</p>"
        "<p>By noon the queue of lorries had reached the old customs house on the quay.</p>"
    )
    (folder / "input.html").write_text(page, encoding="utf-8")
    fixture = expect(
        folder, body=BODY, title="Ferry sails again after three weeks in dock", given={"url": "https://quay.example/a"}
    )
    assert fixture.kind == "html"
    assert fixture.given == {"url": "https://quay.example/a"}
    assert fixture.difference(BUILTIN) == []


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        ({"titel": "Ferry", "body": []}, r"ferry--sails/expected\.json: unknown key 'titel'; known keys: title, "),
        ({"title": "Ferry"}, r"needs 'body', the list of paragraphs"),
        ({"body": [], "captions": [{"text": "A boat"}]}, r"each of 'captions' needs the keys text, credit"),
        ({"body": [], "given": {"adress": "x"}}, r"'given' is a table with 'url', 'title', 'crawled'"),
    ],
)
def test_what_would_never_be_compared_is_refused(folder: Path, expected: dict[str, Any], problem: str) -> None:
    with pytest.raises(FixtureError, match=problem):
        expect(folder, **expected)


def test_a_folder_needs_one_page(folder: Path) -> None:
    (folder / "input.html").write_text("<p>It rained.</p>", encoding="utf-8")
    with pytest.raises(FixtureError, match=r"holds 2 of input\.txt and input\.html; it needs one"):
        expect(folder, body=[])


def test_a_page_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "input.txt").write_bytes(b"caf\xe9")
    with pytest.raises(FixtureError, match=r"input\.txt: is not UTF-8; save it as UTF-8"):
        expect(folder, body=[])


def test_no_json_is_told(folder: Path) -> None:
    (folder / "expected.json").write_text("{", encoding="utf-8")
    with pytest.raises(FixtureError, match=r"expected\.json: is no JSON in UTF-8"):
        list(find_fixtures(folder.parent))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("fixtures/ferry--sails/expected.json", "[1, 2]"),
        ("fixtures/ferry--sails/expected.json", '{"body": "a string"}'),
        ("fixtures/ferry--sails/expected.json", "not json"),
        ("fixtures/ferry/expected.json", '{"body": []}'),
        ("fixtures/--sails/expected.json", '{"body": []}'),
        ("data/ferry--sails/expected.json", '{"body": []}'),
        ("fixtures/ferry--waits/expected.json", '{"body": []}'),
    ],
)
def test_foreign_folders_are_not_ours(tmp_path: Path, path: str, content: str) -> None:
    expected = tmp_path / path
    expected.parent.mkdir(parents=True)
    expected.write_text(content, encoding="utf-8")
    if "waits" not in path:
        (expected.parent / "input.txt").write_text(STORY, encoding="utf-8")
    assert not is_fixture(expected)
