"""The state of a live association: what is known, what stands, and the incidents of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.base.identity import content_id
from holdfire.base.instant import from_micros
from holdfire.detections import Coverage
from holdfire.detections.columns import codes_of
from holdfire.incidents.joining import roots_of
from holdfire.incidents.live.known import Known
from holdfire.incidents.live.nearness import Nearness, nearness_of, widened
from holdfire.incidents.live.standing import Standing, standing_of
from holdfire.incidents.live.tie import Ties, tied_and_solved
from holdfire.incidents.live.watermark import Openness, counted, openness_of
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.record import Incident

__all__ = [
    "Configuration",
    "LiveState",
    "Solved",
    "incidents_of",
    "openness",
    "rebuilt",
    "rows_at",
    "solved",
    "standing_rows",
]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Configuration:
    """What the incidents are computed with; an immutable input with a version.

    ``calibration`` names the calibration that the detections' existences came from. A new
    estimate of anything is a new version and a new solve of everything.
    """

    model: AssociationModel
    calibration: str = ""

    @cached_property
    def version(self) -> str:
        """The content id of all of it."""
        return content_id("live-configuration", self.model.id, self.calibration)


@dataclass(frozen=True)
class LiveState:
    """The incidents of the facts under a configuration, and how they hang together.

    Per row of ``known.rows`` (n): ``nearness``; ``witness`` and ``block``, the smallest row
    of the witness and of the block it belongs to, -1 for a row that does not stand, has no
    time or is a denial. A block is a component of linked witnesses together with all that
    one of its observations asserts; blocks do not depend on each other. ``coverage`` is what
    may speak of misses. ``wide`` is ``nearness`` with each row as wide as its witness.
    ``crowded``: somewhere too many stand to be told apart.
    """

    configuration: Configuration
    known: Known
    standing: Standing
    nearness: Nearness
    wide: Nearness
    witness: Ints
    block: Ints
    incidents: Mapping[int, tuple[Incident, ...]]
    coverage: tuple[Coverage, ...]
    crowded: bool = field(default=False)

    @cached_property
    def lags(self) -> dict[str, float]:
        """By live source the seconds by which what it tells may precede its stated time."""
        standing = np.flatnonzero(self.standing.rows)
        codes, names = codes_of(self.known.rows.column("source").take(standing))
        near = self.nearness.at(standing)
        most = np.zeros(len(names))
        np.maximum.at(most, codes, np.where(near.dated, near.start - near.low, 0.0))
        found = dict.fromkeys(sorted({*self.known.watermarks}), 0.0)
        found |= {one.source: 0.0 for one in self.standing.coverage}
        return found | dict(zip(map(str, names.to_pylist()), most.tolist(), strict=True))


def incidents_of(state: LiveState) -> tuple[Incident, ...]:
    """Every incident, sorted by id, as ``associate`` gives them."""
    found = [one for block in state.incidents.values() for one in block]
    return tuple(sorted(found, key=lambda one: one.id))


def standing_rows(state: LiveState) -> pa.Table:
    """The detections that stand, as rows of ``DETECTION_SCHEMA``."""
    return rows_at(state.known, np.flatnonzero(state.standing.rows))


def openness(state: LiveState, incident: Incident) -> Openness:
    """Which sources may still tell of the incident, by their watermarks.

    A source is closed for it when all it has yet to tell lies later than the incident can.
    """
    rows = [state.known.row_of[one] for one in incident.detections]
    latest = float(state.wide.high[rows].max())
    settles: dict[str, datetime] = {
        source: from_micros(int(np.ceil((latest + lag) * 1e6)))
        for source, lag in state.lags.items()
    }
    return openness_of(settles, state.known.watermarks)


def _labels(rows: Ints, ties: Ties, observation: Ints) -> tuple[Ints, Ints]:
    """Witness and block of each of the rows, named by their smallest row.

    ``observation`` are the keys of the rows' observations.
    """
    _, told = np.unique(observation, return_inverse=True)
    left = np.concatenate([ties.number, ties.left])
    right = np.concatenate([told + ties.count, ties.right])
    part = roots_of(ties.count + int(told.max(initial=-1)) + 1, left, right)
    return _smallest(ties.number, rows), _smallest(part[ties.number], rows)


def _smallest(label: Ints, rows: Ints) -> Ints:
    """For each row the smallest row of its label."""
    least = np.full(int(label.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, label, rows)
    return least[label]


def rows_at(known: Known, rows: Ints) -> pa.Table:
    """These rows of the facts."""
    return known.rows.take(rows)


@dataclass(frozen=True, slots=True)
class Solved:
    """Whole blocks solved: per row witness and block, the incidents by block, if crowded."""

    witness: Ints
    block: Ints
    incidents: dict[int, tuple[Incident, ...]]
    ties: Ties


def solved(
    configuration: Configuration,
    known: Known,
    rows: Ints,
    denials: Ints,
    coverage: Sequence[Coverage],
) -> Solved:
    """These rows solved; they are whole blocks, ``denials`` at least those near them."""
    table = rows_at(known, rows)
    model = configuration.model
    ties, every = tied_and_solved(table, rows_at(known, denials), model, coverage)
    witness, block = _labels(rows, ties, known.observation[rows])
    place = dict(zip(table.column("id").to_pylist(), block.tolist(), strict=True))
    found: dict[int, list[Incident]] = {}
    for one in every:
        found.setdefault(place[one.detections[0]], []).append(one)
    incidents = {at: tuple(own) for at, own in found.items()}
    return Solved(witness, block, incidents, ties)


def rebuilt(
    configuration: Configuration, known: Known, nearness: Nearness | None = None
) -> LiveState:
    """The state of these facts under this configuration, all solved at once."""
    standing = standing_of(known)
    if nearness is None:
        nearness = nearness_of(known.rows, configuration.model.kernel)
    coverage = counted(standing.coverage, known.watermarks)
    dated = standing.rows & nearness.dated
    rows = np.flatnonzero(dated & ~nearness.denial)
    denials = np.flatnonzero(dated & nearness.denial)
    found = solved(configuration, known, rows, denials, coverage)
    witness = np.full(known.rows.num_rows, -1, dtype=np.int64)
    block = witness.copy()
    witness[rows], block[rows] = found.witness, found.block
    return LiveState(
        configuration=configuration,
        known=known,
        standing=standing,
        nearness=nearness,
        wide=widened(nearness, rows, found.ties, found.ties.number),
        witness=witness,
        block=block,
        incidents=found.incidents,
        coverage=coverage,
        crowded=found.ties.crowded,
    )
