"""What a formula speaks of: its free variables, its predicates, its names, its parts."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
)
from holdfire.agreement.accord.term import Aggregate, Apply, Arithmetic, Name, Term, Variable

__all__ = [
    "children",
    "formulas",
    "free_in_term",
    "free_variables",
    "names",
    "predicates",
    "terms_of",
]

_ONE = (Not, Exists, Forall, Once, Historically, Eventually, Always, Previous, Next)


def children(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly under a formula, in the order of the text."""
    if isinstance(formula, _ONE):
        return (formula.body,)
    if isinstance(formula, And | Or):
        return formula.parts
    if isinstance(formula, Implies | Since | Until):
        return (formula.left, formula.right)
    return ()


def terms_of(formula: Formula) -> tuple[Term, ...]:
    """The terms directly in a formula, in the order of the text."""
    if isinstance(formula, Atom):
        return formula.terms
    if isinstance(formula, Compare):
        return (formula.left, formula.right)
    return (formula.term,) if isinstance(formula, Member) else ()


def _inner_terms(term: Term) -> tuple[Term, ...]:
    """The terms directly in a term; those of an aggregate's body are not among them."""
    if isinstance(term, Apply):
        return term.terms
    if isinstance(term, Arithmetic):
        return (term.left, term.right)
    if isinstance(term, Aggregate) and term.weight is not None:
        return (term.weight,)
    return ()


def formulas(formula: Formula) -> Iterator[Formula]:
    """The formula and every formula inside it, those inside aggregates too, outside first."""
    yield formula
    for term in terms_of(formula):
        yield from _formulas_in_term(term)
    for part in children(formula):
        yield from formulas(part)


def _formulas_in_term(term: Term) -> Iterator[Formula]:
    """Every formula inside a term."""
    for inner in _inner_terms(term):
        yield from _formulas_in_term(inner)
    if isinstance(term, Aggregate):
        yield from formulas(term.body)


def free_variables(formula: Formula) -> tuple[str, ...]:
    """The free variables, in the order in which they first appear."""
    return tuple(dict.fromkeys(_free(formula)))


def free_in_term(term: Term) -> tuple[str, ...]:
    """The free variables of a term, in the order in which they first appear.

    An aggregate binds its variables in its weight and in its body.
    """
    return tuple(dict.fromkeys(_free_term(term)))


def _free(formula: Formula) -> Iterator[str]:
    """Free occurrences, each variable as often as it occurs."""
    bound = formula.variables if isinstance(formula, Exists | Forall) else ()
    for term in terms_of(formula):
        yield from _free_term(term)
    for part in children(formula):
        for name in _free(part):
            if name not in bound:
                yield name


def _free_term(term: Term) -> Iterator[str]:
    """Free occurrences in a term."""
    if isinstance(term, Variable):
        yield term.name
        return
    bound = term.variables if isinstance(term, Aggregate) else ()
    for inner in _inner_terms(term):
        for name in _free_term(inner):
            if name not in bound:
                yield name
    if isinstance(term, Aggregate):
        for name in _free(term.body):
            if name not in bound:
                yield name


def predicates(formula: Formula) -> tuple[tuple[str, int], ...]:
    """Every predicate with its number of arguments, in the order of first appearance."""
    return tuple(
        dict.fromkeys(
            (part.predicate, len(part.terms))
            for part in formulas(formula)
            if isinstance(part, Atom)
        )
    )


def names(formula: Formula) -> tuple[str, ...]:
    """The named things of the agreement in a formula's terms, in order of appearance."""
    return tuple(
        dict.fromkeys(
            name
            for part in formulas(formula)
            for term in terms_of(part)
            for name in _names(term)
        )
    )


def _names(term: Term) -> Iterator[str]:
    """The names in a term, those in the body of an aggregate left to :func:`formulas`."""
    if isinstance(term, Name):
        yield term.name
    for inner in _inner_terms(term):
        yield from _names(inner)
