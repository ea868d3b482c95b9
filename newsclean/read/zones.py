"""What tags and class names say about where a block stands: names -> bits, and the words behind them.

Sites name their boxes in the same few hundred words: "share-bar", "articleBody", "wp-caption",
"bildunterschrift". `WORDS` names the categories, `word_bits` finds them in a class, id, role or
itemprop. Only whole words count, split at anything but letters and at camelCase, so that "head"
is not found in "ahead", nor "ad" in "shadow".
"""

from __future__ import annotations

import re
from functools import lru_cache

ZONES: dict[str, int] = {
    name: 1 << number
    for number, name in enumerate(
        (
            "article", "main", "nav", "header", "footer", "aside", "figure", "form", "li", "table",
            "button", "blockquote", "details", "dialog", "address", "section", "media",
        )
    )
}  # fmt: skip
"""Bits of `Markup.zones`: which tags (or ARIA roles) a block stands in."""

TAG_ZONES: dict[str, int] = {
    "article": ZONES["article"],
    "main": ZONES["main"],
    "nav": ZONES["nav"],
    "menu": ZONES["nav"],
    "header": ZONES["header"],
    "footer": ZONES["footer"],
    "aside": ZONES["aside"],
    "figure": ZONES["figure"],
    "figcaption": ZONES["figure"],
    "form": ZONES["form"],
    "fieldset": ZONES["form"],
    "li": ZONES["li"],
    "dd": ZONES["li"],
    "dt": ZONES["li"],
    "table": ZONES["table"],
    "button": ZONES["button"],
    "blockquote": ZONES["blockquote"],
    "details": ZONES["details"],
    "dialog": ZONES["dialog"],
    "address": ZONES["address"],
    "section": ZONES["section"],
    "video": ZONES["media"],
    "audio": ZONES["media"],
}
"""The zone that a tag opens."""

ROLE_ZONES: dict[str, int] = {
    "article": ZONES["article"],
    "main": ZONES["main"],
    "navigation": ZONES["nav"],
    "menu": ZONES["nav"],
    "menubar": ZONES["nav"],
    "tablist": ZONES["nav"],
    "banner": ZONES["header"],
    "contentinfo": ZONES["footer"],
    "complementary": ZONES["aside"],
    "figure": ZONES["figure"],
    "form": ZONES["form"],
    "search": ZONES["form"],
    "button": ZONES["button"],
    "dialog": ZONES["dialog"],
    "alertdialog": ZONES["dialog"],
}
"""The zone that an ARIA role opens; a role says what the author meant where the tag is a div."""

