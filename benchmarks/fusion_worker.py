"""Fuses a front in a process of its own: prints CPU seconds and peak memory."""

from __future__ import annotations

import json
import resource
import sys
import time

from benchmarks.fusion_fronts import TAU, table_of, warm_up

from holdfire.exercises.front.drawing import FrontPlan
from holdfire.incidents.fusing import fuse


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def main(count: int, variant: str) -> None:
    """Draw, forget the truth, fuse."""
    warm_up()
    table = table_of(FrontPlan(count), variant)[1]
    before = _peak_gb()
    start = time.process_time()
    found = fuse(table, TAU)
    spent = time.process_time() - start
    answer = {
        "detections": len(table),
        "cells": len(found.first),
        "cpu_s": spent,
        "peak_gb": _peak_gb(),
        "before_gb": before,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
