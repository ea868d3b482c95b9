"""Page rules: what only the whole page can tell (the body's extent, extracts, headline, captions …)."""

from __future__ import annotations

from newsclean.pages import (
    authors,
    captions,
    companies,
    extent,
    extracts,
    headline,
    others,
    promos,
    signup,
    spoken,
    summary,
    teasers,
    wordless,
)
from newsclean.rules.rule import Rule


def page_rules() -> tuple[Rule, ...]:
    """Return the built-in page rules."""
    return (
        *extent.RULES,
        *headline.RULES,
        *others.RULES,
        *captions.RULES,
        *authors.RULES,
        *companies.RULES,
        *promos.RULES,
        *signup.RULES,
        *teasers.RULES,
        *extracts.RULES,
        *spoken.RULES,
        *summary.RULES,
        *wordless.RULES,
    )
