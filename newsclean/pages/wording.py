"""What a headline looks like, from its letters alone."""

from newsclean.pages.script import FULL_STOPS, words

BARS = (" | ", "｜")
"""Signs between a headline and the site's name that sentences do not have."""
_SITE_MARKS = (*BARS, " - ", " – ", " — ", " :: ", " · ", " • ", " » ")


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
