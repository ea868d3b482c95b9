"""Captions and credits as pages mark them up: classes, inner elements, figures that hold something else."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.model import Article

STORY = [
    "The ferry to the outer islands sailed again on Monday, with the first lorries aboard by six in the morning.",
    "By noon the queue reached the old customs house, and by evening it was gone, the harbour master said.",
    "Nobody had thought that the repairs would take three weeks, least of all those who had to pay for them.",
    "The islands' only shop had run out of flour on the second day and of patience on the fourth, its owner said.",
]
HEAD = "<h1>Ferry sails again after three weeks in dock</h1>"


def cleaned(*inside: str, head: str = "", behind: str = "") -> Article:
    """Clean a page with something between its paragraphs, above its headline or behind the last paragraph."""
    first, *rest = [f"<p>{paragraph}</p>" for paragraph in STORY]
    story = "".join([first, *inside, *rest])
    return newsclean.clean(f"<body><main><article>{head}{HEAD}<div>{story}{behind}</div></article></main></body>")


def figure(caption: str, image: str = '<img src="/quay.jpg">') -> str:
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def found(article: Article) -> list[tuple[str, str | None]]:
    return [(caption.text, caption.credit) for caption in article.captions]


@pytest.mark.parametrize(
    ("inner", "text", "credit"),
    [
        # hashed classes: the last element is the credit where the caption ends before it
        ('<span>Lorries on the quay.</span><span class="x9f">Ola Brandt</span>', "Lorries on the quay.", "Ola Brandt"),
        ('Lorries on the quay.<span class="x9f">Ola Brandt (NTB)</span>', "Lorries on the quay.", "Ola Brandt (NTB)"),
        ('<span class="a1">Lorries on the quay</span> <em>Ola Brandt</em>', "Lorries on the quay", "Ola Brandt"),
        ("Lorries aboard the <em>Rona Star</em>", "Lorries aboard the Rona Star", None),
        ('Lorries of <a href="/noll">Noll Freight</a>', "Lorries of Noll Freight", None),
        # classes
        ('<span class="credit">Ola Brandt</span> Lorries on the quay.', "Lorries on the quay.", "Ola Brandt"),
        ('Lorries on the quay <span class="pic__credit">the islanders</span>', "Lorries on the quay", "the islanders"),
        ('<i class="img-caption__text">Lorries on the quay</i>', "Lorries on the quay", None),
        (
            '<b class="img-caption__text">Lorries on the quay</b> <b class="img-caption__credit">Brandt</b>',
            "Lorries on the quay",
            "Brandt",
        ),
        (
            'Lorries - <span class="copyright">Copyright</span> <span class="credit">Ola Brandt/AP</span>',
            "Lorries",
            "Ola Brandt/AP",
        ),
        ('<div class="credit">Ola Brandt</div><div class="caption">Lorries</div>', "Lorries", "Ola Brandt"),
        ("Lorries on the quay. <small>Source: Ola Brandt</small>", "Lorries on the quay.", "Ola Brandt"),
        # wording
        ("Lorries on the quay in the rain / Ola Brandt", "Lorries on the quay in the rain", "Ola Brandt"),
        ("Lorries on the quay. Quelle: Hafenblatt", "Lorries on the quay.", "Hafenblatt"),
        ("Lorries on the quay. (AP Photo/Ola Brandt) more &gt;", "Lorries on the quay.", "AP Photo/Ola Brandt"),
    ],
)
def test_a_caption_is_parted_from_its_credit(inner: str, text: str, credit: str | None) -> None:
    assert found(cleaned(figure(inner))) == [(text, credit)]


@pytest.mark.parametrize(
    ("inner", "credit"),
    [
        ("Photo: Ola Brandt", "Ola Brandt"),
        ("Quelle: hafenblatt", "hafenblatt"),
        ("(The Harbour Sheet)", "The Harbour Sheet"),
        ("Ola Brandt/Harbour Sheet", "Ola Brandt/Harbour Sheet"),
        ('<span class="credit">Ola Brandt</span>', "Ola Brandt"),
    ],
)
def test_a_credit_without_a_caption_is_no_caption(inner: str, credit: str) -> None:
    article = cleaned(figure(inner))
    assert article.captions == ()
    [alone] = article.credits
    assert (alone.text, alone.credit, alone.image_url, alone.after) == ("", credit, "/quay.jpg", 0)
    assert article.text == "\n\n".join(STORY)


def test_a_name_below_a_picture_is_a_caption() -> None:
    assert found(cleaned(figure("Ola Brandt"))) == [("Ola Brandt", None)]


def test_a_credit_above_its_caption_joins_it() -> None:
    inner = '<footer class="credit">Ola Brandt/NTB</footer><figcaption>Lorries on the quay</figcaption>'
    assert found(cleaned(f'<figure><img src="/quay.jpg">{inner}</figure>')) == [
        ("Lorries on the quay", "Ola Brandt/NTB")
    ]


def test_a_picture_that_ends_the_story() -> None:
    button = '<img src="/quay.jpg"><button>Enlarge</button>'
    assert found(cleaned(behind=figure("Lorries on the quay. Photo: Ola Brandt", button))) == [
        ("Lorries on the quay.", "Ola Brandt")
    ]


def test_a_promos_picture_behind_the_story_is_not_its_own() -> None:
    teaser = figure('<a href="/keeper">Lighthouse keeper retires after forty winters</a>')
    promo = f'<div class="related"><h3>More stories</h3>{teaser}{teaser}</div>'
    assert cleaned(behind=promo).captions == ()


def test_a_figure_of_a_quotation_names_its_speaker() -> None:
    quote = '<blockquote>Least of all those who had to pay.</blockquote><figcaption class="source">Ola Brandt'
    article = cleaned(f"<figure>{quote}</figcaption></figure>")
    assert (article.captions, article.credits) == ((), ())
    assert "Least of all those who had to pay." in article.text


def test_an_authors_picture_has_no_caption() -> None:
    author = figure("<address>By <a rel='author' href='/ola'>Ola Brandt</a></address><p>Harbour correspondent</p>")
    article = cleaned(head=author)
    assert (article.captions, article.credits) == ((), ())


def test_an_image_of_a_custom_element() -> None:
    picture = '<x-lazy-image src="/quay.jpg"></x-lazy-image>'
    [caption] = cleaned(head=figure("Lorries on the quay", picture)).captions
    assert (caption.text, caption.image_url) == ("Lorries on the quay", "/quay.jpg")


def test_a_heading_between_an_image_and_its_credit_is_a_caption() -> None:
    box = '<div><img src="/quay.jpg"><h2>Lorries on the quay, second from left the mayor</h2><p>Photo: AFP</p></div>'
    assert found(cleaned(box)) == [("Lorries on the quay, second from left the mayor", "AFP")]


@pytest.mark.parametrize(
    "below",
    [
        '<p class="badge">Best for families</p>',
        '<ul><li><img src="/b.jpg"><span class="z">Sails on every day of the week</span></li></ul>',
        '<form><p class="z">Never miss a ferry again, the harbour writes</p></form>',
    ],
)
def test_what_stands_below_an_image_need_not_be_its_caption(below: str) -> None:
    assert cleaned(f'<div><img src="/a.jpg">{below}</div>').captions == ()


def test_a_line_of_its_own_style_below_an_image_is_its_caption() -> None:
    box = '<div><img src="/a.jpg"><p class="z8">Lorries on the quay on the morning of the first ferry</p></div>'
    assert found(cleaned(box)) == [("Lorries on the quay on the morning of the first ferry", None)]


def test_copies_that_differ_in_a_full_stop_are_one_caption() -> None:
    copy = figure('<span>Lorries on the quay.</span><span class="credit">Ola Brandt</span>')
    again = figure("Lorries on the quay")
    assert found(cleaned(copy, f"<p>{STORY[0]}</p>", again)) == [("Lorries on the quay.", "Ola Brandt")]


def test_a_linked_caption_that_credits_nobody_is_a_teasers() -> None:
    teasers = ["New net lofts open on the northern mole", "Smoked eel is cheaper than it was last year"]
    box = "".join(figure(f'<a href="/{place}">{headline}</a>') for place, headline in enumerate(teasers))
    assert found(cleaned(f'<div class="z3">{box}</div>')) == []


def test_a_linked_caption_with_a_credit_stays_one() -> None:
    linked = figure('<a href="/big.jpg">Lorries on the quay. Photo: Ola Brandt</a>')
    assert found(cleaned(linked)) == [("Lorries on the quay.", "Ola Brandt")]
