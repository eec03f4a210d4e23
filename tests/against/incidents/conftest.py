"""Clusters whose weights are known, for the oracles."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from holdfire.base.instant import TimeBasis
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import point
from holdfire.incidents.claim import Claim
from holdfire.incidents.cluster import Cluster
from holdfire.incidents.evidence import Evidence
from holdfire.incidents.occurrence import Occurrence, normal, window
from holdfire.incidents.spread import Spread
from holdfire.incidents.witness import Witness

P = Phenomenon
KINDS = (P.EXPLOSION, P.STRIKE, P.THERMAL)


def witness(
    number: int, kind: Phenomenon, time: Occurrence, exists: float, scan: str
) -> Witness:
    """A witness of one detection; its place in the plane is given by the cluster."""
    evidence = Evidence(
        row=number, id=f"{number:02}", observation=f"o{number}", group=f"g{number}", scan=scan,
        source="s", modality=Modality.ARRAY, phenomenon=kind, synthetic=False, start=0.0,
        end=0.0, basis=TimeBasis.UTC, time=time, place=point(0.0, 0.0), spot=None,
        exists=(exists / 2, exists, (1 + exists) / 2), calibrated=False, denial=False, flags=(),
    )  # fmt: skip
    return Witness((evidence,), evidence)


def random_cluster(size: int, seed: int, kinds: tuple[Phenomenon, ...] = KINDS) -> Cluster:
    """Witnesses near each other; some share a scan, each claims two or three classes."""
    chance = random.Random(seed)
    witnesses, spreads, claims = [], [], []
    for number in range(size):
        kind = chance.choice(kinds)
        middle = chance.uniform(-50.0, 50.0)
        time = normal(middle, chance.uniform(20.0, 3000.0))
        if chance.random() < 0.3:
            time = window(middle - 100.0, middle + chance.uniform(10.0, 200.0))
        scan = chance.choice(("1", "2", f"own {number}"))
        witnesses.append(witness(number, kind, time, chance.uniform(0.05, 0.95), scan))
        ee, nn = chance.uniform(0.2, 4.0), chance.uniform(0.2, 4.0)
        en = chance.uniform(-0.8, 0.8) * (ee * nn) ** 0.5
        place = (chance.uniform(-1.5, 1.5), chance.uniform(-1.5, 1.5))
        spreads.append(Spread(*place, ee, en, nn))
        shares = [chance.uniform(0.1, 1.0) for _ in kinds]
        logs = {k: math.log(s / sum(shares)) for k, s in zip(kinds, shares, strict=True)}
        density = {k: math.log(10.0 ** chance.uniform(-5.0, -3.0)) for k in kinds}
        claims.append(Claim(logs, density))
    return Cluster(tuple(witnesses), tuple(claims), (0.0, 0.0), tuple(spreads))


@pytest.fixture
def clusters() -> Callable[..., Cluster]:
    """Makes a random cluster of a size from a seed."""
    return random_cluster
