"""What keeps pages from coming out exact: each wrong block, by class.

    python benchmarks/residue.py --corpora ../shared/corpora --mode html
    python benchmarks/residue.py --corpora ../shared/corpora --mode text --rendering bs4 --set fundus --third seen
    python benchmarks/residue.py --corpora ../shared/corpora --mode html --show "heading lost"   # examples, for tuning

A page that did not come out exact (`scoring.exact`) is compared word by word with the reference that is
nearest to it. A wrong block is a true paragraph that is missing, whole or in part ("… lost"), or a
paragraph of ours that the truth lacks, whole or in part ("… kept"). Classes that begin with "truth" are
such as nobody can mend who only sees the page: text that the truth has and the page has not, and the like.

Tables have, per set: wrong blocks / pages that have any / pages where nothing else is wrong; by class, and by
where the block stands: before the first paragraph that came out right, after the last, or inside. A third one
tells by which rule the lost went. `wrong.py` says how blocks are found and named.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from corpus import RENDERERS, SETS, THIRDS, in_third, read_html_page, read_pages, read_raw
from scoring import exact, lost_sentences
from tables import replace_marked
from wrong import Case, Wrong

import newsclean

DOCS = Path(__file__).parent.parent / "docs" / "residue.md"
MODES = ("html", "text")


class Tally(NamedTuple):
    """What became of a set.

    Attributes:
        name: Name of the set.
        pages: Its pages.
        exact: Those that came out exact.
        sentences: True sentences that the input holds.
        lost: Those of them that did not come out.
        wrong: Wrong blocks of the pages that are not exact.
    """

    name: str
    pages: int
    exact: int
    sentences: int
    lost: int
    wrong: list[Wrong]


class Residue(NamedTuple):
    """What is wrong with the pages of all sets, read as one kind of input."""

    title: str
    sets: list[Tally]

    def markdown(self, most: int) -> str:
        """Return its tables."""
        return "\n\n".join((
            sentences(self.sets),
            table(self.sets, self.title),
            table(self.sets, "where", "where"),
            causes(self.sets, most),
        ))  # fmt: skip


def collect(args: argparse.Namespace) -> Residue:
    """Clean all pages of one kind of input and find what is wrong with them."""
    title = "HTML" if args.mode == "html" else f"text ({args.rendering})"
    return Residue(title, [tally(args, name) for name in args.sets or SETS])


def tally(args: argparse.Namespace, name: str) -> Tally:
    """Clean the pages of a set and find what is wrong with them."""
    folder = args.corpora / name
    pages = [page for page in read_pages(folder, args.limit) if in_third(page.id, args.third)]
    texts = read_raw(folder, args.rendering, pages)
    cleaner = newsclean.Cleaner()
    there = lost = whole = 0
    wrong: list[Wrong] = []
    for page in pages:
        html = read_html_page(folder, page.id)
        explanation = cleaner.explain(html if args.mode == "html" else texts[page.id], kind=args.mode)
        article = explanation.article
        counts = lost_sentences(page, article.source_text, article.text)
        there, lost = there + counts[0], lost + counts[1]
        if exact(page, article.text):
            whole += 1
        else:
            wrong += Case(page, explanation, html, texts[page.id]).wrong()
    return Tally(name, len(pages), whole, there, lost, wrong)


def sentences(sets: Iterable[Tally]) -> str:
    """Write how many true sentences of the input did not come out."""
    shown = (f"{one.name} {one.lost} of {one.sentences} ({one.lost / max(1, one.sentences):.1%})" for one in sets)
    return f"True sentences of the input that did not come out: {', '.join(shown)}."


def table(sets: Sequence[Tally], title: str, by: str = "kind") -> str:
    """Write counts as Markdown: blocks / pages that have any / pages where nothing else is wrong.

    Args:
        sets: What became of each set.
        title: Head of the first column.
        by: What to count by: "kind" or "where".
    """
    counts = [count(one.wrong, by) for one in sets]
    total: Counter[str] = Counter()
    for cells in counts:
        total.update({kind: cell[1] for kind, cell in cells.items()})
    heads = " | ".join(f"{one.name}: {one.exact} of {one.pages} exact" for one in sets)
    lines = [f"| {title} | {heads} |", "|---|" + "---|" * len(sets)]
    for kind, _ in sorted(total.items(), key=lambda pair: (-pair[1], pair[0])):
        row = (cells.get(kind) for cells in counts)
        lines.append(f"| {kind} | " + " | ".join("{} / {} / {}".format(*cell) if cell else "" for cell in row) + " |")
    return "\n".join(lines)


def count(wrong: Iterable[Wrong], by: str = "kind") -> dict[str, tuple[int, int, int]]:
    """Return per class: blocks, pages that have any, pages where nothing else is wrong."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    on_page: dict[str, set[str]] = defaultdict(set)
    for block in wrong:
        kind = getattr(block, by)
        kinds[kind][block.page] += 1
        on_page[block.page].add(kind)
    return {
        kind: (sum(blocks.values()), len(blocks), sum(len(on_page[page]) == 1 for page in blocks))
        for kind, blocks in kinds.items()
    }


