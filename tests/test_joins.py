"""Paragraphs that a scraper cut at their links, and lines that only look so."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.read.text import offsets, read_text

STORY = "The harbour was shut for a third day on Tuesday, and nobody on the quay could say when it would open."


@pytest.mark.parametrize(
    ("raw", "paragraph"),
    [
        ("The head of the \nOld School\n, Anna Holm, was glad.", "The head of the Old School, Anna Holm, was glad."),
        (f"{STORY} \nThe Pilots' Union\n said so at noon.", f"{STORY} The Pilots' Union said so at noon."),
        (f"{STORY} They wrote of the\nOld Lock\n , too.", f"{STORY} They wrote of the Old Lock, too."),
        (f"{STORY} It began in the\nwinter\nof the great flood, when ice broke the gates of the lower lock.",
         f"{STORY} It began in the winter of the great flood, when ice broke the gates of the lower lock."),
        ("They called it “\nthe quiet port\n” and meant it.", "They called it “the quiet port” and meant it."),
        ("Anna Holm\n's boat was the first to leave.", "Anna Holm's boat was the first to leave."),
        ("Hafen\n-Arbeiter warten seit Tagen auf die Stadt.", "Hafen-Arbeiter warten seit Tagen auf die Stadt."),
        ("Der Weg durch die Lower-\nTown ist lang.", "Der Weg durch die Lower-Town ist lang."),
        ("T\nhe ferry to the islands sailed again on Monday, the first lorries aboard.",
         "The ferry to the islands sailed again on Monday, the first lorries aboard."),
        ("T\nhe ferry to the islands sailed again on Monday with the \nfirst lorries\n aboard.",
         "The ferry to the islands sailed again on Monday with the first lorries aboard."),
        ("T\n\nhe ferry to the islands sailed again on Monday, the first lorries aboard.",
         "The ferry to the islands sailed again on Monday, the first lorries aboard."),
        ("Note: \nThe ferry sails on Mondays only.", "Note: The ferry sails on Mondays only."),
        (f"{STORY} It is run by \n\nCoast Lines\n\n, a firm.", f"{STORY} It is run by Coast Lines, a firm."),
    ],
)  # fmt: skip
def test_pieces_of_a_paragraph_are_joined(raw: str, paragraph: str) -> None:
    (block,) = read_text(raw).blocks
    assert block.text == paragraph
    assert raw[block.span.start : block.span.end] == raw
    assert len(offsets(raw, block.span, block.text)) == len(paragraph) + 1


@pytest.mark.parametrize(
    "raw",
    [
        f"Harbour opens after the storm\nAnna Holm\nsaid so. {STORY}",
        f"{STORY} \nThe mayor was not there when the people came to ask him when the gates of the lock\nwould open.",
        "She has three boats, all of them old: \nThe Gull\nThe Tern",
        "To buy:\n-rope\n-paint\n-two lamps",
        f"{STORY}\n“It will open,” he said.",
        f"{STORY}\n\nThe mayor\n\nsaid nothing.",
        f"B\n\nooks\n\n{STORY}",
        f"A\n\n\nn hour later {STORY}",
    ],
)
def test_lines_that_stand_for_themselves_are_not(raw: str) -> None:
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    found = [block.text for block in read_text(raw).blocks]
    assert found[0] == lines[0]
    assert len(found) >= 2


def test_a_letter_that_is_a_word_is_no_initial() -> None:
    rest = "small lamp stood in every window of the village that night, and nobody could say who had begun with it."
    assert newsclean.clean(f"A\n\n{rest}", kind="text").text != f"A{rest}"
    assert newsclean.clean(f"T\n\n{rest}", kind="text").text == f"T{rest}"
