"""Coverage: did we look, and could we have seen it?"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon

__all__ = ["Coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """When and where one sensor or source could have seen which phenomena.

    ``area_wkb`` is a polygon in longitude/latitude. ``p_detect_low``/``p_detect_high`` is
    the probability to detect one such happening inside area and time; ``None`` when nobody
    has measured it, and then this record never supports an absence. ``reason_blind`` is
    given when the sensor was there and could not see (cloud, outage, jamming, access).
    """

    id: str
    source: str
    sensor: str
    modality: Modality
    time: TimeSpan
    area_wkb: bytes
    phenomena: tuple[Phenomenon, ...]
    p_detect_low: float | None
    p_detect_high: float | None
    reason_blind: str | None
    basis: str
    synthetic: bool
