"""newsclean and its peers side by side, on pages with ground truth.

    pip install -e '.[benchmark]'
    python benchmarks/compare.py --corpora ../shared/corpora                      # all of it
    python benchmarks/compare.py --corpora ../shared/corpora --task html --task second --cache /tmp/bench
    python benchmarks/compare.py --pages ../article-extraction-benchmark          # a public checkout
    python benchmarks/compare.py --corpora ../shared/corpora --write-readme       # tables and plots of the repository

Eight tasks, all in one run where none is named:

    html      each tool makes the article's text of the page's HTML
    unseen    newsclean with weights that were learned without the page (all pages of a set; extra `train`)
    thirds    newsclean on the third of the pages that was kept out of sight while rules were tuned, and on the rest
    text      each makes it of the text of the whole page, as a careless scraper stored it
    second    each tool's text from HTML, before and after newsclean.clean()
    captions  captions, credits, photographers and agencies
    ablation  newsclean without one family of rules at a time
    time      processor time per page as a multiple of what parsing the page with lxml takes

Figures are those of `scoring.py` and `credits.py`. A peer that raises, crashes or hangs has an empty text for
the page, and the table says on how many. `--cache` keeps what peers made of pages, by version and input; it holds page
texts, so keep it out of the repository. `results.json` gets figures only, and a task that is run again
replaces its own part.
"""

from __future__ import annotations

import argparse
import json
import platform
import shlex
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

import bootstrap
import corpus
import scoring
import tables
from corpus import THIRDS, Page, fingerprint, in_third, read_html_page, read_html_pages, read_pages, read_raw
from credits import score_captions
from peers import HTML_PEERS, NEWSCLEAN, TEXT_PEERS, Peer, parse_lxml
from scoring import Captions, Score, f1, score, summarise
from worker import Output, cached, digest, failures

import newsclean

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
TASKS = ("html", "unseen", "thirds", "text", "second", "captions", "ablation", "time")
RENDERINGS = ("html_text", "bs4")
ABLATED = ("fundus", "aeb")
"""Sets on which families of rules are left out: those of news, where there are any."""
TIMED = 15
"""Pages per set that are timed, evenly drawn from it."""
ROUNDS = 3


class Set(NamedTuple):
    """Pages with ground truth.

    Attributes:
        name: Name of the folder.
        folder: Where it is.
        pages: The truth.
    """

    name: str
    folder: Path
    pages: list[Page]

    def html(self) -> dict[str, str]:
        """Return the pages' HTML, by id."""
        return read_html_pages(self.folder, self.pages)

    def text(self, rendering: str) -> dict[str, str]:
        """Return the pages' text, by id."""
        found = read_raw(self.folder, rendering, self.pages)
        return {page.id: found[page.id] for page in self.pages}


Part = dict[str, Any]


