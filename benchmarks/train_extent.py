"""Learn the weights with which newsclean finds an article's body: newsclean/data/extent*.json.

    pip install -e '.[train]'
    python benchmarks/train_extent.py --corpora ../shared/corpora              # train on all pages and write
    python benchmarks/train_extent.py --corpora ../shared/corpora --kind html  # the same for pages read as HTML
    python benchmarks/train_extent.py --corpora ../shared/corpora --check      # measure on unseen pages; writes nothing

What is learned, in the order in which `newsclean.pages` uses it (the evidence itself, and what
a bin is, stands in `newsclean.pages.evidence`):

    shape   one weight per length and last character: finds the page's main stretch of prose, its window
    own     how body-like each line of the window is by itself
    body    the same together with what `own` thinks of its neighbours
    start   how likely each line is to be the body's first
    end     how likely each line is to be the body's last
    inside  how likely each line between them is the story's own; for HTML only

All but `shape` are logistic regressions on one-hot bins. The same pages give the same weights, to the
last digit: nothing is drawn at random, and folds are told from hashes of page ids.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp  # type: ignore[import-untyped]
from corpus import Page, part, read_html_pages, read_pages, read_raw
from labels import BODY, CAPTION, SUMMARY, label_lines
from scoring import best_scores, exact
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

import newsclean
from newsclean.label import _with_followers
from newsclean.model import Blocks, Box, Document
from newsclean.pages import evidence, extent
from newsclean.pages.evidence import Sizes
from newsclean.pages.markup import markup_evidence
from newsclean.pages.weights import Model, context_sizes, inside_sizes, own_sizes, page_evidence
from newsclean.pages.window import window as main_window
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.rules.match import Gates
from newsclean.rules.ruleset import builtin_rules

DATA = Path(newsclean.__file__).parent / "data"
OUTPUTS = {"text": DATA / "extent.json", "html": DATA / "extent_html.json"}

CORPORA = {"fundus": 1.3, "aeb": 1.3, "wcxb": 0.6}
"""Corpora and what a line of theirs counts: news pages count for more than other articles."""
HTML = "html"
RENDERERS = {"html_text": 1.0, "bs4": 0.7, "inscriptis": 0.3, "resiliparse": 0.3, HTML: 1.0}
"""Renderers and what a line of theirs counts: the commoner in stored text, the more. "html" is the
page itself."""
KINDS = {"text": [name for name in RENDERERS if name != HTML], HTML: [HTML]}

THRESHOLD = {"text": 0.3, HTML: 0.5}
PULL = {"text": 0.1, HTML: 0.15}
"""How body-like a line must be to speak for a run, and how much lines count beside the borders.
Chosen by cross-validation."""
OWN_C, BORDER_C, INSIDE_C = 0.3, 0.05, 0.03
BODY_C = {"text": 0.1, HTML: 0.03}
"""Inverse strength of the pull towards 0 (scikit-learn's `C`). Chosen by cross-validation."""
LONGEST, USUAL = 3.5, 60
"""A line counts for one per `USUAL` characters, but for one at least and `LONGEST` at most."""
INSIDE_EDGE = 5
"""Lines before the body's first and behind its last that count as neighbours of its inside."""
INSIDE_MOST = 60
"""Lines of a page for which its inside counts at most: a list of hundreds must not outweigh ten stories."""
NAMED, NAMELESS = 0.8, 0.5
"""What a line of a page of HTML counts, and the same line in a copy of the page whose classes say nothing: the next
site has other classes, or hashes for them, and the rest of the evidence has to do without."""
INNER_FOLDS = 4
"""Parts in which the training pages get their own first-round scores, each from the other parts:
scores of lines that a model has seen are better than those it will meet."""
FOLDS = 5
KEPT_OUT = 3
"""For `--check`: parts of the cross-validation, and which part of the pages (one in three) is kept out."""

Columns = list[evidence.Column]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """One rendering of one page.

    Attributes:
        corpus: Name of its corpus.
        renderer: Name of its renderer.
        gold: The truth about it.
        text: The rendering.
        document: Its lines, as newsclean reads them.
        labels: What each line is, see `labels.label_lines`.
        families: Which pack claims a line, by index, see `evidence.family`.
        glance: See `evidence.glance`.
        share: What a line of it counts beside one of another rendering of its set.
    """

    corpus: str
    renderer: str
    gold: Page
    text: str
    document: Document
    labels: str
    families: Mapping[int, int]
    glance: evidence.Glance
    share: float = 1.0

    @property
    def blocks(self) -> Blocks:
        """Its lines."""
        return self.document.blocks

    @property
    def weight(self) -> float:
        """What a line of it counts."""
        return self.share * RENDERERS[self.renderer] * CORPORA[self.corpus]


class Table(NamedTuple):
    """Weights of one regression: one list per piece of evidence, one number per bin."""

    weights: list[list[float]]
    bias: float


class Fit(NamedTuple):
    """All that is learned, as in the docstring of this file."""

    shape: list[float]
    own: Table
    body: Table
    start: Table
    end: Table
    inside: Table | None

    def as_dict(self) -> dict[str, Any]:
        """Return what `extent.json` holds."""
        tables = {name: table._asdict() for name, table in self._asdict().items() if isinstance(table, Table)}
        kind = HTML if self.inside else "text"
        return {"shape": self.shape, **tables, "threshold": THRESHOLD[kind], "pull": PULL[kind]}

    def to_json(self) -> str:
        """Return `extent.json`."""
        return json.dumps(self.as_dict())


def dataset(
    corpora: Path, renderers: Iterable[str] = tuple(KINDS["text"]), names: Iterable[str] = tuple(CORPORA)
) -> list[Sample]:
    """Read and label the renderings of all pages."""
    gates = builtin_rules().here(None).gates
    samples = []
    for corpus in names:
        pages = read_pages(corpora / corpus)
        for renderer in renderers:
            folder = corpora / corpus
            texts = read_html_pages(folder, pages) if renderer == HTML else read_raw(folder, renderer)
            for gold in pages:
                sample = _sample(corpus, renderer, gold, texts[gold.id], gates)
                if sample.blocks:
                    samples.append(sample)
    return samples


def _sample(corpus: str, renderer: str, gold: Page, text: str, gates: Gates) -> Sample:
    document = read_html(text) if renderer == HTML else read_text(text)
    blocks = document.blocks
    hits = _with_followers(blocks, gates.hits(blocks))
    families = {index: evidence.family(found) for index, found in hits.items()}
    labels = label_lines(gold, blocks)
    return Sample(corpus, renderer, gold, text, document, labels, families, evidence.glance(blocks.texts))


def fit(samples: Sequence[Sample]) -> Fit:
    """Learn all weights from labelled pages, all of one kind."""
    kind = HTML if samples[0].renderer == HTML else "text"
    if kind == HTML:
        samples = [*(replace(sample, share=NAMED) for sample in samples), *map(_nameless, samples)]
    shape = _fit_shape(samples)
    windows = [_window(sample, shape) for sample in samples]
    labels = np.array([label for window in windows for label in window.labels])
    weights = np.array([weight for window in windows for weight in window.weights])
    sizes = own_sizes(kind)
    own_bins = _bins([window.own for window in windows], sizes)
    own = _regression(_one_hot(own_bins, sizes), labels == BODY, weights, OWN_C)

    contexts = _contexts(windows, _unseen_scores(windows, own_bins, sizes, labels == BODY, weights))
    around_sizes = context_sizes(kind)
    body_sizes = (*sizes, *around_sizes)
    bins = np.hstack([own_bins, _bins(contexts, around_sizes)])
    is_body = np.array([inside for window in windows for inside in window.between]) if kind == HTML else labels == BODY
    body = _regression(_one_hot(bins, body_sizes), is_body, weights, BODY_C[kind])

    neighbours = [evidence.neighbour_evidence(window.own, sizes) for window in windows]
    start, end = _fit_borders(windows, contexts, neighbours, evidence.border_sizes(sizes, around_sizes))
    inside = None
    if kind == HTML:
        bins = np.hstack([bins, _bins(neighbours, evidence.neighbour_sizes(sizes))])
        inside = _fit_inside(windows, bins, inside_sizes(kind))
    return Fit(shape, _table(own, sizes), _table(body, body_sizes), start, end, inside)


def _nameless(sample: Sample) -> Sample:
    """Return a copy of a page of HTML whose classes, ids and roles say nothing; which of them are the same stays."""
    blocks = sample.blocks
    boxes: dict[int, Box] = {}

    def without(box: Box) -> Box:
        if box.number not in boxes:
            boxes[box.number] = box._replace(own=0, above=0, parent=without(box.parent) if box.parent else None)
        return boxes[box.number]

    markups = [markup._replace(own=0, above=0, box=without(markup.box)) for markup in blocks.markups]
    columns = (blocks.texts, blocks.starts, blocks.ends, blocks.keys, blocks.gaps, blocks.kinds)
    return replace(sample, document=sample.document._replace(blocks=Blocks(*columns, markups)), share=NAMELESS)


def _fit_shape(samples: Sequence[Sample]) -> list[float]:
    """Learn how much each combination of length and last character speaks for prose.

    A weight is how far the share of such lines that belong to the article lies above three in ten,
    times the square root of their mean length. Each shape starts with one line of the article against
    four others, so that a shape seen seldom says little.
    """
    size = evidence.OWN_SIZES[0]
    inside, outside = np.full(size, 1.0), np.full(size, 4.0)
    lengths, lines = np.full(size, 20.0), np.full(size, 1.0)
    for sample in samples:
        for block, label, shape in zip(sample.blocks, sample.labels, sample.glance.shapes, strict=True):
            (inside if label in (BODY, SUMMARY, CAPTION) else outside)[shape] += 1
            lengths[shape] += len(block.text) * sample.glance.scale
            lines[shape] += 1
    return _rounded((inside / (inside + outside) - 0.3) * np.sqrt(lengths / lines))


class _Window(NamedTuple):
    """The lines of a page around its main stretch of prose, which is all that is learned from."""

    sample: Sample
    start: int
    stop: int
    own: Columns

    @property
    def labels(self) -> str:
        return self.sample.labels[self.start : self.stop]

    @property
    def between(self) -> list[bool]:
        """Whether each line stands between the body's first and last."""
        top, end = self.labels.find(BODY), self.labels.rfind(BODY)
        return [0 <= top <= place <= end for place in range(len(self.labels))]

    @property
    def weights(self) -> list[float]:
        """What each line counts; nothing for a standfirst, which may be body or not."""
        return [
            0.0 if label == SUMMARY else self.sample.weight * min(LONGEST, max(1, len(block.text) / USUAL))
            for block, label in zip(self.sample.blocks[self.start : self.stop], self.labels, strict=True)
        ]


def _window(sample: Sample, shape: Sequence[float]) -> _Window:
    start, stop = main_window(sample.blocks, sample.glance.shapes, shape)
    own = evidence.own_evidence(sample.blocks, sample.families, start, stop, sample.glance)
    if sample.renderer == HTML:
        own += markup_evidence(sample.blocks, start, stop)
    return _Window(sample, start, stop, own)


def _unseen_scores(windows: Sequence[_Window], bins: Ints, sizes: Sizes, is_body: Bools, weights: Floats) -> Floats:
    """Return a first-round score for each line, by a model that has not seen its page."""
    folds = np.array([part("md5", w.sample.gold.id, INNER_FOLDS) for w in windows for _ in w.labels])
    matrix = _one_hot(bins, sizes)
    scores = np.zeros(len(bins))
    for fold in range(INNER_FOLDS):
        seen = folds != fold
        if seen.all():
            continue
        model = _regression(matrix[seen], is_body[seen], weights[seen], OWN_C)
        scores[~seen] = model.decision_function(matrix[~seen])
    return scores


def _contexts(windows: Sequence[_Window], scores: Floats) -> list[Columns]:
    """Return each page's context evidence; in HTML with what boxes and metadata say."""
    contexts = []
    at = 0
    for window in windows:
        sample, start, stop = window.sample, window.start, window.stop
        found = scores[at : at + stop - start].tolist()
        context = evidence.context_evidence(sample.blocks, sample.families, start, stop, found, sample.glance.scale)
        if sample.renderer == HTML:
            context += page_evidence(sample.document, start, stop, found)
        contexts.append(context)
        at += stop - start
    return contexts


def _fit_borders(
    windows: Sequence[_Window], contexts: Sequence[Columns], neighbours: Sequence[Columns], sizes: Sizes
) -> tuple[Table, Table]:
    """Learn what the first and the last line of a body look like.

    Lines that a rule claims are neither. In HTML a standfirst is left out, because some sets count it to
    the body; in raw text it is no border (leaving it out was not measured there).
    """
    pages = zip(windows, contexts, neighbours, strict=True)
    bins = _bins([evidence.border_evidence(window.own, context, near) for window, context, near in pages], sizes)
    picked: list[bool] = []
    first: list[bool] = []
    last: list[bool] = []
    weights: list[float] = []
    for window in windows:
        labels, claimed = window.labels, window.sample.families
        top, end = labels.find(BODY), labels.rfind(BODY)
        for place, label in enumerate(labels):
            skipped = label == SUMMARY and window.sample.renderer == HTML
            picked.append(top >= 0 and not skipped and not claimed.get(window.start + place))
            first.append(place == top)
            last.append(place == end)
            weights.append(window.sample.weight)
    chosen = np.array(picked)
    matrix = _one_hot(bins[chosen], sizes)
    start, end = (
        _regression(matrix, np.array(which)[chosen], np.array(weights)[chosen], BORDER_C) for which in (first, last)
    )
    return _table(start, sizes), _table(end, sizes)


def _fit_inside(windows: Sequence[_Window], bins: Ints, sizes: Sizes) -> Table:
    """Learn what tells the story's own lines from others between its first and last.

    The lines right outside are learned from too, because the borders that are found are not always
    the true ones. Here each line counts the same: a label left in is as wrong as a paragraph.
    """
    picked: list[bool] = []
    each: list[float] = []
    for window in windows:
        labels = window.labels
        top, end = labels.find(BODY), labels.rfind(BODY)
        lines = end - top + 1 + 2 * INSIDE_EDGE
        each += [window.sample.weight * min(1.0, INSIDE_MOST / lines)] * len(labels)
        picked += [
            label != SUMMARY and top >= 0 and top - INSIDE_EDGE <= place <= end + INSIDE_EDGE
            for place, label in enumerate(labels)
        ]
    chosen = np.array(picked)
    is_body = np.array([label == BODY for window in windows for label in window.labels])
    matrix = _one_hot(bins[chosen], sizes)
    return _table(_regression(matrix, is_body[chosen], np.array(each)[chosen], INSIDE_C), sizes)


def _bins(pages: Iterable[Columns], sizes: Sizes) -> Ints:
    """Return evidence in columns as one row of bins per line; each flag is a piece of two bins."""
    return np.vstack(
        [
            np.column_stack(
                [
                    part
                    for column, size in zip(page, sizes, strict=True)
                    for part in (
                        [column]
                        if isinstance(size, int)
                        else [[int(bin_ & bit > 0) for bin_ in column] for bit in size]
                    )
                ]
            )
            for page in pages
        ]
    )


def _spread(sizes: Sizes) -> list[int]:
    """Return the number of bins of each piece, two for each flag."""
    return [bins for size in sizes for bins in ([size] if isinstance(size, int) else [2] * len(size))]


def _one_hot(bins: Ints, sizes: Sizes) -> Any:
    """Return rows of bins as a sparse matrix with one column per piece of evidence and bin."""
    widths = np.array(_spread(sizes))
    for piece, size in enumerate(widths):
        if not 0 <= bins[:, piece].min() <= bins[:, piece].max() < size:
            worst = bins[:, piece].max()
            raise ValueError(f"piece {piece} of the evidence has bin {worst}, but {size} bins; correct its size")
    count, pieces = bins.shape
    columns = (bins + np.concatenate([[0], np.cumsum(widths)[:-1]])).ravel()
    ones = np.ones(count * pieces, dtype=np.float32)
    return sp.csr_matrix((ones, columns, np.arange(0, count * pieces + 1, pieces)), shape=(count, widths.sum()))


def _regression(matrix: Any, labels: Bools, weights: Floats, strength: float) -> Any:
    model = LogisticRegression(C=strength, max_iter=200, solver="liblinear", random_state=0)
    return model.fit(matrix, labels, sample_weight=weights)


def _table(model: Any, sizes: Sizes) -> Table:
    """Cut a model's weights up by piece of evidence."""
    parts = np.split(model.coef_[0], np.cumsum(_spread(sizes))[:-1])
    return Table([_rounded(part) for part in parts], round(float(model.intercept_[0]), 3))


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 3) for value in values]


