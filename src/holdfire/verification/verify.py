"""Every clause of every reading against what was recorded and what was seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from holdfire.agreement.accord.register import Register
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.base.instant import TimeSpan
from holdfire.detections.coverage import Coverage
from holdfire.detections.holding import Holding
from holdfire.incidents.record import Incident
from holdfire.verification.answer import unanswered
from holdfire.verification.binding import Binding, bindings
from holdfire.verification.exposure import NOTHING
from holdfire.verification.kinds import judge
from holdfire.verification.notice import with_notices
from holdfire.verification.scene import Scene, set_scene
from holdfire.verification.verdict import (
    ClauseVerdict,
    CoverageShare,
    ReadingVerdict,
    Verification,
    Witness,
)

__all__ = ["verify"]

_MOST_GAPS = 20


def verify(
    agreement: Agreement,
    incidents: Iterable[Incident],
    coverage: Iterable[Coverage],
    period: TimeSpan,
    *,
    holdings: Sequence[Holding] = (),
    registers: Sequence[Register] = (),
) -> Verification:
    """Judge the whole text over the period, reading by reading, nothing merged.

    Each clause is judged over the part of the period in which it binds, by the text in
    force then; an amendment inside the period gives a verdict for each side of it. The
    order of incidents and coverage changes nothing, and neither do the parties' names.
    ``holdings`` (dated areas held) are set beside the matches as figures; since nothing
    here says whose they are, they decide nothing. ``registers`` are what bodies did, told or
    moved, as their keepers entered it; clauses on duties rest on them alone.
    """
    scene = set_scene(agreement, incidents, coverage, holdings, registers)
    readings = tuple(
        ReadingVerdict(name, title, tuple(_judged(binding, bound, scene) for binding in bound))
        for name, title, bound in bindings(agreement, period)
    )
    clauses = [clause for reading in readings for clause in reading.clauses]
    share = _together(clauses)
    return Verification(
        agreement=agreement.id,
        agreement_version=agreement.version,
        period=period,
        readings=readings,
        coverage=share,
        gaps=share.gaps,
    )


def _judged(binding: Binding, bound: Sequence[Binding], scene: Scene) -> ClauseVerdict:
    """One version of a clause; one that does not bind in the period says so."""
    if binding.window is None:
        return _not_binding(binding.clause)
    others = [
        other.clause
        for other in bound
        if other.window is not None
        and other.window.start < binding.window.end
        and binding.window.start < other.window.end
    ]
    return judge(with_notices(binding.clause, others), binding.window, scene)


def _not_binding(clause: Clause) -> ClauseVerdict:
    """Why a clause was not asked at all."""
    if clause.start_awaits:
        what = f"its start waits for an event without a date: {', '.join(clause.start_awaits)}"
        return unanswered(
            clause, f"The clause does not bind yet: {what}.", (Witness("register", what),)
        )
    return unanswered(clause, "The clause binds at no time of this period.")


def _together(clauses: Iterable[ClauseVerdict]) -> CoverageShare:
    """The coverage of all clauses, weighted by their kilometre-hours."""
    shares = [c.coverage for c in clauses if c.coverage.total_km_h > 0.0]
    gaps = tuple(dict.fromkeys(gap for share in shares for gap in share.gaps))
    total = math.fsum(share.total_km_h for share in shares)
    if total <= 0.0:
        return NOTHING
    observed = math.fsum(share.observed_km_h for share in shares)
    sides: dict[str, list[tuple[float, float]]] = {}
    for share in shares:
        for label, part in share.by_side:
            sides.setdefault(label, []).append((part * share.total_km_h, share.total_km_h))
    return CoverageShare(
        share=round(observed / total, 12),
        observed_km_h=round(observed, 6),
        total_km_h=round(total, 6),
        by_side=tuple(
            (
                label,
                round(math.fsum(p[0] for p in parts) / math.fsum(p[1] for p in parts), 12),
            )
            for label, parts in sides.items()
        ),
        gaps=gaps[:_MOST_GAPS],
    )
