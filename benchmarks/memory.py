"""Peak memory of turning 1 M observations of a thermal sensor into detections."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.figure import Figure
from benchmarks.machine import versions

GOAL_GB = 1.0
ROWS = {"full": 1_000_000, "quick": 100_000}


def run(scale: str) -> list[Figure]:
    """A process of its own, so that its peak is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory_worker", str(ROWS[scale])],
        check=True, capture_output=True, text=True, timeout=1_800,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            "memory.detections", "Peak memory, observations to detections",
            found["peak_gb"], "GB",
            f"below {GOAL_GB} GB for 1 M detections", found["peak_gb"] < GOAL_GB,
            settings=f"{found['observations']:,} observations in, {found['detections']:,}"
            f" detections out, {found['seconds']:.0f} s, batches of {found['batch']:,} rows.",
            versions=versions("pyarrow"),
        )
    ]  # fmt: skip
