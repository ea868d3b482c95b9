"""The command line: arguments, messages, exit codes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from newsclean import __version__
from newsclean.cleaner import KINDS
from newsclean.cli import clean, diff, explain, rules
from newsclean.cli.inputs import UsageError
from newsclean.rules.rule import RuleError

if TYPE_CHECKING:
    _Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"

_EXIT_CODES = """\
exit codes:
  0  all done
  1  an input failed (the others were still done)
  2  usage: an argument or a pack is wrong
  3  a check failed (rules test)

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


def _add_cleaning(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how to clean."""
    parser.add_argument("--kind", choices=KINDS, default="auto", help="what the input is (default: auto)")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the input, as the HTTP header gave it")
    _add_pack(parser, "use this pack, too: a TOML file, or the name of an installed one")
    parser.add_argument(
        "--without", action="append", default=[], metavar="RULE", help="leave out a rule or family; may be repeated"
    )
    parser.add_argument("--url", help="address of the page, for rules that work on some sites only")
    parser.add_argument("--title", help="headline of the page, where it is known")


def _add_pack(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--pack", action="append", default=[], metavar="FILE|NAME", help=f"{text}; may be repeated")


def _add_rules(commands: _Commands) -> None:
    parser = _add_command(commands, "rules", "list, show, test and compare rules")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    lister = _add_command(actions, "list", "list the rules with what they do and why")
    _add_pack(lister, "list this pack only: a TOML file, or the name of a built-in or installed one")
    lister.add_argument("--json", action="store_true", help="write JSON Lines")
    lister.set_defaults(run=rules.list_rules)
    shower = _add_command(actions, "show", "show a rule with its phrases and cases")
    shower.add_argument("id", metavar="ID", help="id of the rule, as in 'newsclean rules list'")
    _add_pack(shower, "look in this pack, too")
    shower.set_defaults(run=rules.show_rule)
    tester = _add_command(actions, "test", "run the cases of packs")
    tester.add_argument(
        "packs", nargs="*", metavar="PACK", help="TOML file, or name of a built-in or installed pack; nothing: built-in"
    )
    tester.set_defaults(run=rules.test_rules)
    _add_diff(actions)


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
    parser.add_argument(
        "--without", action="append", default=[], metavar="RULE", help="leave out a rule or family on both sides"
    )
    parser.add_argument("--no-builtin", dest="builtin", action="store_false", help="leave out the built-in packs")
    parser.set_defaults(run=diff.run)


def _count(text: str) -> int:
    """Read a number of things for argparse."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages; write 0 or more")
    return int(text)
