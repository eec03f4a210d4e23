"""Every way to divide a few detections into events, weighed straight from the model.

Weights are absolute: the density of events, of false alarms and of each detection's errors,
not ratios between them. Integrals over time are taken numerically, over the plane by adding
one normal density to another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

import numpy as np

__all__ = [
    "Posterior",
    "Scene",
    "Sight",
    "Timing",
    "partitions",
    "space_integral",
    "time_integral",
]

Block = tuple[int, ...]
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(120)
PANELS = 12


@dataclass(frozen=True)
class Timing:
    """A density over time: normal (variance 0: none) × window × exp(growth t), normalised."""

    mean: float = 0.0
    variance: float = 0.0
    low: float = -math.inf
    high: float = math.inf
    growth: float = 0.0


@dataclass(frozen=True)
class Sight:
    """A detection. ``seen``: per class, the chance that its channel sees an event of the
    class and reports it as this detection's type. ``false``: false alarms of this type per
    km² and second. ``times``: a mixture of (weight, density), weights summing to one.
    """

    place: tuple[float, float]
    spread: tuple[float, float, float]
    times: tuple[tuple[float, Timing], ...]
    false: float
    seen: tuple[float, ...]
    channel: int
    marks: frozenset[int]


@dataclass(frozen=True)
class Scene:
    """Detections, events per km² and second of each class, and ``watch``: per channel and
    class the chance to see an event here (0 where the channel did not look)."""

    sights: tuple[Sight, ...]
    rates: tuple[float, ...]
    watch: tuple[tuple[float, ...], ...]


def partitions(members: Sequence[int]) -> Iterator[tuple[Block, ...]]:
    """Every way to divide the members into blocks."""
    if not members:
        yield ()
        return
    first, rest = members[0], members[1:]
    for smaller in partitions(rest):
        yield ((first,), *smaller)
        for at in range(len(smaller)):
            yield (*smaller[:at], (first, *smaller[at]), *smaller[at + 1 :])


def _span(timings: Sequence[Timing]) -> tuple[float, float]:
    """Where the product of the densities is not negligible; empty when low >= high."""
    low, high = max(t.low for t in timings), min(t.high for t in timings)
    weight = sum(1.0 / t.variance for t in timings if t.variance)
    growth = sum(t.growth for t in timings)
    if low >= high:
        return 0.0, 0.0
    if weight:
        mean = sum(t.mean / t.variance for t in timings if t.variance) / weight
        mode = min(max(mean + growth / weight, low), high)
        reach = 14.0 / math.sqrt(weight)
        return max(low, mode - reach), min(high, mode + reach)
    if growth > 0.0:
        return max(low, high - 60.0 / growth), high
    if growth < 0.0:
        return low, min(high, low - 60.0 / growth)
    return low, high


def _area(timings: Sequence[Timing]) -> float:
    """∫ of the product of the densities before they are normalised, by quadrature.

    Powers are taken about the end of growth, which cancels in a ratio with the same origin;
    see ``time_integral``.
    """
    low, high = _span(timings)
    edges = np.linspace(low, high, PANELS + 1)
    total = 0.0
    for start, end in pairwise(edges):
        t = (start + end) / 2.0 + (end - start) / 2.0 * _NODES
        power = np.zeros_like(t)
        for one in timings:
            if one.variance:
                power -= (t - one.mean) ** 2 / (2.0 * one.variance)
            if one.growth:
                anchor = one.high if one.growth > 0.0 else one.low
                anchor = anchor if math.isfinite(anchor) else one.mean
                power += one.growth * (t - anchor)
        total += float((np.exp(power) * _WEIGHTS).sum()) * (end - start) / 2.0
    return total


def time_integral(mixtures: Sequence[tuple[tuple[float, Timing], ...]]) -> float:
    """∫ Π g(t) dt for mixtures of normalised densities."""
    total = 0.0
    for chosen in product(*mixtures):
        weight = math.prod(weight / _area([timing]) for weight, timing in chosen)
        total += weight * _area([timing for _, timing in chosen])
    return total


def space_integral(sights: Sequence[Sight]) -> float:
    """∫∫ Π g(x) dx for normal densities, in one over km² for each member but one."""

    def matrix(one: Sight) -> np.ndarray:
        ee, en, nn = one.spread
        return np.array([[ee, en], [en, nn]])

    total, mean, cov = 1.0, np.array(sights[0].place), matrix(sights[0])
    for one in sights[1:]:
        both, gap = cov + matrix(one), np.array(one.place) - mean
        square = float(gap @ np.linalg.solve(both, gap))
        total *= math.exp(-square / 2.0) / (2.0 * math.pi * math.sqrt(np.linalg.det(both)))
        gain = cov @ np.linalg.inv(both)
        mean, cov = mean + gain @ gap, cov - gain @ cov
    return total


@dataclass(frozen=True)
class Posterior:
    """What the model says of a scene; everything by enumeration."""

    scene: Scene

    def event_weight(self, block: Block, classes: Sequence[int] | None = None) -> float:
        """w_event of the block, of all classes or of some."""
        scene = self.scene
        members = [scene.sights[at] for at in block]
        marks = [mark for one in members for mark in one.marks]
        if len(set(marks)) < len(marks):
            return 0.0
        taken = {one.channel for one in members}
        shared = space_integral(members) * time_integral([one.times for one in members])
        total = 0.0
        for kind in range(len(scene.rates)) if classes is None else classes:
            silent = [1.0 - p[kind] for at, p in enumerate(scene.watch) if at not in taken]
            total += (
                scene.rates[kind] * math.prod(o.seen[kind] for o in members) * math.prod(silent)
            )
        return total * shared

    @cached_property
    def events(self) -> dict[Block, float]:
        """w_event of every block."""
        count = len(self.scene.sights)
        blocks = [
            tuple(i for i in range(count) if mask >> i & 1) for mask in range(1, 1 << count)
        ]
        return {block: self.event_weight(block) for block in blocks}

    def false_weight(self, block: Block) -> float:
        """The density of the block's being a false alarm: 0 for more than one detection."""
        return self.scene.sights[block[0]].false if len(block) == 1 else 0.0

    @cached_property
    def weighed(self) -> list[tuple[tuple[Block, ...], float]]:
        """Every partition with its probability, the likeliest first."""
        found = []
        for blocks in partitions(range(len(self.scene.sights))):
            ordered = tuple(sorted(blocks))
            weight = math.prod(self.events[b] + self.false_weight(b) for b in ordered)
            found.append((ordered, weight))
        total = math.fsum(weight for _, weight in found)
        chances = [(blocks, weight / total) for blocks, weight in found if weight]
        return sorted(chances, key=lambda one: (-one[1], one[0]))

    @property
    def best(self) -> tuple[Block, ...]:
        """The most probable partition."""
        return self.weighed[0][0]

    def event_chance(self, block: Block, classes: Sequence[int] | None = None) -> float:
        """The chance that a block of a partition is an event (of these classes)."""
        whole = self.events[block] + self.false_weight(block)
        mine = self.events[block] if classes is None else self.event_weight(block, classes)
        return mine / whole if whole else 0.0

    def exists(self, classes: Sequence[int] | None = None) -> float:
        """The chance of at least one event (of these classes) among the detections."""
        return 1.0 - math.fsum(
            chance * math.prod(1.0 - self.event_chance(b, classes) for b in blocks)
            for blocks, chance in self.weighed
        )

    def number(self, classes: Sequence[int] | None = None) -> float:
        """The expected number of events (of these classes) among the detections."""
        return math.fsum(
            chance * sum(self.event_chance(b, classes) for b in blocks)
            for blocks, chance in self.weighed
        )
