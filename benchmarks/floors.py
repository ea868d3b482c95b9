"""Figures that newsclean must not fall below.

    python benchmarks/floors.py                     # check; what falls below is named, and the exit code is 3
    python benchmarks/floors.py --update            # raise the floors to what is measured now, less a margin
    python benchmarks/floors.py --update --lower    # lower them too, and accept other pages: say why in the commit

Measured on the made-up pages of `fixtures/corpus`, and on the shared corpora where they are there. `floors.json`
holds the floors and, per set, a fingerprint of its pages: figures of other pages say nothing about these floors.
Figures are those of `scoring.py` and `credits.py`; "sentences" is the share of true sentences of the input that
came out, "headline" that of pages whose headline is right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from corpus import SETS, Page, fingerprint, read_html_pages, read_pages, read_raw
from credits import score_captions
from scoring import same_headline, score, summarise

import newsclean

ROOT = Path(__file__).parent.parent
FLOORS = Path(__file__).parent / "floors.json"
OWN = ROOT / "fixtures" / "corpus"
SHARED = ROOT.parent / "shared" / "corpora"
INPUTS = ("html", "html_text", "bs4")
"""What pages are read as: HTML, and text as two renderers give it."""
MARGIN = 0.004
"""How far below the measured figure a floor is set: parsers of other versions read a page or two differently."""
BELOW = 3
"""Exit code where a check fails, as that of `newsclean rules test`."""

Figures = dict[str, float]


def measure(folder: Path) -> dict[str, Figures]:
    """Return the figures of a set, per input."""
    pages = read_pages(folder)
    return {name: _measure(folder, pages, name) for name in INPUTS}


def _measure(folder: Path, pages: Sequence[Page], name: str) -> Figures:
    kind = "html" if name == "html" else "text"
    sources = read_html_pages(folder, pages) if kind == "html" else read_raw(folder, name)
    cleaner = newsclean.Cleaner()
    articles = {page.id: cleaner.clean(sources[page.id], kind=kind) for page in pages}
    found = summarise([score(page, articles[page.id].source_text, articles[page.id].text) for page in pages])
    figures: Figures = {key: found[key] for key in ("f1", "recall", "exact", "must", "mustnot") if key in found}
    figures["sentences"] = 1 - found["lost"]
    titled = [same_headline(articles[page.id].title, page.title) for page in pages if page.title]
    if titled:
        figures["headline"] = fmean(titled)
    if name != "bs4" and any(page.captions for page in pages):
        names = ("text", "credit", "photographer", "agency")
        captions = score_captions(
            (page, [{key: getattr(c, key) for key in names} for c in articles[page.id].captions]) for page in pages
        )
        for key in ("f1", "credit", "photographer", "agency"):
            figures[f"captions {key}"] = getattr(captions, key)
    return {key: round(value, 4) for key, value in figures.items()}


def falls(name: str, floors: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """Yield a line for each figure of a set that is below its floor, or why they cannot be compared."""
    if name not in floors:
        yield f"{name}: has no floors; set them with --update --lower"
        return
    known = floors[name]
    if known["fingerprint"] != fingerprint(folder):
        yield f"{name}: {folder} holds other pages than those the floors were set on; accept them with --update --lower"
        return
    measured = measure(folder)
    for source, figures in known["floors"].items():
        for key, floor in figures.items():
            value = measured.get(source, {}).get(key)
            if value is None:
                yield f"{name}, {source}, {key}: no longer measured, but has a floor of {floor}"
            elif value < floor:
                yield f"{name}, {source}, {key}: {value} is below the floor {floor}"


def updated(name: str, floors: Mapping[str, Any], folder: Path, lower: bool) -> dict[str, Any]:
    """Return a set's entry with its floors raised to what is measured, less the margin; lowered only if asked to."""
    now = fingerprint(folder)
    old = floors.get(name)
    if not lower and (old is None or old["fingerprint"] != now):
        raise SystemExit(f"{name}: new pages need --lower, which sets floors that nothing held before")
    new = {
        source: {key: round(max(0.0, value - MARGIN), 3) for key, value in figures.items()}
        for source, figures in measure(folder).items()
    }
    if old is not None and not lower:
        for source, figures in old["floors"].items():
            for key, floor in figures.items():
                new[source][key] = max(floor, new[source].get(key, floor))
    return {"pages": len(read_pages(folder)), "fingerprint": now, "floors": new}


def folders(shared: Path) -> dict[str, Path]:
    """Return the sets that are there, by name."""
    found = {"fixtures/corpus": OWN}
    found.update({name: shared / name for name in SETS if (shared / name).is_dir()})
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold newsclean to its figures.")
    parser.add_argument("--corpora", type=Path, default=SHARED, help="the shared corpora (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="check; what is done without --update")
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured now, less a margin")
    parser.add_argument("--lower", action="store_true", help="with --update: lower floors too, and accept other pages")
    args = parser.parse_args()
    if args.lower and not args.update:
        parser.error("--lower goes with --update")
    if args.check and args.update:
        parser.error("--check and --update are two things; choose one")
    sets = folders(args.corpora)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if len(sets) == 1:
        print(f"{args.corpora}: not there; only our own pages are measured", file=sys.stderr)
    if args.update:
        for name, folder in sets.items():
            floors[name] = updated(name, floors, folder, args.lower)
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {FLOORS}")
        return 0
    below = [line for name, folder in sets.items() for line in falls(name, floors, folder)]
    print("\n".join(below) or f"all figures of {', '.join(sets)} hold their floors")
    return BELOW if below else 0


if __name__ == "__main__":
    sys.exit(main())
