"""newsclean as a second stage: trafilatura finds the article in the HTML, newsclean cleans what it left in.

    pip install newsclean trafilatura lxml_html_clean  # the last for trafilatura itself, with lxml 6
    python examples/after_trafilatura.py page.html …

Only the extractor's text is handed on, so spans index that text. Another extractor (readability, newspaper4k,
resiliparse …) fits in the same place: anything that returns text, a paragraph a line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import trafilatura

from newsclean import Article, Cleaner


def clean_page(html: bytes, cleaner: Cleaner, url: str | None = None) -> Article | None:
    """Return the article, None where trafilatura finds none."""
    page = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    if page is None or not page.text:
        return None
    return cleaner.clean(page.text, kind="text", url=url, title=page.title)


def main() -> int:
    cleaner = Cleaner()
    missing = 0
    for name in sys.argv[1:]:
        article = clean_page(Path(name).read_bytes(), cleaner)
        if article is None:
            print(f"{name}: trafilatura finds no article", file=sys.stderr)
            missing += 1
            continue
        removed = [f"{removal.rule}: {removal.text}" for removal in article.removed]
        row = {"file": name, "title": article.title, "text": article.text, "removed_by_newsclean": removed}
        print(json.dumps(row, ensure_ascii=False))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
