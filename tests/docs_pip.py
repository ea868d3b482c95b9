"""Stands in for pip where the docs' commands run: needs no network, and touches no environment.

A folder is installed into $SITE, without its dependencies; newsclean itself is here already, so only its extras are
looked up; other projects must be installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent


def project(folder: Path) -> dict[str, Any]:
    """The [project] table of a folder; the docs' folder stands for the checkout where it has none."""
    own = folder / "pyproject.toml"
    table = tomllib.loads((own if own.exists() else CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(table["project"])


def install(what: str) -> None:
    name, _, extras = what.rstrip("]").partition("[")
    folder = Path(name)
    is_folder = folder.is_dir()
    if is_folder and project(folder)["name"] != "newsclean":
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
        command += [
            "--no-deps",
            "--no-build-isolation",
            "--upgrade",
            "--target",
            os.environ["SITE"],
            str(folder.resolve()),
        ]
        subprocess.run(command, check=True)
    elif is_folder or name == "newsclean":
        known = project(CHECKOUT)["optional-dependencies"]
        missing = [extra for extra in extras.split(",") if extra and extra not in known]
        if missing:
            raise SystemExit(f"newsclean has no extra {missing[0]!r}")
    else:
        version(name)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command != "install":
        raise SystemExit(f"pip {command}: only 'install' is known here")
    for argument in rest:
        if not argument.startswith("-"):
            install(argument)
