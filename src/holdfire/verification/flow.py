"""At least, or at most, so many of the object pass in each civil window.

A register that its keeper declares complete closes a window: what is not in it did not pass.
Without one, counted passages are the least that passed and nobody knows the most; a claim
of one side is such a count. A window that no register closes is not observed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.area import NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Flow
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.quantity import Probability
from holdfire.base.truth import Truth
from holdfire.verification.answer import unanswered
from holdfire.verification.calendar import whole_windows
from holdfire.verification.evidence import Trait, existence
from holdfire.verification.factor import Factor, from_truth, joined
from holdfire.verification.flowing import Passed, missed, questions_of
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.judged import THROUGH, judged
from holdfire.verification.lacking import supplied
from holdfire.verification.matching import SUBSTANTIAL
from holdfire.verification.membership import inside, missing_names
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.reason import percent
from holdfire.verification.register import closed_windows
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, CoverageShare, Verdict, Witness
from holdfire.verification.window import Window
from holdfire.verification.witness import missing_shape

__all__ = ["judge_flow"]

_MOST_KEYS = 5


def judge_flow(clause: Clause, terms: Flow, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of a flow over a window."""
    if terms.minimum is None and terms.maximum is None:
        return _without_number(clause, window)
    windows = whole_windows(window, terms.per, scene.agreement.zone)
    if not windows:
        what = f"no whole {terms.per} of the clause lies inside the period"
        return unanswered(clause, f"{what.capitalize()}.", (Witness("late", what),))
    missing = tuple(
        missing_shape(name, is_line=False)
        for name in missing_names(scene.atlas, [NamedArea(terms.places)])
    )
    passed = _passed(clause, terms, windows, scene, missing)
    compiled = compile_clause(clause, scene.agreement)
    decided = judged(compiled, questions_of(compiled, clause, terms, passed))
    verdict = decided.verdict
    share = float(passed.closing.closed.mean())
    witness = _witness(clause, terms, passed, verdict)
    return ClauseVerdict(
        clause=clause.id,
        ref=clause.ref,
        kind=clause.kind,
        actors=clause.actors,
        window=Window(windows[0].start, windows[-1].end).span,
        verdict=verdict,
        probability=_stated(terms, passed, verdict),
        matches=(),
        coverage=CoverageShare(share, 0.0, 0.0, (), _gaps(terms, passed)),
        reason=_reason(terms, passed, verdict, clause),
        witness=tuple(supplied(each) for each in witness),
        figures=_figures(terms, passed),
        summary=clause.summary,
        formula=decided.formula,
        through=THROUGH,
        settled_by=tuple(lack.said for lack in decided.lacks),
    )


def _without_number(clause: Clause, window: Window) -> ClauseVerdict:
    """A flow that the text gives no number for: no count can show whether it was kept."""
    what = "the text gives no number, so no count can show whether enough passed"
    reason = f"{what[0].upper()}{what[1:]}."
    return unanswered(clause, reason, (Witness("definition", what),), window=window)


def _stated(terms: Flow, passed: Passed, verdict: Verdict) -> Probability | None:
    """As sure as the weakest register is said to be complete; none for an open answer."""
    if verdict not in {Verdict.VIOLATED, Verdict.COMPLIED}:
        return None
    complete = passed.closing.complete
    low = complete if missed(terms, passed) else 0.0
    return Probability(low, low, max(low, 1.0 - complete))


def _passed(
    clause: Clause,
    terms: Flow,
    windows: tuple[Window, ...],
    scene: Scene,
    missing: tuple[Witness, ...],
) -> Passed:
    """Sum the passages of each window.

    The least counts what is shown by the standard of the clause, the most everything that
    the same standard does not rule out.
    """
    evidence = scene.evidence
    factors = _passages(terms, scene)
    each = joined(factors, evidence.size)
    rows = evidence.incidents
    fewest = np.array([max(item.count_low or 1, 1) for item in rows], np.float64)
    highest = np.array(
        [math.inf if item.count_high is None else item.count_high for item in rows], np.float64
    )
    shown = each.low >= clause.standard.violated_at
    maybe = each.high > 1.0 - clause.standard.violated_at
    least, most = np.zeros(len(windows)), np.zeros(len(windows))
    for number, window in enumerate(windows):
        whole, partly = _in_time(scene, window)
        least[number] = fewest[shown & whole].sum()
        most[number] = highest[maybe & partly].sum()
    whole, partly = _in_time(scene, Window(windows[0].start, windows[-1].end))
    likely = (each.value >= SUBSTANTIAL) & whole
    closing = closed_windows(
        scene.sky.watch.records,
        windows,
        clause.standard.absent_at,
        scene.atlas,
        terms.places,
    )
    return Passed(
        windows,
        least,
        most,
        float(fewest[shown & whole].sum()),
        float(highest[maybe & partly].sum()),
        float(fewest[likely].sum()),
        tuple(rows[int(i)].id for i in np.flatnonzero(maybe & partly)[:_MOST_KEYS]),
        closing,
        missing,
        _doubt(factors, maybe & ~shown & partly),
    )


