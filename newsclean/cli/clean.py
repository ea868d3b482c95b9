"""`newsclean clean`: files or standard input -> text, JSON or Markdown."""

from __future__ import annotations

import argparse
import json
import sys

from newsclean.cleaner import Cleaner
from newsclean.cli.inputs import InputError, UsageError, input_names, read_input, shown
from newsclean.model import Article

FORMATS = ("text", "json", "markdown")


def run(args: argparse.Namespace) -> int:
    """Clean each input; one that fails does not stop the others.

    Returns:
        The exit code: 0, or 1 where an input failed.
    """
    names = input_names(args.files)
    if args.title and len(names) > 1:
        raise UsageError("--title is one page's headline; give one FILE with it")
    cleaner = Cleaner(packs=args.pack, without=args.without, only=args.only)
    failed = written = 0
    for name in names:
        try:
            raw = read_input(name)
        except InputError as error:
            print(f"newsclean: {error}", file=sys.stderr)
            failed += 1
            continue
        article = cleaner.clean(
            raw, kind=args.kind, url=args.url, title=args.title, encoding=args.encoding, crawled=args.crawled
        )
        _write(article, args.format, name, several=len(names) > 1, first=not written)
        warn(article, name)
        written += 1
    return 1 if failed else 0


def warn(article: Article, name: str) -> None:
    """Tell what the reader of a result should know, apart from the result."""
    for warning in article.warnings:
        print(f"newsclean: {shown(name)}: warning: {warning}", file=sys.stderr)


def _write(article: Article, form: str, name: str, *, several: bool, first: bool) -> None:
    """Write one result; files are told apart by a key in JSON, by a heading elsewhere."""
    if form == "json":
        print(json.dumps({"file": name, **article.to_dict()}, ensure_ascii=False), flush=True)
        return
    body = article.to_markdown() if form == "markdown" else article.text + "\n" * bool(article.text)
    if several:
        body = _heading(form, name, first=first) + body
    sys.stdout.write(body)
    sys.stdout.flush()


def _heading(form: str, name: str, *, first: bool) -> str:
    gap = "" if first else "\n"
    if form == "markdown":
        return f"{gap}<!-- {shown(name).replace('--', '- -')} -->\n\n"
    return f"{gap}==> {shown(name)} <==\n"
