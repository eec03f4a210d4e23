"""From a solved cell to an incident, with everything that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from holdfire.base.identity import group_id
from holdfire.base.instant import TimeBasis, TimeSpan, from_micros
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Probability
from holdfire.incidents.area import region_of
from holdfire.incidents.attribute import merged_attributes, merged_count
from holdfire.incidents.cluster import Cluster
from holdfire.incidents.existence import Finding, finding_of
from holdfire.incidents.occurrence import meeting_time
from holdfire.incidents.record import Incident, Link
from holdfire.incidents.witness import Witness

__all__ = ["BOUND", "DENSE", "SEVERAL", "Columns", "incident_of"]

DENSE = "association.too_dense"
"""Flag: too many detections stand here to tell apart; they were not fully weighed."""

BOUND = "existence.lower_bound"
"""Flag: more than twelve witnesses; existence is that of the twelve surest."""

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


def _stated(members: Sequence[Witness]) -> tuple[float, float, float | None]:
    """From the first to the last stated time of all members, seconds."""
    stated = [(one.start, one.end) for witness in members for one in witness.members]
    return min(low for low, _ in stated), max(high for _, high in stated), None


def _time(members: Sequence[Witness], sigma_s: Sequence[float | None]) -> TimeSpan:
    """When it happened: as stated for one witness or fires alone, else where all meet."""
    fires = all(one.lead.phenomenon is Phenomenon.THERMAL for one in members)
    alone = len(members) == 1
    if alone or fires:
        start, end, sigma = _stated(members)
        if alone and len(members[0].members) == 1:
            sigma = sigma_s[members[0].lead.row]
    else:
        start, end, sigma = meeting_time([one.time for one in members])
    bases = {one.basis for witness in members for one in witness.members}
    basis = bases.pop() if len(bases) == 1 else TimeBasis.UTC
    low, high = round(start * 1e6), round(end * 1e6)
    return TimeSpan(from_micros(low), from_micros(high), basis, sigma)


def _flags(members: Sequence[Witness], finding: Finding, *, dense: bool) -> set[str]:
    """The members' flags about place and time, and those of this room."""
    own = {
        flag
        for witness in members
        for one in witness.members
        for flag in one.flags
        if flag not in _FROM_DETECTION
    }
    if dense:
        own.add(DENSE)
    if not finding.exact:
        own.add(BOUND)
    if finding.number > 1.5:
        own.add(SEVERAL)
    return own


def incident_of(
    cluster: Cluster,
    cell: tuple[int, ...],
    columns: Columns,
    links: Sequence[Link],
    *,
    contrary: Sequence[str] = (),
    dense: bool = False,
) -> Incident:
    """The incident of one cell of a solved cluster.

    ``links`` are the pairs of witnesses inside the cell that tie it together; its id is the
    hash of its detections' ids, so the same members always have the same incident.
    """
    members = [cluster.witnesses[at] for at in cell]
    evidence = [one for witness in members for one in witness.members]
    finding = finding_of(cluster, cell)
    attributes, conflicts = merged_attributes(
        [[columns.attributes[one.row] for one in witness.members] for witness in members]
    )
    count_low, count_high = merged_count(
        [(columns.count_low[one.row], columns.count_high[one.row]) for one in evidence]
    )
    low, value, high = finding.exists
    ids = sorted(one.id for one in evidence)
    origins = sorted({one.origin for one in members})
    flags = _flags(members, finding, dense=dense) | set(conflicts)
    return Incident(
        id=group_id("incident", ids),
        detections=tuple(ids),
        existence=Probability(
            value, low, high, calibrated=all(one.calibrated for one in evidence)
        ),
        classes=finding.classes,
        attributes=attributes,
        time=_time(members, columns.sigma_s),
        region=region_of(cluster, cell),
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
