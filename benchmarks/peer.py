"""A peer that lives in an environment of its own, so that holdfire never depends on it.

The environment is a folder under the system's folder for temporary files, or the one that
HOLDFIRE_BENCH_PEERS names. It is made at the first use, if a package index can be reached;
where it cannot, the peer is reported as not installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["Peer", "start_sedona"]

HERE = Path(__file__).resolve().parent


def _environment() -> Path:
    """Where the peers' environments are."""
    given = os.environ.get("HOLDFIRE_BENCH_PEERS")
    return Path(given) if given else Path(tempfile.gettempdir()) / "holdfire-peers"


class Peer:
    """A running peer: one line of JSON goes in, one comes out."""

    def __init__(self, python: Path, script: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **question: object) -> dict[str, float]:
        """Send a question and wait for the answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the peer has no pipes")
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        answer: dict[str, float] = json.loads(stdout.readline())
        return answer

    def close(self) -> None:
        """End the peer."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=30)


def start_sedona() -> tuple[Peer | None, dict[str, str]]:
    """A running SedonaDB and its version, or ``None`` where it cannot be installed."""
    folder = _environment() / "sedona"
    python = folder / "bin" / "python"
    probe = [str(python), "-c", "import importlib.metadata as m; print(m.version('sedonadb'))"]
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
        if made.returncode == 0:
            install = [str(python), "-m", "pip", "install", "--quiet", "apache-sedona[db]"]
            subprocess.run(install, check=False)
    if not python.exists():
        return None, {"sedonadb": "not installed"}
    found = subprocess.run(probe, check=False, capture_output=True, text=True)
    if found.returncode != 0:
        return None, {"sedonadb": "not installed"}
    return Peer(python, HERE / "sedona_worker.py"), {"sedonadb": found.stdout.strip()}
