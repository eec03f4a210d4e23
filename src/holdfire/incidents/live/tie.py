"""Ties: which detections of a table are one witness, and which witnesses are linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.detections import Coverage
from holdfire.incidents.association import Scene, incidents_of, scene_of
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.linking import find_links
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.record import Incident
from holdfire.incidents.solution import Links, Solution
from holdfire.incidents.solving import solve
from holdfire.incidents.witness import witnesses_of
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Ties", "numbers_in", "tied_and_solved", "ties_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ties:
    """``number`` (n,) is the witness of each row, ``count`` how many there are.

    ``left`` and ``right`` are the linked pairs of witnesses. Per witness: ``place`` (w, 2)
    degrees, ``placed`` (w,), ``sigma_km`` (w,) its larger standard deviation, ``radius_km``
    (w,) of its shape (0: a normal), ``span`` (w, 2) the ends of its window or five sigmas
    about its mean, seconds. ``crowded``: somewhere too many stand to be told apart, and what
    holds there depends on all of them.
    """

    number: Ints
    count: int
    left: Ints
    right: Ints
    place: Floats
    placed: npt.NDArray[np.bool_]
    sigma_km: Floats
    radius_km: Floats
    span: Floats
    crowded: bool


def _numbers(detections: pa.Table, members: Sequence[Sequence[str]]) -> Ints:
    """The witness of each row, given the detection ids of each witness."""
    number = {id_: at for at, own in enumerate(members) for id_ in own}
    ids = detections.column("id").to_pylist()
    return np.array([number[str(one)] for one in ids], dtype=np.int64)


def numbers_in(detections: pa.Table, model: AssociationModel) -> Ints:
    """The number of the witness of each row (dated, no denial) of ``DETECTION_SCHEMA``."""
    evidence = list(evidence_of(distinct(detections), model.kernel))
    witnesses = witnesses_of(evidence, model.shares)
    return _numbers(detections, [[one.id for one in own.members] for own in witnesses])


def _spans(table: WitnessTable) -> Floats:
    """Between which times each witness's happening lies."""
    slack = 5.0 * np.sqrt(table.time[:, 1])
    normal = table.time[:, 1] > 0.0
    low = np.where(normal, table.time[:, 0] - slack, table.time[:, 2])
    return np.stack([low, np.where(normal, table.time[:, 0] + slack, table.time[:, 3])], axis=1)


def _ties(detections: pa.Table, scene: Scene, links: Links) -> Ties:
    """The ties of a scene, given the links between its placed witnesses."""
    table = scene.table
    a, b, c = (table.spread[:, k] for k in range(3))
    radius = np.zeros(len(table))
    shaped = np.flatnonzero(table.shape >= 0)
    radius[shaped] = table.shapes.limits[table.shape[shaped], 0]
    placed = np.zeros(len(table), dtype=bool)
    placed[scene.placed] = True
    members = [[one.id for one in own.members] for own in scene.witnesses]
    return Ties(
        number=_numbers(detections, members),
        count=len(members),
        left=scene.placed[links.left],
        right=scene.placed[links.right],
        place=table.place,
        placed=placed,
        sigma_km=np.sqrt(0.5 * (a + c) + np.hypot(0.5 * (a - c), b)),
        radius_km=radius,
        span=_spans(table),
        crowded=bool(links.crowded.any()),
    )


def _nothing(count: int) -> Links:
    """No links."""
    none = np.zeros(0, np.int64)
    return Links(none, none, np.zeros(0), np.zeros(count, np.bool_))


def ties_of(
    detections: pa.Table,
    model: AssociationModel,
    coverage: Sequence[Coverage],
    *,
    linked: bool = True,
) -> Ties:
    """The ties of rows, all dated and none a denial, as the association itself sees them.

    Without ``linked`` the links are left out.
    """
    scene = scene_of(detections, model=model, coverage=coverage)
    if not linked or not len(scene.placed):
        return _ties(detections, scene, _nothing(len(scene.placed)))
    links = find_links(scene.table.take(scene.placed), model.tau)
    return _ties(detections, scene, links)


def tied_and_solved(
    detections: pa.Table,
    denials: pa.Table,
    model: AssociationModel,
    coverage: Sequence[Coverage],
) -> tuple[Ties, tuple[Incident, ...]]:
    """The ties of such rows and the incidents of them beside the denials, solved once."""
    scene = scene_of(pa.concat_tables([detections, denials]), model=model, coverage=coverage)
    found = [_nothing(len(scene.placed))]

    def fuse(table: WitnessTable, tau: float) -> tuple[Links, Solution]:
        found[0] = find_links(table, tau)
        return found[0], solve(table, found[0], tau)

    incidents = incidents_of(scene, model.tau, fuse=fuse)
    return _ties(detections, scene, found[0]), incidents
