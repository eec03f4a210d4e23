"""``holdfire --help`` beside the smallest Click program: whole processes, in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

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


def _seconds(command: list[str], compiled: str) -> float:
    """Wall-clock seconds of a process that must end well.

    Both sides keep their compiled files in a folder of the run, as an installation does;
    an environment that forbids writing them would measure the compiler. No time limit:
    waiting with one asks in steps of up to 50 ms.
    """
    setting = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    setting["PYTHONPYCACHEPREFIX"] = compiled
    return seconds_of(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=setting)
    )


def run(scale: str) -> list[Figure]:
    """One start of each goes before, so that files are in the cache."""
    ours = [sys.executable, "-m", "holdfire", "--help"]
    bare = [sys.executable, "-c", BARE, "--help"]
    with tempfile.TemporaryDirectory() as folder:
        _seconds(ours, folder), _seconds(bare, folder)
        got = paired(
            lambda: _seconds(ours, folder), lambda: _seconds(bare, folder), REPEATS[scale]
        )
    return [
        Figure(
            "start.help", "holdfire --help", got.ours_s * 1e3, "ms",
            f"at most {GOAL} x a bare Click program", got.ratio >= 1.0 / GOAL,
            "bare Click group", got.peer_s * 1e3, got.ratio,
            f"Whole processes, {REPEATS[scale]} pairs.", versions("click"),
        )
    ]  # fmt: skip
