"""Coverage: when and where somebody could have seen, and what nobody could."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from holdfire.detections.coverage import Coverage
from holdfire.web.desk import run_of
from holdfire.web.page import reader_of, respond
from holdfire.web.pages.today import period_of
from holdfire.web.scene import scene
from holdfire.web.sight import Sight, sight_of, strips
from holdfire.web.stripdrawing import draw_strips, lanes_of
from holdfire.web.twin import answer_json

__all__ = ["ExposureRow", "Ledger", "as_json", "exposure_rows", "ledgers", "page"]

_STATES = ("measured", "unmeasured", "blind", "nobody")


@dataclass(slots=True)
class Ledger:
    """What one source covered: hours by state, detection probabilities, why it was blind."""

    source: str
    hours: dict[Sight, float] = field(default_factory=lambda: dict.fromkeys(Sight, 0.0))
    low: float | None = None
    high: float | None = None
    blind: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    bases: set[str] = field(default_factory=set)
    sensors: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """A count of one kind, of a line or zone or of one of its sides, beside its exposure.

    ``shares`` are watched with misses measured, not measured, unable to see, not watched.
    ``rate`` is per 1,000 of ``unit``, with its interval; ``None`` without known exposure.
    """

    kind: str
    subject: str
    side: str
    recorded: float
    shares: tuple[float, ...]
    unit: str
    rate: Mapping[str, float | None] | None


def exposure_rows(report: Mapping[str, Any]) -> list[ExposureRow]:
    """The counts of a report beside their exposure, each followed by its sides.

    A report of an earlier version has none. A kind stands here where it was recorded or
    watched with known probability.
    """
    rows = []
    for item in report.get("exposure", ()):
        whole = item["whole"]
        if item["kind"] == "everything" or not (
            whole["recorded"] or whole["watched"]["measured"]
        ):
            continue
        rows.append(_exposure_row(item, "", whole))
        rows.extend(_exposure_row(item, side["side"], side) for side in item["sides"])
    return rows


def _exposure_row(
    item: Mapping[str, Any], side: str, counted: Mapping[str, Any]
) -> ExposureRow:
    """One count with the shares of its exposure."""
    watched = counted["watched"]
    whole = watched["total"] or 1.0
    return ExposureRow(
        kind=item["kind"],
        subject=item["subject"],
        side=side,
        recorded=counted["recorded"],
        shares=tuple(watched[name] / whole for name in _STATES),
        unit=item["unit"],
        rate=counted["rate"],
    )


def ledgers(coverage: tuple[Coverage, ...]) -> list[Ledger]:
    """One ledger a source; hours are clock hours with at least one sensor in that state."""
    found: dict[str, Ledger] = {}
    for record in coverage:
        ledger = found.setdefault(record.source, Ledger(record.source))
        ledger.sensors.add(record.sensor)
        ledger.bases.add(record.basis)
        if record.reason_blind is not None:
            ledger.blind[record.reason_blind] += record.time.seconds / 3600.0
        if record.p_detect_low is not None and record.p_detect_high is not None:
            ledger.low = min(record.p_detect_low, 1.0 if ledger.low is None else ledger.low)
            ledger.high = max(record.p_detect_high, 0.0 if ledger.high is None else ledger.high)
    for source, parts in strips(coverage).items():
        for part in parts:
            hours = (part.end - part.start).total_seconds() / 3600.0
            found[source].hours[part.sight] += hours
    return [found[source] for source in sorted(found)]


def page(request: Request) -> Response:
    """The page."""
    run, reader = run_of(request), reader_of(request)
    period, say = period_of(run), reader.words.say
    instants: dict[str, list[datetime]] = defaultdict(list)
    for item in run.incidents:
        for source in item.sources:
            instants[source].append(item.time.start)
    names = {source["name"]: source["name"] for source in run.report["sources"]}
    context = {
        "ledgers": ledgers(run.coverage),
        "silent": sorted(set(names) - {record.source for record in run.coverage}),
        "report_coverage": run.report["coverage"],
        "exposure": exposure_rows(run.report),
        "gaps": list(run.report.get("gaps", ())),
        "map": scene(run, reader, (), key="c", span=period),
        "strips": draw_strips(
            lanes_of(names, strips(run.coverage), instants),
            period,
            key="s",
            title=say("When each source could see, and what it recorded"),
            description=say("The same as a table stands on the coverage page."),
        ),
    }
    return respond(request, "coverage.html", context, run=run, reader=reader)


def as_json(request: Request) -> Response:
    """Every coverage record as data, its area as hexadecimal WKB."""
    run = run_of(request)
    records = [
        {
            "id": record.id,
            "source": record.source,
            "sensor": record.sensor,
            "modality": str(record.modality),
            "t_start": record.time.start,
            "t_end": record.time.end,
            "state": sight_of(record).value,
            "p_detect_low": record.p_detect_low,
            "p_detect_high": record.p_detect_high,
            "reason_blind": record.reason_blind,
            "phenomena": [str(item) for item in record.phenomena],
            "basis": record.basis,
            "synthetic": record.synthetic,
            "area_wkb_hex": record.area_wkb,
        }
        for record in run.coverage
    ]
    return answer_json({"version": 1, "run": run.run_id, "coverage": records})
