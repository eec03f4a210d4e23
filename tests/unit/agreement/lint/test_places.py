from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import shapely

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.attachment import attach
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.lint.places import named_by, places

Load = Callable[..., Agreement]
LINE = shapely.to_wkb(shapely.LineString([(37, 48), (38, 49)]))


def messages(agreement: Agreement, rule: str) -> list[str]:
    return [finding.message for finding in places(agreement) if finding.rule == rule]


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("kind: stand_fast, line: front", ("front",)),
        ("kind: cessation", ()),
        ("kind: cessation, area: [town, depot]", ("town", "depot")),
        ("kind: no_mine, area: {within: 1 km, of: river}", ("river",)),
        ("kind: no_mine, area: {between: [front, river]}", ("front", "river")),
        (
            "kind: min_distance, objects: tank, distance: 5 km, line_by_party: {X: front, Y: river}",
            ("front", "river"),
        ),
        ("kind: storage, objects: tank, sites: [depot]", ("depot",)),
        ("kind: flow, objects: [x], places: [river]", ("river",)),
    ],
)
def test_a_clause_says_which_places_it_needs(
    load: Load, keys: str, names: tuple[str, ...]
) -> None:
    clause = load(f"- {{id: c, summary: s, {keys}}}").readings[0].clauses[0]
    assert named_by(clause) == names


def test_a_line_without_shape_date_or_validity_is_found(load: Load) -> None:
    agreement = load("- {id: c, summary: s, kind: stand_fast, line: river, ends: 2031-05-01}")
    assert "has no geometry" in messages(agreement, "W2")[0]
    undated = attach(agreement, [Shape("river", ShapeKind.LINE, LINE)])
    assert messages(undated, "W2") == ["the line 'river' has no date"]
    late = Shape("river", ShapeKind.LINE, LINE, valid_from=datetime(2032, 1, 1, tzinfo=UTC))
    assert "no shape of 'river' is valid" in messages(attach(agreement, [late]), "W2")[0]
    good = Shape("river", ShapeKind.LINE, LINE, valid_from=datetime(2031, 1, 1, tzinfo=UTC))
    assert not messages(attach(agreement, [good]), "W2")


def test_a_line_meant_of_a_day_needs_no_dated_shape(load: Load) -> None:
    agreement = load("- {id: c, summary: s, kind: stand_fast, line: front}")
    assert not messages(attach(agreement, [Shape("front", ShapeKind.LINE, LINE)]), "W2")


def test_a_shape_that_ended_before_the_clause_began_is_stale(load: Load) -> None:
    agreement = load("- {id: c, summary: s, kind: stand_fast, line: front, starts: 2031-05-01}")
    old = Shape("front", ShapeKind.LINE, LINE, valid_to=datetime(2031, 4, 1, tzinfo=UTC))
    assert len(messages(attach(agreement, [old]), "W2")) == 1


DISTANCE = "kind: min_distance, summary: s, objects: heavy, line: front"


def test_contradicting_distances_are_found(load: Load) -> None:
    two = load(
        f"- {{id: a, {DISTANCE}, distance: 15 km}}\n- {{id: b, {DISTANCE}, distance: 20 km}}"
    )
    assert len(messages(two, "W3")) == 1
    other = load(
        f"- {{id: a, {DISTANCE}, distance: 15 km}}\n"
        "- {id: b, kind: min_distance, summary: s, objects: mlrs, line: front, distance: 20 km}"
    )
    assert not messages(other, "W3")


@pytest.mark.parametrize(
    ("second", "said"),
    [("10..20 km", ""), ("12..20 km", "leaves a gap"), ("8..20 km", "overlaps")],
)
def test_bands_meet_or_are_found(load: Load, second: str, said: str) -> None:
    clause = "kind: max_count, summary: s, limits: {tank: 5}, area: "
    agreement = load(
        f"- {{id: a, {clause}{{band: 0..10 km, from: front}}}}\n"
        f"- {{id: b, {clause}{{band: {second}, from: front}}}}"
    )
    found = messages(agreement, "W3")
    assert (said in found[0]) if said else not found


def test_a_table_below_the_general_rule_is_to_be_confirmed(load: Load) -> None:
    lower = load(f"- {{id: a, {DISTANCE}, distance: 15 km, table: {{d30: 8 km, S: 20 km}}}}")
    assert messages(lower, "W4") == ["the table is below the general distance for d30"]
    higher = load(f"- {{id: a, {DISTANCE}, distance: 15 km, table: {{S: 20 km}}}}")
    assert not messages(higher, "W4")


def test_a_width_says_whether_it_is_the_least(load: Load) -> None:
    assert messages(load(f"- {{id: a, {DISTANCE}, pair_width: 30 km}}"), "W9")
    said = load(f"- {{id: a, {DISTANCE}, pair_width: 30 km, width_is: exactly}}")
    assert not messages(said, "W9")
