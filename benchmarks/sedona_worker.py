"""SedonaDB in its own environment: loads tables once, then times joins on request.

Started by benchmarks/peer.py. Reads one JSON object a line: ``load`` names parquet files
with points (x, y) and shapes (WKB); ``sql`` is run, and the answer says seconds and value.
"""

from __future__ import annotations

import json
import sys
import time

import sedona.db


def main() -> None:
    """Answer until the input ends."""
    database = sedona.db.connect()
    for line in sys.stdin:
        question = json.loads(line)
        answer: dict[str, float] = {}
        if "points" in question:
            database.read_parquet(question["points"]).to_view("raw_points", overwrite=True)
            made = database.sql("SELECT ST_Point(x, y) AS geometry FROM raw_points")
            made.to_memtable().to_view("points", overwrite=True)
        if "shapes" in question:
            database.read_parquet(question["shapes"]).to_view("raw_shapes", overwrite=True)
            made = database.sql("SELECT ST_GeomFromWKB(wkb) AS geometry FROM raw_shapes")
            made.to_memtable().to_view("shapes", overwrite=True)
        if "sql" in question:
            start = time.perf_counter()
            table = database.sql(question["sql"]).to_arrow_table()
            answer["seconds"] = time.perf_counter() - start
            answer["value"] = float(table.column(0)[0].as_py())
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
