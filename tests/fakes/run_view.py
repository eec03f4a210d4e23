"""A run in memory: small, simulated, with everything a page may meet, hostile text included."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import shapely

from holdfire.agreement.agreement import Agreement, Definition, Party, Reading, SourceText
from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.terms import Cessation
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.identity import content_id
from holdfire.base.instant import TimeSpan
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.quantity import Probability
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident, Link, Region

__all__ = ["HOSTILE", "START", "FakeRun", "fake_run", "no_run", "opens"]

START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 14
HOSTILE = '<script>window.pwned=1</script> =HYPERLINK("http://x") <img src=x onerror=alert(1)>'
KINDS = (
    Phenomenon.EXPLOSION,
    Phenomenon.THERMAL,
    Phenomenon.LIGHT_FIRE,
    Phenomenon.WEAPON_PRESENT,
    Phenomenon.UAV,
    Phenomenon.FORCES_PRESENT,
    Phenomenon.DAMAGE,
    Phenomenon.ALARM,
    Phenomenon.MINE,
    Phenomenon.CROSSING,
    Phenomenon.INTERFERENCE,
    Phenomenon.VESSEL,
    Phenomenon.UNKNOWN,
)
SOURCES = (("firms", Modality.THERMAL), ("array", Modality.ARRAY), ("patrol", Modality.PATROL))
PLACES = ((37.6, 48.3), (38.1, 48.7), (37.9, 47.6), (38.4, 48.2), (37.4, 47.9))


def _agreement() -> Agreement:
    """Two sides, one line, two zones, two readings of one text."""
    line = shapely.LineString([(37.4, 47.1), (37.9, 47.8), (37.8, 48.3), (38.5, 48.9)])
    zone = line.buffer(0.2)
    site = shapely.box(37.2, 48.4, 37.5, 48.7)
    clauses = (
        _clause("1.a", ClauseKind.CESSATION, "No use of any weapon from the first day on."),
        _clause(
            "2.b", ClauseKind.MIN_DISTANCE, "Guns of 100 mm or more stay behind their line."
        ),
        _clause("3", ClauseKind.NO_FLY, "No aircraft above the zone."),
        _clause("4", ClauseKind.ACCESS, "Monitors may go everywhere."),
    )
    return Agreement(
        id="example",
        title="Example ceasefire <of two sides>",
        kind="ceasefire",
        parties=(Party("A", "Side A"), Party("B", "Side B")),
        readings=(
            Reading("strict", "Force of any kind", clauses),
            Reading("narrow", "Force across the line", clauses, asserted_by="Side A"),
        ),
        starts=START,
        ends=START + timedelta(days=90),
        zone="Europe/Kyiv",
        lines={"contact_line": "as drawn on the map", "rear_line": "not drawn"},
        zones={"zone_of_separation": "", "storage_site": ""},
        shapes=(
            Shape("zone_of_separation", ShapeKind.ZONE, zone.wkb, START, None, "simulated"),
            Shape("contact_line", ShapeKind.LINE, line.wkb, START, None, "simulated"),
            Shape(
                "storage_site", ShapeKind.SITE, site.wkb, START, None, "simulated", "ab" * 32
            ),
        ),
        definitions=(Definition("weapon", "anything fired", ("anything launched",)),),
        sources=(SourceText("S1", "Example gazette"),),
        hypothetical=True,
        version="f" * 64,
    )


def _clause(name: str, kind: ClauseKind, summary: str) -> Clause:
    """A clause with its own sentence."""
    return Clause(name, f"Art. {name}", kind, Cessation(), source="S1", summary=summary)


def _region(index: int) -> Region:
    """A place near one of a few centres, with an ellipse of its own."""
    lon0, lat0 = PLACES[index % len(PLACES)]
    lon = lon0 + 0.12 * math.sin(index * 1.7)
    lat = lat0 + 0.08 * math.cos(index * 2.3)
    major, minor = 600.0 + 170.0 * (index % 9), 300.0 + 60.0 * (index % 5)
    step = major / 111_195.0
    nodes = ((lon, lat, 0.6), (lon + step, lat, 0.2), (lon, lat - step, 0.2))
    return Region(lon, lat, minor**2, 0.0, major**2, major, minor, 20.0 * (index % 9), nodes)


def _incident(index: int, total: int) -> Incident:
    """The index-th incident; every tenth has no place, every seventh rests on three sources."""
    kind = KINDS[index % len(KINDS)]
    start = START + timedelta(seconds=int(index / total * DAYS * 86_400))
    known = SOURCES if index % 7 == 0 else (SOURCES[index % 3],)
    made = content_id("incident", str(index))
    detections = tuple(content_id("detection", made, name) for name, _ in known)
    value = (0.03, 0.3, 0.6, 0.97, 0.995)[index % 5]
    against = (content_id("detection", made, "against"),) if index % 7 == 0 else ()
    return Incident(
        id=made,
        detections=detections,
        existence=Probability(value, value * 0.8, min(1.0, value * 1.1), index % 4 == 0),
        classes=((kind, 0.8), (Phenomenon.UNKNOWN, 0.2)),
        attributes={"kind": ("artillery",), "calibre_mm": (122, 152)} if index % 3 == 0 else {},
        time=TimeSpan(start, start + timedelta(minutes=10 * (index % 6))),
        region=None if index % 10 == 9 else _region(index),
        admin_codes=("@formula",) if index % 10 == 9 else (),
        origins=len(known),
        origin_groups=tuple(content_id("origin", d) for d in detections),
        modalities=tuple(modality for _, modality in known),
        sources=tuple(name for name, _ in known),
        count_low=2 if index % 3 == 0 else None,
        count_high=5 if index % 3 == 0 else None,
        synthetic=True,
        links=tuple(Link(detections[0], other, 2.5) for other in detections[1:]),
        contrary=against,
    )


def _coverage() -> tuple[Coverage, ...]:
    """The array watches half of the line by day; satellites pass; patrols measured nothing."""
    found = []
    wide = shapely.box(37.0, 47.0, 38.2, 49.0).wkb
    narrow = shapely.box(37.5, 48.0, 38.0, 48.6).wkb
    for day in range(DAYS):
        dawn = START + timedelta(days=day, hours=5)
        blind = "cloud over the whole area" if day % 5 == 4 else None
        plan = (
            ("array", Modality.ARRAY, narrow, 12, (0.8, 0.95), None),
            ("firms", Modality.THERMAL, wide, 1, (0.3, 0.6), blind),
            ("patrol", Modality.PATROL, wide, 8, None, None),
        )
        for source, modality, area, hours, chance, reason in plan:
            if day in {7, 8}:  # two days on which nobody looked at all
                continue
            span = TimeSpan(dawn, dawn + timedelta(hours=hours))
            low, high = chance if chance and reason is None else (None, None)
            found.append(
                Coverage(
                    content_id("coverage", source, str(day)),
                    source,
                    f"{source}-1",
                    modality,
                    span,
                    area,
                    (Phenomenon.EXPLOSION,),
                    low,
                    high,
                    reason,
                    "declared by the exercise",
                    synthetic=True,
                )
            )
    return tuple(found)


def _iso(instant: datetime) -> str:
    """ISO 8601 with Z."""
    return instant.isoformat().replace("+00:00", "Z")


def _answer(clause: Clause, verdict: str, items: tuple[Incident, ...]) -> dict[str, Any]:
    """One clause of the report."""
    chance = {"value": 0.97, "low": 0.9, "high": 0.99, "calibrated": False}
    return {
        "id": clause.id,
        "ref": clause.ref,
        "kind": clause.kind.value,
        "actors": ["A", "B"],
        "window": {"start": _iso(START), "end": _iso(START + timedelta(days=DAYS))},
        "verdict": verdict,
        "probability": chance if items else None,
        "incidents": [item.id for item in items],
        "matches": [
            {
                "incident": item.id,
                "probability": {**chance, "value": item.existence.value},
                "origins": item.origins,
                "parts": {"existence": item.existence.value, "place": 0.9},
            }
            for item in items
        ],
        "coverage": {
            "share": 0.61 if items else None,
            "observed_km_h": 900.0,
            "total_km_h": 1475.0,
            "by_side": {"left of contact_line": 0.7, "right of contact_line": 0.5},
            "gaps": ["Two days without any look."],
        },
        "reason": "Matching incidents reach the threshold."
        if items
        else "Nobody looked there.",
        "witness": []
        if items
        else [{"kind": "gap", "what": "A look at the zone.", "keys": []}],
        "rate": {
            "count": float(len(items)),
            "exposure_km_h": 900.0,
            "per_100_km_h": 1.5,
            "low": 1.1,
            "high": 2.0,
        }
        if items
        else None,
        "figures": {},
        "summary": clause.summary,
    }


def _source(name: str, modality: Modality, rows: int) -> dict[str, Any]:
    """One source of the report."""
    return {
        "name": name,
        "title": f"{name} (simulated)",
        "modality": modality.value,
        "rows_in": rows,
        "observations": rows - 2,
        "quarantined": 2,
        "in_period": rows - 2,
        "first": _iso(START),
        "last": _iso(START + timedelta(days=DAYS)),
        "licence": "none needed",
        "latency": "about 3 hours",
        "bias": "sees large fires better than small ones",
        "cannot_see": "anything below cloud",
        "synthetic": True,
        "reasons": {"no readable time": 2},
    }


def _exposure(recorded: int) -> dict[str, Any]:
    """One line of the report's exposure; a side has the name of hostile text."""

    def counted(share: float, rate: dict[str, Any] | None) -> dict[str, Any]:
        watched = {"total": 1000.0, "measured": 1000.0 * share, "unmeasured": 0.0,
                   "blind": 100.0, "nobody": 900.0 - 1000.0 * share}  # fmt: skip
        return {"recorded": recorded / 2, "watched": watched, "rate": rate}

    rate = {"per_1000": 4.0, "low": 1.5, "high": None, "at_most": None}
    return {
        "subject": "contact_line",
        "subject_kind": "line",
        "kind": "explosion",
        "unit": "km·h",
        "whole": counted(0.4, rate),
        "sides": [{"side": "A", **counted(0.7, rate)}, {"side": HOSTILE, **counted(0.1, None)}],
    }


