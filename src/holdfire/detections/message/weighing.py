"""How much more likely two messages share their keys when they tell of one happening.

After Fellegi and Sunter (1969): a shared key weighs the log of one over the chance that an
unrelated message has it, so a rare name weighs more than "night". That chance mixes a
shipped background with how often the key occurs in the table itself. What each message says
and the other does not, in the same class of key, counts against: two villages, two times, two
numbers or two countries named first are two happenings. The classes are weighed by factors
fitted on messages written for it (``tests/data/copies/tuning.yaml``, by non-negative logistic
regression), so the sum is a log of odds on pairs like those, copies and others weighed alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from holdfire.detections.message.skeleton import Skeleton

__all__ = [
    "ENOUGH",
    "FACTORS",
    "FEATURES",
    "Comparison",
    "Rarity",
    "compared",
    "contradictions",
    "features",
]

_USUAL = frozenset(
    [
        "shelling",
        "strike",
        "explosion",
        "attack",
        "drone",
        "fire",
        "damage",
        "wounded",
        "killed",
        "person",
        "region",
        "district",
        "city",
        "village",
        "house",
        "missile",
        "civilian",
    ]
)
_CHANCE = {
    "name": 0.004, "word": 0.01, "time": 0.002, "date": 0.05, "mark": 0.005,
    "is": 0.04, "land": 0.2, "lead": 1.0, "day": 0.15, "month": 0.1, "measure": 0.05,
}  # fmt: skip
_PSEUDO = 200.0
_HEAVIEST = 6.0
_SMALL, _ROUND = 9.0, 10.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """How often keys occur: ``counts`` of ``total`` messages of the table at hand."""

    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def weight(self, key: str) -> float:
        """The log of one over the chance that an unrelated message has the key."""
        chance = (self.counts.get(key, 0) + _PSEUDO * _background(key)) / (self.total + _PSEUDO)
        return min(-math.log(chance), _HEAVIEST) if chance < 1.0 else 0.0


def _background(key: str) -> float:
    """The shipped chance of a key: an order of magnitude by class, judged."""
    kind, _, value = key.partition(":")
    if kind == "number":
        plain = value.replace(".", "", 1).isdigit()
        amount = float(value) if plain else 100.0
        if amount <= _SMALL:
            return 0.4 / amount
        return 0.03 if amount % _ROUND == 0.0 else 0.01
    if kind == "is" and value in _USUAL:
        return 0.2
    return _CHANCE[kind]


FEATURES = (
    "shared names", "shared numbers", "shared concepts",
    "other names", "other numbers", "other times", "other concepts",
)  # fmt: skip
"""What is weighed: sums of weights of shared keys, then what each message says alone (the
smaller of both counts; for concepts of both sums of weights)."""

FACTORS = (-0.78, 0.143, 0.197, 0.166, -5.81, -3.27, -3.97, -0.30)
"""A constant and one factor for each of :data:`FEATURES`."""

ENOUGH = 1.35
"""Log of the odds from which two messages are held to tell of one happening."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``llr`` is the log of the odds, ``shared`` the keys both have, heaviest first.

    ``agreed``: no name, number or time of one is denied by another in the other.
    """

    llr: float
    shared: tuple[str, ...]
    agreed: bool


_NAME, _NUMBER, _TIME, _CONCEPT, _OTHER = range(5)
_CLASS = {
    "name": _NAME, "number": _NUMBER, "mark": _NUMBER, "date": _NUMBER, "lead": _NUMBER,
    "time": _TIME,
    "is": _CONCEPT, "land": _OTHER, "day": _OTHER, "month": _OTHER, "measure": _OTHER,
}  # fmt: skip


@lru_cache(maxsize=1 << 17)
def _class(key: str) -> int | None:
    """The class of a key; words of no known meaning have none."""
    return _CLASS.get(key.partition(":")[0])


def _twins(own: frozenset[str], other: frozenset[str]) -> set[str]:
    """Names of ``own`` that the other has too, as words: at the start of a sentence."""
    return {key for key in own if key[:5] == "name:" and "word:" + key[5:] in other}


def _divided(
    left: Skeleton, right: Skeleton
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The keys both have, and those that only one has."""
    both = left.keys & right.keys
    only_a, only_b = left.keys - both, right.keys - both
    twins = _twins(only_a, only_b) | _twins(only_b, only_a)
    return both | twins, only_a - twins, only_b - twins


def _alone(only: frozenset[str], rarity: Rarity) -> tuple[list[int], float]:
    """How many names, numbers and times one message has alone, and its concepts' weight."""
    counts, weights = [0, 0, 0], []
    for key in only:
        kind = _class(key)
        if kind is not None and kind <= _TIME:
            counts[kind] += 1
        elif kind == _CONCEPT:
            weights.append(rarity.weight(key))
    return counts, math.fsum(weights)


def features(
    left: Skeleton, right: Skeleton, rarity: Rarity
) -> tuple[list[float], frozenset[str]]:
    """The numbers of :data:`FEATURES` for a pair, and the keys both have."""
    both, only_a, only_b = _divided(left, right)
    sums: tuple[list[float], list[float], list[float]] = ([], [], [])
    for key in both:
        kind = _class(key)
        if kind is not None:
            sums[_SUM[kind]].append(rarity.weight(key))
    a, weight_a = _alone(only_a, rarity)
    b, weight_b = _alone(only_b, rarity)
    alone = [float(min(pair)) for pair in zip(a, b, strict=True)]
    return [*map(math.fsum, sums), *alone, min(weight_a, weight_b)], both


_SUM = {_NAME: 0, _NUMBER: 1, _TIME: 1, _CONCEPT: 2, _OTHER: 2}


def compared(left: Skeleton, right: Skeleton, rarity: Rarity) -> Comparison:
    """The log of the odds that two messages tell of one happening, and why.

    Messages that each name something the other does not, and share no name, are two
    happenings whatever else they share: one sentence about two villages.
    """
    found, both = features(left, right, rarity)
    terms = [FACTORS[0], *(w * f for w, f in zip(FACTORS[1:], found, strict=True))]
    ordered = tuple(sorted(both, key=lambda key: (-rarity.weight(key), key)))
    elsewhere = found[0] == 0.0 and found[3] >= 1.0
    llr = -math.inf if elsewhere else math.fsum(terms)
    return Comparison(llr, ordered, not any(found[3:6]))


def contradictions(left: Skeleton, right: Skeleton) -> int:
    """How many names, numbers and times each side gives that stand against another's."""
    _, only_a, only_b = _divided(left, right)
    a, b = (_alone(only, _NOTHING)[0] for only in (only_a, only_b))
    return sum(map(min, a, b))


_NOTHING = Rarity()
