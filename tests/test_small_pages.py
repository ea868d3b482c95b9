"""Short scrapes: a story with a few lines of its site around and in it, in several languages."""

from __future__ import annotations

import pytest

import newsclean

STORIES = {
    "en": (
        "Council keeps the last ferry for five years",
        "The council of Harrow Point voted late on Tuesday to keep the town's last ferry running for five more years.",
        "The vote ends a dispute that has divided the town since the bridge to the mainland was opened.",
        "Opponents had argued that the money would be better spent on the school.",
        'Its clerk said: "We are glad."',
    ),
    "sv": (
        "Hamnstaden behåller sin sista färja",
        "Kommunfullmäktige beslutade sent på tisdagskvällen att låta stadens sista färja gå i minst fem år till.",
        "Beslutet avslutar en strid som har delat staden sedan bron öppnades för tre vintrar sedan.",
        "Rederiet måste byta båda motorerna före våren.",
        "En ny omröstning väntas i höst.",
    ),
    "ko": (
        "항구 도시, 마지막 여객선 지키기로",
        "시 의회는 화요일 밤늦게 도시의 마지막 여객선을 최소 5년 더 운항하기로 결정했다.",
        "이번 결정으로 3년 전 다리가 개통된 뒤 도시를 갈라놓았던 논쟁이 끝났다.",
        "여객선은 여름에는 하루 약 400명을 실어 나른다.",
        "운항사는 내년 봄까지 엔진을 교체해야 한다고 밝혔다.",
    ),
    "zh": (
        "港口小城决定保留最后一艘渡轮",
        "市议会周二深夜决定，该市最后一艘渡轮将至少再运营五年。",
        "这一决定结束了自三年前大桥通车以来困扰全城的争论。",
        "渡轮夏季每天运送约400名乘客。",
        "运营方必须在明年春天之前更换两台发动机。",
    ),
}
AROUND = {
    "en": (["Menu", "Home", "Share this article"], ["Sign up for our newsletter", "Email address", "Sign up"]),
    "sv": (["Meny", "Start", "Dela artikeln"], ["Anmäl dig till nyhetsbrevet", "E-postadress", "Anmäl dig"]),
    "ko": (["메뉴", "홈", "공유하기"], ["뉴스레터 신청", "이메일 주소", "구독하기"]),
    "zh": (["菜单", "首页", "分享本文"], ["订阅新闻邮件", "电子邮箱", "订阅"]),
}
FOOT = ["Facebook", "12 comments", "Privacy policy", "All rights reserved."]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["tight", "blank lines"])
@pytest.mark.parametrize("language", STORIES)
def test_no_paragraph_of_a_short_page_goes_with_what_stands_around_it(language: str, gap: str) -> None:
    title, *story = STORIES[language]
    above, box = AROUND[language]
    article = newsclean.clean(gap.join([*above[:2], title, above[2], *story[:2], *box, *story[2:], *FOOT]))
    assert article.title == title
    assert [paragraph.text for paragraph in article.paragraphs] == story


@pytest.mark.parametrize("language", STORIES)
def test_the_line_above_a_story_is_its_headline(language: str) -> None:
    title, *story = STORIES[language]
    article = newsclean.clean("\n\n".join([title, *story, "Share this article"]))
    assert article.title == title
    assert [paragraph.text for paragraph in article.paragraphs] == story


def test_lines_of_nothing_but_invisible_signs_part_no_headline_from_its_story() -> None:
    title, *story = STORIES["en"]
    assert newsclean.clean("\n\u200b\n".join([title, *story])).title == title


@pytest.mark.parametrize("label", ["İLGİLİ HABERLER", "İlgili haberler", "ilgili haberler"])
def test_turkish_capitals_are_read(label: str) -> None:
    title, *story = STORIES["en"]
    boxed = [label, "Köprü ücretine bu yıl üçüncü zam geldi", "Limanını kaybeden beş küçük köy"]
    article = newsclean.clean("\n\n".join([title, *story, *boxed]))
    assert [related.text for related in article.related] == boxed[1:]
    assert [paragraph.text for paragraph in article.paragraphs] == story


@pytest.mark.parametrize("below", [[], ["Share this article"]], ids=["nothing", "a button"])
def test_a_list_of_headlines_below_a_label_of_one_goes_where_no_text_follows(below: list[str]) -> None:
    title, *story = STORIES["en"]
    heads = ["Bridge tolls to rise for a third time", "Five villages that lost their harbour"]
    article = newsclean.clean("\n\n".join([title, *story, "Lesen Sie auch", *heads, *below]))
    assert [related.text for related in article.related] == heads


def test_a_line_between_such_a_label_and_text_may_be_a_section() -> None:
    title, *story = STORIES["en"]
    lines = [
        title,
        *story[:2],
        "Lesen Sie auch",
        "Bridge tolls to rise for a third time",
        "What the ferry has cost so far",
    ]
    assert "What the ferry has cost so far" in newsclean.clean("\n\n".join([*lines, *story[2:]])).text


@pytest.mark.parametrize("quote", ['He shrugged. "That is life."', "“Nobody wanted this,” she said. “Nobody at all.”"])
def test_a_quotation_below_a_promo_is_no_headline(quote: str) -> None:
    title, *story = STORIES["en"]
    box = ["Related articles", "Bridge tolls to rise for a third time", "Five villages that lost their harbour"]
    assert quote in newsclean.clean("\n\n".join([title, *story[:2], *box, quote, *story[2:]])).text


@pytest.mark.parametrize("signature", ["(©NTB)", "(c) AFP", "Photo: AFP", "© Reuters"])
def test_the_last_paragraph_above_a_signature_is_no_caption(signature: str) -> None:
    title, *story = STORIES["en"]
    last = "A second vote, on the price of a season ticket, is expected in the autumn, the mayor said on Friday."
    before = "The operator will have to replace both engines before next spring, which it can do without a loan."
    assert newsclean.clean("\n\n".join([title, *story, before, last, signature])).paragraphs[-1].text == last
