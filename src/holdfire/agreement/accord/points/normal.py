"""A formula brought into the form the engine works on, with the same value everywhere.

``implies``, ``forall``, ``historically`` and ``always`` are unfolded into ``not``, ``or``,
``exists``, ``once`` and ``eventually``; ``not`` is pushed down to atoms, comparisons,
quantifiers and temporal operators; bound variables get names of their own; quantifiers are
pushed inwards as far as they go, and a variable that only says "some value" becomes
:data:`ANY`. Each step holds in strong Kleene logic as it does with two values.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

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
    Verum,
)
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Arithmetic, Constant, Term, Variable

__all__ = ["ANY", "free", "normal", "term_variables"]

ANY = Variable("")
"""Some value, whichever."""

_OPPOSITE = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}


def normal(formula: Formula) -> Formula:
    """The formula in the form above. Refuses by name what no log of facts can answer."""
    return _push(_Unfold().run(formula, {}, negated=False))


class _Unfold:
    """Unfolds, renames and pushes negation; one per formula, so that names never clash."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def run(self, f: Formula, names: dict[str, str], *, negated: bool) -> Formula:  # noqa: PLR0911 - one return a kind of formula
        """The normal form of ``f``, or of ``not f``."""
        match f:
            case Not(body):
                return self.run(body, names, negated=not negated)
            case And(parts):
                done = [self.run(part, names, negated=negated) for part in parts]
                return _any(done) if negated else _all(done)
            case Or(parts):
                done = [self.run(part, names, negated=negated) for part in parts]
                return _all(done) if negated else _any(done)
            case Implies(left, right):
                sides = [
                    self.run(left, names, negated=not negated),
                    self.run(right, names, negated=negated),
                ]
                return _all(sides) if negated else _any(sides)
            case Verum(value):
                return Verum(value != negated)
            case Compare(op, left, right):
                kept = op if not negated else _OPPOSITE[op]
                return Compare(kept, _term(left, names), _term(right, names))
        done_whole = self._temporal(f, names)
        return _negation(done_whole) if negated else done_whole

    def _temporal(self, f: Formula, names: dict[str, str]) -> Formula:  # noqa: PLR0911 - one return a kind of formula
        """Atoms, quantifiers and temporal operators, before which a ``not`` stays."""
        match f:
            case Atom(predicate, terms):
                return self._atom(predicate, tuple(_term(term, names) for term in terms))
            case Exists(variables, body):
                return self._exists(variables, body, names, negated=False)
            case Forall(variables, body):
                return _negation(self._exists(variables, body, names, negated=True))
            case Historically(bound, body):
                return _negation(Once(bound, self.run(body, names, negated=True)))
            case Always(bound, body):
                return _negation(Eventually(bound, self.run(body, names, negated=True)))
            case Once(_, body) | Eventually(_, body) | Previous(_, body) | Next(_, body):
                return replace(f, body=self.run(body, names, negated=False))
            case Since(_, left, right) | Until(_, left, right):
                return replace(
                    f,
                    left=self.run(left, names, negated=False),
                    right=self.run(right, names, negated=False),
                )
            case Member(_, of):
                raise NotMonitorable(
                    f"a log does not say what is in the set {of}",
                    next_step="Write its members as comparisons joined by or.",
                )
        raise NotMonitorable(f"{type(f).__name__} is not part of the language")

    def _exists(
        self, variables: tuple[str, ...], body: Formula, names: dict[str, str], *, negated: bool
    ) -> Formula:
        fresh = {name: self._fresh(name) for name in variables}
        return Exists(
            tuple(fresh.values()), self.run(body, {**names, **fresh}, negated=negated)
        )

    def _atom(self, predicate: str, terms: tuple[Term, ...]) -> Formula:
        """The atom; a computed argument becomes a variable that equals it."""
        equal: dict[str, Arithmetic] = {}
        put: list[Term] = []
        for term in terms:
            if isinstance(term, Arithmetic):
                name = self._fresh("computed")
                equal[name] = term
                put.append(Variable(name))
            else:
                put.append(term)
        atom = Atom(predicate, tuple(put))
        if not equal:
            return atom
        sums = [Compare("=", Variable(name), term) for name, term in equal.items()]
        return Exists(tuple(equal), _all([atom, *sums]))

    def _fresh(self, name: str) -> str:
        self._used[name] = count = self._used.get(name, 0) + 1
        return f"{name}'{count}"