def _report(agreement: Agreement, items: tuple[Incident, ...]) -> dict[str, Any]:
    """A report as the reports room writes it."""
    force = tuple(i for i in items if i.classes[0][0] is Phenomenon.EXPLOSION)
    verdicts = ("violated", "undetermined", "complied", "unobserved")
    share = {"share": 0.61, "observed_km_h": 900.0, "total_km_h": 1475.0}
    return {
        "schema": "1",
        "kind": "period",
        "title": "Example",
        "program": "holdfire 0.1.0",
        "made_at": _iso(START + timedelta(days=DAYS)),
        "data_hash": "d" * 64,
        "synthetic": True,
        "agreement": {
            "id": agreement.id,
            "title": agreement.title,
            "version": agreement.version,
            "hypothetical": agreement.hypothetical,
            "parties": [{"id": p.id, "name": p.name} for p in agreement.parties],
            "shapes": [],
        },
        "period": {"start": _iso(START), "end": _iso(START + timedelta(days=DAYS))},
        "coverage": {**share, "by_side": {"left": 0.7, "right": 0.5}, "gaps": []},
        "gaps": ["Nobody looked on 8 and 9 March 2026."],
        "readings": [
            {
                "id": reading.id,
                "title": reading.title,
                "clauses": [
                    _answer(clause, verdict, force if verdict == "violated" else ())
                    for clause, verdict in zip(
                        reading.clauses,
                        verdicts if reading.id == "strict" else verdicts[1:] + verdicts[1:2],
                        strict=True,
                    )
                ],
            }
            for reading in agreement.readings
        ],
        "accounting": {
            "rows_in": 300,
            "observations": 294,
            "quarantined": 6,
            "duplicates": 0,
            "undated": 0,
            "in_period": 294,
            "detections": 310,
            "incidents": len(items),
        },
        "sources": [_source(name, modality, 100) for name, modality in SOURCES],
        "origins": {
            "incidents": 3, "groups": 4, "mean": 1.2, "low": 0.0, "high": 3.0, "shifts": 200
        },
        "chance": [
            {"left": "array", "right": "firms", "observed": 12, "mean": 3.2, "low": 1.0,
             "high": 6.0, "shifts": 200}
        ],
        "rate_steps": [
            {"at": _iso(START), "what": "entry into force", "source": "array", "before": 0,
             "before_days": 3.0, "after": 40, "after_days": 11.0, "ratio": None, "low": None,
             "high": None}
        ],
        "side_counts": [],
        "exposure": [_exposure(len(force))],
        "lint": ["HF-2009 clause 2.b needs rear_line, which no file draws."],
        "previous": None,
    }  # fmt: skip


