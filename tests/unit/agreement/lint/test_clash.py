from __future__ import annotations

from collections.abc import Callable

import pytest
import shapely

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.attachment import attach
from holdfire.agreement.geometry import Shape, ShapeKind
from holdfire.agreement.lint.clash import clashes
from holdfire.agreement.lint.clash_places import clashes_on_the_map

Load = Callable[..., Agreement]


def two(load: Load, one: str, other: str) -> list[str]:
    text = f"- {{id: a, summary: s, {one}}}\n- {{id: b, summary: s, {other}}}"
    return [f"{f.clause}: {f.message}" for f in clashes(load(text))]


STORE = "kind: storage, objects: heavy, sites: [depot], deadline: signed"
LEAVE = "kind: withdraw_by, objects: tank, area: {band: 0..10 km, from: front}, deadline: signed + 9 d"
FLOW = "kind: flow, objects: [lorries], places: [front]"

CLASHING = [
    (STORE, "kind: exclusion, objects: tank, area: [town, depot]", "lies where such objects"),
    (
        LEAVE,
        "kind: exclusion, objects: heavy, area: {band: 10..20 km, from: front}",
        "leads through 10 to 20 km",
    ),
    (
        LEAVE,
        "kind: exclusion, objects: tank, area: {band: 0..10 km, from: front}",
        "must already be empty",
    ),
    (
        "kind: withdraw_by, objects: tank, actors: X, area: {depth: 5 km, from: front, side: Y}, deadline: signed + 9 d",
        "kind: no_crossing, line: front",
        "must cross 'front'",
    ),
    (f"{FLOW}, minimum: 40", "kind: no_crossing, line: front", "nobody may cross it"),
    (f"{FLOW}, minimum: 40", f"{FLOW}, maximum: 30", "at least 40 each day against at most 30"),
    (
        f"{FLOW}, minimum: 40",
        "kind: replace_only, objects: [lorries], basis: piece for piece, ports: the port",
        "only be replaced",
    ),
    (
        "kind: max_count, limits: {tank: 5}, area: town",
        "kind: exclusion, objects: heavy, area: town",
        "allowed where none may be",
    ),
    (
        "kind: max_count, limits: {tank: 5}, area: town",
        "kind: permitted_only, permitted: [M, Y], area: town",
        "X may have",
    ),
    (STORE, "kind: permitted_only, permitted: [M], area: depot", "must store at 'depot'"),
    (
        "kind: procedural, body: OSCE, act: be present in the town, within: 24 h",
        "kind: permitted_only, permitted: [X], area: town",
        "must act in 'town'",
    ),
]
IN_PEACE = [
    (STORE, "kind: exclusion, objects: tank, area: town"),
    (STORE, "kind: exclusion, objects: mlrs, area: depot"),
    (STORE + ", actors: X", "kind: exclusion, objects: tank, area: depot, actors: Y"),
    (
        LEAVE,
        "kind: exclusion, objects: tank, area: {band: 10..20 km, from: front}, starts: signed + 10 d",
    ),
    (LEAVE, "kind: exclusion, objects: tank, area: {band: 10..20 km, from: river}"),
    (
        "kind: withdraw_by, objects: tank, actors: Y, area: {depth: 5 km, from: front, side: Y}, deadline: signed + 9 d",
        "kind: no_crossing, line: front",
    ),
    (f"{FLOW}, minimum: 40", "kind: no_crossing, line: front, unless: leave of the commission"),
    (f"{FLOW}, minimum: 40", "kind: no_crossing, line: river"),
    (f"{FLOW}, minimum: 40", f"{FLOW}, maximum: 40"),
    (f"{FLOW}, minimum: 40", f"{FLOW}, maximum: 30, per: week"),
    (
        "kind: max_count, limits: {tank: 0}, area: town",
        "kind: exclusion, objects: heavy, area: town",
    ),
    (
        "kind: max_count, limits: {tank: 5}, area: town",
        "kind: permitted_only, permitted: [X, Y], area: town",
    ),
    (
        "kind: procedural, body: OSCE, act: be present in the town, within: 24 h",
        "kind: permitted_only, permitted: [osce], area: town",
    ),
]


@pytest.mark.parametrize(("one", "other", "said"), CLASHING)
def test_a_duty_and_a_ban_that_clash_are_found(
    load: Load, one: str, other: str, said: str
) -> None:
    found = two(load, one, other)
    assert len(found) == 1
    assert found[0].startswith("a: it clashes with clause b")
    assert said in found[0]
    swapped = two(load, other, one)
    assert [
        f.replace("b: it clashes with clause a", "a: it clashes with clause b") for f in swapped
    ] == found


@pytest.mark.parametrize(("one", "other"), IN_PEACE)
def test_clauses_that_can_both_be_kept_are_left_alone(load: Load, one: str, other: str) -> None:
    assert two(load, one, other) == []


def test_an_exception_that_may_cover_it_is_said(load: Load) -> None:
    ban = "kind: exclusion, objects: tank, area: depot, except: [stored tanks]"
    text = f"- {{id: a, summary: s, {STORE}}}\n- {{id: b, summary: s, {ban}}}"
    (found,) = clashes(load(text))
    assert "exceptions may cover it" in found.next_step


def site(lon: float) -> Shape:
    return Shape("depot", ShapeKind.SITE, shapely.to_wkb(shapely.Point(lon, 48.0)))


FRONT = Shape("front", ShapeKind.LINE, shapely.to_wkb(shapely.LineString([(37, 47), (37, 49)])))
TOWN = Shape("town", ShapeKind.ZONE, shapely.to_wkb(shapely.box(37.1, 47.9, 37.2, 48.1)))


@pytest.mark.parametrize(
    ("ban", "lon", "said"),
    [
        ("kind: exclusion, objects: tank, area: town", 37.15, "lies in 'town'"),
        ("kind: exclusion, objects: tank, area: town", 37.25, ""),
        (
            "kind: exclusion, objects: tank, area: {within: 10 km, of: front}",
            37.1,
            "is 7.5 km from 'front'",
        ),
        ("kind: exclusion, objects: tank, area: {within: 7 km, of: front}", 37.1, ""),
        (
            "kind: min_distance, objects: tank, line: front, distance: 15 km",
            37.1,
            "15 km are due",
        ),
        ("kind: min_distance, objects: tank, line: front, distance: 7 km", 37.1, ""),
    ],
)
def test_a_site_on_the_map_where_nothing_may_be(
    load: Load, ban: str, lon: float, said: str
) -> None:
    agreement = load(f"- {{id: a, summary: s, {STORE}}}\n- {{id: b, summary: s, {ban}}}")
    assert not list(clashes_on_the_map(agreement)), "without shapes nothing is known"
    found = [f.message for f in clashes_on_the_map(attach(agreement, [site(lon), FRONT, TOWN]))]
    assert (said in found[0]) if said else not found
