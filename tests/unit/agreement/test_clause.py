from __future__ import annotations

from holdfire.agreement.clause import Clause, ClauseKind, Standard
from holdfire.agreement.terms import Cessation


def test_there_are_eighteen_kinds() -> None:
    assert len(ClauseKind) == 18


def test_a_bare_clause_binds_all_openly_and_is_unverified() -> None:
    clause = Clause("c", "", ClauseKind.CESSATION, Cessation())
    assert clause.actors == ()
    assert clause.starts is None
    assert clause.ends is None
    assert clause.evidence == "unverified"
    assert clause.standard == Standard(0.95, 2, 0.8, 0.8)
