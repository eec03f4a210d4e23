"""The incidents as columns: one short answer the workbench filters in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from holdfire.agreement.geometry import ShapeKind
from holdfire.base.instant import micros
from holdfire.incidents.record import Incident
from holdfire.web.answers import answers_of, matched_by
from holdfire.web.mapdrawing import kind_of, shape_of
from holdfire.web.port import Run

__all__ = ["incident_columns"]

# A zone holds an incident for the filter when more of its weight lies inside than outside.
INSIDE = 0.5


def _indexed(values: Sequence[Sequence[str]]) -> tuple[list[str], list[list[int]]]:
    """The distinct words, sorted, and for each row the places of its words among them."""
    words = sorted({word for row in values for word in row})
    place = {word: index for index, word in enumerate(words)}
    return words, [[place[word] for word in row] for row in values]


def _zones(run: Run, incidents: Sequence[Incident]) -> list[list[str]]:
    """For each incident the zones that hold more than half of its weight."""
    found: list[list[str]] = [[] for _ in incidents]
    rows = [
        (index, lon, lat, weight)
        for index, item in enumerate(incidents)
        if item.region is not None
        for lon, lat, weight in item.region.nodes
    ]
    if not rows:
        return found
    table = np.array(rows, dtype=np.float64)
    for shape in run.agreement.shapes:
        if shape.kind is ShapeKind.LINE:
            continue
        inside = shapely.contains_xy(shape_of(shape), table[:, 1], table[:, 2])
        weight = np.bincount(
            table[:, 0].astype(np.int64), weights=table[:, 3] * inside, minlength=len(incidents)
        )
        for index in np.flatnonzero(weight > INSIDE):
            if shape.name not in found[index]:
                found[index].append(shape.name)
    return found


def _places(incidents: Sequence[Incident]) -> dict[str, list[float | None]]:
    """Where: degrees and the semi-axes of the 90 % ellipse; null without a place."""
    columns: dict[str, list[float | None]] = {}
    for name, digits in (
        ("lon", 5),
        ("lat", 5),
        ("major_m", 0),
        ("minor_m", 0),
        ("angle_deg", 1),
    ):
        columns[name] = [
            None if item.region is None else round(float(getattr(item.region, name)), digits)
            for item in incidents
        ]
    return columns


def incident_columns(run: Run) -> dict[str, Any]:
    """All incidents in order of time (ms since 1970 UTC), equal instants in order of id.

    Lists of words are sent once and referred to by place.
    """
    incidents = sorted(run.incidents, key=lambda item: (item.time.start, item.id))
    answers = answers_of(run)
    matched = matched_by(answers)
    order = {answer.key: index for index, answer in enumerate(answers)}
    kinds, kind = _indexed([[kind_of(item)[0]] for item in incidents])
    sources, source = _indexed([item.sources for item in incidents])
    zones, zone = _indexed(_zones(run, incidents))
    bearing = [matched.get(item.id, ()) for item in incidents]
    return {
        "version": 1,
        "run": run.run_id,
        "count": len(incidents),
        "kinds": kinds,
        "sources": sources,
        "zones": zones,
        "clauses": [
            {"key": a.key, "ref": a.ref, "reading": a.reading_title, "verdict": a.verdict}
            for a in answers
        ],
        "id": [item.id for item in incidents],
        **_places(incidents),
        "t0": [micros(item.time.start) // 1000 for item in incidents],
        "t1": [micros(item.time.end) // 1000 for item in incidents],
        "kind": [row[0] for row in kind],
        "p": [round(item.existence.value, 4) for item in incidents],
        "source": source,
        "zone": zone,
        "clause": [[order[a.key] for a in row] for row in bearing],
        "alleged": [int(any(a.alleged for a in row)) for row in bearing],
        "origins": [item.origins for item in incidents],
        "modalities": [len(set(item.modalities)) for item in incidents],
        "text": [_searched(item) for item in incidents],
    }


def _searched(item: Incident) -> str:
    """The words a search looks through, beside kind, source and id."""
    values = [str(v) for vs in item.attributes.values() for v in vs]
    return " ".join((*item.admin_codes, *values, *item.flags))
