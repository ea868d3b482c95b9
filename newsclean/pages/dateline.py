"""The dateline in front of the first paragraph: "BAGHDAD: …", "LIMA, Peru (AP) — …".

It stays in the text, as editors leave it there; here it is only read.
"""

from __future__ import annotations

import regex

_PLACE = r"(?P<place>\p{Lu}[\p{Lu}'’.-]+(?:[ /-][\p{Lu}'’.]+){0,3}(?:, \p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+)?)?)"
_DATE = r"(?:, (?:\p{Lu}\p{Ll}{2,8}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,9}))?"
_AGENCY = r"(?: ?[(\[][\p{L} .&/-]{2,30}[)\]])?"
_CAPITALS = regex.compile(rf"{_PLACE}{_DATE}{_AGENCY} ?(?:[—–]|--|-(?=\s)|:(?=\s))\s?(?=\S)")
_MIXED = regex.compile(
    r"(?P<place>\p{Lu}\p{Ll}+(?:[ -]\p{Lu}?\p{Ll}+){0,2}(?:, \p{Lu}[\p{L}.]+)?)"
    rf"{_DATE} ?[(\[](?:\p{{Lu}}[\p{{L}}.&/-]*(?: \p{{Lu}}[\p{{L}}.&/-]*){{0,2}}|dpa(?:/\w+)?)[)\]] ?[—–-]"
)
_FULL_WIDTH = regex.compile(r"【(?P<place>[^】＝=]{1,12})[＝=][^】]{1,20}】")
_HEADINGS = (
    "BREAKING UPDATE UPDATED EXCLUSIVE WATCH LIVE WARNING NOTE CORRECTION OPINION ANALYSIS REVIEW VIDEO PHOTOS "
    "TLDR FAQ DEAR READ MORE LISTEN EXPLAINER QUESTION ANSWER HOST SPOILER DISCLAIMER COMMENT EDITORIAL SUMMARY "
    "EILMELDUNG MEINUNG KOMMENTAR ENTREVISTA OPINIÓN EXCLUSIVA"
)
_NOT_PLACES = frozenset(_HEADINGS.split())


def find_dateline(text: str) -> str | None:
    """Return the place in front of a first paragraph, as written.

    Example:
        >>> find_dateline("BAGHDAD: Iranian forces fired missiles.")
        'BAGHDAD'
        >>> find_dateline("【高見＝山野健】市は五日、灯台を公開した。")
        '高見'
        >>> find_dateline("BREAKING: The mayor resigns.") is None
        True
    """
    head = text[:90]
    match = _CAPITALS.match(head) or _MIXED.match(head) or _FULL_WIDTH.match(head)
    if match is None:
        return None
    place = match["place"]
    words = regex.findall(r"\w+", place)
    least = 2 if match.re is _FULL_WIDTH else 3  # most Japanese places have two characters
    if any(word in _NOT_PLACES for word in words) or len(place) < least:
        return None
    return place
