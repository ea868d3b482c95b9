"""The grammar of picture credits: "(Photo: AFP/Ali Al-Saadi)" -> photographer, agency.

A credit stands at the end of a line, after a label, a sign or a bracket, or it is the whole line.
So nothing here looks at more than the last `_WINDOW` characters, and most lines are let go by a few
`in` tests on them. What is left goes through the finders in `_FINDERS`, each for one shape. All of
them rest on one question, asked of the words after the cue: does this read like names (capitals,
particles, agencies, words such as "Handout") or like a sentence? An agency's name alone is never
evidence: "He told AP" is prose.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property, lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsclean.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Credit(NamedTuple):
    """A credit taken apart.

    Attributes:
        raw: The credit as written, without label and brackets: "AFP/Ali Al-Saadi".
        photographer: The first person named; never an agency and never "Handout", "Pool" or "Privat".
        agency: Canonical name of an agency, see `newsclean/data/agencies.toml`. Of several, the one
            after the last "via" wins, as it is the distributor; without "via", the first named.

    Example:
        >>> parse("(Photo: AFP/Ali Al-Saadi)")
        Credit(raw='AFP/Ali Al-Saadi', photographer='Ali Al-Saadi', agency='AFP')
    """

    raw: str
    photographer: str | None
    agency: str | None


class Split(NamedTuple):
    """A line divided into caption, credit and notice; all offsets index the line.

    Attributes:
        caption: Where the caption stands, without a label in front of it; start equals end where the
            line is only a credit. The caption may also follow the credit ("Foto: NAME | caption").
        credit: Where the credit stands; the slice is `parsed.raw`.
        parsed: The credit taken apart.
        notice: Where "ATTENTION EDITORS - ..." and its kin stand.
        form: The shape that was found: "labelled", "by", "copyright", "bracketed", "fullwidth", "dash",
            "via", "pipe", "slash", "agency", "name", "markup", "caption" or "notice".
        sure: Whether the shape is enough to call the line a caption or credit wherever it stands in an
            article. Where it is False, only the line's position beside a picture can say so.

    Example:
        >>> line = "The harbour at dawn. REUTERS/Jane Doe"
        >>> found = split(line)
        >>> line[slice(*found.caption)], line[slice(*found.credit)], found.form, found.sure
        ('The harbour at dawn.', 'REUTERS/Jane Doe', 'slash', True)
    """

    caption: tuple[int, int]
    credit: tuple[int, int] | None
    parsed: Credit | None
    notice: tuple[int, int] | None
    form: str
    sure: bool


# --- Vocabulary -------------------------------------------------------------------------------------

_WINDOW = 240
"""Characters at the end of a line that may hold a credit; the longest credit measured had 130."""

_MAX_CUES = 16
"""A line with more cues than this is made to be slow."""

_MAX_WORDS = 18
"""More words than this are prose, however many capitals they have."""


_compiled = cache(re.compile)
"""Patterns are compiled at their first use, so that importing this module costs next to nothing."""


def _words(*lists: str) -> frozenset[str]:
    """Phrases parted by commas, casefolded."""
    return frozenset(phrase.strip().casefold() for part in lists for phrase in part.split(","))


# Labels that name nothing but a picture's source.
_PHOTO_LABELS = _words(
    # English
    "photo, photos, photograph, photographs, photo credit, photo credits, photo by, photographer",
    "image credit, image credits, images credit, picture credit, picture credits, file photo, photo courtesy",
    "image courtesy, photo source, image source, picture source, featured image, feature image, header image",
    "cover photo, photo/image, stock photo, screengrab, screenshot, photo illustration, main image, pic, pics",
    # German
    "foto, fotos, bildquelle, bildquellen, fotoquelle, bildrechte, bildnachweis, bildnachweise, fotonachweis",
    "bildcredit, fotocredit, symbolfoto, symbolbild, archivfoto, archivbild, fotograf, fotografin, fotomontage",
    "titelbild, aufmacherbild, beitragsbild, pressefoto, luftbild, agenturfoto, fotos und grafik",
    # French, Spanish, Italian, Portuguese
    "crédit photo, crédits photo, crédit photos, crédits photos, crédit image, crédits images, crédit",
    "crédits, photographie, photo d'archives, photo d’archives, fotografía, fotografia, fotografías, foto de archivo",
    "crédito, créditos, crédito de la foto, crédito da foto, foto d'archivio, foto d’archivio, crediti foto",
    "credito, credito foto, credit foto, créditos da imagem, foto de capa, fotógrafo, fotografo, vídeo, imágenes",
    # Dutch, Nordic
    "beeld, billede, billeder, fotobron, fotograaf, archieffoto, bilde, arkivfoto, arkivbilde, arkivbild, fotobyline",
    "illustrasjonsfoto, illustrationsfoto, genrebild, pressefoto, pressbild, kuva, kuvat, arkistokuva",
    # Polish, Czech, other Slavic, Hungarian, Romanian, Greek, Turkish
    "fot, fot., fotografie, zdjęcie, zdjęcia, autor zdjęcia, źródło zdjęcia, ilustrační foto, autor fotografie",
    "snímek, zdroj foto, fotó, fotók, sursă foto, sursa foto, fotografija, φωτογραφία, φωτο, fotoğraf, fotoğraflar",
    "görsel, fotoğraf kaynağı, ilustracyjne zdjęcie",
    # Cyrillic
    "фото, фотография, фотографии, автор фото, источник фото, снимка, снимок, світлина, иллюстрация",
    # Japanese, Korean, Chinese, Vietnamese, Indonesian, Zulu, Arabic, Hindi
    "写真, 写真提供, 画像提供, 撮影, 画像, 写真は, 画像出典",
    "사진, 사진 출처, 사진출처, 사진제공, 사진 제공, 사진 촬영, 자료사진, 이미지",
    "图, 圖, 图片, 圖片, 图片来源, 圖片來源, 图源, 圖源, 摄影, 攝影, 照片, 照片来源",
    "供图, 供圖, 資料照, 资料图, 图片由, 圖／文",
    "ảnh, nguồn ảnh, hình ảnh, isithombe, izithombe, gambar, sumber foto, صورة, الصورة, تصوير, फोटो, तस्वीर",
)
# Ordinary words that also start sentences, list items and speaker labels ("Image: ...").
_PLAIN_LABELS = _words(
    "image, images, picture, pictures, bild, bilder, illustration, illustrations, graphic, grafik, credit, credits",
    "graphics, imagen, imagem, immagine, copyright, archives, archiv, archivo, montage, collage, ilustración",
    "ilustração, illustrazione, illustrasjon, visuel, infographic, infografik, video, ilustracja, illustratie",
    "photo and video, afbeelding, infografía, file, on file, archive, arkiv",
)
# Also the source of an article or a table, so an agency of pictures must follow.
_SOURCE_LABELS = _words(
    "source, sources, quelle, quellen, fuente, fuentes, fonte, fonti, bron, kilde, källa, źródło, zdroj, kaynak",
    "источник, джерело, forrás, sursa, πηγή, 出典, 来源, 來源, 출처, nguồn, sumber, المصدر",
)
_ARCHIVE_LABELS = _words("archive, archives, archiv, archivo, arkiv, file, on file")
_LABELS = _PHOTO_LABELS | _PLAIN_LABELS | _SOURCE_LABELS
# Stand in front of a caption and say nothing about its source.
_CAPTION_LABELS = _LABELS - _SOURCE_LABELS | _words(
    "legende, caption, image caption, bildunterschrift, légende, légende image, file, on file, pie de foto",
    "file image, file picture, file pic, media caption, photo caption",
)
# Words of a credit that are neither a person nor an agency.
_MARKERS = _words(
    "handout, file, pool, privat, privé, privado, private, archiv, archive, archives, archivo, archivio, archiwum",
    "arkiv, archief, arşiv, архив, stringer, supplied, courtesy, photo, foto, photos, fotos, screenshot, screengrab",
    "contributed, provided, submitted, reproduction, divulgação, reprodução, reproducción, cedida, cortesía, dok",
    "dok., repro, composite, illustration, montage, images, image, picture, pictures, pic, staff, ho, zvg, zvg.",
    "ki, ai, ia, collage, symbolbild, symbolfoto, archivbild, archivfoto, distribution, arquivo, skjermdump",
    "screendump, video, vídeo, грaфика, предоставлено, 提供, 資料, 资料, 자료사진, 제공, dr, undated, press, presse",
    "pressefoto, internet, twitter, facebook, instagram, youtube, tiktok, x, bild, bilder, pr, pix, grafik, graphic",
    "photographer, photograph, fotoredaktion, leserfoto, nc, d.r., handout., promo, stock, editorial, agencies, agency",
    "agentur, agenturen, agencia, agencias, redaktion, redacción, редакция, sns, tv, still, captura, capture, privat.",
    "namensnennung, propia, propio, eigen, eigene, eget, özel, osobní, prywatne, própria, wikicommons, cc, cc-by",
    "by-sa, cc0, public, domain, contributor, личный, личного, пресс-служба, пресс-службы, архива, personal, pessoal",
    "personnelle, personnelles, personale, prywatne, prywatny, kişisel, własne, vlastní, particulière, gentileza",
)
# Small words that join names; a run of names may hold them.
_LINKS = _words(
    "via, for, of, the, by, and, und, y, e, et, en, och, og, i, a, à, au, aux, da, de, del, dell, della, dello, di, du",
    "des, la, le, el, los, las, les, lo, van, der, den, het, von, vom, zu, zur, zum, ten, ter, te, bin, bint, ibn, al",
    "ul, ur, dos, do, das, för, für, pour, para, per, pro, durch, mit, with, im, in, on, at, am, an, from, to, af, av",
    "abu, ould, na, din, w, z, ze, och, für, über, courtesy, o, os, as, y/o, door, voor, op, s, d, l, per, &",
)
# Words that make a capitalised run an institution; a part that holds one is not a person.
_ORGS = _words(
    "agency, agencies, agentur, agence, agencia, agência, agenzia, agencja, ajansı, news, press, presse, prensa, media",
    "medien, images, image, pictures, picture, photo, photos, foto, fotos, photography, studio, studios, university",
    "universität, université, universidad, universidade, università, uniwersytet, school, schule, college, institute",
    "institut, instituto, ministry, ministerium, ministère, ministerio, ministero, office, police, polizei, policía",
    "polizia, policja, department, dept, dept., service, services, court, house, council, committee, government",
    "presidency, presidencia, party, partei, club, fc, sc, sv, gmbh, ag, inc, inc., ltd, ltd., llc, corp, corp., co.",
    "company, group, gruppe, verlag, museum, gallery, galerie, theatre, theater, archive, archives, archiv, library",
    "bibliothek, foundation, stiftung, society, association, verband, verein, bank, times, post, guardian, zeitung",
    "tribune, herald, journal, magazine, magazin, television, tv, radio, rundfunk, broadcasting, network, channel",
    "pool, handout, navy, army, force, forces, bundeswehr, feuerwehr, fire, city, stadt, county, state, federal",
    "national, international, union, church, hospital, klinik, entertainment, records, pictures, films, film, sports",
    "sport, games, racing, team, board, administration, commission, poll, survey, index, center, centre, center,",
    "stock, commons, world, global, communications, productions, production, collection, digital, online, web",
    "interactive, real, estate, infografik, grafik, screenshot, video, white, services, social, family, space",
    "system, systems, motors, industries, energy, airlines, airways, resort, hotel, park, zoo, security, google, maps",
    "earth, street, view, instagram, facebook, twitter, youtube, tiktok, netflix, disney, warner, universal, paramount",
    "municipality, newspapers, newspaper, holdings, robotics, technologies, technology, software, labs, laboratory",
    "observatory, observatories, observatorium, observatoire, observatorio, planetarium, academy, akademie, académie",
    "academia, embassy, botschaft, embajada, federation, fédération, federación, league, trust, laboratoire, aquarium",
    "parliament, parlament, senate, congress, cathedral, orchestra, secretariat, administration, authority, bureau",
    "gemeinde, kommune, landkreis, landratsamt, mairie, ville, ayuntamiento, comune, prefeitura, gmina",
    "belediyesi, valiliği, itfaiye, bomberos, pompiers, carabinieri, museo, musée, muzeum, muzeet, museet, opera",
    "archivio, arquivo",
    "command, district, ships, camp, corps, ranch, bibliothèque",
    "airport, reserved, kollektion, public, domain, illustration, graphic, composite, editorial",
    "기자, 記者, 记者, 撮影, 제공, 캠프, 협회, 재단, 대학교, 위원회",
)
# German compounds that no list can hold.
_ORG_ENDINGS = ("archiv", "verlag", "zeitung", "polizei", "wehr", "verein", "institut", "verband", "funk")
_ARTICLES = _words("the, der, die, das, les, los, las, el, il, an, a, ein, eine, een, het, our, unser, un, une, una")
# Reporter and photographer after (or, in Japanese and Chinese, glued to) a name.
_ROLE = (
    r"(?:\s*(?:사진기자|선임기자|기자|記者撮影|記者|记者|特派員)"
    r"|\s*(?:撮影|摄影|攝影|摄|攝|供图|供圖|提供|写す))+$"
)

# --- Agencies ---------------------------------------------------------------------------------------


class _Agency(NamedTuple):
    """One way to write an agency's name, as tokens."""

    name: str
    words: tuple[str, ...]
    exact: bool
    stock: bool
    weak: bool


