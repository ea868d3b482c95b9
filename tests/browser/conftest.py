"""A real browser for the tests of pages: Chromium of the system, driven by Playwright.

Without Playwright (the extra `newsclean[browser]`) or Chromium these tests are skipped. CHROMIUM names the browser to
use; where it is set, as in .ci/run, nothing is skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from newsclean.cli.main import main

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    wanted = os.environ.get("CHROMIUM")
    if wanted is None:
        pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'newsclean[browser]'")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    path = wanted or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("needs Chromium: apt-get install chromium, or name a browser with CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


@dataclass
class Watch:
    """What a page did beside being shown; all of it must stay empty."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Open a file as a page; what it fetches, complains of or asks fails the test."""
    contexts: list[Any] = []
    watch = Watch()

    def open_it(path: Path, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        address = path.as_uri()
        page.on("request", lambda request: watch.requests.append(request.url) if request.url != address else None)
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.on("console", lambda message: watch.errors.append(message.text))
        page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert watch == Watch()


@pytest.fixture
def phone() -> dict[str, Any]:
    """What `open_page` takes to open a page as a phone does."""
    return {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def explain(tmp_path: Path) -> Callable[..., Path]:
    """Write the page that explains a text, by the command."""

    def write(raw: str, *options: str) -> Path:
        source, out = tmp_path / "page.txt", tmp_path / "page.html"
        source.write_text(raw, encoding="utf-8", errors="surrogatepass")
        assert main(["explain", str(source), "--html", str(out), *options]) == 0
        return out

    return write
