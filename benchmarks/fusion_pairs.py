"""Pairs of detections put together rightly, beside a fixed radius and DBSCAN (goal F2)."""

from __future__ import annotations

from benchmarks.figure import Figure
from benchmarks.fusion_fronts import SIZES, VARIANTS, Fused, fused, table_of, warm_up
from benchmarks.fusion_page import Table, keep
from benchmarks.fusion_peers import LINKS, Radius, by_dbscan, by_radius, period, tuned
from benchmarks.machine import versions

from holdfire.exercises.front.drawing import DENSITIES, Front, FrontPlan
from holdfire.exercises.front.parameters import stated
from holdfire.exercises.front.witnesses import witnesses
from holdfire.exercises.score.pair import pair_score

GOAL = 0.15
PER_DAY = ("735", "4965", "20623")
TUNED_ON = 150_000
REFINED = 2
NAMED = ("cylinder", "ellipsoid")


def _best(front: Front, links: str) -> tuple[Radius, float]:
    """The best radius: the grid on a part of the period, its first few on the whole."""
    part = period(front, min(1.0, TUNED_ON / len(front)))
    found = tuned(lambda at: pair_score(by_radius(part, at, links), part.truth).f1)
    scores = {
        at: pair_score(by_radius(front, at, links), front.truth).f1
        for at in found.ranked[:REFINED]
    }
    best = max(scores, key=lambda at: scores[at])
    return best, scores[best]


def _row(
    ours: Fused, per_day: str, variant: str, plain: float | None
) -> tuple[float, list[str]]:
    """The margin over the best peer, and the row of the table."""
    front = ours.front
    peers = {links: _best(front, links) for links in LINKS}
    dbscan = pair_score(by_dbscan(front), front.truth).f1
    best = max(dbscan, *(peers[links][1] for links in NAMED))
    if variant == "full":  # the others link all thermal detections of a pass
        best = max(best, peers["across sensors"][1])
    cells = [f"{score:.3f} ({at.km:g} km, {at.seconds:g} s)" for at, score in peers.values()]
    row = [per_day, variant, f"**{ours.f1:.3f}**", "–" if plain is None else f"{plain:.3f}"]
    return ours.f1 - best, [*row, *cells, f"{dbscan:.3f}", f"{ours.f1 - best:+.3f}"]


def run(scale: str) -> list[Figure]:
    """All densities and variants; every peer is tuned on the data it is scored on."""
    warm_up()
    figures, rows = [], []
    for per_day in PER_DAY:
        for variant in VARIANTS:
            plan = FrontPlan(SIZES[scale], DENSITIES[per_day])
            plan = FrontPlan(plan.detections, plan.days_per_million, variant != "uniform")
            front, table = table_of(plan, variant)
            ours = fused(front, table)
            plain = None
            if variant != "full":
                plain = fused(front, witnesses(front, stated(plan))).f1
            margin, row = _row(ours, per_day, variant, plain)
            rows.append(row)
            print(" | ".join(row), flush=True)
            figures.append(
                Figure(
                    f"fusion.pairs.{variant.replace(' ', '-')}.{per_day}",
                    f"Pair F1, {variant}, {per_day} events a day", ours.f1, "F1",
                    f"at least {GOAL} above the best peer", margin >= GOAL,
                    "best tuned radius or DBSCAN", ours.f1 - margin, None,
                    f"{len(front):,} detections; {row[4]}; {row[5]}; DBSCAN {row[7]}.",
                    versions("scikit-learn", "scipy"),
                )
            )  # fmt: skip
    if scale == "full":
        text = (
            "F1 over pairs of detections, 1 M detections. Radii are tuned on the data they are"
            " scored on (uphill over 180 settings of 1 to 20 km and 10 to 900 s, on the first"
            " 150,000 detections; the best two then on all of them)."
            " *Cylinder*: near in place and near in time; *ellipsoid*: the same as DBSCAN with"
            " its scales tuned; *across sensors*: an ellipsoid that never links two detections"
            " of one sensor. DBSCAN: 3 km, 60 s. The margin is over the best of cylinder,"
            " ellipsoid and DBSCAN; on the full front of all four, because there a plain"
            " radius links all thermal detections of one pass."
        )
        columns = [
            "events a day", "front", "holdfire", "with uniform density", *LINKS, "DBSCAN",
            "margin",
        ]  # fmt: skip
        keep("pairs", [Table("Pairs", text, columns, rows)])
    return figures
