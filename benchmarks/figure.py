"""One measured figure beside its peer, and how both are timed.

A ratio is only ever taken between numbers of one run on one machine: the two sides run in
turn, and the ratio is the median of the ratios of the pairs, so a slow moment hits both.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

__all__ = ["Figure", "Paired", "paired", "seconds_of"]


@dataclass(frozen=True)
class Figure:
    """A result. ``ratio`` is above one where holdfire does better than the peer.

    ``peer_figure`` and ``ratio`` are ``None`` where there is no peer or it is not installed
    (then ``peer`` says so). ``met`` is ``None`` where the goal could not be judged.
    """

    id: str
    title: str
    figure: float
    unit: str
    goal: str
    met: bool | None
    peer: str = ""
    peer_figure: float | None = None
    ratio: float | None = None
    settings: str = ""
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Paired:
    """Seconds of both sides (medians) and the median ratio peer / ours."""

    ours_s: float
    peer_s: float
    ratio: float


def seconds_of(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(ours: Callable[[], float], peer: Callable[[], float], repeats: int) -> Paired:
    """Both sides in turn, ``repeats`` times; each callable returns its own seconds."""
    pairs = [(ours(), peer()) for _ in range(repeats)]
    return Paired(
        median(own for own, _ in pairs),
        median(other for _, other in pairs),
        median(other / own for own, other in pairs),
    )
