"""What cleaning costs, as a multiple of the simplest rule there is.

    python benchmarks/speed.py --corpora ../shared/corpora [--rounds 7] [--limit 100]

Milliseconds depend on the machine; the ratio hardly does. Both are timed over the same renderings in the
same process, in turns, so that a busy moment hits both. The yardstick is C4's line rule: keep a line
that ends in . ! ? or " and has five words. Import time is that of `python -c "import newsclean"`
less that of `python -c pass`, in processes of their own, likewise in turns.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from corpus import read_raw
from peers import c4_lines

import newsclean

CORPORA = ("fundus", "aeb", "wcxb")


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


def main() -> None:
    parser = argparse.ArgumentParser(description="Time newsclean.clean against C4's line rule.")
    parser.add_argument("--corpora", type=Path, required=True, help=f"folder that holds {', '.join(CORPORA)}")
    parser.add_argument("--rounds", type=int, default=7, help="how often all is timed (default: 7)")
    parser.add_argument("--limit", type=int, help="pages per corpus (default: all)")
    args = parser.parse_args()
    for corpus in CORPORA:
        texts = list(read_raw(args.corpora / corpus, "html_text").values())[: args.limit]
        newsclean.clean(texts[0])  # the first call reads the rules and weights
        clean, c4 = in_turns(
            [lambda t=texts: per_page(newsclean.clean, t), lambda t=texts: per_page(c4_lines, t)],  # type: ignore[misc]
            args.rounds,
        )
        lines = sum(text.count("\n") + 1 for text in texts) // len(texts)
        print(
            f"{corpus:<7} {len(texts)} pages, {lines} lines each: "
            f"clean {clean:.2f} ms, C4 {c4:.2f} ms, ratio {clean / c4:.1f}"
        )
    bare, loaded = in_turns([lambda: process("pass"), lambda: process("import newsclean")], 3 * args.rounds)
    print(f"import  {loaded - bare:.0f} ms (python alone takes {bare:.0f} ms)")


if __name__ == "__main__":
    main()