class Score(NamedTuple):
    """How well one rendering came out."""

    corpus: str
    renderer: str
    precision: float
    recall: float
    exact: float


def cross_validate(samples: Sequence[Sample]) -> list[Score]:
    """Score every page with weights that were learned from the other parts."""
    return [score for number in range(FOLDS) for score in keep_out(samples, number, FOLDS)]


def keep_out(samples: Sequence[Sample], number: int, parts: int) -> list[Score]:
    """Score one part of the pages with weights that were learned from the others."""
    kept_out = [part("sha256", sample.gold.id, parts) == number for sample in samples]
    learned = fit([sample for sample, out in zip(samples, kept_out, strict=True) if not out])
    return evaluate([sample for sample, out in zip(samples, kept_out, strict=True) if out], learned)


def evaluate(samples: Sequence[Sample], learned: Fit) -> list[Score]:
    """Clean pages with all rules and these weights, and score them."""
    model = Model(learned.as_dict(), HTML if learned.inside else "text")
    cleaner = newsclean.Cleaner()
    scores = []
    with patch.object(extent, "shipped_model", lambda _kind: model):
        for sample in samples:
            text = cleaner.clean(sample.text, kind=HTML if sample.renderer == HTML else "text").text
            precision, recall = best_scores(sample.gold, text)
            scores.append(Score(sample.corpus, sample.renderer, precision, recall, exact(sample.gold, text)))
    return scores


