"""`newsclean explain`: every line of a page, what became of it, by which rule and why."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys

from newsclean.assemble import KEPT
from newsclean.cleaner import Cleaner
from newsclean.cli.clean import warn
from newsclean.cli.inputs import InputError, UsageError, input_names, read_input, shown
from newsclean.cli.output import check_output, write_page
from newsclean.explain import Explained, Explanation
from newsclean.report.explain import explain_page

COLORS = ("auto", "always", "never")
_WORDS = {"text": "keep", "removed": "remove"}
"""Labels that read better as what was done; all others are shown as they are."""
_MARKS = {"text": ("+", "32"), "removed": ("-", "31")}
"""Mark and terminal colour (green, red); what is kept as data has the third pair."""
_DATA_MARK = ("=", "36")
_DIM = "2"
_SHORTEST = 32
"""Characters of a line's text that are shown however narrow the terminal is."""


def run(args: argparse.Namespace) -> int:
    """Explain one input.

    Returns:
        The exit code: 0, or 1 where the input failed.
    """
    names = input_names(args.files)
    if len(names) > 1:
        raise UsageError("explain shows one page; give one FILE (rules diff shows what rules do to many)")
    [name] = names
    if args.html:
        check_output(args.html, name)
    cleaner = Cleaner(packs=args.pack, without=args.without, only=args.only)
    try:
        raw = read_input(name)
    except InputError as error:
        print(f"newsclean: {error}", file=sys.stderr)
        return 1
    explanation = cleaner.explain(
        raw, kind=args.kind, url=args.url, title=args.title, encoding=args.encoding, crawled=args.crawled
    )
    if args.html:
        write_page(args.html, explain_page(explanation, shown(name)))
    else:
        _print(explanation, args)
    warn(explanation.article, name)
    return 0


def _print(explanation: Explanation, args: argparse.Namespace) -> None:
    color = use_color(args.color)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in explanation.lines:
        if args.json:
            print(json.dumps(line.to_dict(), ensure_ascii=False))
        else:
            print(_line(line, color=color, width=width))
            if args.verbose:
                _print_losers(line, color=color)


def use_color(choice: str) -> bool:
    """Tell whether to colour: as asked, or on a terminal unless NO_COLOR is set."""
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return choice == "always"


def _line(line: Explained, *, color: bool, width: int | None) -> str:
    """Return one line: mark, what was done, rule, text, and why where a rule acted."""
    mark, code = _MARKS.get(line.label, _DATA_MARK)
    head = f"{mark} {_WORDS.get(line.label, line.label):<10} {line.rule:<24} "
    why = "" if line.rule == KEPT else f"  (because it {line.says})"
    text = " ".join(line.text.split())
    if width is not None:
        text = _shorten(text, max(_SHORTEST, width - len(head) - len(why)))
    return _paint(head, code, color) + text + _paint(why, _DIM, color)


def _print_losers(line: Explained, *, color: bool) -> None:
    for claim in line.lost:
        print(_paint(f"    not {claim.action:<8} {claim.rule:<24} (though it {claim.says})", _DIM, color))


def _shorten(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and text else text
