"""The files that ship with newsclean: packs, agencies, weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def shipped(folder: str) -> Traversable:
    """Return a folder of files that ship with newsclean, to read from and to go through.

    Args:
        folder: Its name: "data" or "packs".

    Example:
        >>> (shipped("packs") / "nav.toml").is_file()
        True
    """
    path = Path(__file__).parent / folder
    if path.is_dir():
        return path
    # In an archive, as engines send packages to their workers; elsewhere the first page need not wait for this import.
    from importlib import resources  # noqa: PLC0415

    return resources.files("newsclean") / folder
