"""Writes docs/explain/fusion-accuracy.md and its plot from benchmarks/fusion_tables.json.

Each fusion benchmark keeps its tables there. ``python -m benchmarks.fusion_page`` writes the
page again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfire.exercises.score.existence import Bin

__all__ = ["Table", "keep", "write_page"]

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "benchmarks" / "fusion_tables.json"
PAGE = ROOT / "docs" / "explain" / "fusion-accuracy.md"
PLOT = ROOT / "docs" / "explain" / "fusion-reliability.svg"

HEAD = """# Accuracy of fusion

How well detections are put together, and whether existence means what it says, measured on a
synthetic front with known truth. `make bench ONLY=fusion-pairs` (`-calibration`, `-channels`,
`-gospa`, `-speed`) measures again; this page is written from `benchmarks/fusion_tables.json`.

The front is a belt of 1,200 km by 60 km with seven sensors; 62 of 100 detections are false, and
only 44 of 100 events have two detections or more. *Hot spots* and *uniform* have normal errors;
*full* has classes of events, footprints, settlements, bearings without a range, one-sided and
interval times, and clouds. The solver is told the sensors' chances to detect and false alarms
unless a row says otherwise; the density of events it estimates from the detections.

**No real data is in these figures.** The generator follows the model, which is the best case;
rows called mis-specified break it.
"""
ORDER = ("pairs", "calibration", "channels", "gospa", "speed")
SIDE, MARGIN = 320.0, 48.0
INK = ("#1b6ca8", "#b8500c", "#3b7d3b", "#7a4a9e", "#555555")


@dataclass(frozen=True)
class Table:
    """A section of the page: its heading, a sentence, columns and rows of text."""

    title: str
    text: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def keep(
    name: str, tables: Sequence[Table], curves: Mapping[str, Sequence[Bin]] | None = None
) -> None:
    """Replace what a benchmark kept before, and write the page."""
    kept = json.loads(TABLES.read_text("utf-8")) if TABLES.exists() else {}
    kept[name] = {
        "tables": [asdict(table) for table in tables],
        "curves": {key: [asdict(one) for one in bins] for key, bins in (curves or {}).items()},
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True)
    TABLES.write_text(text + "\n", "utf-8")
    write_page()


def _section(table: Mapping[str, object]) -> list[str]:
    """A table as Markdown."""
    columns, rows = table["columns"], table["rows"]
    assert isinstance(columns, list)  # noqa: S101 - our own file
    assert isinstance(rows, list)  # noqa: S101 - our own file
    lines = ["", f"## {table['title']}", "", str(table["text"]), ""]
    lines += ["| " + " | ".join(columns) + " |", "|--" * len(columns) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def _plot(curves: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """The reliability plot: what was said across, what was true up."""
    size = SIDE + 2 * MARGIN

    def at(x: float, y: float) -> str:
        return f"{MARGIN + SIDE * x:.1f},{MARGIN + SIDE * (1.0 - y):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 190:.0f} {size:.0f}"',
        'font-family="sans-serif" font-size="12" role="img">',
        "<title>Existence as stated and as true</title>",
        f'<rect width="{size + 190:.0f}" height="{size:.0f}" fill="#ffffff"/>',
        f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999999" stroke-dasharray="4 3"/>',
        f'<polyline points="{at(0, 1)} {at(0, 0)} {at(1, 0)}" fill="none" stroke="#333333"/>',
    ]
    for tick in (0.0, 0.5, 1.0):
        x, y = at(tick, 0.0).split(",")
        parts.append(
            f'<text x="{x}" y="{float(y) + 16:.0f}" text-anchor="middle">{tick}</text>'
        )
        x, y = at(0.0, tick).split(",")
        parts.append(f'<text x="{float(x) - 6:.0f}" y="{y}" text-anchor="end">{tick}</text>')
    middle = MARGIN + SIDE / 2
    parts.append(f'<text x="{middle}" y="{size - 12}" text-anchor="middle">stated</text>')
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">true</text>'
    )
    for number, (name, bins) in enumerate(curves.items()):
        ink = INK[number % len(INK)]
        points = " ".join(at(one["stated"], one["true"]) for one in bins)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="2"/>'
        )
        for one in bins:
            x, y = at(one["stated"], one["true"]).split(",")
            parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>')
        y = str(MARGIN + 16 * number)
        parts.append(f'<text x="{MARGIN + SIDE + 14}" y="{y}" fill="{ink}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def write_page() -> None:
    """Write the page and its plot from what is kept."""
    kept = json.loads(TABLES.read_text("utf-8")) if TABLES.exists() else {}
    lines = [HEAD.rstrip()]
    for name in ORDER:
        part = kept.get(name, {"tables": [], "curves": {}})
        for table in part["tables"]:
            lines += _section(table)
        if part["curves"]:
            PLOT.write_text(_plot(part["curves"]), "utf-8")
            lines += ["", f"![Existence as stated and as true]({PLOT.name})"]
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_page()
