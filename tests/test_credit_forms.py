"""Invented credits in the forms that news pages use, in fifteen languages: how each is parted."""

from __future__ import annotations

import pytest

from newsclean import credit

Form = tuple[str, str, str, str | None, str | None]
"""A line; its caption, credit, photographer and agency."""

FORMS: list[Form] = [
    ("The quay at dawn. Photo: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Photo: Ana Noll.", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Photograph: Ana Noll/The Harbour Sheet",
        "The quay at dawn.",
        "Ana Noll/The Harbour Sheet",
        "Ana Noll",
        None,
    ),
    ("The quay at dawn. Photograph by Ana Noll.", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Photography by Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Photo by Ana Noll/AFP via Getty Images",
        "The quay at dawn.",
        "Ana Noll/AFP via Getty Images",
        "Ana Noll",
        "Getty Images",
    ),
    (
        "The quay at dawn. (Photo by Ana Noll/Getty Images)",
        "The quay at dawn.",
        "Ana Noll/Getty Images",
        "Ana Noll",
        "Getty Images",
    ),
    (
        "The quay at dawn. (Photos by Ana Noll and Idris Mbeki/AP)",
        "The quay at dawn.",
        "Ana Noll and Idris Mbeki/AP",
        "Ana Noll",
        "AP",
    ),
    ("The quay at dawn. (AP Photo/Ana Noll)", "The quay at dawn.", "AP Photo/Ana Noll", "Ana Noll", "AP"),
    ("The quay at dawn. (AP Photo/Ana Noll, File)", "The quay at dawn.", "AP Photo/Ana Noll, File", "Ana Noll", "AP"),
    (
        "The quay at dawn. (Ana Noll/Harbour Sheet via AP)",
        "The quay at dawn.",
        "Ana Noll/Harbour Sheet via AP",
        "Ana Noll",
        "AP",
    ),
    (
        "The quay at dawn. REUTERS/Ana Noll/File Photo",
        "The quay at dawn.",
        "REUTERS/Ana Noll/File Photo",
        "Ana Noll",
        "Reuters",
    ),
    ("The quay at dawn. [Ana Noll/Reuters]", "The quay at dawn.", "Ana Noll/Reuters", "Ana Noll", "Reuters"),
    ("The quay at dawn. [File: Ana Noll/Reuters]", "The quay at dawn.", "Ana Noll/Reuters", "Ana Noll", "Reuters"),
    ("The quay at dawn. Ana Noll / AFP", "The quay at dawn.", "Ana Noll / AFP", "Ana Noll", "AFP"),
    (
        "The quay at dawn. Ana Noll/Anadolu via Getty Images",
        "The quay at dawn.",
        "Ana Noll/Anadolu via Getty Images",
        "Ana Noll",
        "Getty Images",
    ),
    (
        "The quay at dawn. Credit: Ana Noll/Shutterstock",
        "The quay at dawn.",
        "Ana Noll/Shutterstock",
        "Ana Noll",
        "Shutterstock",
    ),
    ("The quay at dawn. Image credit: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Image Credits: Ana Noll / Bloomberg / Getty Images",
        "The quay at dawn.",
        "Ana Noll / Bloomberg / Getty Images",
        "Ana Noll",
        "Bloomberg",
    ),
    ("The quay at dawn. Picture: PA", "The quay at dawn.", "PA", None, "PA"),
    ("The quay at dawn. Pic: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. © Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. © Ana Noll/dpa", "The quay at dawn.", "Ana Noll/dpa", "Ana Noll", "dpa"),
    ("The quay at dawn. Copyright Ana Noll/AP Photo", "The quay at dawn.", "Ana Noll/AP Photo", "Ana Noll", "AP"),
    ("The quay at dawn. Courtesy of Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Photo courtesy of the Harbour Museum", "The quay at dawn.", "the Harbour Museum", None, None),
    ("The quay at dawn. (Courtesy: Harbour Museum)", "The quay at dawn.", "Harbour Museum", None, None),
    ("The quay at dawn. Courtesy Harbour Museum", "The quay at dawn.", "Harbour Museum", None, None),
    ("The quay at dawn. Photo: Supplied", "The quay at dawn.", "Supplied", None, None),
    ("The quay at dawn. Photo supplied by the Harbour Museum", "The quay at dawn.", "the Harbour Museum", None, None),
    ("The quay at dawn. Handout via REUTERS", "The quay at dawn.", "Handout via REUTERS", None, "Reuters"),
    (
        "The quay at dawn. Ana Noll/Handout via REUTERS",
        "The quay at dawn.",
        "Ana Noll/Handout via REUTERS",
        "Ana Noll",
        "Reuters",
    ),
    (
        "The quay at dawn. Harbour Police/Handout via REUTERS",
        "The quay at dawn.",
        "Harbour Police/Handout via REUTERS",
        None,
        "Reuters",
    ),
    ("The quay at dawn. — Reuters pic", "The quay at dawn.", "Reuters pic", None, "Reuters"),
    ("The quay at dawn. — Picture by Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. | Photo: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. | Photo Credit: PTI", "The quay at dawn.", "PTI", None, "PTI"),
    ("The quay at dawn. (Express photo by Ana Noll)", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Ana Noll | AFP | Getty Images",
        "The quay at dawn.",
        "Ana Noll | AFP | Getty Images",
        "Ana Noll",
        "AFP",
    ),
    ("The quay at dawn. Illustration: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Illustration by Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Photo illustration by Ana Noll; photos by Idris Mbeki/Getty",
        "The quay at dawn.",
        "Ana Noll; photos by Idris Mbeki/Getty",
        "Ana Noll",
        "Getty Images",
    ),
    ("The quay at dawn. Graphic: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Video: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Video by Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    ("The quay at dawn. Screengrab: Harbour TV", "The quay at dawn.", "Harbour TV", None, None),
    ("The quay at dawn. File photo: Ana Noll", "The quay at dawn.", "Ana Noll", "Ana Noll", None),
    (
        "The quay at dawn. Photographer: Ana Noll/Bloomberg",
        "The quay at dawn.",
        "Ana Noll/Bloomberg",
        "Ana Noll",
        "Bloomberg",
    ),
    (
        "The quay at dawn, March 3, 2024. Photo: A.J. Noll",
        "The quay at dawn, March 3, 2024.",
        "A.J. Noll",
        "A.J. Noll",
        None,
    ),
    ("The quay at dawn. Photo: Ana Noll Jr./AP", "The quay at dawn.", "Ana Noll Jr./AP", "Ana Noll Jr.", "AP"),
    (
        "The quay at dawn. Photo: Ana van der Noll/ANP",
        "The quay at dawn.",
        "Ana van der Noll/ANP",
        "Ana van der Noll",
        "ANP",
    ),
    (
        "The quay at dawn (Image: Getty Images/iStockphoto)",
        "The quay at dawn",
        "Getty Images/iStockphoto",
        None,
        "Getty Images",
    ),
    (
        "The quay at dawn. Photo by - / AFP via Getty Images",
        "The quay at dawn.",
        "AFP via Getty Images",
        None,
        "Getty Images",
    ),
    (
        "The quay at dawn. Photo: Ana Noll on Unsplash",
        "The quay at dawn.",
        "Ana Noll on Unsplash",
        "Ana Noll",
        "Unsplash",
    ),
    ("Photo by Ana Noll on Unsplash", "", "Ana Noll on Unsplash", "Ana Noll", "Unsplash"),
    ("Photo: AFP", "", "AFP", None, "AFP"),
    ("Credit: Ana Noll", "", "Ana Noll", "Ana Noll", None),
    ("© Ana Noll / dpa", "", "Ana Noll / dpa", "Ana Noll", "dpa"),
    (
        "Der Kai im Morgenlicht. Foto: Jonas Trempe/dpa",
        "Der Kai im Morgenlicht.",
        "Jonas Trempe/dpa",
        "Jonas Trempe",
        "dpa",
    ),
    ("Der Kai im Morgenlicht. (Foto: Jonas Trempe)", "Der Kai im Morgenlicht.", "Jonas Trempe", "Jonas Trempe", None),
    ("Der Kai im Morgenlicht (Foto: dpa)", "Der Kai im Morgenlicht", "dpa", None, "dpa"),
    (
        "Der Kai im Morgenlicht. Bild: picture alliance/dpa | Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "picture alliance/dpa | Jonas Trempe",
        "Jonas Trempe",
        "picture alliance",
    ),
    (
        "Der Kai im Morgenlicht. © picture alliance / Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "picture alliance / Jonas Trempe",
        "Jonas Trempe",
        "picture alliance",
    ),
    (
        "Der Kai im Morgenlicht. © IMAGO / Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "IMAGO / Jonas Trempe",
        "Jonas Trempe",
        "IMAGO",
    ),
    (
        "Der Kai im Morgenlicht. (Quelle: IMAGO/Jonas Trempe)",
        "Der Kai im Morgenlicht.",
        "IMAGO/Jonas Trempe",
        "Jonas Trempe",
        "IMAGO",
    ),
    ("Der Kai im Morgenlicht. Quelle: dpa", "Der Kai im Morgenlicht.", "dpa", None, "dpa"),
    (
        "Der Kai im Morgenlicht. Bildrechte: Hafenfunk/Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "Hafenfunk/Jonas Trempe",
        "Jonas Trempe",
        None,
    ),
    (
        "Der Kai im Morgenlicht. Foto: Jonas Trempe / Hafenblatt",
        "Der Kai im Morgenlicht.",
        "Jonas Trempe / Hafenblatt",
        "Jonas Trempe",
        None,
    ),
    (
        "Der Kai im Morgenlicht. Archivfoto: Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "Jonas Trempe",
        "Jonas Trempe",
        None,
    ),
    (
        "Der Kai im Morgenlicht. (Symbolfoto: Getty Images | Trempe)",
        "Der Kai im Morgenlicht.",
        "Getty Images | Trempe",
        "Trempe",
        "Getty Images",
    ),
    (
        "Der Kai im Morgenlicht (Symbolbild). Foto: Jonas Trempe/APA",
        "Der Kai im Morgenlicht (Symbolbild).",
        "Jonas Trempe/APA",
        "Jonas Trempe",
        "APA",
    ),
    ("Der Kai im Morgenlicht. Foto: privat", "Der Kai im Morgenlicht.", "privat", None, None),
    (
        "Der Kai im Morgenlicht. Foto: Feuerwehr Musterhafen",
        "Der Kai im Morgenlicht.",
        "Feuerwehr Musterhafen",
        None,
        None,
    ),
    (
        "Der Kai im Morgenlicht. Foto: Stadt Musterhafen/Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "Stadt Musterhafen/Jonas Trempe",
        "Jonas Trempe",
        None,
    ),
    (
        "Der Kai im Morgenlicht. Foto: Gemeinde Musterhafen",
        "Der Kai im Morgenlicht.",
        "Gemeinde Musterhafen",
        None,
        None,
    ),
    ("Der Kai im Morgenlicht. Foto von Jonas Trempe", "Der Kai im Morgenlicht.", "Jonas Trempe", "Jonas Trempe", None),
    ("Der Kai im Morgenlicht. APA/Jonas Trempe", "Der Kai im Morgenlicht.", "APA/Jonas Trempe", "Jonas Trempe", "APA"),
    (
        "Der Kai im Morgenlicht. KEYSTONE/Jonas Trempe",
        "Der Kai im Morgenlicht.",
        "KEYSTONE/Jonas Trempe",
        "Jonas Trempe",
        "Keystone",
    ),
    (
        "Der Kai im Morgenlicht. Fotos: Jonas Trempe, Ana Noll",
        "Der Kai im Morgenlicht.",
        "Jonas Trempe, Ana Noll",
        "Jonas Trempe",
        None,
    ),
    ("Der Kai im Morgenlicht. Grafik: Jonas Trempe", "Der Kai im Morgenlicht.", "Jonas Trempe", "Jonas Trempe", None),
    (
        "Der Kai im Morgenlicht. Foto: Jonas Trempe/dpa-Zentralbild",
        "Der Kai im Morgenlicht.",
        "Jonas Trempe/dpa-Zentralbild",
        "Jonas Trempe",
        "dpa",
    ),
    ("Der Kai im Morgenlicht.Foto: Jonas Trempe", "Der Kai im Morgenlicht.", "Jonas Trempe", "Jonas Trempe", None),
    ("Bildquelle: Jonas Trempe", "", "Jonas Trempe", "Jonas Trempe", None),
    ("Le quai à l’aube. Photo : Maud Serrault", "Le quai à l’aube.", "Maud Serrault", "Maud Serrault", None),
    ("Le quai à l’aube. Crédit photo : Maud Serrault", "Le quai à l’aube.", "Maud Serrault", "Maud Serrault", None),
    ("Le quai à l’aube. © Maud Serrault / AFP", "Le quai à l’aube.", "Maud Serrault / AFP", "Maud Serrault", "AFP"),
    ("Le quai à l’aube. (Maud Serrault/SIPA)", "Le quai à l’aube.", "Maud Serrault/SIPA", "Maud Serrault", "Sipa"),
    ("Le quai à l’aube. MAUD SERRAULT / AFP", "Le quai à l’aube.", "MAUD SERRAULT / AFP", "MAUD SERRAULT", "AFP"),
    ("Le quai à l’aube. Photo AFP", "Le quai à l’aube.", "AFP", None, "AFP"),
    (
        "Le quai à l’aube. Crédits : Maud Serrault / Hans Lucas",
        "Le quai à l’aube.",
        "Maud Serrault / Hans Lucas",
        "Maud Serrault",
        "Hans Lucas",
    ),
    (
        "Le quai à l’aube. Image : Radio-Canada / Maud Serrault",
        "Le quai à l’aube.",
        "Radio-Canada / Maud Serrault",
        "Maud Serrault",
        None,
    ),
    (
        "Le quai à l’aube. Maud Serrault via REUTERS",
        "Le quai à l’aube.",
        "Maud Serrault via REUTERS",
        "Maud Serrault",
        "Reuters",
    ),
    ("El muelle al alba. Foto: Lucía Peral", "El muelle al alba.", "Lucía Peral", "Lucía Peral", None),
    ("El muelle al alba. Foto: EFE/Lucía Peral", "El muelle al alba.", "EFE/Lucía Peral", "Lucía Peral", "EFE"),
    ("El muelle al alba. EFE/ Lucía Peral", "El muelle al alba.", "EFE/ Lucía Peral", "Lucía Peral", "EFE"),
    ("El muelle al alba. Lucía Peral (EFE)", "El muelle al alba.", "Lucía Peral (EFE)", "Lucía Peral", "EFE"),
    (
        "El muelle al alba. LUCÍA PERAL (Europa Press)",
        "El muelle al alba.",
        "LUCÍA PERAL (Europa Press)",
        "LUCÍA PERAL",
        "Europa Press",
    ),
    (
        "El muelle al alba. (Foto: Lucía Peral / Europa Press)",
        "El muelle al alba.",
        "Lucía Peral / Europa Press",
        "Lucía Peral",
        "Europa Press",
    ),
    ("El muelle al alba | Foto: Cedida", "El muelle al alba", "Cedida", None, None),
    ("El muelle al alba. Fotografía de Lucía Peral", "El muelle al alba.", "Lucía Peral", "Lucía Peral", None),
    ("El muelle al alba. Crédito: Lucía Peral", "El muelle al alba.", "Lucía Peral", "Lucía Peral", None),
    ("El muelle al alba. Imagen: Lucía Peral", "El muelle al alba.", "Lucía Peral", "Lucía Peral", None),
    (
        "El muelle al alba. Foto: Lucía Peral | Vídeo: Marc Oliu",
        "El muelle al alba.",
        "Lucía Peral | Vídeo: Marc Oliu",
        "Lucía Peral",
        None,
    ),
    ("Il molo all’alba. Foto: Gaia Ferro", "Il molo all’alba.", "Gaia Ferro", "Gaia Ferro", None),
    ("Il molo all’alba (foto ANSA)", "Il molo all’alba", "ANSA", None, "ANSA"),
    ("Il molo all’alba (Gaia Ferro/LaPresse)", "Il molo all’alba", "Gaia Ferro/LaPresse", "Gaia Ferro", "LaPresse"),
    ("Il molo all’alba. Crediti foto: Gaia Ferro", "Il molo all’alba.", "Gaia Ferro", "Gaia Ferro", None),
    ("Il molo all’alba. © ANSA/Gaia Ferro", "Il molo all’alba.", "ANSA/Gaia Ferro", "Gaia Ferro", "ANSA"),
    (
        "O cais ao amanhecer. Foto: Rui Leal/Agência Brasil",
        "O cais ao amanhecer.",
        "Rui Leal/Agência Brasil",
        "Rui Leal",
        "Agência Brasil",
    ),
    ("O cais ao amanhecer — Foto: Rui Leal/TV Cais", "O cais ao amanhecer", "Rui Leal/TV Cais", "Rui Leal", None),
    ("O cais ao amanhecer. (Foto: Divulgação)", "O cais ao amanhecer.", "Divulgação", None, None),
    (
        "O cais ao amanhecer. Imagem: Rui Leal/Folhapress",
        "O cais ao amanhecer.",
        "Rui Leal/Folhapress",
        "Rui Leal",
        "Folhapress",
    ),
    ("O cais ao amanhecer. Crédito: Rui Leal / Lusa", "O cais ao amanhecer.", "Rui Leal / Lusa", "Rui Leal", "Lusa"),
    ("De kade bij zonsopgang. Foto: Ties Molen/ANP", "De kade bij zonsopgang.", "Ties Molen/ANP", "Ties Molen", "ANP"),
    ("De kade bij zonsopgang. © ANP/Ties Molen", "De kade bij zonsopgang.", "ANP/Ties Molen", "Ties Molen", "ANP"),
    (
        "De kade bij zonsopgang. Beeld: Ties Molen / de Haven",
        "De kade bij zonsopgang.",
        "Ties Molen / de Haven",
        "Ties Molen",
        None,
    ),
    ("KAIEN: Her lå båten. Foto: Ola Brandt / NTB", "KAIEN: Her lå båten.", "Ola Brandt / NTB", "Ola Brandt", "NTB"),
    ("Kajen vid gryningen. Foto: Ola Brandt/TT", "Kajen vid gryningen.", "Ola Brandt/TT", "Ola Brandt", "TT"),
    ("Kajen vid gryningen. Bild: Ola Brandt/TT", "Kajen vid gryningen.", "Ola Brandt/TT", "Ola Brandt", "TT"),
    (
        "Kajen ved daggry. Foto: Ola Brandt/Ritzau Scanpix",
        "Kajen ved daggry.",
        "Ola Brandt/Ritzau Scanpix",
        "Ola Brandt",
        "Ritzau",
    ),
    ("Båten ved kaien. Foto: Privat", "Båten ved kaien.", "Privat", None, None),
    (
        "Laituri aamulla. Kuva: Ola Brandt / Lehtikuva",
        "Laituri aamulla.",
        "Ola Brandt / Lehtikuva",
        "Ola Brandt",
        "Lehtikuva",
    ),
    ("Nabrzeże o świcie. Fot. Jan Kowal / PAP", "Nabrzeże o świcie.", "Jan Kowal / PAP", "Jan Kowal", "PAP"),
    ("Nabrzeże o świcie. Foto: PAP/Jan Kowal", "Nabrzeże o świcie.", "PAP/Jan Kowal", "Jan Kowal", "PAP"),
    ("Nabrzeże o świcie | fot. Jan Kowal", "Nabrzeże o świcie", "Jan Kowal", "Jan Kowal", None),
    (
        "Nabrzeże o świcie (fot. Jan Kowal/Agencja Wyborcza.pl)",
        "Nabrzeże o świcie",
        "Jan Kowal/Agencja Wyborcza.pl",
        "Jan Kowal",
        "Agencja Wyborcza",
    ),
    ("Nabrzeże o świcie. Zdjęcie: Jan Kowal", "Nabrzeże o świcie.", "Jan Kowal", "Jan Kowal", None),
    ("Nabrzeże o świcie. Źródło: PAP / Jan Kowal", "Nabrzeże o świcie.", "PAP / Jan Kowal", "Jan Kowal", "PAP"),
    (
        "Nábřeží za úsvitu. Foto: Jan Kovář, Profimedia.cz",
        "Nábřeží za úsvitu.",
        "Jan Kovář, Profimedia.cz",
        "Jan Kovář",
        "Profimedia",
    ),
    ("Nábřeží za úsvitu. | Foto: ČTK / Jan Kovář", "Nábřeží za úsvitu.", "ČTK / Jan Kovář", "Jan Kovář", "ČTK"),
    ("Nábřeží za úsvitu. Zdroj: ČTK", "Nábřeží za úsvitu.", "ČTK", None, "ČTK"),
    ("Şafakta rıhtım. Fotoğraf: Ece Durmaz/AA", "Şafakta rıhtım.", "Ece Durmaz/AA", "Ece Durmaz", "Anadolu"),
    ("Şafakta rıhtım. (Fotoğraf: DHA)", "Şafakta rıhtım.", "DHA", None, "DHA"),
    (
        "Şafakta rıhtım. Ece Durmaz / Anadolu Ajansı",
        "Şafakta rıhtım.",
        "Ece Durmaz / Anadolu Ajansı",
        "Ece Durmaz",
        "Anadolu",
    ),
    (
        "Набережная на рассвете. Фото: Анна Верн / ТАСС",
        "Набережная на рассвете.",
        "Анна Верн / ТАСС",
        "Анна Верн",
        "TASS",
    ),
    (
        "Набережная на рассвете. © РИА Новости / Анна Верн",
        "Набережная на рассвете.",
        "РИА Новости / Анна Верн",
        "Анна Верн",
        "RIA Novosti",
    ),
    ("Набережная на рассвете. Фото: пресс-служба порта", "Набережная на рассвете.", "пресс-служба порта", None, None),
    (
        "Набережная на рассвете. Фото: личный архив Анны Верн",
        "Набережная на рассвете.",
        "личный архив Анны Верн",
        None,
        None,
    ),
    (
        "Набережная на рассвете. Анна Верн/Reuters",
        "Набережная на рассвете.",
        "Анна Верн/Reuters",
        "Анна Верн",
        "Reuters",
    ),
    ("夜明けの岸壁＝２０２４年３月、佐伯由美撮影", "夜明けの岸壁＝２０２４年３月", "佐伯由美", "佐伯由美", None),
    ("夜明けの岸壁（佐伯由美撮影）", "夜明けの岸壁", "佐伯由美", "佐伯由美", None),
    ("夜明けの岸壁＝ロイター", "夜明けの岸壁", "ロイター", None, "Reuters"),
    ("夜明けの岸壁＝ＡＰ", "夜明けの岸壁", "ＡＰ", None, "AP"),
    ("夜明けの岸壁（写真：佐伯由美）", "夜明けの岸壁", "佐伯由美", None, None),
    ("夜明けの岸壁　写真：ロイター／アフロ", "夜明けの岸壁", "ロイター／アフロ", None, "Reuters"),
    ("夜明けの岸壁（ＡＦＰ時事）", "夜明けの岸壁", "ＡＦＰ時事", None, "AFP"),
    ("새벽의 부두. [사진=연합뉴스]", "새벽의 부두.", "연합뉴스", None, "Yonhap"),
    ("새벽의 부두 [사진 출처 = 연합뉴스]", "새벽의 부두", "연합뉴스", None, "Yonhap"),
    ("새벽의 부두. /연합뉴스", "새벽의 부두.", "연합뉴스", None, "Yonhap"),
    ("새벽의 부두. ⓒ 이수진", "새벽의 부두.", "이수진", None, None),
    ("새벽의 부두. 사진제공=부산항만공사", "새벽의 부두.", "부산항만공사", None, None),
    ("黎明的码头。新华社记者 王小明 摄", "黎明的码头。", "新华社记者 王小明", "王小明", "Xinhua"),
    ("黎明的码头。（图片来源：新华社）", "黎明的码头。", "新华社", None, "Xinhua"),
    ("黎明的碼頭。（記者王小明攝）", "黎明的碼頭。", "記者王小明", "王小明", None),
    ("黎明的碼頭。圖／路透", "黎明的碼頭。", "路透", None, "Reuters"),
    ("Bến cảng lúc bình minh. Ảnh: Lê Minh", "Bến cảng lúc bình minh.", "Lê Minh", "Lê Minh", None),
    (
        "Dermaga saat fajar. (Foto: Budi Santo/Antara)",
        "Dermaga saat fajar.",
        "Budi Santo/Antara",
        "Budi Santo",
        "Antara",
    ),
]
"""Wherever they stand."""

BELOW_PICTURES: list[Form] = [
    ("The quay at dawn. NASA/JPL-Caltech", "The quay at dawn.", "NASA/JPL-Caltech", None, "NASA"),
    ("Le quai à l’aube. LP/Maud Serrault", "Le quai à l’aube.", "LP/Maud Serrault", "Maud Serrault", None),
    ("El muelle al alba. | Lucía Peral", "El muelle al alba.", "Lucía Peral", "Lucía Peral", None),
    ("De kade bij zonsopgang. Beeld Ties Molen", "De kade bij zonsopgang.", "Ties Molen", "Ties Molen", None),
    ("De kade bij zonsopgang. Foto Ties Molen", "De kade bij zonsopgang.", "Ties Molen", "Ties Molen", None),
    ("새벽의 부두. 이수진 기자", "새벽의 부두.", "이수진 기자", "이수진", None),
]
"""Where tags say that the line is a picture's; a line of text could mean anything."""

PROSE = [
    "He told AP the harbour was closed.",
    "She works for Getty Images.",
    "The photo: a quay at dawn, and nothing else to see.",
    "The minister (Labour) said no.",
    "It was built by Ana Noll and her brother.",
    "Harbour Sheet, founded 1990, belongs to Noll Media",
    "Quelle surprise, sagte er.",
    "In the picture: a man who would not leave the quay.",
    "Sources: the ministry would not say.",
    "He spoke to Reuters/Ipsos about the poll.",
    "The report was written by Ana Noll for the Harbour Sheet.",
    "The image is from 1990.",
    "Das Foto zeigt den Kai.",
    "La foto muestra el muelle al alba.",
    "Video: How the quay was rebuilt in a month",
]


def parted(line: str, *, pictured: bool) -> tuple[str, str | None, str | None, str | None] | None:
    found = credit.split(line, pictured=pictured)
    if found is None:
        return None
    written = line[slice(*found.credit)] if found.credit else None
    photographer, agency = (found.parsed.photographer, found.parsed.agency) if found.parsed else (None, None)
    return line[slice(*found.caption)], written, photographer, agency


@pytest.mark.parametrize(("line", "caption", "written", "photographer", "agency"), FORMS)
@pytest.mark.parametrize("pictured", [False, True])
def test_a_form_of_credit(
    line: str, caption: str, written: str, photographer: str | None, agency: str | None, *, pictured: bool
) -> None:
    assert parted(line, pictured=pictured) == (caption, written, photographer, agency)


@pytest.mark.parametrize(("line", "caption", "written", "photographer", "agency"), BELOW_PICTURES)
def test_a_form_that_only_a_picture_makes_a_credit(
    line: str, caption: str, written: str, photographer: str | None, agency: str | None
) -> None:
    assert parted(line, pictured=True) == (caption, written, photographer, agency)
    found = credit.split(line)
    assert found is None or not found.sure


@pytest.mark.parametrize("line", PROSE)
@pytest.mark.parametrize("pictured", [False, True])
def test_prose_shows_no_credit(line: str, *, pictured: bool) -> None:
    found = credit.split(line, pictured=pictured)
    assert found is None or found.credit is None


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Image 3 of 7: The quay at dawn. Photo: Ana Noll", "The quay at dawn."),
        ("2of4The quay at dawn. Photo: Ana Noll", "The quay at dawn."),
        ("The quay at dawn. (AP Photo/Ana Noll) more >", "The quay at dawn."),
        ("The quay at dawn. hide caption", "The quay at dawn."),
        ("Kaien ved daggry. Foto: Ola Brandt / NTB Vis mer", "Kaien ved daggry."),
        ("Image caption The quay at dawn", "Image caption The quay at dawn"),
        ("Legende: Der Kai im Morgenlicht", "Der Kai im Morgenlicht"),
    ],
)
def test_what_buttons_and_galleries_add_is_no_caption(line: str, caption: str) -> None:
    found = credit.split(line, pictured=True)
    assert (line[slice(*found.caption)] if found else line) == caption


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("(Photo: AFP/Ana Noll)", "AFP/Ana Noll"),
        ("© Ana Noll. All rights reserved.", "Ana Noll"),
        ("Tous droits réservés Maud Serrault", "Maud Serrault"),
        ("Credit...Ana Noll/The Harbour Sheet", "Ana Noll/The Harbour Sheet"),
        ("Image copyright Ana Noll", "Ana Noll"),
        ("Ana Noll", "Ana Noll"),
        ("", ""),
    ],
)
def test_a_credit_without_what_announces_it(text: str, bare: str) -> None:
    assert text[slice(*credit.bare(text))] == bare