@cache
def _agencies() -> dict[str, tuple[_Agency, ...]]:
    """First token, casefolded -> the spellings that start with it, longest first."""
    import tomllib  # noqa: PLC0415 - needed at the first credit only

    text = (shipped("data") / "agencies.toml").read_text("utf-8")
    table: dict[str, list[_Agency]] = {}
    for entry in tomllib.loads(text)["agency"]:
        for key in ("aliases", "exact"):
            for alias in entry.get(key, ()):
                exact = key == "exact"
                words = tuple(_norm(m.group(), exact=exact) for m in _compiled(_TOKEN).finditer(alias))
                spelling = _Agency(entry["name"], words, exact, entry.get("stock", False), entry.get("weak", False))
                table.setdefault(words[0].casefold(), []).append(spelling)
    return {
        first: tuple(sorted(found, key=lambda a: (len(a.words), a.exact), reverse=True))
        for first, found in table.items()
    }


@cache
def _agency_words() -> frozenset[str]:
    """All tokens of all spellings."""
    return frozenset(word.casefold() for found in _agencies().values() for a in found for word in a.words)


@cache
def _last_words() -> frozenset[str]:
    """Last tokens of all spellings: what the gate asks of a line that ends in no other cue."""
    agencies = frozenset(a.words[-1].casefold() for found in _agencies().values() for a in found)
    return agencies | {"pic", "pix", "photo", "handout", "supplied", "photos"}


# --- Tokens -----------------------------------------------------------------------------------------

