"""A rule of your own, in a script that needs no pack: what it takes, what it leaves, and its cases.

python examples/own_rule.py < page.txt
"""

from __future__ import annotations

import sys

from newsclean import Cleaner, rule
from newsclean.model import Block
from newsclean.testing import run_cases


@rule(
    id="mine.score_line",
    says="is a line of the score board",
    action="remove",
    contains=["full time"],
    max_words=12,
    remove=["Harbour Rovers 2 : 1 Hill Town – full time", "FULL TIME | Dockers 0 : 0 Mill United"],
    keep=["At full time it was still 1 : 0, and nobody had left the ground.", "Full time nurses earn more."],
)
def score_line(block: Block) -> bool:
    """A score, and no end of a sentence."""
    left, colon, right = block.text.partition(" : ")
    return bool(colon) and left[-1:].isdigit() and right[:1].isdigit() and not block.text.endswith(".")


def main() -> int:
    cleaner = Cleaner(rules=[score_line])
    if failures := list(run_cases([score_line], cleaner)):
        print(*failures, sep="\n", file=sys.stderr)
        return 3
    article = cleaner.clean(sys.stdin.buffer.read())
    print(article.text)
    for removal in article.removed:
        print(f"removed by {removal.rule}: {removal.text}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
