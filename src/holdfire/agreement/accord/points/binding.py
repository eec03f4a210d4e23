"""Which variables a part of a formula gives values to, and in which order parts are joined."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Compare,
    Eventually,
    Exists,
    Formula,
    Next,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.points.normal import free, term_variables
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Variable

__all__ = ["assignment", "binds", "join_order", "refuse_unbound"]

Names = frozenset[str]


def binds(f: Formula, bound: Names) -> bool:  # noqa: PLR0911 - one return a kind of formula
    """Does a log give values to every free variable of ``f``, once ``bound`` have theirs?"""
    if free(f) <= bound:
        return True
    match f:
        case Atom(_, terms):
            return all(not term_variables(t) or isinstance(t, Variable) for t in terms)
        case Compare():
            return assignment(f, bound) is not None
        case And(parts):
            return _joinable(parts, bound)
        case Or(parts):
            return all(free(part) | bound == free(f) | bound for part in parts) and all(
                binds(part, bound) for part in parts
            )
        case Exists(variables, body):
            return binds(body, bound - frozenset(variables))
        case Once(_, body) | Eventually(_, body) | Previous(_, body) | Next(_, body):
            return binds(body, bound)
        case Since(_, left, right) | Until(_, left, right):
            return free(left) <= free(right) | bound and binds(right, bound)
    return False


def assignment(f: Formula, bound: Names) -> tuple[str, bool] | None:
    """The variable that ``x = term`` gives its value to, and whether it stands on the left."""
    if not isinstance(f, Compare) or f.op != "=":
        return None
    for here, other, left in ((f.left, f.right, True), (f.right, f.left, False)):
        if (
            isinstance(here, Variable)
            and here.name not in bound
            and term_variables(other) <= bound
        ):
            return here.name, left
    return None


def _joinable(parts: Iterable[Formula], bound: Names) -> bool:
    """Can the parts be joined in some order?"""
    left = list(parts)
    while left:
        ready = next((part for part in left if binds(part, bound)), None)
        if ready is None:
            return False
        left.remove(ready)
        bound |= free(ready)
    return True


def join_order(parts: tuple[Formula, ...], bound: Names) -> list[Formula]:
    """The parts in the order in which they are joined: tests early, cheap sources first."""
    left = list(parts)
    order: list[Formula] = []
    while left:
        ready = [part for part in left if binds(part, bound)]
        if not ready:
            missing = sorted(frozenset().union(*(free(part) for part in left)) - bound)
            raise refuse_unbound(missing[0])
        joined = any(isinstance(part, Atom) for part in order)
        best = min(ready, key=lambda part: _rank(part, bound, joined=joined))
        left.remove(best)
        order.append(best)
        bound |= free(best)
    return order


def _rank(f: Formula, bound: Names, *, joined: bool) -> tuple[int, int]:
    """Smaller is earlier: comparisons, then atoms with most given columns, then the rest.

    Once an atom is ``joined``, a test of the past spares joining more; before, it would be
    made at points where nothing happens.
    """
    missing = len(free(f) - bound)
    if isinstance(f, Compare | Verum):
        return (0, missing)
    if not missing:
        return (1 if isinstance(f, Atom) else 2 if joined else 4, 0)
    return (3 if isinstance(f, Atom) else 5, missing)


def refuse_unbound(variable: str) -> NotMonitorable:
    """The error for a variable that no fact gives a value to."""
    return NotMonitorable(
        f"no fact gives {variable.partition(chr(39))[0]} its values",
        why="A rule about every value that no fact names has endlessly many answers.",
        next_step="Join it with a fact that names the variable, for example p(x) and not q(x).",
    )
