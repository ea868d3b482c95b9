"""The credit grammar: every sentence here is made up, and so is every person in it."""

from __future__ import annotations

import importlib
import re
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import newsclean
from newsclean import credit
from newsclean.credit import Split, caption_date, parse, split
from newsclean.pages.dateline import find_dateline

CAPTION = "A man looks at the harbour of Example Town, January 8, 2020."


def parts(line: str) -> tuple[str, str | None, str | None, str | None]:
    """Caption, credit, photographer and agency of a line that has a credit."""
    found = split(line)
    assert found is not None, line
    assert found.parsed is not None, line
    credit = None if found.credit is None else line[slice(*found.credit)]
    return line[slice(*found.caption)], credit, found.parsed.photographer, found.parsed.agency


@pytest.mark.parametrize(
    ("tail", "credit", "photographer", "agency"),
    [
        # labels in brackets
        (" (Photo: AFP)", "AFP", None, "AFP"),
        (" (Photo: AFP/Ali Al-Example)", "AFP/Ali Al-Example", "Ali Al-Example", "AFP"),
        (" (Foto: Max Muster/dpa)", "Max Muster/dpa", "Max Muster", "dpa"),
        (
            " (Symbolfoto: picture alliance/dpa | Erika P Muster)",
            "picture alliance/dpa | Erika P Muster",
            "Erika P Muster",
            "picture alliance",
        ),
        (" (Image: LightRocket via Getty Images)", "LightRocket via Getty Images", None, "Getty Images"),
        (" (Image: abc Example)", "abc Example", None, None),
        (" (Crédits : Jeanne Exemple)", "Jeanne Exemple", "Jeanne Exemple", None),
        (" [File: Reuters]", "Reuters", None, "Reuters"),
        (
            " (Photo by Jane Doe/Getty Images for Example)",
            "Jane Doe/Getty Images for Example",
            "Jane Doe",
            "Getty Images",
        ),
        # labels at the end
        (
            " Foto: Max Muster / dpa, Erika Muster/AFP",
            "Max Muster / dpa, Erika Muster/AFP",
            "Max Muster",
            "dpa",
        ),
        (" Photograph: Jane Doe/The Guardian", "Jane Doe/The Guardian", "Jane Doe", None),
        (" Image Credits: Jane Doe / Shutterstock", "Jane Doe / Shutterstock", "Jane Doe", "Shutterstock"),
        (" Crédit photo : Jean Exemple / AFP", "Jean Exemple / AFP", "Jean Exemple", "AFP"),
        (" Fotografía: Ana de la Prueba / EFE", "Ana de la Prueba / EFE", "Ana de la Prueba", "EFE"),
        (" Foto: Ansa", "Ansa", None, "ANSA"),
        (
            " — Foto: João da Prova/Agência Brasil",
            "João da Prova/Agência Brasil",
            "João da Prova",
            "Agência Brasil",
        ),
        (
            " Foto: Piet van der Voorbeeld / ANP",
            "Piet van der Voorbeeld / ANP",
            "Piet van der Voorbeeld",
            "ANP",
        ),
        (" Foto: Ola Prøve / NTB", "Ola Prøve / NTB", "Ola Prøve", "NTB"),
        (" Foto: Sven Prov/TT", "Sven Prov/TT", "Sven Prov", "TT"),
        (" Billede: Jens Prøve/Ritzau Scanpix", "Jens Prøve/Ritzau Scanpix", "Jens Prøve", "Ritzau"),
        (
            " Fot. Jan Przykład / Agencja Wyborcza.pl",
            "Jan Przykład / Agencja Wyborcza.pl",
            "Jan Przykład",
            "Agencja Wyborcza",
        ),
        (" Foto: Jan Příklad, ČTK", "Jan Příklad, ČTK", "Jan Příklad", "ČTK"),
        (" Fotoğraf: Ayşe Örnek/AA", "Ayşe Örnek/AA", "Ayşe Örnek", "Anadolu"),
        (" Фото: Иван Примеров / РИА Новости", "Иван Примеров / РИА Новости", "Иван Примеров", "RIA Novosti"),
        (" Ảnh: Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu", None),
        (" Isithombe: Sipho Isibonelo", "Sipho Isibonelo", "Sipho Isibonelo", None),
        (
            " Photo by SAUL EXAMPLE / AFP via Getty Images",
            "SAUL EXAMPLE / AFP via Getty Images",
            "SAUL EXAMPLE",
            "Getty Images",
        ),
        (" Photo by Kevin S. Example / AP", "Kevin S. Example / AP", "Kevin S. Example", "AP"),
        (" — Picture by Jane Doe", "Jane Doe", "Jane Doe", None),
        (" Courtesy of NASA", "NASA", None, "NASA"),
        (" Beeld ANP", "ANP", None, "ANP"),
        # signs
        (" © dpa", "dpa", None, "dpa"),
        (" © DPA Images | Max Muster", "DPA Images | Max Muster", "Max Muster", "dpa"),
        (" (c) Jane Doe", "Jane Doe", "Jane Doe", None),
        (" Foto: © Max Muster", "Max Muster", "Max Muster", None),
        # no cue but the joint
        (" REUTERS/Ari Example", "REUTERS/Ari Example", "Ari Example", "Reuters"),
        (" AP Photo/Jane Doe, File", "AP Photo/Jane Doe, File", "Jane Doe", "AP"),
        (" EFE/ J.J. Prueba", "EFE/ J.J. Prueba", "J.J. Prueba", "EFE"),
        (" SAUL EXAMPLE/AFP/Getty Images", "SAUL EXAMPLE/AFP/Getty Images", "SAUL EXAMPLE", "AFP"),
        (" Getty Images/iStockphoto", "Getty Images/iStockphoto", None, "Getty Images"),
        (" Jane O'Sample-McDoe/PA", "Jane O'Sample-McDoe/PA", "Jane O'Sample-McDoe", "PA"),
        (
            " picture alliance/dpa | Max von der Muster",
            "picture alliance/dpa | Max von der Muster",
            "Max von der Muster",
            "picture alliance",
        ),
        (
            " Jane Doe/WANA (West Asia News Agency) via REUTERS",
            "Jane Doe/WANA (West Asia News Agency) via REUTERS",
            "Jane Doe",
            "Reuters",
        ),
        (" Jane Doe (Reuters)", "Jane Doe (Reuters)", "Jane Doe", "Reuters"),
        (" (SAUL EXAMPLE/AFP/Getty Images)", "SAUL EXAMPLE/AFP/Getty Images", "SAUL EXAMPLE", "AFP"),
        (" - Reuters pic", "Reuters pic", None, "Reuters"),
    ],
)
def test_a_credit_after_a_caption_is_found_and_sure(
    tail: str, credit: str, photographer: str | None, agency: str | None
) -> None:
    found = split(CAPTION + tail)
    assert parts(CAPTION + tail) == (CAPTION, credit, photographer, agency)
    assert found is not None
    assert found.sure


