"""Walks over trees, and what both direct evaluators do with values."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from holdfire.agreement.accord.formula import (
    Always,
    Atom,
    Bound,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Not,
    Once,
    Or,
    Since,
    Until,
    Verum,
)  # fmt: skip
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Value,
    Variable,
)

__all__ = [
    "ORDER",
    "SUMS",
    "constants",
    "derived",
    "free_names",
    "holds",
    "moves",
    "nodes",
    "parts_of",
    "value_of",
    "within",
]

ORDER = {"<": operator.lt, "<=": operator.le, ">=": operator.ge, ">": operator.gt}
SUMS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def parts_of(node: object) -> tuple[object, ...]:
    """The fields of a node, or the items of a tuple."""
    if isinstance(node, tuple):
        return node
    if is_dataclass(node):
        return tuple(getattr(node, field.name) for field in fields(node))
    return ()


def nodes(node: object) -> Iterator[object]:
    """Every part of a tree, from left to right, itself first."""
    yield node
    for part in parts_of(node):
        yield from nodes(part)


def constants(node: object) -> set[Value]:
    """Every constant written in a tree."""
    return {part.value for part in nodes(node) if isinstance(part, Constant)}


def free_names(node: object) -> tuple[str, ...]:
    """The free variables in order of first appearance."""
    if isinstance(node, Variable):
        return (node.name,)
    bound = set(node.variables) if isinstance(node, Exists | Forall | Aggregate) else set()
    if isinstance(node, Aggregate):
        bound |= set(free_names(node.weight))
    found = [name for part in parts_of(node) for name in free_names(part) if name not in bound]
    return tuple(dict.fromkeys(found))


def within(bound: Bound, distance: int) -> bool:
    """Does a bound, closed at both ends, reach this far and not begin farther?"""
    return bound.low <= distance and (bound.high is None or distance <= bound.high)


def holds(op: str, left: Value, right: Value) -> bool:
    """A comparison; a name and a number are never equal and never in order."""
    if op in {"=", "!="}:
        return (left == right) == (op == "=")
    if isinstance(left, int) != isinstance(right, int):
        return False
    return bool(ORDER[op](left, right))


def value_of(term: Term, names: Mapping[str, Value]) -> Value:
    """The one value of a term over points, where no term is set-valued."""
    if isinstance(term, Variable):
        return names[term.name]
    if isinstance(term, Constant):
        return term.value
    assert isinstance(term, Arithmetic), f"not over points: {term}"
    left, right = value_of(term.left, names), value_of(term.right, names)
    if not (isinstance(left, int) and isinstance(right, int)):
        return f"{left} {term.op} {right}"  # a name that nothing has: no fact speaks of it
    return SUMS[term.op](left, right)  # type: ignore[no-any-return]


def derived(phi: Formula) -> Formula:
    """One step: an operator by its definition in the others."""
    match phi:
        case Implies(left, right):
            return Or((Not(left), right))
        case Forall(variables, body):
            return Not(Exists(variables, Not(body)))
        case Once(bound, body):
            return Since(bound, Verum(), body)
        case Eventually(bound, body):
            return Until(bound, Verum(), body)
        case Historically(bound, body):
            return Not(Once(bound, Not(body)))
        case Always(bound, body):
            return Not(Eventually(bound, Not(body)))
    raise AssertionError(f"no definition: {phi}")


def moves(node: object) -> bool:
    """May it change as time passes? Facts, functions, ``now`` and what is counted may."""
    return any(
        isinstance(part, Atom | Apply | Aggregate) or part == Name("now")
        for part in nodes(node)
    )
