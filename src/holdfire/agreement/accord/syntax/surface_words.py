"""Writing formulas in the surface language, in one canonical way.

What is written reads back as the same formula, if the reader is told the names in it
(:func:`holdfire.agreement.accord.free.names`).
"""

from __future__ import annotations

import re

from holdfire.agreement.accord.formula import (
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
    Member,
    Not,
    Once,
    Or,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.syntax.quoted import quote
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.surface_operand import RESERVED
from holdfire.agreement.accord.syntax.unit import MICROS_PER_SECOND, shown, shown_ticks
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.base.instant import from_micros

__all__ = ["write_formula", "write_term"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_QUANTIFIED, _IMPLIES, _OR, _AND, _SINCE, _UNARY, _COMPARE, _ADD, _TIMES, _ATOM = range(10)
_UNARIES: dict[type, str] = {
    Once: "once",
    Historically: "historically",
    Eventually: "eventually",
    Always: "always",
}


def write_formula(formula: Formula, *, ticks_per_second: int = MICROS_PER_SECOND) -> str:
    """The formula as text.

    Raises :class:`NotMonitorable` for what the surface language does not have: operators on
    neighbouring points, names with other signs than letters, digits and ``_``, values that
    their unit cannot show.
    """
    return _Writer(ticks_per_second).formula(formula, _QUANTIFIED)


def write_term(term: Term, *, ticks_per_second: int = MICROS_PER_SECOND) -> str:
    """The term as text."""
    return _Writer(ticks_per_second).term(term, _ADD)


class _Writer:
    """Writing with as few parentheses as reading needs, and around compound operands."""

    def __init__(self, ticks_per_second: int) -> None:
        self.ticks_per_second = ticks_per_second

    def formula(self, formula: Formula, least: int) -> str:
        """A formula, in parentheses if it binds less tightly than ``least``."""
        written, strength = self._formula(formula)
        return written if strength >= least else f"({written})"

    def _formula(self, formula: Formula) -> tuple[str, int]:
        """A formula and how tightly it binds."""
        match formula:
            case Verum() | Atom() | Compare() | Member():
                return self._leaf(formula)
            case Not(body):
                return f"not {self._body(body)}", _UNARY
            case Exists(variables, body) | Forall(variables, body):
                if not variables:
                    raise _unwritable("a quantifier without variables")
                word = "exists" if isinstance(formula, Exists) else "forall"
                bound = ", ".join(name_of(name) for name in variables)
                return f"{word} {bound} . {self.formula(body, _QUANTIFIED)}", _QUANTIFIED
            case And() | Or() | Implies():
                return self._joined(formula)
        return self._temporal(formula)

    def _leaf(self, formula: Verum | Atom | Compare | Member) -> tuple[str, int]:
        """A constant, a predicate, a comparison or a membership."""
        match formula:
            case Verum(value):
                return ("true" if value else "false"), _ATOM
            case Atom(predicate, terms):
                arguments = f"({self._list(terms)})" if terms else ""
                return name_of(predicate) + arguments, _ATOM
            case Compare(op, left, right):
                return f"{self.term(left, _ADD)} {op} {self.term(right, _ADD)}", _COMPARE
            case Member(term, of):
                plain = _NAME.match(of) and of not in RESERVED
                return f"{self.term(term, _ADD)} in {of if plain else quote(of)}", _COMPARE

    def _joined(self, formula: And | Or | Implies) -> tuple[str, int]:
        """Two or more formulas of one instant."""
        if isinstance(formula, Implies):
            sides = self.formula(formula.left, _OR), self.formula(formula.right, _IMPLIES)
            return " implies ".join(sides), _IMPLIES
        both = isinstance(formula, And)
        word, least, own = ("and", _UNARY, _AND) if both else ("or", _AND, _OR)
        if len(formula.parts) < 2:
            raise _unwritable(f"{word} with fewer than two parts")
        return f" {word} ".join(self.formula(part, least) for part in formula.parts), own

    def _temporal(self, formula: Formula) -> tuple[str, int]:
        """A temporal operator and how tightly it binds."""
        match formula:
            case Since(bound, left, right) | Until(bound, left, right):
                word = "since" if isinstance(formula, Since) else "until"
                if word == "until" and bound.high is None:
                    raise _unwritable("a future without an end")
                sides = self.formula(left, _UNARY), self._body(right)
                return f"{sides[0]} {word}{self._bound(bound)} {sides[1]}", _SINCE
            case Once(bound, body) | Historically(bound, body):
                word = _UNARIES[type(formula)]
                return f"{word}{self._bound(bound)} {self._body(body)}", _UNARY
            case Eventually(bound, body) | Always(bound, body):
                if bound.high is None:
                    raise _unwritable("a future without an end")
                word = _UNARIES[type(formula)]
                return f"{word}{self._bound(bound)} {self._body(body)}", _UNARY
        raise _unwritable("an operator on the neighbouring points of a log")

    def _body(self, body: Formula) -> str:
        """The body of a unary operator; a comparison stands in parentheses to be seen whole."""
        if isinstance(body, Compare | Member):
            return f"({self.formula(body, _QUANTIFIED)})"
        return self.formula(body, _UNARY)

    def _bound(self, bound: Bound) -> str:
        """A bound in the largest units that show it whole."""
        low = self._ticks(bound.low)
        if bound.high is None:
            return f"[{low}, *)"
        if bound.high < bound.low:
            raise _unwritable("a bound that contains nothing")
        second = self.ticks_per_second
        if bound.high % second and not (bound.high + 1) % second:
            return f"[{low}, {self._ticks(bound.high + 1)})"
        return f"[{low}, {self._ticks(bound.high)}]"

    def _ticks(self, count: int) -> str:
        """A number of ticks as a duration."""
        written = shown_ticks(count, self.ticks_per_second)
        if written is None or count < 0:
            raise _unwritable(f"a bound of {count} ticks")
        return written

    def term(self, term: Term, least: int) -> str:
        """A term, in parentheses if it binds less tightly than ``least``."""
        match term:
            case Variable(name):
                return name_of(name)
            case Name(name):
                return name if name == "now" else name_of(name)
            case Constant():
                return _constant(term)
            case Apply(function, terms):
                return f"{name_of(function)}({self._list(terms)})"
            case Arithmetic(op, left, right):
                own = _TIMES if op == "*" else _ADD
                written = f"{self.term(left, own)} {op} {self.term(right, own + 1)}"
                return written if own >= least else f"({written})"
            case Aggregate():
                return self._aggregate(term)

    def _aggregate(self, term: Aggregate) -> str:
        """An aggregate; a weight that is the first variable is written once."""
        counted = [name_of(name) for name in term.variables]
        weighted = term.kind in {"sum", "min", "max"}
        if weighted != (term.weight is not None) or not (counted or term.kind == "duration"):
            raise _unwritable(f"{term.kind} with these variables and weight")
        if isinstance(term.weight, Variable):
            if term.weight.name not in term.variables:
                raise _unwritable(f"{term.kind} whose weight is not among its variables")
            if term.weight.name != term.variables[0]:
                counted.insert(0, term.weight.name)
        elif term.weight is not None:
            counted.insert(0, self.term(term.weight, _ADD))
        bound = "" if term.bound is None else self._bound(term.bound)
        head = f"{', '.join(counted)}: " if counted else ""
        return f"{term.kind}{bound}{{{head}{self.formula(term.body, _QUANTIFIED)}}}"

    def _list(self, terms: tuple[Term, ...]) -> str:
        """Terms between commas."""
        return ", ".join(self.term(term, _ADD) for term in terms)


def _constant(term: Constant) -> str:
    """A constant with its unit."""
    if isinstance(term.value, str):
        if term.unit:
            raise _unwritable("a text with a unit")
        return quote(term.value)
    if not term.unit:
        return str(term.value)
    if term.unit == "instant":
        try:
            local = from_micros(term.value).replace(tzinfo=None)
        except OverflowError as error:
            raise _unwritable("an instant outside the years 1 to 9999") from error
        return f'cal("{local.isoformat(sep=" ")}", "UTC")'
    number = shown(term.value, term.unit)
    if number is None:
        raise _unwritable(f"{term.value} base units in {term.unit}")
    return f"{number} {term.unit}"


def name_of(name: str) -> str:
    """The name, if the surface language can write it."""
    if not _NAME.match(name) or name in RESERVED:
        raise _unwritable(f"the name {name[:40]!r}")
    return name


def _unwritable(what: str) -> NotMonitorable:
    """The error for what this language has no words for."""
    return NotMonitorable(
        f"not in the surface language: {what}",
        next_step="Use the form for event logs, or names and units that can be written.",
    )