@pytest.mark.parametrize(
    ("line", "caption", "credit", "photographer", "agency"),
    [
        ("항구의 아침 [사진 = 홍길동 기자]", "항구의 아침", "홍길동 기자", "홍길동", None),
        ("항구의 아침. /사진=뉴시스", "항구의 아침.", "뉴시스", None, "Newsis"),
        ("港の朝（写真：ロイター）", "港の朝", "ロイター", None, "Reuters"),
        ("会見する社長（見本太郎撮影）", "会見する社長", "見本太郎", "見本太郎", None),
        ("会見する社長＝ＡＰ", "会見する社長", "ＡＰ", None, "AP"),
        ("港口的清晨。图/新华社", "港口的清晨。", "新华社", None, "Xinhua"),
        ("港口的清晨。新华社记者 李样本 摄", "港口的清晨。", "新华社记者 李样本", "李样本", "Xinhua"),
        ("新华社记者 林远舟 摄", "", "新华社记者 林远舟", "林远舟", "Xinhua"),
        ("新华社记者林远舟摄", "", "新华社记者林远舟", "林远舟", "Xinhua"),
        ("　中新社记者　林远舟　摄影", "", "中新社记者　林远舟", "林远舟", "China News Service"),
        ("港口的清晨 新华社记者 林远舟 摄", "港口的清晨", "新华社记者 林远舟", "林远舟", "Xinhua"),
        ("本报记者 林远舟 摄", "", "本报记者 林远舟", "林远舟", None),
    ],
)
def test_scripts_without_capitals_have_credits_too(
    line: str, caption: str, credit: str, photographer: str | None, agency: str | None
) -> None:
    assert parts(line) == (caption, credit, photographer, agency)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The port of Example Town AP Photo/Jane Doe", "The port of Example Town", "AP Photo/Jane Doe"),
        (
            "The hall in spring. (AP Photo/Jane Doe) AP Photo",
            "The hall in spring.",
            "(AP Photo/Jane Doe) AP Photo",
        ),
        ("El grupo en la ciudad EFE/ Ana Prueba", "El grupo en la ciudad", "EFE/ Ana Prueba"),
        ("Der Turm bei Nacht, Foto: Max Muster", "Der Turm bei Nacht", "Max Muster"),
        ("Der Turm bei Nacht Foto: Max Muster/imago", "Der Turm bei Nacht", "Max Muster/imago"),
        ("The hall in Madison, Wis. AP Photo/Jane Doe", "The hall in Madison, Wis.", "AP Photo/Jane Doe"),
        (
            "The hall in Washington, D.C. AP Photo/Jane Doe",
            "The hall in Washington, D.C.",
            "AP Photo/Jane Doe",
        ),
    ],
)
def test_a_caption_may_run_into_its_credit(line: str, caption: str, credit: str) -> None:
    assert parts(line)[:2] == (caption, credit)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Foto: Jan Kowalski", "Jan Kowalski"),
        ("Photo: AFP/Ali Al-Example", "AFP/Ali Al-Example"),
        ("(Photo: AFP)", "AFP"),
        ("© dpa", "dpa"),
        ("Image Credits: Example Inc.", "Example Inc."),
        ("Photo: Jane Doe, Getty Images.", "Jane Doe, Getty Images"),
        ("Photo by Jane Doe / AFP via Getty Images", "Jane Doe / AFP via Getty Images"),
        ("REUTERS/Jane Doe", "REUTERS/Jane Doe"),
    ],
)
def test_a_line_that_is_only_a_credit_has_an_empty_caption(line: str, credit: str) -> None:
    found = split(line)
    assert found is not None
    assert found.sure
    assert found.caption[0] == found.caption[1]
    assert parts(line)[1] == credit


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Photo: a man walks past a shop (Reuters)", "a man walks past a shop"),
        ("FILE PHOTO: A man walks past a shop. REUTERS/Jane Doe/File Photo", "A man walks past a shop."),
        ("Legende: Ein Boot auf dem See. Keystone/Max Muster", "Ein Boot auf dem See."),
        ("Foto: Max Muster | Der Hafen, bevor die Schiffe kommen.", "Der Hafen, bevor die Schiffe kommen."),
        ("Der Turm (Archivbild). Foto: Max Muster/dpa", "Der Turm (Archivbild)."),
    ],
)
def test_a_label_in_front_of_a_caption_is_not_part_of_it(line: str, caption: str) -> None:
    found = split(line)
    assert found is not None
    assert found.sure
    assert parts(line)[0] == caption


