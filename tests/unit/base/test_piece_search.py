"""The search for the nearest piece."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.frame import CHORD_RANGE_M, curved_length_m, dot, onto_ellipsoid
from holdfire.base.frame import space_from_degrees as place
from holdfire.base.geodesy import destination, from_offsets
from holdfire.base.piece_search import PERHAPS, nearest_pieces, pieces_within
from holdfire.base.piece_tree import PieceTree, build_piece_tree

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def scattered(seed: int, count: int, reach_m: float) -> tuple[FloatArray, FloatArray]:
    """Pieces of up to 250 m anywhere around a place: nothing of a line about them."""
    generator = np.random.default_rng(seed)
    east, north = generator.normal(0.0, reach_m, (2, count))
    way = generator.uniform(-125.0, 125.0, (2, count))
    begin = place(*from_offsets(34.0, 48.0, east, north))
    return begin, place(*from_offsets(34.0, 48.0, east + way[0], north + way[1])) - begin


def tree_of(begin: FloatArray, ahead: FloatArray) -> PieceTree:
    return build_piece_tree(np.arange(len(begin)), begin, ahead)


def all_lengths(begin: FloatArray, ahead: FloatArray, space: FloatArray) -> FloatArray:
    """Every point against every piece with the formulas of the frame: (points, pieces)."""
    share = dot(space[:, None] - begin, ahead) / dot(ahead, ahead)
    foot = begin + np.clip(share, 0.0, 1.0)[..., None] * ahead
    return curved_length_m(onto_ellipsoid(foot), space[:, None])


@pytest.mark.parametrize("reach_m", [300.0, 5e3, 5e4, 3e5, 2e6])
@pytest.mark.parametrize("count", [1, 4, 37, 700])
def test_the_nearest_is_the_nearest_of_all(reach_m: float, count: int) -> None:
    begin, ahead = scattered(count, count, reach_m)
    generator = np.random.default_rng(8)
    offsets = generator.normal(0.0, 1.5 * reach_m, (2, 200))
    space = place(*from_offsets(34.0, 48.0, *offsets))
    wanted = all_lengths(begin, ahead, space)
    length, foot, piece, share = nearest_pieces(tree_of(begin, ahead), space)
    # The search is in other terms than the frame; they round differently by nanometres.
    assert np.abs(length - wanted.min(axis=1)).max() < 1e-8
    assert np.abs(length - wanted[np.arange(200), piece]).max() < 1e-8
    assert np.abs(curved_length_m(foot, space) - length).max() < 1e-8
    assert ((share >= 0.0) & (share <= 1.0)).all()


def test_of_two_as_near_the_smaller_number_is_named() -> None:
    begin, ahead = scattered(5, 30, 2e3)
    twice = build_piece_tree(
        np.arange(60), np.concatenate((begin, begin)), np.concatenate((ahead, ahead))
    )
    space = place(*from_offsets(34.0, 48.0, *np.random.default_rng(1).normal(0, 3e3, (2, 99))))
    assert nearest_pieces(twice, space)[2].max() < 30


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    begin, ahead = scattered(6, 500, 2e4)
    tree = tree_of(begin, ahead)
    space = place(*from_offsets(34.0, 48.0, *np.random.default_rng(1).normal(0, 4e4, (2, 300))))
    forward, back = nearest_pieces(tree, space), nearest_pieces(tree, space[::-1].copy())
    for one, other in zip(forward, back, strict=True):
        assert (one == other[::-1]).all()


def test_a_point_as_far_from_all_pieces_looks_at_all() -> None:
    lon, lat = destination(34.0, 48.0, np.linspace(0.0, 360.0, 1_000, endpoint=False), 7e3)
    begin = place(lon, lat)
    tree = tree_of(begin, np.roll(begin, -1, axis=0) - begin)
    centre = place(np.array([34.0]), np.array([48.0]))
    # The middles of 44 m strokes of a circle of 7 km are 3.5 cm nearer than their ends.
    assert nearest_pieces(tree, centre)[0][0] == pytest.approx(7e3 - 0.035, abs=1e-3)


@pytest.mark.parametrize("limit_m", [0.0, 0.001, 40.0, 15_000.0, 190_000.0])
def test_what_is_settled_about_a_limit_is_right(limit_m: float) -> None:
    begin, ahead = scattered(9, 60, 3e3)
    tree = tree_of(begin, ahead)
    generator = np.random.default_rng(3)
    bearing = generator.uniform(0, 360, 3_000)
    far = np.abs(limit_m + generator.normal(0, 4e3, 3_000))
    space = place(*destination(34.0, 48.0, bearing, far))
    verdict = pieces_within(tree, space, limit_m)
    truth = nearest_pieces(tree, space)[0] <= limit_m
    settled = verdict != PERHAPS
    assert (verdict[settled] == truth[settled]).all()
    assert settled.mean() > 0.98


@pytest.mark.parametrize("limit_m", [10.0, 20_000.0, 0.99 * CHORD_RANGE_M])
@pytest.mark.parametrize("lat", [0.0, 48.0, -89.0])
def test_limits_hold_in_every_direction_to_millimetres(limit_m: float, lat: float) -> None:
    lon, south = np.array([34.0]), np.array([lat])
    begin = place(lon, south)
    tree = tree_of(begin, place(lon, south + 1e-9) - begin)
    bearing = np.linspace(0.0, 360.0, 720)
    # In doubt up to 5 % of the difference of arc and chord, and 2 % for the direction.
    doubt = 0.003 + 0.07 * limit_m**3 / (24.0 * 6.37e6**2)
    near, far, maybe = 1, 0, PERHAPS
    expected = ((-doubt, {near}), (doubt, {far}), (-1e-4, {near, maybe}), (1e-4, {far, maybe}))
    for step, wanted in expected:
        space = place(*destination(34.0, lat, bearing, limit_m + step))
        assert set(pieces_within(tree, space, limit_m).tolist()) <= wanted
