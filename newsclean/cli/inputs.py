"""What the commands read: files and standard input, as bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsclean.read.decode import decode

STDIN = "-"
_PROBE = 1 << 16
"""Bytes looked at to tell text from other files."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Control characters that texts do not use; tab, line and page breaks and escape they do."""


class InputError(Exception):
    """An input that cannot be read; the message names it and the mend."""


class UsageError(Exception):
    """A command line that makes no sense; the message says what to write."""


def input_names(files: list[str]) -> list[str]:
    """Return what to read: the files given, else standard input where something is piped in.

    Raises:
        UsageError: There is neither.
    """
    if files:
        return files
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("give a FILE, or pipe text in")
    return [STDIN]


def shown(name: str) -> str:
    """Return how messages and headings call an input."""
    return "standard input" if name == STDIN else name


def read_input(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for "-".

    Raises:
        InputError: There is no such file, it cannot be read, or it is no text.
    """
    if name == STDIN:
        return checked(sys.stdin.buffer.read(), name)
    with opened(name) as file:
        return checked(file.read(), name)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file to read it.

    Raises:
        InputError: There is no such file, or it cannot be read.
    """
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a directory; give the files in it")
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; check the path") from error
    except PermissionError as error:
        raise InputError(f"{name}: may not be read; check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(name, error) from error
    with file:
        try:
            yield file
        except OSError as error:
            raise _unreadable(name, error) from error


def _unreadable(name: str, error: Exception) -> InputError:
    return InputError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error}); check the path")


def checked(data: bytes, name: str) -> bytes:
    """Return an input's bytes.

    Raises:
        InputError: They are no text.
    """
    if _is_binary(data):
        raise InputError(f"{shown(name)}: is binary, not text or HTML; extract its text first, or save it as UTF-8")
    return data


def _is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: control characters all over, or the mark of a PDF, which may hold few.

    Of random bytes a tenth are such characters; scraped text has a few stray ones at most.
    """
    if data.startswith(b"%PDF-"):
        return True
    probe = decode(data[:_PROBE])
    return len(_CONTROL.findall(probe)) > 3 + len(probe) / 100
