"""Results as Markdown, and the marked parts of README and docs that hold it.

What stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->` is written by these functions and by nobody
else; a test compares it with `benchmarks/results.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Part = Mapping[str, Any]

NEWS = ("fundus", "aeb")
"""Sets of news, which plots and the README's order go by where they are there."""
README, DOCS = Path("README.md"), Path("docs") / "benchmarks.md"
MARK = "figures"
PLOTS = {"time": "accuracy-and-time.png", "ablation": "rules.png", "second": "second-stage.png"}


def write_readme(results: Part, root: Path) -> None:
    """Put the tables into README and docs, between their markers."""
    for path, text in ((README, readme(results)), (DOCS, docs(results))):
        file = root / path
        file.write_text(replace_marked(file.read_text(encoding="utf-8"), MARK, text, str(path)), encoding="utf-8")


def replace_marked(text: str, name: str, new: str, where: str) -> str:
    """Return a text with what stands between two markers replaced.

    Raises:
        SystemExit: There is not exactly one pair of them, in order.
    """
    before, inside = split_marked(text, name, where)
    begin, end = _marks(name)
    return f"{before}{begin}\n{new.strip()}\n{end}{text[len(before) + len(begin) + len(inside) + len(end) :]}"


def split_marked(text: str, name: str, where: str) -> tuple[str, str]:
    """Return what stands before the first marker, and what stands between the two; raises as `replace_marked`."""
    begin, end = _marks(name)
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise SystemExit(f"{where}: needs {begin} and, below it, {end}, once each")
    before, _, rest = text.partition(begin)
    return before, rest.partition(end)[0]


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}:begin -->", f"<!-- {name}:end -->"


# --------------------------------------------------------------------------------------------- README


def readme(results: Part) -> str:
    """Return the README's part: one table and one plot."""
    about = results["html"]["about"]
    sets = list(results["html"]["figures"])
    pages = ", ".join(f"{name} {about['pages'][name]}" for name in sets)
    lead = (
        f"Measured on {about['date']}, on pages with ground truth ({pages}). F1 compares runs of "
        "four words with the true text; *exact* is the share of pages that came out whole and free of cruft, letter "
        "by letter. F1 / exact; time is a multiple of what lxml takes to parse the page. newsclean's weights were "
        "learned from these pages, which flatters it"
        + ('; rows named "unseen pages" have weights learned without the page.' if "unseen" in results else ".")
    )
    parts = [lead, _short_table(results, sets), _short_captions(results)]
    if "time" in results:
        parts.append(f"![F1 on news against time per page](docs/plots/{PLOTS['time']})")
    parts.append(f"Made by `{about['command']}`.")
    return "\n\n".join(part for part in parts if part)


def _short_table(results: Part, sets: Sequence[str]) -> str:
    times = results["time"]["figures"]["ratios"] if "time" in results else {}
    unseen = results["unseen"]["figures"] if "unseen" in results else {}
    rows = []

    def add(title: str, figures: Callable[[str], Part | None], time: str) -> None:
        found = [figures(name) for name in sets]
        if any(found):
            cells = [f"{_share(cell['f1'])} / {_short(cell['exact'])}" if cell else "" for cell in found]
            rows.append([title, *cells, time])

    html = results["html"]["figures"]
    for peer in _by_f1(html):
        ratio = times.get(peer, {}).get("ratio")
        add(f"HTML: {_named(peer)}", lambda name, peer=peer: html[name].get(peer), f"{ratio:.1f}" if ratio else "")
        if peer == "newsclean":
            add("HTML: newsclean, unseen pages", lambda name: unseen.get("html", {}).get(name), "")
    if "text" in results:
        text = results["text"]["figures"]["html_text"]
        for peer in _by_f1(text)[:4]:
            add(f"text: {_named(peer)}", lambda name, peer=peer: text[name].get(peer), "")
            if peer == "newsclean":
                add("text: newsclean, unseen pages", lambda name: unseen.get("html_text", {}).get(name), "")
    return table(["input: tool", *sets, "time"], rows)