@pytest.mark.parametrize(
    "line",
    [
        '"The photo: a masterpiece," he said.',
        "The picture (left) was taken by a passer-by.",
        "He told AFP/Reuters joint reporters that nothing had happened.",
        "The minister gave the same answer to AP/Reuters.",
        "Washington (AP) — The president said on Monday that it was over.",
        "The road was closed for an hour, a spokesman told Reuters.",
        "Image: the brand's biggest asset, she says, is its name.",
        "Foto: Das ist ein ganzer Satz, und er endet hier.",
        "Bild: Die Regierung plant im Herbst neue Steuern",
        "Source: Agencies/nr(rw)/hm",
        "Source: Reuters",
        "Quelle: dpa",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "(Reporting by Jane Doe/Reuters; Editing by John Roe)",
        "By Jane Doe/AP",
        "Von Max Muster/dpa",
        "With reporting by AP/Reuters.",
        "See https://example.com/a/b/c",
        "It happened on 12/05/2020",
        "They can come and/or go",
        "Who pays for the bridge? Nobody’s Sure [ Bloomberg ]",
        "They moved from Chapter to Gettysburg",
        "A Reuters/Example poll found that 48% agreed.",
        "Reuters/Example Poll",
        "AFP/Reuters",
        "The law takes effect on Monday. REUTERS",
        "He said that this was the end of the matter. (AP)",
        "„Das ist gut“, sagte die Sprecherin am Montag. (dpa/AFP)",
        "„Das ist gut“, sagte die Sprecherin am Montag. (dpa/mbr)",
        "The tower stood for another hundred years. AP",
        "The tower stood for another hundred years. (Jane Doe)",
        "The tower stood for another hundred years. Jane Doe",
        "© 2024 Example Media. All rights reserved.",
        "2024 © Example Media",
        "Copyright © Example Media GmbH",
        "Minister Wins Vote | Reuters",
        "Example Board Names Judges, Writers and More to Open Spring Fair | Culture",
        "Archiv: Example Retro",
        "He picked Best Picture: Moonlight",
        "„Foto: dpa“ steht unter jedem Bild, sagte sie.",
        'She wrote "Photo: Jane Doe" on the back of it.',
        "| Plan | Example Inc. | PA, WV / DE | Yes |",
        "Electric vs. Manual Toothbrushes",
        "【写真】港の朝",
        "Jane Doe",
        "",
        "   ",
        "/",
    ],
)
def test_prose_and_bylines_are_never_sure(line: str) -> None:
    found = split(line)
    assert found is None or not found.sure


