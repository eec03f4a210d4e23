"""The nursery of writers as seen from a test or a benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["Writers"]

PROGRAM = Path(__file__).with_name("nursery.py")


class Writers:
    """One running nursery; ``run`` starts writers and waits for all of them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *jobs: dict[str, Any]) -> list[tuple[int, list[str]]]:
        """The exit code of each writer (-9 when killed) and what it acknowledged."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(jobs) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the nursery has ended"
        return [(int(one["code"]), list(one["said"])) for one in json.loads(line)]

    def close(self) -> None:
        """End it."""
        self._process.communicate()
