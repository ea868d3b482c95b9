"""A page as columns: blocks made when they are asked for, and keys made for all lines at once."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.model import Block, Span
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.rules.rule import gate_key, gate_keys

RAW = "Harbour news\n\n\n- The ferry sails again.\nPhoto: Ana Lindqvist"
BLOCKS = [
    Block(0, "Harbour news", Span(0, 12), "harbour news"),
    Block(1, "- The ferry sails again.", Span(15, 39), "- the ferry sails again.", 2, "item"),
    Block(2, "Photo: Ana Lindqvist", Span(40, 60), "photo: ana lindqvist"),
]


def test_blocks_are_the_same_however_they_are_asked_for() -> None:
    blocks = read_text(RAW).blocks
    assert [blocks[0], blocks[1], blocks[-1]] == BLOCKS
    assert read_text(RAW).blocks[1:] == BLOCKS[1:]
    assert list(read_text(RAW).blocks) == list(blocks) == blocks[:] == BLOCKS
    assert blocks[::-1] == BLOCKS[::-1]
    assert list(reversed(blocks)) == BLOCKS[::-1]
    assert blocks[5:9] == []


@pytest.mark.parametrize("index", [3, -4])
def test_there_is_no_block_beyond_the_last(index: int) -> None:
    with pytest.raises(IndexError):
        read_text(RAW).blocks[index]


def test_a_block_of_html_has_its_markup_when_it_is_asked_for_alone() -> None:
    page = "<h1>Harbour</h1><p>The ferry <a href='/f'>sails</a> again.</p>"
    block = read_html(page).blocks[1]
    assert block.markup is not None
    assert block.markup.tag == "p"
    assert block == list(read_html(page).blocks)[1]


SIGNS = {"\u2019": "'", "：": ":", "｜": "|", "ı": "i"}
ODD = "aÄİıi\u0307ΣſßǅI 12٣５𝟗\t\x0b\x1c\x85\xa0\u2028\u3000’：｜#\r\ud800\U0001f642"
odd = st.text(st.sampled_from(ODD), max_size=30)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(odd, st.text(max_size=30)).map(lambda text: text.replace("\n", "")), min_size=1, max_size=5))
@example(["1", "", " 2 3 "])
@example(["Σ ΑΣ", "12"])
@example(["İLGİLİ", "e\u0307", "Iı"])
def test_keys_of_a_page_are_what_a_plain_reading_of_each_line_gives(lines: list[str]) -> None:
    plain = []
    for line in lines:
        low = "".join(SIGNS.get(char, char) for char in line.lower()).replace("i\u0307", "i")
        plain.append(" ".join(re.sub(r"\d+", "#", low).split()))
    assert gate_keys("\n".join(lines)) == plain
    assert [gate_key(line) for line in lines] == plain
