"""Learn the weights with which newsclean finds an article's body: newsclean/data/extent*.json.

    pip install -e '.[train]'
    python benchmarks/train_extent.py --corpora ../shared/corpora              # train on all pages and write
    python benchmarks/train_extent.py --corpora ../shared/corpora --kind html  # the same for pages read as HTML
    python benchmarks/train_extent.py --corpora ../shared/corpora --check      # measure on unseen pages; writes nothing

What is learned, in the order in which `newsclean.pages.extent` uses it (the evidence itself, and what
a bin is, stands in `newsclean.pages.evidence`):

    shape   one weight per length and last character: finds the page's main stretch of prose, its window
    own     how body-like each line of the window is by itself
    body    the same together with what `own` thinks of its neighbours
    start   how likely each line is to be the body's first
    end     how likely each line is to be the body's last

All but `shape` are logistic regressions on one-hot bins. The same pages give the same weights, to the
last digit: nothing is drawn at random, and folds are told from hashes of page ids.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp  # type: ignore[import-untyped]
from labels import BODY, CAPTION, SUMMARY, Gold, label_lines, read_gold, read_html_pages, read_raw
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

import newsclean
from newsclean.label import _with_followers
from newsclean.model import Block, Document
from newsclean.pages import evidence, extent
from newsclean.pages.boxes import BOX_SIZES, box_evidence
from newsclean.pages.markup import MARKUP_SIZES, markup_evidence
from newsclean.pages.told import TOLD_SIZES, told_evidence
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

THRESHOLD, PULL = 0.3, 0.1
"""How body-like a line must be to speak for a run, and how much lines count beside the borders.
Chosen by cross-validation."""
OWN_C, BODY_C, BORDER_C, INSIDE_C = 0.3, 0.03, 0.05, 0.01
INSIDE_EDGE = 5
WITHIN = 1
"""Inverse strength of the pull towards 0 (scikit-learn's `C`). Chosen by cross-validation."""
LONGEST, USUAL = 3.5, 60
"""A line counts for one per `USUAL` characters, but for one at least and `LONGEST` at most."""
INNER_FOLDS = 4
"""Parts in which the training pages get their own first-round scores, each from the other parts:
scores of lines that a model has seen are better than those it will meet."""
FOLDS = 5
KEPT_OUT = 3
"""For `--check`: parts of the cross-validation, and which part of the pages (one in three) is kept out."""

Row = tuple[int, ...]
Floats = npt.NDArray[np.float64]
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
        scale: See `evidence.width`.
    """

    corpus: str
    renderer: str
    gold: Gold
    text: str
    document: Document
    labels: str
    families: Mapping[int, int]
    scale: float

    @property
    def blocks(self) -> Sequence[Block]:
        """Its lines."""
        return self.document.blocks

    @property
    def weight(self) -> float:
        """What a line of it counts."""
        return RENDERERS[self.renderer] * CORPORA[self.corpus]


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
        return {"shape": self.shape, **tables, "threshold": THRESHOLD, "pull": PULL}

    def to_json(self) -> str:
        """Return `extent.json`."""
        return json.dumps(self.as_dict())


def dataset(
    corpora: Path, renderers: Iterable[str] = tuple(KINDS["text"]), names: Iterable[str] = tuple(CORPORA)
) -> list[Sample]:
    """Read and label the renderings of all pages."""
    gates = builtin_rules().gates(None)
    samples = []
    for corpus in names:
        pages = read_gold(corpora / corpus)
        for renderer in renderers:
            folder = corpora / corpus
            texts = read_html_pages(folder, pages) if renderer == HTML else read_raw(folder, renderer)
            for gold in pages:
                sample = _sample(corpus, renderer, gold, texts[gold.id], gates)
                if sample.blocks:
                    samples.append(sample)
    return samples


def _sample(corpus: str, renderer: str, gold: Gold, text: str, gates: Gates) -> Sample:
    document = read_html(text) if renderer == HTML else read_text(text)
    blocks = document.blocks
    hits = _with_followers(blocks, gates.hits(blocks))
    families = {index: evidence.family(found) for index, found in hits.items()}
    labels = label_lines(gold, blocks)
    return Sample(corpus, renderer, gold, text, document, labels, families, evidence.width(blocks))


def fit(samples: Sequence[Sample]) -> Fit:
    """Learn all weights from labelled pages."""
    shape = _fit_shape(samples)
    windows = [_window(sample, shape) for sample in samples]
    own_rows = [row for window in windows for row in window.own]
    is_body = np.array([label == BODY for window in windows for label in window.labels])
    weights = np.array([weight for window in windows for weight in window.weights])
    sizes = _own_sizes(samples)
    own = _regression(_one_hot(own_rows, sizes), is_body, weights, OWN_C)

    contexts = _contexts(windows, _unseen_scores(windows, own_rows, sizes, is_body, weights))
    body_rows = [row + more for row, more in zip(own_rows, _flat(contexts), strict=True)]
    context_sizes = _context_sizes(samples)
    body_sizes = (*sizes, *context_sizes)
    between = np.array([inside for window in windows for inside in window.between]) if WITHIN else is_body
    body = _regression(_one_hot(body_rows, body_sizes), between, weights, BODY_C)

    start, end = _fit_borders(windows, contexts, sizes, context_sizes)
    inside = _fit_inside(windows, body_rows, body_sizes) if samples[0].renderer == HTML else None
    return Fit(shape, _table(own, sizes), _table(body, body_sizes), start, end, inside)


def _fit_inside(windows: Sequence[_Window], rows: Sequence[Row], sizes: Row) -> Table:
    """Learn what the lines between a body's first and last look like that are not the story's."""
    picked: list[Row] = []
    is_body: list[bool] = []
    weights: list[float] = []
    at = 0
    for window in windows:
        labels = window.labels
        top, end = labels.find(BODY), labels.rfind(BODY)
        for place in range(max(0, top - INSIDE_EDGE), min(len(labels), end + 1 + INSIDE_EDGE)) if top >= 0 else ():
            if labels[place] != SUMMARY:
                picked.append(rows[at + place])
                is_body.append(labels[place] == BODY)
                weights.append(window.sample.weight)
        at += len(labels)
    model = _regression(_one_hot(picked, sizes), np.array(is_body), np.array(weights), INSIDE_C)
    return _table(model, sizes)


def _own_sizes(samples: Sequence[Sample]) -> Row:
    """Return the number of bins of each piece of a line's own evidence; HTML adds what tags say."""
    return evidence.OWN_SIZES + (MARKUP_SIZES if samples[0].renderer == HTML else ())


def _context_sizes(samples: Sequence[Sample]) -> Row:
    """Return the same of what its neighbours show; HTML adds the boxes that it stands in."""
    return evidence.CONTEXT_SIZES + (BOX_SIZES + TOLD_SIZES if samples[0].renderer == HTML else ())


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
        shapes = evidence.shapes(sample.blocks, sample.scale)
        for block, label, shape in zip(sample.blocks, sample.labels, shapes, strict=True):
            (inside if label in (BODY, SUMMARY, CAPTION) else outside)[shape] += 1
            lengths[shape] += len(block.text) * sample.scale
            lines[shape] += 1
    return _rounded((inside / (inside + outside) - 0.3) * np.sqrt(lengths / lines))


class _Window(NamedTuple):
    """The lines of a page around its main stretch of prose, which is all that is learned from."""

    sample: Sample
    start: int
    stop: int
    own: list[Row]

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
    start, stop = extent.window(sample.blocks, shape, sample.scale)
    own = evidence.own_evidence(sample.blocks, sample.families, start, stop, sample.scale)
    if sample.renderer == HTML:
        own = [row + more for row, more in zip(own, markup_evidence(sample.blocks, start, stop), strict=True)]
    return _Window(sample, start, stop, own)


def _unseen_scores(
    windows: Sequence[_Window], rows: Sequence[Row], sizes: Row, is_body: Bools, weights: Floats
) -> Floats:
    """Return a first-round score for each line, by a model that has not seen its page."""
    folds = np.array([_part("md5", w.sample.gold.id, INNER_FOLDS) for w in windows for _ in w.own])
    matrix = _one_hot(rows, sizes)
    scores = np.zeros(len(rows))
    for fold in range(INNER_FOLDS):
        seen = folds != fold
        if seen.all():
            continue
        model = _regression(matrix[seen], is_body[seen], weights[seen], OWN_C)
        scores[~seen] = model.decision_function(matrix[~seen])
    return scores


def _contexts(windows: Sequence[_Window], scores: Floats) -> list[list[Row]]:
    """Return each page's context evidence."""
    contexts = []
    at = 0
    for window in windows:
        sample, stop = window.sample, at + len(window.own)
        mine = scores[at:stop].tolist()
        rows = evidence.context_evidence(sample.blocks, sample.families, window.start, window.stop, mine)
        if sample.renderer == HTML:
            boxes = box_evidence(sample.blocks, window.start, window.stop, mine)
            told = told_evidence(sample.document, window.start, window.stop)
            rows = [row + more + said for row, more, said in zip(rows, boxes, told, strict=True)]
        contexts.append(rows)
        at = stop
    return contexts


def _fit_borders(
    windows: Sequence[_Window], contexts: Sequence[Sequence[Row]], sizes: Row, context_sizes: Row
) -> tuple[Table, Table]:
    """Learn what the first and the last line of a body look like; lines that a rule claims are neither."""
    rows: list[Row] = []
    first: list[bool] = []
    last: list[bool] = []
    weights: list[float] = []
    for window, context in zip(windows, contexts, strict=True):
        sample = window.sample
        top, end = sample.labels.find(BODY), sample.labels.rfind(BODY)
        if top < 0:
            continue
        for place in range(len(window.own)):
            index = window.start + place
            if not sample.families.get(index) and sample.labels[index] != SUMMARY:
                rows.append(evidence.border_evidence(window.own, context, place, sizes))
                first.append(index == top)
                last.append(index == end)
                weights.append(sample.weight)
    border_sizes = evidence.border_sizes(sizes, context_sizes)
    matrix = _one_hot(rows, border_sizes)
    start_model, end_model = (
        _regression(matrix, np.array(which), np.array(weights), BORDER_C) for which in (first, last)
    )
    return _table(start_model, border_sizes), _table(end_model, border_sizes)


def _one_hot(rows: Sequence[Row], sizes: Sequence[int]) -> Any:
    """Return rows of bins as a sparse matrix with one column per piece of evidence and bin."""
    bins = np.asarray(rows)
    for piece, size in enumerate(sizes):
        if not 0 <= bins[:, piece].min() <= bins[:, piece].max() < size:
            worst = bins[:, piece].max()
            raise ValueError(f"piece {piece} of the evidence has bin {worst}, but {size} bins; correct its size")
    count, pieces = bins.shape
    columns = (bins + np.concatenate([[0], np.cumsum(sizes)[:-1]])).ravel()
    ones = np.ones(count * pieces, dtype=np.float32)
    return sp.csr_matrix((ones, columns, np.arange(0, count * pieces + 1, pieces)), shape=(count, sum(sizes)))


def _regression(matrix: Any, labels: Bools, weights: Floats, strength: float) -> Any:
    model = LogisticRegression(C=strength, max_iter=200, solver="liblinear", random_state=0)
    return model.fit(matrix, labels, sample_weight=weights)


def _table(model: Any, sizes: Sequence[int]) -> Table:
    """Cut a model's weights up by piece of evidence."""
    parts = np.split(model.coef_[0], np.cumsum(sizes)[:-1])
    return Table([_rounded(part) for part in parts], round(float(model.intercept_[0]), 3))


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 3) for value in values]


