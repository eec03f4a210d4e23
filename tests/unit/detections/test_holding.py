from collections.abc import Callable
from datetime import date

import pyarrow as pa
import shapely

from holdfire.base.instant import day_span
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import polygon
from holdfire.detections import holdings
from holdfire.observations.record import Assertion, Observation

Make = Callable[..., Observation]
Table = Callable[..., pa.Table]
WEST = shapely.to_wkb(shapely.box(30.0, 48.0, 33.0, 50.0))
EAST = shapely.to_wkb(shapely.box(33.0, 48.0, 36.0, 50.0))


def test_areas_held_are_dated_and_sealed(seen: Make, table: Table) -> None:
    drawn = {"modality": Modality.MAP, "source": "control"}
    two = seen(
        "a",
        time=day_span(date(2025, 3, 19)),
        place=polygon(WEST, 31.0, 49.0),
        asserted=(
            Assertion(Phenomenon.AREA_HELD),
            Assertion(Phenomenon.AREA_HELD, place=polygon(EAST, 34.0, 49.0)),
        ),
        affiliation_seal="closed",
        **drawn,
    )
    early = seen(
        "b",
        time=day_span(date(2025, 3, 18)),
        kind=Phenomenon.AREA_HELD,
        place=polygon(WEST, 31.0, 49.0),
        **drawn,
    )
    undated = seen("c", time=None, kind=Phenomenon.AREA_HELD, **drawn)
    found = holdings(table(two, early, undated, seen("d"), two))
    assert [one.observation_id for one in found] == [early.id, two.id, two.id]
    assert {one.area_wkb for one in found[1:]} == {WEST, EAST}
    assert (found[1].seal, found[1].source) == ("closed", "control")
    assert found[0].time.start == day_span(date(2025, 3, 18)).start
