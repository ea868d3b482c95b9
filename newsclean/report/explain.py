"""The page that `newsclean explain --html` writes: a document with what became of each line, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsclean.explain import Explained, Explanation
from newsclean.model import Article, Caption, Span
from newsclean.report.kinds import KINDS, because, marked, parts
from newsclean.report.page import Html, amount, asset, join, page, table, tag, warnings
from newsclean.report.side import Choice, side

_FOLDED = 8
"""Longer runs of removed lines are folded: on a page with its menus, the story would stand too far down."""
_LONG = 1000
"""Documents with more lines are laid out as they are scrolled to: 10,000 lines took 2.2 s to show, so 0.9 s."""
_OPEN_CAPTIONS = 4
"""With more captions than this their table is closed at first."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

Line = Sequence[Explained]
"""A line of the page: one part, or several where a rule cut something out of it."""


def explain_page(explanation: Explanation, name: str) -> Html:
    """Return the page that shows an explanation.

    Args:
        explanation: What `Cleaner.explain` returned.
        name: What to call the input, as in its file's name.

    Example:
        >>> import newsclean
        >>> html = explain_page(newsclean.Cleaner().explain("Share this article"), "page.txt")
        >>> html.startswith("<!doctype html>"), "share" in html
        (True, True)
    """
    article = explanation.article
    lines = [tuple(group) for _, group in groupby(explanation.lines, key=lambda part: part.block)]
    body = (
        tag("a", "Skip to the document", href="#lines", class_="skip"),
        _head(explanation, name, len(lines)),
        tag(
            "main",
            _side(lines),
            tag("ol", join(_rows(lines, article)), **_list_attributes(article, len(lines))),
            class_="browse",
        ),
    )
    title = f"{article.title or name} – newsclean explain"
    return page(title, *body, style=asset("browse.css"), script=asset("browse.js"))


def _list_attributes(article: Article, lines: int) -> dict[str, str | None]:
    """Return the attributes of the list of lines; the language helps hyphens and CJK fonts."""
    language = (article.metadata.language if article.metadata else None) or ""
    return {
        "id": "lines",
        "class_": "lines long" if lines > _LONG else "lines",
        "aria_label": "The document, line by line",
        "lang": language if _LANGUAGE.fullmatch(language) else None,
    }


def _head(explanation: Explanation, name: str, lines: int) -> Html:
    """Return the summary on top."""
    article = explanation.article
    facts = [amount(lines, "line"), f"read as {article.kind}"]
    if article.truncated:
        facts.append("cut short by a paywall")
    fields = [(word, getattr(article, word)) for word in ("byline", "dateline", "source")]
    facts += [f"{word} {value}" for word, value in fields if value]
    return tag(
        "header",
        tag("p", name, class_="muted"),
        tag("h1", article.title or "No headline found", dir="auto"),
        tag("p", " · ".join(facts), class_="muted"),
        _shares(explanation.lines),
        warnings(article.warnings),
        _captions(sorted((*article.captions, *article.credits), key=lambda caption: caption.span)),
    )


