"""newsclean: scraped news in, clean article text and captions out.

The names below are loaded when they are first used (PEP 562), so that `import newsclean` costs next
to nothing in programs that may never clean a page.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.cleaner import Cleaner, clean, clean_text
    from newsclean.explain import Explained, Explanation
    from newsclean.model import Article, Block, Caption, Entry, Metadata, Note, Paragraph, Related, Removal, Span
    from newsclean.pages.page import Page
    from newsclean.rules.rule import Found, Rule, RuleError, Site, Takes, rule

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Caption",
    "Cleaner",
    "Entry",
    "Explained",
    "Explanation",
    "Found",
    "Metadata",
    "Note",
    "Page",
    "Paragraph",
    "Related",
    "Removal",
    "Rule",
    "RuleError",
    "Site",
    "Span",
    "Takes",
    "clean",
    "clean_text",
    "rule",
]

_HOMES = {
    "newsclean.cleaner": ("Cleaner", "clean", "clean_text"),
    "newsclean.explain": ("Explained", "Explanation"),
    "newsclean.model": (
        "Article",
        "Block",
        "Caption",
        "Entry",
        "Metadata",
        "Note",
        "Paragraph",
        "Related",
        "Removal",
        "Span",
    ),
    "newsclean.pages.page": ("Page",),
    "newsclean.rules.rule": ("Found", "Rule", "RuleError", "Site", "Takes", "rule"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
