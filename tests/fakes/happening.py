"""Incidents and coverage with exactly known properties, for tests of what judges them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import shapely

from holdfire.base.geodesy import destination
from holdfire.base.identity import content_id
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.quantity import Probability
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident, Region

# A line along a meridian: west of it is the left of a line drawn northward.
LON, SOUTH, NORTH = 37.0, 47.0, 49.0
MIDDLE = 48.0


def beside(km: float, *, lon: float = LON, lat: float = MIDDLE) -> tuple[float, float]:
    """The place so many km east (negative: west) of the meridian, along the geodesic."""
    found = destination(lon, lat, 90.0 if km >= 0 else 270.0, abs(km) * 1000.0)
    return float(found[0]), float(found[1])


def incident(
    phenomenon: Phenomenon,
    place: tuple[float, float] | None,
    when: datetime | TimeSpan,
    *,
    existence: float = 0.999,
    attributes: Mapping[str, tuple[object, ...]] | None = None,
    count: tuple[int, int] | None = None,
    name: str = "",
) -> Incident:
    """One happening at an exactly known place, on two independent origins."""
    span = when if isinstance(when, TimeSpan) else TimeSpan(when, when)
    region = None
    if place is not None:
        lon, lat = place
        region = Region(lon, lat, 1.0, 0.0, 1.0, 2.1, 2.1, 0.0, ((lon, lat, 1.0),))
    key = content_id("test", phenomenon.value, repr(place), repr(span), name)
    return Incident(
        id=key,
        detections=(key,),
        existence=Probability(existence, existence, existence, calibrated=True),
        classes=((phenomenon, 1.0),),
        attributes=dict(attributes or {}),
        time=span,
        region=region,
        admin_codes=(),
        origins=2,
        origin_groups=(f"{key}-1", f"{key}-2"),
        modalities=(Modality.CAMERA, Modality.PATROL),
        sources=("first", "second"),
        count_low=None if count is None else count[0],
        count_high=None if count is None else count[1],
        synthetic=True,
        links=(),
    )


def watched(
    start: datetime,
    end: datetime,
    phenomena: tuple[Phenomenon, ...],
    *,
    p_detect: float | None = 0.95,
    box: tuple[float, float, float, float] = (33.0, 44.0, 41.0, 52.0),
    modality: Modality = Modality.UAV,
) -> Coverage:
    """A sensor that saw a whole box all the time."""
    return Coverage(
        id=content_id("coverage", str(start), str(end), str(box), modality.value),
        source="watch",
        sensor="W1",
        modality=modality,
        time=TimeSpan(start, end),
        area_wkb=shapely.to_wkb(shapely.box(*box)),
        phenomena=phenomena,
        p_detect_low=p_detect,
        p_detect_high=p_detect,
        reason_blind=None,
        basis="declared",
        synthetic=True,
    )


def utc(text: str) -> datetime:
    """An instant from ISO text with offset."""
    return datetime.fromisoformat(text).astimezone(UTC)


def period(start: str, end: str) -> TimeSpan:
    """A period from ISO texts."""
    return TimeSpan(utc(start), utc(end))


SECOND = timedelta(seconds=1)
