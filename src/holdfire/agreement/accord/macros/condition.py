"""The conditions that macros are joined from: a formula of one variable and its leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf, Part, World
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Compare,
    Exists,
    Formula,
    Member,
    Not,
)
from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.accord.term import Apply, Constant, Term, Value, Variable
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.weapon import ObjectPredicate

__all__ = [
    "Condition",
    "all_of_them",
    "among",
    "by_bound_party",
    "compiled",
    "corroborated",
    "event",
    "fact",
    "none_excepted",
    "occurred",
    "of_objects",
    "set_name",
    "some",
]

_NOT_A_NAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Condition:
    """A formula over one variable and the leaves it rests on."""

    formula: Formula
    leaves: tuple[Leaf, ...] = ()


def set_name(words: Iterable[str]) -> str:
    """The name of the set of these words: ``land``, ``land_or_sea``."""
    return _NOT_A_NAME.sub("_", "_or_".join(words)).strip("_") or "unnamed"


def fact(
    variable: str,
    predicate: str,
    condition: str,
    said: str,
    lack: LackKind,
    *rest: Value,
    form: Form = Form.FACT,
    world: World = World.OPEN,
) -> Condition:
    """A plain condition, ``predicate(variable, rest...)``."""
    terms: tuple[Term, ...] = (Variable(variable), *(Constant(value) for value in rest))
    atom = Atom(predicate, terms)
    leaf = Leaf(
        predicate,
        len(terms),
        world,
        said,
        lack,
        supplier_of(condition),
        condition=condition,
        form=form,
        rest=rest,
    )
    return Condition(Not(atom) if form is Form.DENIED else atom, (leaf,))


def event(variable: str, predicate: str, said: str) -> Condition:
    """What happened, at one instant of an interval; its kind is the condition *class*."""
    return fact(variable, predicate, "class", said, LackKind.WEAK, form=Form.EVENT)


def occurred(variable: str) -> Condition:
    """It happened at all."""
    return fact(variable, "occurred", "existence", "it happened at all", LackKind.WEAK)


def among(
    variable: str,
    function: str,
    condition: str,
    words: Sequence[str],
    lack: LackKind,
    *,
    said: str,
    name: str = "",
) -> Condition:
    """``function(variable) in SET``: what it is may be a set of possible values."""
    of = name or set_name(words)
    leaf = Leaf(
        function,
        1,
        World.OPEN,
        said,
        lack,
        supplier_of(condition),
        condition=condition,
        form=Form.TERM,
        of=of,
        members=tuple(words),
    )
    return Condition(Member(Apply(function, (Variable(variable),)), of), (leaf,))


def of_objects(variable: str, predicate: ObjectPredicate) -> tuple[Condition, ...]:
    """It is one of the objects that the text names; nothing to ask where any is meant."""
    if predicate.anything:
        return ()
    term = predicate.term or "objects"
    said = f"its kind, calibre and system make it {term.replace('_', ' ')}"
    return (
        among(
            variable,
            "object",
            "object",
            (term,),
            LackKind.DEFINITION,
            said=said,
            name=set_name((term,)),
        ),
    )


def none_excepted(variable: str, clause: Clause) -> tuple[Condition, ...]:
    """No exception of the clause holds for it."""
    found = []
    for exception in clause.exceptions:
        what = exception.what + (" with notice given before" if exception.needs_notice else "")
        found.append(
            fact(
                variable,
                "excepted",
                "exception",
                f"it is {what}, which the clause does not forbid",
                LackKind.ATTRIBUTION,
                what,
                form=Form.DENIED,
            )
        )
    return tuple(found)


def by_bound_party(
    variable: str, clause: Clause, agreement: Agreement
) -> tuple[Condition, ...]:
    """It is a bound party's; nothing to ask where the clause binds every party."""
    if not clause.actors or set(clause.actors) >= {party.id for party in agreement.parties}:
        return ()
    said = f"it is by or of {' or '.join(clause.actors)}"
    return (among(variable, "actor", "actor", clause.actors, LackKind.ATTRIBUTION, said=said),)


def corroborated(variable: str, clause: Clause) -> Condition:
    """It rests on as many independent origins as the standard of the clause asks for."""
    least = clause.standard.min_origins
    leaf = Leaf(
        "origins",
        1,
        World.OPEN,
        f"it rests on at least {least} independent origins",
        LackKind.WEAK,
        supplier_of("origins"),
        condition="origins",
        form=Form.NUMBER,
        low=least,
    )
    term = Apply("origins", (Variable(variable),))
    return Condition(Compare(">=", term, Constant(least)), (leaf,))


def all_of_them(conditions: Sequence[Condition]) -> Condition:
    """All the conditions together, one after the other."""
    leaves = tuple(dict.fromkeys(leaf for each in conditions for leaf in each.leaves))
    parts: list[Formula] = []
    for each in conditions:
        parts.extend(each.formula.parts if isinstance(each.formula, And) else (each.formula,))
    return Condition(And(tuple(parts)) if len(parts) > 1 else parts[0], leaves)


def some(variable: str, conditions: Sequence[Condition]) -> Condition:
    """Something for which all the conditions hold."""
    whole = all_of_them(conditions)
    return Condition(Exists((variable,), whole.formula), whole.leaves)


def compiled(clause: Clause, whole: Condition, *, name: str = "violation") -> Compiled:
    """A clause of one closed part."""
    return Compiled(clause, (Part(name, whole.formula),), whole.leaves)
