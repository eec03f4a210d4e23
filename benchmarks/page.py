"""Writes docs/explain/figures.md from benchmarks/results.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "explain" / "figures.md"

HEAD = """# Figures

How fast and how large, measured, beside the best other tool we could run. `make bench` makes
these numbers again; this page is written from `benchmarks/results.json`.

Ratios are taken between numbers of one run on one machine, the two sides in turn, as the
median of the pairs; above 1 means that holdfire does better. A peer that was not installed
is named as such and has no number. A goal that could not be judged is not counted as met.
"""

Row = Mapping[str, object]


def number(value: object) -> str:
    """A figure with three significant digits."""
    if not isinstance(value, int | float):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def verdict(met: object) -> str:
    """The word for a goal."""
    return "not judged" if met is None else ("met" if met else "**not met**")


def page(rows: Sequence[Row]) -> str:
    """The page as Markdown."""
    lines = [
        HEAD,
        "| What | holdfire | Peer | Peer's | Ratio | Goal | |",
        "|--|--|--|--|--|--|--|",
    ]
    for row in rows:
        cells = (
            f"{row['title']} (`{row['id']}`)",
            f"{number(row['figure'])} {row['unit']}",
            str(row["peer"]) or "–",
            number(row["peer_figure"]),
            number(row["ratio"]),
            str(row["goal"]),
            verdict(row["met"]),
        )
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "## How each was measured", ""]
    for row in rows:
        versions = row["versions"]
        assert isinstance(versions, Mapping)  # noqa: S101 - our own file
        used = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
        lines.append(
            f"- `{row['id']}`: {row['settings']} {used}. {row['machine']}; {row['date']}."
        )
    return "\n".join(lines) + "\n"


def write_page(rows: Sequence[Row]) -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(rows), "utf-8")


if __name__ == "__main__":
    write_page(json.loads(RESULTS.read_text("utf-8")))
