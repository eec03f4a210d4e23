"""What others did not see of each witness, as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.base.phenomenon import Modality
from holdfire.incidents.cause import CLASSES
from holdfire.incidents.density import DensityGrid
from holdfire.incidents.miss import Misses
from holdfire.incidents.model import AssociationModel, TypicalWitness
from holdfire.incidents.recognition import Typical, linked_chance, recognised

__all__ = ["MissTable", "miss_table"]

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

_MODES = tuple(Modality)
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class MissTable:
    """Misses by row.

    ``watch`` (n,) the row of each witness (−1: nobody looked), ``channel`` (n,) the
    column it takes up itself, ``misses`` (watches, channels, classes, 3) log of the chance
    that the channel saw nothing.
    """

    watch: Codes
    channel: Codes
    misses: Floats


def _plain(misses: Sequence[Misses], modes: Sequence[int]) -> tuple[Codes, Floats]:
    """The rows of the witnesses that somebody looked at, and their logs."""
    looked = [at for at, one in enumerate(misses) if one]
    watch = np.full(len(misses), -1, np.int32)
    watch[looked] = np.arange(len(looked), dtype=np.int32)
    table = np.zeros((len(looked), len(modes), len(CLASSES), 3))
    column = {_MODES[mode]: at for at, mode in enumerate(modes)}
    place = {kind: at for at, kind in enumerate(CLASSES)}
    for row, at in enumerate(looked):
        for (kind, mode), ends in misses[at].items():
            table[row, column[mode], place[kind]] = ends
    return watch, table


def _judged_by(typical: TypicalWitness) -> Typical:
    """What a gate needs of a typical witness."""
    claim = np.log(max(typical.exists, _LEAST))
    values = (claim, typical.area_km2, typical.variance_s2)
    return Typical(*(np.full((1, 1), value) for value in values))


def miss_table(
    misses: Sequence[Misses],
    exists: Floats,
    mode: Codes,
    grid: DensityGrid,
    extent: tuple[Floats, Floats],
    model: AssociationModel,
) -> MissTable:
    """The misses of the witnesses, each as far as a detection would have been recognised.

    ``mode`` (n,) is the place of each witness's modality, ``extent`` area (km²) and variance
    of time (s²). A channel is a modality; how its detection would have looked, the model
    says. One of which the model knows none is taken to be recognised always.
    """
    modes = sorted({_MODES.index(m) for one in misses for _, m in one} | set(mode.tolist()))
    watch, table = _plain(misses, modes)
    channel = np.searchsorted(modes, mode).astype(np.int32)
    looked = np.flatnonzero(watch >= 0)
    if not len(looked):
        return MissTable(watch, channel, np.zeros((0, len(modes), len(CLASSES), 3)))
    claim = np.log(np.maximum(exists[:, 1], _LEAST))
    own = Typical(*(value[looked][:, None] for value in (claim, *extent)))
    rates = grid.densities[grid.cell[looked]]
    for typical in model.typical:
        if _MODES.index(typical.modality) in modes:
            column = modes.index(_MODES.index(typical.modality))
            chance = linked_chance(own, _judged_by(typical), rates, model.tau)
            table[:, column] = recognised(table[:, column], chance[..., None])
    return MissTable(watch, channel, table)
