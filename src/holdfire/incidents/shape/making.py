"""From stated places to densities: which are normal, and the shapes of the others.

Equal parameters make one shape: a million pixels of one size share it, each about its own
place. Half extents and radii are taken to three digits for that. The reference place of a
shape is the longitude and latitude of its place: the centre of a box or disc, the point
inside a polygon, the origin of a sector; of several candidates, that of the first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from shapely import affinity

from holdfire.base.geodesy import local_offsets_m
from holdfire.base.outline import local_outline
from holdfire.base.phenomenon import Modality
from holdfire.base.place import Place, PlaceKind
from holdfire.incidents.shape.areas import box_density, disc_density, polygon_density
from holdfire.incidents.shape.floors import ShapeFloors
from holdfire.incidents.shape.sectors import IN_AREA, IN_RANGE, sector_density
from holdfire.incidents.shape.shapes import Shapes
from holdfire.incidents.shape.stock import Density, Stock, density_of, normal_density

__all__ = ["Candidates", "shapes_of"]

Codes = npt.NDArray[np.int32]

Candidates = Sequence[tuple[float, Place]]
"""Places of which one is meant, each with its weight; at most eight are kept."""

_MOST_CANDIDATES = 8
_DIGITS = 3


def _short(value: float) -> float:
    """The value to three digits."""
    return float(f"{value:.{_DIGITS}g}")


def _point(stock: Stock, place: Place, modality: Modality, floors: ShapeFloors) -> int:
    """The normal of a point, with its own covariance or the one assumed of the modality."""
    known, least = place.covariance, floors.least_km**2
    if known is not None:
        key = (known.ee / 1e6 + least, known.en / 1e6, known.nn / 1e6 + least)
    else:
        sigma = dict(floors.point_km).get(modality, floors.unknown_point_km)
        key = (sigma**2 + least, 0.0, sigma**2 + least)
    return stock.number_of(("normal", key), lambda: normal_density(*key))


def _ranges(
    place: Place, modality: Modality, floors: ShapeFloors
) -> tuple[float, float, float]:
    """Near and far range of a ray in km, near below far, and the prior between them."""
    near, high = (place.range_low_m or 0.0) / 1e3, place.range_high_m
    if high is None or not math.isfinite(high):
        far = dict(floors.far_km).get(modality, floors.unknown_range_km)
        return near, max(far, 2.0 * near), IN_RANGE
    near, far = min(near, high / 1e3), max(near, high / 1e3)
    if far - near < 2.0 * floors.least_km:
        near, far = max(near - floors.least_km, 0.0), far + floors.least_km
    return near, far, IN_AREA


def _sector(stock: Stock, place: Place, modality: Modality, floors: ShapeFloors) -> int:
    """The sector of a ray; a range that is not stated ends where the floors say."""
    low, high = place.az_low_deg or 0.0, place.az_high_deg or 0.0
    width = 360.0 if high - low == 360.0 else (high - low) % 360.0
    half = math.radians(width) / 2.0
    least = math.radians(floors.least_soft_deg)
    middle, soft = math.radians(low) + half, max(floors.soft_share * half, least)
    if modality in floors.two_sigma and width < 360.0:
        half, soft = 0.0, max(half / 2.0, least)
    blur = math.hypot((place.radius_m or 0.0) / 2e3, floors.least_km)
    azimuth, ranges = (middle, half, soft), _ranges(place, modality, floors)
    key = ("sector", azimuth, ranges, blur)
    return stock.number_of(key, lambda: sector_density(azimuth, ranges, blur))


def _polygon(place: Place, blur: float) -> Density | None:
    """The polygon of an area, unless it is broken."""
    assert place.wkb is not None  # noqa: S101 - the caller looked
    assert place.lon is not None  # noqa: S101 - as above
    assert place.lat is not None  # noqa: S101 - as above
    outline = local_outline(place.wkb, place.lon, place.lat)
    if outline is None:
        return None
    return polygon_density(affinity.scale(outline, 1e-3, 1e-3, origin=(0.0, 0.0)), blur)


def _area(stock: Stock, place: Place, modality: Modality, floors: ShapeFloors) -> int:
    """The box, disc or polygon of an area or an administrative unit; -1 without one."""
    if place.wkb is not None:
        blur = floors.blur_of(modality)
        key = ("polygon", place.wkb, place.lon, place.lat, blur)
        return stock.number_of(key, lambda: _polygon(place, blur))
    if place.half_e_m is not None and place.half_n_m is not None:
        blur = floors.blur_of(modality)
        sides = _short(place.half_e_m / 1e3), _short(place.half_n_m / 1e3)
        if min(sides) > 0.0:
            return stock.number_of(("box", sides, blur), lambda: box_density(*sides, blur))
        return -1
    if place.radius_m is None or place.radius_m <= 0.0:
        return -1
    radius = _short(place.radius_m / 1e3)
    blur = floors.blur_of(modality, radius)
    return stock.number_of(("disc", radius, blur), lambda: disc_density(radius, blur))


def _atom(stock: Stock, place: Place, modality: Modality, floors: ShapeFloors) -> int:
    """The shape of one place that is no mixture; -1 where it has no extent."""
    if place.lon is None or place.lat is None or place.kind is PlaceKind.NONE:
        return -1
    if place.kind is PlaceKind.POINT:
        return _point(stock, place, modality, floors)
    if place.kind is PlaceKind.RAY:
        return _sector(stock, place, modality, floors)
    return _area(stock, place, modality, floors)


def _compound(stock: Stock, parts: Sequence[tuple[float, int, float, float]]) -> int:
    """A mixture of shapes: weight, number and offset (km) of each; weights are scaled."""
    total = math.fsum(part[0] for part in parts)
    parts = [(part[0] / total, part[1], part[2], part[3]) for part in parts]

    def made() -> Density:
        cells = np.concatenate(
            [
                stock.densities[number].cells * np.array([share, 1.0, 1.0, 1.0, 1.0, 1.0])
                + np.array([0.0, part_e, part_n, 0.0, 0.0, 0.0])
                for share, number, part_e, part_n in parts
            ]
        )
        peaks = [
            share * math.exp(stock.densities[part].limits[1]) for share, part, _, _ in parts
        ]
        return density_of(cells, math.log(math.fsum(peaks)))

    return stock.number_of(("compound", tuple(parts)), made)


def _tailed(stock: Stock, place: Place, modality: Modality, floors: ShapeFloors) -> int:
    """-1 for a normal density; a mixture of two where the modality has heavy tails."""
    tails = {name: (share, factor) for name, share, factor in floors.tails}
    if modality not in tails or place.covariance is None:
        return -1
    share, factor = tails[modality]
    near = _point(stock, place, modality, floors)
    ee, en, nn = stock.densities[near].moments[2:]
    wide = (factor**2 * ee, factor**2 * en, factor**2 * nn)
    far = stock.number_of(("normal", wide), lambda: normal_density(*wide))
    return _compound(stock, [(1.0 - share, near, 0.0, 0.0), (share, far, 0.0, 0.0)])


def _several(
    stock: Stock, candidates: Candidates, modality: Modality, floors: ShapeFloors
) -> int:
    """The mixture of the heaviest candidates, about the place of the first one given."""
    first = candidates[0][1]
    if first.lon is None or first.lat is None:
        return -1
    ranked = sorted(enumerate(candidates), key=lambda item: (-item[1][0], item[0]))
    parts = []
    for _, (weight, place) in sorted(ranked[:_MOST_CANDIDATES]):
        number = _atom(stock, place, modality, floors)
        if number >= 0 and weight > 0.0 and place.lon is not None and place.lat is not None:
            east, north = local_offsets_m(
                first.lon, first.lat, np.array([place.lon]), np.array([place.lat])
            )
            parts.append((weight, number, float(east[0]) / 1e3, float(north[0]) / 1e3))
    return _compound(stock, parts) if parts else -1


def shapes_of(
    places: Sequence[Place | Candidates],
    modalities: Sequence[Modality],
    floors: ShapeFloors,
) -> tuple[Codes, Shapes]:
    """Per place the number of its shape, -1 for a normal density or none; and the shapes.

    A place with candidates is a list of weight and place. Points are normal, unless the
    floors give their modality heavy tails.
    """
    stock = Stock()
    codes = np.full(len(places), -1, np.int32)
    for at, (place, modality) in enumerate(zip(places, modalities, strict=True)):
        if not isinstance(place, Place):
            codes[at] = _several(stock, place, modality, floors) if place else -1
        elif place.kind is PlaceKind.POINT:
            codes[at] = _tailed(stock, place, modality, floors)
        else:
            codes[at] = _atom(stock, place, modality, floors)
    return codes, stock.shapes()