_TABLE: dict[str, str] = {
    "comment": """
        comment comments commenting commenter commentlist commentbox respond reply replies disqus coral
        viafoura openweb spotim discussion discussions forum reaction reactions reader readers
        kommentar kommentare kommentarer kommentarfelt kommentti kommentit commentaire commentaires
        comentario comentarios comentarii commento commenti reactie reacties komentarz komentarze
        komentar komentare komentari diskuse diskuze diskussion yorum yorumlar hozzaszolas binhluan
    """,
    "related": """
        related recirc recirculation recommended recommendation recommendations recommend readmore
        readnext teaser teasers outbrain taboola plista morefrom morestories mostread mostpopular
        popular trending latest further similar suggested suggestions upnext nextarticle carousel
        promo promos promobox promoted onward linkbox linklist seealso alsoread ticker river
        verwandt verwandte weitere weiterlesen mehrzum lesetipp lesetipps empfehlung empfehlungen
        meistgelesen relacionado relacionados relacionada relacionadas relacionadas correlati
        correlate leggi recommandes recommandations similaires gerelateerd meer lees meest
        relaterade relaterte relaterede lasmer lesogsa lesmer powiazane podobne czytaj souvisejici
        nejctenejsi doporucujeme ilgili benzer terkait bacajuga lienquan kapcsolodo lueta
    """,
    "share": """
        share sharing sharebar sharebox sharetools sharebuttons sharedaddy shares shareable social
        socials socialbar socialmedia socialshare sociallinks addthis addtoany sharethis facebook
        twitter whatsapp pinterest telegram linkedin bluesky mastodon instagram flipboard follow
        followus like likes fb teilen teile merken drucken empfehlen partage partager partages
        compartir compartilhar compartilhe condividi delen dela del udostepnij sdilet sdileni paylas
        bagikan megosztas jaa chiase
    """,
    "caption": """
        caption captions captioned figcaption credit credits creditline photocredit imagecredit
        copyright photographer rights imagecaption photocaption mediacaption legend
        attribution bildunterschrift bildtext bildnachweis bildquelle fotocredit fotonachweis
        legende legenda leyenda piefoto pie didascalia bijschrift fotograf fotografo photographe
        kuvateksti billedtekst bildetekst podpis popisek popiska altyazi keterangan
    """,
    "byline": """
        byline bylines author authors authorname authorbox writer contributor contributors reporter
        correspondent columnist creator byauthor autor autoren autorin autorenbox verfasser auteur
        auteurs autore autores autori redacteur redaktor redakteur redaktion forfatter journalist
        journaliste journalista skribent yazar penulis tacgia bio biography signature firma
    """,
    "meta": """
        meta metadata date dateline datetime datestamp pubdate published publish publishdate posted
        timestamp time times updated modified dateposted lastmodified articleinfo articlemeta
        postmeta entrymeta datum zeit uhrzeit stand fecha hora data dato tarih tanggal paivays
        readtime readingtime lesezeit details info infoline
    """,
    "legal": """
        legal footer foot colophon copyrights disclaimer terms privacy policy policies cookie
        cookies consent gdpr cmp onetrust didomi impressum datenschutz agb mentions aviso imprint
        tou licensing license licence
    """,
    "nav": """
        nav navi navbar navigation navlist menu menus submenu topmenu mainmenu breadcrumb breadcrumbs
        crumb crumbs pagination pager paging paginator prevnext topbar toolbar tabs tablist sitemap
        masthead skip skiplink skiplinks hamburger dropdown megamenu burger brotkrumen brotkrume
        navigatie navegacion menupunkt toc tableofcontents inhaltsverzeichnis jumplink
    """,
    "ad": """
        ad ads adv advert adverts advertise advertisement advertisements advertising advertorial
        adsense adslot adunit adbox adcontainer adwrapper adplace adzone banner banners dfp gpt
        googlead sponsor sponsored sponsors sponsorship dianomi native brandstory billboard mpu
        skyscraper affiliate commercial anzeige anzeigen werbung publicite publicidad pub pubs
        pubblicita reclame reklama reklame reklam advertentie annons annonse annonce mainos hirdetes
        iklan quangcao
    """,
    "newsletter": """
        newsletter newsletters subscribe subscription subscriptions subscriber signup sign optin
        mailchimp mailinglist email register registration login signin abo abonnement abonnieren
        abonneren suscribirse suscripcion suscribete assine iscriviti nieuwsbrief nyhetsbrev
        nyhedsbrev uutiskirje hirlevel bulten inscription
    """,
    "widget": """
        widget widgets promobox box infobox factbox sidebar sidebars rail rightrail rightcol
        rightcolumn secondary complementary module panel poll quiz survey vote voting game games
        weather horoscope calculator tool tooltip popup modal overlay lightbox alert notification
        callout cta calltoaction toast sticky embed embedded kasten faktenbox infokasten sondage
        encuesta umfrage apps app download donate donation spende spenden appeal feedback
    """,
    "tags": """
        tag tags taglist tagcloud topic topics topiclist keyword keywords categories category
        taxonomy hashtag hashtags subjects label labels schlagwort schlagworte schlagwoerter
        stichworte stichwort thema themen rubrik etiqueta etiquetas tema temas temes mots motscles
        argomenti tagi stitky emner etiket etiketler cimkek
    """,
    "content": """
        content contents article articlebody articlecontent articletext post postbody postcontent
        posttext entry entrycontent story storybody storycontent body bodycopy bodytext maincontent
        maintext text textbody paragraph paragraphs prose copy richtext wysiwyg hentry artikel
        artikeltext inhalt beitrag absatz fliesstext cuerpo noticia nota contenido corpo conteudo
        materia testo articolo texte contenu corps tekst innhold brodtekst brodtext tresc obsah clanek
        icerik haber isi berita noidung baiviet cikk szoveg
    """,
    "head": """
        head header headline headlines heading title titles subtitle subheadline subheading subhead
        standfirst kicker dek deck lead lede leadin intro introduction summary excerpt strapline
        abstract synopsis description eyebrow hero topline titel ueberschrift dachzeile vorspann
        unterzeile teasertext anleser titulo titular entradilla bajada volanta copete titre chapo
        chapeau surtitre titolo occhiello sommario kop ingress ingressi otsikko tytul
        zajawka titulek nadpis perex baslik spot judul tieude sapo cim leadtext
    """,
    "media": """
        media gallery galleries video videos image images img contentimage articleimage
        inlineimage imagebox imagewrap imagewrapper imagecontainer picture pictures pic photo photos
        photography figure fig slideshow slider slides slide player audio podcast thumbnail thumb
        thumbs illustration infographic graphic chart map bild bilder bildergalerie galerie foto
        fotos fotostrecke imagen imagenes galeria immagine immagini imagem afbeelding
        kuva billede bilde zdjecie obrazek fotogaleria gorsel gambar resim lightgallery
    """,
    "hidden": """
        hidden hide invisible visuallyhidden offscreen screenreader sronly assistive a11y
        noprint nodisplay collapsed
    """,
    "list": """
        list lists listing listings items feed grid cards card archive collection roundup
        liste lista listado tiles tile
    """,
    "paywall": """
        paywall paywalled premium regwall piano tinypass metered meter gate gated locked lock
        subscriberonly subscribersonly membersonly member members plus abonnes abonne bezahlschranke
        paid pay payment barrier offer offers plusartikel
    """,
}

