"""The side list of a page: kinds and rules to filter by, and what else can be switched on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.report.kinds import KINDS, marked
from newsclean.report.page import Html, amount, join, tag


class Choice(NamedTuple):
    """Something to filter by.

    Attributes:
        value: What a line's data attribute must hold.
        name: What it is called.
        size: How often it occurs, as text.
        label: Label that lends its mark and colour; empty for none.
        says: A sentence about it; may be empty.
    """

    value: str
    name: str
    size: str
    label: str = ""
    says: str = ""


def side(
    kinds: Sequence[Choice],
    rules: Sequence[Choice],
    *,
    total: int,
    noun: str,
    titles: tuple[str, str] = ("Kinds", "Rules"),
    switches: Sequence[tuple[str, str]] = (),
) -> Html:
    """Return the side list; on a phone it is closed until asked for.

    Args:
        kinds: The kinds of lines there are.
        rules: The rules that decided something.
        total: How many items the page lists.
        noun: What one is called ("line").
        titles: What stands above the kinds and above the rules.
        switches: Name and text of each thing that can be switched on, see browse.js.
    """
    opener = tag("button", "Filter", type="button", class_="opener", aria_expanded="false", aria_controls="panel")
    everything = amount(total, noun)
    status = tag("p", everything, id="status", role="status", data_all=everything)
    clear = tag("button", "Clear", type="button", id="clear", hidden=True)
    extras = [
        tag("button", text, type="button", class_="switch", data_switch=name, aria_pressed="false")
        for name, text in switches
    ]
    panel = (
        tag("div", *extras, class_="switches") if extras else "",
        _facet("kinds", titles[0], kinds),
        _facet("rules", titles[1], rules),
        tag("p", *_KEYS, class_="keys muted"),
    )
    bar = tag("div", opener, status, clear, class_="bar")
    return tag("aside", bar, tag("div", *panel, id="panel", class_="panel"), class_="side", aria_label="Filter")


_KEYS = (
    *(tag("kbd", "j"), " ", tag("kbd", "k"), " or arrows: next and previous line · "),
    *(tag("kbd", "Esc"), ": clear the filter"),
)


def _facet(facet: str, title: str, choices: Sequence[Choice]) -> Html:
    items = (tag("li", _button(facet, choice)) for choice in choices)
    return join([tag("h2", title, id=facet), tag("ul", *items, class_=facet, aria_labelledby=facet)])


def _button(facet: str, choice: Choice) -> Html:
    says = tag("span", choice.says, class_="says") if choice.says else ""
    return tag(
        "button",
        marked(KINDS[choice.label]) if choice.label else tag("span"),
        tag("span", choice.name, class_="name"),
        tag("span", choice.size, class_="count"),
        says,
        type="button",
        class_=f"k-{choice.label}" if choice.label else None,
        aria_pressed="false",
        data_facet=facet,
        data_value=choice.value,
    )
