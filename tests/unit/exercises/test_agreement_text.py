from __future__ import annotations

import json

import pytest
import shapely
import yaml

from holdfire.agreement import load_agreement
from holdfire.base.geodesy import distance_m
from holdfire.exercises.agreement_text import agreement_text, gazetteer_text, geometry_text
from holdfire.exercises.face import Face
from holdfire.exercises.world.chance import Streams
from holdfire.exercises.world.world import World, draw_world


@pytest.fixture(scope="module")
def world() -> World:
    return draw_world(Streams("minsk-like", 4, 10), 10)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_text_loads_and_binds_both_sides_alike(world: World, mirrored: bool) -> None:  # noqa: FBT001 - a parameter of the test
    text = agreement_text("minsk-like", 4, world, Face(mirrored))
    agreement = load_agreement(text, name="a.yaml", origin="exercise")
    by_id = {clause.id: clause for clause in agreement.readings[0].clauses}
    for number in ("2", "4", "5"):
        west, east = by_id[f"{number}A"], by_id[f"{number}B"]
        assert (west.kind, west.summary, west.standard) == (
            east.kind,
            east.summary,
            east.standard,
        )
        assert (west.actors, east.actors) == (("A",), ("B",))
    assert agreement.starts is not None
    assert agreement.ends is not None
    assert (agreement.ends - agreement.starts).days == 10


def test_the_deadline_lies_inside_the_exercise(world: World) -> None:
    stated = yaml.safe_load(agreement_text("minsk-like", 4, world, Face()))
    deadlines = {c["deadline"] for c in stated["clauses"] if "deadline" in c}
    assert deadlines == {"in_force + 5 d"}


def test_one_side_measures_from_the_earlier_line(world: World) -> None:
    stated = yaml.safe_load(agreement_text("minsk-like", 4, world, Face()))
    (lines,) = {
        json.dumps(c["line_by_party"]) for c in stated["clauses"] if "line_by_party" in c
    }
    own = json.loads(lines)
    assert sorted(own.values()) == ["contact_line", "earlier_line"]
    assert own[Face().party(world.front.earlier_side)] == "earlier_line"


def test_zones_have_the_size_of_their_places(world: World) -> None:
    for feature in json.loads(geometry_text(world.front, Face()))["features"]:
        name = feature["properties"]["name"]
        if feature["geometry"]["type"] == "LineString":
            assert len(feature["geometry"]["coordinates"]) == 121
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        spot = getattr(world.front, name)
        lon, lat = Face().degrees(spot.x, spot.y)
        for corner in feature["geometry"]["coordinates"][0]:
            # corners are rounded to 0.1 m, and 30 km from the origin the frame is off by 1e-5
            away = float(distance_m(lon, lat, *corner))
            assert away == pytest.approx(spot.radius_m, abs=0.3)


def test_every_settlement_is_in_the_gazetteer(world: World) -> None:
    lines = gazetteer_text(world.front, Face()).splitlines()
    assert lines[0] == "name,lon,lat,radius_m"
    assert len(lines) == 1 + len(world.front.settlements) + 3
