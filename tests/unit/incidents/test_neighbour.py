import numpy as np
import pytest

from holdfire.incidents.neighbour import FLOOD, Reach, flooded, near_pairs


def cloud(size: int, seed: int) -> Reach:
    rng = np.random.default_rng(seed)
    return Reach(
        rng.uniform(0.0, 1e5, (size, 3)),
        10.0 ** rng.uniform(1.0, 4.3, size),
        rng.uniform(0.0, 1e6, size),
        10.0 ** rng.uniform(0.0, 5.0, size),
        rng.integers(0, 3, size),
    )


def brute(points: Reach) -> set[tuple[int, int]]:
    size = len(points.reach_m)
    found = set()
    for i in range(size):
        for j in range(i + 1, size):
            gap = np.linalg.norm(points.space_m[i] - points.space_m[j])
            wait = abs(points.middle_s[i] - points.middle_s[j])
            if (
                points.lane[i] == points.lane[j]
                and gap <= points.reach_m[i] + points.reach_m[j]
                and wait <= points.half_s[i] + points.half_s[j]
            ):
                found.add((i, j))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_pair_within_reach_is_found_once(seed: int) -> None:
    points = cloud(400, seed)
    found = [
        pair for i, j in near_pairs(points) for pair in zip(i.tolist(), j.tolist(), strict=True)
    ]
    assert len(found) == len(set(found))
    assert set(found) == brute(points)
    assert found, "the cloud holds pairs"


def test_too_many_points_in_one_reach_are_told() -> None:
    size = FLOOD + 1
    crowd = Reach(
        np.full((size + 1, 3), 1e5),
        np.full(size + 1, 10.0),
        np.zeros(size + 1),
        np.ones(size + 1),
        np.zeros(size + 1, dtype=np.int64),
    )
    crowd.space_m[-1] += 1e4
    marked = flooded(crowd)
    assert marked[:size].all()
    assert not marked[-1]


def test_no_points_have_no_pairs() -> None:
    assert list(near_pairs(cloud(0, 1))) == []
