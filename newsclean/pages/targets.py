"""Where a page's links lead: to its own site, to another one, or to a place on the page.

A line that is one link tells little by itself: it may be a promo, or the source that the story names. Promos lead to
the same site, sources to another. On the shared news pages all of 70 lines inside stories that are one long link
to their own site were promos, and most of those to other sites were the story's.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from newsclean.model import Document, Markup

SAME_SITE, OTHER_SITE, SAME_PAGE = range(3)
TARGETS = 3
"""What a link may lead to; no address and one that opens a mail or a script count as the page's own site."""
_REGISTRIES = frozenset(("ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"))
"""What registries put before a country's two letters ("co.uk", "com.br")."""


def home(document: Document) -> str:
    """Return the site of a page, by its address, else by most of its links; empty where neither tells."""
    given = document.url or (document.metadata.canonical_url if document.metadata else None)
    site = site_of(given) if given else ""
    if site:
        return site
    linked = (site_of(href) for markup in document.blocks.markups for _, _, href in markup.links)
    return next((name for name, _ in Counter(filter(None, linked)).most_common(1)), "")


def target(markup: Markup, own: str) -> int:
    """Tell where the longest link of a line leads.

    Args:
        markup: The line's markup.
        own: The page's `home`.
    """
    if not markup.links:
        return SAME_SITE
    href = max(markup.links, key=_length)[2].strip()
    if href.startswith("#"):
        return SAME_PAGE
    site = site_of(href)
    return OTHER_SITE if site and own and site != own else SAME_SITE


def _length(link: tuple[int, int, str]) -> int:
    return link[1] - link[0]


@lru_cache(1024)
def site_of(address: str) -> str:
    """Return the name under which an address's host is registered; empty where it has no host.

    Example:
        >>> site_of("https://www.coast.example/pier"), site_of("//news.harbour.co.zz/"), site_of("/pier")
        ('coast.example', 'harbour.co.zz', '')
    """
    if "//" not in address:
        return ""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
    labels = host.split(".")
    by_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _REGISTRIES
    return ".".join(labels[-3:] if by_country else labels[-2:])
