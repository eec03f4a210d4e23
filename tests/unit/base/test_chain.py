"""A line as a chain of short pieces, and the nearest of them."""

from __future__ import annotations

import numpy as np
import pytest

from holdfire.base.chain import PIECE_M, Chain, build_chain, find_feet
from holdfire.base.frame import dot, space_from_degrees, up_at
from holdfire.base.geodesy import from_offsets

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def chain_of(*parts: tuple[list[float], list[float]]) -> Chain:
    return build_chain([(np.array(lon), np.array(lat)) for lon, lat in parts])


def test_pieces_are_short_and_lie_on_the_surface() -> None:
    chain = chain_of(([34.0, 35.0, 35.001], [48.0, 48.5, 48.5]))
    ahead = (np.roll(chain.node, -1, axis=0) - chain.node)[chain.starts]
    assert np.sqrt(dot(ahead, ahead)).max() <= PIECE_M
    assert chain.node[0] == pytest.approx(space_from_degrees(34.0, 48.0), abs=1e-6)
    assert chain.node[-1] == pytest.approx(space_from_degrees(35.001, 48.5), abs=1e-6)


def test_a_long_segment_is_cut_along_its_geodesic() -> None:
    # Half-way along the equator-crossing meridian the middle node lies at the equator.
    chain = chain_of(([34.0, 34.0], [-1.0, 1.0]))
    middle = chain.node[np.argmin(np.abs(chain.node[:, 2]))]
    assert middle == pytest.approx(space_from_degrees(34.0, 0.0), abs=PIECE_M)
    heights = np.sqrt(dot(chain.node, chain.node))
    assert np.all(heights > 6_356_000.0)


def test_no_piece_joins_two_parts() -> None:
    chain = chain_of(([34.0, 34.001], [48.0, 48.0]), ([35.0, 35.001], [48.0, 48.0]))
    assert chain.starts.tolist() == [True, False, True, False]
    assert chain.is_end.tolist() == [True] * 4
    assert not chain.left[~chain.starts].any()


def test_left_is_level_and_left_of_the_direction() -> None:
    chain = chain_of(([34.0, 34.001], [48.0, 48.0]))
    north_of = space_from_degrees(34.0005, 48.01) - chain.node[0]
    assert dot(chain.left[:1], north_of[None])[0] > 1_000.0
    assert dot(chain.left[:1], up_at(chain.node[:1]))[0] == pytest.approx(0.0, abs=1e-4)


def test_a_ring_has_no_ends() -> None:
    ring = chain_of(([34.0, 34.001, 34.001, 34.0], [48.0, 48.0, 48.001, 48.0]))
    assert not ring.is_end.any()
    assert ring.node_left[0] == pytest.approx(ring.node_left[-1])


def brute_chord_m(chain: Chain, space: FloatArray) -> FloatArray:
    """Chord distances to all pieces, one after the other."""
    best = np.full(len(space), np.inf)
    for start in np.flatnonzero(chain.starts):
        begin, ahead = chain.node[start], chain.node[start + 1] - chain.node[start]
        share = np.clip((space - begin) @ ahead / (ahead @ ahead), 0.0, 1.0)
        gap = space - begin - share[:, None] * ahead
        best = np.minimum(best, np.sqrt(dot(gap, gap)))
    return best


@pytest.mark.parametrize("spread_m", [50.0, 2_000.0, 20_000.0])
def test_the_nearest_piece_is_the_one_a_full_search_finds(spread_m: float) -> None:
    generator = np.random.default_rng(3)
    walk = np.cumsum(generator.normal(0.0, 150.0, (300, 2)), axis=0)
    chain = build_chain([from_offsets(34.0, 48.0, walk[:, 0], walk[:, 1])])
    middle = walk[generator.integers(0, 300, 400)]
    east, north = (middle + generator.normal(0.0, spread_m, (400, 2))).T
    space = space_from_degrees(*from_offsets(34.0, 48.0, east, north))
    found = find_feet(chain, space).length_m
    # Chords are shorter than geodesics by d³/(24 R²), 0.2 m at 60 km; sagittas below 2 mm.
    brute = brute_chord_m(chain, space)
    assert np.abs(found - brute - brute**3 / (24.0 * 6_371_000.0**2)).max() < 0.004


def test_many_equally_near_nodes_are_all_looked_at() -> None:
    # Round a circle every node is as near as the next: the search goes beyond its ladder.
    angle = np.linspace(0.0, 2.0 * np.pi, 400)
    circle = from_offsets(34.0, 48.0, 5_000.0 * np.sin(angle), 5_000.0 * np.cos(angle))
    chain = build_chain([circle])
    feet = find_feet(chain, space_from_degrees(np.array([34.0]), np.array([48.0])))
    # Chords of 79 m dip 0.155 m inside the circle.
    assert feet.length_m[0] == pytest.approx(5_000.0 - 0.155, abs=0.01)


def test_the_answer_does_not_depend_on_company() -> None:
    chain = chain_of(([34.0, 34.2, 34.1], [48.0, 48.1, 48.3]))
    generator = np.random.default_rng(5)
    space = space_from_degrees(generator.uniform(33, 35, 50), generator.uniform(47, 49, 50))
    together = find_feet(chain, space)
    for number in range(50):
        alone = find_feet(chain, space[number : number + 1])
        assert alone.length_m[0] == together.length_m[number]
        assert alone.piece[0] == together.piece[number]
