"""The earth-centred frame: points of WGS 84 as metres in space, without a map projection.

In this frame a straight-line (chord) distance needs no trigonometry, and the length of the
geodesic follows from the chord and the curvature of the ellipsoid along it. No place and no
direction is preferred, so nothing is distorted at the far end of a long line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "CHORD_ERROR_M",
    "CHORD_RANGE_M",
    "FLATTENING",
    "SEMI_MAJOR_M",
    "SEMI_MINOR_M",
    "curved_length_m",
    "degrees_from_space",
    "dot",
    "onto_ellipsoid",
    "space_from_degrees",
    "up_at",
]

SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1.0 / 298.257_223_563
SEMI_MINOR_M = SEMI_MAJOR_M * (1.0 - FLATTENING)

CHORD_RANGE_M = 200_000.0
"""Up to here the error of :func:`curved_length_m` stays below :data:`CHORD_ERROR_M`."""
CHORD_ERROR_M = 0.000_02

FloatArray = NDArray[np.float64]

_SQUEEZE = (1.0 - FLATTENING) ** 2
_INVERSE_SQUARED = np.array([1.0, 1.0, 1.0 / _SQUEEZE]) / SEMI_MAJOR_M**2


def dot(first: FloatArray, second: FloatArray) -> FloatArray:
    """The scalar products of rows of vectors, term by term.

    Library products of matrices add in an order that depends on how many rows there are;
    this one gives a row the same bits in any company.
    """
    product: FloatArray = (
        first[..., 0] * second[..., 0]
        + first[..., 1] * second[..., 1]
        + first[..., 2] * second[..., 2]
    )
    return product


def space_from_degrees(lon: ArrayLike, lat: ArrayLike) -> FloatArray:
    """Earth-centred coordinates in metres, shape (..., 3), of points at height zero."""
    east = np.radians(np.asarray(lon, np.float64))
    north = np.radians(np.asarray(lat, np.float64))
    flat, high = np.cos(north), np.sin(north)
    radius = SEMI_MAJOR_M / np.sqrt(1.0 - (1.0 - _SQUEEZE) * high * high)
    space = np.empty((*east.shape, 3))
    space[..., 0] = radius * flat * np.cos(east)
    space[..., 1] = radius * flat * np.sin(east)
    space[..., 2] = radius * high * _SQUEEZE
    return space


def degrees_from_space(space: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Longitude and latitude of points that lie on the ellipsoid."""
    lon = np.degrees(np.arctan2(space[..., 1], space[..., 0]))
    flat = np.hypot(space[..., 0], space[..., 1])
    return lon, np.degrees(np.arctan2(space[..., 2], flat * _SQUEEZE))


def up_at(space: FloatArray) -> FloatArray:
    """The unit vectors straight up (the ellipsoid's normal) at points near the surface."""
    gradient = space * _INVERSE_SQUARED
    up: FloatArray = gradient / np.sqrt(dot(gradient, gradient))[..., None]
    return up


def onto_ellipsoid(space: FloatArray) -> FloatArray:
    """Points near the surface moved onto it, along the line to the earth's centre."""
    scale = np.sqrt(dot(space, space * _INVERSE_SQUARED))
    moved: FloatArray = space / scale[..., None]
    return moved


def curved_length_m(first: FloatArray, second: FloatArray) -> FloatArray:
    """The length of the geodesic between surface points, from their chord.

    The arc has the ellipsoid's normal curvature at the middle of the chord in the chord's
    direction (Euler's formula), so odd terms of its change along the way cancel. Error
    against PROJ: below 0.01 mm up to 200 km, 2 mm at 600 km, 3 cm at 1,000 km. Farther
    away use :func:`holdfire.base.geodesy.distance_m`.
    """
    chord = second - first
    squared = dot(chord, chord)
    middle = onto_ellipsoid((first + second) * 0.5)
    slope = middle * _INVERSE_SQUARED
    gradient = np.sqrt(dot(slope, slope))
    bend = dot(chord, chord * _INVERSE_SQUARED)
    # Below a millionth of a metre a chord is its arc, and its square may vanish.
    apart = squared > 1e-12
    curvature = np.where(apart, bend, 1.0) / np.where(apart, squared * gradient, SEMI_MAJOR_M)
    half = np.minimum(np.sqrt(squared) * curvature * 0.5, 1.0)
    length: FloatArray = np.arcsin(half) * (2.0 / curvature)
    return length
