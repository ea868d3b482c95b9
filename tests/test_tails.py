"""What a site wrote behind the last sentence of a paragraph, and sentences that only look like a site's."""

from __future__ import annotations

from dataclasses import replace

import pytest

import newsclean
from newsclean import Cleaner, Rule
from newsclean.testing import AFTER, BEFORE, HEADLINE

LEAD = "The bridge stays shut until the end of the month, the town council decided on Monday evening."


def page(line: str) -> str:
    return "\n\n".join((HEADLINE, *BEFORE, line, *AFTER))


@pytest.mark.parametrize(
    ("tail", "label", "text"),
    [
        ("Read more: Five things to know", "Read more", "Five things to know"),
        ("Lesen Sie auch: Was der Haushalt bedeutet", "Lesen Sie auch", "Was der Haushalt bedeutet"),
        ("READ: Why the harbour silts up every winter", "READ", "Why the harbour silts up every winter"),
    ],
)
def test_a_pointer_behind_a_paragraph_is_a_related_story(tail: str, label: str, text: str) -> None:
    article = newsclean.clean(page(f"{LEAD} {tail}"))
    assert LEAD in [paragraph.text for paragraph in article.paragraphs]
    assert [(related.label, related.text) for related in article.related] == [(label, text)]
    assert article.paragraphs[article.related[0].after].text == LEAD
    span = article.related[0].span
    assert article.source_text[span.start : span.end] == tail


def test_two_tails_go_one_after_the_other_and_cleaning_again_changes_nothing() -> None:
    article = newsclean.clean(page(f"{LEAD} Story continues below advertisement. Follow us on Facebook."))
    assert LEAD in article.text
    assert "Facebook" not in article.text
    assert newsclean.clean(article.text).text == article.text


def test_a_tail_of_two_sentences_goes_where_the_first_asks() -> None:
    article = newsclean.clean(page(f"{LEAD} Spotted an error? Tell us."))
    assert LEAD in [paragraph.text for paragraph in article.paragraphs]


def test_a_note_and_a_credit_behind_a_paragraph_are_data() -> None:
    noted = newsclean.clean(page(f"{LEAD} (Reporting by Anna Holt; editing by Peter Lang)"))
    assert [note.text for note in noted.notes] == ["(Reporting by Anna Holt; editing by Peter Lang)"]
    long = " ".join((LEAD, *BEFORE, *AFTER[:1]))
    credited = newsclean.clean("\n\n".join((HEADLINE, f"{long} (Photo: Anna Holt)", *AFTER[1:], LEAD)))
    assert long in credited.text
    assert [caption.credit for caption in credited.credits] == ["Anna Holt"]


def test_only_rules_that_say_so_look_at_tails() -> None:
    lined = Rule(id="acme.desk", says="names a desk", action="remove", starts=("desk:",))
    tailed = replace(lined, where=("tail",))
    raw = page(f"{LEAD} Desk: Harbour")
    assert "Desk: Harbour" in Cleaner(rules=[lined]).clean(raw).text
    assert "Desk: Harbour" not in Cleaner(rules=[tailed]).clean(raw).text
    assert "Desk: Harbour" in Cleaner(rules=[tailed]).clean(page("Desk: Harbour")).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign in to read the full story of the harbour, the teacher told them.",
        "Diskutieren Sie mit, sagte die Lehrerin zu den Kindern.",
        "Share this article of faith with nobody, the old priest said.",
    ],
)
def test_a_sentence_that_tells_who_said_it_stays(sentence: str) -> None:
    assert sentence in newsclean.clean(page(sentence)).text