@pytest.mark.parametrize(
    "line",
    [
        "The road was closed for an hour, a spokesman told Reuters.",
        "They moved from Chapter to Gettysburg",
        "A plain sentence about nothing at all.",
        "She works for Getty Images",
        "He sold the picture to Shutterstock",
        "Why he was dismissed by AFP",
        "He joined AFP",
        "林远舟说他喜欢摄",
        "新华社记者 林远舟 报道",
        "The club (founded in 1902) is the oldest.",
        "Der Turm (Archivbild)",
    ],
)
def test_a_line_without_the_shape_of_a_credit_is_none(line: str) -> None:
    assert split(line) is None


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("The tower stood for another hundred years. (AP)", "bracketed"),
        ("The tower stood for another hundred years. AP", "agency"),
        ("The tower stood for another hundred years. Getty Images", "agency"),
        ("The tower stood for another hundred years. Supplied", "agency"),
        ("The tower stood for another hundred years. (Example City Court, Eastern District)", "bracketed"),
        ("The tower stood for another hundred years. Jane Doe", "name"),
    ],
)
def test_what_only_position_can_decide_is_offered_but_not_sure(line: str, form: str) -> None:
    found = split(line)
    assert found is not None
    assert (found.form, found.sure) == (form, False)
    assert parts(line)[0] == "The tower stood for another hundred years."


@pytest.mark.parametrize("line", ["（新华社记者 林远舟 摄）", "(見本太郎撮影)", "（見本庁提供）"])
def test_the_verb_behind_a_credit_is_no_caption(line: str) -> None:
    found = split(line)
    assert found is not None
    assert found.caption[0] == found.caption[1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("【高見＝山野健】市は五日、灯台を公開した。", "高見"),
        ("【高見=山野健】市は五日、灯台を公開した。", "高見"),
        ("【東高見市＝山野健】市は五日、灯台を公開した。", "東高見市"),
        ("【写真】市は五日、灯台を公開した。", None),
        ("ЕС: что дальше", None),
        ("LA: what next", None),
    ],
)
def test_the_place_of_a_dateline(text: str, place: str | None) -> None:
    assert find_dateline(text) == place


