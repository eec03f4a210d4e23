from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.detections.coverage import (
    Coverage,
    Size,
    SizeCurve,
    SizeStep,
    SizeUnit,
    p_detect_of,
    seen_until,
    watermarks,
)

START = datetime(2025, 3, 18, tzinfo=UTC)
DAY = TimeSpan(START, START + timedelta(days=1))
ONE = Coverage(
    "a", "log", "mic", Modality.ARRAY, DAY, b"", (Phenomenon.EXPLOSION, Phenomenon.FLASH),
    0.5, 0.7, None, "declared", synthetic=True,
)  # fmt: skip
CURVE = SizeCurve(SizeUnit.KG_TNT, (SizeStep(1.0, 0.1, 0.2), SizeStep(100.0, 0.8, 0.9)))


def kg(value: float) -> Size:
    return Size(value, SizeUnit.KG_TNT)


def test_the_stated_probability_holds_for_the_kinds_it_looks_for() -> None:
    assert p_detect_of(ONE, Phenomenon.EXPLOSION) == (0.5, 0.7)
    assert p_detect_of(ONE, Phenomenon.MINE) == (0.0, 0.0)
    assert p_detect_of(replace(ONE, reason_blind="fog"), Phenomenon.EXPLOSION) == (0.0, 0.0)
    assert p_detect_of(replace(ONE, p_detect_low=None), Phenomenon.EXPLOSION) is None


def test_a_kind_may_differ_from_the_others() -> None:
    apart = replace(ONE, p_by_phenomenon=((Phenomenon.FLASH, 0.1, 0.2),))
    assert p_detect_of(apart, Phenomenon.FLASH) == (0.1, 0.2)
    assert p_detect_of(apart, Phenomenon.EXPLOSION) == (0.5, 0.7)


def test_size_decides_where_it_is_known_in_the_unit_of_the_curve() -> None:
    sized = replace(ONE, by_size=CURVE)
    assert p_detect_of(sized, Phenomenon.EXPLOSION, kg(99.9)) == (0.1, 0.2)
    assert p_detect_of(sized, Phenomenon.EXPLOSION, kg(100.0)) == (0.8, 0.9)
    assert p_detect_of(sized, Phenomenon.EXPLOSION, kg(0.5)) is None
    assert p_detect_of(sized, Phenomenon.EXPLOSION, Size(122, SizeUnit.CALIBRE_MM)) == (
        0.5,
        0.7,
    )
    alone = replace(sized, p_detect_low=None, p_detect_high=None)
    # Of unknown size it may be too small to be seen at all.
    assert p_detect_of(alone, Phenomenon.EXPLOSION) == (0.0, 0.9)
    assert p_detect_of(alone, Phenomenon.EXPLOSION, Size(3, SizeUnit.COUNT)) is None


@given(st.floats(1.0, 1e6), st.floats(1.0, 1e6))
def test_with_a_rising_curve_larger_is_never_seen_less(a: float, b: float) -> None:
    sized = replace(ONE, by_size=CURVE)
    low, high = (p_detect_of(sized, Phenomenon.EXPLOSION, kg(v)) for v in sorted((a, b)))
    assert low is not None
    assert high is not None
    assert low[0] <= high[0]
    assert low[1] <= high[1]


def test_sight_ends_at_the_watermark() -> None:
    noon = START + timedelta(hours=12)
    assert seen_until(ONE) == DAY.end
    assert seen_until(replace(ONE, processed_until=noon)) == noon
    assert seen_until(replace(ONE, processed_until=DAY.end + timedelta(days=3))) == DAY.end


def test_the_watermark_of_a_source_is_its_furthest() -> None:
    late = replace(ONE, id="b", processed_until=START + timedelta(days=5))
    other = replace(ONE, id="c", source="aaa")
    assert list(watermarks([ONE, late, other]).items()) == [
        ("aaa", DAY.end),
        ("log", START + timedelta(days=5)),
    ]
