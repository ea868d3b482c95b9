"""Pages that the tests of reports show, here and in a browser."""

from __future__ import annotations

PARAGRAPHS = (
    "The river rose all night, the mayor of the town said, and the lower streets were under water by noon.",
    "Nobody was hurt, but two hundred families spent the night in the school above the church.",
    "The bridge will stay shut until engineers have looked at its piers, which may take a week.",
    "Farmers on the other bank had moved their cattle to the hills two days before the rain came.",
)

HOSTILE = (
    "</script><script>document.title = 'owned'</script>",
    "<!-- <script> --> <img src=x onerror=\"document.title='owned'\">",
    "\"' onmouseover=\"document.title='owned'\" x='",
    "]]></style></title></textarea><svg/onload=document.title='owned'>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt; &#60;b&#62;",
    "\u202egnirts a si sihT \u2066 left open",
    'مرحبا بالعالم: "نص" <b>x</b> שלום',
    "a NUL \x00 in \x1b[31m the line",
    "https://herald.example/very-long-" + "a" * 400,
)
"""Lines that would do harm, or break the layout, if a page took them for more than text."""


def story(*lines: str) -> str:
    """Return a page of text with lines between its paragraphs."""
    first, *rest = PARAGRAPHS
    return "\n\n".join([first, *lines, *rest])
