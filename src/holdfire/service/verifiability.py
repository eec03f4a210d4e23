"""Which sensors could show each clause, how probably and how soon, and what nobody can."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from holdfire.agreement import Agreement, Clause, describe, in_force
from holdfire.agreement.area import AnywhereArea, AreaRef
from holdfire.agreement.sensing.observability import (
    INSTRUMENTS,
    Family,
    Grade,
    family_words,
    judged,
    status,
)
from holdfire.agreement.sensing.outlook import ASSUMPTIONS, Outlook, Standing, outlook_of
from holdfire.agreement.sensing.prospect import Cell
from holdfire.agreement.sensing.sensors import Network, Sensor, Span
from holdfire.agreement.sensing.sensors_text import read_sensors
from holdfire.agreement.sensing.signs import needs_of_clause
from holdfire.agreement.sensing.view_share import areas_of, share_by_name
from holdfire.base.codes import Code
from holdfire.base.errors import BadInput
from holdfire.base.instant import micros
from holdfire.verification.atlas import TRUE, Atlas
from holdfire.verification.cells import cells_of
from holdfire.verification.membership import inside, missing_names

__all__ = ["EXAMPLE", "find_sensors", "show_verifiability"]

EXAMPLE = "example"
"""The name of the hypothetical sensors file that comes with the program."""

_ORDER = {each: number for number, each in enumerate(Standing)}


def find_sensors(wanted: str, agreement: Agreement) -> Network:
    """The sensors of a file, or of the example. Raises ``BadInput`` without such a file."""
    path = Path(wanted)
    if wanted == EXAMPLE and not path.exists():
        file = resources.files("holdfire.agreement.sensing") / "example.yaml"
        return read_sensors(
            file.read_text("utf-8"), origin="sensing/example.yaml", agreement=agreement
        )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Code.SENSORS_MALFORMED,
            f"there is no readable sensors file {wanted}",
            where=wanted,
            next_step=f"Give a UTF-8 file, or {EXAMPLE} for the hypothetical one.",
        ) from error
    return read_sensors(text, origin=str(path), agreement=agreement)


def show_verifiability(
    agreement: Agreement,
    network: Network | None,
    at: datetime | None = None,
    standing_h: float = 24.0,
) -> dict[str, Any]:
    """Every clause before every sensor, as plain values; what nobody can observe comes first.

    ``at`` chooses the clauses in force and the season of that month. ``standing_h`` is how
    long a standing violation lasts where the clause gives no deadline. Without a network
    only the judged letters are given.
    """
    judgement, note = status()
    head = {
        "agreement": agreement.id,
        "version": agreement.version,
        "at": at.isoformat() if at is not None else None,
        "judgement": judgement,
        "note": note,
        "families": {each.value: family_words(each) for each in Family},
        "sensors": None if network is None else _network(network),
        "standing_violation_h": standing_h,
        "assumptions": list(ASSUMPTIONS) if network is not None else [],
    }
    clauses = _clauses(agreement, at)
    if network is None:
        return {**head, "clauses": _judged_only(agreement, clauses)}
    share = _Shares(agreement, at)
    month = at.month if at is not None else None
    rows = [
        (
            outlook_of(clause, network, share, month=month, standing_h=standing_h),
            readings,
        )
        for clause, readings in clauses
    ]
    rows.sort(key=lambda row: _ORDER[row[0].standing])
    return {**head, "clauses": [_row(agreement, *row) for row in rows]}


def _clauses(agreement: Agreement, at: datetime | None) -> list[tuple[Clause, tuple[str, ...]]]:
    """Each different clause with the readings that have it, in the order of the text."""
    readings = agreement.readings if at is None else in_force(agreement, at)
    found: dict[str, tuple[Clause, list[str]]] = {}
    for reading in readings:
        for clause in reading.clauses:
            found.setdefault(repr(clause), (clause, []))[1].append(reading.id)
    rows = [(clause, tuple(names)) for clause, names in found.values()]
    return sorted(rows, key=lambda row: row[0].line_number)


class _Shares:
    """How much of a clause's area a sensor has in view: by its shapes, else by its words."""

    __slots__ = ("_agreement", "_at", "_atlas")

    def __init__(self, agreement: Agreement, at: datetime | None) -> None:
        self._agreement = agreement
        self._atlas = Atlas(agreement)
        self._at = at

    def __call__(self, sensor: Sensor, clause: Clause) -> Span:
        """The lowest and the highest share."""
        areas = areas_of(clause)
        by_name = share_by_name(sensor.area, areas)
        if by_name[0] == by_name[1]:
            return by_name
        measured = self._measured(sensor.area, areas, self._instant(clause))
        return by_name if measured is None else (measured, measured)

    def _instant(self, clause: Clause) -> int:
        """The instant whose shapes count: the one asked for, else the clause's first."""
        at = self._at or clause.starts or self._agreement.starts
        return micros(at) if at is not None else 0

    def _measured(self, view: AreaRef, areas: Sequence[AreaRef], at_us: int) -> float | None:
        """The share of the area's cells whose centre is surely in view."""
        if any(isinstance(area, AnywhereArea) for area in areas):
            return None
        if missing_names(self._atlas, (view, *areas)):
            return None
        cells = cells_of(self._atlas, areas, at_us)
        if cells is None:
            return None
        which = np.arange(len(cells.size_km2))
        seen = inside(self._atlas, view, cells.points, which) == TRUE
        whole = math.fsum(cells.size_km2.tolist())
        return math.fsum(cells.size_km2[seen].tolist()) / whole if whole else None