# Digits group by themselves ("2020." ends a sentence); "A.B." and "J.J." stay whole.
_TOKEN = r"@?\w[\w'’&+@]*+(?:[.·‐‑-](?=\w)[\w'’&+@]*+)*+\.?|\S"
_ABBREVIATION = r"(?:\w\.)+|(?i:jr|sr|dr|st|inc|ltd|corp|co|dept|fot|dok|prof|mr|ms|mrs|u\.s|d\.c)\."
_SEPARATORS = frozenset("/|,;()[]（）［］+–—-／｜、&:：·•=＝")
_ENDS = frozenset(".!?…。！？\"”“»«’'」』")
_OPEN = {")": "(", "]": "[", "）": "（", "］": "［", "】": "【", "〕": "〔", "＞": "＜", "》": "《"}


class _Token(NamedTuple):
    """A word, a sign or a whole agency name.

    `kind` is one of "agency", "name", "marker", "link", "sep", "num", "end" and "low"; the last is a
    lower-case word that no credit needs, which is what tells prose.
    """

    start: int
    end: int
    kind: str
    text: str
    agency: _Agency | None = None


_new_token: Callable[[tuple[int, int, str, str, None]], _Token] = partial(tuple.__new__, _Token)
"""Built without the argument handling of `NamedTuple`, which costs more than the tuple."""
_WORDS_KEPT = 4096
"""Words whose kind is kept: the small words and agencies that come on every page, and a page's own."""
_LINES_KEPT = 512
"""Lines whose division is kept."""


def _norm(word: str, *, exact: bool) -> str:
    """A word as agencies are compared: full-width letters folded, no final full stop."""
    word = word if word.isascii() else unicodedata.normalize("NFKC", word)
    if word[-1:] == "." and len(word) > 1 and not _compiled(_ABBREVIATION).fullmatch(word):
        word = word.rstrip(".")
    return word if exact else word.casefold()


def _kind(word: str) -> str:
    """The kind of one token that belongs to no agency."""
    folded = word.casefold()
    kind = "low"
    if word in _SEPARATORS:
        kind = "sep"
    elif word in _ENDS:
        kind = "end"
    elif word == folded and folded in _LINKS:
        kind = "link"
    elif folded in _MARKERS or folded.rstrip(".") in _MARKERS:
        kind = "marker"
    elif word[0].isdigit():
        kind = "num"
    # A capital anywhere is a name ("iPhone", "al-Saadi"), so is a letter of a script without case.
    elif word[0] == "@" or _has_capital(word, folded):
        kind = "name"
    return kind


def _has_capital(word: str, folded: str) -> bool:
    if word.isascii():
        return word != folded
    return any(c.isupper() or (c.isalpha() and not c.islower()) for c in word)


@lru_cache(_WORDS_KEPT)
def _word(word: str) -> tuple[str, tuple[_Agency, ...]]:
    """The kind of a word that belongs to no agency, and the agencies' names that start with it."""
    return _kind(word), _agencies().get(_norm(word, exact=False), ())


def _size_at(spans: Sequence[tuple[str, int, int]], at: int, agency: _Agency) -> int:
    """The number of tokens of an agency's name if it starts at this token, else 0."""
    size = len(agency.words)
    found = tuple(_norm(word, exact=agency.exact) for word, _, _ in spans[at : at + size])
    return size if found == agency.words else 0


def _tokens(text: str, low: int = 0) -> list[_Token]:
    """Cut a text into tokens, from `low` on; an agency's name is one token, the longest that fits."""
    spans = [(match[0], *match.span()) for match in _compiled(_TOKEN).finditer(text, low)]
    out: list[_Token] = []
    at = 0
    while at < len(spans):
        word, start, end = spans[at]
        kind, agencies = _word(word)
        at += 1
        for agency in agencies:
            if size := _size_at(spans, at - 1, agency):
                at += size - 1
                end = spans[at - 1][2]
                out.append(_Token(start, end, "agency", text[start:end], agency))
                break
        else:
            out.append(_new_token((start, end, kind, word, None)))
    return out


def _stops(token: _Token) -> bool:
    """Whether a sentence ends with this token."""
    if token.kind == "end":
        return True
    word = token.text
    return word.endswith(".") and len(word) > 1 and not _compiled(_ABBREVIATION).fullmatch(word)


class _Reading(NamedTuple):
    """What the words after a cue are like."""

    tokens: list[_Token]
    low: int
    names: int
    agencies: list[_Agency]
    joined: bool

    @property
    def pictures(self) -> bool:
        """A picture library, or an agency joined to something by a slash, a pipe or "via"."""
        return any(a.stock for a in self.agencies) or (bool(self.agencies) and self.joined)


def _read(text: str) -> _Reading | None:
    """Read a possible credit; None where it cannot be one."""
    if not text or len(text) > _WINDOW:
        return None
    tokens = _tokens(text)
    words = [t for t in tokens if t.kind not in {"sep", "end"}]
    names = sum(t.kind in {"name", "marker", "agency"} for t in words)
    # A sentence that ends before the last word: prose, or a caption with its credit further on.
    inside = any(_stops(t) for t in tokens[:-1])
    # Scripts without spaces hide their sentences in one token.
    dense = any(len(t.text) > 20 and not t.text.isascii() and t.text.lower() == t.text.upper() for t in words)
    if not names or inside or dense or len(words) > _MAX_WORDS or words[0].kind == "num":
        return None
    low = sum(t.kind in {"low", "num"} for t in words)
    joined = any(t.text in "/|／｜" or t.text.casefold() == "via" for t in tokens[1:])
    return _Reading(tokens, low, names, [t.agency for t in words if t.agency], joined)


# --- Parsing a credit -------------------------------------------------------------------------------

_LEAD = r"[\s,;|–—•·\-]*(?:[©Ⓒⓒ:：]|\([cC]\)|[cC]opyright\b|[cC]redits?(?:\.{3}|…))[\s:]*"
_RIGHTS = (
    r"(?i:\b(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|alle rechten voorbehouden"
    r"|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|tüm hakları saklıdır"
    r"|wszelkie prawa zastrzeżone|все права защищены)\b\.?)"
)
_MOST_NAMES = 7
"""Names in a credit that nothing but its element sets apart."""
_TRIM = " \t\r\n\f\v\xa0\u3000,;|–—-•·:、，"
_LEFT = _TRIM + "/"


def parse(credit: str) -> Credit:
    """Take any credit apart: from a `<cite>`, an attribute or a line; label and brackets may be there.

    Example:
        >>> parse("Foto: Jan Kowalski / PAP")
        Credit(raw='Jan Kowalski / PAP', photographer='Jan Kowalski', agency='PAP')
    """
    start, end = _trim(credit, 0, len(credit))
    notice = _compiled(_NOTICE).search(credit, start)
    if notice and notice.start() > start:
        start, end = _trim(credit, start, notice.start())
    start, end = _undressed(credit, start, end)
    verb = _verb(credit, start, end)
    if verb:
        return _signed(credit[start:verb]) if _took(credit, verb) else _credit(credit[start:verb])
    return _credit(credit[start : _final_stop(credit, start, end)])


def _undressed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take labels, signs, brackets and "all rights reserved" off both ends."""
    for _ in range(4):  # "(Photo: © NAME. All rights reserved)" is the deepest nesting seen
        before = start, end
        if end - start > 1 and _OPEN.get(text[end - 1]) == text[start]:
            start, end = start + 1, end - 1
        start = _after_cue(text, start, end)
        rights = _compiled(_RIGHTS).search(text, start, end)
        if rights and rights.end() - rights.start() < end - start:
            start = rights.end() if rights.start() == start else start
            end = rights.start() if rights.end() == end else end
        start, end = _trim(text, start, end)
        if (start, end) == before:
            break
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards past spaces and separators."""
    while start < end and (text[end - 1] in _TRIM or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in _LEFT or text[start].isspace()):
        start += 1
    return start, end


