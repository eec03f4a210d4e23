from __future__ import annotations

import pytest

from holdfire.agreement.accord.trace import Lack, LackKind
from holdfire.verification.lacking import in_words, lack_of, only_gaps, supplied, unseen
from holdfire.verification.verdict import CoverageShare, Witness


def test_a_cell_keeps_the_sentence_and_names_a_supplier() -> None:
    lack = lack_of("place", Witness("geometry", "its place is not known"))
    assert lack.kind is LackKind.GEOMETRY
    assert lack.said == "its place is not known"
    assert lack.supplier


def test_counts_of_two_sides_are_two_cells() -> None:
    first, second = (lack_of("number", Witness("weak", "x"), side) for side in ("X", "Y"))
    assert (first.fact, first.key) != (second.fact, second.key)


def test_gaps_alone_mean_unobserved() -> None:
    gap = unseen(CoverageShare(0.1, 1.0, 10.0, (), ("nobody looked",)))
    assert gap.said == "nobody looked"
    assert only_gaps([gap])
    assert not only_gaps([gap, lack_of("place", Witness("geometry", "x"))])


def test_a_straddle_is_said_in_words() -> None:
    told = in_words(Lack(LackKind.STRADDLE, "force", ("i",), "at which instant it happened"))
    assert told.fact == "time"
    assert told.key == ("i",)
    assert "reaches over an end" in told.said


@pytest.mark.parametrize("kind", [kind.value for kind in LackKind if kind != "late"])
def test_every_witness_gets_a_supplier(kind: str) -> None:
    assert supplied(Witness(kind, "something")).supplier
    kept = supplied(Witness(kind, "something", (), "the keeper"))
    assert kept.supplier == "the keeper"
