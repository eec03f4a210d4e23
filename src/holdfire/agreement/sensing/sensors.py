"""Sensors as a drafter may count on them: what each detects, how often, where, how soon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfire.agreement.area import AnywhereArea, AreaRef
from holdfire.agreement.sensing.observability import Family

__all__ = ["ALWAYS", "Detects", "Network", "Sensor", "Span", "in_season"]

ANYWHERE = AnywhereArea()

ALWAYS = ""
"""The season of a number that holds all year."""

Span = tuple[float, float]
"""The lowest and the highest value of a probability or share."""


@dataclass(frozen=True, slots=True)
class Detects:
    """How well one sign is detected.

    ``p_detect`` gives, by season, the probability that one look in which it is in view
    detects it; empty when nobody has measured it. ``lasts_h`` is how long it stays
    detectable, ``min_size_mm`` the smallest calibre that is told apart.
    """

    sign: str
    p_detect: Mapping[str, Span] = field(default_factory=dict)
    false_alarms_per_day: float | None = None
    min_size_mm: float | None = None
    lasts_h: float = 0.0


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor, patrol, register or source of reports.

    ``revisit_h`` is ``None`` for one that watches continuously; ``holds_h`` is how long an
    absence seen in one look is taken to hold. ``availability`` is the share of looks (or of
    time) that take place, by season. ``basis`` says whether the numbers were measured.
    """

    id: str
    title: str
    family: Family
    detects: tuple[Detects, ...]
    area: AreaRef = ANYWHERE
    revisit_h: float | None = None
    holds_h: float = 0.0
    latency_h: float | None = None
    availability: Mapping[str, Span] = field(default_factory=lambda: {ALWAYS: (1.0, 1.0)})
    conditions: tuple[str, ...] = ()
    basis: str = "assumed"
    line_number: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """All sensors of a file, and the months of its seasons (none: one season all year)."""

    id: str
    title: str
    sensors: tuple[Sensor, ...]
    seasons: Mapping[str, frozenset[int]] = field(default_factory=dict)
    hypothetical: bool = False
    note: str = ""

    def names_of_seasons(self, month: int | None = None) -> tuple[str, ...]:
        """The seasons of a month, or all of them; one without a name where none is given."""
        names = [
            name for name, months in self.seasons.items() if month is None or month in months
        ]
        return tuple(names) or (ALWAYS,)


def in_season(values: Mapping[str, Span], season: str) -> Span | None:
    """The value of a season, else that of all year; ``None`` when neither is known."""
    return values.get(season, values.get(ALWAYS))
