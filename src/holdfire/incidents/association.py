"""Association: which detections are one happening, and how surely it happened."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyarrow as pa

from holdfire.detections.coverage import Coverage
from holdfire.incidents.assembly import Columns, incident_of
from holdfire.incidents.claim import Claim, claims_of
from holdfire.incidents.cluster import Cluster, cluster_of
from holdfire.incidents.contrary import denied
from holdfire.incidents.evidence import distinct, evidence_of
from holdfire.incidents.link import Links, links_of
from holdfire.incidents.merging import Piece, merged, pieces_of
from holdfire.incidents.miss import misses_of
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.record import Incident, Link
from holdfire.incidents.witness import Witness, witnesses_of

__all__ = ["associate", "undated"]


def undated(detections: pa.Table) -> tuple[str, ...]:
    """Ids of detections without a time: they make no incident, for lack of a when."""
    table = distinct(detections)
    starts, ends = table.column("t_start").to_pylist(), table.column("t_end").to_pylist()
    ids = table.column("id").to_pylist()
    return tuple(
        str(id_) for id_, a, b in zip(ids, starts, ends, strict=True) if a is None or b is None
    )


def _cells(
    piece: Piece, witnesses: Sequence[Witness], claims: Sequence[Claim]
) -> tuple[Cluster, list[tuple[int, ...]]]:
    """The piece solved; a single witness is its own cell."""
    if len(piece.places) == 1:
        at = piece.places[0]
        return cluster_of([witnesses[at]], [claims[at]]), [(0,)]
    return merged(piece, witnesses, claims)


def _inside(piece: Piece, cell: tuple[int, ...], witnesses: Sequence[Witness]) -> list[Link]:
    """The links of the piece between members of the cell, strongest first."""
    own = {piece.places[at] for at in cell}
    found = [
        Link(witnesses[left].lead.id, witnesses[right].lead.id, llr)
        for left, right, llr in piece.links
        if left in own and right in own and math.isfinite(llr)
    ]
    return sorted(found, key=lambda link: (-link.llr, link.left, link.right))


def _solved(
    piece: Piece,
    witnesses: Sequence[Witness],
    claims: Sequence[Claim],
    links: Links,
    against: dict[int, list[str]],
    columns: Columns,
) -> list[Incident]:
    """The incidents of one piece, its witnesses in an order that no mirror changes."""
    places = sorted(piece.places, key=lambda place: witnesses[place].standing)
    piece = replace(piece, places=tuple(places))
    cluster, cells = _cells(piece, witnesses, claims)
    found = []
    for cell in cells:
        places = [piece.places[at] for at in cell]
        contrary = {id_ for place in places for id_ in against.get(place, ())}
        dense = piece.dense or any(bool(links.crowded[place]) for place in places)
        inside = _inside(piece, cell, witnesses)
        found.append(
            incident_of(cluster, cell, columns, inside, contrary=sorted(contrary), dense=dense)
        )
    return found


def associate(
    detections: pa.Table, *, model: AssociationModel, coverage: Iterable[Coverage] = ()
) -> tuple[Incident, ...]:
    """The incidents of a table of ``DETECTION_SCHEMA`` under a model, sorted by id.

    Sensors of ``coverage`` that state a probability to detect, looked, and reported nothing
    lower existence; without ``coverage`` nothing is held to have been missed.

    Each dated detection that is no denial is a member of exactly one incident. The result
    is a function of the set of detections and the model: neither the order of rows nor
    repeated rows change a bit of it. Copies of one message enter once; witnesses of one
    origin or one scan, and synthetic and real ones, never share an incident.
    """
    table = distinct(detections)
    evidence = list(evidence_of(table, model.kernel))
    witnesses = witnesses_of(evidence, model.shares)
    claims = claims_of(witnesses, model, misses_of(witnesses, coverage))
    links = links_of(witnesses, claims, model.tau)
    against = denied([one for one in evidence if one.denial], witnesses, model.shares)
    columns = Columns.of(table)
    found: list[Incident] = []
    for piece in pieces_of(len(witnesses), links, model.tau):
        found.extend(_solved(piece, witnesses, claims, links, against, columns))
    return tuple(sorted(found, key=lambda one: one.id))
