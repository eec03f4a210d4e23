"""``holdfire --help`` beside the smallest Click program: whole processes, in turn."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.figure import Figure, paired, seconds_of
from benchmarks.machine import versions

REPEATS = {"full": 31, "quick": 7}
GOAL = 1.5
BARE = """
import click
@click.group()
def main():
    "A bare program."
@main.command()
def run():
    "Does nothing."
main()
"""


def _seconds(command: list[str]) -> float:
    """Wall-clock seconds of a process that must end well."""
    return seconds_of(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)
    )


def run(scale: str) -> list[Figure]:
    """One start of each goes before, so that files are in the cache."""
    ours = [sys.executable, "-m", "holdfire", "--help"]
    bare = [sys.executable, "-c", BARE, "--help"]
    _seconds(ours), _seconds(bare)
    got = paired(lambda: _seconds(ours), lambda: _seconds(bare), REPEATS[scale])
    return [
        Figure(
            "start.help", "holdfire --help", got.ours_s * 1e3, "ms",
            f"at most {GOAL} x a bare Click program", got.ratio >= 1.0 / GOAL,
            "bare Click group", got.peer_s * 1e3, got.ratio,
            f"Whole processes, {REPEATS[scale]} pairs.", versions("click"),
        )
    ]  # fmt: skip
