import pytest

from holdfire.base.errors import BadQuantity
from holdfire.base.phenomenon import Modality
from holdfire.incidents.shape.floors import ShapeFloors


@pytest.mark.parametrize(
    ("modality", "radius", "blur"),
    [
        (Modality.THERMAL, 0.0, 0.1),
        (Modality.MAP, 0.0, 0.05),
        (Modality.MAP, 8.0, 0.05),
        (Modality.REPORT, 8.0, 2.0),
        (Modality.REPORT, 0.1, 0.05),
    ],
)
def test_the_widest_of_what_is_assumed_blurs_an_edge(
    modality: Modality, radius: float, blur: float
) -> None:
    assert ShapeFloors().blur_of(modality, radius) == blur


@pytest.mark.parametrize("least", [0.0, -1.0, float("nan"), float("inf")])
def test_an_edge_without_blur_is_refused(least: float) -> None:
    with pytest.raises(BadQuantity):
        ShapeFloors(least_km=least)
