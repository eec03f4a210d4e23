"""What a dated map of areas held is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["FIRST_YEAR", "MANIFEST"]

FIRST_YEAR = 2000

MANIFEST = Manifest(
    name="control",
    title="Dated map of areas held, one public view",
    modality=Modality.MAP,
    formats=("GeoJSON feature collection of polygons whose name ends in the date YYYYMMDD",),
    licence="as the map states; for the DeepState extract see its own terms",
    latency="a day",
    bias=(
        "one side's public view, drawn by hand from reports; edges may be days late and "
        "kilometres off; a missing day is not a day without change"
    ),
    origin_system=None,
    lifted=("polygon", "date in the collection's name or in properties.date"),
    sealed=("name of the collection and its properties: they say whose map it is",),
    sees=(Phenomenon.AREA_HELD,),
    cannot_see="what happens inside an area, and the days that have no map",
)
