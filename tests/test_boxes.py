"""Evidence that HTML alone has: boxes around the story, and what the page says about itself."""

from __future__ import annotations

import json

import pytest

from newsclean.model import Document
from newsclean.pages.boxes import BOX_SIZES, box_evidence
from newsclean.pages.evidence import Column, Sizes
from newsclean.pages.told import TOLD_SIZES, headlines, told_evidence
from newsclean.read.html import read_html
from newsclean.read.zones import WORDS, ZONES

HEADLINE = "The windmill on the dyke turns again"
STORY = (
    "The old windmill turned on Saturday for the first time since the storm took two of its sails eight years ago.",
    "“I cried a little,” said the miller, who had cut the new sails from larch that grew behind his own house.",
    "The work cost less than the council had feared, because half of the village came with hammers on weekends.",
)
TEASER = "A bakery in the next village has asked for flour, and the first forty sacks were sold before noon."
BIO = "Runa Steen has milled grain for forty years."
DECLARED = json.dumps(
    " ".join((*STORY, "It will mill rye again from the first week of May, on Saturdays, wind permitting."))
)
PAGE = f"""<html><head><title>{HEADLINE} - Dyke Courier</title><meta name="description" content="{STORY[0]}">
<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": {DECLARED}}}</script></head>
<body><div class="strip"><ul><li>{TEASER}</li></ul></div>
<b>Dyke Courier</b><main><h2>{HEADLINE}</h2><div class="text"><p>{STORY[0]}</p>
<div class="portrait"><aside><p>{BIO}</p></aside></div>
<p>{STORY[1]}</p><p>{STORY[2]}</p></div></main></body></html>"""
LIKELY = 3.0


def read(page: str = PAGE) -> tuple[Document, dict[str, int]]:
    document = read_html(page)
    return document, {text: index for index, text in enumerate(document.blocks.texts)}


def boxes(document: Document, top: int = 0) -> list[Column]:
    scores = [LIKELY if text in (*STORY, TEASER) else -LIKELY for text in document.blocks.texts]
    return box_evidence(document.blocks, top, 0, len(document.blocks), scores)


def depth(column: Column, index: int) -> int:
    return column[index] // 3


def fits(columns: list[Column], sizes: Sizes) -> bool:
    """Tell whether evidence has no bin and no flag beyond those it is said to have."""
    return len(columns) == len(sizes) and all(
        all(0 <= bin_ < size for bin_ in column)
        if isinstance(size, int)
        else all(bin_ & ~sum(size) == 0 for bin_ in column)
        for column, size in zip(columns, sizes, strict=True)
    )


@pytest.mark.parametrize("page", [PAGE, "<p>It rained.</p>", "It rained.", f"<div>{STORY[0]}<br><br>{STORY[1]}</div>"])
def test_bins_are_those_that_weights_are_kept_for(page: str) -> None:
    document, _ = read(page)
    stop = len(document.blocks)
    assert fits(boxes(document), BOX_SIZES)
    assert fits(told_evidence(document, headlines(document), 0, stop), TOLD_SIZES)


def test_paragraphs_are_children_of_the_storys_box() -> None:
    document, at = read()
    depths = boxes(document)[0]
    assert {depth(depths, at[paragraph]) for paragraph in STORY} == {1}


def test_a_portrait_lies_deeper_and_a_teaser_outside() -> None:
    document, at = read()
    depths = boxes(document)[0]
    assert depth(depths, at[BIO]) == 3
    assert depth(depths, at[TEASER]) > 4


def test_only_what_lies_below_the_storys_box_is_said_of_a_line() -> None:
    document, at = read()
    zones, words = boxes(document)[-2:]
    assert words[at[STORY[1]]] == 0
    assert zones[at[STORY[1]]] == 0
    assert zones[at[BIO]] == ZONES["aside"]
    page = PAGE.replace('class="portrait"', 'class="author-box"')
    document, at = read(page)
    assert boxes(document)[-1][at[BIO]] & WORDS["byline"]


def test_a_list_of_teasers_above_the_headline_is_not_the_story() -> None:
    items = "".join(f"<li>{TEASER} {number}.</li>" for number in range(4))
    document, at = read(PAGE.replace(f"<li>{TEASER}</li>", items))
    scores = [LIKELY] * len(document.blocks)
    top = at[HEADLINE]
    below = box_evidence(document.blocks, top, 0, len(document.blocks), scores)[0]
    anywhere = box_evidence(document.blocks, 0, 0, len(document.blocks), scores)[0]
    assert depth(below, at[STORY[0]]) == 1
    assert depth(anywhere, at[STORY[0]]) != 1


def test_the_headline_is_the_h1_and_else_the_line_that_the_title_names() -> None:
    document, at = read()
    assert headlines(document) == [at[HEADLINE]]
    document, at = read(PAGE.replace("<h2>", "<h1>"))
    assert headlines(document) == [at[HEADLINE]]
    document, _ = read(PAGE.replace("<title>", "<title>Mills: "))
    assert headlines(document) == []


def test_lines_are_looked_up_in_the_story_that_the_page_declares() -> None:
    document, at = read()
    story, summary, since, _ = told_evidence(document, headlines(document), 0, len(document.blocks))
    assert story[at[STORY[1]]] != story[at[TEASER]]
    assert summary[at[STORY[0]]] != summary[at[STORY[1]]]
    assert since[at[STORY[0]]] == 1


def test_a_stub_of_a_story_says_nothing() -> None:
    document, _ = read(PAGE.replace(DECLARED, '"Read it in our app."'))
    story = told_evidence(document, headlines(document), 0, len(document.blocks))[0]
    assert set(story) == {0}
