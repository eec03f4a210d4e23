from __future__ import annotations

from holdfire.observations.record import Quarantined
from holdfire.service.segment import quarantine_table


def test_quarantined_rows_keep_every_field() -> None:
    row = Quarantined(
        "firms", "0" * 64, "f.csv", 7, "latitude", "NaN", "HF-4001", "mend", "x,y"
    )
    assert quarantine_table([row]).to_pylist() == [
        {name: getattr(row, name) for name in Quarantined.__slots__}
    ]
