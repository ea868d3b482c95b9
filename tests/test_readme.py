"""What the README promises beside its code blocks, which `test_docs.py` runs."""

from __future__ import annotations

import re

from docs_for_tests import README, RUN_BY_CI, blocks

from newsclean.cli.main import build_parser


def test_two_commands_set_up_a_fresh_machine() -> None:
    setups = [block.text for block in blocks(README) if block.language == "sh" and "-m venv" in block.text]
    assert len(setups) == 2
    assert "newsclean clean fixtures/" in setups[0]
    assert RUN_BY_CI in setups[1]
    assert "pytest" not in setups[0], ".ci/run takes the first block that calls pytest"


def test_every_exit_code_is_told() -> None:
    codes = re.findall(r"^  (\d)  ", build_parser().epilog or "", re.MULTILINE)
    told = re.findall(r"^\| (\d) +\|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == codes


def test_figures_can_be_filled_in() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("<!-- figures:begin -->") == text.count("<!-- figures:end -->") == 1
    assert text.index("<!-- figures:begin -->") < text.index("<!-- figures:end -->")
