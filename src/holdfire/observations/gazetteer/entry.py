"""One listed place, and how far a settlement of its size reaches from its point."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["LEAST_RADIUS_M", "Entry", "settlement_radius_m"]

LEAST_RADIUS_M = 1000.0
"""The least reach of a listed place, metres: a village, and the place of its point."""

_PERSONS_PER_KM2 = 1500.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Degrees on WGS 84, metres. ``names`` are all spellings, the chief one first.

    ``country`` is an ISO 3166 code and ``admin`` the first-level unit inside it;
    ``zone`` is an IANA time zone. ``None`` is unknown. ``is_region`` marks a unit that is
    an area of its own, not a settlement.
    """

    name: str
    lon: float
    lat: float
    radius_m: float
    names: tuple[str, ...]
    gazetteer: str
    country: str | None = None
    admin: str | None = None
    zone: str | None = None
    population: int | None = None
    is_region: bool = False


def settlement_radius_m(population: int) -> float:
    """The radius of a disc that holds this many people at 1 500 a square kilometre.

    A coarse rule: 901 645 people give 13.8 km, 35 826 give 2.8 km, 11 000 give 1.5 km, and
    the measured areas of three such towns agree within 30 %. At least 1 km.
    """
    return max(LEAST_RADIUS_M, 1000.0 * math.sqrt(population / (math.pi * _PERSONS_PER_KM2)))
