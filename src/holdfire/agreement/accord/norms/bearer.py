"""Who a norm binds: a party by name, the members of a class, or the side of a place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.term import Apply, Constant, Name, Term, Value, Variable
from holdfire.agreement.accord.trace import Lack

__all__ = ["bearers"]

_MOST = 64


def bearers(
    case: Case, term: Term | None, env: Mapping[str, Value], at: int
) -> tuple[tuple[Value, ...], tuple[Lack, ...]]:
    """Everybody it may bind, and what is missing to say which.

    Near a line the bearer may be unknown where the violation is not. Nobody is named where
    the term gives no finite set.
    """
    if term is None:
        return (), ()
    values, lacks = _values(case, term, env, at)
    found: list[Value] = []
    for value in values:
        members = case.accord.classes.get(value) if isinstance(value, str) else None
        found.extend(members if members is not None else (value,))
    return tuple(dict.fromkeys(found)), lacks


def _values(
    case: Case, term: Term, env: Mapping[str, Value], at: int
) -> tuple[tuple[Value, ...], tuple[Lack, ...]]:
    """The possible values of a term."""
    match term:
        case Constant(value):
            return (value,), ()
        case Name(name):
            return (name,), ()
        case Variable(name):
            return ((env[name],) if name in env else ()), ()
        case Apply(function, terms):
            return _applied(case, function, [_values(case, t, env, at) for t in terms], at)
        case _:
            return (), ()


def _applied(
    case: Case,
    function: str,
    inner: list[tuple[tuple[Value, ...], tuple[Lack, ...]]],
    at: int,
) -> tuple[tuple[Value, ...], tuple[Lack, ...]]:
    """The values of a function over all possible arguments."""
    lacks = [lack for _, given in inner for lack in given]
    found: list[Value] = []
    for key in list(product(*(values for values, _ in inner)))[:_MOST]:
        possible = case.view.possible(function, key, at)
        found.extend(possible.values)
        if possible.lack is not None:
            lacks.append(possible.lack)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(lacks))
