from collections.abc import Callable
from typing import Any

import pyarrow as pa

from holdfire.incidents import associate, model_for

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]


def test_a_denial_at_the_place_and_time_stands_against_the_incident(
    row: Row, table: Table
) -> None:
    none = {"flags": "denial", "exists": 0.0, "count_low": 0, "count_high": 0}
    rows = table(
        row("a"),
        row("near", **none),
        row("far", north_km=60.0, **none),
        row("later", hours=5.0, **none),
        row("other", phenomenon="crossing", **none),
    )
    (incident,) = associate(rows, model=model_for(rows))
    assert incident.contrary == ("near.0",)
    assert incident.detections == ("a.0",)
    assert incident.existence.value == 0.5, "who did not see it may not have looked"
