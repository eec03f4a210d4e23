from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.lint.widths import widths

Load = Callable[..., Agreement]
FAR = "kind: min_distance, objects: heavy, line: front, distance: 15 km, summary: s"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("kind: exclusion, objects: tank, area: {within: 30 km, of: front}", "twice the other"),
        ("kind: exclusion, objects: tank, area: {within: 20 km, of: front}", "this one 20 km"),
        ("kind: exclusion, objects: tank, area: {within: 15 km, of: front}", ""),
        ("kind: exclusion, objects: mlrs, area: {within: 30 km, of: front}", ""),
        ("kind: exclusion, objects: tank, area: {within: 30 km, of: river}", ""),
    ],
)
def test_a_distance_of_each_side_against_a_zone(load: Load, other: str, said: str) -> None:
    agreement = load(f"- {{id: a, {FAR}}}\n- {{id: b, summary: s, {other}}}")
    found = [f.message for f in widths(agreement) if f.rule == "W3"]
    assert (said in found[0]) if said else not found
