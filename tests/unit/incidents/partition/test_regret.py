"""What blocks are dropped where there is no room for all, against the definition."""

import math

import numba
import numpy as np
import pytest

from holdfire.incidents.partition.regret import drop_regretted, less
from holdfire.incidents.partition.scratch import scratch_for

SIZE = 7


@numba.njit(cache=False)
def dropped(size, bound, at, scratch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    return drop_regretted(size, bound, 0, at, scratch)


@numba.njit(cache=False)
def bounds():  # type: ignore[no-untyped-def]  # noqa: ANN201
    first = less(math.inf)
    return first, less(first)


@pytest.mark.parametrize("seed", range(6))
def test_the_blocks_that_no_member_misses_are_dropped(seed: int) -> None:
    rng, scratch = np.random.default_rng(seed), scratch_for(1)
    masks = [mask for mask in range(3, 1 << SIZE) if mask & (mask - 1) and rng.random() < 0.4]
    masks.sort(key=lambda mask: mask & -mask)
    gains = rng.normal(0.0, 6.0, len(masks))
    scratch.mask[: len(masks)] = masks
    scratch.gain[: len(masks), 0] = gains
    for low in range(SIZE + 1):
        scratch.start[low] = sum((mask & -mask) < 1 << low for mask in masks)

    share = [gain / mask.bit_count() for mask, gain in zip(masks, gains, strict=True)]
    best = [
        max([0.0, *(s for s, mask in zip(share, masks, strict=True) if mask >> at & 1)])
        for at in range(SIZE)
    ]
    regret = [
        sum(best[at] for at in range(SIZE) if mask >> at & 1) - gain
        for mask, gain in zip(masks, gains, strict=True)
    ]
    assert min(regret) == pytest.approx(0.0, abs=1e-9)
    bound = float(np.median(regret)) + 1e-6
    keep = [at for at, short in enumerate(regret) if short <= bound]
    middle = len(masks) // 2
    assert dropped(SIZE, bound, middle, scratch) == sum(at < middle for at in keep)
    kept = int(scratch.start[SIZE])
    assert scratch.mask[:kept].tolist() == [masks[at] for at in keep]
    assert scratch.gain[:kept, 0].tolist() == gains[keep].tolist()
    for low in range(SIZE):
        own = scratch.mask[int(scratch.start[low]) : int(scratch.start[low + 1])].tolist()
        assert all(mask & -mask == 1 << low for mask in own)


def test_the_bound_falls() -> None:
    first, second = bounds()
    assert math.inf > first > second
