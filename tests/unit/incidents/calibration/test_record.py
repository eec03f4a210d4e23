"""The record of a calibration: the same again, and refused where it was touched."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.errors import BadInput
from holdfire.incidents.calibration.parameters import ChannelFit, Fit, Interval, PairFit
from holdfire.incidents.calibration.record import Measurement, read_record, record_of

ONE = Interval(0.5, 0.4, 0.6)
FIT = Fit(
    (
        ChannelFit("array", 10, 3, ONE, ONE, ONE, None, ((0.0, None, 1.0),), ("detects",)),
        ChannelFit("report", 2, 0, None, None, None, None),
    ),
    (PairFit("array", "report", ONE, together=False),),
    ONE, np.log([1e-9, 2e-9]), 3, True,
)  # fmt: skip
RECORD = record_of(
    FIT,
    [(0, 0), (-1, 2)],
    Measurement("holdfire", "ab", "2026-01-01", True),
    (37.0, 48.0),
    25.0,
)


def test_what_is_written_is_read() -> None:
    again = read_record(RECORD.text(), "x")
    assert again == RECORD
    assert again.id == RECORD.id


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "[]", "id: 1", RECORD.text().replace("0.4", "0.3"),
     RECORD.text().replace("synthetic: true", "synthetic: false"),
     RECORD.text().replace("version: 1", "version: 2")],
)  # fmt: skip
def test_touched_or_torn(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_record(text, "x.yaml")
    assert "HF-5030" in str(caught.value) or caught.value.code.value[0] == "HF-5030"
