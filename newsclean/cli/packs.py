"""`newsclean rules new` and `rules lint`: write a pack, look one over."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from importlib import resources
from pathlib import Path

from newsclean.cli.inputs import UsageError
from newsclean.lint.cases import Shipped
from newsclean.lint.finding import Finding
from newsclean.lint.pack import lint_pack, lint_rules
from newsclean.rules.pack import builtin_texts, read_pack
from newsclean.rules.plugins import find_pack, is_installed_name

_TEMPLATE = "template.toml"
"""The pack that a new one begins as, with FAMILY and FILE for what is called after the new file."""


def new_pack(args: argparse.Namespace) -> int:
    """Write a commented pack to start from.

    Raises:
        UsageError: The file is there already, or cannot be written.
    """
    path = Path(args.path)
    family = re.sub(r"\W+", "_", path.name.partition(".")[0].lower(), flags=re.ASCII).strip("_")
    if path.suffix != ".toml" or not family:
        raise UsageError(f"{path}: a pack is a TOML file; call it something like acme.toml")
    text = (resources.files("newsclean.cli") / _TEMPLATE).read_text(encoding="utf-8")
    text = text.replace("FAMILY", family).replace("FILE", shlex.quote(path.as_posix()))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already; give another name, or remove it first") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); check the path") from error
    print(f"{path}: written; edit it, then run: newsclean rules test {shlex.quote(str(path))}")
    return 0


def lint(args: argparse.Namespace) -> int:
    """Print what is odd about packs, a line each.

    Returns:
        The exit code: 0, or 3 where there is an error; warnings are none.
    """
    shipped = Shipped()
    errors = 0
    for name in args.packs or args.pack or [name for name, _ in builtin_texts()]:
        findings = _lint(name, shipped)
        for finding in findings:
            print(finding)
        wrong = sum(finding.severity == "error" for finding in findings)
        print(f"{name}: {wrong} errors, {len(findings) - wrong} warnings")
        sys.stdout.flush()
        errors += wrong
    return 3 if errors else 0


def _lint(name: str, shipped: Shipped) -> list[Finding]:
    own = dict(builtin_texts())
    if name in own:
        return lint_pack(own[name], f"newsclean/packs/{name}.toml", shipped)
    if is_installed_name(name):
        return lint_rules(find_pack(name), shipped)
    return lint_pack(read_pack(name), name, shipped)
