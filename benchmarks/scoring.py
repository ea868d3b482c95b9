"""What the figures mean. A port of the shared scorer (`score/metrics.py`); a test holds the two together.

- **F1** compares runs of four words with the truth, page by page, as the article-extraction-benchmark does;
  the reference is the body with or without headline and standfirst, whichever suits the output best.
- **exact** is 1 where a page came out whole and free of cruft, letter by letter.
- **word F1** compares bags of words, as WCXB does; **must** and **mustnot** are its snippets.
- a **headline** is right where it has the true one's letters, or shares words with it to an F1 of .8.
- **lost** counts the true sentences of the input that did not come out.
- A **caption** is found where its words and a predicted one's agree with an F1 of .8; its credit is right
  where all names of the true credit stand in the predicted one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import fmean
from typing import Any, NamedTuple

from corpus import Page

_TOKEN = re.compile(r"\w+")
_SIGN = re.compile(r"([぀-ヿ㐀-鿿豈-﫿가-힯฀-๿])")
"""Scripts whose words stand without spaces, and Korean: one sign is one token."""
_RUN = 4
_MATCH = 0.8
"""Word F1 from which on two captions are the same."""
_SENTENCE_WORDS = 5
_SENTENCE_END = tuple(".!?…\"”»“'’)。！？」』")


def tokens(text: str) -> list[str]:
    """Return the words of a text; each sign of Chinese, Japanese, Korean and Thai is one."""
    return _TOKEN.findall(_SIGN.sub(r" \1 ", text))


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words in a text, with their numbers."""
    words = tokens(text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))) if words else Counter()


_runs_of_truth = lru_cache(maxsize=1500)(runs)
"""A page's truth is compared with the outcome of many tools, one after the other."""