@dataclass
class FakeRun:
    """The run; rows are made on demand from the ids."""

    total: int = 120
    run_id: str = "run-" + "0" * 12
    created: str = "2026-03-15T06:00:00Z"
    folder: Path = Path("nowhere")
    agreement: Agreement = field(default_factory=_agreement)
    coverage: tuple[Coverage, ...] = field(default_factory=_coverage)

    def __post_init__(self) -> None:
        """Make the incidents and the report once."""
        made = (_incident(index, self.total) for index in range(self.total))
        self.incidents = tuple(made)
        self.report: Mapping[str, Any] = _report(self.agreement, self.incidents)
        self._by_id = {item.id: item for item in self.incidents}
        self._rows = {
            content_id("observation", d): (item, d)
            for item in self.incidents
            for d in (*item.detections, *item.contrary)
        }

    def incident(self, incident_id: str, /) -> Incident | None:
        """One incident."""
        return self._by_id.get(incident_id)

    def detections_of(self, incident_id: str, /) -> tuple[Mapping[str, Any], ...]:
        """Rows of the detection schema, as far as a page reads them."""
        item = self._by_id[incident_id]
        rows = []
        for index, made in enumerate((*item.detections, *item.contrary)):
            source, modality = SOURCES[index % 3]
            rows.append(
                {
                    "id": made,
                    "observation_id": content_id("observation", made),
                    "source": source,
                    "modality": modality.value,
                    "origin_group": content_id("origin", made),
                    "t_start": item.time.start,
                    "t_end": item.time.end,
                    "phenomenon": item.classes[0][0].value,
                    "attributes": '{"kind":["artillery"]}',
                    "count_low": item.count_low,
                    "count_high": item.count_high,
                    "exists": 0.7 - 0.1 * index,
                    "calibrated": index == 0,
                }
            )
        return tuple(rows)

    def observation(self, observation_id: str, /) -> Mapping[str, Any] | None:
        """A row of the observation schema, as far as a page reads it."""
        found = self._rows.get(observation_id)
        if found is None:
            return None
        item, made = found
        region = item.region
        return {
            "id": observation_id,
            "source": "patrol",
            "modality": "patrol",
            "raw_sha256": sha256(made.encode()).hexdigest(),
            "record_index": 3,
            "synthetic": True,
            "t_start": item.time.start,
            "t_end": item.time.end,
            "time_basis": "utc",
            "sigma_s": 60.0,
            "place_kind": "point" if region else "none",
            "lon": None if region is None else region.lon,
            "lat": None if region is None else region.lat,
            "radius_m": None if region is None else region.major_m,
            "phenomenon": item.classes[0][0].value,
            "source_term": "вибух <b>",
            "count_low": item.count_low,
            "count_high": item.count_high,
            "count_approx": True,
            "exists": None,
            "exists_kind": None,
            "attributes": '{"kind":["artillery"]}',
            "narrative": f"Почули вибух. {HOSTILE}",
            "language": "uk",
            "flags": "",
            "residual": '{"note":"<i>kept</i>"}',
            "admin_code": None,
            "gazetteer": None,
            "stated": None,
            "scan": None,
        }

    def original(self, raw_sha256: str, record_index: int, /) -> Mapping[str, Any] | None:
        """The sealed row."""
        return {
            "file": "patrol.csv",
            "row": record_index,
            "text": f"2026-03-02,48.3,37.6,{HOSTILE}",
            "sha256": raw_sha256,
        }


def fake_run(total: int = 120) -> FakeRun:
    """A run of that many incidents; the same every time."""
    return FakeRun(total)


class opens:  # noqa: N801 - reads as a verb where it is used
    """``open_view`` that always opens the same run."""

    def __init__(self, run: FakeRun) -> None:
        self.run = run

    def __call__(self, workspace: Path, run: str | None = None) -> FakeRun:
        """The run, or the error of a run that is not there."""
        if run not in {None, self.run.run_id}:
            raise BadInput(Code.NO_RUN, "this workspace has no such run", where=workspace.name)
        return self.run


def no_run(workspace: Path, run: str | None = None) -> FakeRun:
    """``open_view`` of an empty workspace."""
    raise BadInput(Code.NO_RUN, "this workspace has no run", where=workspace.name)