def _doubt(factors: Sequence[Factor], doubtful: np.ndarray) -> Witness | None:
    """The condition that leaves the most doubt about passages that are neither in nor out."""
    if not doubtful.any():
        return None
    least = min(factors, key=lambda factor: float(factor.low[doubtful].sum()))
    count = int(doubtful.sum())
    which = "1 passage" if count == 1 else f"{count} passages"
    what = f"{which}: {least.unknown}; an observation that tells it would settle the count"
    return Witness(least.lacks, what, (), supplier_of(least.name))


def _in_time(scene: Scene, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Which incidents lie wholly, and which at least partly, inside a window."""
    start, end = scene.evidence.start_us, scene.evidence.end_us
    whole = (start >= window.start_us) & (end < window.end_us)
    return whole, (start < window.end_us) & (end >= window.start_us)


def _passages(terms: Flow, scene: Scene) -> list[Factor]:
    """What makes an incident a passage of the object at the places, whatever its time."""
    evidence = scene.evidence

    def judge(trait: Trait) -> Truth:
        names = [*values_of(trait, "object"), *values_of(trait, "kind")]
        hits = [name in terms.objects for name in names]
        if not hits:
            return Truth.UNKNOWN
        return Truth.of(all(hits) or (None if any(hits) else False))

    factors = [
        existence(evidence),
        happening(evidence, (Phenomenon.PASSAGE,)),
        from_truth("object", truth_of_traits(evidence, judge), "definition", "what passed"),
    ]
    if terms.places:
        which = asked_nodes(evidence, joined(factors, evidence.size).high)
        truth = inside(scene.atlas, NamedArea(terms.places), evidence.nodes, which)
        factors.append(from_nodes(evidence, which, truth))
    return factors


def _gaps(terms: Flow, passed: Passed) -> tuple[str, ...]:
    """How many windows no register closes."""
    open_windows = int((~passed.closing.closed).sum())
    if not open_windows:
        return ()
    count = len(passed.windows)
    said = f"{open_windows} of {count} windows of one {terms.per} are closed by no register."
    return (said,)


def _reason(terms: Flow, passed: Passed, verdict: Verdict, clause: Clause) -> str:
    """What is due, what was counted, and what closes the count."""
    said = []
    count = len(passed.windows)
    if terms.minimum is not None:
        due = terms.minimum * count
        said.append(
            f"{due} were due in {count} windows of one {terms.per}; {passed.told:.0f} are "
            f"counted, which is {percent(passed.told / due) if due else 'nothing due'}."
        )
    if terms.maximum is not None:
        said.append(
            f"{terms.maximum} are allowed in each of {count} windows of one {terms.per}; the "
            f"largest count shown is {passed.least.max():.0f}."
        )
    said.append(
        f"A complete register closes {int(passed.closing.closed.sum())} of {count} windows; "
        f"the clause asks for {percent(clause.standard.min_coverage)}."
    )
    if verdict is Verdict.VIOLATED and clause.actors:
        said.append("Who caused it is not decided here.")
    return " ".join(said)


def _witness(
    clause: Clause, terms: Flow, passed: Passed, verdict: Verdict
) -> tuple[Witness, ...]:
    """What would settle an open count."""
    if verdict is Verdict.UNOBSERVED:
        return tuple(Witness("gap", gap) for gap in _gaps(terms, passed))
    if verdict is not Verdict.UNDETERMINED:
        return ()
    if passed.missing:
        return passed.missing
    what = (
        "passages are counted, but no complete register says that no others passed; one "
        "would settle the clause"
    )
    if passed.closing.closed.any():
        complete = passed.closing.complete >= clause.standard.violated_at
        if passed.doubt is not None and complete:
            return (replace(passed.doubt, keys=passed.keys),)
        what = "the register's count is known to an interval only; exact counts would settle it"
    return (Witness("register", what, passed.keys),)


def _figures(terms: Flow, passed: Passed) -> tuple[tuple[str, float], ...]:
    """Due, counted and their share; the most only where registers close everything."""
    figures = [("windows", float(len(passed.windows))), ("counted", passed.told)]
    if passed.closing.closed.all() and math.isfinite(passed.most_of_all):
        figures.append(("counted at most", passed.most_of_all))
    if terms.minimum is not None:
        due = float(terms.minimum * len(passed.windows))
        figures.insert(1, ("due", due))
        figures.append(("share", passed.told / due if due else 1.0))
    if terms.maximum is not None:
        figures.insert(1, ("allowed in each", float(terms.maximum)))
    return tuple(figures)
