"""What all partitions of a scene say of its cells, by enumeration.

Stands on the absolute weights of ``oracle.partition`` and knows nothing of the program: the
cells are the partition whose pairs are likeliest together, existence of a cell is one less
the chance that nothing that leads is accounted for by it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from tests.oracle.partition import Block, Posterior, Scene, partitions

__all__ = ["Said", "best_division", "block_moments", "pair_chances", "said_of"]


@dataclass(frozen=True)
class Said:
    """Of one cell: existence, expected number given one, class shares, mean and covariance."""

    exists: float
    number: float
    classes: tuple[float, ...]
    place: npt.NDArray[np.float64]
    spread: npt.NDArray[np.float64]


def pair_chances(posterior: Posterior) -> dict[tuple[int, int], float]:
    """The chance that two detections are of one event, for every pair."""
    count = len(posterior.scene.sights)
    found = dict.fromkeys(combinations(range(count), 2), 0.0)
    for blocks, chance in posterior.weighed:
        for block in blocks:
            for pair in combinations(block, 2):
                found[pair] += chance
    return found


def score(blocks: Sequence[Block], pairs: dict[tuple[int, int], float]) -> float:
    """Over pairs of one block: the chance that they are of one event, less a half."""
    return math.fsum(pairs[pair] - 0.5 for block in blocks for pair in combinations(block, 2))


def best_division(posterior: Posterior) -> tuple[tuple[Block, ...], float]:
    """The possible partition with the best score, and that score."""
    pairs = pair_chances(posterior)
    possible = [
        tuple(sorted(blocks))
        for blocks in partitions(range(len(posterior.scene.sights)))
        if all(len(block) == 1 or posterior.events[block] > 0.0 for block in blocks)
    ]
    best = max(possible, key=lambda blocks: score(blocks, pairs))
    return best, score(best, pairs)


def block_moments(
    scene: Scene, block: Block
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Mean and covariance of the place of an event that these detections are of."""
    precision, weighted = np.zeros((2, 2)), np.zeros(2)
    for at in block:
        ee, en, nn = scene.sights[at].spread
        own = np.linalg.inv(np.array([[ee, en], [en, nn]]))
        precision += own
        weighted += own @ np.array(scene.sights[at].place)
    covariance: npt.NDArray[np.float64] = np.linalg.inv(precision).astype(np.float64)
    return covariance @ weighted, covariance


def _class_shares(scene: Scene, block: Block) -> tuple[float, ...]:
    """The classes of the event that these detections are of."""
    members = [scene.sights[at] for at in block]
    taken = {one.channel for one in members}
    parts = [
        rate
        * math.prod(one.seen[kind] for one in members)
        * math.prod(1.0 - p[kind] for at, p in enumerate(scene.watch) if at not in taken)
        for kind, rate in enumerate(scene.rates)
    ]
    return tuple(part / math.fsum(parts) for part in parts)


def _accounts(
    block: Block, cells: Sequence[Block], together: Mapping[tuple[int, int], float]
) -> int:
    """The cell with most members in common; of equal ones that whose members are closest."""

    def close(cell: Block) -> float:
        pairs = [together[min(a, b), max(a, b)] for a in block for b in cell if a != b]
        return math.fsum(pairs) / len(pairs) if pairs else 0.0

    return max(
        range(len(cells)),
        key=lambda at: (len(set(block) & set(cells[at])), close(cells[at])),
    )


def said_of(
    posterior: Posterior,
    cells: Sequence[Block],
    at: int,
    leading: Sequence[int],
    together: Mapping[tuple[int, int], float],
) -> Said:
    """What the partitions say of the cell number ``at``, existence of these classes.

    ``together`` are the chances of pairs by which blocks are accounted for.
    """
    scene = posterior.scene
    event = {block: posterior.event_chance(block) for block in posterior.events}
    shares = {block: _class_shares(scene, block) for block in posterior.events}
    led = {
        block: event[block] * sum(shares[block][kind] for kind in leading) for block in event
    }
    accounts = {block: _accounts(block, cells, together) for block in event}
    none = number = 0.0
    mass: dict[Block, float] = {}
    for blocks, chance in posterior.weighed:
        own = [block for block in blocks if accounts[block] == at]
        none += chance * math.prod(1.0 - led[block] for block in own)
        number += chance * math.fsum(led[block] for block in own)
        for block in own:
            mass[block] = mass.get(block, 0.0) + chance * event[block]
    whole = math.fsum(mass.values())
    classes = tuple(
        math.fsum(m * shares[block][kind] for block, m in mass.items()) / whole
        for kind in range(len(scene.rates))
    )
    mean, spread = block_moments(scene, tuple(sorted(cells[at])))
    return Said(1.0 - none, number / (1.0 - none), classes, mean, spread)
