"""One monitor in a process of its own: reads a rule and a log, says how long and how much.

``python accord_worker.py RULE LOG LINES LATENESS``: the text of the rule, the file of the
log, how many lines it has, how late facts may come (0: in order). Prints one line of JSON:
wall-clock seconds in all, and the processor's seconds for each half of the log, which a busy
machine disturbs less.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from holdfire.agreement.accord.points import PointEngine
from holdfire.agreement.accord.syntax.log import read_log
from holdfire.agreement.accord.syntax.mfotl_text import read_mfotl


def main(rule: str, log: str, lines: int, lateness: int) -> None:
    """Monitor and print: reading and parsing the text of the log is part of the time."""
    engine = PointEngine(read_mfotl(rule), lateness=lateness)
    rows = changes = 0
    start, begun = time.perf_counter(), time.process_time()
    half = begun
    with Path(log).open(encoding="utf-8") as text:
        for point in read_log(text, unordered=lateness != 0):
            engine.add(point.stamp, point.facts, point.line)
            for _, found in engine.take():
                rows += len(found)
            changes += len(engine.changes())
            if point.line == lines // 2:
                half = time.process_time()
    engine.finish()
    rows += sum(len(found) for _, found in engine.take())
    end, ended = time.perf_counter(), time.process_time()
    print(
        json.dumps(
            {
                "seconds": end - start,
                "first": half - begun,
                "second": ended - half,
                "rows": rows,
                "changes": changes,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
