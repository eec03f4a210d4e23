"""The fronts that the fusion benchmarks measure on, fused."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.exercises.front.drawing import Front, FrontPlan, draw_front
from holdfire.exercises.front.intensity import density_of_counts
from holdfire.exercises.front.parameters import FrontParameters, stated
from holdfire.exercises.front.rich import draw_rich
from holdfire.exercises.front.rich_witnesses import rich_witnesses
from holdfire.exercises.front.witnesses import witnesses
from holdfire.exercises.score.existence import ExistenceScore, existence_score, one_to_one
from holdfire.exercises.score.pair import pair_score
from holdfire.exercises.score.region import inside_regions
from holdfire.incidents.fusing import fuse
from holdfire.incidents.solution import Solution
from holdfire.incidents.witness_table import WitnessTable

__all__ = ["SIZES", "TAU", "VARIANTS", "Fused", "fused", "table_of", "warm_up"]

TAU = -2.0
SIZES = {"full": 1_000_000, "quick": 50_000}
VARIANTS = ("hot spots", "uniform", "full")
"""The guide's two variants (points, normal errors), and the one with classes, shapes,
one-sided times and gaps of coverage."""


@dataclass(frozen=True)
class Fused:
    """A front and what was found in it; ``stands`` (c,) the event of each cell, -1 none."""

    front: Front
    found: Solution
    stands: NDArray[np.int64]
    cpu_s: float

    @property
    def f1(self) -> float:
        """Over pairs of detections."""
        return pair_score(self.found.cell, self.front.truth).f1

    def existence(self, least: int = 1) -> ExistenceScore:
        """Over the cells of at least so many sensors (one witness each)."""
        kept = self.found.size >= least
        return existence_score(self.found.exists[kept, 1], self.stands[kept] >= 0)

    def covered(self) -> float:
        """The share of 90 % regions that hold the true place, cells of two or more."""
        kept = (self.found.size >= 2) & (self.found.exists[:, 1] >= 0.5) & (self.stands >= 0)
        true = self.front.event_place[self.stands[kept]]
        inside = inside_regions(self.found.place[kept], self.found.spread[kept], true)
        return float(inside.mean())


def table_of(
    plan: FrontPlan, variant: str, parameters: FrontParameters | None = None, seed: int = 0
) -> tuple[Front, WitnessTable]:
    """The front of a plan and its table.

    Without parameters: those that the sensors state, and the density of events estimated
    from the detections.
    """
    rich = draw_rich(plan, seed) if variant == "full" else None
    front = draw_front(plan, seed) if rich is None else rich.front
    used = parameters or density_of_counts(front, stated(plan))
    return front, witnesses(front, used) if rich is None else rich_witnesses(rich, used)


def fused(front: Front, table: WitnessTable) -> Fused:
    """The table solved, with its CPU seconds."""
    start = time.process_time()
    found = fuse(table, TAU)
    spent = time.process_time() - start
    return Fused(front, found, one_to_one(found.cell, front.truth, len(found.first)), spent)


def warm_up() -> None:
    """Compile what is compiled at the first use."""
    for variant in ("hot spots", "full"):
        fuse(table_of(FrontPlan(20_000), variant)[1], TAU)