def _after_cue(text: str, start: int, end: int) -> int:
    """Skip one label, "Photo by" or "©" in front."""
    head = text[start : min(end, start + 60)]
    for pattern in (_LEAD, _BY):
        match = _compiled(pattern).match(head)
        if match and start + match.end() < end:
            return start + match.end()
    colon = _compiled(_SIGN).search(head)
    if colon and head[: colon.start()].strip().casefold() in _LABELS and start + colon.end() < end:
        return start + colon.end()
    return start


def _credit(raw: str) -> Credit:
    """Photographer and agency of a credit that has no label and no brackets around it."""
    tokens = _tokens(raw[:1000])
    vias = [i for i, t in enumerate(tokens) if t.text.casefold() == "via"]
    after = [t.agency for t in tokens[vias[-1] :] if t.agency] if vias else []
    agencies = after or [t.agency for t in tokens if t.agency]
    stock = any(t.agency and t.agency.stock for t in tokens)
    person = next((p for part in _parts(tokens) if (p := _person(raw, part, single=stock))), None)
    if person is None and _compiled(_ROLE).search(raw[-_WINDOW:]):
        person = _role_name(raw)
    return Credit(raw, person, agencies[0].name if agencies else None)


def _signed(raw: str) -> Credit:
    """A credit that a verb for "took this picture" followed: its last word is the photographer."""
    agency = _credit(re.split(r"記者|记者", raw, maxsplit=1)[0]).agency
    name = _role_name(raw + "撮影")
    return Credit(raw, name, agency)


def _role_name(raw: str) -> str | None:
    """The name before "기자" or "撮影"."""
    last = re.split(r"[/／=＝・,、\s]", _compiled(_ROLE).sub("", raw))[-1]
    last = re.split(r"(?:記者|记者)", last)[-1].strip()
    return last if 2 <= len(last) <= 12 and " " not in last and not _tokens(last)[0].agency else None


_PARTING = _words("via, for, and, und, et, courtesy, für, by, on, from")