def _flat(rows: Iterable[Sequence[Row]]) -> list[Row]:
    return [row for part in rows for row in part]


def _part(method: str, name: str, parts: int) -> int:
    """Return which of `parts` parts a page belongs to; all its renderings fall in the same."""
    return int(hashlib.new(method, name.encode()).hexdigest(), 16) % parts


class Score(NamedTuple):
    """How well one rendering came out."""

    corpus: str
    renderer: str
    precision: float
    recall: float
    exact: float


def cross_validate(samples: Sequence[Sample], metrics: Any) -> list[Score]:
    """Score every page with weights that were learned from the other parts."""
    return [score for part in range(FOLDS) for score in keep_out(samples, metrics, part, FOLDS)]


def keep_out(samples: Sequence[Sample], metrics: Any, part: int, parts: int) -> list[Score]:
    """Score one part of the pages with weights that were learned from the others."""
    kept_out = [_part("sha256", sample.gold.id, parts) == part for sample in samples]
    learned = fit([sample for sample, out in zip(samples, kept_out, strict=True) if not out])
    return evaluate([sample for sample, out in zip(samples, kept_out, strict=True) if out], learned, metrics)


def evaluate(samples: Sequence[Sample], learned: Fit, metrics: Any) -> list[Score]:
    """Clean pages with all rules and these weights, and score them as `score.py text` does."""
    model = extent.Model(learned.as_dict())
    cleaner = newsclean.Cleaner()
    scores = []
    with patch.object(extent, "_model", lambda _kind: model):
        for sample in samples:
            text = cleaner.clean(sample.text, kind=HTML if sample.renderer == HTML else "text").text
            precision, recall = metrics.best_reference(sample.gold, text)
            exact = metrics.exact(sample.gold, text)
            scores.append(Score(sample.corpus, sample.renderer, precision, recall, exact))
    return scores


