"""Putting terms in place of variables, and one formula in place of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Compare,
    Exists,
    Forall,
    Formula,
    Member,
    Or,
    Verum,
)
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

__all__ = ["all_parts", "any_part", "constant_of", "put", "put_in_term", "replaced"]


def constant_of(value: Value) -> Constant:
    """A value as a constant without a unit."""
    return Constant(value)


def put(formula: Formula, values: Mapping[str, Term]) -> Formula:
    """The formula with terms in place of its free variables; quantified ones stay."""
    match formula:
        case Atom(predicate, terms):
            return Atom(predicate, tuple(put_in_term(term, values) for term in terms))
        case Compare(op, left, right):
            return Compare(op, put_in_term(left, values), put_in_term(right, values))
        case Member(term, of):
            return Member(put_in_term(term, values), of)
        case Exists(variables, body) | Forall(variables, body):
            inner = {name: term for name, term in values.items() if name not in variables}
            return replace(formula, body=put(body, inner))
        case _:
            return _over_parts(formula, values)


def _over_parts(formula: Formula, values: Mapping[str, Term]) -> Formula:
    """The same node over changed parts."""
    changed: dict[str, object] = {}
    for item in fields(formula):
        if item.name in {"body", "left", "right"}:
            changed[item.name] = put(getattr(formula, item.name), values)
        elif item.name == "parts":
            changed["parts"] = tuple(put(part, values) for part in _parts_of(formula))
    return replace(formula, **changed) if changed else formula  # type: ignore[arg-type]


def _parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The parts of a conjunction or disjunction."""
    return formula.parts if isinstance(formula, And | Or) else ()


def put_in_term(term: Term, values: Mapping[str, Term]) -> Term:
    """The term with terms in place of its free variables."""
    match term:
        case Variable(name):
            return values.get(name, term)
        case Constant() | Name():
            return term
        case Apply(function, terms):
            return Apply(function, tuple(put_in_term(inner, values) for inner in terms))
        case Arithmetic(op, left, right):
            return Arithmetic(op, put_in_term(left, values), put_in_term(right, values))
        case Aggregate():
            inner = {n: t for n, t in values.items() if n not in term.variables}
            weight = None if term.weight is None else put_in_term(term.weight, inner)
            return replace(term, weight=weight, body=put(term.body, inner))


def replaced(formula: Formula, old: Formula, new: Formula) -> Formula:
    """The formula with every occurrence of one subformula exchanged."""
    if formula == old:
        return new
    changed: dict[str, object] = {}
    for item in fields(formula):
        value = getattr(formula, item.name)
        if item.name == "body" or (
            item.name in {"left", "right"} and not isinstance(formula, Compare)
        ):
            changed[item.name] = replaced(value, old, new)
        elif item.name == "parts":
            changed["parts"] = tuple(replaced(part, old, new) for part in value)
    return replace(formula, **changed) if changed else formula  # type: ignore[arg-type]


def all_parts(*parts: Formula | None) -> Formula:
    """The conjunction of what is given; true for nothing."""
    given = tuple(part for part in parts if part is not None and part != Verum())
    return given[0] if len(given) == 1 else And(given) if given else Verum()


def any_part(*parts: Formula | None) -> Formula:
    """The disjunction of what is given; false for nothing."""
    given = tuple(part for part in parts if part is not None)
    return given[0] if len(given) == 1 else Or(given) if given else Verum(value=False)
