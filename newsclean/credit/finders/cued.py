"""Credits after a sign or label: "Photo: NAME", "© NAME", "Photo by NAME", "[Foto: NAME]"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsclean.credit.cues import BY, after_cue
from newsclean.credit.edges import boundary, final_stop, trim
from newsclean.credit.finders.tail import Found
from newsclean.credit.parsing import take_apart
from newsclean.credit.patterns import compiled
from newsclean.credit.reading import read
from newsclean.credit.vocabulary import ARCHIVE_LABELS, LABELS, OPEN, PHOTO_LABELS, PLAIN_LABELS

if TYPE_CHECKING:
    from newsclean.credit.finders.tail import Tail
    from newsclean.credit.reading import Reading


_MAX_CUES = 16
"""A line with more cues than this is made to be slow."""
_CUE_WORDS = (
    "Photo",
    "photo",
    "PHOTO",
    "Pictu",
    "pictu",
    "PICT",
    "Image",
    "image",
    "Illus",
    "Graph",
    "Video",
    "video",
    "Artwork",
    "Drawing",
    "Animation",
    "Cartoon",
    "Collage",
    "Foto",
    "Bild",
    "Beeld",
    "Courtesy",
)
_FIRST = "".join(sorted({word[0] for word in _CUE_WORDS} | {*"Ff"}))
# The places where a credit can begin: a sign, or a word that may start "Photo by" or "Courtesy of". All begins with
# one set of letters and signs, which lets `re` skip to them; of the letters most stand inside words.
_CUE = (
    rf"[©Ⓒⓒ:：=＝(图圖摄攝{_FIRST}](?<!\w[{_FIRST}])(?:"
    + "|".join(rf"{word[1]}(?<={word[:2]}){word[2:]}" for word in _CUE_WORDS)
    + r"|o(?<=[Ff]o)t\.|(?<=[©Ⓒⓒ:：=＝])|(?<=\()[cC]\)(?=\s?\w)|(?<=[图圖摄攝])[/／])"
)
_WHOSE = r"(?:^|[(\[（.!?…|–—]\s*)([A-Z]\w{1,20} )$"
"""A word before "photo by": "Staff photo by", "(Express photo by"."""
_LONGEST_SIGN = 3
"""Characters of "(c)"; a longer cue is a word."""


class _Cue(NamedTuple):
    """A sign or label that may announce a credit.

    `strength` is "photo" (says picture and nothing else), "plain" (an ordinary word) or "source".
    """

    area: int
    start: int
    form: str
    strength: str


def find(tail: Tail) -> Found | None:
    """A credit after a sign or label: the leftmost cue whose rest reads like names."""
    text = tail.text
    cues = (cue for match in compiled(_CUE).finditer(text) if (cue := _cue_at(text, match)))
    for cue in islice(cues, _MAX_CUES):
        known = cue._replace(strength="photo") if tail.pictured and cue.strength == "source" else cue
        if found := _after(tail, known):
            return found
    return None


def _cue_at(text: str, match: re.Match[str]) -> _Cue | None:
    """The cue at a match of `_CUE`, if it is one."""
    sign = match.group()
    if len(sign) > _LONGEST_SIGN:
        by = compiled(BY).match(text, match.start())
        if by is None:
            return None
        taken = by.group().rstrip(" :").casefold().endswith(" by")  # not "Exporting images from Photoshop"
        kind = compiled(_WHOSE).search(text, max(0, by.start() - 30), by.start()) if taken else None
        area = kind.start(1) if kind else by.start()
        return _Cue(area, by.end(), "by", "photo" if text[area].isupper() else "plain")
    if sign in {"©", "Ⓒ", "ⓒ"} or sign[0] == "(":
        before = text[: match.start()].rstrip()
        area = len(before) - 9 if before[-9:].casefold() == "copyright" else match.start()
        return _Cue(area, match.end(), "copyright", "photo")
    label = _label_before(text, match.start() + (len(sign) > 1))
    if label is None:
        return None
    start, words = label
    strength = "photo" if words in PHOTO_LABELS else "plain" if words in PLAIN_LABELS else "source"
    # "the photo: ..." in a sentence; "Archive: ..." as a rubric's name, unless a bracket is around it.
    aside = text[start].islower() and boundary(text, start) == "word"
    if aside or (words in ARCHIVE_LABELS and not text[:start].rstrip().endswith(("(", "[", "（", "［"))):
        strength = "source"
    return _Cue(start, match.end(), "labelled", strength)


_BEFORE = r"[^\s()\[\]（）［］【】<>＜＞|,;/／。]+(?: [^\s()\[\]（）［］【】|,;/／。]+){0,3}\s?\Z"


_LABEL_END = 3
_LABEL_ENDS = frozenset(label[-_LABEL_END:] for label in LABELS)
_SHORT_LABEL_ENDS = frozenset(label[-1] for label in LABELS if len(label) < _LABEL_END)
"""Last characters of labels."""


def _label_before(text: str, at: int) -> tuple[int, str] | None:
    """The longest label that ends at this sign, and where it starts."""
    low = max(0, at - 40)
    before = text[low:at].rstrip().casefold()
    if before[-_LABEL_END:] not in _LABEL_ENDS and before[-1:] not in _SHORT_LABEL_ENDS:
        return None  # most colons stand behind other words
    match = compiled(_BEFORE).search(text[low:at])
    if match is None:
        return None
    start = low + match.start()
    while True:
        words = text[start:at].rstrip().casefold()
        if words in LABELS:
            return start, words
        gap = compiled(r" |[.!?…](?=[^\W\d_])").search(text, start, at - 1)
        if gap is None:
            return None
        start = gap.end()


def _after(tail: Tail, cue: _Cue) -> Found | None:
    """The rest after a cue, if it reads like a credit."""
    text = tail.text
    framed = _frame(text, cue)
    if framed is None:
        return None
    area, end, bracketed = framed
    start, end = trim(text, _inner(text, cue.start, end), end)
    credit = text[start:end]
    reading = read(credit.replace(". ", ", ") if bracketed else credit.rstrip("."))
    before = boundary(text, area)
    if reading is None or not _fits(reading, cue, before, bracketed):
        front = tail.whole and area == 0 and cue.strength != "source"
        return _ahead(text, start, end, cue.form) if front else None
    if "rights reserved" in credit.casefold() or (cue.form == "copyright" and _dated(text, area, credit)):
        return None
    end = final_stop(text, start, end)
    sure = bracketed and cue.strength != "source" and reading.low <= 1
    sure = sure or _is_sure(reading, cue, before, text[start:end])
    if "opyright" in text[area:start] and (cue.form == "by" or not reading.agencies):
        sure = False  # spelt out, it is rather the page's owner
    return Found(area, start, end, cue.form, sure)


def _dated(text: str, area: int, credit: str) -> bool:
    """Whether a year stands at the sign: "© 2024 Example Media" at the foot of a page."""
    before = text[max(0, area - 10) : area]
    return bool(re.match(r"[\d\s–-]*\d{4}", credit) or re.search(r"\d{4}\s*\Z", before))


def _frame(text: str, cue: _Cue) -> tuple[int, int, bool] | None:
    """Where cue and credit start and end, and whether a bracket is around both.

    None where the bracket closes before the line does: what stands in it is an aside.
    """
    before = text[: cue.area].rstrip()
    closer = next((close for close, opens in OPEN.items() if opens == before[-1:]), None)
    if closer is None:
        return cue.area, len(text), False
    bare = text.rstrip(" .")
    return (len(before) - 1, len(bare) - 1, True) if bare.endswith(closer) else None


def _inner(text: str, start: int, end: int) -> int:
    """Skip a second cue: "Foto: © NAME", "Image: Photo by NAME"."""
    for _ in range(2):
        start, _stop = trim(text, start, end)
        start = after_cue(text, start, end)
    return start


def _fits(reading: Reading, cue: _Cue, before: str, bracketed: bool) -> bool:
    """How many lower-case words a credit may have: more where the frame is stronger."""
    if cue.strength == "source" and not (reading.agencies or reading.joined or bracketed):
        return False
    photo = cue.strength == "photo"
    if reading.tokens[0].kind == "low" and not (reading.pictures or (bracketed and cue.strength != "source")):
        return False
    allowed = 3 if bracketed else 0 if cue.form == "by" or len(reading.tokens) > 8 else 1
    if photo and before == "stop" and len(reading.tokens) <= 5:
        allowed = 3
    if reading.joined and cue.form != "by":
        # Picture libraries credit user names: "somebody / some studio / Shutterstock".
        allowed += 3 if any(a.stock for a in reading.agencies) else 1
    return reading.low <= allowed


def _is_sure(reading: Reading, cue: _Cue, before: str, credit: str) -> bool:
    """Whether cue and words together are enough without a bracket or a picture near by."""
    person = take_apart(credit).photographer is not None
    if cue.strength == "source":
        return reading.pictures and before != "start" and person
    stock = any(a.stock for a in reading.agencies)
    if (reading.low > 1 and not stock) or (reading.low and not reading.joined):
        return False
    if reading.pictures:
        return True
    if cue.form == "copyright":
        return before != "start" or bool(reading.agencies)
    if before == "word":
        return cue.strength == "photo" and cue.form == "labelled"
    named = bool(reading.agencies) or person or any(t.kind == "marker" for t in reading.tokens)
    return cue.strength != "plain" or before != "start" or named


def _ahead(text: str, start: int, end: int, form: str) -> Found | None:
    """The credit up to the first bar, of "Foto: NAME | caption"."""
    bar = text.find(" | ", start, end)
    if bar < 0:
        return None
    reading = read(text[start:bar])
    if reading is None or reading.low:
        return None
    start, bar = trim(text, start, bar)
    return Found(0, start, bar, form, sure=True)