def run_scores(got: Counter[tuple[str, ...]], true: Counter[tuple[str, ...]]) -> tuple[float, float]:
    """Return precision and recall by runs of four words."""
    hit = sum(min(number, true[run]) for run, number in got.items() if run in true)
    extra, missing = sum(got.values()) - hit, sum(true.values()) - hit
    if extra == missing == 0:
        return 1.0, 1.0
    return hit / (hit + extra) if hit + extra else 0.0, hit / (hit + missing) if hit + missing else 0.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def word_scores(text: str, truth: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 by bags of lower-cased words."""
    got, true = Counter(_TOKEN.findall(text.lower())), Counter(_TOKEN.findall(truth.lower()))
    if not got or not true:
        both = float(not got and not true)
        return both, both, both
    hit = sum((got & true).values())
    precision, recall = hit / sum(got.values()), hit / sum(true.values())
    return precision, recall, f1(precision, recall)


def same_headline(found: str | None, true: str) -> bool:
    """Tell whether a headline is the true one: its letters and digits, or most of its words.

    A page may show its headline in several wordings; where they share too few words, the truth's is right.
    """
    return squash(found or "") == squash(true) or word_scores(found or "", true)[2] >= _MATCH


def references(page: Page) -> list[list[str]]:
    """Return the texts that count as the truth: the body, with or without standfirst and headline."""
    found = [list(page.body), *map(list, page.alternatives)]
    if page.summary:
        found.append([*page.summary, *page.body])
    if page.title:
        found += [[page.title, *reference] for reference in list(found)]
    return found


def best_scores(page: Page, text: str) -> tuple[float, float]:
    """Return precision and recall against the reference that suits the text best."""
    got = runs(text)
    found = [run_scores(got, _runs_of_truth("\n".join(reference))) for reference in references(page)]
    return max(found, key=lambda pair: f1(*pair))


def squash(text: str) -> str:
    """Return a text's letters and digits, lower-cased; all that has to agree for a page to be exact."""
    return re.sub(r"\W+", "", text).lower()


def exact(page: Page, text: str) -> float:
    """Return 1 where a page came out whole and free of cruft, else 0."""
    bodies = ["".join(map(squash, body)) for body in (page.body, *page.alternatives)]
    summary, title = "".join(map(squash, page.summary)), squash(page.title)
    heads = ("", summary, title, title + summary)
    return float(squash(text) in {head + body for body in bodies for head in heads})


def is_sentence(paragraph: str) -> bool:
    """Tell a paragraph of running text from a heading or an item of a list."""
    words = tokens(paragraph)
    return len(words) >= _SENTENCE_WORDS and paragraph.rstrip().endswith(_SENTENCE_END)


def lost_sentences(page: Page, source: str, text: str) -> tuple[int, int]:
    """Return how many true sentences the input holds, and how many of those the text lacks.

    Args:
        page: The truth.
        source: The input as text; for HTML, the text as a reader sees it.
        text: What came out.
    """
    there, got = squash(source), squash(text)
    true = [squash(paragraph) for paragraph in page.body if is_sentence(paragraph)]
    present = [paragraph for paragraph in true if paragraph in there]
    return len(present), sum(paragraph not in got for paragraph in present)


Captions = Sequence[Mapping[str, str | None]]
"""Predicted captions: dicts with "text" and "credit", more where a tool knows more."""


def match_captions(page: Page, predicted: Captions) -> list[tuple[dict[str, Any], Mapping[str, str | None] | None]]:
    """Return each true caption with the predicted one that is it, if any; a predicted one is used once."""
    used: set[int] = set()
    pairs: list[tuple[dict[str, Any], Mapping[str, str | None] | None]] = []
    for caption in page.captions or []:
        likeness, at = _most_alike(caption, predicted, used)
        if likeness >= _MATCH:
            used.add(at)
        pairs.append((caption, predicted[at] if likeness >= _MATCH else None))
    return pairs


def credit_right(caption: Mapping[str, Any], predicted: Mapping[str, str | None] | None) -> bool:
    """Tell whether all names of a true credit stand in the predicted one."""
    have = squash((predicted or {}).get("credit") or "")
    return bool(caption["credit"]) and predicted is not None and all(squash(name) in have for name in caption["credit"])


def _most_alike(caption: Mapping[str, Any], predicted: Captions, used: set[int]) -> tuple[float, int]:
    """Return how much the most alike of the unused predictions agrees, credit stripped or not, and which it is."""
    best, found = 0.0, -1
    for at, candidate in enumerate(predicted):
        if at not in used:
            text = candidate.get("text") or ""
            for variant in (caption["text"], caption["text"] + " " + " ".join(caption["credit"])):
                likeness = word_scores(text, variant)[2]
                if _SIGN.search(variant):
                    likeness = max(likeness, word_scores(" ".join(squash(text)), " ".join(squash(variant)))[2])
                if likeness > best:
                    best, found = likeness, at
    return best, found


class Score(NamedTuple):
    """How one page came out; None where its set knows nothing about it."""

    precision: float
    recall: float
    exact: float
    word_f1: float
    must: float | None
    mustnot: float | None
    sentences: int
    lost: int


def score(page: Page, source: str, text: str) -> Score:
    """Score one page's text; `source` as in `lost_sentences`."""
    low = text.lower()
    precision, recall = best_scores(page, text)
    return Score(
        precision,
        recall,
        exact(page, text),
        word_scores(text, "\n".join(page.body))[2],
        fmean(snippet.lower() in low for snippet in page.must) if page.must else None,
        fmean(snippet.lower() not in low for snippet in page.mustnot) if page.mustnot else None,
        *lost_sentences(page, source, text),
    )


def summarise(scores: Sequence[Score]) -> dict[str, float]:
    """Return the figures of a set: means over pages; F1 is that of mean precision and mean recall."""
    precision, recall = fmean(s.precision for s in scores), fmean(s.recall for s in scores)
    figures = {
        "pages": len(scores),
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
        "exact": fmean(s.exact for s in scores),
        "word_f1": fmean(s.word_f1 for s in scores),
        "lost": sum(s.lost for s in scores) / max(1, sum(s.sentences for s in scores)),
    }
    for name in ("must", "mustnot"):
        known = [value for s in scores if (value := getattr(s, name)) is not None]
        if known:
            figures[name] = fmean(known)
    return figures