def _shares(lines: Iterable[Explained]) -> Html:
    """Return how the page's characters divide among the kinds, as a bar and in figures."""
    sizes: Counter[str] = Counter()
    for line in lines:
        sizes[line.label] += len("".join(line.text.split()))
    total = sizes.total()
    if not total:
        return tag("p", "There is nothing to read on this page.")
    bar, key, at = [], [], 0.0
    for label in [label for label in KINDS if sizes[label]]:
        kind, share = KINDS[label], sizes[label] / total
        wide = max(100 * share - 0.2, 0.1)  # a hair's breadth of paper between two colours
        bar.append(tag("rect", class_=f"k-{label}", x=f"{at:.2f}", width=f"{wide:.2f}", height=10))
        key.append(tag("li", marked(kind), f" {kind.word} ", tag("b", _percent(share)), class_=f"k-{label}"))
        at += 100 * share
    drawing = tag("svg", *bar, viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true", class_="shares")
    return join([drawing, tag("ul", *key, class_="key", aria_label="Share of the page's characters")])


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "<1%"


def _captions(captions: Sequence[Caption]) -> Html:
    if not captions:
        return Html()
    head = ["Caption", "Credit", "Photographer", "Agency", "Date"]
    rows = [
        [
            tag("span", caption.text or "(credit only)", dir="auto"),
            *((getattr(caption, name.lower()) or "") for name in head[1:]),
        ]
        for caption in captions
    ]
    summary = tag("summary", f"Captions ({len(captions)})")
    return tag("details", summary, table(head, rows), open=len(captions) <= _OPEN_CAPTIONS, class_="captions")


def _side(lines: Sequence[Line]) -> Html:
    """Return the list of kinds and rules to choose from."""
    kinds = Counter(label for line in lines for label in {part.label for part in line})
    rules = Counter(rule for line in lines for rule in {part.rule for part in line})
    decided = {part.rule: part for line in lines for part in line}
    switches = [("reasons", "All reasons")]
    if any(len(run) > _FOLDED for gone, run in _runs(lines) if gone):
        switches.append(("unfold", "Unfold"))
    if lost := sum(bool(part.lost) for line in lines for part in line):
        switches.append(("lost", f"Losing claims ({lost:,})"))
    return side(
        [Choice(label, kind.word, f"{kinds[label]:,}", label) for label, kind in KINDS.items() if kinds[label]],
        [
            Choice(rule, rule, f"{count:,}", decided[rule].label, because(decided[rule]))
            for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))
        ],
        total=len(lines),
        noun="line",
        switches=switches,
    )


def _runs(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Yield the runs of lines that were removed, and those between them."""
    for gone, group in groupby(lines, key=lambda line: all(part.label == "removed" for part in line)):
        yield gone, list(group)


def _rows(lines: Sequence[Line], article: Article) -> Iterator[Html]:
    """Yield the lines; long runs of removed ones are folded."""
    headings = {paragraph.span for paragraph in article.paragraphs if paragraph.kind == "heading"}
    for gone, run in _runs(lines):
        rows = (_row(line, above, headings) for above, line in zip([None, *run], run, strict=False))
        if gone and len(run) > _FOLDED:
            rules = Counter(line[0].rule for line in run)
            named = ", ".join(rule for rule, _ in rules.most_common(3)) + ("…" if len(rules) > 3 else "")
            summary = tag("summary", marked(KINDS["removed"]), f" {len(run):,} lines removed by ", tag("code", named))
            folded = tag("details", summary, tag("ol", join(rows)))
            yield tag("li", folded, class_="run k-removed", data_group=True)
        else:
            yield from rows


def _row(line: Line, above: Line | None, headings: set[Span]) -> Html:
    """Return a line; what it shares with the one above need not be said again to the eye."""
    kept = [part for part in line if part.label != "removed"]
    first = (kept or line)[0]
    kind = KINDS[first.label]
    rules = list(dict.fromkeys(part.rule for part in line if part.rule != "body" or len(line) == 1))
    same = above is not None and [part.rule for part in above] == [part.rule for part in line]
    classes = ["line", f"k-{first.label}", "same" * same, "heading" * (first.span in headings)]
    return tag(
        "li",
        tag("span", tag("span", kind.word, class_="word"), " ", marked(kind), class_="gutter", aria_hidden="true"),
        tag("div", *parts(line), class_="text", dir="auto"),
        tag("div", _note(line, kind.word, rules), class_="note"),
        id=f"line-{first.block}",
        class_=" ".join(filter(None, classes)),
        tabindex=-1,
        data_kinds=" ".join(dict.fromkeys(part.label for part in line)),
        data_rules=" ".join(dict.fromkeys(part.rule for part in line)),
    )


def _note(line: Line, word: str, rules: Sequence[str]) -> Html:
    """Return what stands in the margin: the rule, and on hover or focus its reason and the claims that lost."""
    lost = [claim for part in line for claim in part.lost]
    named = "" if rules == ["body"] else tag("code", " ".join(rules))
    reasons = [tag("p", tag("code", part.rule), " ", because(part)) for part in line if part.rule in rules]
    losers = [
        tag("li", f"not {claim.action} by ", tag("code", claim.rule), f", though it {claim.says}") for claim in lost
    ]
    card = tag("div", *reasons, tag("ul", *losers, class_="lost") if losers else "", class_="card")
    count = tag("span", amount(len(lost), "lost claim"), class_="losers") if lost else ""
    return join([tag("span", word, " ", class_="said"), named, count, card])
