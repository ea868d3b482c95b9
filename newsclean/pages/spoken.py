"""Sentences that tell who said them: the story's, whatever words they begin with.

"Sign in to read the meters, the foreman told them." opens the gate of many a button's rule. A site's
own words never end in "the foreman told them."
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.pages.page import Page
from newsclean.rules.rule import Hit, Rule

_SPOKEN = regex.compile(
    r"""[,”"»“–—] (?:[\p{L}\p{N}’'.-]+ ){0,5}(?:said|says|told|asked|asks|wrote|writes|adds|added|joked"""
    r"""|sagte|sagt|schrieb|erklärte|rät|warnt|dit|raconte|assure|explique|dijo|dice|contó|cuenta|asegura|disse|diz|conta|racconta|zegt|zei"""
    r"""|sier|sa|siger|sagde|säger|sade|mówi|powiedziała?|żartuje|řekla?|říká|dedi|diyor|сказала?|говорит|шутит)"""
    r"""(?: [\p{L}\p{N}’'-]+){0,5}\.$|と(?:話|語|述べ|い)[っしてたうるい]{1,4}。$|고 (?:말|밝|전|덧붙)[가-힣]{1,4}\.$"""
)
_A_SITES = frozenset(("remove", "paywall", "related", "note"))
"""Actions on lines that are a site's words."""
_OURS = "newsclean/packs/"
"""Origin of the rules that ship; a pack of the user's does what it says."""


def _spoken(page: Page) -> Iterator[Hit]:
    texts = page.document.blocks.texts
    first, last = page.extent.first, page.extent.last + 1
    for index in page.hits:
        if not first <= index <= last or texts[index][-1] not in ".。" or not page.claimed(index):
            continue
        sites = all(_is_phrase(hit) for hit in page.claims(index))
        if sites and _SPOKEN.search(texts[index]):
            yield Hit(index, SPOKEN, 0, len(texts[index]), {})


def _is_phrase(hit: Hit) -> bool:
    """Tell whether a rule that ships takes a line for a site's words."""
    return hit.rule.action in _A_SITES and hit.leader < 0 and hit.rule.origin.startswith(_OURS)


SPOKEN = Rule(id="body.spoken", says="is a sentence that tells who said it", action="keep", page=_spoken)
RULES = (SPOKEN,)
