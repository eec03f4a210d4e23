"""From the conditions of a clause to its verdict: the same steps for every kind."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.trace import Silence
from holdfire.agreement.area import AreaRef
from holdfire.agreement.clause import Clause
from holdfire.base.quantity import Probability
from holdfire.base.truth import Truth
from holdfire.verification.exposure import NOTHING, Stretch
from holdfire.verification.factor import Factor
from holdfire.verification.judged import THROUGH, Judged, Question, judged
from holdfire.verification.lacking import lack_of, supplied, unseen
from holdfire.verification.matching import SHOWN, SUBSTANTIAL, Tally, matches_of, tally
from holdfire.verification.membership import missing_names
from holdfire.verification.posting import ClauseTrace
from holdfire.verification.posts import Measure, posts_of
from holdfire.verification.rate import rate_of
from holdfire.verification.reason import sentences
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import (
    ClauseVerdict,
    CoverageShare,
    Rate,
    Verdict,
    Witness,
)
from holdfire.verification.window import Window
from holdfire.verification.witness import missing_shape, witnesses

__all__ = ["Case", "Weighed", "answer", "shapeless", "silence_of", "unanswered", "worded"]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A clause over a window, ready to be decided.

    ``factors`` are the conditions of a match, ``areas`` and ``lines`` what it speaks of (for
    missing shapes), ``stretch`` where absence must be seen; where absence in several areas is
    due at different times, ``steps`` are these, each with its own window. ``limits`` are
    sentences on what this evaluation does not cover; ``blocked`` are witnesses that forbid
    *complied*;
    ``measure`` gives what is measured of a single incident (see :func:`.posts.posts_of`).
    """

    factors: tuple[Factor, ...]
    areas: tuple[AreaRef, ...]
    stretch: Stretch
    lines: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    blocked: tuple[Witness, ...] = ()
    measure: Measure | None = None
    steps: tuple[tuple[Stretch, Window], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What the incidents show, before it is set beside what was seen.

    ``low``, ``value``, ``high`` are the probability that the clause was not kept, ``value``
    being ``None`` when a number would have to be invented. ``tally`` holds the incidents
    concerned, ``said`` what was found, ``witness`` what would settle it.
    """

    low: float
    value: float | None
    high: float
    origins: frozenset[str]
    tally: Tally
    said: str = ""
    witness: tuple[Witness, ...] = ()
    figures: tuple[tuple[str, float], ...] = field(default_factory=tuple)


def answer(case: Case, clause: Clause, window: Window, scene: Scene) -> ClauseVerdict:
    """Match every incident, build the trace of what is known, let accord decide, say why."""
    found = tally(scene.evidence, case.factors)
    compiled = compile_clause(clause, scene.agreement)
    posts = posts_of(scene.evidence, found, clause.standard, window, case.measure)
    trace = ClauseTrace(compiled, posts, silence_of(case, clause, window, scene))
    decided = judged(compiled, [Question(part, trace, window, {}) for part in compiled.parts])
    rests_on_unknown = found.value < clause.standard.violated_at and (
        found.open - found.value > SHOWN
    )
    weighed = Weighed(
        low=found.low,
        value=None if rests_on_unknown else found.value,
        high=found.high,
        origins=found.origins,
        tally=found,
        witness=_doubts(case, found, decided, clause, scene),
        figures=(*_figures(found), *_held(found, scene)),
    )
    return worded(case, weighed, decided, clause, window, scene)


def silence_of(case: Case, clause: Clause, window: Window, scene: Scene) -> Silence:
    """What holds of things nobody recorded: absent where enough was seen, else unknown.

    A shape that nobody attached, or a doubt that forbids *complied*, leaves it open even
    where enough was seen.
    """
    open_ends = (*shapeless(case, scene), *case.blocked)
    if open_ends:
        return Silence(Truth.UNKNOWN, lack=lack_of("shape", open_ends[0]))
    coverage = _least_seen(case, clause, window, scene)
    seen = coverage.share is not None and coverage.share > 0.0
    if seen and coverage.share is not None and coverage.share >= clause.standard.min_coverage:
        return Silence(Truth.FALSE)
    return Silence(Truth.UNKNOWN, lack=unseen(coverage))


def _least_seen(case: Case, clause: Clause, window: Window, scene: Scene) -> CoverageShare:
    """What was seen; of several steps, of the one that was seen least."""
    shares = [
        scene.sky.share(stretch, clause.standard.absent_at, when)
        for stretch, when in case.steps or ((case.stretch, window),)
    ]
    return min(shares, key=lambda each: -1.0 if each.share is None else each.share)


def _doubts(
    case: Case, found: Tally, decided: Judged, clause: Clause, scene: Scene
) -> tuple[Witness, ...]:
    """What would settle an open clause: what the engine's answer rests on stands first."""
    if decided.verdict is not Verdict.UNDETERMINED:
        return ()
    missing = shapeless(case, scene)
    if missing:
        return (*missing, *case.blocked)
    cells = {lack.fact for lack in decided.lacks}
    doubts = witnesses(scene.evidence, found, clause.standard)
    first = [witness for condition, witness in doubts if condition in cells]
    then = [witness for condition, witness in doubts if condition not in cells]
    return (*case.blocked, *first, *then)


def worded(
    case: Case,
    weighed: Weighed,
    decided: Judged,
    clause: Clause,
    window: Window,
    scene: Scene,
) -> ClauseVerdict:
    """A decided clause with what was found, what was seen, and the reason in words."""
    coverage = _least_seen(case, clause, window, scene)
    verdict = decided.verdict
    witness: tuple[Witness, ...] = ()
    if verdict is Verdict.UNDETERMINED:
        witness = weighed.witness
    elif verdict is Verdict.UNOBSERVED:
        witness = tuple(Witness("gap", gap) for gap in coverage.gaps)
    matches = matches_of(scene.evidence, weighed.tally)
    said = sentences(
        verdict,
        (weighed.low, len(weighed.origins), len(matches), weighed.said),
        coverage,
        clause.standard,
        witness,
    )
    return ClauseVerdict(
        clause=clause.id,
        ref=clause.ref,
        kind=clause.kind,
        actors=clause.actors,
        window=window.span,
        verdict=verdict,
        probability=_stated(verdict, weighed),
        matches=matches,
        coverage=coverage,
        reason=" ".join((*said, *case.limits)),
        witness=tuple(supplied(each) for each in witness),
        rate=_rate(case, clause, window, scene, weighed.tally),
        figures=weighed.figures,
        summary=clause.summary,
        formula=decided.formula,
        through=THROUGH,
        settled_by=tuple(lack.said for lack in decided.lacks),
    )


def unanswered(
    clause: Clause,
    reason: str,
    witness: tuple[Witness, ...] = (),
    *,
    window: Window | None = None,
    figures: tuple[tuple[str, float], ...] = (),
) -> ClauseVerdict:
    """An undetermined clause that was not asked of any incident, and why."""
    return ClauseVerdict(
        clause=clause.id,
        ref=clause.ref,
        kind=clause.kind,
        actors=clause.actors,
        window=None if window is None else window.span,
        verdict=Verdict.UNDETERMINED,
        probability=None,
        matches=(),
        coverage=NOTHING,
        reason=reason,
        witness=tuple(supplied(each) for each in witness),
        figures=figures,
        summary=clause.summary,
    )


def shapeless(case: Case, scene: Scene) -> tuple[Witness, ...]:
    """A witness for every line and zone the clause needs and nobody has attached."""
    names = dict.fromkeys((*missing_names(scene.atlas, case.areas), *case.lines))
    return tuple(
        missing_shape(name, is_line=name in scene.agreement.lines)
        for name in names
        if not scene.atlas.charts(name)
    )


def _stated(verdict: Verdict, weighed: Weighed) -> Probability | None:
    """The probability that at least one recorded incident matches.

    ``None`` for an unobserved clause, and where the answer rests on what nobody knows.
    """
    if verdict is Verdict.UNOBSERVED or weighed.value is None:
        return None
    value = weighed.value
    return Probability(value, min(weighed.low, value), max(weighed.high, value))


def _figures(found: Tally) -> tuple[tuple[str, float], ...]:
    """How many incidents match, at both ends of the doubt, and on how many origins."""
    each = found.each
    return (
        ("incidents that match", float((each.low >= SUBSTANTIAL).sum())),
        ("incidents that may match", float((each.high >= SUBSTANTIAL).sum())),
        ("independent origins", float(len(found.origins))),
    )


def _held(found: Tally, scene: Scene) -> tuple[tuple[str, float], ...]:
    """Where dated maps of areas held put the matches, when there are such maps."""
    if scene.held is None:
        return ()
    share = scene.held[found.each.value >= SUBSTANTIAL]
    known = share[~np.isnan(share)]
    return (
        ("matches in areas shown as held", float(known.sum())),
        ("matches outside them", float(len(known) - known.sum())),
        ("matches on days or places without a map", float(len(share) - len(known))),
    )


def _rate(
    case: Case,
    clause: Clause,
    window: Window,
    scene: Scene,
    found: Tally,
) -> Rate | None:
    """Matching incidents inside what was seen, per 100 km·h seen; ``None`` without any.

    An incident known from elsewhere than the watched area and time is not in this rate: it
    would make the watched part look worse than it was.
    """
    coverage = scene.sky.share(case.stretch, clause.standard.absent_at, window)
    if coverage.observed_km_h <= 0.0:
        return None
    evidence = scene.evidence
    likely = [int(i) for i in np.flatnonzero(found.each.value >= SUBSTANTIAL)]
    placed = np.array([i for i in likely if evidence.incidents[i].region], np.int64)
    regions = [evidence.incidents[i].region for i in placed.tolist()]
    lon = np.array([region.lon for region in regions if region is not None])
    lat = np.array([region.lat for region in regions if region is not None])
    seen = scene.sky.watch.seen(case.stretch.needs, clause.standard.absent_at, window, lon, lat)
    middle = (evidence.start_us[placed] + evidence.end_us[placed]) // 2
    return rate_of(float(seen.at(middle).sum()), coverage.observed_km_h)
