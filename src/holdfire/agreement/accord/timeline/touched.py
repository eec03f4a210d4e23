"""Which keys and which stretch of a formula's value a statement can change.

For each operator the stretch is what its definition can reach: of ``once[a, b]`` a change
on ``[s, e]`` can touch ``[s + a, e + b]`` and nothing else, and so on for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.aggregate import AggregateTerm
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.exists_node import ExistsNode
from holdfire.agreement.accord.timeline.leaf_node import CompareNode, MemberNode
from holdfire.agreement.accord.timeline.node import Node
from holdfire.agreement.accord.timeline.statement import Claimed, Quiet, Statement, Supposed
from holdfire.agreement.accord.timeline.temporal_node import (
    EventuallyNode,
    OnceNode,
    SinceNode,
    UntilNode,
)
from holdfire.agreement.accord.timeline.term_node import (
    ApplyTerm,
    ArithmeticTerm,
    ConstantTerm,
    NameTerm,
    TermNode,
    VariableTerm,
)
from holdfire.agreement.accord.trace import FOREVER, NEVER

__all__ = ["Touched", "touched"]


class Touched(NamedTuple):
    """Values of some variables, and the stretch that may change under them."""

    bound: tuple[tuple[str, Value], ...]
    start: int
    end: int


def touched(node: Node, statement: Statement) -> list[Touched]:
    """What a statement, arriving or withdrawn, may change of a node."""
    return list(dict.fromkeys(_node(node, statement, whole=False)))


def _node(node: Node, statement: Statement, *, whole: bool) -> Iterator[Touched]:
    """``whole`` is set where a newly listed fact may matter at all times."""
    match node:
        case AtomNode():
            yield from _atom(node, statement, whole=whole)
            yield from _terms(node.terms, statement)
        case CompareNode():
            yield from _terms((node.left, node.right), statement)
        case MemberNode():
            yield from _terms((node.term,), statement)
        case ExistsNode():
            yield from _without(_node(node.body, statement, whole=whole), node.variables)
        case OnceNode() | EventuallyNode() | SinceNode() | UntilNode():
            yield from _temporal(node, statement, whole=whole)
        case _:
            for child in node.children:
                yield from _node(child, statement, whole=whole)


def _temporal(
    node: OnceNode | EventuallyNode | SinceNode | UntilNode,
    statement: Statement,
    *,
    whole: bool,
) -> Iterator[Touched]:
    low, high, future = node.bound.low, node.bound.high, node.future
    if isinstance(node, OnceNode | EventuallyNode):
        for one in _node(node.body, statement, whole=whole):
            yield _moved(one, low, high, future=future)
        return
    for one in _node(node.left, statement, whole=whole):
        yield _moved(one, 0, high, future=future)
    for one in _node(node.right, statement, whole=whole):
        yield _moved(one, low, high, future=future)


def _moved(one: Touched, low: int, high: int | None, *, future: bool) -> Touched:
    if future:
        start = NEVER if high is None else max(one.start - high, NEVER)
        return one._replace(start=start, end=one.end - low)
    end = FOREVER if high is None else min(one.end + high, FOREVER)
    return one._replace(start=one.start + low, end=end)


def _without(found: Iterable[Touched], names: Sequence[str]) -> Iterator[Touched]:
    for one in found:
        yield one._replace(bound=tuple(pair for pair in one.bound if pair[0] not in names))


def _atom(node: AtomNode, statement: Statement, *, whole: bool) -> Iterator[Touched]:
    if isinstance(statement, Supposed) or statement.predicate != node.predicate:
        return
    match statement:
        case Quiet(_, key, start, end):
            about = key
        case Claimed(_, about, claim):
            start, end = (NEVER, FOREVER) if whole else (claim.start, claim.end)
    bound = () if about is None else _unified(node.terms, about)
    if bound is not None:
        yield Touched(bound, start, end)


def _unified(
    terms: Sequence[TermNode], key: Sequence[Value]
) -> tuple[tuple[str, Value], ...] | None:
    """The variables that a key binds; ``None`` where it cannot be meant."""
    if len(terms) != len(key):
        return None
    found: dict[str, Value] = {}
    for term, value in zip(terms, key, strict=True):
        if isinstance(term, ConstantTerm) and term.value != value:
            return None
        if isinstance(term, VariableTerm) and found.setdefault(term.variable, value) != value:
            return None
    return tuple(sorted(found.items()))


def _terms(terms: Sequence[TermNode], statement: Statement) -> Iterator[Touched]:
    for term in terms:
        match term:
            case NameTerm() if isinstance(statement, Supposed):
                if statement.terms is None and statement.function == term.anchor:
                    yield Touched((), NEVER, FOREVER)
            case ArithmeticTerm():
                yield from _terms((term.left, term.right), statement)
            case ApplyTerm():
                yield from _terms(term.terms, statement)
                yield from _applied(term, statement)
            case AggregateTerm():
                yield from _aggregate(term, statement)


def _applied(term: ApplyTerm, statement: Statement) -> Iterator[Touched]:
    if not isinstance(statement, Supposed) or statement.function != term.function:
        return
    if statement.terms is None:
        return
    bound = _unified(term.terms, statement.terms)
    if bound is not None:
        yield Touched(bound, statement.start, statement.end)


def _aggregate(term: AggregateTerm, statement: Statement) -> Iterator[Touched]:
    """Of a sum, a fact that is newly listed or no longer so may change all times."""
    found = list(_node(term.body, statement, whole=term.kind != "count"))
    if term.weight is not None:
        weighed = _terms((term.weight,), statement)
        found += [one._replace(start=NEVER, end=FOREVER) for one in weighed]
    for one in _without(found, term.variables):
        if term.bound is None and term.kind != "duration":
            yield one
        elif term.bound is None:
            yield one._replace(end=FOREVER)
        else:
            yield _moved(one, term.bound.low, term.bound.high, future=False)
