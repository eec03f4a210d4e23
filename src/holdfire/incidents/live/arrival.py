"""The arrival of a batch: only what it touches is solved again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from holdfire.base.instant import micros
from holdfire.detections import Coverage
from holdfire.incidents.live.fact import Batch, Receipt
from holdfire.incidents.live.known import Known, known_with
from holdfire.incidents.live.nearness import (
    Nearness,
    near,
    nearness_of,
    widened,
    within_area,
)
from holdfire.incidents.live.standing import standing_of
from holdfire.incidents.live.state import Configuration, LiveState, rebuilt, rows_at, solved
from holdfire.incidents.live.tie import numbers_in, ties_of
from holdfire.incidents.live.watermark import counted
from holdfire.incidents.record import Incident

__all__ = ["Arrival", "Work", "arrived", "reconfigured"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MOST = 0.2
"""When a batch changes more than this share of all rows, everything is solved at once."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much was solved again: blocks and rows; ``carried`` blocks were left as they were.

    ``looked`` rows were compared with what arrived; ``whole`` says that all was solved.
    """

    blocks: int
    rows: int
    carried: int
    looked: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """The state after a batch, what became of its rows, and which incidents changed.

    ``gone`` are incidents of before that are no more or are different now, ``made`` those
    that are new or different, both sorted by id.
    """

    state: LiveState
    receipt: Receipt
    work: Work
    gone: tuple[Incident, ...]
    made: tuple[Incident, ...]


@dataclass(frozen=True)
class _Scene:
    """The state before, the facts and what stands now, and what that changed.

    Per row: ``stands`` now; ``moved`` came or went; ``looked`` is seen by other sensors than
    before; ``member`` has a time and is no denial; ``witness`` and ``block`` as before, -1
    for rows that are new.
    """

    state: LiveState
    known: Known
    nearness: Nearness
    wide: Nearness
    coverage: tuple[Coverage, ...]
    stands: Flags
    moved: Flags
    looked: Flags
    member: Flags
    witness: Ints
    block: Ints


def _usable(coverage: Iterable[Coverage]) -> dict[str, Coverage]:
    """The records that can make a miss, by id."""
    return {
        one.id: one
        for one in coverage
        if one.p_detect_low is not None and one.reason_blind is None
    }


def _looks(
    before: Sequence[Coverage], after: Sequence[Coverage]
) -> dict[bytes, tuple[float, float]]:
    """Areas (WKB) with the span, seconds, in which somebody's looking there changed."""
    old, new = _usable(before), _usable(after)
    found: dict[bytes, tuple[float, float]] = {}
    for id_ in sorted(old.keys() | new.keys()):
        if old.get(id_) == new.get(id_):
            continue
        for one in (old.get(id_), new.get(id_)):
            if one is not None:
                span = micros(one.time.start) / 1e6, micros(one.time.end) / 1e6
                low, high = found.get(one.area_wkb, span)
                found[one.area_wkb] = min(low, span[0]), max(high, span[1])
    return found


def _looked_at(
    nearness: Nearness, before: Sequence[Coverage], after: Sequence[Coverage]
) -> Flags:
    """The rows for which the misses of other sensors may have changed."""
    seen = np.zeros(len(nearness), dtype=bool)
    if before == after:
        return seen
    for area, (start, end) in _looks(before, after).items():
        shape = shapely.from_wkb(area, on_invalid="ignore")
        if shape is not None and not shape.is_empty:
            west, south, east, north = (float(one) for one in shape.bounds)
            seen |= within_area(nearness, (west, south, east, north), start, end)
    return seen


def _grown(labels: Ints, size: int) -> Ints:
    """The labels made as long as ``size``."""
    return np.concatenate([labels, np.full(size - len(labels), -1, dtype=np.int64)])


def _scene(state: LiveState, known: Known) -> _Scene:
    """What these facts change in the state."""
    size = known.rows.num_rows
    standing = standing_of(known)
    added = known.rows.slice(state.known.rows.num_rows)
    nearness, wide = state.nearness, state.wide
    if added.num_rows:
        more = nearness_of(added, state.configuration.model.kernel)
        nearness, wide = nearness.with_more(more), wide.with_more(more)
    coverage = counted(standing.coverage, known.watermarks)
    before = np.zeros(size, dtype=bool)
    before[: len(state.standing.rows)] = state.standing.rows
    return _Scene(
        state=replace(state, standing=standing),
        known=known,
        nearness=nearness,
        wide=wide,
        coverage=coverage,
        stands=standing.rows,
        moved=before != standing.rows,
        looked=_looked_at(wide, state.coverage, coverage) & standing.rows,
        member=nearness.dated & ~nearness.denial,
        witness=_grown(state.witness, size),
        block=_grown(state.block, size),
    )


