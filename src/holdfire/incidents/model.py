"""The association model: every number that decides which detections are one happening.

The model is an input with an id. The same detections and the same model give the same
incidents; a new estimate is a new model and a new run, never a silent drift.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property

from holdfire.base.identity import canonical_json, content_id
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.cause import NEUTRAL, Shares
from holdfire.incidents.shape.floors import FLOORS, ShapeFloors

__all__ = ["AssociationModel", "Density", "Kernel", "SourceTerms", "TypicalWitness"]

_NEAR, _TOWN = 200.0, 5_000.0

SPACE_FLOOR_M: tuple[tuple[Modality, float], ...] = (
    (Modality.THERMAL, 400.0),
    (Modality.ARRAY, 1_000.0),
    (Modality.CAMERA, _NEAR),
    (Modality.PATROL, _NEAR),
    (Modality.UAV, _NEAR),
    (Modality.REPORT, _TOWN),
    (Modality.CURATED, _TOWN),
    (Modality.ALARM, 25_000.0),
    (Modality.REGISTER, _NEAR),
    (Modality.MAP, 1_000.0),
    (Modality.SENSOR_LOG, _NEAR),
)


@dataclass(frozen=True, slots=True)
class Kernel:
    """How wrong a stated place and time may be where the source does not say.

    ``space_floor_m`` is the 1-sigma assumed for a point without an accuracy;
    ``least_space_m`` is added to every place (maps and clocks of different makers).
    ``instrument_s``/``person_s`` is the 1-sigma of an instant without an accuracy.
    ``fire_lasts_s``: a fire seen from orbit began at most so long before the pass; with the
    probability ``fire_fading`` it is one of those that go out with ``fire_fades_s``.
    ``receipt_lag_s``: what is dated by its receipt happened at most so long before.
    """

    space_floor_m: tuple[tuple[Modality, float], ...] = SPACE_FLOOR_M
    least_space_m: float = 50.0
    instrument_s: float = 60.0
    person_s: float = 3_600.0
    fire_lasts_s: float = 21_600.0
    fire_fades_s: float = 5_400.0
    fire_fading: float = 0.5
    receipt_lag_s: float = 86_400.0


@dataclass(frozen=True, slots=True)
class Density:
    """Expected happenings of a class in one grid cell, per km² and second."""

    kind: Phenomenon
    column: int
    row: int
    per_km2_s: float


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What the model holds of one source and modality.

    ``expected`` is the expected number of real happenings among its witnesses; ``p_detect``
    the measured probability to detect one, ``None`` if nobody measured it;
    ``false_per_km2_s`` the density of its witnesses that are no happening.
    """

    source: str
    modality: Modality
    synthetic: bool
    witnesses: int
    expected: float
    p_detect: float | None
    false_per_km2_s: float


@dataclass(frozen=True, slots=True)
class TypicalWitness:
    """The middle witness of a modality, by which its silence is judged.

    ``exists``, the ``area_km2`` of its place (root of the covariance's determinant) and the
    ``variance_s2`` of its time, each the median.
    """

    modality: Modality
    exists: float
    area_km2: float
    variance_s2: float


@dataclass(frozen=True)
class AssociationModel:
    """The static Poisson multi-Bernoulli partition model.

    ``tau`` is the least log-likelihood ratio (nats) of a link. Densities stand on a grid of
    square cells of ``cell_km``, cell (0, 0) centred on the anchor (degrees); a cell not
    listed has the ``background`` of its class, and no density is below ``least_per_km2_s``.
    A modality that is not among the ``typical`` is taken to be recognised always.
    """

    anchor_lon: float
    anchor_lat: float
    least_per_km2_s: float
    background: tuple[tuple[Phenomenon, float], ...]
    densities: tuple[Density, ...]
    sources: tuple[SourceTerms, ...] = ()
    typical: tuple[TypicalWitness, ...] = ()
    cell_km: float = 25.0
    tau: float = -2.0
    shares: Shares = NEUTRAL
    kernel: Kernel = Kernel()
    floors: ShapeFloors = FLOORS
    method: str = "poisson-multi-bernoulli partitions, v2"

    @cached_property
    def id(self) -> str:
        """The content id of every number of the model."""
        return content_id("association-model", canonical_json(asdict(self)))
