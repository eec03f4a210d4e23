"""None of these objects nearer than a distance to the bearer's own reference line.

The bearer is the party on whose side of its own line the object stands. Two parties may have
two lines: between them an object stands in front of the line of either, which is nearer than
any distance. Where the lines overlap and the answer depends on the bearer, it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.accord.macros.min_distance import lines_of_parties
from holdfire.agreement.area import AreaRef, BufferArea, DepthArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.required import Required, required_distance
from holdfire.agreement.terms import MinDistance
from holdfire.base.quantity import Unit, exactly
from holdfire.verification.answer import Case, answer
from holdfire.verification.atlas import FALSE, TRUE, UNKNOWN, Atlas, TruthArray
from holdfire.verification.bearer import binds_all, told_by_place, unattributed
from holdfire.verification.behind import Bearing, Measured
from holdfire.verification.evidence import Evidence, existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, joined
from holdfire.verification.happening import happening
from holdfire.verification.nearness import limit_mm, on_side_of, within_mm
from holdfire.verification.placing import asked_nodes, from_nodes, shares_of
from holdfire.verification.points import Points
from holdfire.verification.posting import OWN_LINE
from holdfire.verification.presence import PRESENT, needs_of
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_min_distance"]

IntArray = NDArray[np.int64]

_UNKNOWN_DISTANCE = "its kind, calibre or system is not known well enough to tell its distance"


def judge_min_distance(
    clause: Clause, terms: MinDistance, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a minimum distance over a window."""
    evidence, atlas = scene.evidence, scene.atlas
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    required = [required_distance(terms, trait) for trait in evidence.traits]
    factors = [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, PRESENT),
        _bound(evidence, required),
        *([] if exempt is None else [exempt]),
    ]
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    low, high = (_limits(evidence, required, which, end) for end in ("low", "high"))
    far = _too_near(clause, terms, scene, which, high)
    near = far if (low == high).all() else _too_near(clause, terms, scene, which, low)
    factors[3] = _narrowed(evidence, factors[3], which, near, far)
    lines = lines_of_parties(terms, scene.agreement)
    if not terms.line_by_party and not binds_all(clause, scene.agreement):
        buffer = BufferArea(terms.line, exactly(1.0, Unit.KILOMETRE))
        if told_by_place(atlas, clause.actors, buffer, evidence.nodes, which) is None:
            factors.append(unattributed(evidence))
    factors.append(from_nodes(evidence, which, far))
    areas = _areas(atlas, terms, lines)
    stretch = Stretch(areas, needs_of(terms.objects))
    bearing = Bearing(atlas, terms.line, lines, frozenset(clause.actors))
    measured = Measured(OWN_LINE if lines else terms.line, bearing, required, scene)
    case = Case(tuple(factors), areas, stretch, measure=measured)
    return answer(case, clause, window, scene)


def _bound(evidence: Evidence, required: list[Required]) -> Factor:
    """Is it an object that some distance binds?"""
    truth = np.array([int(each.bound) for each in required], np.int8)[evidence.trait]
    low, high = (truth == 2).astype(np.float64), (truth >= 1).astype(np.float64)
    return Factor("object", low, low, high, high, "definition", _UNKNOWN_DISTANCE)


def _limits(
    evidence: Evidence, required: list[Required], which: IntArray, end: str
) -> IntArray:
    """The smallest or largest distance still possible for the object of each node, mm."""
    ends = [
        0 if each.distance is None else limit_mm(each.distance)[end == "high"]
        for each in required
    ]
    table = np.array(ends or [0], np.int64)
    limits: IntArray = table[evidence.trait[evidence.owner[which]]]
    return limits


def _narrowed(
    evidence: Evidence, bound: Factor, which: IntArray, near: TruthArray, far: TruthArray
) -> Factor:
    """The share of what is too near by the largest distance that is so by the smallest."""
    if near is far:
        return bound
    outer = shares_of(evidence, which, far, TRUE)
    inner = shares_of(evidence, which, near, TRUE)
    ratio = np.divide(inner, outer, out=np.zeros_like(inner), where=outer > 0.0)
    low = bound.low * np.clip(ratio, 0.0, 1.0)
    return Factor("object", low, low, bound.open, bound.high, bound.lacks, bound.unknown)


def _too_near(
    clause: Clause, terms: MinDistance, scene: Scene, which: IntArray, limits: IntArray
) -> TruthArray:
    """Is each node nearer than its limit to the line of whoever stands there?"""
    atlas, points = scene.atlas, scene.evidence.nodes
    lines = lines_of_parties(terms, scene.agreement)
    if lines:
        bound = set(clause.actors) or set(lines)
        every_party = frozenset(party.id for party in scene.agreement.parties)
        return _by_bearer(atlas, lines, bound, every_party, points, which, limits)
    truth = within_mm(atlas, terms.line, points, which, (limits, limits), strictly=True)
    if not binds_all(clause, scene.agreement):
        buffer = BufferArea(terms.line, exactly(1.0, Unit.KILOMETRE))
        told = told_by_place(atlas, clause.actors, buffer, points, which)
        truth = truth if told is None else np.minimum(truth, told)
    return truth


def _by_bearer(
    atlas: Atlas,
    lines: Mapping[str, str],
    bound: set[str],
    every_party: frozenset[str],
    points: Points,
    which: IntArray,
    limits: IntArray,
) -> TruthArray:
    """The answer for whoever may be the bearer; unknown where it depends on who it is."""
    own, wrong = [], []
    for party, line in lines.items():
        told = any(party in atlas.sides(chart.shape) for chart in atlas.charts(line))
        side = on_side_of(atlas, line, points, which, party)
        near = within_mm(atlas, line, points, which, (limits, limits), strictly=True)
        own.append(side)
        before = np.maximum(near, TRUE - side) if told else near
        wrong.append(before if party in bound else np.full(len(which), FALSE, np.int8))
    candidate = np.stack(own) != FALSE
    if all(party in lines for party in every_party):
        # Between two lines it stands in front of both: then it is anybody's. Where a party
        # has no line here, what stands across the lines is on that party's ground.
        candidate |= ~candidate.any(axis=0)
    answers = np.stack(wrong)
    every = ((answers == TRUE) | ~candidate).all(axis=0)
    none = ((answers == FALSE) | ~candidate).all(axis=0)
    return np.where(none, FALSE, np.where(every, TRUE, UNKNOWN))


def _areas(atlas: Atlas, terms: MinDistance, lines: Mapping[str, str]) -> tuple[AreaRef, ...]:
    """Where absence must be seen: as far as the largest distance of the clause."""
    distances = [*terms.table.values(), *([] if terms.distance is None else [terms.distance])]
    reach = exactly(max(d.high for d in distances), Unit.KILOMETRE)
    if not lines:
        return (BufferArea(terms.line, reach),)
    found: list[AreaRef] = []
    for party, line in lines.items():
        told = any(party in atlas.sides(chart.shape) for chart in atlas.charts(line))
        found.append(DepthArea(line, reach, party) if told else BufferArea(line, reach))
    return tuple(dict.fromkeys(found))
