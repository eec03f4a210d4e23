from collections.abc import Callable
from typing import Any

import numpy as np

from holdfire.incidents.claim import claims_of
from holdfire.incidents.link import Links, links_of
from holdfire.incidents.merging import LARGEST, merged, pieces_of
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
MODEL = AssociationModel(37.8, 48.0, 1e-9, (), ())


def chain(size: int, llr: float) -> Links:
    left = np.arange(size - 1)
    return Links(left, left + 1, np.full(size - 1, llr), np.zeros(size, dtype=bool))


def test_a_component_small_enough_is_one_piece() -> None:
    (piece,) = pieces_of(LARGEST, chain(LARGEST, -1.5), -2.0)
    assert piece.places == tuple(range(LARGEST))
    assert len(piece.links) == LARGEST - 1
    assert not piece.dense


def test_a_larger_one_falls_apart_where_links_are_weak() -> None:
    links = chain(100, 3.5)
    links.llr[49] = -1.5
    pieces = pieces_of(100, links, -2.0)
    assert [len(one.places) for one in pieces] == [50, 50]


def test_one_that_never_falls_apart_is_marked_dense() -> None:
    (piece,) = pieces_of(200, chain(200, 50.0), -2.0)
    assert piece.dense
    assert len(piece.places) == 200


def test_cells_hold_what_is_likelier_together(row: Row, witnesses: Witnesses) -> None:
    rows = [row("a"), row("b"), row("c", north_km=40.0), row("d", north_km=40.1)]
    found = witnesses(*rows)
    claims = claims_of(found, MODEL, [{}] * 4)
    pieces = pieces_of(4, links_of(found, claims, -2.0), -2.0)
    cells = []
    for piece in pieces:
        cluster, own = merged(piece, found, claims)
        cells += [{cluster.witnesses[at].id for at in cell} for cell in own]
    assert cells == [{"a.0", "b.0"}, {"c.0", "d.0"}]


def test_two_of_one_scan_never_share_a_cell(row: Row, witnesses: Witnesses) -> None:
    rows = [
        row("a", source="x", scan="1"),
        row("b", source="x", scan="1", north_km=0.2),
        row("c", north_km=0.05),
    ]
    found = witnesses(*rows)
    claims = claims_of(found, MODEL, [{}] * 3)
    (piece,) = pieces_of(3, links_of(found, claims, -2.0), -2.0)
    cluster, cells = merged(piece, found, claims)
    names = sorted("".join(cluster.witnesses[at].id[0] for at in cell) for cell in cells)
    assert names == ["ac", "b"], "the nearer of the two takes the third"


def test_a_dense_piece_is_solved_on_its_links(row: Row, witnesses: Witnesses) -> None:
    rows = [row(f"{k:03}", north_km=10.0 * k) for k in range(80)]
    found = witnesses(*rows)
    claims = claims_of(found, MODEL, [{}] * 80)
    (piece,) = pieces_of(80, chain(80, 9.0), -2.0)
    _, cells = merged(piece, found, claims)
    assert len(cells) == 80, "links alone do not make ten kilometres one place"