WORDS: dict[str, int] = {name: 1 << number for number, name in enumerate(_TABLE)}
"""Bits of `Markup.own` and `Markup.above`: what class, id, role and itemprop words say."""

SCREEN_READER = 1 << len(WORDS)
"""Bit beside `WORDS`: a reader does not see the element's text; it is meant for screen readers or draws an icon."""

LINE_BREAK = SCREEN_READER << 1
"""Bit beside `WORDS`: the class "br", which style sheets show as a line break."""


def _spellings() -> dict[str, int]:
    """Return word -> bits in the three spellings a class name can have, so that no lookup lower-cases."""
    bits: dict[str, int] = {}
    for name, words in _TABLE.items():
        for word in words.split():
            for spelling in (word, word.capitalize(), word.upper()):
                bits[spelling] = bits.get(spelling, 0) | WORDS[name]
    return bits


_BITS = _spellings()
_BITS["br"] = LINE_BREAK
_HINT = LINE_BREAK << 1
VIDEO = _HINT << 1
"""Bit beside `WORDS`: a class for videos."""
GRAPHIC = VIDEO << 1
"""Bit beside `WORDS`: a class for drawings, charts and maps."""
_BITS.update(dict.fromkeys(("sr", "vh", "visually", "visuallyhidden", "screen", "screenreader", "material"), _HINT))
CREDIT = GRAPHIC << 1
"""Bit beside `WORDS`: a class for who made a picture; `WORDS["caption"]` holds these words and the next."""
LEGEND = CREDIT << 1
"""Bit beside `WORDS`: a class for what a picture shows."""
for _words, _bit in (
    ("video videos videoplayer videobox jwplayer brightcove", VIDEO),
    ("infographic infographics graphic graphics chart charts map datawrapper grafik infografik infographie", GRAPHIC),
    (
        """
        credit credits creditline photocredit imagecredit copyright copyrightholder photographer rights attribution
        bildnachweis bildquelle fotocredit fotonachweis fotograf fotografo photographe source quelle owner
        """,
        CREDIT,
    ),
    (
        """
        caption captions captioned figcaption imagecaption photocaption mediacaption legend bildunterschrift bildtext
        legende legenda leyenda piefoto didascalia bijschrift kuvateksti billedtekst bildetekst popisek popiska altyazi
        keterangan description
        """,
        LEGEND,
    ),
):
    for _word in _words.split():
        for _spelling in (_word, _word.capitalize(), _word.upper()):
            _BITS[_spelling] = _BITS.get(_spelling, 0) | _bit
