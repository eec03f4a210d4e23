from __future__ import annotations

import json

import pytest

from holdfire.base.errors import BadInput
from holdfire.base.place import PlaceKind
from holdfire.observations.gazetteer import Entry, Gazetteer, RefusedEntry, read_gazetteer
from holdfire.observations.gazetteer.embedded import EMBEDDED_NAME
from holdfire.observations.gazetteer.entry import settlement_radius_m
from holdfire.observations.gazetteer.folding import fold, loosen
from holdfire.observations.record import PlaceFound, PlaceNotFound

ZONE = "Europe/Kyiv"


def entry(name: str, lon: float, lat: float, **given: object) -> Entry:
    values: dict[str, object] = {
        "name": name,
        "lon": lon,
        "lat": lat,
        "radius_m": 1000.0,
        "names": (name,),
        "gazetteer": "own",
    }
    return Entry(**{**values, **given})  # type: ignore[arg-type] # keyword values of a test


def own(*entries: Entry) -> Gazetteer:
    return Gazetteer.with_own(entries, embedded=False)


def found(answer: PlaceFound | PlaceNotFound) -> PlaceFound:
    assert isinstance(answer, PlaceFound), answer
    return answer


def missing(answer: PlaceFound | PlaceNotFound) -> PlaceNotFound:
    assert isinstance(answer, PlaceNotFound), answer
    return answer


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Stanytsia-Luhanska", "stanytsia luhanska"),
        ("Мар’янівка", "Мар'янівка"),
        ("Orléans", "Orleans"),
        ("м. Донецьк", "Donetsk city"),
        ("Łódź", "Lodz"),
    ],
)
def test_case_marks_apostrophes_and_script_do_not_make_another_name(
    left: str, right: str
) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Avdiyivka", "Avdiivka"),
        ("Pervomaysk", "Pervomaisk"),
        ("Yasynuvata", "Iasynuvata"),
        ("Stanytsya", "Stanycia"),
        ("Kharkiv", "Harkiv"),
    ],
)
def test_spellings_of_one_transliterated_letter_meet_only_loosely(
    left: str, right: str
) -> None:
    assert fold(left) != fold(right)
    assert loosen(fold(left)) == loosen(fold(right))


def test_names_that_differ_stay_apart() -> None:
    assert loosen(fold("Maiorsk")) != loosen(fold("Mariupol"))
    assert loosen(fold("Zolote")) != loosen(fold("Zoloche"))


def test_a_unique_name_is_found_with_its_reach() -> None:
    answer = found(own(entry("Staryi Brid", 37.5, 48.5)).find("staryi brid"))
    assert answer.place.kind is PlaceKind.AREA
    assert (answer.place.lon, answer.place.lat, answer.place.radius_m) == (37.5, 48.5, 1000.0)
    assert (answer.candidate.exact, answer.ambiguity) == (True, 0)


def test_an_alias_matches_and_is_named() -> None:
    places = own(entry("Staryi Brid", 37.5, 48.5, names=("Staryi Brid", "Старый Брод")))
    assert found(places.find("Старый Брод")).candidate.matched == "Старый Брод"


def test_a_name_alike_is_reported_as_not_exact() -> None:
    answer = found(own(entry("Krasnyi Lyman", 37.5, 48.5)).find("Krasny Lyman"))
    assert not answer.candidate.exact


def test_two_places_of_one_name_are_not_found_but_named() -> None:
    places = own(entry("Kruhle", 37.5, 48.5), entry("Kruhle", 30.0, 50.0))
    answer = missing(places.find("Kruhle"))
    assert "2 places" in answer.reason
    assert len(answer.nearest) == 2


def test_one_place_listed_twice_is_one_place() -> None:
    places = own(entry("Kruhle", 37.5, 48.5), entry("Kruhle", 37.501, 48.5))
    assert found(places.find("Kruhle")).ambiguity == 1


@pytest.mark.parametrize(("people", "clear"), [(9_999, False), (10_000, True)])
def test_ten_times_the_people_make_a_name_clear(*, people: int, clear: bool) -> None:
    places = own(
        entry("Kruhle", 37.5, 48.5, population=people),
        entry("Kruhle", 30.0, 50.0, population=1_000),
    )
    answer = places.find("Kruhle")
    assert isinstance(answer, PlaceFound) is clear


def test_near_refuses_what_is_far_and_says_how_far() -> None:
    places = own(entry("Kruhle", 37.5, 48.5), entry("Kruhla", 37.0, 48.0))
    answer = missing(places.find("Kruhle", near=(37.5, 47.5, 50.0)))
    assert "within 50 km" in answer.reason
    nearest = answer.nearest[0]
    assert nearest.name == "Kruhla"
    # one degree of latitude near 48 N is 111.2 km on the ellipsoid
    assert answer.nearest[1].distance_km == pytest.approx(111.2, abs=0.1)


def test_near_makes_an_ambiguous_name_clear() -> None:
    places = own(entry("Kruhle", 37.5, 48.5), entry("Kruhle", 30.0, 50.0))
    answer = found(places.find("Kruhle", near=(37.5, 48.4, 30.0)))
    assert answer.candidate.lon == 37.5


def test_country_and_zone_exclude_only_what_is_known_to_differ() -> None:
    places = own(
        entry("Kruhle", 37.5, 48.5, country="XA", zone="Europe/Kyiv"),
        entry("Kruhle", 30.0, 50.0, country="XB", zone="Europe/Warsaw"),
    )
    assert found(places.find("Kruhle", country="XB")).candidate.lon == 30.0
    assert found(places.find("Kruhle", zone="Europe/Kyiv")).candidate.lon == 37.5
    unknown = own(entry("Kruhle", 37.5, 48.5))
    assert found(unknown.find("Kruhle", country="XB", zone="Europe/Warsaw"))


