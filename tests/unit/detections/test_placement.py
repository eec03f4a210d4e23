import pyarrow as pa
import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import (
    NOWHERE,
    Covariance,
    Place,
    admin,
    disc,
    point,
    polygon,
    rectangle,
    sector,
)
from holdfire.detections.placement import places_of
from holdfire.observations.record import Assertion, Observation, observation_table

PLACES = [
    NOWHERE,
    point(30.0, 50.0),
    point(30.0, 50.0, Covariance(4.0, 1.0, 9.0)),
    rectangle(30.0, 50.0, 100.0, 200.0),
    disc(30.0, 50.0, 300.0),
    polygon(b"\x01", 30.0, 50.0),
    admin("code", "gazetteer", 30.0, 50.0, 7000.0),
    admin("code", "gazetteer"),
    sector(30.0, 50.0, 350.0, 10.0, None, None),
    sector(30.0, 50.0, 10.0, 90.0, 100.0, 4000.0, radius_m=50.0, gazetteer="g"),
]


def rows(places: list[Place]) -> pa.Table:
    return observation_table(
        Observation(
            id=str(number),
            source="s",
            modality=Modality.MAP,
            raw_sha256="",
            record_index=number,
            synthetic=True,
            affiliation_seal="",
            time=None,
            place=place,
            asserted=(Assertion(Phenomenon.EXPLOSION),),
        )
        for number, place in enumerate(places)
    )


def test_every_kind_of_place_is_read_back_exactly() -> None:
    assert places_of(rows(PLACES)) == PLACES


@pytest.mark.parametrize("place", [PLACES[2], PLACES[5]])
def test_equal_places_are_one_object(place: Place) -> None:
    first, second = places_of(rows([place, place]))
    assert first is second
