"""What cleaning costs, as multiples of simpler things done to the same pages.

    python benchmarks/speed.py --corpora ../shared/corpora [--kind html] [--rounds 7] [--limit 100]

Milliseconds depend on the machine; ratios hardly do. All is timed over the same pages in the same process, in
turns, so that a busy moment hits all. The yardstick for text is C4's line rule: keep a line that ends in
. ! ? or " and has five words. Those for HTML are a bare lxml parse, resiliparse (the fastest extractor of main
content) and trafilatura; they come with `pip install -e '.[benchmark]'`. Import time is that of
`python -c "import newsclean"` less that of `python -c pass`, in processes of their own, likewise in turns.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import peers
from corpus import SETS, read_html_pages, read_pages, read_raw

import newsclean
from newsclean.credit import splitting
from newsclean.rules.ruleset import builtin_rules


def per_page(function: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the milliseconds of processor time that a page costs."""
    start = time.process_time()
    for text in texts:
        function(text)
    return 1000 * (time.process_time() - start) / len(texts)


def in_turns(functions: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """Return the median of each measurement, all taken once per round."""
    found = [[function() for function in functions] for _ in range(rounds)]
    return [median(values) for values in zip(*found, strict=True)]


def process(code: str) -> float:
    """Return the milliseconds that a Python process takes for `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(newsclean.__file__).parent.parent)
    return 1000 * (time.perf_counter() - start)


def time_text(folder: Path, rounds: int, limit: int | None) -> str:
    """Time text mode on a set's pages: as if none had been seen, and when their menus have been met before."""
    texts = list(read_raw(folder, "html_text").values())[:limit]
    for function in (peers.clean_text, peers.c4_lines):
        function(texts[0])  # the first call loads rules and weights
    timed = [
        partial(per_page, peers.c4_lines, texts),
        lambda: (forget(), per_page(peers.clean_text, texts))[1],
        partial(per_page, peers.clean_text, texts),
    ]
    c4, first, again = in_turns(timed, rounds)
    lines = sum(text.count("\n") + 1 for text in texts) // len(texts)
    return (
        f"{len(texts)} pages, {lines} lines each: newsclean {first:.2f} ms, {first / c4:.1f} times C4's line rule; "
        f"{again:.2f} ms, {again / c4:.1f} times, where their menus have been met before"
    )


def forget() -> None:
    """Forget what is kept of lines that were met before; pages that are seen twice would flatter us."""
    builtin_rules().here(None).gates._known.clear()
    splitting._divide.cache_clear()


YARDSTICKS = {"bare lxml parse": peers.parse_lxml, "resiliparse": peers.resiliparse, "trafilatura": peers.trafilatura}


def time_html(folder: Path, rounds: int, limit: int | None) -> str:
    """Time HTML mode on a set's pages."""
    pages = list(read_html_pages(folder, read_pages(folder, limit)).values())
    clean, *others = measure([peers.clean_html, *YARDSTICKS.values()], pages, rounds)
    ratios = (f"{clean / other:.2f} times {name}" for name, other in zip(YARDSTICKS, others, strict=True))
    size = sum(map(len, pages)) // len(pages) // 1000
    return f"{len(pages)} pages, {size} KB each: newsclean {clean:.2f} ms, {', '.join(ratios)}"


def measure(functions: Sequence[Callable[[str], object]], pages: Sequence[str], rounds: int) -> list[float]:
    """Return the median milliseconds per page of each function."""
    for function in functions:
        function(pages[0])  # the first call loads rules, weights and libraries
    return in_turns([partial(per_page, function, pages) for function in functions], rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time newsclean against simpler things.")
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder that holds {', '.join(SETS)}")
    parser.add_argument("--kind", action="append", choices=["text", "html"], help="what is timed (default: both)")
    parser.add_argument("--rounds", type=int, default=7, help="how often all is timed (default: 7)")
    parser.add_argument("--limit", type=int, help="pages per set (default: all for text, 60 for HTML)")
    args = parser.parse_args()
    kinds = args.kind or ["text", "html"]
    for name in SETS:
        if "text" in kinds:
            print(f"{name:<7} text: {time_text(args.corpora / name, args.rounds, args.limit)}")
        if "html" in kinds:
            print(f"{name:<7} HTML: {time_html(args.corpora / name, args.rounds, args.limit or 60)}")
    bare, loaded = in_turns([lambda: process("pass"), lambda: process("import newsclean")], 3 * args.rounds)
    print(f"import  {loaded - bare:.0f} ms (python alone takes {bare:.0f} ms)")


if __name__ == "__main__":
    main()
