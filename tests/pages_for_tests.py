"""Pages that several test modules share: the fixtures, and a sample of the shared corpora."""

from __future__ import annotations

import gzip
import html
import json
import re
from functools import cache
from itertools import islice
from pathlib import Path

from newsclean.fixtures import Fixture, find_fixtures
from newsclean.model import Article

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"
RENDERINGS = ("html_text", "bs4", "inscriptis", "resiliparse")
PER_FILE = 10
"""Pages taken from each rendering of each corpus; 4 renderings of 3 corpora make 120."""

STORY = (
    "The ferry to the outer islands sailed again on Monday, for the first time since the storm, the first lorries "
    "aboard by six and the last of the cars by noon.",
    "By then the queue had reached the old customs house, and the pilots said that it would take two days until all "
    "who had waited would be across the sound.",
    "The harbour master, who had slept in his office for three nights, said that the gates of the lower lock would "
    "stay shut until divers had looked at the hinges.",
    "Nobody could say on Monday what the repairs will cost, or who will pay for them, as the county and the town have "
    "argued about the lock for eleven years.",
    "On the islands the shops had run out of milk and bread by Saturday, and the school had sent its children home "
    "because there was no oil left to heat it.",
)
"""Paragraphs of a made-up story."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = {ord(char): None for char in "\x00\u200b\u2060\ufeff\xad"}


@cache
def fixtures() -> tuple[Fixture, ...]:
    return tuple(find_fixtures(FIXTURES))


@cache
def corpus_pages() -> tuple[tuple[str, str], ...]:
    """Return name and raw text of about 120 pages, always the same; none where the corpora are absent."""
    found: list[tuple[str, str]] = []
    for rank, rendering in enumerate(RENDERINGS):
        for path in sorted(CORPORA.glob(f"*/raw/{rendering}.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                # Each rendering shows other pages of the corpus.
                for line in islice(lines, rank * PER_FILE, (rank + 1) * PER_FILE):
                    row = json.loads(line)
                    found.append((f"{path.parent.parent.name}/{rendering}/{row['id'][:12]}", row["text"]))
    return tuple(found)


def squash(text: str) -> str:
    """Drop what a reader does not see: white space and invisible characters."""
    return "".join(text.translate(_UNSEEN).split())


def seen(raw: str) -> str:
    """What a reader sees of a stretch of the input, white space aside."""
    return squash(_ENTITY.sub(lambda match: html.unescape(match[0]), raw))


def check_ledger(raw: str, article: Article) -> None:
    """Law 1: every non-blank character is in the ledger exactly once, in order."""
    at = 0
    for entry in article.ledger:
        start, end = entry.span
        assert at <= start < end <= len(raw), f"{entry} overlaps, is empty or leaves the input (at {at})"
        assert not raw[at:start].strip(), f"lost before {entry}: {raw[at:start]!r}"
        piece = raw[start:end]
        # Preformatted text, which only HTML has, keeps the indent of its first line.
        bare = piece.lstrip() if article.kind == "html" else piece
        assert bare == piece.strip(), f"{entry} has white space around it: {piece!r}"
        at = end
    assert not raw[at:].strip(), f"lost at the end: {raw[at:]!r}"


def check_spans(raw: str, article: Article) -> None:
    """Law 1: every span shows what it claims to show."""
    kept = "".join(seen(raw[entry.span.start : entry.span.end]) for entry in article.ledger if entry.label == "text")
    assert kept == squash(article.text), "the ledger's text is not the article's text"
    for removal in article.removed:
        shown = raw[removal.span.start : removal.span.end]
        assert squash(removal.text) in (seen(shown), squash(shown)), f"{removal} shows {shown!r}"
    for caption in article.captions:
        shown = seen(raw[caption.span.start : caption.span.end])
        for part in (caption.text, caption.credit, caption.notice):
            assert squash(part or "") in shown, f"{part!r} is not in {shown!r}"
    for item in (*article.related, *article.notes):
        shown = raw[item.span.start : item.span.end]
        assert squash(item.text) in seen(shown) or squash(item.text) in squash(shown), f"{item} shows {shown!r}"
    if not any(entry.label == "removed" and entry.rule != "body" for entry in article.ledger):
        assert not article.removed


def check_reasons(article: Article, says: dict[str, str]) -> None:
    """Law 2: every decision names a rule of the set, with that rule's sentence."""
    for entry in article.ledger:
        assert entry.rule in says or (entry.label, entry.rule) == ("text", "body"), f"{entry} names no rule"
    for removal in article.removed:
        assert removal.reason == says[removal.rule], removal
    removed = [entry.span for entry in article.ledger if entry.label == "removed"]
    assert removed == [removal.span for removal in article.removed], "ledger and removals differ"
