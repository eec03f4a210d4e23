from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from holdfire.incidents.evidence import ASSUMED_PLACE, Evidence, distinct, evidence_of
from holdfire.incidents.model import Kernel

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
BARE = {"cov_ee_m2": None, "cov_en_m2": None, "cov_nn_m2": None}


@pytest.fixture
def read(table: Table) -> Callable[..., Evidence]:
    return lambda item: next(iter(evidence_of(distinct(table(item)), Kernel())))


def test_each_detection_stands_once_in_order_of_id(row: Row, table: Table) -> None:
    found = distinct(table(row("c"), row("a"), row("b"), row("a")))
    assert found.column("id").to_pylist() == ["a.0", "b.0", "c.0"]
    assert distinct(table()).num_rows == 0


def test_a_place_without_accuracy_gets_the_assumed_one_and_a_flag(
    row: Row, read: Callable[..., Evidence]
) -> None:
    report = read(row("a", modality="report", **BARE))
    assert report.spot == (37.8, 48.0, 25e6, 0.0, 25e6)
    assert ASSUMED_PLACE in report.flags
    stated = read(row("a"))
    assert stated.spot == pytest.approx((37.8, 48.0, 1e6 + 2500.0, 0.0, 1e6 + 2500.0))
    assert ASSUMED_PLACE not in stated.flags


def test_an_admin_unit_of_unknown_size_is_coarse_and_nowhere_is_no_place(
    row: Row, read: Callable[..., Evidence]
) -> None:
    unit = read(row("a", place_kind="admin", admin_code="x", **BARE))
    assert unit.spot is not None
    assert unit.spot[2] == 10_000.0**2
    nowhere = read(row("a", place_kind="none", lon=None, lat=None, **BARE))
    assert nowhere.spot is None


def test_a_fire_seen_from_orbit_began_before_the_pass(
    row: Row, read: Callable[..., Evidence]
) -> None:
    fire = read(row("a", modality="thermal", phenomenon="thermal", lasts=1 / 60))
    assert fire.time is not None
    assert fire.start - fire.time.low == 21_600.0
    assert 0.0 < fire.time.high - fire.end < 120.0


def test_what_is_dated_by_its_receipt_happened_before(
    row: Row, read: Callable[..., Evidence]
) -> None:
    report = read(row("a", modality="report", time_basis="receipt", sigma_s=None))
    assert report.time is not None
    assert report.start - report.time.low == 86_400.0


@pytest.mark.parametrize(
    ("given", "width_s", "sigma_s"),
    [
        ({"lasts": 24.0}, 86_400.0, 0.0),
        ({"sigma_s": 60.0}, 0.0, 60.0),
        ({"sigma_s": None}, 0.0, 60.0),
        ({"sigma_s": None, "modality": "report"}, 0.0, 3600.0),
    ],
)
def test_long_intervals_are_windows_and_instants_are_normal(
    row: Row,
    read: Callable[..., Evidence],
    given: dict[str, Any],
    width_s: float,
    sigma_s: float,
) -> None:
    found = read(row("a", **given)).time
    assert found is not None
    assert found.high - found.low == width_s
    assert found.variance == sigma_s**2


def test_existence_is_never_quite_certain_and_unknown_is_anything(
    row: Row, read: Callable[..., Evidence]
) -> None:
    sure = read(row("a", exists=1.0, exists_high=1.0))
    assert sure.exists[1] < 1.0
    unknown = read(row("a", exists=None, exists_low=None, exists_high=None))
    assert unknown.exists == (0.0, 0.5, 1.0 - 1e-9)


def test_undated_evidence_has_no_time_and_denials_are_known(
    row: Row, read: Callable[..., Evidence]
) -> None:
    assert read(row("a", t_start=None)).time is None
    assert read(row("a", flags="denial uncalibrated")).denial