def _parts(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """The stretches between separators, "via", "for", "and" and agencies."""
    part: list[_Token] = []
    for token in tokens:
        word = token.text.casefold()
        parted = token.kind in {"sep", "agency", "end"} or word in _PARTING
        if parted and token.text not in {"-", "&", "·"}:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _institutional(word: str) -> bool:
    """Whether a word, or one half of a hyphenated word, belongs to an institution: "PR-Video"."""
    if len(word) > 8 and word.casefold().endswith(_ORG_ENDINGS):  # Funk is a surname
        return True
    halves = re.split(r"[-‐‑]", word.casefold())
    return word.casefold() in _ORGS or any(h.rstrip(".") in _ORGS or h in _MARKERS for h in halves)


def _person(raw: str, part: Sequence[_Token], *, single: bool) -> str | None:
    """The part as a person's name, if it can be one.

    One word alone is a name only beside a picture library, where users have handles.
    """
    if not part or part[0].text.casefold() in _ARTICLES:
        return None
    names = [t for t in part if t.kind == "name"]
    if any(t.kind not in {"name", "link"} for t in part) or part[-1].kind == "link" or len(part) > 6:
        return None
    if any(_institutional(t.text) for t in names):
        return None
    least = 1 if single and names and len(names[0].text) > 3 and names[0].text.isascii() else 2
    if not least <= len(names) <= 5 or all(len(t.text.strip(".")) < 2 for t in names):
        return None
    return raw[part[0].start : part[-1].end]


def bare(credit: str) -> tuple[int, int]:
    """Return where a credit stands without label, sign and brackets around it.

    Example:
        >>> text = "(Photo: AFP/Ali Al-Saadi)"
        >>> text[slice(*bare(text))]
        'AFP/Ali Al-Saadi'
    """
    start, end = _undressed(credit, *_trim(credit, 0, len(credit)))
    return start, _final_stop(credit, start, end)


def reads_like_credit(text: str) -> bool:
    """Tell whether a text of its own beside a caption is a credit: a label with names, or names alone.

    Example:
        >>> reads_like_credit("Ana Noll/dpa"), reads_like_credit("seen from the river")
        (True, False)
    """
    start, end = bare(text)
    reading = _read(text[start:end])
    return reading is not None and reading.low == 0 and reading.names <= _MOST_NAMES


# --- Finding the credit in a line -------------------------------------------------------------------

_NOTICE = (
    r"(?:ATTENTION:? EDITORS|EDITORIAL USE ONLY|FOR EDITORIAL USE|EDITORS NOTE|EDITOR'S NOTE: ATTENTION"
    r"|TPX IMAGES OF THE DAY|MANDATORY CREDIT|NO RESALES|THIS (?:IMAGE|PICTURE|PHOTO|HANDOUT)[A-Z ]{0,30} (?:HAS|WAS)\b"
    r"|RESTRICTED TO EDITORIAL|BEST QUALITY AVAILABLE|REFILE[ :-])"
)
_SIGN = r"\s?[:：=＝]\s?"
_BY = (
    r"(?:(?:\w+ )?(?:[Pp]hotos?|[Pp]hotographs?|[Pp]hotograph(?:y|ed)|[Pp]ictures?|[Ii]mages?"
    r"|[Ii]llustrations?|[Gg]raphics?|[Vv]ideos?|Artwork|Drawing|Animation|Cartoon|Collage"
    r"|PHOTOS?|PICTURES?)"
    r" (?:(?:supplied |provided |taken |shot )?by|BY|courtesy(?: of)?|Courtesy(?: of)?|from|copyright)"
    r"|(?:Foto|Fotos|Bild|Bilder|Beeld|Fotografie|Fotografía|Fotografia) (?:von|de|di|av|af|door|por|fra|från)"
    r"|Courtesy(?: [Pp]hoto)?(?: of| to)?|Image credits?|Photo credits?|[Ff]ot\.):?\s"
)
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
# The places where a credit can begin: a sign, or a word that may start "Photo by" or "Courtesy of". Each
# branch begins with a letter or sign of its own, which lets `re` skip to it.
_CUE = "|".join(
    (
        *"©Ⓒⓒ:：=＝",
        r"\([cC]\)(?=\s?\w)",
        *(f"{sign}[/／]" for sign in "图圖摄攝"),
        *(rf"{word[0]}(?<!\w{word[0]}){word[1:]}" for word in _CUE_WORDS),
        r"[Ff](?<!\w[Ff])ot\.",
    )
)
_WHOSE = r"(?:^|[(\[（.!?…|–—]\s*)([A-Z]\w{1,20} )$"
"""A word before "photo by": "Staff photo by", "(Express photo by"."""
_LONGEST_SIGN = 3
"""Characters of "(c)"; a longer cue is a word."""


# Bylines and sign-offs: they name a person and an agency too, but of words, not of pictures.
_SIGN_OFF = (
    r"(?i:with )?(?i:additional )?(?i:reporting|editing|writing|written|compiled|edited"
    r"|reported|by|von|par|por|di|door|av|af|od|autor|text|texte|texto|testo|tekst|with files"
    r"|read more|source|sources|quelle|from our)\b"
)


class _Tail:
    """The end of a line that is searched, whether it is the whole line, and whether it is known for a picture's."""

    def __init__(self, text: str, whole: bool, pictured: bool) -> None:
        self.text = text
        self.whole = whole
        self.pictured = pictured

    @cached_property
    def run(self) -> tuple[list[_Token], bool]:
        """Two finders ask for it."""
        return _run(self.text)


class _Cue(NamedTuple):
    """A sign or label that may announce a credit.

    `strength` is "photo" (says picture and nothing else), "plain" (an ordinary word) or "source".
    """

    area: int
    start: int
    form: str
    strength: str


class _Found(NamedTuple):
    """A credit in the tail: where its area starts (label, bracket), and where it stands itself."""

    area: int
    start: int
    end: int
    form: str
    sure: bool
    person: bool = False  # a verb after the name said that this is the photographer


def split(line: str, *, pictured: bool = False) -> Split | None:
    """Divide a line into caption and credit; None where it shows no shape of a credit.

    Args:
        line: A line of text, or a caption.
        pictured: It is a picture's caption or credit, as tags tell: "Source: NAME" is a credit then.

    Example:
        >>> split("She grew up near the harbour and told AP so.") is None
        True
        >>> line = "(Photo: AFP)"
        >>> found = split(line)
        >>> found.caption, line[slice(*found.credit)], found.parsed.agency
        ((0, 0), 'AFP', 'AFP')
    """
    if "\xa0" in line:
        line = line.replace("\xa0", " ")
    return _divide(line, pictured) if _gate(line) or (pictured and line and not line.isspace()) else None


@lru_cache(_LINES_KEPT)
def _divide(line: str, pictured: bool) -> Split | None:
    """Divide a line that passed the gate; several rules ask about the same one, and pages of a site share some."""
    notice = _notice(line)
    first = _skip(line, 0)
    last = len(line[: notice[0]].rstrip()) if notice else len(line.rstrip())
    if pictured:
        first, last = _shown(line, first, last)
    low = max(first, last - _WINDOW)
    tail = _Tail(line[low:last], low == first, pictured)
    found = next((hit for find in _finders(tail) if (hit := find(tail))), None)
    if found is None:
        return _uncredited(line, first, last, notice, pictured=pictured)
    start, end = low + found.start, low + found.end
    caption, labelled = _caption(line, first, low + found.area, end, last)
    # A picture label in front vouches for an agency at the end: "Photo: a man walks past a shop (Reuters)".
    parsed = _signed(line[start:end]) if found.person else _credit(line[start:end])
    sure = found.sure or (labelled and found.form != "name" and parsed.agency is not None) or notice is not None
    return Split(caption, (start, end), parsed, notice, found.form, sure)


_BUTTON = (
    r"\s*(?:\[\+\]|(?:(?:\.{3}|…)?\s*(?:\(more\)|\bmore\s?[>»]+|\b(?i:hide caption|toggle caption|show caption|enlarge"
    r"|enlarge this image|enlarge image|view image|view fullscreen|vis mer|bild vergrößern|bild vergrössern"
    r"|agrandir|ampliar|ver más|foto vergroten))))$"
)
_COUNTER = (
    r"(?:\d{1,3}of\d{1,3}(?=\D)"
    r"|(?i:image|photo|picture|slide|foto|bild) \d{1,3} (?:of|von|de|di|van|av) \d{1,3}\b)[\s:.–-]*"
)
"""What a gallery or a button adds to a caption: "Image 3 of 7", "1of4", "hide caption"."""


def _shown(line: str, first: int, last: int) -> tuple[int, int]:
    """Where a caption starts and ends without what belongs to buttons and galleries."""
    button = _compiled(_BUTTON).search(line, max(first, last - 40), last)
    counter = _compiled(_COUNTER).match(line, first)
    if button and button.start() > first:
        last = button.start()
    if counter and counter.end() < last:
        first = counter.end()
    return first, len(line[:last].rstrip())


# One pass over the end of a line for all signs; an `in` test for each would cost more.
_SIGNS = "[/:©|=(\\[（［【＝：ⓒⒸ／｜摄攝]"


def _gate(line: str) -> bool:
    """Whether a line can hold a credit at all: cheap, as most lines hold none."""
    tail = line[-160:]
    signs = _compiled(_SIGNS).search
    if tail[-1:] in '.!?"”':
        # A sentence's end. "Photo: NAME." does occur, but then its cue is near.
        tail = tail[-90:]
        if tail[-1:] == "." and (signs(tail) or "hoto" in tail or "tion by " in tail or "ourtesy" in tail):
            return True
        return "EDITORS" in line or "EDITORIAL" in line
    if signs(tail) or " via " in tail or "hoto" in tail or "ourtesy" in tail or "ot. " in tail or "e by " in tail:
        return True
    words = tail[-60:].split()
    if not words or "EDITORS" in line or "TPX IMAGES" in line:
        return bool(words)
    return words[-1].casefold() in _last_words() or any(w[-1] in _ENDS for w in words[-5:-1])


def _notice(line: str) -> tuple[int, int] | None:
    """The editor's notice that ends the line."""
    low = max(0, len(line) - 2000)
    match = _compiled(_NOTICE).search(line, low)
    if match is None:
        return None
    rest = line[match.start() :].rstrip()
    # A notice shouts to its end; one lower-case word in ten is for names.
    small = sum(word.islower() for word in rest.split()[:60])
    return (match.start(), match.start() + len(rest)) if small * 10 <= len(rest.split()[:60]) else None


def _skip(line: str, at: int) -> int:
    """Past the spaces from here."""
    return len(line) - len(line[at:].lstrip())


def _uncredited(line: str, first: int, last: int, notice: tuple[int, int] | None, *, pictured: bool) -> Split | None:
    """A line that has at most a notice, or a caption with a label or a button's words around it."""
    if notice is None and not pictured:
        return None
    caption, _ = _caption(line, first, last, last, last)
    if notice is None and line[slice(*caption)] == line.strip():
        return None
    return Split(caption, None, None, notice, "notice" if notice else "caption", sure=notice is not None)


def _caption(line: str, first: int, area: int, end: int, last: int) -> tuple[tuple[int, int], bool]:
    """The caption's offsets, and whether a picture label stood in front of it."""
    if area <= first:
        # "Foto: NAME | caption": what the credit left over.
        start, stop = _trim(line, min(end, last), last)
        verb = _compiled(_TAKEN).match(line[start:stop].rstrip("".join(_OPEN)))
        return ((start, stop) if stop - start > 1 and not verb else (first, first)), False
    labelled = False
    sign = _compiled(_SIGN).search(line, first, min(area, first + 40))
    if sign and line[first : sign.start()].strip("([ ").casefold() in _CAPTION_LABELS:
        first, labelled = sign.end(), True
    start, stop = _trim(line, first, area)
    while stop > start and (line[stop - 1] in " /／" or line[stop - 1].isspace()):
        stop -= 1
    if start >= stop:
        return (first, first), labelled
    return (start, stop), labelled


# --- The finders, one for each shape ----------------------------------------------------------------


def _boundary(text: str, at: int) -> str:
    """What stands before a cue: "start", "stop" (a sentence's end), "sep" or "word"."""
    before = text[:at].rstrip()
    if not before:
        return "start"
    last = before[-1]
    if last in _ENDS or last in _OPEN:
        return "stop"
    return "sep" if last in _TRIM or last in _OPEN.values() else "word"


def _cued(tail: _Tail) -> _Found | None:
    """A credit after a sign or label: the leftmost cue whose rest reads like names."""
    text = tail.text
    cues = (cue for match in _compiled(_CUE).finditer(text) if (cue := _cue_at(text, match)))
    for cue in islice(cues, _MAX_CUES):
        known = cue._replace(strength="photo") if tail.pictured and cue.strength == "source" else cue
        if found := _after(tail, known):
            return found
    return None


def _cue_at(text: str, match: re.Match[str]) -> _Cue | None:
    """The cue at a match of `_CUE`, if it is one."""
    sign = match.group()
    if len(sign) > _LONGEST_SIGN:
        by = _compiled(_BY).match(text, match.start())
        if by is None:
            return None
        taken = by.group().rstrip(" :").casefold().endswith(" by")  # not "Exporting images from Photoshop"
        kind = _compiled(_WHOSE).search(text, max(0, by.start() - 30), by.start()) if taken else None
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
    strength = "photo" if words in _PHOTO_LABELS else "plain" if words in _PLAIN_LABELS else "source"
    # "the photo: ..." in a sentence; "Archive: ..." as a rubric's name, unless a bracket is around it.
    aside = text[start].islower() and _boundary(text, start) == "word"
    if aside or (words in _ARCHIVE_LABELS and not text[:start].rstrip().endswith(("(", "[", "（", "［"))):
        strength = "source"
    return _Cue(start, match.end(), "labelled", strength)


_BEFORE = r"[^\s()\[\]（）［］【】<>＜＞|,;/／。]+(?: [^\s()\[\]（）［］【】|,;/／。]+){0,3}\s?\Z"


_LABEL_END = 3
_LABEL_ENDS = frozenset(label[-_LABEL_END:] for label in _LABELS)
_SHORT_LABEL_ENDS = frozenset(label[-1] for label in _LABELS if len(label) < _LABEL_END)
"""Last characters of labels."""


def _label_before(text: str, at: int) -> tuple[int, str] | None:
    """The longest label that ends at this sign, and where it starts."""
    low = max(0, at - 40)
    before = text[low:at].rstrip().casefold()
    if before[-_LABEL_END:] not in _LABEL_ENDS and before[-1:] not in _SHORT_LABEL_ENDS:
        return None  # most colons stand behind other words
    match = _compiled(_BEFORE).search(text[low:at])
    if match is None:
        return None
    start = low + match.start()
    while True:
        words = text[start:at].rstrip().casefold()
        if words in _LABELS:
            return start, words
        gap = _compiled(r" |[.!?…](?=[^\W\d_])").search(text, start, at - 1)
        if gap is None:
            return None
        start = gap.end()


def _after(tail: _Tail, cue: _Cue) -> _Found | None:
    """The rest after a cue, if it reads like a credit."""
    text = tail.text
    framed = _frame(text, cue)
    if framed is None:
        return None
    area, end, bracketed = framed
    start, end = _trim(text, _inner(text, cue.start, end), end)
    credit = text[start:end]
    reading = _read(credit.replace(". ", ", ") if bracketed else credit.rstrip("."))
    before = _boundary(text, area)
    if reading is None or not _fits(reading, cue, before, bracketed):
        front = tail.whole and area == 0 and cue.strength != "source"
        return _ahead(text, start, end, cue.form) if front else None
    if "rights reserved" in credit.casefold() or (cue.form == "copyright" and _dated(text, area, credit)):
        return None
    end = _final_stop(text, start, end)
    sure = bracketed and cue.strength != "source" and reading.low <= 1
    sure = sure or _is_sure(reading, cue, before, text[start:end])
    if "opyright" in text[area:start] and (cue.form == "by" or not reading.agencies):
        sure = False  # spelt out, it is rather the page's owner
    return _Found(area, start, end, cue.form, sure)


def _dated(text: str, area: int, credit: str) -> bool:
    """Whether a year stands at the sign: "© 2024 Example Media" at the foot of a page."""
    before = text[max(0, area - 10) : area]
    return bool(re.match(r"[\d\s–-]*\d{4}", credit) or re.search(r"\d{4}\s*\Z", before))


def _frame(text: str, cue: _Cue) -> tuple[int, int, bool] | None:
    """Where cue and credit start and end, and whether a bracket is around both.

    None where the bracket closes before the line does: what stands in it is an aside.
    """
    before = text[: cue.area].rstrip()
    closer = next((close for close, opens in _OPEN.items() if opens == before[-1:]), None)
    if closer is None:
        return cue.area, len(text), False
    bare = text.rstrip(" .")
    return (len(before) - 1, len(bare) - 1, True) if bare.endswith(closer) else None


def _inner(text: str, start: int, end: int) -> int:
    """Skip a second cue: "Foto: © NAME", "Image: Photo by NAME"."""
    for _ in range(2):
        start, _stop = _trim(text, start, end)
        start = _after_cue(text, start, end)
    return start


def _final_stop(text: str, start: int, end: int) -> int:
    """Leave out a full stop after the credit, unless it belongs to "Inc." or to initials."""
    last = text[start:end].rsplit(maxsplit=1)[-1] if text[start:end].strip() else ""
    return end - 1 if last.endswith(".") and len(last) > 1 and not _compiled(_ABBREVIATION).fullmatch(last) else end


def _fits(reading: _Reading, cue: _Cue, before: str, bracketed: bool) -> bool:
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


def _is_sure(reading: _Reading, cue: _Cue, before: str, credit: str) -> bool:
    """Whether cue and words together are enough without a bracket or a picture near by."""
    person = _credit(credit).photographer is not None
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


def _ahead(text: str, start: int, end: int, form: str) -> _Found | None:
    """The credit up to the first bar, of "Foto: NAME | caption"."""
    bar = text.find(" | ", start, end)
    if bar < 0:
        return None
    reading = _read(text[start:bar])
    if reading is None or reading.low:
        return None
    start, bar = _trim(text, start, bar)
    return _Found(0, start, bar, form, sure=True)


def _bracketed(tail: _Tail) -> _Found | None:
    """A credit in brackets at the end, without a label: "(NAME/AGENCY)", "NAME (AGENCY)", "(AGENCY)"."""
    text = tail.text
    stop = len(text.rstrip(" ."))
    closer = text[stop - 1] if stop else ""
    opening = _opening(text, stop) if closer in _OPEN else -1
    if opening < 0:
        return None
    start, end = _trim(text, opening + 1, stop - 1)
    verb = _verb(text, start, end)
    if verb:
        return _Found(opening, start, verb, "bracketed", sure=True, person=_took(text, verb))
    start = _after_label(text, start, end)
    reading = None if _compiled(_SIGN_OFF).match(text, start) else _read(text[start:end])
    if reading is None or reading.low or all(t.kind != "name" and not t.agency for t in reading.tokens):
        return None
    before = text[:opening].rstrip()
    if reading.agencies:
        return _agency_in_brackets(text, (opening, stop), (start, end), reading)
    # "(Jane Doe)" after a full sentence may be a credit; "Harry (Prince of Wales)" is not.
    names = stop == len(text) and reading.names <= 8 and text[end - 1] not in _ENDS
    if names and _full(before) and closer in ")]）":
        return _Found(opening, start, end, "bracketed", sure=False)
    return None


def _after_label(text: str, start: int, end: int) -> int:
    """Skip a label that has no colon before an agency: "(foto ANSA)"."""
    tokens = _tokens(text[start : min(end, start + 60)])
    labelled = len(tokens) > 1 and tokens[0].text.casefold() in _PHOTO_LABELS and tokens[1].agency is not None
    return start + tokens[1].start if labelled else start


def _agency_in_brackets(text: str, outer: tuple[int, int], inner: tuple[int, int], reading: _Reading) -> _Found:
    """One of "NAME (AGENCY)", "(NAME/AGENCY)" and "(AGENCY)"; with the last, agencies sign articles, too."""
    before = text[: outer[0]].rstrip()
    outside = _name_before(before) if text[outer[0]] in "(（" else None
    if outside is not None:
        return _Found(outside, outside, outer[1], "bracketed", sure=outside > 0)
    credit = text[slice(*inner)]
    joined = reading.joined or "," in credit or "Photo" in credit
    person = _credit(credit).photographer is not None
    stock = any(a.stock for a in reading.agencies) and bool(before)
    via = any(t.text.casefold() == "via" for t in reading.tokens[1:])
    return _Found(outer[0], *inner, "bracketed", (joined and person) or stock or via)


def _full(before: str) -> bool:
    """Whether a whole sentence ends here, not an item's number, an abbreviation or a quotation."""
    last = before[-40:].rsplit(maxsplit=1)[-1] if before.strip() else ""
    return (
        len(before) >= 25
        and bool(re.fullmatch(r".*[^\W\d_]{2}[\"”»)]?[.!?…。]", last))
        and last not in {"vs.", "No.", "Nr."}
        and not _compiled(_ABBREVIATION).fullmatch(last)
    )


def _opening(text: str, stop: int) -> int:
    """The bracket that the last one closes."""
    closer = text[stop - 1]
    depth = 0
    for at in range(stop - 1, -1, -1):
        depth += (text[at] == closer) - (text[at] == _OPEN[closer])
        if depth == 0:
            return at
    return -1


def _name_before(before: str) -> int | None:
    """Start of a person's name that fills what stands between a sentence's end and a bracket."""
    tokens = _tokens(before[-80:])
    shift = max(0, len(before) - 80)
    run: list[_Token] = []
    for token in reversed(tokens):
        if token.kind not in {"name", "link"} or _stops(token):
            break
        run.insert(0, token)
    if not run or len(run) == len(tokens):
        return None
    bounded = _stops(tokens[-len(run) - 1]) or tokens[-len(run) - 1].text in ")]"
    person = _person(before[-80:], run, single=False)
    return shift + run[0].start if bounded and person else None


_TAKEN = "\\s*(?:撮影|摄影|攝影|摄|攝|供图|供圖|提供|写す)$"
"""A verb for "took this picture" that follows the name in Japanese and Chinese."""


def _verb(text: str, start: int, end: int) -> int:
    """Where the verb "took" starts that ends this stretch, if what stands before it can be a name."""
    match = _compiled(_TAKEN).search(text, max(start, end - 8), end)
    if match is None or not 2 <= match.start() - start <= 28:
        return 0
    return match.start()


def _took(text: str, verb: int) -> bool:
    """Whether the verb says "took", not "provided", which institutions do as well."""
    return "供" not in text[verb:]


_REPORTER = r"(?<!\S)\w{0,12}(?:记者|記者)\s?(\w{2,8}?)\s?(?=(?:摄影?|攝影?|撮影)\Z)"
"""Reporter and name before the verb: the first word says whose reporter it is."""


def _reporter(tail: _Tail) -> _Found | None:
    """Chinese "AGENCY记者 NAME 摄" without a full stop before it."""
    low = max(0, len(tail.text) - 40)
    match = _compiled(_REPORTER).search(tail.text, low)
    if match is None:
        return None
    return _Found(match.start(), match.start(), match.end(1), "fullwidth", sure=True, person=True)


def _fullwidth(tail: _Tail) -> _Found | None:
    """Japanese "…＝ＡＰ" and "…＝NAME撮影", Chinese "…。AGENCY记者 NAME 摄"."""
    text = tail.text
    at = max(text.rfind("＝"), text.rfind("。"))
    if at == len(text) - 1:
        return None
    if at < 1:
        return _reporter(tail)
    area = at + (text[at] == "。")
    start, end = _trim(text, max(at, text.rfind("、")) + 1, len(text))
    verb = _verb(text, start, end)
    if verb:
        return _Found(
            area if text[at] == "。" else start, start, verb, "fullwidth", sure=True, person=_took(text, verb)
        )
    tokens = _tokens(text[start:end])
    known = any(t.agency for t in tokens) and all(t.kind in {"agency", "name", "sep"} for t in tokens)
    return _Found(area, start, end, "fullwidth", sure=True) if known and len(tokens) <= 4 else None


_RUN = frozenset(("agency", "name", "marker", "link", "sep"))


def _run(text: str) -> tuple[list[_Token], bool]:
    """The longest run of names at the end, and whether a sentence's end or the line's start bounds it."""
    low = max(0, len(text) - 160)
    low = 0 if low == 0 else text.find(" ", low) + 1 or low
    tokens = _tokens(text, _run_start(text, low))
    at = len(tokens)
    while at and tokens[at - 1].kind in _RUN:
        if at < len(tokens) and _stops(tokens[at - 1]):
            break
        at -= 1
    bounded = _stops(tokens[at - 1]) if at else low == 0
    while at < len(tokens) and (tokens[at].kind == "link" or tokens[at].text in _SEPARATORS - {"(", "["}):
        at += 1
    return tokens[at:], bounded


def _run_start(text: str, low: int) -> int:
    """Where to begin with tokens so that the last run of names is whole, not before `low`.

    That is the last word that no run holds, not even as part of an agency's name, or what is glued to it.
    """
    tokens = _compiled(_TOKEN).findall
    end = len(text)
    while end > low:
        start = text.rfind(" ", low, end) + 1 or low
        if not all(map(_may_run, tokens(text, start, end))):
            return start
        end = start - 1
    return low


@lru_cache(_WORDS_KEPT)
def _may_run(word: str) -> bool:
    """Whether a run of names may hold this word."""
    return _kind(word) in _RUN or _norm(word, exact=False) in _agency_words()


def _tailed(tail: _Tail) -> _Found | None:
    """A credit with neither sign nor bracket before it; the words at the end must say it all."""
    text = tail.text
    if text[-1] in '!?…"”»:':
        return None
    if text[-1] == "." and not any(joint in text for joint in ("/", "|", "／", " via ")):
        return None  # an ordinary sentence: most lines that come this far
    run, bounded = tail.run
    if not run:
        return None
    return _unsigned(run, bounded, tail) or _plain(run, bounded, tail)


def _plain(run: list[_Token], bounded: bool, tail: _Tail) -> _Found | None:
    """Names around a joint: "REUTERS/NAME", "NAME / AGENCY", "X via AGENCY", "A/B | NAME"."""
    text = tail.text
    joins = [i for i, t in enumerate(run) if i and (t.text in "/|／｜" or t.text.casefold() == "via")]
    if not joins or not (tail.pictured or any(t.agency for t in run)) or len(run) > 2 * _MAX_WORDS:
        return None
    at, clear = _first_of(run, joins[0], bounded)
    if at >= len(run) or run[at].text in "([" or _compiled(_SIGN_OFF).match(run[at].text):
        return None
    before = text[: run[at].start].split()
    if before and before[-1].casefold() in _LINKS:
        return None  # "a statement to AP/Reuters"
    if at and run[at - 1].text == "(" and ")" in text[run[at].start :]:
        at -= 1  # "(AP Photo/NAME) AP Photo": both are the credit
    colon = at and run[at - 1].text in ":：" and bounded
    area = run[0].start if colon else run[at].start
    run = run[at:]
    end = _final_stop(text, run[0].start, len(text))
    # A table's row has bars too; so have two lines of a menu.
    if (end < len(text) and not (clear and bounded)) or sum(t.text == "|" for t in run) > 2:
        return None
    sure = _plain_sure(text[run[0].start : end], run, bounded, area == 0 and tail.whole)
    if sure is None and tail.pictured and clear and bounded:
        sure = any(t.agency for t in run) or _credit(text[run[0].start : end]).photographer is not None
    if not (sure or (sure is False and any(t.agency for t in run))):
        return None
    form = "via" if any(t.text.casefold() == "via" for t in run) else _joint(text[run[0].start : end])
    return _Found(area, run[0].start, end, form, clear and sure)


def _joint(credit: str) -> str:
    """The form of a credit with no "via"."""
    return "pipe" if "|" in credit else "slash"


def _plain_sure(credit: str, run: Sequence[_Token], bounded: bool, alone: bool) -> bool | None:
    """Whether an agency is joined to a person, or is one that only pictures come from.

    None where no agency is left, or only one whose name says nothing by itself.
    """
    agencies = [t.agency for t in run if t.agency]
    person = _credit(credit).photographer is not None
    if not agencies or not (person or any(not a.weak for a in agencies)):
        return None
    stock = any(a.stock for a in agencies)
    via = any(t.text.casefold() == "via" for t in run)
    if any(t.text.casefold() in {"poll", "survey", "index"} for t in run):
        return False
    # "Some Headline | Example News" is how pages are titled.
    if "|" in credit and (not bounded or (alone and not stock)):
        return False
    return person or (not alone and (stock or via or run[0].text.isupper()))


def _first_of(run: Sequence[_Token], join: int, bounded: bool) -> tuple[int, bool]:
    """Where the credit starts in a run whose first slash, pipe or "via" is at `join`.

    A run that begins after a full stop begins the credit. Otherwise the caption ran into it without
    one: an agency before the slash starts it, failing that a comma does, failing that two words of a name.
    """
    head = run[:join]
    agency = next((i for i, t in enumerate(head) if t.kind == "agency"), None)
    if agency is not None and (agency == join - 1 or not bounded):
        lead = any(t.kind != "marker" for t in head[:agency])
        return (agency, True) if lead else (0, True)
    comma = next(
        (i for i in range(join - 1, 0, -1) if head[i].text in ",;():：" and head[i].kind == "sep"),
        None,
    )
    if comma is not None:
        return comma + 1, True
    if bounded and join <= 8:
        return 0, True
    return max(0, join - 2), False


def _dash(tail: _Tail) -> _Found | None:
    """A credit after a dash: "— Reuters pic", "– AFP"."""
    text = tail.text
    at = max(text.rfind(dash) for dash in (" — ", " – ", " - ", "—"))
    if at < 1 or text[-1] in '.!?"”':
        return None
    start, end = _trim(text, at, len(text))
    tokens = _tokens(text[start:end])
    if not tokens or any(t.kind not in {"agency", "marker"} for t in tokens) or not tokens[0].agency:
        return None
    return _Found(len(text[:at].rstrip()), start, end, "dash", len(tokens) > 1)


def _unsigned(run: list[_Token], bounded: bool, tail: _Tail) -> _Found | None:
    """A label without its colon before an agency, or before a person below a picture: "Foto ANP", "Beeld Ana Noll"."""
    text = tail.text
    size = next((n for n in (2, 1) if _is_label(run[:n], text)), 0)
    if not size or len(run) <= size or not bounded:
        return None
    rest = run[size:]
    agency = any(t.agency for t in rest)
    if rest[0].kind == "sep" or len(rest) > 8 or not (agency or (tail.pictured and _person(text, rest, single=False))):
        return None
    end = _final_stop(text, rest[0].start, rest[-1].end)
    sure = run[0].start > 0 and end == len(text) and any(t.agency and not t.agency.weak for t in rest)
    return _Found(run[0].start, rest[0].start, end, "labelled", sure)


def _is_label(tokens: Sequence[_Token], text: str) -> bool:
    """Whether these tokens, as written, are a label."""
    return bool(tokens) and text[tokens[0].start : tokens[-1].end].casefold() in _PHOTO_LABELS | _PLAIN_LABELS


_KOREAN_REPORTER = r"[^\W\d_]{2,4} ?(?:사진)?기자$"


def _parted(tail: _Tail) -> _Found | None:
    """Below a picture: a person behind a bar, "The quay at dawn | Ana Noll", or a reporter behind the last sentence."""
    text = tail.text
    if not tail.pictured:
        return None
    reporter = _compiled(_KOREAN_REPORTER).search(text, max(0, len(text) - 12))
    if reporter and _boundary(text, reporter.start()) == "stop":
        return _Found(reporter.start(), reporter.start(), len(text), "name", sure=True)
    at = max(text.rfind(bar) for bar in (" | ", " / "))
    if at < 1 or not any(word.islower() for word in text[:at].split()):
        return None
    start, end = _trim(text, at + 3, len(text))
    end = _final_stop(text, start, end)
    tokens = _tokens(text[start:end])
    person = _person(text[start:end], tokens, single=False)
    return _Found(at, start, end, "pipe", sure=True) if person else None


def _final(tail: _Tail) -> _Found | None:
    """An agency, "Handout" or a bare name after the last sentence: never enough by itself."""
    text = tail.text
    if text[-1] in '.!?…"”»:':
        return None
    run, bounded = tail.run
    if not run:
        return None
    if run[-1].agency:
        return _agency_last(text, run, bounded, run[-1].agency)
    start, end = run[0].start, run[-1].end
    if not bounded or not _full(text[:start].rstrip()) or end - start > 40 or len(run) > 4:
        return None
    if all(t.kind in {"marker", "link"} for t in run):
        return _Found(start, start, end, "agency", sure=False)
    return _Found(start, start, end, "name", sure=False) if _person(text, run, single=False) else None


def _agency_last(text: str, run: Sequence[_Token], bounded: bool, agency: _Agency) -> _Found | None:
    """An agency as the last word: after a full stop, or written so that it stands out."""
    last = run[-1]
    stands_out = not agency.weak and (agency.stock or last.text.split()[0].isupper())
    joined = len(run) > 1 and run[-2].text in "/|"
    if joined or not (stands_out or (bounded and len(run) == 1)):
        return None
    before = text[: last.start].split()
    word = before[-1] if before else ""
    if word.islower() and word[-1].isalpha() and word not in _LABELS and word not in _MARKERS:
        return None  # "She works for Getty Images", not "Image copyright Getty Images"
    return _Found(last.start, last.start, last.end, "agency", sure=False)


_FINDERS: tuple[Callable[[_Tail], _Found | None], ...] = (
    _cued,
    _bracketed,
    _tailed,
    _fullwidth,
    _dash,
    _parted,
    _final,
)
_FRAMED = _FINDERS[:2]
"""What finds credits behind a cue or in brackets; the others need an agency or a sentence's end before the names,
or signs of their own."""


def _finders(tail: _Tail) -> Sequence[Callable[[_Tail], _Found | None]]:
    """What may find something in a line's end, by its words alone; most lines that pass the gate have none to show."""
    text = tail.text
    if not text:
        return ()
    if tail.pictured:
        return _FINDERS
    if not text.isascii() and ("。" in text or "者" in text or not unicodedata.is_normalized("NFKC", text)):
        return _FINDERS
    words = map(str.casefold, _compiled(_BARE_WORD).findall(text))
    if not _agency_signs().isdisjoint(words):
        return _FINDERS
    return (*_FRAMED, _final) if any(end in text for end in ".!?") else _FRAMED


_BARE_WORD = _TOKEN.partition(r"\.?|")[0]
"""A token without a full stop at its end."""


@cache
def _agency_signs() -> frozenset[str]:
    """The longest token of each spelling, likewise: the one that other words are least likely to hold."""
    spellings = (agency.words for found in _agencies().values() for agency in found)
    return frozenset(max(words, key=len).casefold().rstrip(".") for words in spellings)


# --- Dates ------------------------------------------------------------------------------------------

_MONTH = (
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
        rf"|(?<!\w){_MONTH}\s[0-3]?\d(?:st|nd|rd|th)?,?\s{_YEAR}"
        rf"|{_DAY}(?:st|nd|rd|th|er|º|°|\.)?{_OF}{_MONTH},?{_OF}{_YEAR}"
        rf"|{_DAY}-{_MONTH}-{_YEAR}"
        rf"|(?<!\d){_YEAR}[-/.][01]?\d[-/.][0-3]?\d(?!\d)"
        rf"|{_DAY}[./]\s?[01]?\d[./]\s?{_YEAR}"
    ),
    rf"(?<!\w){_MONTH},?{_OF}{_YEAR}",
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
    match = next((m for pattern in _DATES if (m := _compiled(pattern, re.IGNORECASE).search(head))), None)
    return match.group() if match else None
