"""Writing rules in the text form that :mod:`.mfotl_text` and MonPoly read."""

from __future__ import annotations

import re

from holdfire.agreement.accord.formula import (
    ALWAYS,
    Always,
    And,
    Atom,
    Bound,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.syntax.mfotl_text import RESERVED
from holdfire.agreement.accord.syntax.quoted import quote
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Constant, Term, Variable

__all__ = ["write_mfotl"]

_PREDICATE = re.compile(r"[A-Za-z_][A-Za-z0-9_:/'-]*\Z")
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_HIDDEN = re.compile(r"_[A-Za-z0-9_]+\Z")
_SINCE, _TEMPORAL, _QUANTIFIED, _IMPLIES, _OR, _AND, _NOT, _ATOM = range(8)
_UNARY: dict[type, str] = {
    Previous: "PREVIOUS",
    Next: "NEXT",
    Once: "ONCE",
    Historically: "PAST_ALWAYS",
    Eventually: "EVENTUALLY",
    Always: "ALWAYS",
}


def write_mfotl(formula: Formula) -> str:
    """The rule as text; :func:`read_mfotl` gives the same formula back.

    Raises :class:`NotMonitorable` for what that form does not have: named things, units,
    functions, arithmetic, aggregates, sets, ``!=``, and names it cannot write.
    """
    return _written(formula, _SINCE)


def _written(formula: Formula, least: int) -> str:
    """A formula, in parentheses if it binds less tightly than ``least``."""
    written, strength = _formula(formula)
    return written if strength >= least else f"({written})"


def _formula(formula: Formula) -> tuple[str, int]:
    """A formula and how tightly it binds."""
    match formula:
        case Verum() | Atom() | Compare():
            return _leaf(formula), _ATOM
        case Not(body):
            return f"NOT {_operand(body)}", _NOT
        case Exists(variables, body) | Forall(variables, body):
            return _quantified(formula, variables, body)
        case And() | Or() | Implies():
            return _joined(formula)
    return _temporal(formula)


def _leaf(formula: Verum | Atom | Compare) -> str:
    """A constant, a predicate or a comparison."""
    if isinstance(formula, Verum):
        return "TRUE" if formula.value else "FALSE"
    if isinstance(formula, Atom):
        return _atom(formula, ())
    if formula.op == "!=":
        raise _unwritable("the comparison !=")
    return f"{_term(formula.left)} {formula.op} {_term(formula.right)}"


def _joined(formula: And | Or | Implies) -> tuple[str, int]:
    """Two or more formulas of one point."""
    if isinstance(formula, Implies):
        sides = _written(formula.left, _OR), _written(formula.right, _IMPLIES)
        return " IMPLIES ".join(sides), _IMPLIES
    word, least, own = ("AND", _NOT, _AND) if isinstance(formula, And) else ("OR", _AND, _OR)
    if len(formula.parts) < 2:
        raise _unwritable(f"{word} with fewer than two parts")
    return f" {word} ".join(_written(part, least) for part in formula.parts), own


def _temporal(formula: Formula) -> tuple[str, int]:
    """A temporal operator and how tightly it binds."""
    if not isinstance(formula, Since | Until):
        return _unary(formula)
    word = "SINCE" if isinstance(formula, Since) else "UNTIL"
    if isinstance(formula, Until):
        _settled(formula.bound)
    sides = _operand(formula.left), _operand(formula.right)
    return f"{sides[0]} {word}{_bound(formula.bound)} {sides[1]}", _SINCE


def _unary(formula: Formula) -> tuple[str, int]:
    """A unary temporal operator and how tightly it binds."""
    match formula:
        case Once(bound, body) | Historically(bound, body):
            pass
        case Previous(bound, body) | Next(bound, body):
            pass
        case Eventually(bound, body) | Always(bound, body):
            _settled(bound)
        case _:
            raise _unwritable("membership in a named set")
    return f"{_UNARY[type(formula)]}{_bound(bound)} {_operand(body)}", _TEMPORAL


def _settled(bound: Bound) -> None:
    """Refuse a future without an end."""
    if bound.high is None:
        raise _unwritable("a future without an end")


def _operand(formula: Formula) -> str:
    """An operand of a prefix or temporal operator: comparisons are seen whole."""
    if isinstance(formula, Compare):
        return f"({_written(formula, _SINCE)})"
    return _written(formula, _NOT)


def _quantified(formula: Formula, variables: tuple[str, ...], body: Formula) -> tuple[str, int]:
    """A quantifier, or the atom with ``_`` names that reads as one."""
    if isinstance(formula, Exists) and isinstance(body, Atom):
        hidden = dict.fromkeys(
            term.name
            for term in body.terms
            if isinstance(term, Variable) and term.name.startswith("_")
        )
        if hidden and tuple(hidden) == variables:
            return _atom(body, variables), _ATOM
    word = "EXISTS" if isinstance(formula, Exists) else "FORALL"
    bound = ", ".join(_variable(name) for name in variables)
    if not variables:
        raise _unwritable("a quantifier without variables")
    return f"{word} {bound}. {_written(body, _QUANTIFIED)}", _QUANTIFIED


def _atom(atom: Atom, hidden: tuple[str, ...]) -> str:
    """A predicate with its arguments."""
    if not _PREDICATE.match(atom.predicate) or atom.predicate in RESERVED:
        raise _unwritable(f"the predicate {atom.predicate[:40]!r}")
    terms = [
        term.name
        if isinstance(term, Variable) and term.name in hidden and _HIDDEN.match(term.name)
        else _term(term)
        for term in atom.terms
    ]
    return f"{atom.predicate}({', '.join(terms)})"


def _bound(bound: Bound) -> str:
    """An interval in the log's own unit, empty where it is everything."""
    if bound == ALWAYS:
        return ""
    if bound.low < 0 or (bound.high is not None and bound.high < bound.low):
        raise _unwritable("an interval that contains nothing")
    return f"[{bound.low},*)" if bound.high is None else f"[{bound.low},{bound.high}]"


def _term(term: Term) -> str:
    """A variable, a whole number, or a text."""
    match term:
        case Variable(name):
            return _variable(name)
        case Constant(value, ""):
            return quote(value) if isinstance(value, str) else str(value)
        case Constant():
            raise _unwritable("a number with a unit")
    raise _unwritable("a named thing, a function, arithmetic or an aggregate")


def _variable(name: str) -> str:
    """The name of a variable, if it can be written."""
    if not _VARIABLE.match(name) or name in RESERVED:
        raise _unwritable(f"the variable {name[:40]!r}")
    return name


def _unwritable(what: str) -> NotMonitorable:
    """The error for what this form has no words for."""
    return NotMonitorable(
        f"not in the form for event logs: {what}",
        next_step="Use the surface language, or compute it before the log is written.",
    )
