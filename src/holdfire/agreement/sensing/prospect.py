"""One clause before one sensor: what it could show, how probably, and why not more."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.agreement.sensing.observability import Family, Grade, Letters, judged
from holdfire.agreement.sensing.seeing import seen_once, watched_share
from holdfire.agreement.sensing.sensors import Detects, Sensor, Span, in_season
from holdfire.agreement.sensing.signs import Need, covers, needs_of_clause, smallest_calibre_mm
from holdfire.agreement.terms import Storage, WithdrawBy

__all__ = ["Cell", "Glimpse", "cell_of", "lasting_hours"]

STANDING = frozenset(
    {
        ClauseKind.STAND_FAST,
        ClauseKind.EXCLUSION,
        ClauseKind.MIN_DISTANCE,
        ClauseKind.MAX_COUNT,
        ClauseKind.PERMITTED_ONLY,
        ClauseKind.WITHDRAW_BY,
        ClauseKind.STORAGE,
        ClauseKind.NO_MINE,
        ClauseKind.ACCESS,
        ClauseKind.NOTIFY,
        ClauseKind.PROCEDURAL,
    }
)
"""Kinds whose violation stands for a while; that of the others is over in a moment."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One need before one sensor.

    ``seen`` is the probability that a violation of this need is seen at least once,
    ``watched`` the share of time and area in which its absence is known. ``whole`` is
    false where only a part or a hint of the need is detected.
    """

    need: str
    whole: bool
    p_detect: Span | None
    seen: Span
    watched: Span
    false_alarms_per_day: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause before a sensor. ``judged`` is the most its family can show."""

    sensor: Sensor
    judged: Letters
    shows: Letters
    share: Span
    glimpses: tuple[Glimpse, ...]
    why: tuple[str, ...] = ()

    @property
    def p_detect(self) -> Span | None:
        """The best detection probability of one look."""
        known = [each.p_detect for each in self.glimpses if each.p_detect is not None]
        return max(known, default=None)

    @property
    def wait_h(self) -> float | None:
        """The longest wait (hours) until what happened is known, where it is seen at all."""
        if self.sensor.latency_h is None:
            return None
        return self.sensor.latency_h + (self.sensor.revisit_h or 0.0)


def lasting_hours(clause: Clause, standing_h: float) -> float:
    """How long a standing violation lasts: from its start to the deadline if both are set."""
    terms = clause.terms
    if isinstance(terms, WithdrawBy | Storage) and terms.deadline is not None:
        start = getattr(terms, "start_by", None) or clause.starts
        if start is not None and start < terms.deadline:
            return float((terms.deadline - start).total_seconds()) / 3600.0
    return standing_h


def cell_of(
    clause: Clause, sensor: Sensor, share: Span, season: str, standing_h: float
) -> Cell:
    """What a sensor with this share of the clause's area in view could show in a season."""
    at_most = judged(clause)[Family(sensor.family)]
    needs = needs_of_clause(clause)
    why: list[str] = []
    found = [_glimpse(clause, sensor, need, share, season, standing_h, why) for need in needs]
    glimpses = tuple(each for each in found if each is not None)
    if not glimpses:
        why.append(f"it does not detect {' or '.join(need.name for need in needs)}")
    if share[1] == 0.0:
        why.append("it looks elsewhere")
    elif share[0] == 0.0:
        why.append("how much of the area it has in view is not known without shapes")
    elif share[0] < 1.0:
        why.append(f"it has {100 * share[0]:.0f} % of the area in view")
    able = _able(glimpses, len(needs), share)
    if able.violation > at_most.violation:
        why.append(f"a {sensor.family.value} by itself does not show which act it was")
    if able.compliance > at_most.compliance and at_most.compliance is Grade.NO:
        why.append(f"silence of a {sensor.family.value} is not taken as absence")
    return Cell(sensor, at_most, able.at_most(at_most), share, glimpses, tuple(why))


