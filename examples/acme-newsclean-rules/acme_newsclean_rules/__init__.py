"""Rules for the pages of the Acme Herald."""

from pathlib import Path

from acme_newsclean_rules.rules import RULES
from newsclean.rules.pack import load_pack

PACK = (*load_pack(Path(__file__).with_name("acme.newsclean.toml")), *RULES)
"""The pack: a sequence of `newsclean.Rule`. The path of a TOML file would do, too."""
