"""What the commands write beside their results: pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from newsclean.cli.corpus import PAGES
from newsclean.cli.inputs import STDIN, UsageError

STDOUT = "-"


def check_output(name: str, *inputs: str) -> None:
    """See before the work begins that a page can be written, and not over what is read.

    Raises:
        UsageError: It cannot; says why and what to give.
    """
    if name == STDOUT:
        return
    path = Path(name)
    folder = path.parent
    if path.is_dir():
        raise UsageError(f"{name}: is a directory; name the file to write")
    if not folder.is_dir():
        raise UsageError(f"{name}: there is no directory {folder}; make it first")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UsageError(f"{name}: may not be written; check its permissions, or name another file")
    if path.suffix in PAGES and any(Path(given).resolve() in path.resolve().parents for given in inputs):
        raise UsageError(f"{name}: stands among the pages, and would be read as one the next time; write it elsewhere")
    if any(path.exists() and given != STDIN and Path(given).exists() and path.samefile(given) for given in inputs):
        raise UsageError(f"{name}: is the input, which would be lost; name another file")


def write_page(name: str, page: str) -> None:
    """Write a page to a file, or to standard output for "-"."""
    if name == STDOUT:
        sys.stdout.write(page)
    else:
        Path(name).write_text(page, encoding="utf-8", newline="\n")