def _able(glimpses: tuple[Glimpse, ...], needs: int, share: Span) -> Letters:
    """What the numbers alone allow."""
    if share[1] == 0.0 or not any(each.seen[1] > 0.0 for each in glimpses):
        return Letters()
    every = len(glimpses) == needs and all(each.whole for each in glimpses)
    whole = every and share[0] > 0.0
    watching = [each for each in glimpses if each.watched[1] > 0.0]
    compliance = Grade.PART if watching else Grade.NO
    if len(watching) == needs and share[0] == 1.0:
        compliance = Grade.FULL
    return Letters(Grade.FULL if whole else Grade.PART, compliance)


def _glimpse(
    clause: Clause,
    sensor: Sensor,
    need: Need,
    share: Span,
    season: str,
    standing_h: float,
    why: list[str],
) -> Glimpse | None:
    """One need; ``None`` where the sensor detects nothing of it."""
    best, whole = _best(sensor, need)
    if best is None:
        return None
    smallest = smallest_calibre_mm(clause)
    if best.min_size_mm is not None and smallest is not None and best.min_size_mm > smallest:
        whole = False
        why.append(f"it tells {best.min_size_mm:g} mm apart, the clause begins at {smallest:g}")
    available = in_season(sensor.availability, season) or (0.0, 1.0)
    p_detect = in_season(best.p_detect, season)
    if p_detect is None:
        why.append(f"nobody has measured how well it detects {best.sign}")
    low, high = p_detect or (0.0, 1.0)
    look = (available[0] * low, available[1] * high)
    standing = clause.kind in STANDING
    lasting = lasting_hours(clause, standing_h) if standing else best.lasts_h
    if sensor.revisit_h is not None and lasting == 0.0:
        why.append(f"{best.sign} is over between two looks; give lasts if it leaves a trace")
    once = [seen_once(each, lasting, sensor.revisit_h) for each in look]
    seen = (once[0] * share[0] if whole else 0.0, once[1] * share[1])
    return Glimpse(
        need.name,
        whole,
        p_detect,
        seen,
        _watched(clause, sensor, (low, high), available, share, whole=whole, why=why),
        best.false_alarms_per_day,
    )


def _watched(
    clause: Clause,
    sensor: Sensor,
    p_detect: Span,
    available: Span,
    share: Span,
    *,
    whole: bool,
    why: list[str],
) -> Span:
    """The share of time and area in which an absence counts under the clause's standard."""
    if not whole:
        return 0.0, 0.0
    absent_at = clause.standard.absent_at
    if p_detect[1] < absent_at:
        why.append(f"its detection probability stays below {absent_at:g} (absent_at)")
        return 0.0, 0.0
    if sensor.revisit_h is not None and sensor.holds_h == 0.0:
        why.append("an absence is known at the moment of a look only; give holds")
    low, high = (watched_share(each, sensor.revisit_h, sensor.holds_h) for each in available)
    enough = p_detect[0] >= absent_at
    if not enough:
        why.append(f"only at its best it reaches {absent_at:g} (absent_at)")
    return (low * share[0] if enough else 0.0), high * share[1]


def _best(sensor: Sensor, need: Need) -> tuple[Detects | None, bool]:
    """What of the sensor meets the need best, and whether it meets all of it."""

    def worth(each: Detects) -> tuple[float, str]:
        return max((high for _, high in each.p_detect.values()), default=0.0), each.sign

    whole = [each for each in sensor.detects if each.sign in need.signs]
    if whole:
        return max(whole, key=worth), True
    special = [each for each in sensor.detects if covers(each.sign, need.objects)]
    if special:
        reached = frozenset().union(*(covers(each.sign, need.objects) for each in special))
        if reached == need.objects:
            return min(special, key=worth), True
        return max(special, key=worth), False
    hints = [each for each in sensor.detects if each.sign in need.hints]
    return (max(hints, key=worth), False) if hints else (None, False)
