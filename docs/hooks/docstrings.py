"""Lets the docstrings' "Example:" sections be shown as code: griffe knows the plural only."""

from __future__ import annotations

import re
from typing import Any

import griffe


class ExampleSections(griffe.Extension):
    """Renames the sections while the sources are read; the sources keep what Python's doctest and readers see."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Look at one object's docstring."""
        if obj.docstring:
            obj.docstring.value = re.sub(r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE)
