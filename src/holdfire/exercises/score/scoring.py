"""How well a run found the truth of an exercise. Definitions: see :class:`Score`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holdfire.base.geodesy import distance_m
from holdfire.base.phenomenon import Phenomenon
from holdfire.exercises.score.figure import (
    Placed,
    brier,
    calibration_error,
    f1,
    inside_ellipse,
    ratio,
)
from holdfire.exercises.score.matching import Cell, match, pair_scores
from holdfire.exercises.score.outcome import Found, Outcome, read_outcome
from holdfire.exercises.score.truth import Known, Truth, read_truth

__all__ = ["FOUND_AT", "Score", "score", "score_of"]

FOUND_AT = 0.5
"""From this existence on an incident counts as found."""

_DECIDED = ("complied", "violated")


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one run; ``None`` where a figure is not defined.

    *Found* incidents have an existence of at least :data:`FOUND_AT`; *matched* ones stand
    for one true happening each (see ``matching``). Rows of a register (passages) count what
    is allowed and are left out on both sides of every incident figure.

    ``incident_precision``: matched found incidents among found incidents.
    ``incident_recall``: happenings with a matched found incident among the happenings that
    at least one detection is of. ``incident_f1``: their harmonic mean.
    ``incident_recall_all``: the same among all happenings, seen or not;
    ``incident_recall_force``: among the uses of force that were seen.
    ``pair_f1``: over pairs of detections put together, see ``matching.pair_scores``.
    ``location_error_km`` (median) and ``location_error_mean_km``: from the incident's mean
    place to the true one, over matched found incidents with a region.
    ``region90_coverage``: how many of these have the true place in their 90 % ellipse.
    ``existence_ece``: expected calibration error of existence over all incidents in ten
    bins, an incident being true when it is matched; ``existence_ece_corroborated``: over
    those of two or more origins; ``existence_brier``: the mean squared error.
    ``verdicts_right``, ``verdicts_wrong``: clauses decided (complied or violated) as is true,
    or against it; ``verdicts_undetermined``: clauses not decided (undetermined or
    unobserved). ``verdicts_missed``: those of them that a perfect observer with these
    sensors could have decided. ``incidents_found``, ``happenings_seen``: the two totals.
    """

    incident_precision: float | None
    incident_recall: float | None
    incident_f1: float | None
    incident_recall_all: float | None
    incident_recall_force: float | None
    pair_f1: float | None
    location_error_km: float | None
    location_error_mean_km: float | None
    region90_coverage: float | None
    existence_ece: float | None
    existence_ece_corroborated: float | None
    existence_brier: float | None
    verdicts_right: int
    verdicts_wrong: int
    verdicts_undetermined: int
    verdicts_missed: int
    incidents_found: int
    happenings_seen: int


def score(folder: Path, out: Path) -> Score:
    """Compare the run written into ``out`` with the truth of the exercise in ``folder``.

    Raises ``BadInput``: ``HF-8252`` without usable truth, ``HF-8253`` when the output lacks
    a file or a column, or has detections that are of no row of this exercise.
    """
    truth = read_truth(folder)
    return score_of(truth, read_outcome(out, truth))


def score_of(truth: Truth, outcome: Outcome) -> Score:
    """The figures of an outcome that was read."""
    cells = [Cell(one.id, one.truths, one.existence) for one in outcome.incidents]
    matched = match(cells)
    found = [one for one in outcome.incidents if one.existence >= FOUND_AT]
    hit = {matched[one.id] for one in found if one.id in matched}
    wanted = {k for k, h in truth.happenings.items() if h.kind is not Phenomenon.PASSAGE}
    seen = wanted & {truth for cell in cells for truth in cell.truths if truth is not None}
    forced = {k for k in seen if truth.happenings[k].force}
    precision, recall = ratio(len(hit), len(found)), ratio(len(hit), len(seen))
    errors, covered = _location(truth, found, matched)
    stated = [one.existence for one in outcome.incidents]
    true = [one.id in matched for one in outcome.incidents]
    several = [i for i, one in enumerate(outcome.incidents) if one.origins >= 2]
    right, wrong, open_, missed = _verdicts(truth.verdicts, outcome.verdicts)
    return Score(
        incident_precision=precision,
        incident_recall=recall,
        incident_f1=f1(precision, recall),
        incident_recall_all=ratio(len(hit), len(wanted)),
        incident_recall_force=ratio(len(hit & forced), len(forced)),
        pair_f1=f1(*pair_scores(cells)),
        location_error_km=float(np.median(errors)) if errors else None,
        location_error_mean_km=float(np.mean(errors)) if errors else None,
        region90_coverage=ratio(sum(covered), len(covered)),
        existence_ece=calibration_error(stated, true),
        existence_ece_corroborated=calibration_error(
            [stated[i] for i in several], [true[i] for i in several]
        ),
        existence_brier=brier(stated, true),
        verdicts_right=right,
        verdicts_wrong=wrong,
        verdicts_undetermined=open_,
        verdicts_missed=missed,
        incidents_found=len(found),
        happenings_seen=len(seen),
    )


def _location(
    truth: Truth, found: Sequence[Found], matched: Mapping[str, str]
) -> tuple[list[float], list[bool]]:
    """Errors in km, and whether the ellipse holds the true place, of matched incidents."""
    errors, covered = [], []
    for one in found:
        if one.id not in matched or one.region is None:
            continue
        at = truth.happenings[matched[one.id]]
        lon, lat, major, minor, angle = one.region
        errors.append(float(distance_m(lon, lat, at.lon, at.lat)) / 1000.0)
        covered.append(inside_ellipse(Placed(lon, lat, major, minor, angle, at.lon, at.lat)))
    return errors, covered


def _verdicts(
    known: Sequence[Known], given: Mapping[tuple[str, str], Sequence[str]]
) -> tuple[int, int, int, int]:
    """Right, wrong, undecided, and those undecided that could have been known."""
    right = wrong = undecided = missed = 0
    for one in known:
        said = _whole(given.get((one.reading, one.clause), ()))
        if said not in _DECIDED:
            undecided += 1
            missed += one.knowable in _DECIDED
        elif said == one.verdict:
            right += 1
        else:
            wrong += 1
    return right, wrong, undecided, missed


def _whole(verdicts: Sequence[str]) -> str:
    """One verdict of a clause with several windows: violated beats all, complied needs all."""
    if "violated" in verdicts:
        return "violated"
    decided = bool(verdicts) and all(one == "complied" for one in verdicts)
    return "complied" if decided else "undetermined"
