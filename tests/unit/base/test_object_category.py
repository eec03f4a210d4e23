"""One vocabulary of objects for texts and reports."""

from __future__ import annotations

from holdfire.base.object_category import ObjectCategory


def test_values_are_stable_words() -> None:
    assert {kind.value for kind in ObjectCategory} == {k.name.lower() for k in ObjectCategory}
    assert ObjectCategory("hydro_dam") is ObjectCategory.HYDRO_DAM
