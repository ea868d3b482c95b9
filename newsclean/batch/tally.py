"""Counts of a run: made per chunk in the workers, kept in the journal, added up in the main process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from newsclean.assemble import KEPT
from newsclean.batch.table import Page
from newsclean.model import Article
from newsclean.rules.sites import host_of

NO_HOST = "(no host)"
"""What pages without an address are counted under."""
OTHERS = "(other hosts)"
"""What the smallest hosts are counted under where there are more than `HOSTS_MAX`."""
HOSTS_MAX = 2000
"""So many hosts are kept apart; memory must not grow with the number of hosts in a crawl."""
_SLOWEST = 10


@dataclass(slots=True)
class HostTally:
    """Counts of one host.

    Attributes:
        documents: Pages cleaned.
        chars: Characters of their source texts.
        pages: Number of pages on which a rule decided something, by rule.
        removed: Characters that a rule removed, with the blanks between, by rule.
    """

    documents: int = 0
    chars: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def add(self, other: HostTally) -> None:
        """Add the counts of another."""
        self.documents += other.documents
        self.chars += other.chars
        self.pages.update(other.pages)
        self.removed.update(other.removed)


@dataclass(slots=True)
class Tally:
    """Counts of a chunk or of a run.

    Attributes:
        documents: What was read, be it cleaned or rejected.
        cleaned: Pages that became rows.
        rejected: What went to the rejects, by stage.
        truncated: Pages that a paywall cut.
        warned: Pages with warnings.
        hits: Stretches of text that a rule decided, by rule.
        hosts: Counts by host, see `HostTally`.
        seconds: Time spent on cleaning, all workers together.
        times: Number of pages by time: {b: n} has n pages that took from 2^(b-1) to 2^b ms, b = 0 those below 1 ms.
        slowest: (milliseconds, id, place) of the slowest pages.
    """

    documents: int = 0
    cleaned: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    truncated: int = 0
    warned: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    hosts: dict[str, HostTally] = field(default_factory=dict)
    seconds: float = 0.0
    times: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, str, str]] = field(default_factory=list)

    def count(self, page: Page, article: Article, seconds: float, place: str) -> None:
        """Count a page that was cleaned."""
        self.documents += 1
        self.cleaned += 1
        self.truncated += article.truncated
        self.warned += bool(article.warnings)
        rules = [entry.rule for entry in article.ledger if entry.rule != KEPT]
        self.hits.update(rules)
        host = self._host(counted_host(page.url))
        host.documents += 1
        host.chars += len(article.source_text)
        host.pages.update(set(rules))
        for removal in article.removed:
            host.removed[removal.rule] += removal.span.end - removal.span.start
        milliseconds = 1000 * seconds
        self.seconds += seconds
        self.times[int(milliseconds).bit_length()] += 1
        self._slow([(round(milliseconds, 1), page.id or "", place)])

    def reject(self, stage: str) -> None:
        """Count what went to the rejects."""
        self.documents += 1
        self.rejected[stage] += 1

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        self.documents += other.documents
        self.cleaned += other.cleaned
        self.rejected.update(other.rejected)
        self.truncated += other.truncated
        self.warned += other.warned
        self.hits.update(other.hits)
        for host, counts in other.hosts.items():
            self._host(host).add(counts)
        self.seconds += other.seconds
        self.times.update(other.times)
        self._slow(other.slowest)
        if len(self.hosts) > 2 * HOSTS_MAX:
            self._fold()

    def _host(self, host: str) -> HostTally:
        return self.hosts.setdefault(host, HostTally())

    def _slow(self, pages: list[tuple[float, str, str]]) -> None:
        self.slowest = sorted([*self.slowest, *pages], reverse=True)[:_SLOWEST]

    def _fold(self) -> None:
        """Put the hosts with the fewest pages together."""
        ranked = sorted(self.hosts, key=lambda host: (host == OTHERS, self.hosts[host].documents), reverse=True)
        for host in ranked[HOSTS_MAX:]:
            self._host(OTHERS).add(self.hosts.pop(host))

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return {
            "documents": self.documents,
            "cleaned": self.cleaned,
            "rejected": dict(self.rejected),
            "truncated": self.truncated,
            "warned": self.warned,
            "hits": dict(self.hits),
            "hosts": {
                host: [counts.documents, counts.chars, dict(counts.pages), dict(counts.removed)]
                for host, counts in self.hosts.items()
            },
            "seconds": round(self.seconds, 6),
            "times": {str(bits): count for bits, count in self.times.items()},
            "slowest": [list(page) for page in self.slowest],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Tally:
        """Return what `to_dict` was given.

        Example:
            >>> tally = Tally(documents=1, rejected=Counter(read=1))
            >>> Tally.from_dict(tally.to_dict()) == tally
            True
        """
        return cls(
            documents=data["documents"],
            cleaned=data["cleaned"],
            rejected=Counter(data["rejected"]),
            truncated=data["truncated"],
            warned=data["warned"],
            hits=Counter(data["hits"]),
            hosts={
                host: HostTally(documents, chars, Counter(pages), Counter(removed))
                for host, (documents, chars, pages, removed) in data["hosts"].items()
            },
            seconds=data["seconds"],
            times=Counter({int(bits): count for bits, count in data["times"].items()}),
            slowest=[(page[0], page[1], page[2]) for page in data["slowest"]],
        )


def counted_host(url: str | None) -> str:
    """Return what a page is counted under: its host without "www.".

    Example:
        >>> counted_host("https://www.harboursheet.example/ferry"), counted_host(None)
        ('harboursheet.example', '(no host)')
    """
    return host_of(url or "").removeprefix("www.") or NO_HOST
