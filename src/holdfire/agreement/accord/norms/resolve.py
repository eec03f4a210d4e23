"""Resolving the words of a formula: which are variables, which are names, which facts.

A formula as written knows no declarations. Here every bare word becomes a variable of the
norm, an anchor, or a constant; every predicate and function is found among the facts with
the right number of arguments; ``_`` becomes a variable of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from holdfire.agreement.accord.formula import (
    Atom,
    Exists,
    Forall,
    Formula,
    Member,
    Next,
    Previous,
)
from holdfire.agreement.accord.norms.scope import ANY_SORT, BUILT_IN, Scope
from holdfire.agreement.accord.norms.spans import read_instant
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.agreement.problems import Refusal

__all__ = ["resolve_formula", "resolve_term"]

_ANYTHING = "_"


def resolve_formula(formula: Formula, scope: Scope) -> Formula:
    """The formula with every word resolved; what does not resolve is kept in the scope."""
    match formula:
        case Atom():
            return _atom(formula, scope)
        case Member(term, of):
            name = scope.renamed.get(of, of)
            if not scope.set_of(name):
                scope.refuse("L3", f"{of!r} is no set of this text", scope.hint(of))
            return Member(resolve_term(term, scope), name)
        case Exists(variables, body) | Forall(variables, body):
            return replace(formula, body=_quantified(variables, body, scope))
        case Previous() | Next():
            word = type(formula).__name__.lower()
            scope.refuse(
                "L4",
                f"{word} speaks of points of a log, and a norm has none",
                "Say within which time: once[0,1h] or eventually[0,1h].",
            )
            return formula
        case _:
            return _parts(formula, scope)


def _quantified(variables: tuple[str, ...], body: Formula, scope: Scope) -> Formula:
    """A body whose variables are known inside it only."""
    hidden = {name: scope.sorts.pop(name, None) for name in variables}
    scope.sorts.update(dict.fromkeys(variables, ANY_SORT))
    found = resolve_formula(body, scope)
    _unbind(hidden, scope)
    return found


def _unbind(hidden: Mapping[str, str | None], scope: Scope) -> None:
    """Forget quantified variables and know again what they hid."""
    for name, sort in hidden.items():
        scope.sorts.pop(name, None)
        if sort is not None:
            scope.sorts[name] = sort


def _parts(formula: Formula, scope: Scope) -> Formula:
    """The same node over resolved parts; parts are formulas, tuples of them, and terms."""
    changed: dict[str, object] = {}
    for item in fields(formula):
        value = getattr(formula, item.name)
        if item.name in {"body", "left", "right"}:
            changed[item.name] = _either(value, scope)
        elif item.name == "parts":
            changed["parts"] = tuple(resolve_formula(part, scope) for part in value)
    return replace(formula, **changed) if changed else formula  # type: ignore[arg-type]


def _either(value: object, scope: Scope) -> object:
    """A formula or a term, resolved."""
    if isinstance(value, Variable | Constant | Name | Apply | Arithmetic | Aggregate):
        return resolve_term(value, scope)
    return resolve_formula(value, scope)  # type: ignore[arg-type]


def _atom(atom: Atom, scope: Scope) -> Formula:
    """A fact with its arguments; ``_`` arguments are quantified right here."""
    fact = scope.accord.facts.get(atom.predicate)
    if fact is None or fact.gives:
        what = "a function, not a fact" if fact is not None else "no declared fact"
        scope.refuse(
            "L3",
            f"{atom.predicate!r} is {what}",
            scope.hint_fact(atom.predicate, function=False),
        )
        sorts: tuple[str, ...] = (ANY_SORT,) * len(atom.terms)
    elif len(fact.args) != len(atom.terms):
        scope.refuse(
            "L2",
            f"{atom.predicate} takes {len(fact.args)} arguments, not {len(atom.terms)}",
            f"Write {atom.predicate}({', '.join(fact.args)}).",
        )
        sorts = (ANY_SORT,) * len(atom.terms)
    else:
        sorts = fact.args
    terms: list[Term] = []
    fresh: list[str] = []
    for term, sort in zip(atom.terms, sorts, strict=True):
        if _word(term) == _ANYTHING:
            fresh.append(f"_{len(fresh) + 1}")
            terms.append(Variable(fresh[-1]))
        else:
            terms.append(_argument(term, sort, scope))
    found = Atom(atom.predicate, tuple(terms))
    return Exists(tuple(fresh), found) if fresh else found


def _word(term: Term) -> str:
    """The bare word a term is, or nothing."""
    return term.name if isinstance(term, Variable | Name) else ""


def _argument(term: Term, sort: str, scope: Scope) -> Term:
    """An argument where a sort is meant."""
    word = _word(term)
    if word in scope.sorts or (word and scope.open and not _known(word, scope)):
        scope.bind(word, sort)
        return Variable(word)
    name = scope.renamed.get(word, word)
    if word and scope.named(name) and not scope.belongs(name, sort):
        given = scope.sort_of_name(name)
        scope.refuse("L2", f"{word} is a {given}, not a {sort}", f"Give a {sort}.")
    return resolve_term(term, scope)


def _known(word: str, scope: Scope) -> bool:
    """Is the word a name of the text?"""
    return scope.anchor(word) or scope.named(scope.renamed.get(word, word))


def resolve_term(term: Term, scope: Scope) -> Term:
    """The term with every word resolved."""
    match term:
        case Variable(name) | Name(name):
            return _named(name, scope)
        case Apply(function, terms):
            return _apply(function, terms, scope)
        case Aggregate(variables=variables):
            return _aggregate(term, variables, scope)
        case Constant():
            return term
        case _:
            return replace(
                term,
                left=resolve_term(term.left, scope),
                right=resolve_term(term.right, scope),
            )


def _named(word: str, scope: Scope) -> Term:
    """A variable, an anchor, or a named thing as a constant."""
    if word in scope.sorts:
        return Variable(word)
    name = scope.renamed.get(word, word)
    if scope.anchor(name):
        return Name(name)
    if scope.named(name):
        return Constant(name)
    if scope.open:
        scope.bind(word, ANY_SORT)
        return Variable(word)
    scope.refuse("L3", f"nothing here is called {word!r}", scope.hint(word))
    return Constant(word)


def _aggregate(term: Aggregate, variables: tuple[str, ...], scope: Scope) -> Term:
    """An aggregate; its variables are known in the weight and the body."""
    hidden = {name: scope.sorts.pop(name, None) for name in variables}
    scope.sorts.update(dict.fromkeys(variables, ANY_SORT))
    body = resolve_formula(term.body, scope)
    weight = None if term.weight is None else resolve_term(term.weight, scope)
    _unbind(hidden, scope)
    return replace(term, weight=weight, body=body)


def _apply(function: str, terms: tuple[Term, ...], scope: Scope) -> Term:
    """A function of the facts or of the language."""
    if function == "cal":
        return _civil(terms, scope)
    fact = scope.accord.facts.get(function)
    if fact is not None and fact.gives:
        sorts = fact.args
    elif function in BUILT_IN:
        sorts = BUILT_IN[function][0]
    else:
        scope.refuse(
            "L3",
            f"{function!r} is no declared function",
            scope.hint_fact(function, function=True),
        )
        return Apply(function, terms)
    if len(sorts) != len(terms):
        scope.refuse(
            "L2",
            f"{function} takes {len(sorts)} arguments, not {len(terms)}",
            f"Write {function}({', '.join(sorts)}).",
        )
        sorts = (ANY_SORT,) * len(terms)
    return Apply(
        function,
        tuple(_argument(term, sort, scope) for term, sort in zip(terms, sorts, strict=True)),
    )


def _civil(terms: tuple[Term, ...], scope: Scope) -> Term:
    """A civil time as the instant it is."""
    parts = [term.value for term in terms if isinstance(term, Constant)]
    if len(parts) != 2 or len(terms) != 2:
        scope.refuse("L2", "cal takes a time and a zone", 'cal("1996-01-19 24:00", "UTC")')
        return Constant(0, "instant")
    found = read_instant(f'cal("{parts[0]}", "{parts[1]}")')
    if isinstance(found, Refusal):
        scope.refuse("L9", found.message, found.next_step)
        return Constant(0, "instant")
    return Constant(found, "instant")