HOVER_BOX = LEGEND << 1
"""Bit beside `WORDS`: the element is the box that opens over a word when a pointer rests on it."""
_HOVER_HINT = HOVER_BOX << 1
_BITS.update(dict.fromkeys(("rollover", "tooltip", "popover", "popup", "hovercard", "flyout"), _HOVER_HINT))
_BITS["tooltip"] |= WORDS["widget"]
_BITS["popup"] |= WORDS["widget"]
_KNOWN = frozenset(_BITS)
_CAMEL = re.compile(r"[A-Z]?[a-z]++(?![0-9])|[A-Z]+(?![a-z0-9])|[A-Z]+(?=[A-Z][a-z])")


@lru_cache(4096)
def word_bits(names: str) -> int:
    """Return the categories whose words occur in a class, id, role or itemprop attribute.

    The answers are kept, as a site's pages use the same few hundred names.

    A word next to a digit is a piece of a hash ("css-3ad9") more often than a word, and one behind
    a colon ("md:hidden") holds on some screens only; both are left out.

    Example:
        >>> word_bits("c-articleBody") == WORDS["content"]
        True
        >>> word_bits("shadow ahead css-3ad9 md:hidden")
        0
    """
    bits = 0
    words = names.replace("-", " ").replace("_", " ").split()
    for word in _KNOWN.intersection(words):
        bits |= _BITS[word]
    if not names.islower():
        for word in words:
            if word not in _BITS and not word.islower() and word.isalpha():
                for part in _KNOWN.intersection(_CAMEL.findall(word)):
                    bits |= _BITS[part]
    if bits & CREDIT and bits & LEGEND:
        bits &= ~(LEGEND if _named_last(names) == CREDIT else CREDIT)
    if bits & _HINT:
        bits = bits & ~_HINT | _for_screen_readers(names)
    if bits & _HOVER_HINT:
        bits = bits & ~_HOVER_HINT | (HOVER_BOX if _OPENED.search(names) else 0)
    return bits


def _named_last(names: str) -> int:
    """Tell what the last word says: in "article-caption__credit" the first names the box, the last its part."""
    words = reversed(_PART.findall(names))
    return next((bit for word in words if (bit := _BITS.get(word, 0) & (CREDIT | LEGEND))), LEGEND)


_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


_OPENED = re.compile(
    r"(?<![\w:-])[\w-]*(?:rollover|tooltip|popover|popup|hovercard|flyout)[\w-]*?[-_](?:block|body|box|card|content|inner|panel|text)(?![\w-])"
)
"""The box itself, not the word that opens it: "tooltip-content", "rollover-people-block"."""
_READER_ONLY = re.compile(
    r"(?<![\w:-])(?:[a-z]{1,2}[-_])?(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|vh)(?![\w-])"
    r"|(?<![\w:-])material-(?:icons|symbols)(?![a-z])"
)
"""Also an icon font that draws an icon where the text has its name: `<i class="material-icons">share</i>`."""


def _for_screen_readers(names: str) -> int:
    """Tell a class for screen readers from one that undoes it ("not-sr-only") or is something else ("h-100vh")."""
    return SCREEN_READER | WORDS["hidden"] if _READER_ONLY.search(names) else 0


def names_of(bits: int, table: dict[str, int]) -> tuple[str, ...]:
    """Return the names of the bits, for explanations and tests.

    Example:
        >>> names_of(word_bits("wp-caption photo"), WORDS)
        ('caption', 'media')
    """
    return tuple(name for name, bit in table.items() if bits & bit)
