"""What a headline looks like, from its letters alone."""

import re
from collections.abc import Iterable

from newsclean.pages.script import FULL_STOPS, words

BARS = (" | ", "｜")
"""Signs between a headline and the site's name that sentences do not have."""
_SITE_MARKS = (*BARS, " - ", " – ", " — ", " :: ", " · ", " • ", " » ")

_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile("[\u0e00-\u109f\u1780-\u17ff\u2e80-\uffff]")
"""Thai, Lao, Burmese, Khmer, Han, kana, Hangul: words that no spaces part, or that have endings of many kinds."""
_LONG = 4
"""Letters from which on a word tells what a text is about; in scripts without spaces, each pair of signs does."""


def is_headline(text: str) -> bool:
    """Tell whether a line has a headline's shape: a phrase or sentence, not a menu word.

    Example:
        >>> is_headline("Sport"), is_headline("Ferry runs again after a week in dock")
        (False, True)
    """
    if not 12 <= len(text) <= 250 and not (len(text) >= 8 and text[0] > "\u2e80"):
        return False
    if words(text) < 3 and text[0] < "\u2e80":
        return False
    return (
        text.count(" ") < 40
        and text[-1] not in FULL_STOPS + ";,:"
        and not text.startswith(("http", "©", "<"))
        and "|" not in text
    )


def strip_site(title: str) -> str:
    """Return a page title without the site's name behind the last separator.

    Example:
        >>> strip_site("Ferry runs again - The Coast Times")
        'Ferry runs again'
    """
    for mark in _SITE_MARKS:
        head, found, tail = title.rpartition(mark)
        if found and len(tail) <= 40 and len(head) > len(tail):
            return head.strip()
    return title


def word_set(key: str) -> set[str]:
    """Return the words of a text; in scripts without spaces and in Korean, its pairs of neighbouring signs.

    Args:
        key: The text as gates see it, see `gate_key`.

    Example:
        >>> sorted(word_set("the ferry sails")), sorted(word_set("港の橋"))
        (['ferry', 'sails', 'the'], ['の橋', '港の'])
    """
    parts = _WORD.findall(key)
    if key.isascii() or not _SIGN.search(key):
        return set(parts)
    pairs = {part[at : at + 2] for part in parts if _SIGN.search(part) for at in range(len(part) - 1)}
    return pairs.union(part for part in parts if not _SIGN.search(part))


def long_words(words: Iterable[str]) -> list[str]:
    """Return those of `word_set` that tell what a text is about.

    Example:
        >>> long_words(["the", "ferry", "港の"])
        ['ferry', '港の']
    """
    return [word for word in words if len(word) >= _LONG or _SIGN.match(word)]
