"""From a solved cell to an incident, with everything that led to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.identity import group_id
from holdfire.base.instant import TimeBasis, TimeSpan, from_micros
from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.base.quantity import Probability
from holdfire.incidents.area import region_of
from holdfire.incidents.attribute import merged_attributes, merged_count
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.record import Incident, Link
from holdfire.incidents.solution import APPROXIMATE, Solution
from holdfire.incidents.solution import DENSE as _DENSE
from holdfire.incidents.witness import Witness

__all__ = ["APPROXIMATED", "DENSE", "SEVERAL", "Cell", "Columns", "incident_of"]

DENSE = "association.too_dense"
"""Flag: too many detections stand here to tell apart; they were not fully weighed."""

APPROXIMATED = "existence.approximate"
"""Flag: too many ways to divide the witnesses; unlikely ones were left out."""

SEVERAL = "number.several_possible"
"""Flag: the members may well be more than one happening (expected number above 1.5)."""

_FROM_DETECTION = frozenset({"uncalibrated"})


@dataclass(frozen=True, slots=True)
class Columns:
    """What assembly reads of the sorted detections beside the evidence, by row."""

    attributes: list[str | None]
    count_low: list[int | None]
    count_high: list[int | None]
    sigma_s: list[float | None]

    @classmethod
    def of(cls, table: pa.Table) -> Columns:
        """The columns of a table made by ``evidence.distinct``."""
        return cls(*(table.column(name).to_pylist() for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a solution.

    Existence at three ends, shares of classes, mean place (degrees) and covariance (km²),
    time (start, end, sigma in seconds), expected number of happenings, and flags.
    """

    exists: tuple[float, float, float]
    classes: dict[Phenomenon, float]
    place: tuple[float, float]
    spread: tuple[float, float, float]
    time: tuple[float, float, float]
    number: float
    flags: int

    @classmethod
    def of(cls, solution: Solution, at: int) -> Cell:
        """The cell with this number."""
        shares = zip(solution.kinds.tolist(), solution.classes[at].tolist(), strict=True)
        low, value, high = solution.exists[at].tolist()
        east, north = solution.place[at].tolist()
        ee, en, nn = solution.spread[at].tolist()
        start, end, sigma = solution.time[at].tolist()
        return cls(
            (min(low, value), value, max(value, high)),
            {CLASSES[kind]: share for kind, share in shares if share > 0.0},
            ((east + 180.0) % 360.0 - 180.0, north),
            (ee, en, nn),
            (start, end, sigma),
            float(solution.number[at]),
            int(solution.flags[at]),
        )


def _classes(members: Sequence[Witness], cell: Cell) -> tuple[tuple[Phenomenon, float], ...]:
    """Shares of the classes the cell is about, largest first, summing to one.

    Those of force if a member shows force; else all others, unless only force is possible.
    """
    leading = bool({one.lead.phenomenon for one in members} & FORCE)
    kept = {kind: share for kind, share in cell.classes.items() if (kind in FORCE) == leading}
    kept = kept or cell.classes
    whole = math.fsum(kept.values())
    found = [(kind, share / whole) for kind, share in kept.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].value)))


def _stated(members: Sequence[Witness]) -> tuple[float, float, float | None]:
    """From the first to the last stated time of all members, seconds."""
    stated = [(one.start, one.end) for witness in members for one in witness.members]
    return min(low for low, _ in stated), max(high for _, high in stated), None


def _known(value: float) -> float | None:
    """The value, ``None`` for NaN."""
    return None if math.isnan(value) else value


def _time(members: Sequence[Witness], cell: Cell, sigma_s: Sequence[float | None]) -> TimeSpan:
    """When it happened: as stated for one witness or fires alone, else where all meet."""
    fires = all(one.lead.phenomenon is Phenomenon.THERMAL for one in members)
    alone = len(members) == 1
    if alone or fires:
        start, end, sigma = _stated(members)
        if alone and len(members[0].members) == 1:
            sigma = sigma_s[members[0].lead.row]
    else:
        start, end, sigma = cell.time[0], cell.time[1], _known(cell.time[2])
    bases = {one.basis for witness in members for one in witness.members}
    basis = bases.pop() if len(bases) == 1 else TimeBasis.UTC
    low, high = round(start * 1e6), round(end * 1e6)
    return TimeSpan(from_micros(low), from_micros(high), basis, sigma)


def _flags(members: Sequence[Witness], cell: Cell) -> set[str]:
    """The members' flags about place and time, and those of this room."""
    own = {
        flag
        for witness in members
        for one in witness.members
        for flag in one.flags
        if flag not in _FROM_DETECTION
    }
    if cell.flags & _DENSE:
        own.add(DENSE)
    if cell.flags & APPROXIMATE:
        own.add(APPROXIMATED)
    if cell.number > 1.5:
        own.add(SEVERAL)
    return own


def incident_of(
    members: Sequence[Witness],
    cell: Cell,
    columns: Columns,
    links: Sequence[Link],
    contrary: Sequence[str] = (),
) -> Incident:
    """The incident of one cell of a solution.

    ``links`` are the pairs of witnesses inside the cell that tie it together; its id is the
    hash of its detections' ids, so the same members always have the same incident.
    """
    evidence = [one for witness in members for one in witness.members]
    attributes, conflicts = merged_attributes(
        [[columns.attributes[one.row] for one in witness.members] for witness in members]
    )
    count_low, count_high = merged_count(
        [(columns.count_low[one.row], columns.count_high[one.row]) for one in evidence]
    )
    low, value, high = cell.exists
    ids = sorted(one.id for one in evidence)
    origins = sorted({one.origin for one in members})
    flags = _flags(members, cell) | set(conflicts)
    return Incident(
        id=group_id("incident", ids),
        detections=tuple(ids),
        existence=Probability(
            value, low, high, calibrated=all(one.calibrated for one in evidence)
        ),
        classes=_classes(members, cell),
        attributes=attributes,
        time=_time(members, cell, columns.sigma_s),
        region=region_of(members, cell.place, cell.spread),
        admin_codes=tuple(
            sorted({one.place.admin_code for one in evidence if one.place.admin_code})
        ),
        origins=len(origins),
        origin_groups=tuple(origins),
        modalities=tuple(sorted({one.modality for one in evidence})),
        sources=tuple(sorted({one.source for one in evidence})),
        count_low=count_low,
        count_high=count_high,
        synthetic=any(one.synthetic for one in evidence),
        links=tuple(links),
        contrary=tuple(sorted(contrary)),
        flags=tuple(sorted(flags)),
    )
