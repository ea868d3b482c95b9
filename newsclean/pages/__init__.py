"""Page rules: what only the whole page can tell (the body's extent, headline, captions …)."""

from __future__ import annotations

from newsclean.pages import authors, captions, extent, headline, promos, spoken, summary, teasers, wordless
from newsclean.rules.rule import Rule


def page_rules() -> tuple[Rule, ...]:
    """Return the built-in page rules."""
    return (
        *extent.RULES,
        *headline.RULES,
        *captions.RULES,
        *authors.RULES,
        *promos.RULES,
        *teasers.RULES,
        *spoken.RULES,
        *summary.RULES,
        *wordless.RULES,
    )
