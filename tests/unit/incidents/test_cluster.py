import math
from collections.abc import Callable
from typing import Any

import pytest

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.claim import Claim, claims_of
from holdfire.incidents.cluster import cluster_of, log_causes, log_cell, log_fit, total
from holdfire.incidents.estimation import model_for
from holdfire.incidents.model import AssociationModel
from holdfire.incidents.witness import Witness

Row = Callable[..., dict[str, Any]]
Witnesses = Callable[..., list[Witness]]
P = Phenomenon
MODEL = AssociationModel(37.8, 48.0, 1e-9, (), ())


def test_the_weight_of_a_pair_is_the_model_written_out(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(row("a"), row("b", north_km=1.0, hours=1 / 60, exists=0.8))
    cluster = cluster_of(found, claims_of(found, MODEL, [{}, {}]))
    variance = 2 * (1.0 + 0.0025)
    space = math.exp(-1.0 / (2 * variance)) / (2 * math.pi * variance)
    time = math.exp(-3600.0 / (2 * 7200.0)) / math.sqrt(2 * math.pi * 7200.0)
    causes = (0.7**2 + 2 * 0.15**2) / 1e-9
    expected = 0.5 * 0.8 * causes * space * time
    # 1 km north is 1/111.2 degrees only to within 0.2 %.
    assert math.exp(log_cell(cluster, (0, 1))) == pytest.approx(expected, rel=5e-3)
    assert log_cell(cluster, (0,)) == 0.0


@pytest.mark.parametrize(
    "other",
    [
        {"origin_group": "a"},
        {"source": "sa", "scan": "1"},
        {"synthetic": True},
        {"phenomenon": "crossing"},
        {"place_kind": "none", "lon": None, "lat": None, "cov_ee_m2": None, "cov_nn_m2": None},
        {"lasts": 1.0, "hours": 50.0},
    ],
    ids=["one origin", "one scan", "synthetic", "unrelated", "nowhere", "another time"],
)
def test_what_cannot_be_one_happening_has_no_weight(
    row: Row, witnesses: Witnesses, other: dict[str, Any]
) -> None:
    first = row("a", scan="1", lasts=1.0)
    second = row("b", **({"north_km": 20.0} if "origin_group" in other else {}), **other)
    found = witnesses(first, second)
    cluster = cluster_of(found, claims_of(found, MODEL, [{}, {}]))
    assert log_cell(cluster, (0, 1)) == -math.inf


def test_misses_lower_the_weight_of_whom_they_concern(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(row("a"), row("b"))
    missed = {(P.EXPLOSION, Modality.CAMERA): (math.log(0.2), math.log(0.4), math.log(0.6))}
    own = {(P.EXPLOSION, Modality.ARRAY): (math.log(0.2), math.log(0.4), math.log(0.6))}
    plain = cluster_of(found, claims_of(found, MODEL, [{}, {}]))
    some = cluster_of(found, claims_of(found, MODEL, [missed, missed]))
    seen = cluster_of(found, claims_of(found, MODEL, [own, own]))
    lowered = log_causes(some, (0, 1), 1)[P.EXPLOSION] - log_causes(plain, (0, 1))[P.EXPLOSION]
    assert lowered == pytest.approx(math.log(0.4))
    assert log_causes(some, (0, 1), 1)[P.STRIKE] == log_causes(plain, (0, 1))[P.STRIKE]
    assert log_causes(seen, (0, 1)) == log_causes(plain, (0, 1)), "its own kind saw it"
    alone = 0.5 + 0.5 * (0.7 * 0.4 + 0.3)
    assert math.exp(log_cell(some, (0,))) == pytest.approx(alone)


def test_the_fit_is_remembered(row: Row, witnesses: Witnesses) -> None:
    found = witnesses(row("a"), row("b"))
    cluster = cluster_of(found, claims_of(found, model_for_none(), [{}, {}]))
    assert log_fit(cluster, (0, 1)) == cluster.known[0, 1] == log_fit(cluster, (0, 1))


def model_for_none() -> AssociationModel:
    return AssociationModel(0.0, 0.0, 1e-9, (), ())


def test_sums_of_logs_hold_at_both_ends() -> None:
    assert total([]) == -math.inf
    assert total([-math.inf]) == -math.inf
    assert total([1000.0, 1000.0]) == pytest.approx(1000.0 + math.log(2.0))


def test_a_cluster_without_places_has_no_centre(row: Row, witnesses: Witnesses) -> None:
    bare = {"place_kind": "none", "lon": None, "lat": None}
    found = witnesses(row("a", **bare))
    cluster = cluster_of(found, [Claim({}, {})])
    assert cluster.centre is None
    assert cluster.spreads == (None,)


def test_a_model_of_the_table_links_what_coincides(
    row: Row, witnesses: Witnesses, table: Callable[..., Any]
) -> None:
    rows = [row("a"), row("b")]
    found = witnesses(*rows)
    cluster = cluster_of(found, claims_of(found, model_for(table(*rows)), [{}, {}]))
    assert log_cell(cluster, (0, 1)) > 0.0
