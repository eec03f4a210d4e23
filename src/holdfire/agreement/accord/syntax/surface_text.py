"""Reading formulas of agreements in the surface language.

Twelve keywords: ``not and or implies exists forall once historically since eventually always
until``. Unary operators bind tighter than ``and`` (the form of :mod:`.mfotl_text` does not),
``since`` and ``until`` are not chained, and a quantifier that does not begin a formula stands
in parentheses. A bound is written with every temporal operator: ``once[0,7d]``. A number has
its unit beside it; without one it is a plain number. ``true`` and ``false`` are constants,
``_`` some value as an argument of a predicate. ``sum``, ``min`` and ``max`` begin with their
weight (``sum{n, x: passage(x, n)}``); a weight that is a variable is bound by the aggregate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from holdfire.agreement.accord.formula import (
    Always,
    And,
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
)
from holdfire.agreement.accord.syntax.lexer import Kind, Reader, Token, pattern
from holdfire.agreement.accord.syntax.quoted import unquote
from holdfire.agreement.accord.syntax.surface_bound import read_bound
from holdfire.agreement.accord.syntax.surface_operand import (
    COMPARISONS,
    KEYWORDS,
    Call,
    Parsed,
    Scope,
    as_formula,
    as_term,
    read_calendar,
    read_constant,
)
from holdfire.agreement.accord.term import Aggregate, Arithmetic, Term, Variable

__all__ = ["read_formula"]

_SIGNS = ("(", ")", "[", "]", "{", "}", ",", ".", ":", "+", "-", "*", *COMPARISONS)
_WORDS = pattern(r"[A-Za-z_][A-Za-z0-9_]*", _SIGNS)
_Temporal = Callable[[Bound, Formula], Formula]
_PAST: Mapping[str, _Temporal] = {"once": Once, "historically": Historically}
_FUTURE: Mapping[str, _Temporal] = {"eventually": Eventually, "always": Always}
_QUANTIFIERS: Mapping[str, Callable[[tuple[str, ...], Formula], Formula]] = {
    "exists": Exists,
    "forall": Forall,
}
_WEIGHTED = {"sum", "min", "max"}
_AGGREGATES = {"count", "duration", *_WEIGHTED}
_IMPLIES, _OR, _AND, _SINCE, _UNARY, _COMPARE, _ADD, _TIMES = range(1, 9)
_STRENGTH = {
    "implies": _IMPLIES,
    "or": _OR,
    "and": _AND,
    "since": _SINCE,
    "until": _SINCE,
    "in": _COMPARE,
    **dict.fromkeys(COMPARISONS, _COMPARE),
    "+": _ADD,
    "-": _ADD,
    "*": _TIMES,
}


def read_formula(
    text: str,
    *,
    variables: Collection[str] = (),
    names: Collection[str] = (),
    ticks_per_second: int = 1_000_000,
) -> Formula:
    """Read one formula.

    A bare name in a term is a variable if a quantifier, an aggregate or ``variables`` binds
    it, else a named thing if it is among ``names`` (or is ``now``), else a free variable.
    Bounds are in ticks; units of numbers do not depend on the tick. Raises
    :class:`BadFormula` with line and column for what is not a formula, and
    :class:`NotMonitorable` for a future without an end.
    """
    read = Reader(text, _WORDS, "formula")
    parser = _Parser(read, Scope(frozenset(variables), frozenset(names)), ticks_per_second)
    found = parser.formula()
    if read.now.kind is not Kind.END:
        raise parser.unexpected("an operator or the end of the formula")
    return found


class _Parser:
    """Reading by precedence; what a bare name is, its place decides."""

    def __init__(self, read: Reader, scope: Scope, ticks_per_second: int) -> None:
        self.read = read
        self.scope = scope
        self.ticks_per_second = ticks_per_second
        self._in_weight = False

    def formula(self) -> Formula:
        """A formula, maybe quantified."""
        word = self.read.now
        return as_formula(self.read, word, self._inside())

    def _inside(self) -> Parsed:
        """What may stand between parentheses: a formula, maybe quantified, or a term."""
        word = self.read.now
        if word.kind is not Kind.NAME or word.text not in _QUANTIFIERS:
            return self._joined(_IMPLIES)
        self.read.enter(self.read.take())
        variables = self._variables(word)
        self.read.expect(".", "after the variables")
        with self.scope.binding(variables):
            body = self.formula()
        self.read.leave(word)
        return _QUANTIFIERS[word.text](variables, body)

    def _variables(self, word: Token) -> tuple[str, ...]:
        """Names between commas, none twice."""
        found = [self._variable()]
        while self.read.accept(","):
            found.append(self._variable())
        if len(set(found)) < len(found):
            raise self.read.refused(word, f"{word.text} names a variable twice")
        return tuple(found)

    def _variable(self) -> str:
        """The name of a variable."""
        word = self.read.now
        if word.text in KEYWORDS or word.text == "_":
            raise self.unexpected("the name of a variable")
        return self.read.name("the name of a variable").text

    def _joined(self, least: int) -> Parsed:
        """Operands and operators that bind at least as tightly as ``least``."""
        first = self.read.now
        found = self._operand(least)
        entered = []
        while self.read.now.kind in {Kind.NAME, Kind.SIGN}:
            word = self.read.now
            strength = _STRENGTH.get(word.text, 0)
            if strength < least or not strength:
                break
            self.read.enter(word)
            entered.append(word)
            found = self._with(word, strength, first, found)
        for word in entered:
            self.read.leave(word)
        return found

    def _with(self, word: Token, strength: int, first: Token, left: Parsed) -> Parsed:
        """The operator that comes next with its right side."""
        if strength >= _COMPARE:
            return self._of_terms(word, strength, as_term(self.read, self.scope, first, left))
        one = as_formula(self.read, first, left)
        if strength in {_AND, _OR}:
            parts = [one]
            while self.read.accept(word.text):
                parts.append(self._formula_part(strength + 1))
            return And(tuple(parts)) if strength == _AND else Or(tuple(parts))
        self.read.take()
        if strength == _IMPLIES:
            return Implies(one, self._formula_part(_IMPLIES))
        future = word.text == "until"
        bound = read_bound(self.read, word, self.ticks_per_second, future=future)
        right = self._formula_part(_UNARY)
        if self.read.at("since", "until"):
            raise self.read.refused(
                self.read.now,
                "since and until are not chained",
                "Put one of the two in parentheses.",
            )
        return Until(bound, one, right) if future else Since(bound, one, right)

    def _formula_part(self, least: int) -> Formula:
        """An operand that must be a formula."""
        word = self.read.now
        return as_formula(self.read, word, self._joined(least))

    def _of_terms(self, word: Token, strength: int, left: Term) -> Parsed:
        """A comparison, a membership or arithmetic; its operator comes next."""
        self.read.take()
        if word.text == "in":
            if self.read.now.kind is Kind.TEXT:
                return Member(left, unquote(self.read.take().text))
            if self.read.now.text in KEYWORDS:
                raise self.unexpected("the name of a set")
            return Member(left, self.read.name("the name of a set").text)
        right = self._term(strength + 1)
        if strength > _COMPARE:
            return Arithmetic(word.text, left, right)
        if self.read.at(*COMPARISONS, "in"):
            raise self.read.refused(
                self.read.now, "comparisons are not chained", "Join two of them with and."
            )
        return Compare(word.text, left, right)

    def _term(self, least: int = _ADD, *, anonymous: bool = False) -> Term:
        """An operand that must be a term."""
        word = self.read.now
        found = self._joined(least)
        return as_term(self.read, self.scope, word, found, anonymous=anonymous)

    def _operand(self, least: int) -> Parsed:
        """A unary operator with its body, a parenthesis, a name, a number or a text."""
        word = self.read.now
        if word.kind in {Kind.TEXT, Kind.NUMBER} or word.text == "-":
            return read_constant(self.read)
        if word.text == "(":
            self.read.enter(self.read.take())
            inner = self._inside()
            self.read.expect(")")
            self.read.leave(word)
            return inner
        if word.kind is not Kind.NAME:
            raise self.unexpected("a formula or a term")
        if word.text in KEYWORDS:
            return self._unary(least)
        if word.text in _AGGREGATES and self.read.ahead().text in {"[", "{"}:
            return self._aggregate()
        return self._named()

    def _unary(self, least: int) -> Formula:
        """A unary operator with its body; the keyword comes next."""
        word = self.read.now
        operator = _PAST.get(word.text) or _FUTURE.get(word.text)
        if word.text in _QUANTIFIERS:
            raise self.read.refused(
                word,
                f"{word.text} stands only at the beginning of a formula",
                "Put the quantified part in parentheses.",
            )
        if least > _UNARY or (operator is None and word.text != "not"):
            raise self.unexpected("a term" if least > _UNARY else "a formula")
        self.read.enter(self.read.take())
        if operator is None:
            found: Formula = Not(self._formula_part(_UNARY))
        else:
            future = word.text in _FUTURE
            bound = read_bound(self.read, word, self.ticks_per_second, future=future)
            found = operator(bound, self._formula_part(_UNARY))
        self.read.leave(word)
        return found

    def _named(self) -> Parsed:
        """A name, alone or with arguments."""
        word = self.read.take()
        if not self.read.at("("):
            return Call(word)
        if word.text == "cal":
            return read_calendar(self.read, word)
        opened = self.read.take()
        self.read.enter(opened)
        terms: list[Term] = []
        if not self.read.at(")"):
            terms.append(self._term(anonymous=True))
            while self.read.accept(","):
                terms.append(self._term(anonymous=True))
        self.read.expect(")", f"after the arguments of {word.text[:40]}")
        self.read.leave(opened)
        return Call(word, tuple(terms))

    def _aggregate(self) -> Term:
        """``count{u: ...}``, ``sum[0,7d]{n, x: ...}``, ``duration[0,7d]{...}``."""
        word = self.read.take()
        if self._in_weight:
            raise self.read.refused(word, "a weight holds no aggregate")
        bound = None
        if self.read.at("["):
            bound = read_bound(self.read, word, self.ticks_per_second, future=False)
        opened = self.read.expect("{")
        self.read.enter(opened)
        weight, variables = self._counted(word)
        with self.scope.binding(variables):
            body = self.formula()
        self.read.expect("}")
        self.read.leave(opened)
        return Aggregate(word.text, bound, weight, variables, body)

    def _counted(self, word: Token) -> tuple[Term | None, tuple[str, ...]]:
        """The weight and the variables of an aggregate, with the colon after them."""
        if word.text not in _WEIGHTED:
            if word.text == "duration" and not self._colon_after_names():
                return None, ()
            variables = self._variables(word)
            self.read.expect(":", "after the variables")
            return None, variables
        place = self.read.mark()
        self._in_weight = True
        weight = self._term()  # to find the variables, which the weight may speak of
        variables = self._variables(word) if self.read.accept(",") else ()
        with self.scope.binding(variables):
            after = self.read.mark()
            self.read.back(place)
            weight = self._term()
            self.read.back(after)
        self._in_weight = False
        self.read.expect(":", "after the variables")
        if isinstance(weight, Variable) and weight.name not in variables:
            variables = (weight.name, *variables)
        if not variables:
            raise self.read.refused(word, f"{word.text} names no variable")
        return weight, variables

    def _colon_after_names(self) -> bool:
        """Do names between commas and a colon come next?"""
        count = 0
        while self.read.ahead(count).kind is Kind.NAME:
            after = self.read.ahead(count + 1).text
            if after != ",":
                return after == ":"
            count += 2
        return False

    def unexpected(self, expected: str) -> Exception:
        """The error for a next word that must not stand there."""
        word = self.read.now
        if word.text.lower() in KEYWORDS and word.text not in KEYWORDS:
            return self.read.refused(
                word, f"{word.text} is written in lower case", f"Write {word.text.lower()}."
            )
        return self.read.unexpected(expected)
