from datetime import UTC, datetime

import shapely

from holdfire.base.instant import TimeBasis, TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import Coverage, coverage_from, coverage_table

SPAN = TimeSpan(
    datetime(2025, 3, 18, 0, 0, 0, 1, tzinfo=UTC),
    datetime(2025, 3, 19, tzinfo=UTC),
    TimeBasis.GPS,
    0.25,
)
AREA = shapely.to_wkb(shapely.box(1.0, 2.0, 3.0, 4.0))


def test_coverage_comes_back_exactly() -> None:
    one = Coverage(
        "b", "log", "cam", Modality.CAMERA, SPAN, AREA, (Phenomenon.FLASH, Phenomenon.UAV),
        0.1, 1.0 / 3.0, None, "declared", synthetic=True,
    )  # fmt: skip
    blind = Coverage(
        "a", "log", "cam", Modality.CAMERA, SPAN, AREA, (), None, None, "fog", "declared",
        synthetic=False,
    )  # fmt: skip
    table = coverage_table([one, blind])
    assert coverage_from(table) == (one, blind)
    assert shapely.from_wkb(table.column("geometry")[0].as_py()).area == 4.0
    assert coverage_from(coverage_table([])) == ()