def report(title: str, scores: Sequence[Score]) -> None:
    """Print means per renderer and corpus; F1 is that of mean precision and recall, as in `score.py`."""
    print(f"{title}\n  {'renderer':<12} {'corpus':<8} {'pages':>5}  P     R     F1    exact")
    for renderer, corpus in dict.fromkeys((score.renderer, score.corpus) for score in scores):
        found = [score[2:] for score in scores if (score.renderer, score.corpus) == (renderer, corpus)]
        precision, recall, whole = np.mean(found, axis=0)
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"  {renderer:<12} {corpus:<8} {len(found):>5}  {precision:.3f} {recall:.3f} {both:.3f} {whole:.3f}")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights with which newsclean finds an article's body.")
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder that holds {', '.join(CORPORA)}")
    parser.add_argument("--kind", choices=list(KINDS), default="text", help="what the pages are read as")
    parser.add_argument("--check", action="store_true", help="only measure, on pages that were not learned from")
    parser.add_argument("--output", type=Path, help="file to write (default: newsclean's own)")
    args = parser.parse_args()
    samples = dataset(args.corpora, KINDS[args.kind])
    print(f"{len(samples)} renderings, {sum(len(sample.blocks) for sample in samples)} lines")
    if args.check:
        report(f"{FOLDS}-fold cross-validation by page", cross_validate(samples))
        report("learned from two thirds of the pages, scored on the third", keep_out(samples, 0, KEPT_OUT))
        return
    output = args.output or OUTPUTS[args.kind]
    output.write_text(fit(samples).to_json(), encoding="utf-8")
    print(f"wrote {output}")


if __name__ == "__main__":
    main()
