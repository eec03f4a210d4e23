import math
from collections.abc import Callable
from typing import Any

import pytest

from holdfire.base.phenomenon import Phenomenon
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.density import density_grid, grid_cell
from holdfire.incidents.model import AssociationModel, Density
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
P = Phenomenon
MODEL = AssociationModel(
    37.8, 48.0, 1e-20, ((P.STRIKE, 3e-10),), (Density(P.STRIKE, 0, 0, 7e-10),)
)


def test_a_witness_has_the_density_of_its_cell(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(
        row("a", phenomenon="strike"),
        row("b", phenomenon="strike", north_km=90.0),
        row("c", phenomenon="strike", place_kind="none", lon=None, lat=None),
    )
    grid = density_grid(found, MODEL)
    own = [math.exp(grid.densities[cell, CLASSES.index(P.STRIKE)]) for cell in grid.cell]
    assert own == pytest.approx([7e-10, 3e-10, 3e-10])
    other = grid.densities[grid.cell[0], CLASSES.index(P.HEAVY_FIRE)]
    assert math.exp(other) == pytest.approx(1e-20)
    assert density_grid([], MODEL).densities.shape == (0, len(CLASSES))


def test_the_grid_is_its_own_mirror_image() -> None:
    anchor = (37.0, 48.0)
    for lon, lat in ((37.9, 48.3), (36.2, 49.9), (31.4, 44.1)):
        east, north = grid_cell(lon, lat, anchor, 25.0)
        assert grid_cell(74.0 - lon, lat, anchor, 25.0) == (-east, north)
        assert grid_cell(lon, 96.0 - lat, anchor, 25.0) == (east, -north)


def test_the_grid_crosses_the_date_line() -> None:
    assert grid_cell(-179.9, 0.0, (179.9, 0.0), 25.0) == (1, 0)