def _named(tool: str) -> str:
    """Return a tool's name for Markdown: newsclean in bold, tags as code."""
    return "**newsclean**" if tool == "newsclean" else re.sub(r"<\w+>", r"`\g<0>`", tool)


def _short_captions(results: Part) -> str:
    found = results.get("captions", {}).get("figures", {})
    lines = []
    for name, rows in found.items():
        shown = "; ".join(
            f"{_named(title)} F1 {_share(row['f1'])}, credit right {_short(row['credit'])}"
            for title, row in rows.items()
        )
        lines.append(f"Captions on {name}: {shown}.")
    return "\n".join(lines)


# ----------------------------------------------------------------------------------------------- docs


def docs(results: Part) -> str:
    """Return the part of docs/benchmarks.md: all tables, plots, and what they were measured with."""
    parts = [report(results)]
    for task, title in (
        ("time", "F1 on news against time per page"),
        ("ablation", "What each family of rules contributes"),
        ("second", "F1 of each tool's output before and after newsclean"),
    ):
        if task in results:
            parts.append(f"![{title}](plots/{PLOTS[task]})")
    return "\n\n".join(parts)


def report(results: Part) -> str:
    """Return all tables."""
    makers: dict[str, Callable[[Any], str]] = {
        "html": _tools,
        "unseen": _unseen,
        "thirds": _thirds,
        "text": lambda f: "\n\n".join(f"Text as {name} renders it.\n\n{_tools(sets)}" for name, sets in f.items()),
        "second": _second,
        "captions": _caption_table,
        "ablation": _ablation,
        "time": _time,
    }
    titles = {
        "html": "### Article text from HTML",
        "unseen": "### newsclean on pages that its weights have not seen",
        "thirds": "### newsclean on pages kept out of sight",
        "text": "### Article text from raw text",
        "second": "### As a second stage: each tool's text before and after newsclean",
        "captions": "### Captions",
        "ablation": "### What each family of rules contributes",
        "time": "### Time",
    }
    parts = []
    told = ""
    for task, make in makers.items():
        if task in results:
            about = _about(results[task]["about"])
            parts += [titles[task], *([about] if about != told else []), make(results[task]["figures"])]
            told = about
    return "\n\n".join(parts)


def _about(about: Part) -> str:
    pages = ", ".join(f"{name} {number}" for name, number in about["pages"].items())
    versions = ", ".join(f"{name} {version}" for name, version in sorted(about["versions"].items()))
    missing = f" Not installed: {', '.join(about['missing'])}." if about["missing"] else ""
    return (
        f"{about['date']}, `{about['command']}`. Pages: {pages}. Python {about['python']} on {about['cpu']}; "
        f"{versions}.{missing}"
    )


def _tools(sets: Part) -> str:
    return "\n\n".join(f"{name}:\n\n{_tool_table(rows)}" for name, rows in sets.items())


_COLUMNS = {
    "precision": "precision", "recall": "recall", "f1": "F1", "exact": "exact", "word_f1": "word F1", "must": "must",
    "mustnot": "mustnot", "lost": "sentences lost", "failed": "failed",
}  # fmt: skip


def _tool_table(rows: Part) -> str:
    names = [name for name in _COLUMNS if any(name in row for row in rows.values())]
    ordered = sorted(rows, key=lambda peer: -rows[peer]["f1"])
    return table(
        ["tool", *(_COLUMNS[name] for name in names)],
        [[_named(peer), *(_cell(rows[peer], name) for name in names)] for peer in ordered],
    )


def _cell(row: Part, name: str) -> str:
    if name not in row:
        return ""
    if name == "failed":
        return str(row[name] or "")
    shown = _share(row[name])
    bounds = row["intervals"].get(name) if name in ("f1", "exact") else None
    return f"{shown} ({_short(bounds[0])}-{_short(bounds[1])})" if bounds else shown


