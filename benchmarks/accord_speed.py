"""The engine over event logs: events a second, in order and late, flat, and bounded."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.accord_rules import BOUNDED, QUOTED, RULES
from benchmarks.event_logs import LOGS, delayed, stamped
from benchmarks.figure import Figure
from benchmarks.machine import versions

ORDERED, LATE, FLAT, SPAN, GROWTH = 50_000, 10_000, 1.2, 1.2, 1.5
JUDGED = ("F1", "F2", "HW-1")
WORKER = Path(__file__).resolve().parent / "accord_worker.py"
MOST_LATE = 1000  # lines


def _measured(rule: str, lines: list[str], lateness: int) -> dict[str, Any]:
    """One run of the worker over the lines."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.log"
        log.write_text("".join(lines), "utf-8")
        command = [sys.executable, str(WORKER), rule, str(log), str(len(lines)), str(lateness)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _speed(name: str, count: int, *, late: bool) -> list[Figure]:
    """Events a second of one rule, and how the second half compares with the first."""
    log, rule = RULES[name]
    lines = stamped(LOGS[log](count, 1))
    step = 20 if log == "heavy" else 1
    if late:
        lines = delayed(lines, 2, most=MOST_LATE)
    got = _measured(rule, lines, (MOST_LATE + 100) * step if late else 0)
    rate, goal = count / got["seconds"], LATE if late else ORDERED
    said = f"{count:,} events, {'20 % of them late, ' if late else ''}{got['rows']:,} rows"
    if late:
        said += f", {got['changes']:,} changed verdicts"
    mode = "late" if late else "ordered"
    print(f"  {name} {mode} {count:,}: {rule}", flush=True)
    judged = name in JUDGED
    flat = got["second"] / got["first"]
    base = f"accord.{name}.{mode}.{count}"
    return [
        Figure(
            base, f"{name} {mode}", rate, "events/s",
            f"at least {goal:,}" if judged else "shown", rate >= goal if judged else None,
            peer="" if late else _quoted(name),
            settings=f"{rule}; {said}; peak {got['peak_mb']:.0f} MB.",
            versions=versions("holdfire"),
        ),
        Figure(
            f"{base}.flat", f"{name} {mode}: second half / first", flat, "x",
            f"at most {FLAT}" if judged else "shown", flat <= FLAT if judged else None,
            settings=f"{said}; includes starting and the last settling.",
        ),
    ]  # fmt: skip


def _quoted(name: str) -> str:
    """What others are said to need for the rule; they are not run here."""
    said = [f"{tool}: {what} ({how})" for rule, tool, what, how in QUOTED if rule == name]
    return "quoted, not run here: " + "; ".join(said)


def _memory(name: str, small: int, large: int) -> Figure:
    """Peak memory of the longer log over that of the shorter."""
    log, rule = RULES[name]
    peaks = [
        _measured(rule, stamped(LOGS[log](count, 1)), 0)["peak_mb"] for count in (small, large)
    ]
    ratio = peaks[1] / peaks[0]
    return Figure(
        f"accord.{name}.memory", f"{name}: peak memory of {large:,} events / {small:,}",
        ratio, "x", f"at most {GROWTH}", ratio <= GROWTH,
        settings=f"{rule}; {peaks[0]:.0f} MB and {peaks[1]:.0f} MB, Python included.",
    )  # fmt: skip


def _spans(count: int) -> list[Figure]:
    """The same rule with its bound 1, 10 and 100 times as long."""
    lines = stamped(LOGS["heavy"](count, 1))
    seconds = []
    for hours in (2, 20, 200):
        rule = BOUNDED.format(bound=f"{hours}h")
        runs = [_measured(rule, lines, 0)["seconds"] for _ in range(3)]
        seconds.append(sorted(runs)[1])
        print(f"  bound {hours} h: {rule}: {seconds[-1]:.2f} s", flush=True)
    return [
        Figure(
            f"accord.bound.x{times}", f"bound x{times}", seconds[index] / seconds[0], "x",
            f"at most {SPAN}", seconds[index] / seconds[0] <= SPAN,
            settings=f"{BOUNDED}; 2 h, 20 h, 200 h; {count:,} events; median of 3.",
        )
        for index, times in ((1, 10), (2, 100))
    ]  # fmt: skip


def run(scale: str) -> list[Figure]:
    """All rules in order and late; then bounds and memory; then what others are said to do."""
    small, large = (100_000, 1_000_000) if scale == "full" else (10_000, 50_000)
    figures: list[Figure] = []
    for name in RULES:
        for count in (small, large) if name in JUDGED else (small,):
            figures += _speed(name, count, late=False)
            figures += _speed(name, count, late=True)
    figures += _spans(small)
    figures += [_memory(name, small, large) for name in JUDGED]
    print("  quoted, not run here:")
    for name, tool, said, how in QUOTED:
        print(f"    {name:<5} {tool:<17} {said} ({how})")
    return figures