class Bench(NamedTuple):
    """A run.

    Attributes:
        sets: The pages.
        peers: Names of the peers that are run; all where empty.
        cache: Folder for what peers made of pages.
    """

    sets: list[Set]
    peers: frozenset[str]
    cache: Path | None

    def chosen(self, table: Sequence[Peer]) -> list[Peer]:
        """Return the peers of a table that are asked for and installed; newsclean always is."""
        return [
            peer
            for peer in table
            if peer.is_installed and (not self.peers or peer.package == "newsclean" or peer.name in self.peers)
        ]

    def outputs(self, kind: str, peer: Peer, pages: Mapping[str, str]) -> dict[str, Output]:
        """Run a peer over pages, or look up what it made of them."""
        say(f"  {peer.name}: {len(pages)} pages")
        return cached(self.cache, kind, peer, pages)

    def scores(self, one: Set, shown: Mapping[str, str], texts: Mapping[str, str]) -> list[Score]:
        """Score texts of a set's pages, or look their scores up; `shown` is the text that a reader sees."""
        parts = [Path(scoring.__file__).read_text(encoding="utf-8")]
        parts += [json.dumps([astuple(page), shown[page.id], texts[page.id]]) for page in one.pages]
        path = self.cache / f"{digest(parts)}.scores.json" if self.cache else None
        if path and path.is_file():
            return [Score(*row) for row in json.loads(path.read_text(encoding="utf-8"))]
        found = [score(page, shown[page.id], texts[page.id]) for page in one.pages]
        if path:
            path.write_text(json.dumps(found), encoding="utf-8")
        return found

    # ------------------------------------------------------------------------------------- tasks

    def html(self) -> Part:
        """Compare what tools make of HTML."""
        return {one.name: self._row("html", HTML_PEERS, one, one.html(), one.text("html_text")) for one in self.sets}

    def unseen(self) -> Part:
        """Measure newsclean with weights learned without the page in question, in HTML and in text."""
        import train_extent

        names = [one.name for one in self.sets if one.name in train_extent.CORPORA]
        found: Part = {}
        for kind in train_extent.KINDS if names else ():
            say(f"  learning from {kind}")
            samples = train_extent.dataset(self.sets[0].folder.parent, train_extent.KINDS[kind], names)
            scores = train_extent.cross_validate(samples)
            for source in ("html", *RENDERINGS):
                for name in names:
                    rows = [one[2:] for one in scores if (one.corpus, one.renderer) == (name, source)]
                    if rows:
                        precision, recall, exact = map(fmean, zip(*rows, strict=True))
                        figures = {"f1": f1(precision, recall), "recall": recall, "exact": exact}
                        found.setdefault(source, {})[name] = {key: round(value, 4) for key, value in figures.items()}
        return dict(sorted(found.items(), key=lambda item: item[0] != "html"))

    def thirds(self) -> Part:
        """Measure newsclean on both parts of the pages, in HTML and in text."""
        found: Part = {}
        for source in ("html", *RENDERINGS):
            kind, peer = ("html", HTML_PEERS[0]) if source == "html" else ("text", TEXT_PEERS[0])
            found[source] = {third: {} for third in THIRDS}
            for one in self.sets:
                pages = one.html() if kind == "html" else one.text(source)
                texts = {name: output.text for name, output in self.outputs(kind, peer, pages).items()}
                shown = one.text("html_text") if kind == "html" else pages
                scores = self.scores(one, shown, texts)
                for third in THIRDS:
                    part = [s for page, s in zip(one.pages, scores, strict=True) if in_third(page.id, third)]
                    if part:
                        found[source][third][one.name] = _figures(part)
        return found

    def text(self) -> Part:
        """Compare what tools make of text, per rendering."""
        found: Part = {}
        for rendering in RENDERINGS:
            found[rendering] = {}
            for one in self.sets:
                pages = one.text(rendering)
                found[rendering][one.name] = self._row("text", TEXT_PEERS, one, pages, pages)
        return found

    def _row(
        self, kind: str, table: Sequence[Peer], one: Set, pages: Mapping[str, str], shown: Mapping[str, str]
    ) -> Part:
        row: Part = {}
        for peer in self.chosen(table):
            outputs = self.outputs(kind, peer, pages)
            scores = self.scores(one, shown, {name: output.text for name, output in outputs.items()})
            row[peer.name] = {**_figures(scores), "failed": failures(outputs.values())}
        return row

    def second(self) -> Part:
        """Compare each peer's text before and after newsclean."""
        found: Part = {}
        for one in self.sets:
            pages, shown = one.html(), one.text("html_text")
            row = found[one.name] = {}
            for peer in self.chosen(HTML_PEERS):
                if peer is NEWSCLEAN:
                    continue
                first = {name: output.text for name, output in self.outputs("html", peer, pages).items()}
                again = self.outputs("text", TEXT_PEERS[0], first)
                before = self.scores(one, shown, first)
                after = self.scores(one, shown, {name: output.text for name, output in again.items()})
                row[peer.name] = {
                    "before": _figures(before),
                    "after": _figures(after),
                    "gain": bootstrap.gains(before, after),
                }
        return found

    def captions(self) -> Part:
        """Compare captions; sets that know none are left out."""
        found: Part = {}
        for one in self.sets:
            pages = [page for page in one.pages if page.captions is not None]
            if pages:
                text = one.text("html_text")
                html = {page.id: read_html_page(one.folder, page.id) for page in pages}
                found[one.name] = {
                    "newsclean, HTML": _captions(pages, html, "html"),
                    "newsclean, text": _captions(pages, text, "text"),
                    "every <figcaption>": score_captions(
                        (page, _figcaptions(html[page.id])) for page in pages
                    )._asdict(),
                }
        return found

    def ablation(self) -> Part:
        """Measure newsclean without one family of rules at a time."""
        found: Part = {}
        sets = [one for one in self.sets if one.name in ABLATED] or self.sets
        for kind in ("html", "text"):
            pages = [
                (page, sources[page.id])
                for one in sets
                for sources in [one.html() if kind == "html" else one.text("html_text")]
                for page in one.pages
            ]
            texts = _texts(newsclean.Cleaner(), kind, pages)
            whole = [score(page, "", text) for (page, _), text in zip(pages, texts, strict=True)]
            row = found[kind] = {"all rules": _figures(whole)}
            for family in _families():
                say(f"  {kind} without {family}")
                without = _texts(newsclean.Cleaner(without=[family]), kind, pages)
                less = [
                    known if text == before else score(page, "", text)
                    for (page, _), text, before, known in zip(pages, without, texts, whole, strict=True)
                ]
                row[family] = {**_figures(less), "loss": bootstrap.gains(less, whole)}
        return found

    def time(self) -> Part:
        """Time the peers in turns, page by page, as multiples of a bare lxml parse."""
        peers = self.chosen(HTML_PEERS)
        spent: dict[str, list[float]] = {name: [] for name in ("lxml parse", *(peer.name for peer in peers))}
        pages = [html for one in self.sets for html in _evenly(list(one.html().values()), TIMED)]
        for number in range(ROUNDS + 1):  # the first warms up: it loads rules, models and caches
            say(f"  round {number} of {ROUNDS}")
            total = dict.fromkeys(spent, 0.0)
            for html in pages:
                total["lxml parse"] += _seconds(parse_lxml, html)
                for peer in peers:
                    total[peer.name] += _seconds(peer.extract, html)
            if number:
                for name, seconds in total.items():
                    spent[name].append(seconds)
        base = spent["lxml parse"]
        return {
            "pages": len(pages),
            "ratios": {
                name: {
                    "ratio": round(median(a / b for a, b in zip(seconds, base, strict=True)), 2),
                    "ms": round(1000 * median(seconds) / len(pages), 2),
                }
                for name, seconds in spent.items()
            },
        }


