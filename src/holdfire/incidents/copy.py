"""Copies of one message about one happening: they count once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from holdfire.incidents.cause import Shares, related
from holdfire.incidents.distance import SAME_PLACE, apart, space_of
from holdfire.incidents.evidence import Evidence
from holdfire.incidents.neighbour import Reach, flooded, near_pairs

__all__ = ["copied"]

Pairs = list[tuple[int, int]]
Ints = npt.NDArray[np.int64]


def _ranks(evidence: Sequence[Evidence]) -> list[int]:
    """Which of the like statements of its row each one is: the first, the second, ..."""
    seen: Counter[tuple[str, str]] = Counter()
    ranks = []
    for one in evidence:
        key = (one.observation, one.phenomenon.value)
        ranks.append(seen[key])
        seen[key] += 1
    return ranks


def _equal(evidence: Sequence[Evidence], ranks: Sequence[int]) -> tuple[Pairs, list[int]]:
    """Links between statements equal in all that counts, and one of each."""
    first: dict[tuple[object, ...], int] = {}
    pairs: Pairs = []
    for place, (one, rank) in enumerate(zip(evidence, ranks, strict=True)):
        key = (one.group, one.phenomenon, one.start, one.end, one.spot, rank)
        if key in first:
            pairs.append((first[key], place))
        else:
            first[key] = place
    return pairs, sorted(first.values())


def _reach(evidence: Sequence[Evidence]) -> Reach:
    """How far apart in space and time two copies may be placed; lanes are groups."""
    names = {name: at for at, name in enumerate(sorted({one.group for one in evidence}))}
    sigma = [0.0 if s.spot is None else math.sqrt(max(s.spot[2], s.spot[4])) for s in evidence]
    spans = np.array([one.time.reach(3.0) for one in evidence if one.time is not None])
    return Reach(
        space_of([one.spot for one in evidence]),
        math.sqrt(2.0 * SAME_PLACE) * np.array(sigma) + 1.0,
        spans.mean(axis=1),
        (spans[:, 1] - spans[:, 0]) / 2.0 + 1e-3,
        np.array([names[one.group] for one in evidence]),
    )


def _alike(
    own: Sequence[Evidence], ranks: Sequence[int], shares: Shares, pairs: Pairs
) -> Pairs:
    """The pairs that state the same kind of happening in two rows."""
    meets = related(shares)
    asserts = Counter(one.observation for one in own)
    kept = []
    for a, b in pairs:
        one, other = own[a], own[b]
        if one.observation == other.observation or (one.spot is None) != (other.spot is None):
            continue
        alone = asserts[one.observation] == asserts[other.observation] == 1
        same = one.phenomenon is other.phenomenon and ranks[a] == ranks[b]
        if same or (alone and meets[one.phenomenon, other.phenomenon]):
            kept.append((a, b))
    return kept


def _agreeing(own: Sequence[Evidence], pairs: Pairs) -> Pairs:
    """The pairs whose places agree; places not known agree."""
    nowhere = [(a, b) for a, b in pairs if own[a].spot is None]
    placed = [(a, b) for a, b in pairs if own[a].spot is not None]
    if not placed:
        return nowhere
    lefts = [spot for a, _ in placed if (spot := own[a].spot) is not None]
    rights = [spot for _, b in placed if (spot := own[b].spot) is not None]
    near = apart(lefts, rights) <= SAME_PLACE
    return nowhere + [pair for pair, ok in zip(placed, near.tolist(), strict=True) if ok]


def copied(evidence: Sequence[Evidence], shares: Shares) -> Pairs:
    """Pairs of statements of one origin group that coincide in kind, time and place.

    Two statements of one row are two happenings and never copies. Where too many
    statements of one group lie within reach of each other, all of them are copies.
    """
    size = Counter(one.group for one in evidence)
    places = [at for at, one in enumerate(evidence) if size[one.group] > 1]
    if not places:
        return []
    ranks = _ranks([evidence[at] for at in places])
    equal, chosen = _equal([evidence[at] for at in places], ranks)
    pairs = [(places[a], places[b]) for a, b in equal]
    own = [evidence[places[at]] for at in chosen]
    points = _reach(own)
    crowd = flooded(points)
    lanes: dict[int, list[int]] = defaultdict(list)
    for at in np.flatnonzero(crowd).tolist():
        lanes[int(points.lane[at])].append(at)
    found: Pairs = [link for lane in lanes.values() for link in pairwise(lane)]
    calm = np.flatnonzero(~crowd)
    own_ranks = [ranks[at] for at in chosen]
    for i, j in near_pairs(points.at(calm)):
        near = list(zip(calm[i].tolist(), calm[j].tolist(), strict=True))
        found.extend(_agreeing(own, _alike(own, own_ranks, shares, near)))
    return pairs + [(places[chosen[a]], places[chosen[b]]) for a, b in found]
