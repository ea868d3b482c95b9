"""What differs between scripts: full stops, words that no space parts, and letters that have no case."""

from __future__ import annotations

import re
from unicodedata import category

FULL_STOPS = ".。।॥۔။།።։។"
"""What ends a sentence: Latin, Han, Devanagari, Urdu, Burmese, Tibetan, Ethiopic, Armenian, Khmer."""
COMMAS = ",;、，；،؛၊"
"""What parts clauses, and so ends no line of running text."""
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u2e80-\uabff\uf900-\ufaff]")
"""Thai, Lao, Tibetan, Burmese, Khmer, Han, kana: scripts that put no space between words."""
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u109f\u1200-\u139f\u1780-\u17ff]")
"""Hebrew, Arabic, the scripts of India, Thai, Burmese, Ethiopic, Khmer: letters without capitals."""
_STOPLESS = ("\u0e00", "\u0eff")
"""First and last sign of Thai and Lao, that end a sentence by nothing but its paragraph."""
_SIGNS = 4
"""Signs of such a script that stand for a word: two in Chinese, five in Thai."""
_FEW = 0.25
"""Share of a text from which on it is written in a script."""


def words(text: str) -> int:
    """Return the number of words of a line, a guess from its length where no spaces part them.

    Example:
        >>> words("It rained all night"), words("ฝนตกหนักตลอดทั้งคืน") > 3
        (4, True)
    """
    found = text.count(" ") + 1
    return found if text.isascii() else found + len(_UNSPACED.findall(text)) // _SIGNS


def is_unspaced(char: str) -> bool:
    """Tell whether a character is of a script that puts no space between words.

    Example:
        >>> is_unspaced("ฝ"), is_unspaced("न")
        (True, False)
    """
    return _UNSPACED.match(char) is not None


def in_word(char: str) -> bool:
    """Tell whether a character belongs to a word: a letter, a digit, or a sign that is set on a letter.

    Vowels of Hindi or Bengali stand on the consonant before them: what ends in front of one ends within a word.

    Example:
        >>> in_word("ा"), in_word("म"), in_word("।"), in_word("")
        (True, True, False, False)
    """
    return char.isalnum() or (char >= "\u0300" and category(char)[0] == "M")


def is_cased(sample: str) -> bool:
    """Tell whether a text is written in letters that may be capitals."""
    return len(_CASELESS.findall(sample)) <= _FEW * len(sample)


def has_no_stops(text: str) -> bool:
    """Tell whether a line ends in a script that has no full stops, so that its length alone tells running text.

    Example:
        >>> has_no_stops("ฝนตกหนักตลอดทั้งคืน"), has_no_stops("It rained all night")
        (True, False)
    """
    return _STOPLESS[0] <= text[-1] <= _STOPLESS[1]