def _figures(scores: Sequence[Score]) -> Part:
    figures: Part = {name: round(value, 4) for name, value in summarise(scores).items()}
    return {**figures, "intervals": bootstrap.intervals(scores)}


def _texts(cleaner: newsclean.Cleaner, kind: str, pages: Iterable[tuple[Page, str]]) -> list[str]:
    return [cleaner.clean(source, kind=kind).text for _, source in pages]


def _families() -> list[str]:
    """Return the families of rules; of "body" only the rule that is no border can be left out."""
    found = dict.fromkeys(rule.id.partition(".")[0] for rule in newsclean.Cleaner().rules.rules)
    return [*sorted(name for name in found if name != "body"), "body.aside"]


def _captions(pages: Sequence[Page], sources: Mapping[str, str], kind: str) -> Part:
    def predicted(page: Page) -> Captions:
        names = ("text", "credit", "photographer", "agency")
        captions = newsclean.clean(sources[page.id], kind=kind).captions
        return [{name: getattr(caption, name) for name in names} for caption in captions]

    return score_captions((page, predicted(page)) for page in pages)._asdict()


def _figcaptions(html: str) -> Captions:
    """Return each `<figcaption>`'s text, whole; it stands for the credit, too."""
    from lxml import html as lxml_html

    found = (" ".join(node.itertext()) for node in lxml_html.document_fromstring(html).iter("figcaption"))
    texts = [" ".join(text.split()) for text in found]
    return [{"text": text, "credit": text} for text in texts if text]


