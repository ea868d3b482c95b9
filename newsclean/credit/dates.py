"""Dates that captions name."""

from __future__ import annotations

import re

from newsclean.credit.patterns import compiled

MONTH = (
    r"(?:(?:jan(?:uary|uar|vier|v|eiro|uari)?|feb(?:ruary|ruar|rero|braio|ruari|r)?|février|févr|fevereiro|fev"
    r"|mar(?:ch|s|zo|ço|zec|t)?|märz|mrz|maart|apr(?:il|ile)?|avril|avr|abril|abr|may|mai|mayo|maggio|mag|maio|maj|mei"
    r"|jun(?:e|i|io|ho)?|juin|giugno|giu|jul(?:y|i|io|ho)?|juillet|juil|luglio|lug|aug(?:ust|ustus|usti)?|août|agosto"
    r"|ago|sep(?:t|tember|tembre|tiembre|tembro)?|settembre|setembro|set|oct(?:ober|obre|ubre)?|ok(?:t|tober)|ottobre|ott"
    r"|outubro|out|nov(?:ember|embre|iembre|embro)?|dec(?:ember|embre)?|dez(?:ember|embro)?|dés(?:ember)?|des(?:ember)?"
    r"|déc(?:embre)?|dic(?:iembre|embre)?|enero|ene|gennaio|gen|jänner|januar[iy]"
    r"|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    r"|ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince"
    r"|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?!\w)\.?)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?<!\d)[0-3]?\d"
_OF = r"\s(?:de |of |del |di )?"
_DATES = (
    (
        rf"{_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월](?:\s?\d{{1,2}}\s?[日일])?"
        rf"|(?<!\w){MONTH}\s[0-3]?\d(?:st|nd|rd|th)?,?\s{_YEAR}"
        rf"|{_DAY}(?:st|nd|rd|th|er|º|°|\.)?{_OF}{MONTH},?{_OF}{_YEAR}"
        rf"|{_DAY}-{MONTH}-{_YEAR}"
        rf"|(?<!\d){_YEAR}[-/.][01]?\d[-/.][0-3]?\d(?!\d)"
        rf"|{_DAY}[./]\s?[01]?\d[./]\s?{_YEAR}"
    ),
    rf"(?<!\w){MONTH},?{_OF}{_YEAR}",
)
"""Full dates, then a month with its year."""


def caption_date(text: str) -> str | None:
    """The date that a caption names, as written: the first full date, else the first month with a year.

    Example:
        >>> caption_date("Smoke over the port of Example City, January 8, 2020.")
        'January 8, 2020'
        >>> caption_date("The bridge in 1999") is None
        True
    """
    head = text[:4000]  # a caption is far shorter; this bounds the work
    if not re.search(_YEAR, head):
        return None
    match = next((m for pattern in _DATES if (m := compiled(pattern, re.IGNORECASE).search(head))), None)
    return match.group() if match else None
