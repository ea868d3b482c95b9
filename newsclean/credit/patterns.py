"""Patterns that are compiled when they are first asked for."""

from __future__ import annotations

import re
from functools import cache

compiled = cache(re.compile)
"""Patterns are compiled at their first use, so that importing them costs next to nothing."""
