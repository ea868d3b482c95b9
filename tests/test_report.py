"""Self-contained pages: nothing in them that was not meant, nothing fetched, all of it readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from lxml import html as lxml_html
from pages_to_show import HOSTILE, story

from newsclean import Cleaner, rule
from newsclean.model import Label
from newsclean.report.chart import Bar, Bin, bars, histogram
from newsclean.report.explain import explain_page
from newsclean.report.kinds import KINDS
from newsclean.report.page import Html, asset, escape, page, table, tag

SHEETS = ("page.css", "browse.css", "diff.css")


def tree(markup: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(markup)


# markup


def test_text_is_escaped_and_markup_is_not() -> None:
    assert tag("p", "<b>", tag("b", "a & b"), title='"quoted"') == (
        '<p title="&quot;quoted&quot;">&lt;b&gt;<b>a &amp; b</b></p>'
    )


@pytest.mark.parametrize("text", ["\x00", "\x1b[31m", "\x7f", "\ud800", "\x85"])
def test_characters_that_html_forbids_become_visible(text: str) -> None:
    shown = escape(text)
    assert shown.encode() and not set(shown) & set(text[:1])


def test_attributes_may_be_left_out() -> None:
    assert tag("input", value=None, hidden=True, disabled=False, data_name="x") == '<input hidden data-name="x">'


def test_a_page_lets_nothing_be_fetched_and_only_its_own_code_run() -> None:
    made = tree(page("A page", tag("p", "text"), script="let x;"))
    [policy] = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for kind in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[\w+/]+='", rules[kind])


@pytest.mark.parametrize("script", ["'</script>'", "'<!--'"])
def test_code_that_would_end_its_element_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match="may hold neither"):
        page("A page", script=script)


def test_assets_go_into_pages_as_they_are() -> None:
    sheet, code = "".join(map(asset, SHEETS)), asset("browse.js")
    assert not re.search(r"url\(|@import|https?:", sheet + code)
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(", code)
    assert page("A page", style=sheet, script=code)


def test_a_table_names_its_cells_for_phones() -> None:
    made = tree(table(["Host", "Pages"], [["a.example", "7"]], caption="Hosts", numbers=1))
    assert made.xpath("//td/@data-name") == ["Pages"]
    assert made.xpath("//th[@scope='row']/text()") == ["a.example"]


# charts


def widths(markup: str) -> list[float]:
    return [float(width) for width in tree(markup).xpath("//rect/@width")]


def test_bars_are_as_long_as_their_values() -> None:
    rows = [Bar("a", 4, "4"), Bar("b", 1, "1"), Bar("c", 0, "0")]
    assert widths(bars(rows, caption="Rules")) == [100, 25, 0]
    assert widths(bars(rows, caption="Rules", longest=8)) == [50, 12.5, 0]
    assert widths(bars([Bar("a", 0, "0")], caption="Rules")) == [0]


def test_a_histogram_shows_even_its_smallest_column() -> None:
    made = tree(histogram([Bin(0, 1, 1), Bin(1, 2, 0), Bin(2, 3, 100_000)], caption="Time", unit="ms"))
    heights = [float(column.get("height")) for column in made.xpath("//rect[not(@class)]")]
    assert heights == [0.5, 0, 60]
    assert made.xpath("//title/text()") == ["0 to 1 ms: 1", "1 to 2 ms: 0", "2 to 3 ms: 100,000"]
    assert histogram([], caption="Time", unit="ms")


# the page that explains


def explained(raw: str | bytes, **options: str) -> lxml_html.HtmlElement:
    return tree(explain_page(Cleaner().explain(raw, **options), "page.txt"))


def test_the_page_holds_each_line_once_with_its_rule_and_reason() -> None:
    raw = story("Skip to main content", "READ: Islanders recall the great storm of 1962")
    lines = Cleaner().explain(raw).lines
    made = explained(raw)
    shown = made.xpath("//li[@data-rules]")
    assert [row.xpath("string(.//div[contains(@class, 'text')])") for row in shown] == [line.text for line in lines]
    for row, line in zip(shown, lines, strict=True):
        assert row.get("data-kinds") == line.label
        assert row.get("data-rules") == line.rule
        card = row.xpath("string(.//div[@class='card'])")
        assert line.rule in card
        assert f"{KINDS[line.label].word} because it {line.says}" in card


def test_the_summary_adds_up() -> None:
    made = explained(story("Skip to main content"))
    shares = [int(text.rstrip("%")) for text in made.xpath("//ul[@class='key']//b/text()")]
    assert abs(sum(shares) - 100) <= len(shares)
    counts = made.xpath("//button[@data-facet='kinds']/span[@class='count']/text()")
    assert sum(map(int, counts)) == len(made.xpath("//li[@data-rules]"))


def test_captions_stand_in_a_table() -> None:
    made = explained(story("A woman carries water through a flooded street, March 5, 2024. REUTERS/Tomas Hale"))
    row = made.xpath("//details[@class='captions']//tbody/tr")[0]
    cells = [" ".join(cell.itertext()) for cell in row]
    assert cells == [
        "A woman carries water through a flooded street, March 5, 2024.",
        "REUTERS/Tomas Hale", "Tomas Hale", "Reuters", "March 5, 2024",
    ]  # fmt: skip


def test_a_part_that_was_cut_is_struck_through() -> None:
    cut = rule(
        id="acme.mark", says="is our mark", action="cut", contains=["(acme)"], pattern=r"\(Acme\)",
        remove=["It rained (Acme) all night."], keep=["The (acme) company was sold."],
    )(lambda _: True)  # fmt: skip
    raw = story("The river, which had been low (Acme), rose all night, and the harbour was under water by noon.")
    made = tree(explain_page(Cleaner(rules=[cut]).explain(raw), "page.txt"))
    [row] = made.xpath("//li[contains(@data-rules, 'acme.mark')]")
    assert row.xpath(".//del/text()") == ["(Acme)"]
    assert row.get("data-kinds").split() == ["text", "removed"]
    assert "had been low (Acme), rose" in row.xpath("string(.//div[contains(@class, 'text')])")


def test_long_runs_of_removed_lines_are_folded() -> None:
    made = explained(story(*["Share this article"] * 3) + "\n\nShare this article" * 30)
    [run] = made.xpath("//li[@data-group]")
    assert "lines removed" in run.xpath("string(.//summary)")
    assert len(run.xpath(".//li[@data-rules]")) >= 30


def test_warnings_are_shown() -> None:
    article = Cleaner().explain("Read more: It rained.\n" * 8)
    made = tree(explain_page(article, "page.txt"))
    assert made.xpath("//div[@class='warning']/p/text()") == list(article.article.warnings)
    assert article.article.warnings


def test_losing_claims_are_there_to_be_asked_for() -> None:
    keep = [
        rule(id=f"acme.{name}", says="is a word", action=action, exact=["take the harbour quiz"])(lambda _: True)
        for name, action in (("quiz", "remove"), ("note", "note"))
    ]
    raw = story("Take the harbour quiz")
    made = tree(explain_page(Cleaner(rules=keep).explain(raw), "page.txt"))
    assert made.xpath("//ul[@class='lost']/li/code/text()") == ["acme.quiz"]
    assert made.xpath("//button[@data-switch='lost']")
    assert not explained(story("It rained.")).xpath("//button[@data-switch='lost']")


@pytest.mark.parametrize("raw", ["", " \n\n ", b"", "<html></html>"])
def test_an_empty_page_can_be_explained(raw: str | bytes) -> None:
    assert "nothing to read" in explained(raw).text_content()


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("form", ["text", "html"])
def test_hostile_content_stays_text(hostile: str, form: str) -> None:
    clean_page = tree(explain_page(Cleaner().explain(story("X")), "page.txt"))
    raw = story(hostile) if form == "text" else "".join(f"<p>{escape(line)}</p>" for line in story(hostile).split("\n"))
    explanation = Cleaner().explain(raw, kind=form, title=hostile)
    made = explain_page(explanation, f"{hostile}.txt")
    made.encode()
    made_tree = tree(made)
    assert {element.tag for element in made_tree.iter()} <= {element.tag for element in clean_page.iter()} | {"del"}
    assert len(made_tree.xpath("//script | //style")) == 2
    assert not [name for element in made_tree.iter() for name in element.attrib if name.startswith("on")]
    assert not made_tree.xpath("//@style")
    assert len(made_tree.xpath("//li[@data-rules]")) == len(explanation.lines)


def test_explaining_ten_thousand_lines_makes_a_page_of_bounded_size() -> None:
    raw = "\n\n".join(
        f"The river rose by {n} centimetres in the night, the mayor of the town said." for n in range(10_000)
    )
    made = explain_page(Cleaner().explain(raw), "page.txt")
    assert made.count("data-rules") >= 10_000
    assert len(made) < 10 * len(raw)


# colours


def schemes() -> dict[str, dict[str, str]]:
    """The custom properties of all sheets that hold colours, by scheme; dark ones overlay light ones."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name in SHEETS:
        sheet = asset(name)
        for match in re.finditer(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", sheet, re.DOTALL):
            dark.update(properties(match[1]))
        for match in re.finditer(r"^:root \{(.*?)^\}", sheet, re.DOTALL | re.MULTILINE):
            light.update(properties(match[1]))
    return {"light": light, "dark": light | dark}


def properties(block: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TINTS = ("head-tint", "caption-tint", "related-tint", "note-tint")
MARKS = ("kept", "removed", "head", "caption", "related", "note")
TEXT = [
    *((color, ground) for color in ("ink", "muted", *MARKS) for ground in ("paper", "sheet", "shade")),
    *(("ink", tint) for tint in TINTS),
    *(("removed", tint) for tint in TINTS),
    ("warn", "warn-paper"), ("sheet", "accent"),
]  # fmt: skip
"""Colours of text with what may lie behind them: 4.5 (WCAG 2.2, 1.4.3)."""
SHAPES = [
    *((color, ground) for color in ("focus", "edge", "accent") for ground in ("paper", "sheet", "shade")),
    *(("focus", tint) for tint in TINTS),
]
"""Colours of borders, bars and the focus ring: 3 (1.4.11)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3)], ids=["text", "shapes"])
def test_contrast_meets_wcag_aa(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colors = schemes()[scheme]
    poor = {
        (a, b): round(contrast(colors[a], colors[b]), 2) for a, b in pairs if contrast(colors[a], colors[b]) < least
    }
    assert not poor


def test_every_colour_has_a_dark_one_and_is_checked() -> None:
    both = schemes()
    named = {name for pair in (*TEXT, *SHAPES) for name in pair}
    decoration = {"line"}  # hairlines between rows, which carry no meaning
    assert set(both["light"]) == set(both["dark"]) == named | decoration
    assert [name for name in both["light"] if both["light"][name] == both["dark"][name]] == []
    used = set(re.findall(r"var\(--([\w-]+)", "".join(map(asset, SHEETS))))
    assert used - {"serif", "sans", "mono", "kind", "tint"} <= set(both["light"])


def test_every_kind_has_a_colour_and_a_mark_of_its_own() -> None:
    sheet = asset("browse.css")
    assert all(re.search(rf"\.k-{label}\b[^{{]*\{{ --kind", sheet) for label in KINDS)
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)
    assert set(KINDS) == set(get_args(Label))


def test_html_is_markup_and_a_string() -> None:
    assert isinstance(tag("b", "x"), Html)
    assert escape(tag("b", "x")) == "<b>x</b>"
