from collections.abc import Callable
from typing import Any

from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]


def pixel(row: Row, name: str, north_km: float, scan: str | None = "N pass") -> dict[str, Any]:
    return row(
        name,
        north_km=north_km,
        source="firms",
        modality="thermal",
        phenomenon="thermal",
        scan=scan,
        place_kind="area",
        half_e_m=190.0,
        half_n_m=190.0,
        cov_ee_m2=None,
        cov_en_m2=None,
        cov_nn_m2=None,
    )


def test_pixels_of_one_pass_that_touch_are_one_witness(row: Row, witnesses: Witnesses) -> None:
    chain = [pixel(row, name, 0.38 * at) for at, name in enumerate("abc")]
    apart = pixel(row, "d", 5.0)
    found = witnesses(*chain, apart)
    assert [len(one.members) for one in found] == [3, 1]
    assert found[0].origin == "a"
    assert not found[0].keys.isdisjoint(found[1].keys), "two fires of one pass stay two"


def test_pixels_of_two_passes_or_of_no_stated_pass_are_not_joined_here(
    row: Row, witnesses: Witnesses
) -> None:
    first, second = pixel(row, "a", 0.0, "N 1"), pixel(row, "b", 0.1, "N 2")
    assert len(witnesses(first, second)) == 2
    loose = [pixel(row, name, 0.1, None) for name in ("c", "d")]
    assert len(witnesses(*loose)) == 2