def _told_with(scene: _Scene, rows: Flags) -> Flags:
    """The standing members that observations of these rows assert."""
    same = np.isin(scene.known.observation, scene.known.observation[rows])
    return same & scene.stands & scene.member


def _loose(scene: _Scene) -> Flags:
    """Standing members whose own ties may be others than before.

    Which statements of an observation are copies of another's depends on all that the
    observation asserts, so what was asserted with a changed row or its copy counts too.
    """
    moved = np.flatnonzero(scene.moved & scene.member)
    others = np.flatnonzero(scene.stands & scene.member)
    near_ = scene.nearness
    i, j = near(near_.at(moved), near_.at(others))
    copies = scene.moved.copy()
    copies[others[j[near_.group[moved[i]] == near_.group[others[j]]]]] = True
    return _told_with(scene, copies) | (scene.looked & scene.member)


def _whole_witnesses(scene: _Scene, found: Flags) -> Ints:
    """The rows with all of their witnesses and observations."""
    while True:
        labels = np.unique(scene.witness[found])
        more = np.isin(scene.witness, labels[labels >= 0]) & scene.stands & scene.member
        more |= _told_with(scene, found)
        if not (more & ~found).any():
            return np.flatnonzero(found)
        found = found | more


def _with_near(scene: _Scene, rows: Flags, *, wide: bool) -> Ints:
    """The rows and all near them; ``wide``: as far as their witnesses reach."""
    net = scene.wide if wide else scene.nearness
    members = np.flatnonzero(scene.stands & scene.member)
    _, j = near(net.at(np.flatnonzero(rows)), net.at(members))
    found = rows.copy()
    found[members[j]] = True
    return _whole_witnesses(scene, found)


def _changed(scene: _Scene, number: Ints, rows: Ints, loose: Flags) -> Flags:
    """Which witnesses hold a loose row or have other members than before.

    ``number`` is the witness of each of the rows.
    """
    count = int(number.max(initial=-1)) + 1
    label = scene.witness[rows]
    low, high = np.full(count, len(loose)), np.full(count, -1)
    np.minimum.at(low, number, label)
    np.maximum.at(high, number, label)
    former = np.bincount(scene.witness[scene.witness >= 0], minlength=len(loose) + 1)
    changed: Flags = (low != high) | (low < 0)
    changed |= np.bincount(number, minlength=count) != former[low]
    changed[number[loose[rows]]] = True
    return changed


def _loosened(scene: _Scene, loose: Flags) -> tuple[_Scene, Flags]:
    """The scene with the rows of changed witnesses as wide as these are now; those rows."""
    model = scene.state.configuration.model
    rows = _with_near(scene, loose, wide=False)
    number = numbers_in(rows_at(scene.known, rows), model)
    rows = rows[_changed(scene, number, rows, loose)[number]]
    found = loose.copy()
    found[rows] = True
    ties = ties_of(rows_at(scene.known, rows), model, (), linked=False)
    return replace(scene, wide=widened(scene.wide, rows, ties, ties.number)), found


def _linked(scene: _Scene, loose: Flags) -> tuple[Flags, int, bool]:
    """The rows and those linked to one; how many were compared; whether a crowd was met."""
    rows = _with_near(scene, loose, wide=True)
    ties = ties_of(rows_at(scene.known, rows), scene.state.configuration.model, scene.coverage)
    changed = _changed(scene, ties.number, rows, loose)
    linked = changed.copy()
    linked[ties.right[changed[ties.left]]] = True
    linked[ties.left[changed[ties.right]]] = True
    found = loose.copy()
    found[rows[linked[ties.number]]] = True
    return found, len(rows), ties.crowded


