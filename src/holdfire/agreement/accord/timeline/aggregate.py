"""Aggregates as set-valued terms: what is surely counted, and what may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from holdfire.agreement.accord.formula import Bound
from holdfire.agreement.accord.timeline.exists_node import bindings
from holdfire.agreement.accord.timeline.extent import (
    ANYTHING,
    NOTHING,
    End,
    Extent,
    Presence,
    exactly,
    union,
)
from holdfire.agreement.accord.timeline.node import Node
from holdfire.agreement.accord.timeline.pieces import Pieces, runs, value_at
from holdfire.agreement.accord.timeline.sweep import dilated
from holdfire.agreement.accord.timeline.temporal_node import reached
from holdfire.agreement.accord.timeline.term_node import Extents, TermNode
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.base.truth import Truth

__all__ = ["AggregateTerm", "Counted"]


class Counted(NamedTuple):
    """One binding: its values, where it counts, what it weighs; is it one the trace lists?"""

    env: Env
    pieces: Pieces
    weight: Extent
    listed: bool


class AggregateTerm(TermNode):
    """``count``, ``sum``, ``min``, ``max`` of bindings; ``duration`` of a formula.

    With a bound, a binding counts at ``t`` if the body holds at some instant the bound
    reaches back to; without one, if it holds at ``t``. The weight of a binding that the
    trace does not list is taken as not negative unless the weight is a calculation.
    """

    __slots__ = ("body", "bound", "kind", "signed", "variables", "weight")

    def __init__(
        self,
        kind: str,
        bound: Bound | None,
        weight: TermNode | None,
        variables: tuple[str, ...],
        body: Node,
        *,
        signed: bool = False,
    ) -> None:
        inner = (*body.free, *(weight.free if weight else ()))
        super().__init__(tuple(dict.fromkeys(n for n in inner if n not in variables)))
        self.kind = kind
        self.bound = bound
        self.weight = weight
        self.variables = variables
        self.body = body
        self.signed = signed

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Those of the body."""
        return self.body.sets

    @property
    def bodies(self) -> tuple[object, ...]:
        """The body."""
        return (self.body,)

    def looked_at(self, low: int, high: int) -> tuple[int, int]:
        """The instants at which the body matters."""
        if self.bound is None:
            return low, high
        return reached(self.bound, low, high, future=False)

    def counted(self, view: View, env: Env, low: int, high: int) -> list[Counted]:
        """Every binding that may count at an instant of the window."""
        outer = {name: env[name] for name in self.free}
        first, last = self.looked_at(low, high)
        out = []
        for one in bindings(self.body, self.variables, view, outer, first, last):
            if self.bound is None:
                pieces = self.body.pieces(view, one, low, high)
            else:
                base, occurrences = self.body.course(view, one, first, last)
                reach = (self.bound.low, self.bound.high)
                pieces = dilated(base, occurrences, (low, high), reach)
            if len(pieces) > 1 or pieces[0][1] is not Truth.FALSE:
                listed = all(one[name] is not None for name in self.variables if name in one)
                out.append(Counted(one, pieces, self._weighed(view, one, first, last), listed))
        return out

    def _weighed(self, view: View, env: Env, low: int, high: int) -> Extent:
        if self.weight is None:
            return exactly(1)
        return _hulled(self.weight.extents(view, env, low, high))

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The set of possible results, stretch by stretch."""
        if self.kind == "duration":
            return self._durations(view, env, low, high)
        found = self.counted(view, env, low, high)
        settled = view.other is not Truth.UNKNOWN
        starts = sorted({low} | {start for one in found for start, _ in one.pieces})
        out: list[tuple[int, Extent]] = []
        for start in starts:
            there = [(one, value_at(one.pieces, start)) for one in found]
            extent = self._result([(o, v) for o, v in there if v], settled=settled)
            if not out or out[-1][1] != extent:
                out.append((start, extent))
        return out

    def _result(self, there: Sequence[tuple[Counted, Truth]], *, settled: bool) -> Extent:
        if self.kind in {"count", "sum"}:
            return _total(there, signed=self.signed, settled=settled)
        return _utmost(there, greatest=self.kind == "max")

    def _durations(self, view: View, env: Env, low: int, high: int) -> Extents:
        bound = self.bound or Bound()
        first, last = reached(bound, low, high, future=False)
        outer = {name: env[name] for name in self.free}
        found: list[Pieces] = [((first, Truth.FALSE),)]
        found += [
            self.body.pieces(view, one, first, last)
            for one in bindings(self.body, self.variables, view, outer, first, last)
        ]
        measures = []
        for level in (Truth.TRUE, Truth.UNKNOWN):
            union_runs = sorted({run for one in found for run in runs(one, last, level)})
            measures.append(_Measure(union_runs))
        stamps = {at for one in found for at, _ in one}
        shifts = [bound.low] if bound.high is None else [bound.low, bound.high]
        starts = sorted(
            {low} | {at + by for at in stamps for by in shifts if low < at + by <= high}
        )
        return [(start, _lasting(measures, bound, first, start)) for start in starts]


def _hulled(extents: Extents) -> Extent:
    if len(extents) == 1:
        return extents[0][1]
    if any((e.low and e.low.rate) or (e.high and e.high.rate) for _, e in extents):
        return ANYTHING
    return union([extent for _, extent in extents])


def _total(there: Sequence[tuple[Counted, Truth]], *, signed: bool, settled: bool) -> Extent:
    low: int | None = 0
    high: int | None = 0
    for one, value in there:
        if not one.listed and settled and value is Truth.TRUE:
            least: int | None = 1
            most: int | None = 1
        elif not one.listed:
            least, most = None if signed else 0, None
        else:
            least = None if one.weight.low is None else one.weight.low.value
            most = None if one.weight.high is None else one.weight.high.value
            if value is Truth.UNKNOWN:
                least = None if least is None else min(least, 0)
                most = None if most is None else max(most, 0)
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    if low is not None and low == high:
        return exactly(low)
    return Extent(None, _end(low), _end(high))


def _end(value: int | None) -> End | None:
    return None if value is None else End(value)


def _utmost(there: Sequence[tuple[Counted, Truth]], *, greatest: bool) -> Extent:
    """The least or greatest weight of what surely counts, moved by what may count."""
    sure = [one.weight if one.listed else ANYTHING for one, v in there if v is Truth.TRUE]
    maybe = [one.weight if one.listed else ANYTHING for one, v in there]
    if not maybe:
        return NOTHING
    presence = Presence.SURE if sure else Presence.MAYBE
    lows, highs = [w.low for w in maybe], [w.high for w in maybe]
    if greatest:
        low = _most([w.low for w in sure], open_loses=True) if sure else _fewest(lows)
        return Extent(None, low, _most(highs), presence)
    high = _fewest([w.high for w in sure], open_loses=True) if sure else _most(highs)
    return Extent(None, _fewest(lows), high, presence)


def _most(ends: Sequence[End | None], *, open_loses: bool = False) -> End | None:
    known = [end for end in ends if end is not None]
    if not known or (len(known) < len(ends) and not open_loses):
        return None
    return max(known)


def _fewest(ends: Sequence[End | None], *, open_loses: bool = False) -> End | None:
    known = [end for end in ends if end is not None]
    if not known or (len(known) < len(ends) and not open_loses):
        return None
    return min(known)


class _Measure:
    """How many instants of a set of runs lie before an instant."""

    __slots__ = ("runs",)

    def __init__(self, sorted_runs: Sequence[tuple[int, int]]) -> None:
        self.runs: list[tuple[int, int]] = []
        for start, end in sorted_runs:
            if self.runs and start <= self.runs[-1][1] + 1:
                self.runs[-1] = (self.runs[-1][0], max(end, self.runs[-1][1]))
            else:
                self.runs.append((start, end))

    def before(self, at: int) -> int:
        """The instants of the set that are less than ``at``."""
        return sum(min(end, at - 1) - start + 1 for start, end in self.runs if start < at)

    def holds(self, at: int) -> int:
        """One if the instant is in the set."""
        return int(any(start <= at <= end for start, end in self.runs))


def _lasting(measures: Sequence[_Measure], bound: Bound, first: int, start: int) -> Extent:
    """``[sure, possible]`` time within ``[t - high, t - low)``, moving with ``t``."""
    ends = []
    for measure in measures:
        until = start - bound.low
        since = first if bound.high is None else start - bound.high
        length = measure.before(until) - measure.before(since)
        rate = measure.holds(until) - (0 if bound.high is None else measure.holds(since))
        ends.append(End(length - rate * start, rate))
    if ends[0] == ends[1] and ends[0].rate == 0:
        return exactly(ends[0].value)
    return Extent(None, ends[0], ends[1])