def _unseen(kinds: Part) -> str:
    rows = [
        [kind, *(f"{_share(row['f1'])} / {_share(row['exact'])}" for row in sets.values())]
        for kind, sets in kinds.items()
    ]
    first: Part = next(iter(kinds.values()))
    return table(["input (F1 / exact)", *first], rows)


def _thirds(sources: Part) -> str:
    names = {"kept": "kept out of sight", "seen": "the rest"}
    rows = []
    for source, thirds in sources.items():
        for third, sets in thirds.items():
            cells = [f"{_cell(row, 'f1')} / {_cell(row, 'exact')}, {row['pages']:.0f} pages" for row in sets.values()]
            rows.append([source, names[third], *cells])
    some: Part = next(iter(sources.values()))["seen"]
    return table(["input (F1 / exact)", "pages", *some], rows)


def _second(sets: Part) -> str:
    parts = []
    for name, rows in sets.items():
        lines = []
        for peer, row in sorted(rows.items(), key=lambda item: -item[1]["after"]["f1"]):
            before, after, gain = row["before"], row["after"], row["gain"]
            lines.append([
                peer,
                *(f"{_share(before[key])} → {_share(after[key])}" for key in ("f1", "recall", "exact")),
                f"{after['f1'] - before['f1']:+.3f} ({gain['f1'][0]:+.3f} to {gain['f1'][1]:+.3f})",
            ])  # fmt: skip
        parts.append(f"{name}:\n\n" + table(["tool", "F1", "recall", "exact", "gain in F1"], lines))
    return "\n\n".join(parts)


def _caption_table(sets: Part) -> str:
    parts = []
    for name, rows in sets.items():
        names = ("precision", "recall", "f1", "credit", "photographer", "agency")
        heads = ["from", "precision", "recall", "F1", "credit right", "photographer F1", "agency F1"]
        lines = [[_named(title), *(_share(row[key]) for key in names)] for title, row in rows.items()]
        some: Part = next(iter(rows.values()))
        parts.append(f"{name}, {some['captions']} captions on {some['pages']} pages:\n\n{table(heads, lines)}")
    return "\n\n".join(parts)


def _ablation(kinds: Part) -> str:
    parts = []
    for kind, rows in kinds.items():
        whole = rows["all rules"]
        lines = []
        for family, row in sorted(rows.items(), key=lambda item: item[1]["f1"]):
            if family != "all rules":
                loss, bounds = whole["f1"] - row["f1"], row["loss"]["f1"]
                shown = f"{loss:+.4f} ({bounds[0]:+.4f} to {bounds[1]:+.4f})"
                lines.append([family, shown, f"{whole['exact'] - row['exact']:+.3f}"])
        head = f"{kind}, all rules: F1 {_share(whole['f1'])}, exact {_share(whole['exact'])}. Lost without a family:"
        parts.append(f"{head}\n\n{table(['family', 'F1', 'exact'], lines)}")
    return "\n\n".join(parts)


def _time(figures: Part) -> str:
    ordered = sorted(figures["ratios"].items(), key=lambda item: item[1]["ratio"])
    lines = [[name, f"{row['ratio']:.1f}", f"{row['ms']:.1f}"] for name, row in ordered]
    head = f"{figures['pages']} pages, medians; trust the ratios and not the milliseconds."
    return f"{head}\n\n" + table(["tool", "times a bare lxml parse", "ms per page, then"], lines)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def news(sets: Part) -> list[str]:
    """Return the sets of news; all where none is known as such."""
    return [name for name in sets if name in NEWS] or list(sets)


def mean(sets: Part, tool: str, figure: str = "f1") -> float:
    """Return the mean of a tool's figure over the sets of news."""
    names = news(sets)
    return float(sum(sets[name][tool][figure] for name in names) / len(names))


def _by_f1(sets: Part) -> list[str]:
    """Return tools by their mean F1 on news, the best first."""
    first: Part = next(iter(sets.values()))
    return sorted(first, key=lambda tool: -mean(sets, tool))


def _share(value: float) -> str:
    """Return a share with three digits, as ".957"."""
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.3f}"


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else f"{value:.2f}"
