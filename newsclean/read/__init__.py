"""Readers: a page as text or HTML becomes a Document."""
