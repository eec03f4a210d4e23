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

BLOCK = 50_000
HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,"
    "version,bright_ti5,frp,daynight"
)


def table(count: int, seed: int = 7) -> bytes:
    """A table of VIIRS rows at places of the synthetic front, over one year.

    Made block by block, so that making it does not set the peak.
    """
    spots = detections(int(count * 1.01), seed)
    generator = np.random.default_rng(seed)
    raw = bytearray(HEADER.encode() + b"\n")
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        days = np.datetime64("2023-01-01") + generator.integers(0, 365, size)
        minutes = generator.integers(0, 1_440, size)
        heat = generator.uniform(300.0, 367.0, size)
        here = slice(start, start + size)
        for lat, lon, kelvin, day, minute in zip(
            spots.lat[here], spots.lon[here], heat, days, minutes, strict=True
        ):
            raw += (
                f"{lat:.5f},{lon:.5f},{kelvin:.1f},0.4,0.4,{day},{minute // 60:02d}"
                f"{minute % 60:02d},N,n,2.0NRT,{kelvin - 15:.1f},{kelvin / 90:.1f},"
                f"{'D' if 360 < minute < 1080 else 'N'}\n"
            ).encode()
    return bytes(raw)


def main(count: int) -> None:
    """Print observations, detections, seconds and the peak in GB (10^9 bytes)."""
    raw = table(count)
    context = ReadContext(
        "front.csv", sha256_hex(raw), synthetic=True, affiliation_seal="bench"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
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
        "before_gb": before,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