def _dirty(scene: _Scene) -> tuple[_Scene, Flags, int, bool]:
    """The rows to solve again, how many were compared, and whether a crowd was met."""
    scene, loose = _loosened(scene, _loose(scene))
    dirty, looked, crowded = _linked(scene, loose)
    denials = np.flatnonzero(scene.moved & scene.nearness.denial)
    members = np.flatnonzero(scene.stands & scene.member)
    _, j = near(scene.wide.at(denials), scene.wide.at(members))
    dirty[members[j]] = True
    blocks = np.unique(scene.block[dirty | scene.moved])
    dirty |= np.isin(scene.block, blocks[blocks >= 0])
    return scene, dirty & scene.stands & scene.member, looked, crowded


def _resolved(scene: _Scene) -> tuple[LiveState, Work] | None:
    """The state with only the dirty blocks solved again; ``None`` where a crowd was met."""
    scene, dirty, looked, crowded = _dirty(scene)
    if crowded:
        return None
    rows = np.flatnonzero(dirty)
    denials = np.flatnonzero(scene.stands & scene.nearness.denial)
    _, j = near(scene.wide.at(rows), scene.wide.at(denials))
    before = scene.state
    former = np.unique(scene.block[dirty | scene.moved])
    incidents = dict(before.incidents)
    for label in former[former >= 0].tolist():
        del incidents[label]
    carried = len(incidents)
    witness, block, wide = scene.witness.copy(), scene.block.copy(), scene.wide
    witness[scene.moved], block[scene.moved] = -1, -1
    if len(rows):
        near_them = np.unique(denials[j])
        found = solved(before.configuration, scene.known, rows, near_them, scene.coverage)
        witness[rows], block[rows] = found.witness, found.block
        wide = widened(wide, rows, found.ties, found.ties.number)
        incidents |= found.incidents
    state = replace(
        before,
        known=scene.known,
        nearness=scene.nearness,
        wide=wide,
        witness=witness,
        block=block,
        incidents=incidents,
        coverage=scene.coverage,
    )
    return state, Work(len(incidents) - carried, len(rows), carried, looked, whole=False)


def _rebuilt(state: LiveState, known: Known, configuration: Configuration) -> LiveState:
    """All solved at once, with what is known of the rows' places kept if it may be."""
    same = state.configuration.model.kernel == configuration.model.kernel
    nearness = state.nearness if same else None
    added = known.rows.slice(state.known.rows.num_rows)
    if nearness is not None and added.num_rows:
        nearness = nearness.with_more(nearness_of(added, configuration.model.kernel))
    return rebuilt(configuration, known, nearness)


def _whole(state: LiveState) -> Work:
    """The work of solving everything."""
    rows = int((state.block >= 0).sum())
    return Work(len(state.incidents), rows, 0, rows, whole=True)


def _difference(
    before: LiveState, after: LiveState
) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """The incidents that are no more or different, and those that are new or different."""
    gone: dict[str, Incident] = {}
    made: dict[str, Incident] = {}
    for label, own in before.incidents.items():
        if after.incidents.get(label) is not own:
            gone |= {one.id: one for one in own}
    for label, own in after.incidents.items():
        if before.incidents.get(label) is not own:
            made |= {one.id: one for one in own}
    same = {id_ for id_ in gone.keys() & made.keys() if gone[id_] == made[id_]}
    return (
        tuple(gone[id_] for id_ in sorted(gone.keys() - same)),
        tuple(made[id_] for id_ in sorted(made.keys() - same)),
    )


def arrived(state: LiveState, batch: Batch) -> Arrival:
    """The state after the batch; the same facts in any batches give the same incidents.

    Only blocks touched by what came, went, is seen by other sensors or is a copy of such
    are solved again; all others keep their incidents, the same objects. Raises
    :class:`BadInput` (``HF-5010``) when the batch has no table of detections.
    """
    known, receipt = known_with(state.known, batch)
    scene = _scene(state, known)
    heavy = int((scene.moved | scene.looked).sum()) > _MOST * max(len(scene.stands), 1_000)
    solved_ = None if state.crowded or heavy else _resolved(scene)
    if solved_ is None:
        after = _rebuilt(state, known, state.configuration)
        work = _whole(after)
    else:
        after, work = solved_
    gone, made = _difference(state, after)
    return Arrival(after, receipt, work, gone, made)


def reconfigured(state: LiveState, configuration: Configuration) -> Arrival:
    """The state of the same facts under another version: everything is solved again."""
    after = _rebuilt(state, state.known, configuration)
    gone, made = _difference(state, after)
    return Arrival(after, Receipt(0, 0, 0), _whole(after), gone, made)
