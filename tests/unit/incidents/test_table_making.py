from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from holdfire.base.phenomenon import FORCE
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.table_making import table_of
from holdfire.incidents.witness import Witness
from holdfire.incidents.witness_table import WitnessTable

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
MODEL = AssociationModel(37.8, 48.0, 1e-9, (), ())


def made(found: list[Witness]) -> WitnessTable:
    return table_of(found, MODEL, [{}] * len(found))


def test_a_row_says_what_its_witness_says(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(
        row("a"),
        row("b", modality="report", phenomenon="strike", lasts=24.0, synthetic=True),
        row("c", place_kind="none", lon=None, lat=None),
    )
    table = made(found)
    assert table.row.tolist() == [0, 1, 2]
    assert table.place[:2].tolist() == [[37.8, 48.0]] * 2
    assert table.place[2].tolist() == [0.0, 0.0]
    assert table.spread[0] == pytest.approx([1.0025, 0.0, 1.0025])
    assert table.scale[0] == pytest.approx([74.6, 111.2], abs=0.1)
    assert table.time[0, 1] == 3600.0
    assert table.time[1, 3] - table.time[1, 2] == 86_400.0
    assert table.exists.tolist() == [[0.3, 0.5, 0.8]] * 3
    assert [CLASSES[kind].value for kind in table.kind] == ["explosion", "strike", "explosion"]
    assert table.lane.tolist() == [0, 1, 0]
    assert (table.statement >= 0).tolist() == [False, True, False]
    assert np.exp(table.shares).sum(axis=1) == pytest.approx(1.0)


def test_a_fire_begins_before_its_pass_in_one_of_two_ways(
    row: Row, witnesses: Witnesses
) -> None:
    fire = row("a", modality="thermal", phenomenon="thermal", sigma_km=0.2)
    table = made(witnesses(fire, row("b")))
    assert table.second.tolist() == [0, -1]
    assert table.further[0, :2].tolist() == [0.5, 0.5]
    assert table.further[0, 6] == pytest.approx(1.0 / 5_400.0)
    assert table.time[0, 3] - table.time[0, 2] >= 21_600.0


def test_existence_is_about_force_where_a_member_shows_it(
    row: Row, witnesses: Witnesses
) -> None:
    table = made(witnesses(row("a")))
    force = [kind in FORCE for kind in CLASSES]
    for at, kind in enumerate(CLASSES):
        assert table.leads[at].tolist() == (force if kind in FORCE else [True] * len(CLASSES))


def test_only_common_origins_scans_and_lists_are_common_marks(
    row: Row, witnesses: Witnesses
) -> None:
    found = witnesses(
        row("a", source="x", scan="1"), row("b", source="x", scan="1", north_km=30.0),
        row("c", source="y", scan="1", north_km=60.0),
    )  # fmt: skip
    table = made(found)
    marks = [
        set(table.keys[a:b].tolist())
        for a, b in zip(table.key_start, table.key_start[1:], strict=False)
    ]
    assert marks[0] & marks[1]
    assert not marks[0] & marks[2]


def test_an_area_is_a_shape_about_its_mean(row: Row, witnesses: Witnesses) -> None:
    bare = {"cov_ee_m2": None, "cov_en_m2": None, "cov_nn_m2": None}
    pixel = row(
        "a", modality="thermal", place_kind="area", half_e_m=200.0, half_n_m=300.0, **bare
    )
    table = made(witnesses(pixel, row("b")))
    assert (table.shape >= 0).tolist() == [True, False]
    assert table.spread[0, 0] < table.spread[0, 2] < 0.1


def test_no_witnesses_no_rows() -> None:
    assert len(made([])) == 0
