from datetime import UTC, datetime

import shapely

from holdfire.base.instant import TimeBasis, TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections import Coverage, coverage_from, coverage_table
from holdfire.detections.coverage import SizeCurve, SizeStep, SizeUnit

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


def test_sizes_kinds_and_watermarks_come_back_and_older_tables_are_read() -> None:
    curve = SizeCurve(
        SizeUnit.CALIBRE_MM, (SizeStep(82.0, 0.1, 0.2), SizeStep(152.0, 0.5, 1.0))
    )
    one = Coverage(
        "a", "log", "mic", Modality.ARRAY, SPAN, AREA, (Phenomenon.FLASH,), 0.1, 0.3, None,
        "declared", synthetic=True, p_by_phenomenon=((Phenomenon.FLASH, 0.2, 0.25),),
        by_size=curve, processed_until=SPAN.end,
    )  # fmt: skip
    table = coverage_table([one])
    assert coverage_from(table) == (one,)
    older = table.drop_columns(["p_by_phenomenon", "size_unit", "p_by_size", "processed_until"])
    (read,) = coverage_from(older)
    assert (read.p_by_phenomenon, read.by_size, read.processed_until) == ((), None, None)
    assert (read.id, read.p_detect_low, read.area_wkb) == (one.id, 0.1, AREA)
