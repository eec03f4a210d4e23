"""What the sensor log is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["COLUMNS", "MANIFEST", "MORE", "NEEDED"]

COLUMNS = (
    "sensor",
    "modality",
    "status",
    "start",
    "end",
    "lon",
    "lat",
    "range_km",
    "az_from",
    "az_to",
    "area_wkt",
    "phenomena",
    "p_detect",
    "reason",
    "register_complete",
)
"""The columns of the format, in the order in which we write them."""

MORE = ("p_by_phenomenon", "size_unit", "p_by_size", "processed_until")
"""Further columns that a keeper who knows more may add."""

NEEDED = ("sensor", "modality", "status", "start", "end", "phenomena")
"""Columns that the header must have; the others may be missing."""

MANIFEST = Manifest(
    name="sensorlog",
    title="Sensor log: when and where a sensor could see",
    modality=Modality.SENSOR_LOG,
    formats=("CSV with the columns of the sensor log, version 1",),
    licence="that of the mission which keeps the log",
    latency="as the mission writes it, usually daily",
    bias="a log states what its keeper believes; a blind sensor may be logged as up",
    origin_system=None,
    lifted=(*COLUMNS, *MORE),
    sealed=(),
    sees=(Phenomenon.SENSOR_STATE,),
    cannot_see="whether anything happened; it says only what could have been seen",
)
