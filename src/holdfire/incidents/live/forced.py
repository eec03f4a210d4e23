"""The incident of detections that an analyst holds for one happening.

Existence is that under the constraint that its members tell of one happening or of none::

    r = E / (E + Π (1 − e_i)),    E = Σ_S Π_{i∈S} e_i · fit(S) · causes(S) · Π_{i∉S} (1 − e_i)

over the non-empty sets S of members that are of it, the others being false. It is never
above the chance of at least one happening among them, so no edit makes anything surer than
its evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from holdfire.base.compiled import compiled
from holdfire.incidents.assembly import Cell, incident_of
from holdfire.incidents.association import Scene, incidents_of, scene_of
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.live.nearness import near
from holdfire.incidents.live.state import LiveState, rows_at
from holdfire.incidents.partition.arrays import Arrays, arrays_of
from holdfire.incidents.partition.block import apart, log_causes, log_fit, log_sum, log_weight
from holdfire.incidents.partition.ceiling import capped
from holdfire.incidents.partition.moment import agreed_time
from holdfire.incidents.partition.scratch import LARGEST, scratch_for
from holdfire.incidents.record import Incident, Link

__all__ = ["forced_incident"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MOST = 12
"""More members than this, and existence is that of the surest so many: a lower bound."""

_MIDDLE = 1
_LEAST = 1e-300


@compiled
def _exists(arrays: Arrays, members: Ints, leads: Flags, end: int) -> float:
    """Existence at one end, if the members tell of one happening or of none."""
    size, classes = len(members), len(leads)
    causes, five = np.empty(classes), np.empty(5)
    logs = np.empty(((1 << size), 2))
    logs[:] = -math.inf
    for mask in range(1 << size):
        count = 0
        block = np.empty(size, np.int64)
        total = 0.0
        for at in range(size):
            exists = arrays.exists[members[at], end]
            if (mask >> at) & 1:
                block[count] = members[at]
                count += 1
            else:
                exists = 1.0 - exists
            total += math.log(max(exists, _LEAST))
        if not count:
            logs[mask, 1] = total
            continue
        if count > 1:
            total += log_fit(arrays, block[:count], five)
        if total > -math.inf:
            log_causes(arrays, block[:count], end, causes)
            logs[mask, 0] = total + log_sum(np.where(leads, causes, -math.inf))
            logs[mask, 1] = total + log_sum(np.where(leads, -math.inf, causes))
    led, whole = log_sum(logs[:, 0].copy()), log_sum(logs.ravel())
    return math.exp(led - whole)


def _links(scene: Scene, arrays: Arrays) -> list[Link]:
    """Every pair of its members that the model finds possible, with its ratio."""
    causes, five = np.empty(arrays.shares.shape[1]), np.empty(5)

    def weight(*members: int) -> float:
        rows = np.array(members, dtype=np.int64)
        fit = log_fit(arrays, rows, five) if len(rows) > 1 else 0.0
        return float(log_weight(arrays, rows, fit, _MIDDLE, causes))

    alone = [weight(at) for at in range(len(scene.witnesses))]
    found = []
    for b, other in enumerate(scene.witnesses):
        for a, one in enumerate(scene.witnesses[:b]):
            ratio = weight(a, b) - alone[a] - alone[b]
            if math.isfinite(ratio):
                found.append(Link(one.lead.id, other.lead.id, ratio))
    return sorted(found, key=lambda link: (-link.llr, link.left, link.right))


def _whole(scene: Scene, arrays: Arrays) -> Cell | None:
    """All witnesses of the scene as one cell; ``None`` if they cannot be."""
    members = np.arange(len(scene.witnesses), dtype=np.int64)
    pairs = ((a, b) for b in members.tolist() for a in range(b))
    if len(scene.placed) < len(members) or any(apart(arrays, a, b) for a, b in pairs):
        return None
    five, time, causes = np.zeros(5), np.zeros(3), np.zeros(arrays.shares.shape[1])
    fit = float(log_fit(arrays, members, five))
    log_causes(arrays, members, _MIDDLE, causes)
    agreed_time(arrays.time, members, time)
    if fit == -math.inf or not np.isfinite(causes).any():
        return None
    shares = np.exp(causes - causes.max())
    leads: Flags = np.logical_and.reduce(arrays.leads[arrays.kind], axis=0)
    surest = np.argsort(-arrays.exists[:, _MIDDLE], kind="stable")[:_MOST]
    chosen = np.sort(surest)
    exists = np.array([_exists(arrays, chosen, leads, end) for end in range(3)])
    if len(members) <= LARGEST:
        capped(arrays, members, scratch_for(len(causes)), exists)
    low, value, high = (min(max(float(one), 0.0), 1.0) for one in exists)
    east, north = arrays.place[0] + five[:2] / arrays.scale[0]
    return Cell(
        (min(low, value), value, max(value, high)),
        {
            CLASSES[kind]: float(share)
            for kind, share in zip(arrays.used, shares, strict=True)
            if share > 0.0
        },
        ((float(east) + 180.0) % 360.0 - 180.0, float(north)),
        (float(five[2]), float(five[3]), float(five[4])),
        (float(time[0]), float(time[1]), float(time[2])),
        1.0,
        0,
    )


def forced_incident(state: LiveState, detections: Sequence[str]) -> Incident | None:
    """The incident of exactly these detections, which stand; ``None`` if they cannot be one.

    Two of one origin or scan, a synthetic and a real one, one without a place, or times
    that exclude each other cannot.
    """
    model = state.configuration.model
    rows = np.array([state.known.row_of[one] for one in sorted(detections)], dtype=np.int64)
    others = np.flatnonzero(state.standing.rows & state.nearness.denial)
    _, j = near(state.wide.at(rows), state.wide.at(others))
    table = rows_at(state.known, np.concatenate([rows, np.unique(others[j])]))
    scene = scene_of(table, model=model, coverage=state.coverage)
    if len(scene.witnesses) == 1:
        return incidents_of(scene, model.tau)[0]
    arrays = arrays_of(scene.table)
    cell = _whole(scene, arrays)
    if cell is None:
        return None
    contrary = sorted({id_ for own in scene.against.values() for id_ in own})
    links = _links(scene, arrays)
    return incident_of(scene.witnesses, cell, scene.columns, links, contrary)
