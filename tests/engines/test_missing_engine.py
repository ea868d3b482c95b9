"""An integration without its engine says which extra to install; packages hidden here stand for missing ones."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys
sys.modules[sys.argv[2]] = None
try:
    __import__(f"newsclean.integrations.{sys.argv[1]}")
except ModuleNotFoundError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("extra", "module"),
    [
        ("spark", "pandas"),
        ("spark", "pyarrow"),
        ("ray", "pyarrow"),
        ("datatrove", "datatrove"),
        ("scrapy", "itemadapter"),
    ],
)
def test_the_error_names_the_extra(extra: str, module: str) -> None:
    command = [sys.executable, "-c", PROBE, extra, module]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"newsclean.integrations.{extra} needs " in done.stdout
    assert f"pip install 'newsclean[{extra}]'" in done.stdout
