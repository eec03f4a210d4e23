"""L2: numbers carry the unit of what they are compared with.

Kilometres are compared with lengths, millimetres with lengths or calibres, durations with
durations, instants with instants; a number without a unit only with counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.formula import Atom, Compare, Formula, Member
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.scope import BUILT_IN
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.agreement.problems import Problems

__all__ = ["check_units", "dimension"]

_LENGTHS = {"km", "m"}
_EITHER = "length or caliber"
_DURATIONS = {"us", "ms", "s", "min", "h", "d", "w"}
_NUMBERS = {"caliber", "length", "duration", "instant", "number", _EITHER}
_SUMS = {
    ("instant", "duration"): "instant",
    ("duration", "instant"): "instant",
    ("instant", "instant"): "duration",
}


def dimension(term: Term, accord: Accord, sorts: dict[str, str]) -> str:
    """What a term measures; empty where it is a name or nothing is known of it."""
    match term:
        case Constant(value, unit):
            return _of_constant(value, unit)
        case Name():
            return "instant"
        case Variable(name):
            sort = sorts.get(name, "")
            return sort if sort in _NUMBERS else ""
        case Apply(function, _):
            fact = accord.facts.get(function)
            given = fact.gives if fact is not None else BUILT_IN.get(function, ((), ""))[1]
            return given if given in _NUMBERS else "name" if given else ""
        case Aggregate():
            return _of_aggregate(term, accord, sorts)
        case Arithmetic():
            return _of_sum(term, accord, sorts)


def _of_constant(value: int | str, unit: str) -> str:
    """The dimension of a constant by its unit."""
    if isinstance(value, str):
        return "name"
    if unit in _LENGTHS:
        return "length"
    if unit == "mm":
        return _EITHER
    if unit in _DURATIONS:
        return "duration"
    return "instant" if unit == "instant" else "number"


def _of_aggregate(term: Aggregate, accord: Accord, sorts: dict[str, str]) -> str:
    """A count is a number, a duration a duration, else that of the weight."""
    if term.kind == "count":
        return "number"
    if term.kind == "duration":
        return "duration"
    inner = {**sorts, **_sorts_of(term.body, accord)}
    return dimension(term.weight, accord, inner) if term.weight is not None else ""


def _of_sum(term: Arithmetic, accord: Accord, sorts: dict[str, str]) -> str:
    """The dimension of a sum, difference or product; ``?`` for what has none."""
    left, right = (dimension(side, accord, sorts) for side in (term.left, term.right))
    if not left or not right:
        return left or right
    if term.op == "*":
        if "number" not in {left, right}:
            return "?"
        return right if left == "number" else left
    if _same(left, right) and left != "instant":
        return left if left != _EITHER else right
    found = _SUMS.get((left, right), "?")
    wrong = (term.op == "+") == (left == right == "instant")
    backwards = term.op == "-" and left == "duration"
    return "?" if wrong or backwards else found


def _same(left: str, right: str) -> bool:
    """May the two be compared?"""
    return left == right or (
        _EITHER in {left, right} and {left, right} <= {"length", "caliber", _EITHER}
    )


def _sorts_of(formula: Formula, accord: Accord) -> dict[str, str]:
    """The sorts of variables by the facts they stand in."""
    found: dict[str, str] = {}
    for inner in formulas(formula):
        if isinstance(inner, Atom):
            fact = accord.facts.get(inner.predicate)
            if fact is None or len(fact.args) != len(inner.terms):
                continue
            for term, sort in zip(inner.terms, fact.args, strict=True):
                if isinstance(term, Variable):
                    found.setdefault(term.name, sort)
    return found


def check_units(norm: Norm, accord: Accord, problems: Problems) -> None:
    """Keep a problem for every comparison of unlike things."""
    for key, formula in formulas_of(norm):
        sorts = {**_sorts_of(formula, accord), **dict(norm.key)}
        for left, right in _compared(formula):
            sides = dimension(left, accord, sorts), dimension(right, accord, sorts)
            if "?" in sides:
                problems.add(
                    "L2",
                    norm.line,
                    f"{key}: a sum or product of unlike things",
                    "Add durations to instants, lengths to lengths; multiply by plain numbers.",
                )
            elif all(sides) and not _same(*sides):
                problems.add(
                    "L2",
                    norm.line,
                    f"{key}: a {sides[0]} is compared with a {sides[1]}",
                    "Give the number its unit: 25 km, 100 mm, 7d.",
                )
        for inner in formulas(formula):
            if isinstance(inner, Member) and dimension(inner.term, accord, sorts) in _NUMBERS:
                problems.add(
                    "L2", norm.line, f"{key}: a number is in no set of names", "Compare it."
                )


def _compared(formula: Formula) -> Iterator[tuple[Term, Term]]:
    """The sides of every comparison inside."""
    for inner in formulas(formula):
        if isinstance(inner, Compare):
            yield inner.left, inner.right
