"""Exposure: how much of a line or an area was watched, how well, by whom, and when not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.coverage import Size

__all__ = ["Bin", "Blind", "Exposure", "Kind", "Strip", "SubjectKind", "Watched"]


class SubjectKind(StrEnum):
    """What an exposure is of: a line with its two sides, a zone, or where anything lay."""

    LINE = "line"
    ZONE = "zone"
    EXTENT = "extent"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked for: a name, and the phenomena of which at least one must be seen.

    ``size`` is how large the happening is, ``None`` for any size.
    """

    name: str
    phenomena: frozenset[Phenomenon]
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """Kilometre-hours of a line, or km²-hours of an area, by how they were watched.

    ``measured`` (a sensor of known probability looked), ``unmeasured`` (somebody looked, and
    nobody has measured how well), ``blind`` (a sensor was there and could not see) and
    ``nobody`` add up to ``total``. ``best`` and ``independent`` are the kilometre-hours times
    the probability that one happening there would have been seen, for the low, middle and
    high end of what each sensor detects: ``best`` by the best single sensor (as if all erred
    together), ``independent`` by any of them (as if each erred alone).
    """

    total: float
    measured: float
    unmeasured: float
    blind: float
    nobody: float
    best: tuple[float, float, float]
    independent: tuple[float, float, float]

    def share(self, part: float) -> float | None:
        """A part of the total as a share; ``None`` where there is no total."""
        return min(round(part / self.total, 12), 1.0) if self.total > 0.0 else None

    @property
    def seen(self) -> tuple[float, float, float]:
        """The probability-weighted kilometre-hours, low, middle, high over both doubts."""
        return self.best[0], self.independent[1], self.independent[2]


@dataclass(frozen=True, slots=True)
class Bin:
    """What was watched from ``start`` until before ``end`` (UTC)."""

    start: datetime
    end: datetime
    watched: Watched


@dataclass(frozen=True, slots=True)
class Blind:
    """Kilometre-hours in which a source's sensors were there and could not see, and why."""

    source: str
    reason: str
    amount: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Where along a line (or from west to east) and when somebody looked, on one side.

    ``ends`` are the borders of the stretches in km along the line, or in degrees of
    longitude; ``times`` the borders of the bins. ``measured``, ``unmeasured`` and ``blind``
    are shares of each stretch (row) and bin (column), in whole thousandths; the rest is
    what nobody watched. ``seen`` is, in thousandths, how probably one happening there would
    have been seen (independent sensors, middle), zero where that is not known.
    """

    side: str
    ends: tuple[float, ...]
    times: tuple[datetime, ...]
    measured: tuple[tuple[int, ...], ...]
    unmeasured: tuple[tuple[int, ...], ...]
    blind: tuple[tuple[int, ...], ...]
    seen: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How one line or area was watched for one kind of happening over a period.

    ``sides`` hold the two sides of a line by label and add up to ``whole``: a side has half
    of the line's kilometre-hours. ``sources`` are what each source (with its modality)
    watched by itself. ``reach_km`` is how far from a line its sides reach, 0 for areas.
    """

    subject: str
    subject_kind: SubjectKind
    kind: Kind
    reach_km: float
    whole: Watched
    sides: tuple[tuple[str, Watched], ...]
    bins: tuple[Bin, ...]
    sources: tuple[tuple[str, str, Watched], ...] = ()
    blind: tuple[Blind, ...] = ()
    strips: tuple[Strip, ...] = field(default=())

    @property
    def unit(self) -> str:
        """What the amounts are measured in."""
        return "km·h" if self.subject_kind is SubjectKind.LINE else "km²·h"

    def of_kind(self, kind: Kind) -> Exposure:
        """The same exposure under another kind that the same records see."""
        return replace(self, kind=kind)
