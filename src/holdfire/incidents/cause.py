"""What a detection of each kind, if real, was caused by: the model's neutral confusion table.

A row says: of real happenings that show themselves as this kind, which share was which class.
Nobody measured these shares; they are assumed, even-handed and part of the versioned model,
so that a reader may replace them and run again. Kinds that are not listed show only
themselves. A thermal anomaly is a fire of unknown cause nearly always: alone it never shows
the use of force, beside a report it may support one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from holdfire.base.phenomenon import FORCE, Phenomenon

__all__ = ["CLASSES", "NEUTRAL", "Shares", "is_force", "related", "share_rows"]

Shares = tuple[tuple[Phenomenon, tuple[tuple[Phenomenon, float], ...]], ...]
"""Per kind of detection the classes that cause it with their shares, summing to one."""

CLASSES: tuple[Phenomenon, ...] = tuple(Phenomenon)
"""Every class in one fixed order; the order of all vectors over classes."""

_P = Phenomenon

NEUTRAL: Shares = (
    (_P.EXPLOSION, ((_P.EXPLOSION, 0.7), (_P.HEAVY_FIRE, 0.15), (_P.STRIKE, 0.15))),
    (_P.STRIKE, ((_P.STRIKE, 0.9), (_P.HEAVY_FIRE, 0.1))),
    (_P.HEAVY_FIRE, ((_P.HEAVY_FIRE, 0.9), (_P.STRIKE, 0.1))),
    (_P.LIGHT_FIRE, ((_P.LIGHT_FIRE, 0.9), (_P.CLASH, 0.1))),
    (
        _P.PROJECTILE,
        ((_P.PROJECTILE, 0.6), (_P.HEAVY_FIRE, 0.2), (_P.LIGHT_FIRE, 0.1), (_P.STRIKE, 0.1)),
    ),
    (
        _P.FLASH,
        ((_P.FLASH, 0.5), (_P.EXPLOSION, 0.2), (_P.HEAVY_FIRE, 0.2), (_P.STRIKE, 0.1)),
    ),
    (_P.CLASH, ((_P.CLASH, 0.8), (_P.LIGHT_FIRE, 0.1), (_P.HEAVY_FIRE, 0.1))),
    (_P.DAMAGE, ((_P.DAMAGE, 0.5), (_P.STRIKE, 0.3), (_P.HEAVY_FIRE, 0.2))),
    (
        _P.THERMAL,
        ((_P.THERMAL, 0.97), (_P.STRIKE, 0.01), (_P.HEAVY_FIRE, 0.01), (_P.EXPLOSION, 0.01)),
    ),
)


def share_rows(shares: Shares, kinds: Iterable[Phenomenon]) -> npt.NDArray[np.float64]:
    """One row of class shares (over :data:`CLASSES`) for each kind, shape (n, classes)."""
    place = {one: number for number, one in enumerate(CLASSES)}
    table = np.eye(len(CLASSES))
    for kind, row in shares:
        table[place[kind]] = 0.0
        for cause, share in row:
            table[place[kind], place[cause]] = share
    rows: npt.NDArray[np.float64] = table[[place[kind] for kind in kinds]]
    return rows


def is_force() -> npt.NDArray[np.bool_]:
    """Which of :data:`CLASSES` show the use of force."""
    return np.array([one in FORCE for one in CLASSES])


def related(shares: Shares) -> dict[tuple[Phenomenon, Phenomenon], bool]:
    """Which kinds can show one and the same happening."""
    kinds = tuple(Phenomenon)
    rows = share_rows(shares, kinds)
    meet = rows @ rows.T > 0.0
    return {(a, b): bool(meet[i, j]) for i, a in enumerate(kinds) for j, b in enumerate(kinds)}
