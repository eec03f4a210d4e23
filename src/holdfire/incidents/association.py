"""Association: which detections are one happening, and how surely it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfire.detections.coverage import Coverage
from holdfire.incidents.assembly import Cell, Columns, incident_of
from holdfire.incidents.contrary import denied
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.linking import find_links, with_crowding
from holdfire.incidents.miss import misses_of
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.record import Incident, Link
from holdfire.incidents.solution import Links, Solution
from holdfire.incidents.solving import solve
from holdfire.incidents.table_making import table_of
from holdfire.incidents.witness import Witness, witnesses_of
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["Fuse", "Scene", "associate", "incidents_of", "scene_of", "undated"]

Ints = npt.NDArray[np.int64]

Fuse = Callable[[WitnessTable, float], tuple[Links, Solution]]
"""What finds links and cells of a table at a threshold; where it is computed is its affair."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Witnesses in the order in which they are solved, as records and as a table.

    ``placed`` are the numbers of those with a place; the others are linked to nothing.
    ``against`` holds by number the ids of denials.
    """

    witnesses: tuple[Witness, ...]
    table: WitnessTable
    placed: Ints
    against: dict[int, list[str]]
    columns: Columns


def undated(detections: pa.Table) -> tuple[str, ...]:
    """Ids of detections without a time: they make no incident, for lack of a when."""
    table = distinct(detections)
    starts, ends = table.column("t_start").to_pylist(), table.column("t_end").to_pylist()
    ids = table.column("id").to_pylist()
    return tuple(
        str(id_) for id_, a, b in zip(ids, starts, ends, strict=True) if a is None or b is None
    )


def scene_of(
    detections: pa.Table, *, model: AssociationModel, coverage: Iterable[Coverage] = ()
) -> Scene:
    """The scene that a table of ``DETECTION_SCHEMA`` sets under a model.

    The order of the witnesses depends on their content only and is not changed by a mirror.
    """
    rows = distinct(detections)
    evidence = list(evidence_of(rows, model.kernel))
    witnesses = sorted(witnesses_of(evidence, model.shares), key=lambda one: one.standing)
    table = table_of(witnesses, model, misses_of(witnesses, coverage))
    placed = np.array([at for at, one in enumerate(witnesses) if one.spot is not None], int)
    against = denied([one for one in evidence if one.denial], witnesses, model.shares)
    return Scene(
        tuple(witnesses),
        with_crowding(table),
        placed.astype(np.int64),
        against,
        Columns.of(rows),
    )


def _fused(table: WitnessTable, tau: float) -> tuple[Links, Solution]:
    """Links and cells on this machine."""
    links = find_links(table, tau)
    return links, solve(table, links, tau)


def _inside(links: Links, solution: Solution) -> dict[int, list[int]]:
    """By cell the links between its members."""
    same = np.flatnonzero(solution.cell[links.left] == solution.cell[links.right])
    found: dict[int, list[int]] = {}
    for at, cell in zip(same.tolist(), solution.cell[links.left[same]].tolist(), strict=True):
        found.setdefault(cell, []).append(at)
    return found


def _of_part(scene: Scene, numbers: Ints, links: Links, solution: Solution) -> list[Incident]:
    """The incidents of witnesses with these numbers, given their cells."""
    members: list[list[int]] = [[] for _ in solution.first]
    for place, cell in enumerate(solution.cell.tolist()):
        members[cell].append(int(numbers[place]))
    inside = _inside(links, solution)
    found = []
    for at, own in enumerate(members):
        ties = [
            Link(
                scene.witnesses[numbers[links.left[k]]].lead.id,
                scene.witnesses[numbers[links.right[k]]].lead.id,
                float(links.llr[k]),
            )
            for k in inside.get(at, ())
        ]
        ties.sort(key=lambda link: (-link.llr, link.left, link.right))
        contrary = sorted({id_ for place in own for id_ in scene.against.get(place, ())})
        witnesses = [scene.witnesses[place] for place in own]
        cell_ = Cell.of(solution, at)
        found.append(incident_of(witnesses, cell_, scene.columns, ties, contrary))
    return found


def incidents_of(scene: Scene, tau: float, *, fuse: Fuse = _fused) -> tuple[Incident, ...]:
    """The incidents of a scene, sorted by id; ``fuse`` says where they are computed."""
    alone = np.setdiff1d(np.arange(len(scene.witnesses)), scene.placed)
    found: list[Incident] = []
    for numbers, find in ((scene.placed, fuse), (alone, _unlinked)):
        if len(numbers):
            found += _of_part(scene, numbers, *find(scene.table.take(numbers), tau))
    return tuple(sorted(found, key=lambda one: one.id))


def _unlinked(table: WitnessTable, tau: float) -> tuple[Links, Solution]:
    """Every witness a cell of its own."""
    nothing = np.zeros(0, np.int64)
    links = Links(nothing, nothing, np.zeros(0), np.zeros(len(table), np.bool_))
    return links, solve(table, links, tau)


def associate(
    detections: pa.Table,
    *,
    model: AssociationModel,
    coverage: Iterable[Coverage] = (),
    fuse: Fuse = _fused,
) -> tuple[Incident, ...]:
    """The incidents of a table of ``DETECTION_SCHEMA`` under a model, sorted by id.

    Sensors of ``coverage`` that state a probability to detect, looked, and reported nothing
    lower existence; without ``coverage`` nothing is held to have been missed. ``fuse`` finds
    links and cells elsewhere than on this machine.

    Each dated detection that is no denial is a member of exactly one incident. The result
    is a function of the set of detections and the model: neither the order of rows nor
    repeated rows change a bit of it. Copies of one message enter once; witnesses of one
    origin or one scan, and synthetic and real ones, never share an incident.
    """
    return incidents_of(
        scene_of(detections, model=model, coverage=coverage), model.tau, fuse=fuse
    )
