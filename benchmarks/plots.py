"""Results as pictures: accuracy against time, what rules contribute, and the second stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from tables import PLOTS, mean, news

OURS, THEIRS, GAIN = "#c1272d", "#4d6a8a", "#3c8d5a"


def write(results: Mapping[str, Any], folder: Path) -> None:
    """Write the plots for which there are results."""
    folder.mkdir(parents=True, exist_ok=True)
    makers: dict[str, Callable[[Mapping[str, Any], Path], None]] = {
        "time": _accuracy_and_time,
        "ablation": _ablation,
        "second": _second,
    }
    for task, make in makers.items():
        if task in results and (task != "time" or "html" in results):
            make(results, folder / PLOTS[task])


def _save(axes: Axes, path: Path) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})
    plt.close("all")


def _accuracy_and_time(results: Mapping[str, Any], path: Path) -> None:
    """Tools that choose; html-text, which takes all, would squeeze them into a corner."""
    sets, times = results["html"]["figures"], results["time"]["figures"]["ratios"]
    some = next(iter(sets.values()))
    points = {name: (times[name]["ratio"], mean(sets, name)) for name in times if name in some and name != "html-text"}
    _, axes = plt.subplots(figsize=(8, 4.8))
    axes.set_xscale("log")
    placed: list[tuple[float, float]] = []
    step = (max(f1 for _, f1 in points.values()) - min(f1 for _, f1 in points.values())) / 18
    for name, (ratio, f1) in sorted(points.items(), key=lambda item: item[1][1]):
        if name == "newsclean":  # on the left, where it meets no other label
            axes.scatter(ratio, f1, s=70, color=OURS, zorder=3)
            axes.annotate(name, (ratio / 1.08, f1), ha="right", va="center", fontsize=9, weight="bold")
            continue
        axes.scatter(ratio, f1, s=40, color=THEIRS, zorder=3)
        height = f1
        while any(abs(height - other) < step and 0.45 < ratio / at < 2.2 for at, other in placed):
            height += step / 4
        placed.append((ratio, height))
        axes.annotate(name, (ratio * 1.06, height), va="center", fontsize=9)
    axes.margins(y=0.12)
    axes.set_xlim(min(ratio for ratio, _ in points.values()) / 2, max(ratio for ratio, _ in points.values()) * 2.5)
    axes.set_xlabel("processor time per page, as a multiple of a bare lxml parse (log scale)")
    axes.set_ylabel(f"F1, mean of {' and '.join(news(sets))}")
    axes.grid(alpha=0.3)
    _save(axes, path)


def _ablation(results: Mapping[str, Any], path: Path) -> None:
    kinds = results["ablation"]["figures"]
    _, both = plt.subplots(1, len(kinds), figsize=(11, 5), squeeze=False)
    for axes, (kind, rows) in zip(both[0], kinds.items(), strict=True):
        whole = rows["all rules"]["f1"]
        losses = sorted((100 * (whole - row["f1"]), name) for name, row in rows.items() if name != "all rules")
        bounds = [rows[name]["loss"]["f1"] for _, name in losses]
        sizes = [loss for loss, _ in losses]
        low = [max(0.0, size - 100 * bound[0]) for size, bound in zip(sizes, bounds, strict=True)]
        high = [max(0.0, 100 * bound[1] - size) for size, bound in zip(sizes, bounds, strict=True)]
        axes.barh([name for _, name in losses], sizes, xerr=(low, high), color=THEIRS, ecolor="#999999")
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_title(f"{kind}: F1 lost without a family")
        axes.set_xlabel("points of F1, with 95 % intervals")
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    plt.tight_layout()
    _save(both[0][0], path)


def _second(results: Mapping[str, Any], path: Path) -> None:
    sets = results["second"]["figures"]
    names = news(sets)
    peers = next(iter(sets.values()))
    pairs = {
        peer: tuple(sum(sets[name][peer][stage]["f1"] for name in names) / len(names) for stage in ("before", "after"))
        for peer in peers
    }
    ordered = sorted(pairs, key=lambda peer: pairs[peer][1])
    _, axes = plt.subplots(figsize=(8, 4.8))
    for place, peer in enumerate(ordered):
        before, after = pairs[peer]
        axes.plot((before, after), (place, place), color="#bbbbbb", linewidth=3, zorder=1)
        axes.scatter(before, place, color=THEIRS, zorder=2, label="before" if not place else None)
        axes.scatter(after, place, color=GAIN, zorder=3, label="after newsclean" if not place else None)
    axes.set_yticks(range(len(ordered)), ordered)
    axes.set_xlabel(f"F1, mean of {' and '.join(names)}")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    axes.grid(axis="x", alpha=0.3)
    _save(axes, path)
