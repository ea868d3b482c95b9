"""Write the captions of scraped pages as CSV: who took what picture, for whom.

python examples/captions_csv.py page.txt page.html … > captions.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean import Cleaner

COLUMNS = ("file", "headline", "caption", "photographer", "agency", "credit", "date", "image_url")


def rows(paths: Iterable[Path]) -> Iterator[tuple[str | None, ...]]:
    cleaner = Cleaner()
    for path in paths:
        article = cleaner.clean(path.read_bytes())
        for found in article.captions:
            yield (
                str(path), article.title, found.text, found.photographer, found.agency, found.credit, found.date,
                found.image_url,
            )  # fmt: skip


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("usage: captions_csv.py FILE …")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(map(Path, sys.argv[1:])))