def report(title: str, scores: Sequence[Score]) -> None:
    """Print means per renderer and corpus; F1 is that of mean precision and recall, as in `score.py`."""
    print(f"{title}\n  {'renderer':<12} {'corpus':<8} {'pages':>5}  P     R     F1    exact")
    for renderer, corpus in dict.fromkeys((score.renderer, score.corpus) for score in scores):
        found = [score[2:] for score in scores if (score.renderer, score.corpus) == (renderer, corpus)]
        precision, recall, exact = np.mean(found, axis=0)
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"  {renderer:<12} {corpus:<8} {len(found):>5}  {precision:.3f} {recall:.3f} {both:.3f} {exact:.3f}")
    sys.stdout.flush()


def load_metrics(path: Path) -> Any:
    """Load the scorer's own `metrics.py`, so that figures mean the same here and there."""
    spec = importlib.util.spec_from_file_location("metrics", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"{path}: no such file; give the scorer's metrics.py with --metrics")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights with which newsclean finds an article's body.")
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder that holds {', '.join(CORPORA)}")
    parser.add_argument("--kind", choices=list(KINDS), default="text", help="what the pages are read as")
    parser.add_argument("--check", action="store_true", help="only measure, on pages that were not learned from")
    parser.add_argument("--metrics", type=Path, help="the scorer (default: CORPORA/../score/metrics.py)")
    parser.add_argument("--output", type=Path, help="file to write (default: newsclean's own)")
    args = parser.parse_args()
    samples = dataset(args.corpora, KINDS[args.kind])
    print(f"{len(samples)} renderings, {sum(len(sample.blocks) for sample in samples)} lines")
    if args.check:
        metrics = load_metrics(args.metrics or args.corpora.parent / "score" / "metrics.py")
        report(f"{FOLDS}-fold cross-validation by page", cross_validate(samples, metrics))
        report("learned from two thirds of the pages, scored on the third", keep_out(samples, metrics, 0, KEPT_OUT))
        return
    output = args.output or OUTPUTS[args.kind]
    output.write_text(fit(samples).to_json(), encoding="utf-8")
    print(f"wrote {output}")


if __name__ == "__main__":
    main()
