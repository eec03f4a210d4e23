"""Discovers the benchmarks, runs them, prints them and merges their results by id.

A benchmark is a module of this folder with ``run(scale: str) -> list[Figure]``. Scales are
``full`` (the goals) and ``quick`` (a tenth of the points, to see that it works; its results
are printed and not kept).
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.machine import machine
from benchmarks.page import write_page

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"


def benchmarks() -> list[str]:
    """The names of the modules that define ``run``, without importing any."""
    found = []
    for path in sorted(HERE.glob("*.py")):
        body = ast.parse(path.read_text("utf-8")).body
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in body):
            found.append(path.stem)
    return found


def number(value: float | None) -> str:
    """A figure with three significant digits."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def verdict(met: bool | None) -> str:  # noqa: FBT001 - the verdict is the argument
    """The word for a goal."""
    return "not judged" if met is None else ("met" if met else "NOT MET")


def table(figures: Sequence[Figure]) -> str:
    """The figures as plain text, one row each, columns as wide as their content."""
    rows = [("id", "figure", "unit", "peer", "peer's", "ratio", "goal", "")]
    rows += [
        (f.id, number(f.figure), f.unit, f.peer or "-", number(f.peer_figure),
         number(f.ratio), f.goal, verdict(f.met))
        for f in figures
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(8)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def merge(
    figures: Sequence[Figure], before: str, results: Path = RESULTS
) -> list[dict[str, object]]:
    """Replace the kept results that have these ids; returns all, in order of id."""
    kept = json.loads(results.read_text("utf-8")) if results.exists() else []
    by_id = {str(row["id"]): row for row in kept}
    stamp = {"machine": before, "date": datetime.now(UTC).date().isoformat()}
    by_id.update({figure.id: {**asdict(figure), **stamp} for figure in figures})
    merged = [by_id[key] for key in sorted(by_id)]
    results.write_text(json.dumps(merged, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return merged


def main() -> None:
    """Run what was asked for. Ends with 1 when a goal was judged and not met."""
    names = benchmarks()
    parser = argparse.ArgumentParser(description="Run the benchmarks of holdfire.")
    parser.add_argument(
        "--only",
        choices=names,
        type=lambda name: name.replace("-", "_"),
        help="one benchmark instead of all",
    )
    parser.add_argument("--scale", choices=("full", "quick"), default="full")
    chosen = parser.parse_args()
    before = machine()
    print(before)
    figures: list[Figure] = []
    for name in [chosen.only] if chosen.only else names:
        print(f"\n{name}", flush=True)
        found: list[Figure] = importlib.import_module(f"benchmarks.{name}").run(chosen.scale)
        print(table(found), flush=True)
        figures += found
    if chosen.scale == "full":
        write_page(merge(figures, before))
    if any(figure.met is False for figure in figures):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
