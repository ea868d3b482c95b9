"""What announces a credit or follows it: "Photo by", "©", a verb for "took", an editor's notice; and sign-offs."""

from __future__ import annotations

from newsclean.credit.patterns import compiled
from newsclean.credit.vocabulary import LABELS

_LEAD = r"[\s,;|–—•·\-]*(?:[©Ⓒⓒ:：]|\([cC]\)|[cC]opyright\b|[cC]redits?(?:\.{3}|…))[\s:]*"

SIGN = r"\s?[:：=＝]\s?"
"""Between a label and what it labels."""

BY = (
    r"(?:(?:\w+ )?(?:[Pp]hotos?|[Pp]hotographs?|[Pp]hotograph(?:y|ed)|[Pp]ictures?|[Ii]mages?"
    r"|[Ii]llustrations?|[Gg]raphics?|[Vv]ideos?|Artwork|Drawing|Animation|Cartoon|Collage"
    r"|PHOTOS?|PICTURES?)"
    r" (?:(?:supplied |provided |taken |shot )?by|BY|courtesy(?: of)?|Courtesy(?: of)?|from|copyright)"
    r"|(?:Foto|Fotos|Bild|Bilder|Beeld|Fotografie|Fotografía|Fotografia) (?:von|de|di|av|af|door|por|fra|från)"
    r"|Courtesy(?: [Pp]hoto)?(?: of| to)?|Image credits?|Photo credits?|[Ff]ot\.):?\s"
)
"""Words that lead to a credit with or without a sign: "Photo by", "Foto von", "Courtesy of"."""

NOTICE = (
    r"(?:ATTENTION:? EDITORS|EDITORIAL USE ONLY|FOR EDITORIAL USE|EDITORS NOTE|EDITOR'S NOTE: ATTENTION"
    r"|TPX IMAGES OF THE DAY|MANDATORY CREDIT|NO RESALES|THIS (?:IMAGE|PICTURE|PHOTO|HANDOUT)[A-Z ]{0,30} (?:HAS|WAS)\b"
    r"|RESTRICTED TO EDITORIAL|BEST QUALITY AVAILABLE|REFILE[ :-])"
)
"""How a notice to editors begins; it shouts."""

SIGN_OFF = (
    r"(?i:with )?(?i:additional )?(?i:reporting|editing|writing|written|compiled|edited"
    r"|reported|by|von|par|por|di|door|av|af|od|autor|text|texte|texto|testo|tekst|with files"
    r"|read more|source|sources|quelle|from our)\b"
)
"""Bylines and sign-offs: they name a person and an agency too, but of words, not of pictures."""


TAKEN = "\\s*(?:撮影|摄影|攝影|摄|攝|供图|供圖|提供|写す)$"
"""A verb for "took this picture" that follows the name in Japanese and Chinese."""


TOOK_LABEL = r"(?:撮影|摄影|攝影|촬영)\s?[:：=＝/／]"
"""A label that only the photographer's name follows, in scripts whose names nothing else tells."""


def after_cue(text: str, start: int, end: int) -> int:
    """Skip one label, "Photo by" or "©" in front."""
    head = text[start : min(end, start + 60)]
    for pattern in (_LEAD, BY):
        match = compiled(pattern).match(head)
        if match and start + match.end() < end:
            return start + match.end()
    colon = compiled(SIGN).search(head)
    if colon and head[: colon.start()].strip().casefold() in LABELS and start + colon.end() < end:
        return start + colon.end()
    return start


def verb_at(text: str, start: int, end: int) -> int:
    """Where the verb "took" starts that ends this stretch, if what stands before it can be a name."""
    match = compiled(TAKEN).search(text, max(start, end - 8), end)
    if match is None or not 2 <= match.start() - start <= 28:
        return 0
    return match.start()


def took(text: str, verb: int) -> bool:
    """Whether the verb says "took", not "provided", which institutions do as well."""
    return "供" not in text[verb:]
