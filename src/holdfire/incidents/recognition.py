"""Would another sensor's detection of the same happening have been recognised as such?

Silence of a sensor speaks against a happening only as far as its detection would have been
linked to the witness: a vague report and a distant station that heard the same blast stand
unlinked side by side. The chance to be linked is that the two errors together stay within
the gate of the pair (chi-squared, two dimensions of place and one of time).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import erf

__all__ = ["Typical", "linked_chance", "recognised"]

Floats = npt.NDArray[np.float64]

_CAP = 25.0
_SIZE = 1.5 * math.log(2.0 * math.pi)
_UNLINKED = 0.3
"""The part of an unlinked detection's weight that stays with this witness: half where both
stand alone and either may be taken for the happening, none where other witnesses have it.
Chosen on simulated fronts of three densities, where it calibrates lone witnesses."""


@dataclass(frozen=True, slots=True)
class Typical:
    """Witnesses as far as a gate needs them, arrays of one shape.

    ``claim`` log e less the
    log weight of it alone, ``area`` km² (root of the determinant), ``variance`` s².
    """

    claim: Floats
    area: Floats
    variance: Floats


def linked_chance(own: Typical, other: Typical, log_rate: Floats, tau: float) -> Floats:
    """The chance that a detection like ``other`` of the same happening links at ``tau``.

    ``log_rate`` is the log of happenings per km² and second less the log chance that nobody
    else saw it. The arrays are broadcast.
    """
    best = own.claim + other.claim - log_rate - _SIZE - np.log(own.area + other.area)
    best = best - 0.5 * np.log(own.variance + other.variance) - tau
    gate = np.clip(2.0 * best, 0.0, _CAP)
    chance: Floats = erf(np.sqrt(gate / 2.0)) - np.sqrt(2.0 * gate / np.pi) * np.exp(
        -gate / 2.0
    )
    return chance


def recognised(log_missed: Floats, chance: Floats) -> Floats:
    """The log chance that a sensor saw nothing, weakened where it would not be recognised.

    ``log_missed`` is log(1 − p) of seeing nothing at all; ``chance`` of :func:`linked_chance`.
    """
    seen = -np.expm1(log_missed)
    found: Floats = np.log1p(-seen * (1.0 - _UNLINKED * (1.0 - chance)))
    return found
