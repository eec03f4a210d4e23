"""How the rate of incidents changed when a text took effect, source by source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pyarrow as pa

from holdfire.agreement import Agreement
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import FORCE
from holdfire.detections import Coverage, holdings
from holdfire.incidents import Incident
from holdfire.reports.exposure import EVERYTHING
from holdfire.reports.record import RateStep, SideCount
from holdfire.verification import count_by_side, held_exposure, rate_change, watched_time

__all__ = ["rate_steps", "side_counts"]


def rate_steps(
    agreement: Agreement,
    incidents: Sequence[Incident],
    period: TimeSpan,
    coverage: Sequence[Coverage] = (),
) -> tuple[RateStep, ...]:
    """The daily rate of incidents that show force, before and after each instant.

    The instants are those inside the period at which a clause or an amendment takes
    effect; each source is counted apart. Incidents whose time straddles the
    instant are left out of both sides. How much of each side's time a source looked at comes
    from ``coverage``.
    """
    steps = []
    for at, what in _instants(agreement, period):
        for source in sorted({name for item in incidents for name in item.sources}):
            mine = [i for i in incidents if source in i.sources and _shows_force(i)]
            if mine:
                looked = [one for one in coverage if one.source == source]
                steps.append(_step(mine, at, what, (source, looked), period))
    return tuple(steps)


def _shows_force(incident: Incident) -> bool:
    """Whether the classes that show the use of force weigh at least one half."""
    weight = sum(share for phenomenon, share in incident.classes if phenomenon in FORCE)
    return bool(weight >= 0.5)


def _instants(agreement: Agreement, period: TimeSpan) -> list[tuple[datetime, str]]:
    """When something took effect strictly inside the period, each instant once."""
    found: dict[datetime, str] = {}
    if agreement.starts is not None:
        found[agreement.starts] = agreement.title
    for reading in agreement.readings:
        for clause in reading.clauses:
            if clause.starts is not None:
                found.setdefault(clause.starts, f"{reading.title}: {clause.id}")
    for amendment in agreement.amendments:
        found.setdefault(amendment.effective, amendment.title)
    return [(at, what) for at, what in sorted(found.items()) if period.start < at < period.end]


def _step(
    incidents: Sequence[Incident],
    at: datetime,
    what: str,
    source: tuple[str, Sequence[Coverage]],
    period: TimeSpan,
) -> RateStep:
    """One source, with its coverage, at one instant."""
    name, coverage = source
    change = rate_change([item.time for item in incidents], at, period)
    return RateStep(
        at=at,
        what=what,
        source=name,
        before=change.before,
        before_days=change.before_days,
        after=change.after,
        after_days=change.after_days,
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        before_watched=watched_time(coverage, FORCE, period.start, at),
        after_watched=watched_time(coverage, FORCE, at, period.end),
    )


def side_counts(
    incidents: Sequence[Incident],
    rows: pa.Table,
    period: TimeSpan,
    coverage: Sequence[Coverage] = (),
) -> tuple[SideCount, ...]:
    """Incidents beside each dated map of areas held in the data; none when there is no map.

    ``rows`` may reach beyond the period: a map of another day never fills a missing one.
    """
    held = holdings(rows)
    counts = []
    for source in sorted({item.source for item in held}):
        mine = tuple(item for item in held if item.source == source)
        found = count_by_side(incidents, mine)
        missing = len(_days_of(period) - {d for item in mine for d in _days_of(item.time)})
        watched = held_exposure(mine, incidents, coverage, period, EVERYTHING)
        counts.append(
            SideCount(source, found.inside, found.outside, found.unknown, missing, watched)
        )
    return tuple(counts)


def _days_of(span: TimeSpan) -> set[date]:
    """The civil days (UTC) an interval touches; midnight as its end touches no new day."""
    last = span.end - timedelta(microseconds=1) if span.end > span.start else span.end
    days = (last.date() - span.start.date()).days
    return {span.start.date() + timedelta(days=n) for n in range(days + 1)}
