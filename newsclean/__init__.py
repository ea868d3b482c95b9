"""newsclean: scraped news in, clean article text and captions out."""

from newsclean.cleaner import Cleaner, clean, clean_text
from newsclean.model import Article, Caption, Entry, Note, Paragraph, Related, Removal, Span
from newsclean.rules.rule import Found, Rule, RuleError, Takes, rule

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Caption",
    "Cleaner",
    "Entry",
    "Found",
    "Note",
    "Paragraph",
    "Related",
    "Removal",
    "Rule",
    "RuleError",
    "Span",
    "Takes",
    "clean",
    "clean_text",
    "rule",
]
