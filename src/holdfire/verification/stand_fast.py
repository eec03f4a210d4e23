"""Forces stay on their side of a line as it ran on a date.

Seeing forces across the line does not show whose they are: the other side's stand there by
right. So what is seen across stays open on whose it is, and only an empty, well-watched
strip beyond the line shows that nobody crossed it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.area import AreaRef, BufferArea, DepthArea
from holdfire.agreement.attachment import shape_at
from holdfire.agreement.clause import Clause
from holdfire.agreement.geometry import Shape
from holdfire.agreement.terms import StandFast
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.base.instant import day_span
from holdfire.base.quantity import Unit, exactly
from holdfire.verification.answer import Case, answer
from holdfire.verification.atlas import FALSE, TRUE, UNKNOWN, TruthArray
from holdfire.verification.bearer import unattributed
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import joined
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.presence import needs_of, seen_objects
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, Witness
from holdfire.verification.window import Window

__all__ = ["judge_stand_fast"]

BEYOND_KM = 5.0
"""How far beyond the line absence is asked for."""

_FORCES = ObjectPredicate("forces", anything=True)
_SIGNS = {"left": 1, "right": -1}


def judge_stand_fast(
    clause: Clause, terms: StandFast, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of standing fast over a window."""
    evidence = scene.evidence
    shape = shape_at(scene.agreement, terms.line, _as_of(terms, window, scene))
    factors = seen_objects(clause, _FORCES, window, scene)
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    across = np.full(len(which), UNKNOWN, np.int8)
    if shape is not None:
        across = _across(clause, terms, shape, scene, which)
    factors += [unattributed(evidence), from_nodes(evidence, which, across)]
    stretch = Stretch(_beyond(clause, terms, scene), needs_of(_FORCES))
    limits = (f"Absence is asked for within {BEYOND_KM:g} km beyond the line.",)
    case = Case(
        tuple(factors), (), stretch, (terms.line,), limits, _undated(terms, shape, scene)
    )
    return answer(case, clause, window, scene)


def _as_of(terms: StandFast, window: Window, scene: Scene) -> datetime:
    """The last instant of the day of which the line is meant; else of the window."""
    day: date | None = terms.as_of or scene.agreement.line_dates.get(terms.line)
    if day is None:
        return window.end - timedelta(microseconds=1)
    return day_span(day, scene.agreement.zone).end


def _undated(terms: StandFast, shape: Shape | None, scene: Scene) -> tuple[Witness, ...]:
    """The line has shapes, but none of that day."""
    if shape is not None or not scene.atlas.charts(terms.line):
        return ()
    what = f"no shape of the line {terms.line} holds on the day of which the text means it"
    return (Witness("geometry", f"{what}; attach that one with --geometry", (terms.line,)),)


def _across(
    clause: Clause,
    terms: StandFast,
    shape: Shape,
    scene: Scene,
    which: NDArray[np.int64],
) -> TruthArray:
    """Is each node on the far side for an actor? For all parties every side is far for one."""
    points, line = scene.evidence.nodes, scene.atlas.line(shape)
    if terms.side and terms.side not in _SIGNS:
        lon, lat = points.lon[which], points.lat[which]
        foot_lon, foot_lat = line.foot(lon, lat)
        offset = {
            "north": lat - foot_lat,
            "south": foot_lat - lat,
            "east": lon - foot_lon,
            "west": foot_lon - lon,
        }[terms.side]
        return np.where(offset == 0.0, UNKNOWN, np.where(offset > 0.0, FALSE, TRUE))
    told = scene.atlas.sides(shape)
    stays = {_SIGNS[terms.side]} if terms.side else {told.get(a, 0) for a in clause.actors}
    side = points.side(shape.wkb, line, which)
    if not stays:
        return np.full(len(which), TRUE, np.int8)
    if 0 in stays:
        return np.full(len(which), UNKNOWN, np.int8)
    across = np.isin(side, [-sign for sign in stays])
    return np.where(side == 0, UNKNOWN, np.where(across, TRUE, FALSE))


def _beyond(clause: Clause, terms: StandFast, scene: Scene) -> tuple[AreaRef, ...]:
    """The strip beyond the line: the ground of the others where a line tells it."""
    reach = exactly(BEYOND_KM, Unit.KILOMETRE)
    told = {
        p: s
        for c in scene.atlas.charts(terms.line)
        for p, s in scene.atlas.sides(c.shape).items()
    }
    mine = {told[actor] for actor in clause.actors if actor in told}
    others = [party for party, sign in told.items() if mine and sign not in mine]
    if not others:
        return (BufferArea(terms.line, reach),)
    return tuple(DepthArea(terms.line, reach, party) for party in others)
