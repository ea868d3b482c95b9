"""Fixture folders: a page, and what must come of it.

A folder is named `category--case`, stands in a folder named `fixtures`, and holds `input.txt` (text that
was scraped) or `input.html`, and beside it `expected.json`, whose keys are those the case is about:

    {"title": "Ferry sails again", "body": ["The ferry sailed …"], "removed": ["Take our quiz!"]}

"body" is always there. "given" holds arguments of `Cleaner.clean` ("url", "title", "crawled"), and "known_failure"
says why a case does not come out yet; it must then go on failing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from newsclean.cleaner import Cleaner
from newsclean.model import Article

EXPECTED = "expected.json"
INPUTS = {"input.txt": "text", "input.html": "html"}
"""Name of the page's file, and what it is cleaned as."""
KEYS = (
    "title", "standfirst", "byline", "dateline", "source", "body", "captions", "credits", "related", "notes", "removed",
    "truncated", "warnings",
)  # fmt: skip
"""What a fixture may expect, in the order in which differences are shown."""
CAPTION_KEYS = ("text", "credit", "photographer", "agency", "date", "notice", "after")
GIVEN = ("url", "title", "crawled")
"""Arguments of `Cleaner.clean` that a fixture may give."""


class FixtureError(ValueError):
    """A fixture folder that cannot be used; the message names the file and the mend."""


class MismatchError(AssertionError):
    """A fixture did not come out; the message shows the difference and which rules made it."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """One fixture folder.

    Attributes:
        name: The folder's name.
        raw: The page: text as `str`, HTML as `bytes`.
        kind: "text" or "html".
        expected: What must come of it, by `KEYS`.
        given: Arguments of `Cleaner.clean`.
        known_failure: Why it does not come out yet; None where it must.
    """

    name: str
    raw: str | bytes
    kind: str
    expected: dict[str, Any]
    given: dict[str, str]
    known_failure: str | None

    def difference(self, cleaner: Cleaner) -> list[str]:
        """Clean the page and return how the outcome differs, line by line; nothing where it does not."""
        explanation = cleaner.explain(self.raw, kind=self.kind, **self.given)
        found = _found(explanation.article, self.expected)
        if found == self.expected:
            return []
        lines = unified_diff(_listing(self.expected), _listing(found), "expected", "found", n=0, lineterm="")
        difference = [line for line in lines if not line.startswith("@@")]
        blamed = [
            f"    {line.label} by {line.rule}: {line.text[:90]!r}"
            for line in explanation.lines
            if any(text.startswith(("-  ", "+  ")) and line.text[:40] in text for text in difference)
        ]
        return [*difference, *(["decided so:"] if blamed else []), *blamed]

    def check(self, cleaner: Cleaner) -> None:
        """Clean the page.

        Raises:
            MismatchError: It does not come out as expected.
        """
        __tracebackhide__ = True  # pytest shows the caller's line
        if difference := self.difference(cleaner):
            raise MismatchError("\n".join([self.name, *difference]))


def is_fixture(expected: Path) -> bool:
    """Tell by its place and content whether an `expected.json` is one of ours.

    Folders named `fixtures` are everybody's, so all of it must fit: the folder's name and place, the page
    beside it, and a JSON object with a list "body".
    """
    folder = expected.parent
    category, _, case = folder.name.partition("--")
    if expected.name != EXPECTED or folder.parent.name != "fixtures" or not category or not case:
        return False
    if not any((folder / name).is_file() for name in INPUTS):
        return False
    try:
        content = json.loads(expected.read_bytes())
    except ValueError:  # no JSON, so it may be anybody's
        return False
    return isinstance(content, dict) and isinstance(content.get("body"), list)


def find_fixtures(folder: str | Path) -> Iterator[Fixture]:
    """Yield the fixtures of a folder named `fixtures`, by name.

    Raises:
        FixtureError: One of them cannot be used.
    """
    for expected in sorted(Path(folder).glob(f"*/{EXPECTED}")):
        yield load_fixture(expected.parent)


def load_fixture(folder: str | Path) -> Fixture:
    """Read a fixture folder.

    Raises:
        FixtureError: A file is missing or does not fit; says which and the mend.

    Example:
        >>> load_fixture("no/such--folder")
        Traceback (most recent call last):
        newsclean.fixtures.FixtureError: no/such--folder/expected.json: cannot be read: No such file or directory
    """
    folder = Path(folder)
    path = folder / EXPECTED
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FixtureError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise FixtureError(f"{path}: is no JSON in UTF-8: {error}") from error
    _check(content, path)
    pages = [folder / name for name in INPUTS if (folder / name).is_file()]
    if len(pages) != 1:
        raise FixtureError(f"{folder}: holds {len(pages)} of {' and '.join(INPUTS)}; it needs one of them")
    kind = INPUTS[pages[0].name]
    return Fixture(
        name=folder.name,
        raw=_decoded(pages[0]) if kind == "text" else pages[0].read_bytes(),
        kind=kind,
        expected={key: content[key] for key in KEYS if key in content},
        given=content.get("given", {}),
        known_failure=content.get("known_failure"),
    )


def _decoded(page: Path) -> str:
    try:
        return page.read_bytes().decode("utf-8")  # line endings and byte order marks are part of the case
    except UnicodeDecodeError as error:
        raise FixtureError(f"{page}: is not UTF-8; save it as UTF-8") from error


def _check(content: Any, path: Path) -> None:
    """Refuse what would never be compared."""
    if not isinstance(content, dict) or not isinstance(content.get("body"), list):
        raise FixtureError(f"{path}: needs 'body', the list of paragraphs ([] where there is none)")
    if unknown := sorted(set(content) - {*KEYS, "given", "known_failure"}):
        raise FixtureError(f"{path}: unknown key {unknown[0]!r}; known keys: {', '.join(KEYS)}, given, known_failure")
    for key in ("captions", "credits"):
        for caption in content.get(key, ()):
            if not isinstance(caption, dict) or set(caption) != set(CAPTION_KEYS):
                raise FixtureError(f"{path}: each of '{key}' needs the keys {', '.join(CAPTION_KEYS)}")
    given = content.get("given", {})
    if not isinstance(given, dict) or set(given) - set(GIVEN):
        raise FixtureError(f"{path}: 'given' is a table with {', '.join(map(repr, GIVEN))}")


def _found(article: Article, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an article that a fixture asks about, as plain data."""
    made = {
        "body": [paragraph.text for paragraph in article.paragraphs],
        "captions": [{key: getattr(caption, key) for key in CAPTION_KEYS} for caption in article.captions],
        "credits": [{key: getattr(credit, key) for key in CAPTION_KEYS} for credit in article.credits],
        "related": [item.text for item in article.related],
        "notes": [note.text for note in article.notes],
        "removed": [removal.text for removal in article.removed],
        "warnings": list(article.warnings),
    }
    return {key: made[key] if key in made else getattr(article, key) for key in wanted}


def _listing(values: dict[str, Any]) -> list[str]:
    """Return one line per value, so that a diff shows which paragraph or field differs."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines.append(f"{key}: {len(value)}")
            lines += [f"  {key}: {json.dumps(item, ensure_ascii=False)}" for item in value]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return lines
