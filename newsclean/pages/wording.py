"""What a headline looks like, from its letters alone."""

import re
from collections.abc import Iterable, Sequence

from newsclean.script import FULL_STOPS, words

BARS = (" | ", "｜")
"""Signs between a headline and the site's name that sentences do not have."""
_SITE_MARKS = (*BARS, " - ", " – ", " — ", " :: ", " · ", " • ", " » ")

_ASCII = bytes(range(128))
_SPACED = bytes(code if code > 127 or code == 10 or chr(code).isalnum() else 32 for code in range(256))
"""Makes spaces of the ASCII signs between words."""
_FIRST_SIGN = "\u0e00"
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


def word_sets(keys: Sequence[str]) -> list[set[str]]:
    """Return the words of texts; in scripts without spaces and in Korean, their pairs of neighbouring signs.

    They are cut at one go, over UTF-8, where a table makes spaces of the signs between words.

    Args:
        keys: The texts as gates see them, see `gate_key`.

    Example:
        >>> [sorted(words) for words in word_sets(["the ferry sails", "港の橋"])]
        [['ferry', 'sails', 'the'], ['の橋', '港の']]
    """
    data = "\n".join(keys).encode("utf-8", "surrogatepass")
    wide = set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    for char in wide:
        if not char.isalnum():
            data = data.replace(char.encode("utf-8", "surrogatepass"), b" ")
    lines = map(str.split, data.translate(_SPACED).decode("utf-8", "surrogatepass").split("\n"))
    return list(map(_paired if any(map(_SIGN.match, wide)) else set, lines))


def _paired(parts: Sequence[str]) -> set[str]:
    pairs = {part[at : at + 2] for part in parts if _SIGN.search(part) for at in range(len(part) - 1)}
    return pairs.union(part for part in parts if not _SIGN.search(part))


def long_words(words: Iterable[str]) -> list[str]:
    """Return those of `word_sets` that tell what a text is about.

    Example:
        >>> long_words(["the", "ferry", "港の"])
        ['ferry', '港の']
    """
    return [word for word in words if len(word) >= _LONG or (word >= _FIRST_SIGN and _SIGN.match(word))]
