from collections.abc import Callable
from typing import Any

import pytest

from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]


def test_the_surest_member_leads_and_no_copy_lowers_existence(
    row: Row, witnesses: Witnesses
) -> None:
    (one,) = witnesses(
        row("a", origin_group="g", exists=0.4, exists_low=0.1, exists_high=0.9),
        row("b", origin_group="g", exists=0.6, exists_low=0.3, exists_high=0.7),
    )
    assert one.id == "a.0"
    assert one.lead.id == "b.0"
    assert one.exists == (0.3, 0.6, 0.9)


def test_the_place_of_copies_covers_them_all(row: Row, witnesses: Witnesses) -> None:
    (one,) = witnesses(
        row("a", origin_group="g"),
        row("b", origin_group="g", north_km=2.0),
        row("c", origin_group="g", north_km=2.0),
    )
    assert one.spot is not None
    lon, lat, ee, en, nn = one.spot
    assert (lon, lat) == pytest.approx((37.8, 48.0 + 1.0 / 111.2), abs=1e-6)
    assert ee == pytest.approx(1e6 + 2500.0, rel=1e-6)
    assert nn == pytest.approx(2e6 + 2500.0, rel=1e-3), "two distinct places 2 km apart"
    assert en == pytest.approx(0.0, abs=1.0)


def test_undated_rows_and_denials_are_no_witnesses(row: Row, witnesses: Witnesses) -> None:
    assert witnesses(row("a", t_start=None), row("b", flags="denial")) == []


def test_rows_of_one_curated_list_are_never_one_happening(
    row: Row, witnesses: Witnesses
) -> None:
    left, right = witnesses(
        row("a", modality="curated", source="ucdp"), row("b", modality="curated", source="ucdp")
    )
    assert not left.keys.isdisjoint(right.keys)
    one, other = witnesses(row("a", modality="report"), row("b", modality="report"))
    assert one.keys.isdisjoint(other.keys)
