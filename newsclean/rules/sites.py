"""Which rules are for a page's site: hosts as addresses and packs write them, and what is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from newsclean.rules.rule import Rule, Site, is_under

_STOPS = {ord(char): "." for char in "\u3002\uff0e\uff61"}
"""Full stops of other scripts, which part a host's labels as well."""


def host_of(url: str) -> str:
    """Return the host of an address as `plain_host` does; empty where it has none or makes no sense.

    Example:
        >>> host_of("https://www.XN--Caf-dma.example.:8080/a")
        'www.café.example'
    """
    try:
        return plain_host(urlsplit(url.strip()).hostname or "")
    except ValueError:  # an open bracket, as in "http://[half"
        return ""


@lru_cache(maxsize=4096)
def plain_host(host: str) -> str:
    """Return a host in the form in which all are compared: lower case, Unicode, no full stop at the end.

    Example:
        >>> plain_host("Café.example"), plain_host("xn--caf-dma.example.")
        ('café.example', 'café.example')
    """
    labels = unicodedata.normalize("NFC", host.translate(_STOPS).lower()).rstrip(".").split(".")
    return ".".join(map(_label, labels))


def _label(label: str) -> str:
    """Return a host's label in Unicode where it is written in ASCII ("xn--…")."""
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFC", label[4:].encode("ascii").decode("punycode").lower())
    except UnicodeError:
        return label


def rules_here(rules: Iterable[Rule], host: str, crawled: date | None) -> tuple[Rule, ...]:
    """Return which of the rules that name hosts are for a page.

    A rule is, where one of its own hosts is the page's or stands above it. Of site packs, those hold
    that are for the day and name the page's host most closely: a pack for a sub-domain stands in for
    one for the domain.

    Args:
        rules: Rules with hosts of their own, a site, or both.
        host: The page's host as `host_of` gives it.
        crawled: Day on which the page was fetched; None where nobody knows.
    """
    if not host:
        return ()
    given = tuple(rules)
    sites = {rule.site: _closeness(rule.site.hosts, host) for rule in given if rule.site and rule.site.holds(crawled)}
    closest = max(sites.values(), default=0)
    chosen: set[Site | None] = {None, *(site for site, length in sites.items() if length == closest > 0)}
    return tuple(r for r in given if r.site in chosen and (not r.hosts or _closeness(r.hosts, host)))


def _closeness(names: Iterable[str], host: str) -> int:
    """Return the length of the longest name that a host is under; 0 where there is none."""
    return max((len(plain) for plain in map(plain_host, names) if is_under(host, plain)), default=0)
