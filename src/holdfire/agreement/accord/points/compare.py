"""Terms and comparisons as functions of the current values of the variables."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from holdfire.agreement.accord.formula import Compare
from holdfire.agreement.accord.points.world import FRESH, World
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Arithmetic, Constant, Term, Variable

__all__ = ["compare_check", "term_value"]

_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_SUMS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def term_value(term: Term, world: World) -> Callable[[], Any]:
    """The value of a term whose variables all have one."""
    env = world.env
    match term:
        case Variable(name):
            slot = world.slot(name)
            return lambda: env[slot]
        case Constant(value):
            return lambda: value
        case Arithmetic(op, left, right):
            one, other, apply = term_value(left, world), term_value(right, world), _SUMS[op]

            def compute() -> Any:
                a, b = one(), other()
                if isinstance(a, int) and isinstance(b, int):
                    return apply(a, b)
                if a is FRESH or b is FRESH:
                    return FRESH
                raise NotMonitorable(
                    f"{a!r} {op} {b!r} is no sum of numbers",
                    next_step="Declare the types in a signature and compute with numbers only.",
                )

            return compute
    raise NotMonitorable(f"{type(term).__name__.lower()} terms have no value in a log of facts")


def compare_check(f: Compare, world: World) -> Callable[[int], int]:
    """A comparison: 2 where it holds, 0 where it does not."""
    env, sign, op = world.env, _SIGNS[f.op], f.op

    def unlike(a: Any, b: Any) -> int:
        if a is FRESH or b is FRESH:
            return 1
        raise NotMonitorable(
            f"{a!r} {op} {b!r} compares a number with a text",
            next_step="Declare the types in a signature and compare like with like.",
        )

    if isinstance(f.left, Variable) and isinstance(f.right, Constant):
        slot, fixed = world.slot(f.left.name), f.right.value

        def simple(_at: int) -> int:
            try:
                return 2 if sign(env[slot], fixed) else 0
            except TypeError:
                return unlike(env[slot], fixed)

        return simple
    left, right = term_value(f.left, world), term_value(f.right, world)

    def general(_at: int) -> int:
        a, b = left(), right()
        try:
            return 2 if sign(a, b) else 0
        except TypeError:
            return unlike(a, b)

    return general