def _seconds(function: Any, source: str) -> float:
    start = time.process_time()
    try:
        function(source)
    except Exception as error:  # failures are counted in the other tasks
        say(f"  !! {type(error).__name__} while timing")
    return time.process_time() - start


def _evenly(items: Sequence[str], number: int) -> Sequence[str]:
    """Return `number` items from all over the list."""
    return items if len(items) <= number else [items[at * len(items) // number] for at in range(number)]


# ------------------------------------------------------------------------------------------------ run


def say(text: str) -> None:
    """Tell how far the run is."""
    print(text, file=sys.stderr, flush=True)


def cpu() -> str:
    """Return the name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def about(bench: Bench, command: str) -> Part:
    """Return what a part of the results was measured with."""
    peers = bench.chosen(HTML_PEERS)
    return {
        "date": date.today().isoformat(),
        "command": command,
        "cpu": cpu(),
        "python": platform.python_version(),
        "versions": {peer.package: peer.version for peer in peers} | {"newsclean": newsclean.__version__},
        "missing": sorted({peer.package for peer in HTML_PEERS if not peer.is_installed}),
        "pages": {one.name: len(one.pages) for one in bench.sets},
        "fingerprints": {one.name: fingerprint(one.folder) for one in bench.sets},
    }


def find_sets(args: argparse.Namespace) -> list[Set]:
    """Read the sets that are asked for."""
    folders = list(args.pages)
    if args.corpora:
        names = args.sets or [name for name in corpus.SETS if (args.corpora / name).is_dir()]
        folders += [args.corpora / name for name in names]
    if not folders:
        raise SystemExit("no pages: give --corpora DIR, a folder of sets, or --pages DIR, a set or public checkout")
    found = []
    for folder in folders:
        pages = [page for page in read_pages(folder) if in_third(page.id, args.third)]
        found.append(Set(folder.resolve().name, folder, pages[: args.limit]))
    return found


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description="Compare newsclean with its peers on pages with ground truth.")
    parser.add_argument("--corpora", type=Path, help="folder of sets")
    parser.add_argument("--set", action="append", dest="sets", help="a set in it (default: all)")
    parser.add_argument("--pages", type=Path, action="append", default=[], help="a set or a public checkout")
    parser.add_argument("--task", action="append", dest="tasks", choices=TASKS, help="a task (default: all)")
    parser.add_argument("--peer", action="append", dest="peers", default=[], help="a peer's name (default: all)")
    parser.add_argument("--limit", type=int, help="pages per set")
    parser.add_argument("--third", choices=THIRDS, help="only the third that is kept out of sight, or the rest")
    parser.add_argument("--cache", type=Path, help="folder for what peers made of pages; outside the repository")
    parser.add_argument("--output", type=Path, help="folder for results.json, results.md and plots")
    parser.add_argument("--write-readme", action="store_true", help="update the repository's tables and plots")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    args = parse(arguments)
    shown = sys.argv[1:] if arguments is None else list(arguments)
    command = shlex.join(["python", "benchmarks/compare.py", *shown])
    bench = Bench(find_sets(args), frozenset(args.peers), args.cache)
    path = RESULTS if args.write_readme else args.output / "results.json" if args.output else None
    results: Part = json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else {}
    for task in args.tasks or TASKS:
        say(task)
        results[task] = {"about": about(bench, command), "figures": getattr(bench, task)()}
        if path:  # after each task, so that a run that is cut off leaves what it has measured
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(tables.report(results))
    if args.output or args.write_readme:
        import plots

        if args.output:
            (args.output / "results.md").write_text(tables.report(results) + "\n", encoding="utf-8")
            plots.write(results, args.output)
        if args.write_readme:
            plots.write(results, HERE.parent / "docs" / "plots")
            tables.write_readme(results, HERE.parent)


if __name__ == "__main__":
    main()
