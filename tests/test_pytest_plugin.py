"""The pytest plugin, seen from a downstream project: what runs, what is chosen, how failures look."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
pytest_plugins = ["pytester"]

PACK = """
[[rule]]
id     = "acme.ticker"
says   = "is a line of the live ticker"
action = "remove"
starts = ["ticker:"]
remove = ["Ticker: the council votes at noon"]
keep   = ["Ticker: that is what the old men called the clock, and for years nobody in the town knew why they did."]
max_words = 12

[[rule]]
id     = "acme.shop"
says   = "is the shop's box"
action = "remove"
exact  = ["our harbour shop"]
remove = ["Our harbour shop", "OUR HARBOUR SHOP:"]
keep   = ["Our harbour shop has closed, said the mayor."]
"""
STORY = "The ferry sailed again on Monday, three weeks after a storm had torn off its ramp.\n\nTicker: rain\n"
BODY = [STORY.partition("\n")[0]]


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty project; the plugin is named on the command line, whether or not this checkout is installed."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p newsclean.pytest_plugin")
    return pytester


def write(project: pytest.Pytester, path: str, text: str) -> None:
    target = project.path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def add_fixture(project: pytest.Pytester, name: str, page: str = STORY, **expected: Any) -> None:
    write(project, f"tests/fixtures/{name}/input.txt", page)
    write(project, f"tests/fixtures/{name}/expected.json", json.dumps(expected))


def test_a_packs_cases_are_tests(project: pytest.Pytester) -> None:
    write(project, "acme.newsclean.toml", PACK)
    result = project.runpytest("-v")
    result.assert_outcomes(passed=7)
    result.stdout.fnmatch_lines(
        [
            "acme.newsclean.toml::acme.ticker::remove-0 PASSED*",
            "acme.newsclean.toml::acme.ticker::keep-0 PASSED*",
            "acme.newsclean.toml::acme.ticker::rule PASSED*",
            "acme.newsclean.toml::acme.shop::remove-1 PASSED*",
        ]
    )


@pytest.mark.parametrize(
    ("chosen", "passed"),
    [
        (["-k", "acme.ticker"], 3),
        (["-k", "acme.ticker::remove-0"], 1),
        (["-k", "keep"], 2),
        (["-k", "acme.shop and not keep"], 3),
        (["acme.newsclean.toml::acme.shop"], 4),
        (["acme.newsclean.toml::acme.ticker::remove-0"], 1),
    ],
)
def test_cases_are_chosen_as_tests_are(project: pytest.Pytester, chosen: list[str], passed: int) -> None:
    write(project, "acme.newsclean.toml", PACK)
    assert project.runpytest(*chosen).parseoutcomes()["passed"] == passed


def test_a_failing_case_shows_the_difference_and_no_traceback(project: pytest.Pytester) -> None:
    write(project, "acme.newsclean.toml", PACK.replace("Ticker: the council", "Tocker: the council"))
    result = project.runpytest()
    result.assert_outcomes(passed=6, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*acme.ticker::remove-0*",
            "should go by this rule, but is text by body; none of its gates opens",
            "    - removed by acme.ticker: Tocker: the council votes at noon",
            "    + text: Tocker: the council votes at noon",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "testing.py" not in result.stdout.str()


def test_an_error_in_a_pack_is_one_line(project: pytest.Pytester) -> None:
    write(project, "acme.newsclean.toml", PACK.replace("starts", "strats"))
    result = project.runpytest()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*acme.newsclean.toml:6: rule 'acme.ticker': unknown key 'strats'; write 'starts'"])
    assert "Traceback" not in result.stdout.str()


def test_fixture_folders_are_tests(project: pytest.Pytester) -> None:
    write(project, "acme.newsclean.toml", PACK)
    write(project, "pytest.ini", "[pytest]\nnewsclean_packs = ./acme.newsclean.toml\ntestpaths = tests\n")
    add_fixture(project, "ferry--ticker", body=BODY, removed=["Ticker: rain"])
    add_fixture(project, "ferry--wrong", body=["The ferry sank."])
    result = project.runpytest("-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "tests/fixtures/ferry--ticker/expected.json::ferry--ticker PASSED*",
            "tests/fixtures/ferry--wrong/expected.json::ferry--wrong FAILED*",
            '-  body: "The ferry sank."',
            f'+  body: "{BODY[0]}"',
        ]
    )
    assert "Traceback" not in result.stdout.str()
    project.runpytest("-k", "ticker").assert_outcomes(passed=1, deselected=1)


def test_fixtures_can_do_without_rules(project: pytest.Pytester) -> None:
    write(project, "pytest.ini", "[pytest]\nnewsclean_without = share words\n")
    add_fixture(project, "share--kept", f"{BODY[0]}\n\nShare this article\n", body=[*BODY, "Share this article"])
    project.runpytest().assert_outcomes(passed=1)


def test_a_known_failure_must_go_on_failing(project: pytest.Pytester) -> None:
    add_fixture(project, "ferry--not-yet", body=BODY, known_failure="no rule knows the ticker")
    add_fixture(project, "ferry--mended", body=[*BODY, "Ticker: rain"], known_failure="no rule knows the ticker")
    project.runpytest().assert_outcomes(xfailed=1, failed=1)


def test_an_error_in_a_fixture_or_its_packs_is_one_line(project: pytest.Pytester) -> None:
    add_fixture(project, "ferry--typo", body=BODY, titel="Ferry")
    result = project.runpytest()
    result.stdout.fnmatch_lines(["*ferry--typo/expected.json: unknown key 'titel'; known keys: title, *"])
    assert "Traceback" not in result.stdout.str()
    add_fixture(project, "ferry--typo", body=BODY)
    write(project, "pytest.ini", "[pytest]\nnewsclean_packs = ./gone.toml\n")
    result = project.runpytest()
    result.stdout.fnmatch_lines(["newsclean_packs, newsclean_without: *gone.toml: cannot be read: No such file*"])
    assert "Traceback" not in result.stdout.str()


def test_projects_without_packs_are_left_alone(project: pytest.Pytester) -> None:
    write(project, "settings.toml", "[[rule]]\nid = 1\n")
    write(project, "fixtures/user--list/expected.json", '{"users": []}')
    write(project, "fixtures/user--list/input.txt", "ada\n")
    write(project, "fixtures/expected.json", "[]")
    write(project, "test_theirs.py", "def test_theirs(): pass\n")
    result = project.runpytest("-v")
    result.assert_outcomes(passed=1)
    assert "expected.json" not in result.stdout.str()


def test_loading_the_plugin_loads_no_cleaner() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules)\n"
        "import newsclean.pytest_plugin\n"
        "new = set(sys.modules) - before\n"
        "assert new == {'newsclean', 'newsclean.pytest_plugin'}, new\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_cases_make_parameters(project: pytest.Pytester) -> None:
    write(project, "acme.toml", PACK)
    write(
        project,
        "test_acme.py",
        "import pytest\n"
        "from newsclean.testing import cases\n"
        "@pytest.mark.parametrize('case', cases('acme.toml'), ids=str)\n"
        "def test_case(case):\n"
        "    case.check()\n",
    )
    result = project.runpytest("-v", "-k", "acme.ticker")
    result.assert_outcomes(passed=3, deselected=4)
    result.stdout.fnmatch_lines(["test_acme.py::test_case[[]acme.ticker::remove-0[]] PASSED*"])
