"""Which rules are for a page's site: hosts as addresses and packs write them, and what is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from newsclean.rules.rule import Rule, Site, is_under

_STOPS = {ord(char): "." for char in "\u3002\uff0e\uff61"}
"""Full stops of other scripts, which part a host's labels as well."""


def host_of(url: str) -> str:
    """Return the host of an address as `plain_host` does; empty where it has none or makes no sense.

    Example:
        >>> host_of("https://www.XN--Caf-dma.example.:8080/a")
        'www.café.example'
    """
    from urllib.parse import urlsplit  # noqa: PLC0415 - only sets of rules with hosts look at addresses

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


class SiteRules:
    """Rules that are for some hosts only, sorted by these.

    A rule with hosts of its own is for pages of these and of their sub-domains. Of site packs, those
    hold that are for the day and name the page's host most closely: a pack for a sub-domain stands in
    for one for the domain.

    Args:
        rules: The rules; each has hosts of its own, a site, or both.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[Site | None, list[Rule]] = {None: []}
        for rule in rules:
            self._rules.setdefault(rule.site, []).append(rule)
        self._sites: dict[str, list[Site]] = {}
        for site in filter(None, self._rules):
            for name in dict.fromkeys(map(plain_host, site.hosts)):
                self._sites.setdefault(name, []).append(site)

    def here(self, url: str | None, crawled: date | None) -> tuple[Rule, ...]:
        """Return those that are for a page.

        Args:
            url: Address of the page.
            crawled: Day on which the page was fetched; None where nobody knows.
        """
        host = host_of(url) if url and (self._sites or self._rules[None]) else ""
        if not host:
            return ()
        rules = [rule for site in (None, *self._chosen(host, crawled)) for rule in self._rules[site]]
        return tuple(rule for rule in rules if not rule.hosts or _is_on(rule.hosts, host))

    def _chosen(self, host: str, crawled: date | None) -> list[Site]:
        """Return the sites whose packs hold, from the host's own name upwards."""
        labels = host.split(".")
        for start in range(len(labels)):
            name = ".".join(labels[start:])
            if found := [site for site in self._sites.get(name, ()) if site.holds(crawled)]:
                return found
        return []


def _is_on(names: Iterable[str], host: str) -> bool:
    return any(is_under(host, name) for name in map(plain_host, names))
