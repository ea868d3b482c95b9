"""Lint: what is wrong with a pack although it can be read, shown before a page shows it."""