@pytest.mark.parametrize("text", ["Ana Noll", "Ana Noll/dpa", "(Ana Noll)", "Foto: privat", "AFP"])
def test_names_alone_read_like_a_credit(text: str) -> None:
    assert credit.reads_like_credit(text)


@pytest.mark.parametrize("text", ["", "seen from the river", "Ana Noll at the quay", "She left. He stayed."])
def test_words_do_not_read_like_a_credit(text: str) -> None:
    assert not credit.reads_like_credit(text)


@pytest.mark.parametrize(
    ("line", "written", "photographer", "agency"),
    [
        ("Deux hommes réparent un filet. (Photo Luc Morel/AFP)", "Luc Morel/AFP", "Luc Morel", "AFP"),
        ("Due uomini riparano una rete. (foto Ugo Neri)", "Ugo Neri", "Ugo Neri", None),
        ("Two men repair a net near the old quay. (Tom Hale/CBC)", "Tom Hale/CBC", "Tom Hale", None),
        ("Two men repair a net. Handout/AFP", "Handout/AFP", None, "AFP"),
        ("網を直す二人の男性＝春山太郎撮影", "春山太郎", "春山太郎", None),
        ("两名男子正在修补渔网。 摄影：何安", "何安", "何安", None),
    ],
)
def test_further_forms(line: str, written: str, photographer: str | None, agency: str | None) -> None:
    found = credit.split(line)
    assert found is not None
    assert found.sure
    assert found.parsed is not None
    assert (line[slice(*found.credit)], found.parsed.photographer) == (written, photographer)
    assert agency is None or found.parsed.agency == agency
    assert line[slice(*found.caption)].endswith((".", "。", "男性"))
