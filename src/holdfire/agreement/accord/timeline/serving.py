"""Which instants a stretch of the body, or an occurrence, serves to make an operator true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfire.agreement.accord.timeline.aggregate import AggregateTerm
from holdfire.agreement.accord.timeline.node import TRUE
from holdfire.agreement.accord.timeline.sweep import ENDLESS, Occurrence, endless
from holdfire.agreement.accord.timeline.temporal_node import (
    EventuallyNode,
    OnceNode,
)
from holdfire.agreement.accord.timeline.term_node import (
    ApplyTerm,
    ArithmeticTerm,
    TermNode,
)

__all__ = ["Served", "aggregates", "needed", "served_by"]


def aggregates(terms: Sequence[TermNode]) -> Iterator[AggregateTerm]:
    """The aggregates in terms."""
    for term in terms:
        match term:
            case AggregateTerm():
                yield term
            case ArithmeticTerm():
                yield from aggregates((term.left, term.right))
            case ApplyTerm():
                yield from aggregates(term.terms)


Served = tuple[int, int, tuple[int, int] | Occurrence]
"""The instants that something serves, and what."""


def served_by(
    node: OnceNode | EventuallyNode,
    true_runs: Sequence[tuple[int, int]],
    occurrences: Sequence[Occurrence],
) -> list[Served]:
    """What makes the operator true at which instants."""
    a, b = node.bound.low, ENDLESS if node.bound.high is None else node.bound.high
    out: list[Served] = []
    for run in true_runs:
        start, end = endless(*run)
        reach = (start - b, end - a) if node.future else (start + a, end + b)
        out.append((*reach, run))
    for one in occurrences:
        if one.value is TRUE:
            held = (one.end - b, one.start - a) if node.future else (one.end + a, one.start + b)
            out.append((*held, one))
    return out


def needed(
    node: OnceNode | EventuallyNode, run: tuple[int, int], low: int, high: int
) -> tuple[int, int]:
    """The part of a true run that serves every instant of ``[low, high]``."""
    a = node.bound.low
    if node.future:
        return max(run[0], min(low + a, run[1])), max(run[0], min(high + a, run[1]))
    return min(run[1], max(low - a, run[0])), min(run[1], max(high - a, run[0]))