def test_an_own_list_comes_before_the_embedded_one() -> None:
    places = Gazetteer.with_own([entry("Avdiivka", 10.0, 10.0)])
    answer = found(places.find("Avdiivka", zone=ZONE))
    assert answer.candidate.gazetteer == "own"
    assert answer.ambiguity == 3


def test_an_unknown_name_shows_the_most_similar_ones() -> None:
    answer = missing(own(entry("Lomachyntsi", 27.4, 48.6)).find("Lomachynka"))
    assert answer.reason == "no place of this name is listed"
    assert [c.name for c in answer.nearest] == ["Lomachyntsi"]


@pytest.mark.parametrize("name", ["", "   ", "’", "???", "12"])
def test_a_name_without_letters_is_not_found(name: str) -> None:
    assert missing(own(entry("Kruhle", 37.5, 48.5)).find(name))


def test_a_listed_region_is_found_as_an_admin_place() -> None:
    region = entry(
        "Nadrichna", 37.0, 48.0, radius_m=80_000.0, is_region=True, country="XA", admin="7"
    )
    answer = found(own(region).region("Nadrichna oblast"))
    assert answer.place.kind is PlaceKind.ADMIN
    assert answer.place.admin_code == "XA.7"
    assert answer.place.radius_m == 80_000.0
    assert missing(own(region).find("Nadrichna")).reason


def test_a_region_is_pieced_together_from_the_places_in_it() -> None:
    inside = [entry("Velyke", 37.0, 48.0, country="XA", admin="7", population=90_000)]
    inside += [
        entry(f"M{i}", 37.0 + 0.1 * i, 48.0, country="XA", admin="7", population=100)
        for i in range(1, 11)
    ]
    astray = entry("Ae", 30.0, 48.0, country="XA", admin="7", population=100)
    answer = found(own(*inside, astray).region("Velyke"))
    # the places span one degree of longitude, 74.6 km at 48 N; the stray one is left out
    assert answer.place.lon == pytest.approx(37.5)
    assert answer.place.radius_m == pytest.approx(37_300 + 1000, abs=200)


def test_a_small_town_does_not_name_a_region() -> None:
    places = own(
        entry("Velyke", 37.0, 48.0, country="XA", admin="7", population=90_000),
        entry("Male", 37.1, 48.0, country="XA", admin="7", population=900),
    )
    assert missing(places.region("Male region")).reason == "no region of this name is listed"


def test_the_reach_of_a_settlement_grows_with_its_people() -> None:
    assert settlement_radius_m(0) == 1000.0
    # sqrt(901 645 / (pi * 1500)) km
    assert settlement_radius_m(901_645) == pytest.approx(13_832, abs=1)


def test_the_embedded_list_knows_a_city_in_three_spellings() -> None:
    places = Gazetteer()
    answers = [found(places.find(n, zone=ZONE)) for n in ("Horlivka", "Горлівка", "Горловка")]
    assert len({(a.candidate.lon, a.candidate.lat) for a in answers}) == 1
    assert answers[0].candidate.gazetteer == EMBEDDED_NAME
    region = found(places.region("Luhansk region", zone=ZONE))
    assert region.place.radius_m == pytest.approx(145_000, rel=0.1)


CSV = """name,lon,lat,radius_m,aliases,country,admin,kind
Staryi Brid,37.5,48.5,400,Старий Брід|Old Ford,XA,7,
Swapped,48.5,137.5,,,,,
No number,east,48.5,,,,,
,37.5,48.5,,,,,
No radius,37.6,48.6,,,,,settlement
Negative,37.6,48.6,-1,,,,
Odd,37.6,48.6,,,,,river
"""


def test_a_table_is_imported_row_by_row() -> None:
    imported = read_gazetteer("mine", CSV.encode())
    assert [e.name for e in imported.entries] == ["Staryi Brid", "No radius"]
    assert imported.entries[0].names == ("Staryi Brid", "Старий Брід", "Old Ford")
    assert [e.radius_m for e in imported.entries] == [400.0, 1000.0]
    assert [(r.row, r.field) for r in imported.refused] == [
        (2, "lon"),
        (3, "lon"),
        (4, "name"),
        (6, "radius_m"),
        (7, "kind"),
    ]
    places = Gazetteer.with_own(imported.entries, embedded=False)
    assert found(places.find("Old Ford")).candidate.gazetteer == "mine"


def test_geojson_points_are_imported() -> None:
    point = {"type": "Point", "coordinates": [37.5, 48.5]}
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Brid", "aliases": ["Ford", "Furt"], "population": 1200},
            "geometry": point,
        },
        {"type": "Feature", "properties": {"name": "Line"}, "geometry": None},
        "nonsense",
    ]
    raw = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    imported = read_gazetteer("mine", raw)
    assert [(e.name, e.names, e.population) for e in imported.entries] == [
        ("Brid", ("Brid", "Ford", "Furt"), 1200)
    ]
    assert [r.row for r in imported.refused] == [2, 3]
    assert isinstance(imported.refused[0], RefusedEntry)


@pytest.mark.parametrize(
    "raw",
    [b"", b"name;lon\nA;1", b"\xff\xfe\x00", b"{", b'{"features": 3}', b"a,b\n1,2"],
)
def test_a_file_that_is_no_gazetteer_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(BadInput, match="HF-4040"):
        read_gazetteer("mine", raw)


def test_semicolons_and_a_mark_at_the_start_are_understood() -> None:
    raw = "\ufeffName;Lon;Lat\nBrid;37.5;48.5\n".encode()
    assert [e.name for e in read_gazetteer("mine", raw).entries] == ["Brid"]