def _network(network: Network) -> dict[str, Any]:
    """The file as a whole."""
    return {
        "id": network.id,
        "title": network.title,
        "hypothetical": network.hypothetical,
        "note": network.note,
        "count": len(network.sensors),
        "seasons": {name: sorted(months) for name, months in network.seasons.items()},
    }


def _about(agreement: Agreement, clause: Clause, readings: Sequence[str]) -> dict[str, Any]:
    """What every row says of its clause."""
    letters = judged(clause)
    return {
        "id": clause.id,
        "ref": clause.ref,
        "line": clause.line_number,
        "kind": clause.kind.value,
        "readings": list(readings),
        "summary": clause.summary,
        "sentence": describe(clause, agreement),
        "look_for": [need.name for need in needs_of_clause(clause)],
        "judged": {each.value: letters[each].shown for each in Family},
    }


def _judged_only(
    agreement: Agreement, clauses: Sequence[tuple[Clause, tuple[str, ...]]]
) -> list[dict[str, Any]]:
    """The letters alone; clauses that no instrument sees come first."""
    rows = []
    for clause, readings in clauses:
        letters = judged(clause)
        seen = any(letters[each].violation for each in INSTRUMENTS)
        say = [] if seen else ["no instrument sees it; only a register or a log can show it"]
        rows.append({**_about(agreement, clause, readings), "say": say, "served": seen})
    return sorted(rows, key=lambda row: bool(row["served"]))


def _row(agreement: Agreement, outlook: Outlook, readings: Sequence[str]) -> dict[str, Any]:
    """One clause before all sensors."""
    clause = outlook.clause
    return {
        **_about(agreement, clause, readings),
        "served": outlook.standing is not Standing.UNSERVED,
        "standing": outlook.standing.value,
        "min_origins": clause.standard.min_origins,
        "absent_at": clause.standard.absent_at,
        "min_coverage": clause.standard.min_coverage,
        "if_violated": {
            "alleged": _span(outlook.alleged),
            "undetermined": _span(outlook.undetermined),
            "unseen": _span(outlook.unseen),
        },
        "if_kept": {
            "watched": _span(outlook.watched),
            "unsettled": _span((1.0 - outlook.watched[1], 1.0 - outlook.watched[0])),
        },
        "wait_h": outlook.wait_h,
        "weakest": outlook.weakest,
        "worst_season": outlook.season,
        "cells": [_cell(cell) for cell in outlook.cells],
        "say": _sentences(outlook),
    }


def _span(span: Span) -> list[float]:
    """Six digits are far more than any of the numbers is worth."""
    return [round(end, 6) + 0.0 for end in span]


def _cell(cell: Cell) -> dict[str, Any]:
    """One sensor before the clause."""
    sensor = cell.sensor
    return {
        "sensor": sensor.id,
        "family": sensor.family.value,
        "basis": sensor.basis,
        "judged": cell.judged.shown,
        "shows": cell.shows.shown,
        "p_detect": None if cell.p_detect is None else _span(cell.p_detect),
        "share_of_area": _span(cell.share),
        "revisit_h": sensor.revisit_h,
        "latency_h": sensor.latency_h,
        "wait_h": cell.wait_h,
        "conditions": list(sensor.conditions),
        "looks": [
            {
                "for": glimpse.need,
                "whole": glimpse.whole,
                "p_detect": None if glimpse.p_detect is None else _span(glimpse.p_detect),
                "seen": _span(glimpse.seen),
                "watched": _span(glimpse.watched),
                "false_alarms_per_day": glimpse.false_alarms_per_day,
            }
            for glimpse in cell.glimpses
        ],
        "why": list(cell.why),
    }


def _cut(share: float) -> str:
    """Two digits behind the point, cut: a share is never said to be more than it is."""
    return f"{math.floor(share * 100 + 1e-9) / 100:.2f}"


def _sentences(outlook: Outlook) -> list[str]:
    """What to tell the drafters."""
    clause = outlook.clause
    needs = ", ".join(need.name for need in needs_of_clause(clause))
    letters: Mapping[Family, Any] = judged(clause)
    if outlook.standing is Standing.UNSERVED:
        able = [each.value for each in Family if letters[each].violation]
        families = ", ".join(able)
        said = f"Nobody can observe this clause with these sensors: look for {needs}; "
        return [f"{said}families that could: {families}."]
    if outlook.standing is Standing.NEVER_KEPT:
        most, due = outlook.watched[1], clause.standard.min_coverage
        said = "It can never be complied, only unobserved or violated: say so to the drafters."
        return [f"{said} Watched is at most {_cut(most)}, complied needs {due:g}."]
    advice = []
    if outlook.standing is Standing.OPEN:
        advice.append(
            f"Whether it can be complied is open: watched is {_cut(outlook.watched[0])} to "
            f"{_cut(outlook.watched[1])}, complied needs {clause.standard.min_coverage:g}."
        )
    if not any(cell.shows.compliance is Grade.FULL for cell in outlook.cells):
        advice.append("No sensor by itself shows it kept; that rests on several together.")
    if outlook.alleged[0] < 0.5:
        advice.append(
            f"A violation may well not be alleged: {clause.standard.min_origins} origins must "
            f"see it; the weakest part is {outlook.weakest}."
        )
    return advice
