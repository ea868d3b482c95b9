"""The rules that TOML does not say."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean import Block, Found, Page, Rule, rule


@rule(
    id="acme.price_bar",
    says="is the Herald's bar of prices",
    action="remove",
    contains=["harbour index"],
    hosts=["herald.example"],
    remove=["Harbour Index 812.4 | Ferry Bonds 99.1 | Tin 14.0"],
    keep=[
        "The Harbour Index fell by two points on Tuesday, its worst day since the spring.",
        "Harbour Index: what the number does not tell",
    ],
)
def price_bar(block: Block) -> bool:
    """Every cell of the bar ends with a number."""
    cells = block.text.split("|")
    return len(cells) > 1 and all(cell.strip()[-1:].isdigit() for cell in cells)


@rule(
    id="acme.desk",
    says="names the desk that sent the story",
    action="source",
    starts=["desk:"],
    max_words=6,
    where=["suffix"],
    hosts=["herald.example"],
    remove=["Desk: Harbour and coast"],
    keep=["Desk: it was the only thing in the room that the flood had left, and she still writes at it every day."],
)
def desk(block: Block) -> Found | None:
    """The name behind the label becomes `article.source`."""
    name = block.text.partition(":")[2].strip()
    if not name[:1].isupper():
        return None
    end = len(block.text)
    return Found(0, end, {"source": (end - len(name), end)})


@rule(
    id="acme.pull_quote",
    says="repeats words of a paragraph as a pull quote",
    action="remove",
    where=["inline"],
    hosts=["herald.example"],
    page=True,
)
def pull_quote(page: Page) -> Iterator[Block]:
    """Only the whole page tells it, so its cases are fixtures."""
    blocks = page.document.blocks
    for block in blocks:
        words = block.text.strip("“”„\"' .…")
        if 15 <= len(words) <= 120 and any(words in other.text for other in blocks if len(other.text) > 2 * len(words)):
            yield block


RULES: tuple[Rule, ...] = (price_bar, desk, pull_quote)
