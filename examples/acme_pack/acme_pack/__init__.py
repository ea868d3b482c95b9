"""Rules for the pages of the Acme Herald."""

from pathlib import Path

PACK = Path(__file__).with_name("acme.toml")
"""The pack: a TOML file's path, or a sequence of `newsclean.Rule`."""
