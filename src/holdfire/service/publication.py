"""The incidents of a run as what a map shows now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from holdfire.base.identity import canonical_json, sha256_hex
from holdfire.base.instant import TimeSpan, micros
from holdfire.incidents import Incident
from holdfire.incidents.incident_table import incident_table

__all__ = ["IncidentRow", "Publication", "publication_of"]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident for the table of current incidents.

    ``content`` is the SHA-256 of ``record``, its canonical JSON; times are µs since 1970,
    the place is its mean in degrees on WGS 84, ``ellipse`` the 90 % ellipse as WKB.
    """

    content: str
    id: str
    t_start: int
    t_end: int
    existence: float
    lon: float | None
    lat: float | None
    ellipse: bytes | None
    record: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The incidents that a run found in a period (µs since 1970), and what found them.

    ``configuration`` names the program and its model; ``at`` is ISO 8601.
    """

    configuration: str
    run: str
    at: str
    start: int
    end: int
    rows: tuple[IncidentRow, ...]


def publication_of(
    incidents: Sequence[Incident], *, configuration: str, run: str, at: str, period: TimeSpan
) -> Publication:
    """The incidents that meet the period, ready to publish; their order changes nothing."""
    start, end = micros(period.start), micros(period.end)
    rows = map(_row, incident_table(tuple(incidents)).to_pylist())
    met = [row for row in rows if row.t_start < end and row.t_end >= start]
    met.sort(key=lambda row: row.content)
    return Publication(configuration, run, at, start, end, tuple(met))


def _row(item: dict[str, Any]) -> IncidentRow:
    """One row of the incident table."""
    ellipse = item.pop("ellipse")
    del item["geometry"]
    start, end = micros(item["t_start"]), micros(item["t_end"])
    record = canonical_json({name: _plain(value) for name, value in item.items()})
    return IncidentRow(
        content=sha256_hex(record.encode()),
        id=item["id"],
        t_start=start,
        t_end=end,
        existence=item["existence"],
        lon=item["lon"],
        lat=item["lat"],
        ellipse=ellipse,
        record=record,
    )


def _plain(value: object) -> object:
    """A value of the table as JSON."""
    return value.isoformat() if isinstance(value, datetime) else value
