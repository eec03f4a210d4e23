"""Kleene logic against its truth tables."""

from __future__ import annotations

import itertools

from holdfire.base.truth import Truth, all_of, any_of

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def test_negation_keeps_the_unknown() -> None:
    assert [value.negated() for value in (F, U, T)] == [T, U, F]


def test_a_missing_value_is_unknown() -> None:
    assert [Truth.of(given) for given in (None, True, False)] == [U, T, F]


def test_a_false_member_decides_a_conjunction_and_a_true_one_a_disjunction() -> None:
    assert all_of([T, U, F]) is F
    assert any_of([F, U, T]) is T
    assert all_of([T, U]) is U
    assert any_of([F, U]) is U


def test_no_values_give_the_neutral_one() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_de_morgan_holds_for_all_three_values() -> None:
    for one, two in itertools.product(Truth, repeat=2):
        assert all_of([one, two]).negated() is any_of([one.negated(), two.negated()])
