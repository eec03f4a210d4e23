"""The door of the room costs nothing to pass."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "scipy", "shapely", "pyproj", "pyarrow", "zoneinfo", "uuid")


def test_passing_the_door_loads_nothing_heavy() -> None:
    script = f"import sys, holdfire.base; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
