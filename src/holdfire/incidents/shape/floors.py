"""What is assumed of a stated place where its source does not say how soft its edges are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from holdfire.base.codes import Code
from holdfire.base.errors import BadQuantity
from holdfire.base.phenomenon import Modality

__all__ = ["FLOORS", "ShapeFloors"]


@dataclass(frozen=True, slots=True)
class ShapeFloors:
    """Kilometres, degrees and shares; part of the association model.

    ``least_km`` is the 1-sigma blur of every edge, ``blur_km`` that of the modalities with
    more (geolocation of pixels). ``named_share``: a place named by people or lists is
    blurred by so much of its radius. ``point_km`` is the 1-sigma of a point without
    accuracy. ``soft_share`` is the softness of the edges of a sector as a share of its half
    width, at least ``least_soft_deg``; a modality in ``two_sigma`` gives its azimuths as a
    normal whose half width is two sigma. ``unknown_range_km`` is the far end of a range
    nobody stated, ``far_km`` that of the modalities that hear farther; up to it every range
    is as likely. ``tails``: of these modalities a point with covariance has a share that is
    wider by a factor.
    """

    least_km: float = 0.05
    blur_km: tuple[tuple[Modality, float], ...] = ((Modality.THERMAL, 0.1),)
    named_share: float = 0.25
    named: tuple[Modality, ...] = (Modality.REPORT, Modality.CURATED)
    point_km: tuple[tuple[Modality, float], ...] = ()
    unknown_point_km: float = 5.0
    soft_share: float = 0.25
    least_soft_deg: float = 1.0
    two_sigma: tuple[Modality, ...] = (Modality.ARRAY,)
    unknown_range_km: float = 30.0
    far_km: tuple[tuple[Modality, float], ...] = ((Modality.ARRAY, 150.0),)
    tails: tuple[tuple[Modality, float, float], ...] = ()

    def __post_init__(self) -> None:
        """Refuse edges without blur: a density needs one to have a value everywhere."""
        blurs = [self.least_km, *(blur for _, blur in self.blur_km), self.least_soft_deg]
        if not all(math.isfinite(blur) and blur > 0.0 for blur in blurs):
            raise BadQuantity(Code.QUANTITY_OUT_OF_RANGE, "the blur of an edge is not positive")

    def blur_of(self, modality: Modality, radius_km: float = 0.0) -> float:
        """The 1-sigma blur (km) of an edge, of a place of this radius if it was named."""
        named = self.named_share * radius_km if modality in self.named else 0.0
        return max(self.least_km, dict(self.blur_km).get(modality, 0.0), named)


FLOORS = ShapeFloors()
"""What is assumed unless a model says otherwise."""
