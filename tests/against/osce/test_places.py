"""The eleven places of the labelled sentences: which are found, derived, or not found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from holdfire.base.geodesy import distance_m
from holdfire.observations.gazetteer import Gazetteer
from holdfire.observations.gazetteer.embedded import embedded_index
from holdfire.observations.osce.position import Position, Reference
from holdfire.observations.osce.report import read_report
from holdfire.observations.osce.whereabouts import Atlas, locate
from holdfire.observations.record import PlaceFound, PlaceNotFound

ZONE = "Europe/Kyiv"
PLACES = {
    "Avdiivka": "found",
    "Donetsk": "found",
    "Donetsk Filtration Station": "derived",
    "Donetsk city": "found",
    "Horlivka": "found",
    "Lomakyne": "derived",
    "Maiorsk": "derived",
    "Mariupol": "found",
    "Pyshchevyk": "derived",
    "Svitlodarsk": "found",
    "Yasynuvata": "found",
}
GAZETTEER = Gazetteer()
ATLAS = Atlas(GAZETTEER, zone=ZONE)


@pytest.fixture(scope="session")
def positions(shared_data: Path) -> dict[str, Position]:
    path = shared_data / "osce_smm_reports" / "observations.jsonl"
    if not path.exists():
        pytest.skip("the labelled reports are not beside the checkout")
    found: dict[str, Position] = {}
    for line in path.read_text("utf-8").splitlines():
        position = read_report(json.loads(line)["text"]).sentences[0].position
        assert position is not None
        found[position.name] = position
    return found


def test_the_sentences_name_eleven_places(positions: dict[str, Position]) -> None:
    references = {p.reference.name for p in positions.values() if p.reference is not None}
    assert set(positions) | references == set(PLACES)


def test_seven_are_listed_and_four_lie_where_their_reference_says(
    positions: dict[str, Position],
) -> None:
    outcome = {}
    for name in PLACES:
        where, flags = locate(positions.get(name, Position(name)), ATLAS)
        assert where is not None, name
        outcome[name] = "derived" if "place.derived_from_reference" in flags else "found"
    assert outcome == PLACES


def test_the_four_are_in_no_list_and_the_fifth_only_without_the_word_city() -> None:
    absent = {
        name for name in PLACES if isinstance(GAZETTEER.find(name, zone=ZONE), PlaceNotFound)
    }
    assert absent == {name for name, outcome in PLACES.items() if outcome == "derived"}
    spellings = {s for e in embedded_index(None, ZONE).entries for s in e.names}
    assert "Donetsk" in spellings
    assert "Donetsk city" not in spellings
    city = GAZETTEER.find("Donetsk city", zone=ZONE)
    assert isinstance(city, PlaceFound)
    assert city.candidate.matched == "Donetsk"


def test_no_list_gives_a_wrong_place_for_a_name_it_lacks() -> None:
    base = GAZETTEER.find("Donetsk", zone=ZONE)
    assert isinstance(base, PlaceFound)
    here = (base.candidate.lon, base.candidate.lat, 60.0)
    for name in ("Lomakyne", "Pyshchevyk", "Maiorsk", "Donetsk Filtration Station"):
        assert isinstance(GAZETTEER.find(name, near=here, zone=ZONE), PlaceNotFound), name


def test_a_namesake_elsewhere_is_refused_by_its_reference() -> None:
    """Three places bear this name in the list; only one fits the sentence."""
    listed = GAZETTEER.candidates("Avdiivka", zone=ZONE)
    assert len(listed) == 3
    where, flags = locate(Position("Avdiivka", Reference(17.0, "N", "Donetsk")), ATLAS)
    assert where is not None
    assert flags == ()
    others = [c for c in listed if (c.lon, c.lat) != (where.lon, where.lat)]
    away = [float(distance_m(where.lon, where.lat, c.lon, c.lat)) for c in others]
    assert min(away) > 400_000


def test_a_contradicted_place_moves_to_its_reference_and_says_so() -> None:
    where, flags = locate(Position("Horlivka", Reference(39.0, "SW", "Donetsk")), ATLAS)
    assert where is not None
    assert set(flags) == {"place.contradicts_reference", "place.derived_from_reference"}
    assert where.lat < 48.0


@pytest.mark.parametrize(
    ("name", "km", "wind", "base"),
    [
        ("Avdiivka", 17.0, "N", "Donetsk"),
        ("Yasynuvata", 16.0, "NE", "Donetsk"),
        ("Svitlodarsk", 57.0, "NE", "Donetsk"),
        ("Horlivka", 39.0, "NE", "Donetsk"),
    ],
)
def test_the_radius_of_a_derived_place_holds_the_listed_one(
    name: str, km: float, wind: str, base: str
) -> None:
    """Derive four places that are listed as if they were not: the disc must hold them."""
    known = GAZETTEER.find(name, zone=ZONE, near=(37.8, 48.0, 100.0))
    assert isinstance(known, PlaceFound)
    where, flags = locate(Position("Nowhere at all", Reference(km, wind, base)), ATLAS)
    assert where is not None
    assert "place.derived_from_reference" in flags
    off = float(distance_m(where.lon, where.lat, known.candidate.lon, known.candidate.lat))
    assert off <= where.radius_m