def test_a_label_without_its_colon_is_no_sentence() -> None:
    found = split("Image copyright Getty Images")
    assert found is not None
    assert (found.form, found.sure, found.parsed) == ("by", False, parse("Getty Images"))
    heading = split("Exporting Images from Photoshop")
    assert heading is None or not heading.sure
    assert split("Image copyright law has not changed since Reuters wrote of it.") is None


def test_the_notice_of_an_agency_is_kept_apart() -> None:
    notice = "ATTENTION EDITORS - THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY"
    line = f"{CAPTION} Jane Doe/WANA (West Asia News Agency) via REUTERS {notice}"
    found = split(line)
    assert found is not None
    assert found.notice is not None
    assert line[slice(*found.notice)] == notice
    assert parts(line)[:2] == (CAPTION, "Jane Doe/WANA (West Asia News Agency) via REUTERS")


def test_a_notice_without_a_credit_is_a_find_of_its_own() -> None:
    found = split(f"{CAPTION} ATTENTION EDITORS - NO RESALES. NO ARCHIVES.")
    assert found is not None
    assert (found.form, found.credit, found.parsed) == ("notice", None, None)


@pytest.mark.parametrize(
    ("credit", "raw", "photographer", "agency"),
    [
        ("AFP", "AFP", None, "AFP"),
        ("(Photo: AFP/Ali Al-Example)", "AFP/Ali Al-Example", "Ali Al-Example", "AFP"),
        ("Foto: © Max Muster", "Max Muster", "Max Muster", None),
        ("Jane Doe for The Guardian", "Jane Doe for The Guardian", "Jane Doe", None),
        ("Getty Images/Jane Doe", "Getty Images/Jane Doe", "Jane Doe", "Getty Images"),
        ("Unsplash/someone", "Unsplash/someone", None, "Unsplash"),
        ("KEYSTONE / Max Muster", "KEYSTONE / Max Muster", "Max Muster", "Keystone"),
        ("Jane Doe / Pool via Reuters", "Jane Doe / Pool via Reuters", "Jane Doe", "Reuters"),
        ("dpa/picture alliance via Getty", "dpa/picture alliance via Getty", None, "Getty Images"),
        ("picture-alliance / dpa", "picture-alliance / dpa", None, "picture alliance"),
        ("ASSOCIATED PRESS", "ASSOCIATED PRESS", None, "AP"),
        ("见本太郎撮影", "见本太郎", "见本太郎", None),
        ("[사진 = 홍길동 기자]", "홍길동 기자", "홍길동", None),
        ("Handout", "Handout", None, None),
        ("(Photo: Courtesy of Mount Carrow Observatory)", "Mount Carrow Observatory", None, None),
        ("Courtesy of Jane Doe", "Jane Doe", "Jane Doe", None),
        ("Noll Planetarium", "Noll Planetarium", None, None),
        ("Carrow Rowing Federation", "Carrow Rowing Federation", None, None),
        ("privat", "privat", None, None),
        ("File photo", "File photo", None, None),
        ("Archiv", "Archiv", None, None),
        ("Example Police Department", "Example Police Department", None, None),
        ("University of Example", "University of Example", None, None),
        ("The White House", "The White House", None, None),
        ("Chapter Paris", "Chapter Paris", "Chapter Paris", None),
        ("見本庁提供", "見本庁", None, None),
        ("", "", None, None),
    ],
)
def test_a_credit_is_taken_apart(credit: str, raw: str, photographer: str | None, agency: str | None) -> None:
    assert parse(credit) == (raw, photographer, agency)


