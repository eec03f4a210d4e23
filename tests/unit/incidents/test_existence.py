import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from holdfire.base.phenomenon import FORCE, Modality, Phenomenon
from holdfire.incidents.claim import claims_of
from holdfire.incidents.cluster import Cluster, cluster_of, log_cell
from holdfire.incidents.existence import EXACT, Finding, finding_of, partition_sum
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
P = Phenomenon
MODEL = AssociationModel(37.8, 48.0, 1e-8, (), ())


def cluster(found: list[Witness], misses: dict[Any, Any] | None = None) -> Cluster:
    return cluster_of(found, claims_of(found, MODEL, [misses or {}] * len(found)))


def finding(found: list[Witness]) -> Finding:
    return finding_of(cluster(found), tuple(range(len(found))))


def test_with_all_weights_one_the_sum_counts_the_partitions() -> None:
    bell = [1, 1, 2, 5, 15, 52, 203, 877, 4140]
    for size in range(1, 9):
        assert partition_sum(np.ones((1, 1 << size)))[0] == bell[size]


def test_a_single_witness_exists_as_surely_as_its_detection(
    row: Row, witnesses: Witnesses
) -> None:
    found = finding(witnesses(row("a")))
    assert found.exists == (0.3, 0.5, 0.8)
    assert found.number == 1.0
    assert next(kind for kind, _ in found.classes) is P.EXPLOSION
    assert sum(share for _, share in found.classes) == pytest.approx(1.0)


def test_two_witnesses_are_surer_than_each_and_the_formula_is_the_one_stated(
    row: Row, witnesses: Witnesses
) -> None:
    found = witnesses(row("a"), row("b"))
    weight = math.exp(log_cell(cluster(found), (0, 1)))
    expected = 1.0 - 0.25 / (1.0 + weight)
    result = finding(found)
    assert result.exists[1] == pytest.approx(expected, rel=1e-12)
    number = (1.0 + weight) / (1.0 + weight) / expected  # E[N] = (e_a + e_b + W) / Z, 1 here
    assert result.number == pytest.approx(number, rel=1e-9)


def test_many_witnesses_keep_a_finite_sum(row: Row, witnesses: Witnesses) -> None:
    sharp = [row(f"{k:02}", sigma_km=0.05, sigma_s=1.0, exists=0.9) for k in range(EXACT)]
    result = finding(witnesses(*sharp))
    assert result.exact
    assert 0.99 < result.exists[0] <= result.exists[1] <= result.exists[2] <= 1.0


def test_beyond_twelve_the_surest_twelve_give_a_lower_bound(
    row: Row, witnesses: Witnesses
) -> None:
    weak = [row(f"{k:02}", exists=0.2) for k in range(3)]
    sure = [row(f"{k:02}", exists=0.6) for k in range(10, 20)]
    few, many = finding(witnesses(*sure)), finding(witnesses(*sure, *weak))
    assert few.exact
    assert not many.exact
    assert many.exists[1] >= few.exists[1]


def test_a_certain_fire_does_not_make_a_strike_certain(row: Row, witnesses: Witnesses) -> None:
    report = row("a", phenomenon="strike", exists=0.5)
    fire = row("b", phenomenon="thermal", modality="thermal", exists=0.99, exists_high=0.99)
    both = finding(witnesses(report, fire))
    assert {kind for kind, _ in both.classes} <= FORCE
    assert 0.5 < both.exists[1] < 0.99
    alone = finding(witnesses(fire))
    assert alone.classes == ((P.THERMAL, 1.0),)
    assert alone.exists[1] == pytest.approx(0.99)


def test_a_strike_and_an_explosion_are_most_likely_a_strike(
    row: Row, witnesses: Witnesses
) -> None:
    result = finding(witnesses(row("a"), row("b", phenomenon="strike")))
    assert result.classes[0][0] is P.STRIKE


def test_misses_lower_existence_most_at_its_low_end(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(row("a"))
    kinds = (P.EXPLOSION, P.STRIKE, P.HEAVY_FIRE)
    logs = (math.log(0.2), math.log(0.4), math.log(0.6))
    result = finding_of(cluster(found, {(k, Modality.CAMERA): logs for k in kinds}), (0,))
    expected = [e * m / (1 - e + e * m) for e, m in ((0.3, 0.2), (0.5, 0.4), (0.8, 0.6))]
    assert result.exists == pytest.approx(expected)
