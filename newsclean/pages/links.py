"""Whether a link leads to the page's own site: promos do, sources seldom."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from newsclean.model import Document

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


def leads_to(href: str, site: str) -> bool:
    """Tell whether an address leads to another page of a site.

    Args:
        href: The address as the page gives it.
        site: The page's `home`.

    Example:
        >>> leads_to("/pier", "coast.example"), leads_to("#top", "coast.example")
        (True, False)
    """
    href = href.strip()
    if not href or href[0] == "#" or href.lower().startswith(("mailto:", "tel:", "javascript:", "data:")):
        return False
    return site_of(href) in ("", site)


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
