"""Whose act or object was it? Decided by the place alone, or left open.

No source's word on who did it is used here. A clause for all parties needs no answer. A
clause for some of them is decided where the side of a line tells whose ground it is, and
only for what stands somewhere: from where it fell nobody can tell who fired.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import AreaRef, BandArea, BufferArea, DepthArea
from holdfire.agreement.clause import Clause
from holdfire.verification.atlas import FALSE, Atlas, TruthArray
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor, from_truth
from holdfire.verification.membership import line_of
from holdfire.verification.nearness import on_side_of
from holdfire.verification.points import Points

__all__ = ["binds_all", "grounds", "told_by_place", "unattributed"]


def binds_all(clause: Clause, agreement: Agreement) -> bool:
    """Does the clause bind every party of the text?"""
    return not clause.actors or set(clause.actors) >= {p.id for p in agreement.parties}


def told_by_place(
    atlas: Atlas,
    actors: Sequence[str],
    area: AreaRef,
    points: Points,
    which: NDArray[np.int64],
) -> TruthArray | None:
    """Do the points stand on the ground of one of the actors? ``None``: no line tells.

    An area on the side of one party tells by itself.
    """
    side = area.party if isinstance(area, BandArea | DepthArea) else ""
    if side:
        return np.full(len(which), 2, np.int8) if side in actors else None
    line = line_of(area)
    told = {party for chart in atlas.charts(line) for party in atlas.sides(chart.shape)}
    if not line or not told & set(actors):
        return None
    truth = np.full(len(which), FALSE, np.int8)
    for actor in actors:
        if actor in told:
            truth = np.maximum(truth, on_side_of(atlas, line, points, which, actor))
    return truth


def grounds(
    atlas: Atlas, clause: Clause, agreement: Agreement, area: AreaRef
) -> tuple[AreaRef, ...]:
    """Where absence must be seen: only the actors' own ground where a line tells it."""
    line = line_of(area)
    told = {party for chart in atlas.charts(line) for party in atlas.sides(chart.shape)}
    mine = tuple(actor for actor in clause.actors if actor in told)
    if binds_all(clause, agreement) or not mine:
        return (area,)
    if isinstance(area, BufferArea):
        return tuple(DepthArea(line, area.each_side, actor) for actor in mine)
    if isinstance(area, BandArea) and not area.party:
        return tuple(BandArea(line, area.inner, area.outer, actor) for actor in mine)
    return (area,)


def unattributed(evidence: Evidence) -> Factor:
    """The open condition that it was one of the actors."""
    truth = np.ones(evidence.size, np.int8)
    return from_truth(
        "actor", truth, "attribution", "whose it was cannot be told from its place"
    )
