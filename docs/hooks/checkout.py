"""What lies beside docs/ in the checkout and belongs to the site: the changelog, and the examples with their code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {".py": "python", ".toml": "toml", ".txt": "text", ".html": "html", ".json": "json"}
"""Files of examples that are shown."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages."""
    pages = {"changelog.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")}
    for path in sorted((ROOT / "examples").glob("*.py")):
        pages[f"examples/{path.stem}.md"] = f"# {path.name}\n\n{listing(path)}"
    for path in sorted((ROOT / "examples").rglob("README.md")):
        text = path.read_text(encoding="utf-8") + "".join(package_files(path.parent))
        pages[path.relative_to(ROOT).as_posix()] = text
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def package_files(folder: Path) -> Iterator[str]:
    """Yield the files of an example that is a package, for the page of its README."""
    if not (folder / "pyproject.toml").exists():
        return
    yield "\n## The files\n"
    for path in sorted(folder.rglob("*")):
        if path.suffix in LANGUAGES and path.name != "README.md" and not _is_built(path):
            yield f"\n{listing(path, path.relative_to(folder).as_posix())}"


def listing(path: Path, title: str = "") -> str:
    """Return a file as a code block."""
    head = f'{LANGUAGES[path.suffix]} title="{title}"' if title else LANGUAGES[path.suffix]
    return f"````{head}\n{path.read_text(encoding='utf-8')}````\n"


def _is_built(path: Path) -> bool:
    return any(part.startswith((".", "__pycache__", "build", "dist")) for part in path.relative_to(ROOT).parts)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links between docs/ and the examples lead to the same things on the site."""
    del config, files
    if page.file.src_uri.startswith("examples/"):
        markdown = re.sub(r"(\]\((?:\.\./)+)README\.md", r"\1index.md", markdown)
        return re.sub(r"(\]\([\w-]+)\.py\)", r"\1.md)", markdown)
    return re.sub(r"\]\(\.\./(examples/[\w/-]+)\.(?:py|md)", r"](\1.md", markdown)