@pytest.mark.parametrize(
    "date",
    [
        "Jan 8, 2020",
        "January 8, 2020",
        "Dec 29, 2014",
        "8 January 2020",
        "8. Januar 2020",
        "1er mars 2019",
        "8 de enero de 2020",
        "8 gennaio 2020",
        "8 de março de 2020",
        "8 maart 2020",
        "8. desember 2020",
        "12 września 2021",
        "8. února 2021",
        "5 Mart 2022",
        "12 мая 2020",
        "2020年5月12日",
        "2020년 5월 12일",
        "2020-05-12",
        "08.01.2020",
        "May 2020",
        "mayo de 2020",
    ],
)
def test_the_date_of_a_caption_is_returned_as_written(date: str) -> None:
    assert caption_date(f"The harbour ({date}) at dawn") == date


@pytest.mark.parametrize("text", ["The bridge in 1999", "Room 2020", "on May 8", ""])
def test_a_year_alone_is_no_date(text: str) -> None:
    assert caption_date(text) is None


PIECES = st.sampled_from(
    [
        "Photo: ",
        "Foto: ",
        "(",
        ")",
        "[",
        "]",
        "（",
        "）",
        "/",
        " | ",
        " via ",
        "AP",
        "Reuters",
        "dpa",
        "Getty Images",
        "Jane Doe",
        "A man walks. ",
        "©",
        "(c) ",
        "＝",
        "撮影",
        "摄",
        "사진 = ",
        ". ",
        ", File",
        "Photo by ",
        " ",
        "ß",
        "İ",
        "ATTENTION EDITORS - NO RESALES",
        "\n",
        "\u3000",
        "-",
        ":",
        "Courtesy of ",
        "Source: ",
        "— ",
        "。",
        "记者",
        "2020",
    ]
)


def check(line: str, found: Split | None) -> None:
    """What holds of every split, whatever the line."""
    if found is None:
        return
    for span in (found.caption, found.credit, found.notice):
        if span is not None:
            assert 0 <= span[0] <= span[1] <= len(line)
    assert (found.credit is None) == (found.parsed is None)
    if found.credit is not None and found.parsed is not None:
        start, end = found.credit
        assert line[start:end] == found.parsed.raw != ""
        assert found.caption[0] == found.caption[1] or found.caption[1] <= start or end <= found.caption[0]
        assert found.notice is None or end <= found.notice[0]
    assert line[slice(*found.caption)] == line[slice(*found.caption)].strip()


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
@example("Photo: . (AP)")
def test_offsets_stay_inside_the_line_and_in_order(line: str) -> None:
    check(line, split(line))
    parse(line)
    caption_date(line)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "© ",
        "Photo: ",
        "A/",
        "A. ",
        "Foto von ",
        "a|b ",
        "＝",
        ": ",
        " via ",
        "[x",
        "AP/",
        "Jan 2 ",
        "事",
    ],
)
@pytest.mark.parametrize("end", ["", ")", " AP", " (AP)"])
def test_a_huge_line_costs_no_more_than_its_length(piece: str, end: str) -> None:
    def seconds(size: int) -> float:
        line = (piece * size)[:size] + end
        begin = time.perf_counter()
        split(line)
        caption_date(line + " 2020")
        return time.perf_counter() - begin

    seconds(1_000)
    # The floor keeps the noise of a busy machine out; a quadratic cost would be minutes.
    assert seconds(200_000) < max(6 * seconds(100_000), 0.5)


def test_importing_compiles_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given))
    monkeypatch.setattr(newsclean, "credit", credit)  # put back afterwards, as are the modules
    parts_of_it = [name for name in sys.modules if name.startswith(credit.__name__ + ".")]
    for name in (credit.__name__, *parts_of_it):
        monkeypatch.delitem(sys.modules, name)
    again = importlib.import_module(credit.__name__)
    assert again is not credit
    assert parts_of_it
    assert all(name in sys.modules for name in parts_of_it)
    assert not compiled
