import numpy as np
import pytest
from tests.oracle.witnesses import plane

from holdfire.incidents.linking import find_links
from holdfire.incidents.partition.arrays import arrays_of
from holdfire.incidents.partition.gating import gates_of
from holdfire.incidents.partition.grouping import groups_of
from holdfire.incidents.partition.ratio import own_terms, watch_totals
from holdfire.incidents.partition.sweep import linked
from holdfire.incidents.shape.shapes import NO_SHAPES


@pytest.mark.parametrize("wide", [1.0, 30.0, 4_000.0])
def test_two_groups_are_swept_as_all_pairs(wide: float) -> None:
    rng = np.random.default_rng(11)
    count = 240
    sigma = np.where(np.arange(count) % 2, 0.2, 3.0)
    place = rng.uniform(0.0, wide, (count, 2))
    spread = np.stack([sigma**2, 0.0 * sigma, sigma**2], axis=1)
    table = plane(count, place=place, spread=spread)
    arrays = arrays_of(table)
    own, totals = own_terms(arrays), watch_totals(arrays)
    groups = groups_of(arrays, own, NO_SHAPES.limits)
    assert len(groups.lane) == 2
    pairs: set[tuple[int, ...]] = set()
    gates = list(gates_of(groups, -2.0))
    assert [(a, b) for a, b, _ in gates] == [(0, 0), (0, 1), (1, 1)]
    for a, b, gate in gates:
        which = (a, b)
        ends, ratios = linked(
            arrays, groups, which, gate, (own, totals), -2.0, np.zeros(0, bool)
        )
        assert (ends[:, 0] < ends[:, 1]).all()
        assert (ratios >= -2.0).all()
        new = {tuple(one) for one in ends.tolist()}
        assert len(new) == len(ends)
        assert not new & pairs
        pairs |= new
    links = find_links(table, -2.0)
    assert pairs == set(zip(links.left.tolist(), links.right.tolist(), strict=True))
