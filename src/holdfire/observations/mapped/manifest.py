"""What a mapped file is: only its mapping knows; these are the limits of all of them."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["MANIFEST"]

MANIFEST = Manifest(
    name="mapped",
    title="Own data through a mapping file",
    modality=Modality.REPORT,
    formats=("CSV", "GeoJSON feature collection"),
    licence="stated in each mapping file",
    latency="not stated",
    bias="not stated; ask whoever made the file",
    origin_system=None,
    lifted=("every column that the mapping names",),
    sealed=("the columns that the mapping lists under sealed",),
    sees=tuple(Phenomenon),
    cannot_see="whatever its maker did not look for; a mapping states no field of view",
)
