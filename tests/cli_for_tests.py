"""Runs the command `newsclean` within the test's process."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from newsclean.cli.main import main


class Done(NamedTuple):
    """What a run of the command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


def run_main(capsys: pytest.CaptureFixture[str], *argv: str) -> Done:
    """Run the command with some arguments."""
    try:
        code = main(argv)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return Done(code, *capsys.readouterr())
