import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents import model_for

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]
P = Phenomenon


def scattered(row: Row, size: int) -> list[dict[str, Any]]:
    chance = random.Random(5)
    return [
        row(
            f"{k:04}",
            north_km=chance.uniform(-100.0, 100.0),
            lon=37.8 + chance.uniform(-1.5, 1.5),
            hours=chance.uniform(0.0, 24.0 * 60.0),
            source="arrays",
        )
        for k in range(size)
    ]


def test_the_density_is_the_expected_number_in_the_volume(row: Row, table: Table) -> None:
    model = model_for(table(*scattered(row, 400)))
    background = dict(model.background)
    # 200 x 223 km, widened by half a cell of 25 km all round: about 56,000 km²; 60 days;
    # 400 rows of existence 0.5, of which 0.7 show as explosions. Cells at the rim are only
    # partly inside and some are empty, so the figure is right to a quarter.
    expected = 400 * 0.5 * 0.7 / (56_000 * 60 * 86_400)
    assert background[P.EXPLOSION] == pytest.approx(expected, rel=0.25)
    assert background[P.EXPLOSION] / background[P.STRIKE] == pytest.approx(0.7 / 0.15)
    inside = [d.per_km2_s for d in model.densities if d.kind is P.EXPLOSION]
    assert sum(inside) / len(inside) == pytest.approx(expected, rel=0.25)


def test_the_model_depends_on_the_set_of_detections_alone(row: Row, table: Table) -> None:
    rows = scattered(row, 60)
    assert model_for(table(*rows)) == model_for(table(*reversed(rows), *rows[:7]))
    assert model_for(table(*rows)).id != model_for(table(*rows[:-1])).id


def test_copies_do_not_make_a_place_look_busy(row: Row, table: Table) -> None:
    rows = scattered(row, 30)
    copies = [row(f"copy{k}", origin_group="0000") | _place(rows[0]) for k in range(50)]
    plain, copied = model_for(table(*rows)), model_for(table(*rows, *copies))
    assert copied.background == plain.background
    assert copied.densities == plain.densities


def _place(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("lon", "lat", "t_start", "t_end", "source")}


def test_two_rows_alone_do_not_make_their_coincidence_certain(row: Row, table: Table) -> None:
    model = model_for(table(row("a"), row("b")))
    least = 2 * 0.5 * 0.7 / (10_000 * 7 * 86_400)
    assert dict(model.background)[P.EXPLOSION] == pytest.approx(least)


def test_a_stray_date_does_not_stretch_the_period(row: Row, table: Table) -> None:
    rows = scattered(row, 200)
    stray = row("stray", hours=-24.0 * 365 * 20)
    plain, stretched = (dict(model_for(table(*t)).background) for t in (rows, [*rows, stray]))
    assert stretched[P.EXPLOSION] == pytest.approx(plain[P.EXPLOSION], rel=0.05)


def test_each_source_is_described(row: Row, table: Table) -> None:
    model = model_for(table(*scattered(row, 20), row("r", modality="report", source="paper")))
    described = {one.source: one for one in model.sources}
    assert described["arrays"].witnesses == 20
    assert described["arrays"].expected == pytest.approx(10.0)
    assert described["paper"].p_detect is None
    assert described["paper"].false_per_km2_s > 0.0


def test_an_empty_table_has_a_model_too(table: Table) -> None:
    assert model_for(table()).densities == ()


def test_the_typical_witness_is_the_middle_one(row: Row, table: Table) -> None:
    rows = [
        row(f"{at}", exists=exists, cov_ee_m2=ee, cov_nn_m2=4e6)
        for at, (exists, ee) in enumerate([(0.4, 1e6), (0.5, 4e6), (0.9, 9e6)])
    ]
    (typical,) = model_for(table(*rows)).typical
    assert typical.exists == pytest.approx(0.5)
    # The model adds 50 m to every place.
    assert typical.area_km2 == pytest.approx(4.0, rel=0.01)
    assert typical.variance_s2 > 0.0
