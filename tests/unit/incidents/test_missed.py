import math

import numpy as np
import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.density import DensityGrid
from holdfire.incidents.miss import Misses
from holdfire.incidents.missed import MissTable, miss_table
from holdfire.incidents.model import AssociationModel, TypicalWitness

MODES = tuple(Modality)
ARRAY, CAMERA = MODES.index(Modality.ARRAY), MODES.index(Modality.CAMERA)
ENDS = (math.log(0.2), math.log(0.4), math.log(0.6))
KIND = Phenomenon.EXPLOSION
SILENT: Misses = {(KIND, Modality.CAMERA): ENDS}


def _made(misses: list[Misses], modes: list[int], area: float = 1.0) -> MissTable:
    count = len(misses)
    grid = DensityGrid(np.zeros(count, np.int32), np.full((1, len(CLASSES)), math.log(1e-9)))
    extent = (np.full(count, area), np.full(count, 3600.0))
    typical = tuple(TypicalWitness(MODES[mode], 0.5, area, 3600.0) for mode in set(modes))
    model = AssociationModel(37.8, 48.0, 1e-9, (), (), typical=typical)
    exists = np.full((count, 3), 0.5)
    return miss_table(misses, exists, np.array(modes, np.int32), grid, extent, model)


def test_who_was_not_watched_has_no_row() -> None:
    found = _made([{}, SILENT, {}], [ARRAY, ARRAY, ARRAY])
    assert found.watch.tolist() == [-1, 0, -1]
    assert found.misses.shape == (1, 2, len(CLASSES), 3)
    assert _made([{}, {}], [ARRAY, CAMERA]).misses.shape[0] == 0


def test_a_channel_without_a_detection_here_is_taken_as_stated() -> None:
    found = _made([SILENT], [ARRAY])
    columns = sorted((ARRAY, CAMERA))
    row = found.misses[0, columns.index(CAMERA)]
    assert row[CLASSES.index(KIND)] == pytest.approx(ENDS)
    assert np.delete(row, CLASSES.index(KIND), axis=0).tolist() == [[0.0] * 3] * (
        len(CLASSES) - 1
    )
    assert found.channel.tolist() == [columns.index(ARRAY)]


def test_silence_weighs_less_where_errors_are_wide() -> None:
    column = sorted((ARRAY, CAMERA)).index(CAMERA)
    kind = CLASSES.index(KIND)
    sharp, wide = (
        _made([SILENT, {}], [ARRAY, CAMERA], area).misses[0, column, kind]
        for area in (0.01, 1e6)
    )
    assert (sharp <= wide).all()
    assert (wide < 0.0).all()
    assert sharp == pytest.approx(ENDS, abs=1e-3)
