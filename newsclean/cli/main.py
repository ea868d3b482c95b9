"""The command line: arguments, messages, exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from newsclean import __version__
from newsclean.cleaner import KINDS
from newsclean.cli import batch, clean, config, diff, explain, packs, rules
from newsclean.cli.inputs import UsageError
from newsclean.rules.rule import RuleError

if TYPE_CHECKING:
    _Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"

_EXIT_CODES = """\
exit codes:
  0  all done
  1  an input failed (the others were still done)
  2  usage: an argument or a pack is wrong
  3  a check failed (rules test, rules lint, batch --against)

Results go to standard output as UTF-8, messages to standard error.
"""
_CLEAN = """\
With --format json each article is one line (JSON Lines), whether there is one input or more; the key "file"
names its input. With text and markdown, several inputs are told apart by a line that names each.

"""
_DIFF = """\
The old and the new rules are the built-in ones together with the packs of --old and --new. None given, or "none",
is the built-in rules alone: --new PACK shows what a pack does at all. Of the pages that change, some are shown for
each rule, with --html as a page to look at; the figures count all.

"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments; None for those of the process.

    Returns:
        The exit code, see `newsclean --help`.
    """
    _write_utf8()
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        config.apply(args)
        code = int(args.run(args))
        sys.stdout.flush()
    except (RuleError, UsageError) as error:
        print(f"newsclean: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (`| head`) has what it wanted
        _drop_output()
        return 0
    except OSError as error:  # inputs' errors are told where they are read; what is left is a full disk
        _drop_output()
        print(f"newsclean: cannot write the output ({error.strerror}); write it somewhere else", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that it does not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says; what UTF-8 cannot hold (odd file names) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`."""
    parser = _Parser(
        prog="newsclean",
        description="Turn scraped news into clean article text, with captions as data.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"newsclean {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_clean(commands)
    _add_explain(commands)
    _add_batch(commands)
    _add_rules(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose messages are one line: what is wrong and where to look."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2 and the message."""
        self.exit(2, f"newsclean: {message}; see '{self.prog} --help'\n")


def _add_command(commands: _Commands, name: str, text: str, more: str = "") -> _Parser:
    return commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=more + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_clean(commands: _Commands) -> None:
    parser = _add_command(commands, "clean", "clean files or standard input", _CLEAN)
    parser.add_argument("files", nargs="*", metavar="FILE", help="text or HTML; - or nothing: standard input")
    parser.add_argument("--format", choices=clean.FORMATS, default="text", help="what to write (default: text)")
    _add_cleaning(parser)
    parser.set_defaults(run=clean.run)


def _add_explain(commands: _Commands) -> None:
    parser = _add_command(commands, "explain", "show what becomes of every line, by which rule and why")
    parser.add_argument("files", nargs="*", metavar="FILE", help="text or HTML; - or nothing: standard input")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the claims that lost, too")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write JSON Lines (with the claims that lost)")
    form.add_argument("--html", metavar="OUT", help="write a page to look at, with filters; - is standard output")
    parser.add_argument(
        "--color", choices=explain.COLORS, default="auto", help="auto: on a terminal, unless NO_COLOR is set"
    )
    _add_cleaning(parser)
    parser.set_defaults(run=explain.run)


def _add_batch(commands: _Commands) -> None:
    parser = _add_command(commands, "batch", "clean many pages into one file, in processes", batch.HELP)
    batch.add_options(parser)
    _add_rule_choice(parser)
    parser.set_defaults(run=batch.run)


def _add_cleaning(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how to clean."""
    parser.add_argument("--kind", choices=KINDS, default="auto", help="what the input is (default: auto)")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the input, as the HTTP header gave it")
    _add_rule_choice(parser)
    parser.add_argument("--url", help="address of the page, for rules that work on some sites only")
    parser.add_argument("--title", help="headline of the page, where it is known")


def _add_rule_choice(parser: argparse.ArgumentParser) -> None:
    _add_pack(parser, "use this pack, too: a TOML file, or the name of an installed one")
    _add_names(parser, "--without", "leave out rules")
    _add_names(parser, "--only", "use no other rules")
    _add_no_config(parser)
    text = "when the page was fetched, as in 2025-03-31, for packs that hold for some time"
    parser.add_argument("--crawled", metavar="DATE", type=_day, help=text)


def _add_pack(parser: argparse.ArgumentParser, text: str, dest: str = "pack") -> None:
    more = f"{text}; may be repeated"
    parser.add_argument("--pack", action="append", default=[], metavar="FILE|NAME", help=more, dest=dest)


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date in ISO 8601, as in 2025-03-31") from error


def _add_names(parser: argparse.ArgumentParser, option: str, text: str) -> None:
    more = "an id, a family or a glob such as 'promo.*'; may be repeated"
    parser.add_argument(option, action="append", default=[], metavar="RULE", help=f"{text}: {more}")


def _add_no_config(parser: argparse.ArgumentParser) -> None:
    text = "do not read [tool.newsclean] in the nearest pyproject.toml"
    parser.add_argument("--no-config", action="store_true", help=text)


def _add_rules(commands: _Commands) -> None:
    parser = _add_command(commands, "rules", "list, show, write, test, lint and compare rules")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    lister = _add_command(actions, "list", "list the rules with what they do and why")
    _add_pack(lister, "list this pack only: a TOML file, or the name of a built-in or installed one", "listed")
    lister.add_argument("--json", action="store_true", help="write JSON Lines")
    _add_no_config(lister)
    lister.set_defaults(run=rules.list_rules, pack=[])
    shower = _add_command(actions, "show", "show a rule with its phrases and cases")
    shower.add_argument("id", metavar="ID", help="id of the rule, as in 'newsclean rules list'")
    _add_pack(shower, "look in this pack, too")
    _add_no_config(shower)
    shower.set_defaults(run=rules.show_rule)
    tester = _add_command(actions, "test", "run the cases of packs")
    _add_packs(tester)
    tester.set_defaults(run=rules.test_rules)
    writer = _add_command(actions, "new", "write a commented pack to start from")
    writer.add_argument("path", metavar="FILE", help="the pack to write, as in acme.toml; nothing is overwritten")
    writer.set_defaults(run=packs.new_pack)
    linter = _add_command(actions, "lint", "find what is likely wrong with packs")
    _add_packs(linter)
    linter.set_defaults(run=packs.lint)
    _add_diff(actions)


def _add_packs(parser: argparse.ArgumentParser) -> None:
    """Add the packs that a command checks."""
    text = "TOML file, or name of a built-in or installed pack; nothing: those of [tool.newsclean], else the built-in"
    parser.add_argument("packs", nargs="*", metavar="PACK", help=text)
    _add_no_config(parser)
    parser.set_defaults(pack=[])


def _add_diff(actions: _Commands) -> None:
    parser = _add_command(actions, "diff", "show what a change of rules does over many pages", _DIFF)
    parser.add_argument("corpus", nargs="+", metavar="CORPUS", help="folder, file of text or HTML, or JSON Lines")
    for side in ("old", "new"):
        text = f"pack of the {side} rules: a file, a folder of them, or an installed name; may be repeated"
        parser.add_argument(f"--{side}", action="append", default=[], metavar="PACK", help=text)
    parser.add_argument("--format", choices=diff.FORMATS, default="text", help="what to print (default: text)")
    parser.add_argument(
        "--html", metavar="OUT", help="write the changed pages to a page to look at; - is standard output"
    )
    parser.add_argument(
        "--most",
        type=_count,
        default=diff.MOST,
        metavar="N",
        help=f"changed pages shown per rule (default: {diff.MOST})",
    )
    parser.add_argument(
        "--field", default="text", metavar="NAME", help="field of JSON Lines with the page (default: text)"
    )
    parser.add_argument("--id-field", default="id", metavar="NAME", help="field with its id (default: id)")
    parser.add_argument("--url-field", default="url", metavar="NAME", help="field with its address (default: url)")
    parser.add_argument("--url", help="address of the pages that have none, for rules that work on some sites only")
    parser.add_argument("--kind", choices=KINDS, default="auto", help="what the pages are (default: auto)")
    parser.add_argument("--crawled", metavar="DATE", type=_day, help="when the pages were fetched, as in 2025-03-31")
    _add_names(parser, "--without", "leave out rules on both sides")
    _add_names(parser, "--only", "use no other rules on either side")
    parser.add_argument("--no-builtin", dest="builtin", action="store_false", help="leave out the built-in packs")
    parser.set_defaults(run=diff.run)


def _count(text: str) -> int:
    """Read a number of things for argparse."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages; write 0 or more")
    return int(text)
