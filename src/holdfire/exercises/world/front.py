"""The lie of the land: two lines, settlements, the water works, the crossing point.

Kilometres in the drawn world. The line of contact runs from south to north; its left hand
is the west side. Everything is drawn alike for both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from holdfire.exercises.world.place_names import NAMES

__all__ = ["HALF_LENGTH_KM", "Front", "Spot", "draw_front"]

HALF_LENGTH_KM = 60.0
_STEP_KM = 1.0
_SETTLEMENTS = 28
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place: kilometres, and how far it reaches in metres."""

    name: str
    x: float
    y: float
    radius_m: float = 600.0


@dataclass(frozen=True, slots=True)
class Front:
    """``contact`` is the actual line, ``earlier`` the one of an earlier date.

    ``earlier_side`` is the side (-1 west, +1 east) that measures its distances from the
    earlier line; the other side measures from the actual one.
    """

    y_km: Floats
    contact_x: Floats
    earlier_x: Floats
    settlements: tuple[Spot, ...]
    town: Spot
    waterworks: Spot
    crossing: Spot
    flares: tuple[Spot, ...]
    earlier_side: int

    def contact_at(self, y: float) -> float:
        """Where (x) the line of contact crosses this latitude."""
        return float(np.interp(y, self.y_km, self.contact_x))

    def earlier_at(self, y: float) -> float:
        """Where (x) the earlier line crosses this latitude."""
        return float(np.interp(y, self.y_km, self.earlier_x))

    def contact(self) -> shapely.LineString:
        """The line of contact in kilometres, from south to north."""
        return shapely.LineString(np.column_stack((self.contact_x, self.y_km)))

    def earlier(self) -> shapely.LineString:
        """The earlier line in kilometres, from south to north."""
        return shapely.LineString(np.column_stack((self.earlier_x, self.y_km)))

    def reference(self, side: int) -> shapely.LineString:
        """The line from which this side measures its distances."""
        return self.earlier() if side == self.earlier_side else self.contact()


def _wander(rng: np.random.Generator, y_km: Floats, size_km: float) -> Floats:
    """A smooth wandering offset: few long waves with random phases; as likely its mirror."""
    offset = np.zeros_like(y_km)
    for waves in range(1, 6):
        phase, height = rng.uniform(0.0, 2.0 * np.pi), rng.normal(0.0, size_km / waves)
        offset += height * np.sin(waves * np.pi * y_km / HALF_LENGTH_KM + phase)
    return offset


def draw_front(rng: np.random.Generator) -> Front:
    """Draw lines and places."""
    y_km = np.arange(-HALF_LENGTH_KM, HALF_LENGTH_KM + _STEP_KM / 2, _STEP_KM)
    contact_x = _wander(rng, y_km, 3.0)
    earlier_x = contact_x + _wander(rng, y_km, 1.0)
    order = rng.permutation(len(NAMES))
    names = [NAMES[index] for index in order]

    def on_line(name: str, y: float, radius_m: float) -> Spot:
        return Spot(name, float(np.interp(y, y_km, contact_x)), y, radius_m)

    settlements = []
    for name in names[:_SETTLEMENTS]:
        y, side = rng.uniform(-56.0, 56.0), rng.choice((-1, 1))
        away = rng.uniform(1.5, 5.0) if rng.random() < 0.6 else rng.uniform(5.0, 25.0)
        x = float(np.interp(y, y_km, contact_x)) + side * away
        settlements.append(Spot(name, float(x), float(y), float(rng.uniform(400.0, 1000.0))))
    town, water, crossing = (
        float(rng.uniform(low, low + 25.0)) for low in (-50.0, -15.0, 20.0)
    )
    flares = tuple(
        Spot(f"flare{side}", float(side * rng.uniform(20.0, 38.0)), float(rng.uniform(-50, 50)))
        for side in (-1, 1)
    )
    return Front(
        y_km=y_km,
        contact_x=contact_x,
        earlier_x=earlier_x,
        settlements=tuple(settlements),
        town=on_line(names[-1], town, 1500.0),
        waterworks=on_line(names[-2], water, 500.0),
        crossing=on_line(names[-3], crossing, 300.0),
        flares=flares,
        earlier_side=int(rng.choice((-1, 1))),
    )
