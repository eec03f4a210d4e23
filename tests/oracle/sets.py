"""Set-valued terms: what holds for all pairs of values, for none, or for some.

A value that no statement lists is *fresh*: it differs from every value that is known, and
nothing else can be said of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import product

from tests.oracle.tree import ORDER, SUMS, holds

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Possible
from holdfire.base.truth import Truth

__all__ = [
    "anything",
    "combine",
    "compare",
    "ends",
    "fresh",
    "hull",
    "is_fresh",
    "one",
    "total",
    "union",
]

NOTHING = "\1"
"""Where there is nothing to take the least or the greatest of: no comparison with it holds."""

MIRROR = {">": "<", ">=": "<="}


def one(value: Value) -> Possible:
    """The set of this value alone."""
    return Possible((value,))


def anything() -> Possible:
    """No more is known than that there is a value."""
    return Possible()


def fresh(name: str) -> str:
    """A value unlike all known ones."""
    return "\0" + name


def is_fresh(value: Value) -> bool:
    """Is it a value unlike all known ones?"""
    return isinstance(value, str) and value.startswith("\0")


def ends(of: Possible) -> tuple[float, float]:
    """The lowest and the highest number."""
    if of.values and not any(map(is_fresh, of.values)):
        numbers = [v for v in of.values if isinstance(v, int)]
        return min(numbers), max(numbers)
    return (
        -math.inf if of.low is None else of.low,
        math.inf if of.high is None else of.high,
    )


def hull(low: float, high: float) -> Possible:
    """The interval with these ends."""
    return Possible(
        low=None if math.isinf(low) else int(low), high=None if math.isinf(high) else int(high)
    )


def union(sets: Iterable[Possible]) -> Possible:
    """Any value of any of the sets."""
    found = list(sets)
    if all(of.values for of in found):
        return Possible(tuple(dict.fromkeys(v for of in found for v in of.values)))
    both = [ends(of) for of in found]
    return hull(min(low for low, _ in both), max(high for _, high in both))


def combine(op: str, left: Possible, right: Possible) -> Possible:
    """Sum, difference or product of every pair."""
    if any(map(is_fresh, left.values + right.values)):
        return anything()
    if left.values and right.values:
        pairs = product(left.values, right.values)
        found = [SUMS[op](a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
        return Possible(tuple(dict.fromkeys(found)) or (NOTHING,))
    corners = [
        0 if op == "*" and 0 in {a, b} else SUMS[op](a, b)
        for a, b in product(ends(left), ends(right))
    ]
    return hull(min(corners), max(corners))


def _outcomes(op: str, a: Value, b: Value, known: Collection[Value]) -> set[bool]:
    if NOTHING in {a, b}:
        return {False}
    if is_fresh(a) or is_fresh(b):
        other = b if is_fresh(a) else a
        apart = op in {"=", "!="} and not is_fresh(other) and other in known
        return {op == "!="} if apart else {True, False}
    return {holds(op, a, b)}


def _numbers(of: Possible) -> tuple[Value, ...]:
    return tuple(value for value in of.values if isinstance(value, int))


def compare(op: str, left: Possible, right: Possible, known: Collection[Value]) -> Truth:  # noqa: PLR0911
    """True if all pairs satisfy it, false if none does, else unknown."""
    if left.values and right.values:
        found = set().union(
            *(_outcomes(op, a, b, known) for a, b in product(left.values, right.values))
        )
        return Truth.UNKNOWN if len(found) == 2 else Truth.of(found.pop())
    if any(map(is_fresh, left.values + right.values)):
        return Truth.UNKNOWN
    texts = [v for v in left.values + right.values if not isinstance(v, int)]
    if texts:  # a text beside an interval of numbers is other than any of them
        told = {Truth.of(op == "!=" and v != NOTHING) for v in texts}
        a, b = (replace(of, values=_numbers(of)) for of in (left, right))
        if (a.values or not left.values) and (b.values or not right.values):
            told.add(compare(op, a, b, known))
        return told.pop() if len(told) == 1 else Truth.UNKNOWN
    if op == "!=":
        return compare("=", left, right, known).negated()
    if op in MIRROR:
        return compare(MIRROR[op], right, left, known)
    (low, high), (other_low, other_high) = ends(left), ends(right)
    if op == "=":
        finite, span = (left, right) if left.values else (right, left)
        inside = [v for v in finite.values if isinstance(v, int) and _in(v, span)]
        touch = low <= other_high and other_low <= high
        can = bool(inside) if finite.values else touch
        return Truth(can + (low == high == other_low == other_high))
    return Truth(bool(ORDER[op](low, other_high)) + bool(ORDER[op](high, other_low)))


def _in(value: int, span: Possible) -> bool:
    low, high = ends(span)
    return low <= value <= high


Row = tuple[Truth, Possible, bool]
"""Is it counted, with which weight, and may it be any number of things that nothing lists?"""


def total(kind: str, rows: Iterable[Row]) -> Possible:
    """What is surely counted, and what may be.

    Of a thing that nothing lists, the amount is not known; it is not less than nothing.
    """
    counted = [
        r for r in rows if r[0] is not Truth.FALSE and (kind == "count" or _amount(r[1]))
    ]
    if kind in {"min", "max"}:
        return _utmost(min if kind == "min" else max, counted)
    low = high = 0.0
    for truth, weight, many in counted:
        least, most = (1, 1) if kind == "count" else ends(weight)
        if truth is Truth.TRUE:
            low, high = low + least, high + most
        else:
            low += 0 if many else min(least, 0)
            high += math.inf if many else max(most, 0)
    return hull(low, high)


def _amount(weight: Possible) -> bool:
    """A text is no amount."""
    return not weight.values or any(isinstance(v, int) or is_fresh(v) for v in weight.values)


def _utmost(pick: Callable[[Iterable[float]], float], counted: Sequence[Row]) -> Possible:
    """The least or greatest of what is surely counted and of any choice of the rest."""
    sure = [ends(weight)[0] for truth, weight, _ in counted if truth is Truth.TRUE]
    maybe = [ends(weight)[0] for truth, weight, many in counted if not many]
    if any(many for _, _, many in counted):
        if not sure:
            return anything()
        return hull(-math.inf, min(sure)) if pick is min else hull(max(sure), math.inf)
    beyond = [w for w in maybe if not sure or pick([w, pick(sure)]) == w]
    found: list[Value] = [int(w) for w in beyond]
    return Possible(tuple(found) if sure else (*found, NOTHING))
