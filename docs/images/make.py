"""Makes the pictures of docs/see.md: `pip install 'newsclean[browser]'`, then `python docs/images/make.py`.

Needs Chromium on the PATH, or its name in CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from newsclean.cli.main import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STORY = ROOT / "fixtures/wire--promos-and-captions/input.txt"


def show_reason(page: Page) -> None:
    """Scroll to the document and rest on a line, so that its reason is seen."""
    page.locator(".line.k-caption .text").first.hover()
    page.evaluate("scrollTo(0, 0)")


def make() -> None:
    """Write explain.png."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder) / "explain.html"
        os.chdir(ROOT)
        main(["explain", str(STORY.relative_to(ROOT)), "--html", str(out)])
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 960}, color_scheme="light")
        page.goto(out.as_uri())
        show_reason(page)
        page.screenshot(path=HERE / "explain.png")
        browser.close()


if __name__ == "__main__":
    make()
