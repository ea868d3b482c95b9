"""`[tool.newsclean]` in pyproject.toml: what the commands of a project use without being told.

Only the command line reads it. The library reads no file unless told, so that a program's output
never depends on the folder that it was started in.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from newsclean.rules.plugins import is_installed_name
from newsclean.rules.rule import RuleError

KEYS = ("packs", "without", "only")
"""Keys of the table: lists of strings, named like the arguments of `Cleaner`."""
FILE = "pyproject.toml"


def apply(args: argparse.Namespace) -> None:
    """Put what the nearest pyproject.toml says in front of what the arguments say.

    Args:
        args: Parsed arguments. Those of `pack`, `without` and `only` that the command has are
            extended, unless `--no-config` is given or the command has no such option.

    Raises:
        RuleError: The table holds what it cannot; the message names file, key and the mend.
    """
    if getattr(args, "no_config", True):
        return
    table = read_config(Path.cwd())
    for key in KEYS:
        option = key.removesuffix("s")
        if hasattr(args, option):
            setattr(args, option, list(dict.fromkeys([*table.get(key, ()), *getattr(args, option)])))


def read_config(folder: Path) -> dict[str, list[str]]:
    """Return the table of the nearest pyproject.toml from a folder upwards; empty where there is none.

    Paths of packs are relative to that file; they come back relative to `folder`.

    Raises:
        RuleError: As `apply` does.
    """
    path = next((at / FILE for at in (folder, *folder.parents) if (at / FILE).is_file()), None)
    if path is None:
        return {}
    table = _table(path)
    at = f"{path}: [tool.newsclean]"
    if unknown := sorted(set(table) - set(KEYS)):
        raise RuleError(f"{at}: unknown key {unknown[0]!r}; known keys: {', '.join(KEYS)}")
    for key, value in table.items():
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise RuleError(f'{at}: {key!r} must be a list of strings, as in {key} = ["…"]')
    if "packs" in table:
        table["packs"] = [_from(path.parent, pack, folder) for pack in table["packs"]]
    return table


def _table(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - only where there is a file to read

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: cannot be read ({error}); mend it, or give --no-config") from error
    tools = data.get("tool", {})
    table = tools.get("newsclean", {}) if isinstance(tools, dict) else None
    if not isinstance(table, dict):
        raise RuleError(f"{path}: write newsclean's part as a table, [tool.newsclean]")
    return table


def _from(home: Path, pack: str, folder: Path) -> str:
    """Return a pack as seen from `folder`, where `home` is the folder that it is given in."""
    if is_installed_name(pack) or Path(pack).is_absolute():
        return pack
    found = os.path.relpath(home / pack, folder)
    return f".{os.sep}{found}" if is_installed_name(found) else found
