from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from holdfire.base.errors import BadInput
from holdfire.incidents import associate, incident_table, incidents_from, model_for
from holdfire.incidents.incident_table import INCIDENT_SCHEMA

Row = Callable[..., dict[str, Any]]
Table = Callable[..., pa.Table]


@pytest.fixture
def made(row: Row, table: Table) -> pa.Table:
    rows = table(
        row("a", attributes='{"calibre_mm":[122,152.5],"name":["Град"],"x":[true]}'),
        row("b", count_low=1, count_high=9, admin_code="UA14"),
        row("c", north_km=50.0, place_kind="none", lon=None, lat=None),
        row("d", north_km=3.0, hours=5.0, modality="report", lasts=24.0),
        row("e", flags="denial"),
    )
    return incident_table(associate(rows, model=model_for(rows)))


def test_incidents_come_back_exactly(made: pa.Table, tmp_path: Any) -> None:
    pq.write_table(made, tmp_path / "x.parquet")
    for table in (made, pq.read_table(tmp_path / "x.parquet")):
        back = incidents_from(table)
        assert incident_table(back).equals(made)
        assert [one.id for one in back] == made.column("id").to_pylist()
    first = next(one for one in incidents_from(made) if "a.0" in one.detections)
    assert first.attributes["name"] == ("Град",)
    assert first.contrary == ("e.0",)


def test_geometry_is_a_point_inside_its_ellipse(made: pa.Table) -> None:
    drawn = 0
    for row in made.to_pylist():
        if row["geometry"] is None:
            assert row["ellipse"] is None
            assert row["lon"] is None
            continue
        point, ellipse = shapely.from_wkb(row["geometry"]), shapely.from_wkb(row["ellipse"])
        assert ellipse.is_valid
        assert ellipse.contains(point)
        assert (point.x, point.y) == (row["lon"], row["lat"])
        drawn += 1
    assert drawn


def test_a_table_without_a_column_is_refused(made: pa.Table) -> None:
    with pytest.raises(BadInput, match="HF-5001"):
        incidents_from(made.drop_columns(["links"]))


def test_no_incidents_make_an_empty_table() -> None:
    assert incident_table([]).equals(INCIDENT_SCHEMA.empty_table())
