"""Reads a made FIRMS table batch by batch and detects; prints its own peak memory.

The text of the table (about 90 MB for 1 M rows), every detection made, and the interpreter
are in the peak: nothing is given back before the end.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np
import pyarrow as pa
from benchmarks.front import detections

from holdfire.base.identity import sha256_hex
from holdfire.detections.detection import detect
from holdfire.observations.firms.source import SOURCE
from holdfire.observations.record import ReadContext

HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,"
    "version,bright_ti5,frp,daynight"
)


def table(count: int, seed: int = 7) -> bytes:
    """A table of VIIRS rows at places of the synthetic front, over one year."""
    spots = detections(int(count * 1.01), seed)
    generator = np.random.default_rng(seed)
    days = np.datetime64("2023-01-01") + generator.integers(0, 365, count)
    minutes = generator.integers(0, 1_440, count)
    heat = generator.uniform(300.0, 367.0, count)
    lines = [HEADER]
    lines += [
        f"{lat:.5f},{lon:.5f},{kelvin:.1f},0.4,0.4,{day},{minute // 60:02d}{minute % 60:02d},"
        f"N,n,2.0NRT,{kelvin - 15:.1f},{kelvin / 90:.1f},{'D' if 360 < minute < 1080 else 'N'}"
        for lat, lon, kelvin, day, minute in zip(
            spots.lat[:count].tolist(), spots.lon[:count].tolist(), heat.tolist(),
            days.tolist(), minutes.tolist(), strict=True,
        )
    ]  # fmt: skip
    return ("\n".join(lines) + "\n").encode()


def main(count: int) -> None:
    """Print observations, detections, seconds and the peak in GB (10^9 bytes)."""
    raw = table(count)
    context = ReadContext(
        "front.csv", sha256_hex(raw), synthetic=True, affiliation_seal="bench"
    )
    start = time.perf_counter()
    seen, largest = 0, 0
    found: list[pa.Table] = []
    for batch in SOURCE.read(raw, context):
        seen += batch.observations.num_rows
        largest = max(largest, batch.observations.num_rows)
        found.append(detect(batch.observations))
    rows = pa.concat_tables(found).num_rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    answer = {
        "observations": seen,
        "detections": rows,
        "batch": largest,
        "seconds": time.perf_counter() - start,
        "peak_gb": peak,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
