"""Lines between the borders of an HTML body are judged together with the others of their style."""

from __future__ import annotations

import pytest

from newsclean.model import Document
from newsclean.pages.asides import asides
from newsclean.pages.window import next_window
from newsclean.read.html import read_html

TIP = "Salt the pan before the fish goes in, and wait until it no longer hisses when you move it about a little."
SHARES = "Three other stories that our readers liked"


def _page(markup: str) -> Document:
    return read_html(f"<body>{markup}</body>")


def _asides(document: Document, odds: list[float]) -> list[str]:
    """What goes where lines have such log odds of being the story's."""
    blocks = document.blocks
    found = asides(blocks, [1000 * odd for odd in odds], 0, 0, len(blocks) - 1)
    return [blocks[index].text for index in sorted(found)]


def test_a_doubtful_heading_stays_with_its_like() -> None:
    names = ("Cod", "Plaice", "Herring", "Sprat")
    document = _page("".join(f"<h3 class=fish>{name}</h3><p>{TIP}</p>" for name in names))
    assert not _asides(document, [2, 3, -0.8, 3, 2, 3, 2, 3])


def test_a_doubtful_heading_goes_with_its_like() -> None:
    names = ("Cod", "Plaice", "Herring", "Sprat")
    document = _page("".join(f"<h3 class=fish>{name}</h3><p>{TIP}</p>" for name in names))
    assert _asides(document, [-3, 1, 0.2, 1, -3, 1, -3, 1]) == list(names)


@pytest.mark.parametrize("style", ["box", "fish"])
def test_a_line_of_another_style_says_nothing(style: str) -> None:
    document = _page(f"<h3 class=fish>Cod</h3><p>{TIP}</p><p>{TIP}</p><h3 class={style}>{SHARES}</h3>")
    assert _asides(document, [3, 3, 3, -1]) == ([SHARES] if style == "box" else [])


def test_a_list_stays_or_goes_as_a_whole() -> None:
    names = "".join(f"<li>{name}" for name in ("Cod", "Plaice", "Herring"))
    document = _page(f"<p>{TIP}</p><ul>{names}</ul><p>{TIP}</p>")
    assert not _asides(document, [3, 1, -0.9, 1, 3])
    assert _asides(document, [3, -1, 0.4, -1, 3]) == ["Cod", "Plaice", "Herring"]


def test_a_table_stays_or_goes_as_a_whole() -> None:
    rows = "".join(f"<tr><td>{name}<td>4 kr" for name in ("Cod", "Plaice", "Herring"))
    document = _page(f"<p>{TIP}</p><p>{TIP}</p><table>{rows}</table><p>{TIP}</p><p>{TIP}</p>")
    assert not _asides(document, [3, 3, 1, -0.9, 1, 3, 3])
    assert len(_asides(document, [3, 3, -1, 0.4, -1, 3, 3])) == 3


def test_a_table_that_lays_out_the_page_is_no_whole() -> None:
    document = _page(f"<table><tr><td><p>{TIP}</p><p>{TIP}</p><div>{SHARES}</div><p>{TIP}</p></table>")
    assert _asides(document, [3, 3, -2, 3]) == [SHARES]


def test_a_heading_goes_with_what_it_heads() -> None:
    document = _page(f"<p>{TIP}</p><h3>Fish</h3><p>{TIP}</p><h3>News</h3><h4>Today</h4><div>{SHARES}</div><p>{TIP}</p>")
    assert _asides(document, [3, -1.5, 3, 0.8, 0.8, -3, 3]) == ["News", "Today", SHARES]


def test_lines_that_only_breaks_part_stay_together() -> None:
    document = _page(f"<p>{TIP}</p><div class=when>Day: Monday<br>{TIP}<br>Place: the quay</div><div>{SHARES}</div>")
    assert _asides(document, [3, -2, 3, -2, -2]) == [SHARES]


def test_a_line_stays_where_most_of_its_like_do() -> None:
    tips = [f"{number}. {TIP}" for number in range(4)]
    document = _page("".join(f"<p>{tip}</p>" for tip in tips) + f"<p>{SHARES}</p><p class=box>{SHARES} too</p>")
    assert _asides(document, [3, 3, -3, 3, -3, -3]) == [f"{SHARES} too"]


def test_a_link_goes_although_most_of_its_like_stay() -> None:
    document = _page(f"<p>{TIP}</p><p>{TIP}</p><p><a href=/s>{SHARES}</a></p><p>{TIP}</p>")
    assert _asides(document, [3, 3, -3, 3]) == [SHARES]


def test_most_of_the_running_text_never_goes() -> None:
    document = _page(f"<p>{TIP}</p><p class=a>{TIP}</p><p class=b>{TIP}</p><div>{SHARES}</div>")
    assert _asides(document, [2, -2, -2, -2]) == [SHARES]
    assert _asides(document, [2, 2, -2, -2]) == [TIP, SHARES]


def test_the_next_window_is_elsewhere() -> None:
    document = _page(f"<p>{TIP}</p>" * 3 + "<div>Menu</div>" * 60 + f"<p>{TIP}</p>" * 2)
    shapes = [1 if len(text) > 50 else 0 for text in document.blocks.texts]
    start, stop = next_window(document.blocks, shapes, [-1.0, 5.0], 0, 25)
    assert (start, stop) == (63 - 22, 65)
