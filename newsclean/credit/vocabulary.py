"""Words and signs of credits in many languages: labels, markers, institutions, small words, brackets."""

from __future__ import annotations


def phrases(*lists: str) -> frozenset[str]:
    """Phrases parted by commas, casefolded."""
    return frozenset(phrase.strip().casefold() for part in lists for phrase in part.split(","))


PHOTO_LABELS = phrases(
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
    "이미지 출처, 이미지출처, 이미지 제공, 이미지제공",
    "图, 圖, 图片, 圖片, 图片来源, 圖片來源, 图源, 圖源, 摄影, 攝影, 照片, 照片来源",
    "供图, 供圖, 資料照, 资料图, 图片由, 圖／文",
    "ảnh, nguồn ảnh, hình ảnh, isithombe, izithombe, gambar, sumber foto, صورة, الصورة, تصوير, फोटो, तस्वीर",
    # Bengali, Tamil, Marathi, Urdu, Persian, Hebrew, Thai, Swahili, Amharic, other Slavic
    "ছবি, ফাইল ছবি, படம், கோப்புப்படம், छायाचित्र, फोटो साभार, फोटो क्रेडिट, فوٹو, تصویر, عکس, عکاس, عکس از, عدسة",
    "צילום, צילומים, קרדיט, ภาพ, ภาพจาก, ภาพถ่าย, picha, ፎቶ, снимки, izvor fotografije, fotografije",
)
"""Labels that name nothing but a picture's source."""

PLAIN_LABELS = phrases(
    "image, images, picture, pictures, bild, bilder, illustration, illustrations, graphic, grafik, credit, credits",
    "graphics, imagen, imagem, immagine, copyright, archives, archiv, archivo, montage, collage, ilustración",
    "ilustração, illustrazione, illustrasjon, visuel, infographic, infografik, video, ilustracja, illustratie",
    "photo and video, afbeelding, infografía, file, on file, archive, arkiv",
)
"""Ordinary words that also start sentences, list items and speaker labels ("Image: ...")."""

_SOURCE_LABELS = phrases(
    "source, sources, quelle, quellen, fuente, fuentes, fonte, fonti, bron, kilde, källa, źródło, zdroj, kaynak",
    "источник, джерело, forrás, sursa, πηγή, 出典, 来源, 來源, 출처, nguồn, sumber, المصدر",
)
"""Also the source of an article or a table, so an agency of pictures must follow."""

ARCHIVE_LABELS = phrases("archive, archives, archiv, archivo, arkiv, file, on file")
"""Labels that are also the names of rubrics: "Archive: ..."."""

LABELS = PHOTO_LABELS | PLAIN_LABELS | _SOURCE_LABELS
"""Every label that a credit may follow."""

CAPTION_LABELS = LABELS - _SOURCE_LABELS | phrases(
    "legende, caption, image caption, bildunterschrift, légende, légende image, file, on file, pie de foto",
    "file image, file picture, file pic, media caption, photo caption",
)
"""Stand in front of a caption and say nothing about its source."""

MARKERS = phrases(
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
    "ফাইল, সংগৃহীত, فائل, أرشيفية, أرشيف, فايل, आर्काइव, फाइल, ארכיון, เก็บถาวร, maktaba, архивна",
    "personnelle, personnelles, personale, prywatne, prywatny, kişisel, własne, vlastní, particulière, gentileza",
)
"""Words of a credit that are neither a person nor an agency."""

LONE_MARKERS = phrases(
    "handout, supplied, file photo, file image, file picture, stock photo, stock image, courtesy photo, archivfoto",
    "archivbild, symbolfoto, symbolbild, photo d'archives, photo d’archives, photo d'illustration",
    "image d'illustration, foto de archivo, imagen de archivo, foto d'archivio, foto di repertorio, foto de arquivo",
    "imagem de arquivo, arkivfoto, arkivbild, arkivbilde, archieffoto, illustrasjonsfoto",
    "zdjęcie ilustracyjne, ilustrační foto, arşiv",
    "архивное фото, 資料写真, 資料照片, 资料图, 資料圖, 资料照片, 자료사진",
)
"""Words that are a whole credit where they stand alone in brackets behind a sentence."""

LINKS = phrases(
    "via, for, of, the, by, and, und, y, e, et, en, och, og, i, a, à, au, aux, da, de, del, dell, della, dello, di, du",
    "des, la, le, el, los, las, les, lo, van, der, den, het, von, vom, zu, zur, zum, ten, ter, te, bin, bint, ibn, al",
    "ul, ur, dos, do, das, för, für, pour, para, per, pro, durch, mit, with, im, in, on, at, am, an, from, to, af, av",
    "abu, ould, na, din, w, z, ze, och, für, über, courtesy, o, os, as, y/o, door, voor, op, s, d, l, per, &",
)
"""Small words that join names; a run of names may hold them."""

ORGS = phrases(
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
"""Words that make a capitalised run an institution; a part that holds one is not a person."""

ORG_ENDINGS = ("archiv", "verlag", "zeitung", "polizei", "wehr", "verein", "institut", "verband", "funk")
"""German compounds that no list can hold."""

ARTICLES = phrases("the, der, die, das, les, los, las, el, il, an, a, ein, eine, een, het, our, unser, un, une, una")
"""Articles: what starts with one is no person's name."""

SEPARATORS = frozenset("/|,;()[]（）［］+–—-／｜、&:：·•=＝")
"""Signs that part names from each other."""

ENDS = frozenset(".!?…。！？\"”“»«’'」』")
"""Signs that end a sentence or a quotation."""

OPEN = {")": "(", "]": "[", "）": "（", "］": "［", "】": "【", "〕": "〔", "＞": "＜", "》": "《"}
"""Closing brackets and what opens them."""
