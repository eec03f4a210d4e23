import numpy as np
import pytest

from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.incidents.cause import CLASSES, NEUTRAL, is_force, related, share_rows

P = Phenomenon


def test_every_kind_has_shares_that_sum_to_one() -> None:
    rows = share_rows(NEUTRAL, tuple(P))
    assert rows.sum(axis=1) == pytest.approx(np.ones(len(P)))
    assert (rows >= 0.0).all()


def test_every_kind_shows_mostly_itself() -> None:
    rows = share_rows(NEUTRAL, tuple(P))
    assert all(CLASSES[int(row.argmax())] is kind for kind, row in zip(P, rows, strict=True))


def test_a_fire_is_hardly_ever_of_force_and_an_alarm_shows_only_itself() -> None:
    fire, alarm = share_rows(NEUTRAL, (P.THERMAL, P.ALARM))
    assert fire[is_force()].sum() == pytest.approx(0.03)
    assert alarm[is_force()].sum() == 0.0


def test_kinds_are_related_when_one_class_shows_as_both() -> None:
    meets = related(NEUTRAL)
    assert meets[P.STRIKE, P.THERMAL]
    assert meets[P.EXPLOSION, P.DAMAGE]
    assert not meets[P.ALARM, P.STRIKE]
    assert not meets[P.UNKNOWN, P.STRIKE]
    assert all(meets[a, b] == meets[b, a] for a in P for b in P)


def test_force_is_what_the_taxonomy_says() -> None:
    assert {kind for kind, force in zip(CLASSES, is_force(), strict=True) if force} == FORCE