def _term(term: Term, names: dict[str, str]) -> Term:
    """The term with its variables renamed."""
    match term:
        case Variable(name):
            return Variable(names.get(name, name))
        case Constant():
            return Constant(term.value)
        case Arithmetic(op, left, right):
            return Arithmetic(op, _term(left, names), _term(right, names))
    raise NotMonitorable(
        f"{type(term).__name__.lower()} terms have no value in a log of facts",
        next_step="Use variables, constants and + - * over a log.",
    )


def _negation(f: Formula) -> Formula:
    return f.body if isinstance(f, Not) else Not(f)


def _all(parts: list[Formula]) -> Formula:
    """The conjunction, flat and without what is true anyway."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, And) else (part,))]
    if any(isinstance(p, Verum) and not p.value for p in flat):
        return Verum(value=False)
    kept = list(dict.fromkeys(p for p in flat if not isinstance(p, Verum)))
    if not kept:
        return Verum()
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def _any(parts: list[Formula]) -> Formula:
    """The disjunction, flat and without what is false anyway."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, Or) else (part,))]
    if any(isinstance(p, Verum) and p.value for p in flat):
        return Verum()
    kept = list(dict.fromkeys(p for p in flat if not isinstance(p, Verum)))
    if not kept:
        return Verum(value=False)
    return kept[0] if len(kept) == 1 else Or(tuple(kept))


def _push(f: Formula) -> Formula:  # noqa: PLR0911 - one return a kind of formula
    """Quantifiers as far inside as they go."""
    match f:
        case Exists(variables, body):
            return _inside(set(variables), _push(body))
        case Not(body):
            return _negation(_push(body))
        case And(parts):
            return _all([_push(part) for part in parts])
        case Or(parts):
            return _any([_push(part) for part in parts])
        case Once(_, body) | Eventually(_, body) | Previous(_, body) | Next(_, body):
            return replace(f, body=_push(body))
        case Since(_, left, right) | Until(_, left, right):
            return replace(f, left=_push(left), right=_push(right))
    return f


def _inside(variables: set[str], f: Formula) -> Formula:  # noqa: PLR0911 - one return a kind of formula
    """``exists variables. f`` for a body whose own quantifiers are pushed already."""
    wanted = variables & free(f)
    if not wanted:
        return f
    match f:
        case Or(parts):
            return _any([_inside(wanted, part) for part in parts])
        case Exists(inner, body):
            return _inside(wanted | set(inner), body)
        case And(parts):
            without = [part for part in parts if not wanted & free(part)]
            having = [part for part in parts if wanted & free(part)]
            if without or len(having) == 1:
                return _all([*without, _inside(wanted, _all(having))])
        case Once(_, body) | Eventually(_, body) | Previous(_, body) | Next(_, body):
            return replace(f, body=_inside(wanted, body))
        case Since(_, left, right) | Until(_, left, right) if not wanted & free(left):
            return replace(f, right=_inside(wanted, right))
        case Atom(predicate, terms):
            return _anonymous(wanted, predicate, terms)
    return Exists(tuple(sorted(wanted)), f)


def _anonymous(variables: set[str], predicate: str, terms: tuple[Term, ...]) -> Formula:
    """The atom, each variable that stands once and is quantified here made :data:`ANY`."""
    names = [term.name for term in terms if isinstance(term, Variable)]
    once = {name for name in variables if names.count(name) == 1}
    put = tuple(ANY if isinstance(t, Variable) and t.name in once else t for t in terms)
    atom = Atom(predicate, put)
    rest = variables - once
    return Exists(tuple(sorted(rest)), atom) if rest else atom


def term_variables(term: Term) -> frozenset[str]:
    """The variables of a term of a normal formula."""
    match term:
        case Variable(name):
            return frozenset((name,)) if name else frozenset()
        case Arithmetic(_, left, right):
            return term_variables(left) | term_variables(right)
    return frozenset()


@lru_cache(maxsize=4096)
def free(f: Formula) -> frozenset[str]:  # noqa: PLR0911 - one return a kind of formula
    """The free variables of a normal formula."""
    match f:
        case Atom(_, terms):
            return frozenset().union(*(term_variables(term) for term in terms))
        case Compare(_, left, right):
            return term_variables(left) | term_variables(right)
        case And(parts) | Or(parts):
            return frozenset().union(*(free(part) for part in parts))
        case Exists(variables, body):
            return free(body) - frozenset(variables)
        case Not(body) | Once(_, body) | Eventually(_, body):
            return free(body)
        case Previous(_, body) | Next(_, body):
            return free(body)
        case Since(_, left, right) | Until(_, left, right):
            return free(left) | free(right)
    return frozenset()
