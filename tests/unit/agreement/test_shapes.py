from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import shapely

from holdfire.agreement.geometry import ShapeKind
from holdfire.agreement.shapes import read_shapes
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import sha256_hex

SQUARE = [[[37.0, 48.0], [38.0, 48.0], [38.0, 49.0], [37.0, 49.0], [37.0, 48.0]]]
NEXT = [[[38.0, 48.0], [39.0, 48.0], [39.0, 49.0], [38.0, 49.0], [38.0, 48.0]]]
LINE = [[37.0, 48.0], [38.0, 48.5]]


def feature(kind: str, coordinates: object, /, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def raw(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def refusal(content: bytes, name: str = "x") -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_shapes(name, content)
    return caught.value


def test_a_feature_becomes_a_shape_with_its_dates_source_and_sides() -> None:
    content = raw(
        feature(
            "LineString",
            LINE,
            name="front",
            kind="line",
            valid_from="2031-03-01",
            valid_to="2031-04-01T12:00+03:00",
            source="a map",
            sides={"right": "Y", "left": "X"},
        )
    )
    (shape,) = read_shapes("file", content)
    assert shape.name == "front"
    assert shape.kind is ShapeKind.LINE
    assert shape.valid_from == datetime(2031, 3, 1, tzinfo=UTC)
    assert shape.valid_to == datetime(2031, 4, 1, 9, 0, tzinfo=UTC)
    assert shape.source == "a map"
    assert shape.sha256 == sha256_hex(content)
    assert shape.sides == {"left": "X", "right": "Y"}
    assert shapely.from_wkb(shape.wkb).equals(shapely.LineString(LINE))


def test_a_feature_without_a_name_takes_the_given_one() -> None:
    (shape,) = read_shapes("town", raw(feature("Polygon", SQUARE)))
    assert (shape.name, shape.kind) == ("town", ShapeKind.ZONE)
    bare = json.dumps({"type": "Point", "coordinates": [37.0, 48.0]}).encode()
    (site,) = read_shapes("depot", bare)
    assert (site.name, site.kind) == ("depot", ShapeKind.SITE)
    assert refusal(raw(feature("Polygon", SQUARE)), "").code is Code.SHAPE_UNNAMED


def test_a_choice_takes_the_features_with_one_of_the_values_and_names_them() -> None:
    content = raw(
        feature("Polygon", SQUARE, name="Північ", admin=1),
        feature("Polygon", NEXT, name="Південь"),
        feature("Polygon", SQUARE, name="other"),
    )
    (shape,) = read_shapes("zone[Північ; Південь]", content)
    assert shape.name == "zone"
    assert shapely.from_wkb(shape.wkb).area == pytest.approx(2.0)
    assert refusal(content, "zone[nowhere]").code is Code.SHAPE_UNREADABLE


def test_features_of_one_name_and_validity_are_one_shape() -> None:
    merged = read_shapes(
        "f",
        raw(
            feature("Polygon", SQUARE, name="z", source="a"),
            feature("Polygon", NEXT, name="z", source="b"),
            feature("Polygon", NEXT, name="z", valid_from="2031-01-01"),
        ),
    )
    assert [shape.valid_from is None for shape in merged] == [False, True]
    assert shapely.from_wkb(merged[1].wkb).geom_type == "Polygon"
    assert merged[1].source == "a; b"


def test_parts_of_a_line_keep_their_drawn_direction() -> None:
    other = [[39.0, 49.0], [40.0, 49.0]]
    (shape,) = read_shapes(
        "f", raw(feature("LineString", LINE, name="l"), feature("LineString", other, name="l"))
    )
    parts = shapely.get_parts(shapely.from_wkb(shape.wkb))
    assert [next(iter(part.coords)) for part in parts] == [(37.0, 48.0), (39.0, 49.0)]


def test_height_is_left_out() -> None:
    (shape,) = read_shapes("f", raw(feature("Point", [37.0, 48.0, 120.0], name="p")))
    assert not shapely.from_wkb(shape.wkb).has_z


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (feature("Polygon", [SQUARE[0][:-1]], name="z"), "not closed"),
        (feature("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]], name="z"), "broken"),
        (feature("LineString", [[48.0, 137.0], [48.5, 138.0]], name="z"), "axes look swapped"),
        (feature("LineString", [[480.0, 37.0], [48.5, 38.0]], name="z"), "not on the globe"),
        (feature("LineString", [[1e400, 37.0], [1, 1]], name="z"), "finite"),
        (feature("LineString", [[True, 37.0], [1, 1]], name="z"), "finite"),
        (feature("LineString", [["37", "48"], [1, 1]], name="z"), "finite"),
        (feature("LineString", [[1, 1], [1, 1]], name="z"), "no length"),
        (feature("LineString", [[1, 1]], name="z"), "not of its type"),
        (feature("LineString", [], name="z"), "position is missing"),
        (feature("Polygon", SQUARE, name="z", kind="lake"), "'lake' is not known"),
        (feature("Polygon", SQUARE, name="z", kind="line"), "is called a line"),
        (feature("Point", [1, 1], name="z", kind="zone"), "point is called a zone"),
        (feature("Point", [1, 1], name="z", valid_from="soon"), "valid_from"),
        (
            feature("Point", [1, 1], name="z", valid_from="2031-02-01", valid_to="2031-01-01"),
            "not after",
        ),
        (feature("LineString", LINE, name="z", sides=["X"]), "sides"),
        (feature("LineString", LINE, name="z", sides={"left": 1}), "sides"),
        (feature("Blob", LINE, name="z"), "no line, polygon or point"),
        (
            {"type": "Feature", "properties": None, "geometry": None},
            "no line, polygon or point",
        ),
    ],
)
def test_a_broken_feature_is_named_with_what_is_wrong(
    broken: dict[str, Any], said: str
) -> None:
    error = refusal(raw(feature("Polygon", SQUARE, name="good"), broken))
    assert "feature 2" in error.where
    assert said in error.what


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"42",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"a":' * 100_000,
        b"[" * 100_000,
    ],
)
def test_what_is_no_geojson_is_refused_and_never_raises_otherwise(content: bytes) -> None:
    assert refusal(content).code is Code.SHAPE_UNREADABLE


def test_parts_with_different_sides_are_refused() -> None:
    content = raw(
        feature("LineString", LINE, name="l", sides={"left": "X"}),
        feature("LineString", LINE, name="l", sides={"left": "Y"}),
    )
    assert "different sides" in refusal(content).what
