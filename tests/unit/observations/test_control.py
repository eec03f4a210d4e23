from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from holdfire.observations.control.read import probe, read
from holdfire.observations.record import Batch, ReadContext

CONTEXT = ReadContext("m.geojson", "0" * 64, synthetic=False, affiliation_seal="s")
SQUARE = [[[37.0, 48.0], [37.1, 48.0], [37.1, 48.1], [37.0, 48.1], [37.0, 48.0]]]


def collection(*features: Any, name: str = "deepstatemap_data_20250318") -> bytes:
    whole = {"type": "FeatureCollection", "name": name, "features": list(features)}
    return json.dumps(whole).encode()


def feature(
    coordinates: Any = SQUARE, kind: str = "Polygon", **properties: Any
) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def one(raw: bytes) -> Batch:
    (batch,) = read(raw, CONTEXT)
    return batch


def test_a_map_of_one_day_is_one_area_of_that_day() -> None:
    table = one(collection(feature())).observations
    assert table["phenomenon"].to_pylist() == ["area_held"]
    assert table["time_basis"].to_pylist() == ["date_only"]
    assert table["t_start"][0].as_py().isoformat() == "2025-03-18T00:00:00+00:00"
    assert table["area_wkb"][0].as_py()


def test_whose_map_it_is_goes_to_the_seal() -> None:
    batch = one(collection(feature(held="someone")))
    (sealed,) = batch.sealed
    assert sealed.payload["properties"] == {"held": "someone"}
    assert "someone" not in str(batch.observations.to_pylist())


def test_a_property_date_beats_the_name() -> None:
    table = one(collection(feature(date="2025-04-02"))).observations
    assert table["t_start"][0].as_py().date().isoformat() == "2025-04-02"


def test_a_self_crossing_area_is_kept_with_a_flag() -> None:
    bow = [[[37, 48], [38, 49], [38, 48], [37, 49.5], [37, 48]]]
    assert (
        "place.self_crossing" in one(collection(feature(bow))).observations["flags"][0].as_py()
    )


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (feature([[[37, 48], [37, 48], [37, 48], [37, 48]]]), "geometry"),
        (feature([[37, 48]], "Point"), "geometry"),
        (feature([[["x", 48], [1, 2], [3, 4], ["x", 48]]]), "geometry"),
        (feature([[[37, 148], [38, 148], [38, 149], [37, 148]]]), "geometry"),
        ({"type": "Thing"}, "type"),
        (7, "type"),
        (feature(date="2025-02-30"), "date"),
        (feature(date="0001-01-01"), "date"),
    ],
)
def test_a_feature_that_cannot_be_is_quarantined(item: Any, field: str) -> None:
    batch = one(collection(item))
    assert batch.observations.num_rows == 0
    assert [q.field for q in batch.quarantined] == [field]


def test_a_map_without_a_date_is_quarantined() -> None:
    assert one(collection(feature(), name="map")).quarantined[0].field == "name"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"features": 3}', b'{"features":[NaN]}', b"\xff"]
)
def test_a_file_that_is_no_collection_is_one_quarantined_row(raw: bytes) -> None:
    batch = one(raw)
    assert batch.rows_in == len(batch.quarantined) == 1


def test_only_maps_of_polygons_are_recognised() -> None:
    assert probe(collection(feature())) > 0.5
    assert probe(b"<xml/>") == 0.0


def test_the_real_maps_give_one_area_a_day(shared_data: Path) -> None:
    paths = sorted((shared_data / "control_polygons").glob("*.geojson.gz"))
    days: set[str] = set()
    for path in paths:
        table = one(gzip.decompress(path.read_bytes())).observations
        days |= {str(value)[:10] for value in table["t_start"].to_pylist()}
    assert len(days) == len(paths)
    assert not {"2025-03-31", "2025-04-01"} & days  # missing in the source, never filled in
