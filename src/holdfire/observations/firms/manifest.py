"""What FIRMS is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["FIRST_YEAR", "MANIFEST"]

FIRST_YEAR = 2000
"""MODIS on Terra gave its first fires in 2000; an earlier date is a mistake."""

MANIFEST = Manifest(
    name="firms",
    title="NASA FIRMS active fires (VIIRS and MODIS)",
    modality=Modality.THERMAL,
    formats=(
        "area CSV (VIIRS or MODIS columns, lower-case header)",
        "archive CSV (the same columns, upper or lower case, with type)",
        "reduced CSV (LATITUDE, LONGITUDE, ACQ_DATE only)",
    ),
    licence="NASA FIRMS open data: no restriction, cite; see the NASA disclaimer",
    latency="3 hours (near real time); 2 to 3 months (standard quality)",
    bias=(
        "two to four passes a day; clouds and smoke hide fires; farm burning, industry and "
        "gas flares give the same signal as shelling; small or short fires are missed"
    ),
    origin_system=None,
    lifted=(
        "latitude",
        "longitude",
        "scan",
        "track",
        "acq_date",
        "acq_time",
        "satellite",
        "confidence",
        "type",
    ),
    sealed=(),
    sees=(Phenomenon.THERMAL,),
    cannot_see=(
        "what burned and why; anything under cloud or between passes; a day without rows is "
        "cloud, winter or an outage, and the file cannot tell which"
    ),
)
