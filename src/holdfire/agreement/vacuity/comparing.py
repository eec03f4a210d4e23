"""Scenes that settle a comparison: a distance beside a limit, a count beside a number."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from holdfire.agreement.accord.formula import Compare, Formula
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Value,
)
from holdfire.agreement.vacuity.scene import SOMETHING_ELSE, Scene, Worth, joined

__all__ = ["Env", "Maker", "Moment", "compare"]

Moment = tuple[int, int]
"""The span over which something shall hold; mostly one instant."""

Env = Mapping[str, Value]
"""What the variables stand for."""

_NOTHING: Scene = frozenset()
_HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_NEGATED = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
_SWAPPED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}
MOST_INDIVIDUALS = 64
"""More than so many individuals are not invented to be counted."""


class Maker(Protocol):
    """Who makes the body of an aggregate true, and knows what terms are worth.

    ``limits`` are the numbers of the whole clause: a term that stands between two limits
    has to be tried at those of its neighbours, too.
    """

    limits: tuple[int, ...]

    def make(self, formula: Formula, at: Moment, env: Env, *, want: bool) -> Iterator[Scene]:
        """Scenes in which the formula has the wanted value."""

    def worth(self, term: Term, env: Env) -> Value:
        """The value a term has here."""

    def fresh(self, variables: Sequence[str], env: Env, number: int) -> Env:
        """The environment with new individuals for the variables."""


def compare(
    maker: Maker, formula: Compare, at: Moment, env: Env, *, want: bool
) -> Iterator[Scene]:
    """Scenes in which the comparison is true, or false."""
    op = formula.op if want else _NEGATED[formula.op]
    left, right = formula.left, formula.right
    if isinstance(left, Aggregate) and isinstance(right, Aggregate):
        yield from _counted(maker, left, op, 0, _NOTHING, at, env)
        yield from _counted(maker, right, _SWAPPED[op], 0, _NOTHING, at, env)
        return
    if isinstance(right, Aggregate) or (
        isinstance(left, Constant) and isinstance(right, Apply)
    ):
        left, right, op = right, left, _SWAPPED[op]
    for ends, given in _numbers(maker, right, at, env):
        if isinstance(left, Aggregate):
            yield from _counted(maker, left, op, ends[0], given, at, env)
        elif isinstance(left, Apply):
            yield from _valued(maker, left, op, ends, given, env)
        else:
            yield from _plain(maker, left, op, ends, given, at, env)


def _numbers(
    maker: Maker, term: Term, at: Moment, env: Env
) -> Iterator[tuple[tuple[Value, Value], Scene]]:
    """The lowest and highest value of a side, with what makes it so."""
    if isinstance(term, Name) and term.name == "now":
        yield (at[0], at[1]), _NOTHING
    elif isinstance(term, Arithmetic):
        for (low, high), scene in _numbers(maker, term.left, at, env):
            for (other_low, other_high), more in _numbers(maker, term.right, at, env):
                both = joined(scene, more)
                if both is not None:
                    ends = _computed(term.op, (low, high), (other_low, other_high))
                    yield ends, both
    elif isinstance(term, Apply):
        key = tuple(maker.worth(each, env) for each in term.terms)
        numbers = [value for value in key if isinstance(value, int)]
        if term.function == "between" and len(numbers) == 2:
            yield (min(numbers), max(numbers)), _NOTHING
        elif numbers or not key:
            for value in dict.fromkeys(numbers or [1]):
                yield (value, value), frozenset({Worth(term.function, key, (value,))})
        else:
            worth = maker.worth(term, env)
            yield (worth, worth), _NOTHING
    else:
        worth = maker.worth(term, env)
        yield (worth, worth), _NOTHING


def _computed(
    op: str, one: tuple[Value, Value], two: tuple[Value, Value]
) -> tuple[Value, Value]:
    """Arithmetic on the ends; names stay as they are."""
    ends = [
        {"+": operator.add, "-": operator.sub, "*": operator.mul}[op](a, b)
        for a, b in zip(one, two, strict=True)
        if isinstance(a, int) and isinstance(b, int)
    ]
    return (min(ends), max(ends)) if ends else one


def _plain(
    maker: Maker,
    left: Term,
    op: str,
    ends: tuple[Value, Value],
    given: Scene,
    at: Moment,
    env: Env,
) -> Iterator[Scene]:
    """Two sides of which nothing can be chosen: it holds, or it does not."""
    for (low, high), scene in _numbers(maker, left, at, env):
        both = joined(scene, given)
        if both is not None and _holds(op, (low, high), ends):
            yield both


def _holds(op: str, one: tuple[Value, Value], two: tuple[Value, Value]) -> bool:
    """Do all values of both sides keep the comparison?"""
    values = [(a, b) for a in one for b in two]
    if all(isinstance(a, int) and isinstance(b, int) for a, b in values):
        return all(
            _HOLDS[op](a, b) for a, b in values if isinstance(a, int) and isinstance(b, int)
        )
    return all((a == b) is (op == "=") for a, b in values) and op in {"=", "!="}


def _valued(
    maker: Maker,
    left: Apply,
    op: str,
    ends: tuple[Value, Value],
    given: Scene,
    env: Env,
) -> Iterator[Scene]:
    """A term that may be worth anything: the value just on the right side of the limit."""
    key = tuple(maker.worth(term, env) for term in left.terms)
    low, high = ends
    if isinstance(low, int) and isinstance(high, int):
        strict = {"<": low - 1, ">": high + 1, "!=": high + 1, "<=": low}
        near = [strict.get(op, high), low - 1, high + 1, low, high]
        tried: list[Value] = [*near, *maker.limits]
    else:
        tried = [low, SOMETHING_ELSE]
    for value in dict.fromkeys(tried):
        negative = isinstance(value, int) and value < 0
        if not negative and _holds(op, (value, value), ends):
            both = joined(given, frozenset({Worth(left.function, key, (value,))}))
            if both is not None:
                yield both


def _counted(
    maker: Maker,
    total: Aggregate,
    op: str,
    limit: Value,
    given: Scene,
    at: Moment,
    env: Env,
) -> Iterator[Scene]:
    """So many individuals, or one that stands for so many."""
    if not isinstance(limit, int):
        return
    fits = [n for n in (limit - 1, limit, limit + 1, 0) if n >= 0 and _HOLDS[op](n, limit)]
    for number in sorted(dict.fromkeys(fits)):
        for scene in _so_many(maker, total, number, at, env):
            both = joined(given, scene)
            if both is not None:
                yield both


def _so_many(
    maker: Maker, total: Aggregate, number: int, at: Moment, env: Env
) -> Iterator[Scene]:
    """Scenes in which the aggregate is exactly so much."""
    if number == 0:
        yield _NOTHING
        return
    if total.kind == "duration":
        yield from maker.make(total.body, (at[1] - number + 1, at[1]), env, want=True)
        return
    if isinstance(total.weight, Apply):
        inner = maker.fresh(total.variables, env, 1)
        key = tuple(maker.worth(term, inner) for term in total.weight.terms)
        worth: Scene = frozenset({Worth(total.weight.function, key, (number,))})
        for scene in maker.make(total.body, at, inner, want=True):
            both = joined(scene, worth)
            if both is not None:
                yield both
        return
    if number <= MOST_INDIVIDUALS:
        yield from _each(maker, total, number, at, env)


def _each(maker: Maker, total: Aggregate, number: int, at: Moment, env: Env) -> Iterator[Scene]:
    """One individual after the other, each in the plainest way."""
    scene = _NOTHING
    for index in range(1, number + 1):
        inner = maker.fresh(total.variables, env, index)
        first = next(maker.make(total.body, at, inner, want=True), None)
        both = joined(scene, first) if first is not None else None
        if both is None:
            return
        scene = both
    yield scene
