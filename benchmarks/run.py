"""``make bench [ONLY=name]``: run the benchmarks, print them, keep benchmarks/results.json."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
runpy.run_module("benchmarks.harness", run_name="__main__")