def causes(sets: Iterable[Tally], most: int) -> str:
    """Write by which rules the lost went, on how many pages, the most frequent first."""
    pairs: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for block in (block for one in sets for block in one.wrong):
        if block.rule:
            pairs[block.kind, block.where, block.rule].append(block.page)
    ordered = sorted(pairs.items(), key=lambda item: (-len(set(item[1])), item[0]))
    lines = ["| class | where | rule that took it | blocks / pages |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(key)} | {len(pages)} / {len(set(pages))} |" for key, pages in ordered[:most]]
    return "\n".join(lines)


def show(wrong: Iterable[Wrong], kind: str, most: int) -> None:
    """Print wrong blocks of a class (or of all whose name holds `kind`)."""
    shown = [block for block in wrong if kind in f"{block.kind} {block.where} {block.rule}"]
    for block in shown[:most]:
        print(f"{block.page}  [{block.kind} | {block.where} | {block.rule}]\n    {block.text[:300]}")
    print(f"{len(shown)} blocks")


def write_docs(args: argparse.Namespace, path: Path) -> None:
    """Put the tables of HTML and of both common renderings into docs/residue.md."""
    parts = [
        f"Counted on {date.today().isoformat()} by `python benchmarks/residue.py --corpora ../shared/corpora "
        "--write-docs`. Cells: wrong blocks / pages that have any / pages where nothing else is wrong."
    ]
    for mode, rendering, title in (
        ("html", "html_text", "From HTML"),
        ("text", "html_text", "From text as html_text renders it"),
        ("text", "bs4", "From text as bs4 renders it"),
    ):
        args.mode, args.rendering = mode, rendering
        parts += [f"## {title}", collect(args).markdown(args.most)]
    text = path.read_text(encoding="utf-8")
    path.write_text(replace_marked(text, "residue", "\n\n".join(parts), str(path)), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Count what keeps pages from coming out exact.")
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder that holds {', '.join(SETS)}")
    parser.add_argument("--mode", choices=MODES, default="html", help="what pages are read as")
    parser.add_argument("--rendering", choices=RENDERERS, default="html_text", help="which text, for --mode text")
    parser.add_argument("--set", action="append", dest="sets", help="a set (default: all); may be given again")
    parser.add_argument("--third", choices=THIRDS, help="only the third that is kept out of sight, or the rest")
    parser.add_argument("--show", metavar="CLASS", help="print blocks whose class, place or rule holds this")
    parser.add_argument("--most", type=int, default=25, help="lines of examples and of causes (default: 25)")
    parser.add_argument("--limit", type=int, help="pages per set")
    parser.add_argument("--markdown", type=Path, help="file to write the tables to")
    parser.add_argument("--json", type=Path, help="file to write the counts to")
    parser.add_argument("--write-docs", action="store_true", help="update the tables of docs/residue.md")
    args = parser.parse_args()
    if args.write_docs:
        write_docs(args, DOCS)
        return
    residue = collect(args)
    if args.show is not None:
        show([block for one in residue.sets for block in one.wrong], args.show, args.most)
        return
    print(residue.markdown(args.most))
    if args.markdown:
        args.markdown.write_text(residue.markdown(args.most) + "\n", encoding="utf-8")
    if args.json:
        args.json.write_text(json.dumps(_plain(residue), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(residue: Residue) -> dict[str, Any]:
    return {
        one.name: {
            **{name: getattr(one, name) for name in ("pages", "exact", "sentences", "lost")},
            "classes": {
                kind: dict(zip(("blocks", "pages", "only"), cell, strict=True))
                for kind, cell in count(one.wrong).items()
            },
            "blocks": [
                {"class": kind, "where": where, "rule": rule, "blocks": number}
                for (kind, where, rule), number in Counter(block[1:4] for block in one.wrong).most_common()
            ],
        }
        for one in residue.sets
    }


if __name__ == "__main__":
    main()
