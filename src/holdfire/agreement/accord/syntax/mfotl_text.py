r"""Reading rules in the text form of metric first-order temporal logic that MonPoly reads.

Grammar and precedence follow MonPoly's formula parser (Basin, Klaedtke, Zalinescu, "The
MonPoly monitoring tool", RV-CuBES 2017), loosest first: ``SINCE UNTIL`` (right), ``PREVIOUS
NEXT ONCE EVENTUALLY ALWAYS PAST_ALWAYS``, ``EXISTS FORALL``, ``EQUIV``, ``IMPLIES`` (right),
``OR``, ``AND``, ``NOT``. So ``ONCE p() AND q()`` is ``ONCE (p() AND q())``. Time is the log's
own unit, a second for the letters ``s m h d``. Three deviations: ``\"`` and ``\\`` are
escapes in texts, names of variables have no ``-``, ``/`` or ``:``, and the future needs an
end (MonPoly refuses that later). ``a EQUIV b`` is read as two implications.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
from holdfire.agreement.accord.syntax.lexer import Kind, Reader, Token, bounded_int, pattern
from holdfire.agreement.accord.syntax.quoted import unquote
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Constant, Term, Variable

__all__ = ["RESERVED", "read_mfotl"]

_SIGNS = (
    "(", ")", "[", "]", ",", ".", "*", "=", "<", "<=", ">", ">=", "!=", "<-", "+", "-", "/",
    ";", "|>", "<|", "|", "?",
)  # fmt: skip
_WORDS = pattern(r"[A-Za-z_][A-Za-z0-9_:/'-]*", _SIGNS, comments=r"\(\*.*?\*\)|#[^\n\r]*")
_UNARY: Mapping[str, Callable[[Bound, Formula], Formula]] = {
    "PREVIOUS": Previous,
    "PREV": Previous,
    "NEXT": Next,
    "ONCE": Once,
    "EVENTUALLY": Eventually,
    "SOMETIMES": Eventually,
    "ALWAYS": Always,
    "PAST_ALWAYS": Historically,
    "HISTORICALLY": Historically,
}
_FUTURE = {"EVENTUALLY", "SOMETIMES", "ALWAYS", "UNTIL"}
_QUANTIFIERS: Mapping[str, Callable[[tuple[str, ...], Formula], Formula]] = {
    "EXISTS": Exists,
    "FORALL": Forall,
}
_BINARY = {"SINCE": 1, "UNTIL": 1, "EQUIV": 4, "IMPLIES": 5, "OR": 6, "AND": 7}
_TEMPORAL, _QUANTIFIED, _NEGATED = 2, 3, 8
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_OUTSIDE = {
    **dict.fromkeys(("LET", "LETPAST", "IN"), "a definition"),
    **dict.fromkeys(
        ("MATCHF", "MATCHP", "FORWARD", "BACKWARD", "|>", "<|"),
        "a regular expression over time",
    ),
    **dict.fromkeys(("MATCHES", "SUBSTRING"), "a test inside a text"),
    **dict.fromkeys(("CNT", "MIN", "MAX", "SUM", "AVG", "MED", "<-"), "an aggregate"),
    **dict.fromkeys(
        ("f2i", "i2f", "r2s", "s2r", "DAY_OF_MONTH", "MONTH", "YEAR", "FORMAT_DATE"),
        "a function",
    ),
    **dict.fromkeys(("MOD", "+", "-", "*", "/"), "arithmetic"),
}
RESERVED = {*_UNARY, *_QUANTIFIERS, *_BINARY, *_OUTSIDE, "NOT", "TRUE", "FALSE"}
"""Words that name neither a predicate nor a variable."""

_MAX_EQUIV = 8


def read_mfotl(text: str) -> Formula:
    """Read one rule; every satisfying assignment of its free variables is a violation.

    Raises :class:`BadFormula` with line and column for what is not a rule, and
    :class:`NotMonitorable` for a rule that uses what this reader does not have: aggregates,
    definitions, regular expressions, functions, arithmetic, a future without end.
    """
    read = Reader(text, _WORDS, "rule")
    parser = _Parser(read)
    found = parser.formula(0)
    if read.now.kind is not Kind.END:
        parser.refuse_outside()
        raise read.unexpected("an operator or the end of the rule")
    return found


class _Parser:
    """Reading by precedence: one method for each kind of phrase."""

    def __init__(self, read: Reader) -> None:
        self.read = read
        self._equivalences = 0
        self._anonymous = 0

    def formula(self, least: int) -> Formula:
        """A formula whose operators bind at least as tightly as ``least``."""
        found = self._operand()
        while (strength := _BINARY.get(self.read.now.text, -1)) >= least:
            word = self.read.now
            if word.kind is not Kind.NAME:
                break
            self.read.enter(word)
            found = self._joined(word.text, found, strength)
            self.read.leave(word)
        return found

    def _joined(self, word: str, left: Formula, strength: int) -> Formula:
        """The operator that comes next with its right side."""
        if word in {"AND", "OR"}:
            parts = [left]
            while self.read.accept(word):
                parts.append(self.formula(strength + 1))
            return And(tuple(parts)) if word == "AND" else Or(tuple(parts))
        operator = self.read.take()
        if word in {"SINCE", "UNTIL"}:
            bound = self._bound(operator)
            right = self.formula(strength)
            return Since(bound, left, right) if word == "SINCE" else Until(bound, left, right)
        if word == "IMPLIES":
            return Implies(left, self.formula(strength))
        self._equivalences += 1
        if self._equivalences > _MAX_EQUIV:
            raise self.read.refused(
                operator,
                f"a rule may have at most {_MAX_EQUIV} EQUIV",
                "Split it into rules of their own.",
            )
        right = self.formula(strength + 1)
        return And((Implies(left, right), Implies(right, left)))

    def _operand(self) -> Formula:
        """A prefix operator with its body, a parenthesis, or an atom."""
        word = self.read.now
        if word.text == "(" and word.kind is Kind.SIGN:
            self.read.enter(self.read.take())
            inner = self.formula(0)
            self.refuse_outside()
            self.read.expect(")")
            self.read.leave(word)
            return inner
        if word.kind is Kind.NAME and (
            word.text == "NOT" or word.text in _UNARY or word.text in _QUANTIFIERS
        ):
            self.read.enter(self.read.take())
            found = self._prefixed(word)
            self.read.leave(word)
            return found
        return self._atom()

    def _prefixed(self, word: Token) -> Formula:
        """What follows a prefix operator that has been taken."""
        if word.text == "NOT":
            return Not(self.formula(_NEGATED))
        if word.text in _UNARY:
            bound = self._bound(word)
            return _UNARY[word.text](bound, self.formula(_TEMPORAL))
        variables = [self._variable("the name of a variable")]
        while self.read.accept(","):
            variables.append(self._variable("the name of a variable"))
        if len(set(variables)) < len(variables):
            raise self.read.refused(word, "a quantifier names a variable twice")
        self.read.expect(".", "after the variables")
        return _QUANTIFIERS[word.text](tuple(variables), self.formula(_QUANTIFIED))

    def _atom(self) -> Formula:
        """A predicate, a comparison, or a constant."""
        self.refuse_outside()
        word = self.read.now
        if word.kind is Kind.NAME:
            if word.text in {"TRUE", "FALSE"}:
                return Verum(self.read.take().text == "TRUE")
            if self.read.ahead().text == "(" and word.text not in RESERVED:
                return self._predicate()
        if word.kind is Kind.END or (word.kind is Kind.SIGN and word.text != "-"):
            raise self.read.unexpected(
                "a predicate, a comparison, or an operator with its body"
            )
        left = self._term()
        operator = self.read.now
        if operator.text not in {"=", "<", "<=", ">", ">="} or operator.kind is not Kind.SIGN:
            raise self._no_comparison(word)
        self.read.take()
        right = self._term()
        return Compare(operator.text, left, right)

    def _no_comparison(self, left: Token) -> Exception:
        """The error for a term that no comparison follows."""
        if self.read.at("!="):
            return self._outside(self.read.now, "the comparison !=", "Write NOT x = y.")
        self.refuse_outside()
        if left.kind is Kind.NAME:
            return self.read.unexpected(
                f"a comparison after {left.text[:40]}, or {left.text[:40]}()"
            )
        return self.read.unexpected("a comparison (= < <= > >=)")

    def _predicate(self) -> Formula:
        """A predicate with its arguments; ``_`` stands for some value."""
        name = self.read.take()
        opened = self.read.expect("(")
        self.read.enter(opened)
        terms: list[Term] = []
        if not self.read.at(")"):
            terms.append(self._term(anonymous=True))
            while self.read.accept(","):
                terms.append(self._term(anonymous=True))
        self.refuse_outside()
        self.read.expect(")", f"after the arguments of {name.text[:40]}")
        self.read.leave(opened)
        atom = Atom(name.text, tuple(terms))
        hidden = dict.fromkeys(
            term.name for term in terms if isinstance(term, Variable) and term.name[0] == "_"
        )
        return Exists(tuple(hidden), atom) if hidden else atom

    def _term(self, *, anonymous: bool = False) -> Term:
        """A variable, a whole number, or a text."""
        word = self.read.now
        if word.kind is Kind.TEXT:
            return Constant(unquote(self.read.take().text))
        negative = word.text == "-" and word.kind is Kind.SIGN
        if negative and self.read.ahead().kind is Kind.NUMBER:
            self.read.take()
        elif word.kind is not Kind.NUMBER:
            self.refuse_outside()
            return Variable(
                self._variable("a variable, a number or a text", anonymous=anonymous)
            )
        return Constant(self._number(-1 if negative else 1))

    def _number(self, sign: int) -> int:
        """A whole number without a unit."""
        word = self.read.take()
        if "." in word.text:
            raise self._outside(word, "a number with a fraction", "Write whole numbers.")
        after = self.read.now
        if after.kind is Kind.NAME and after.at == word.end:
            raise self.read.refused(
                word,
                f"{word.text[:20]}{after.text[:20]}: a number with a time unit stands only in "
                "an interval, and no name begins with a digit",
                "Write a plain number in the log's unit.",
            )
        return bounded_int(self.read, word, sign)

    def _variable(self, what: str, *, anonymous: bool = False) -> str:
        """The name of a variable; ``_`` only where ``anonymous``."""
        if self.read.now.text in RESERVED and self.read.now.kind is Kind.NAME:
            raise self.read.unexpected(what)
        word = self.read.name(what)
        if not word.text.replace("_", "a").isalnum():
            raise self.read.refused(
                word,
                f"the variable {word.text[:40]} has a sign other than letters, digits and _",
                "There is no arithmetic here: rename the variable.",
            )
        if word.text[0] != "_":
            return word.text
        if not anonymous:
            raise self.read.refused(
                word,
                f"{word.text[:40]}: names that begin with _ stand for some value, and only as "
                "arguments of predicates",
                "Give the variable a name that begins with a letter.",
            )
        return word.text if len(word.text) > 1 else self._fresh()

    def _fresh(self) -> str:
        """A name for ``_`` that the text does not use."""
        used = {word.text for word in self.read.words}
        self._anonymous += 1
        while f"_{self._anonymous}" in used:
            self._anonymous += 1
        return f"_{self._anonymous}"

    def _bound(self, operator: Token) -> Bound:
        """The interval of a temporal operator; ``[0,*)`` where none is written."""
        first = self.read.now
        number = self.read.ahead()
        given = self.read.at("[") or (self.read.at("(") and self._interval_follows(number))
        bound = self._interval() if given else ALWAYS
        if bound.high is None and operator.text in _FUTURE:
            raise self._outside(
                operator,
                f"{operator.text} without an end: an unbounded future is never settled",
                "Give it an end, for example [0,24h].",
            )
        if bound.high is not None and bound.low > bound.high:
            raise self.read.refused(
                first, "the interval contains nothing", "Put the smaller bound first."
            )
        return bound

    def _interval_follows(self, number: Token) -> bool:
        """Is this parenthesis an interval? It is if a number and a comma follow it."""
        if number.kind is not Kind.NUMBER:
            return False
        after = self.read.ahead(2)
        if after.kind is Kind.NAME and after.at == number.end:
            after = self.read.ahead(3)
        return after.text == "," and after.kind is Kind.SIGN

    def _interval(self) -> Bound:
        """An interval as closed bounds in seconds."""
        open_low = self.read.take().text == "("
        low = self._seconds() + open_low
        self.read.expect(",", "between the bounds")
        high = None if self.read.accept("*") else self._seconds()
        if not self.read.at(")", "]"):
            raise self.read.unexpected("')' or ']' at the end of the interval")
        open_high = self.read.take().text == ")"
        return Bound(low, high if high is None else high - open_high)

    def _seconds(self) -> int:
        """One bound of an interval."""
        word = self.read.now
        if word.kind is not Kind.NUMBER:
            raise self.read.unexpected(
                "a whole number, with s, m, h or d if not in the log's unit"
            )
        self.read.take()
        if "." in word.text:
            raise self.read.refused(word, "a bound is not whole", "Write a whole number.")
        number = bounded_int(self.read, word)
        after = self.read.now
        if after.kind is Kind.NAME and after.at == word.end:
            if after.text not in _SECONDS:
                raise self.read.unexpected("one of the units s, m, h, d")
            number *= _SECONDS[self.read.take().text]
        return number

    def refuse_outside(self) -> None:
        """Refuse by name if the next word belongs to what this reader does not have."""
        word = self.read.now
        if word.kind not in {Kind.NAME, Kind.SIGN} or word.text not in _OUTSIDE:
            return
        if (
            word.text == "-"
            and self.read.ahead().kind is Kind.NUMBER
            and not self._after_term()
        ):
            return
        raise self._outside(word, f"{_OUTSIDE[word.text]} ({word.text})", "")

    def _after_term(self) -> bool:
        """Does the next word follow a term, so that a minus would be arithmetic?"""
        before = self.read.before()
        if before.kind is Kind.NAME:
            return before.text not in RESERVED
        return before.kind in {Kind.NUMBER, Kind.TEXT}

    def _outside(self, word: Token, what: str, next_step: str) -> NotMonitorable:
        """The error for a construct outside the language, with its place."""
        place = self.read.refused(word, what).where
        return NotMonitorable(
            f"{place}: not supported: {what}",
            where=place,
            next_step=next_step
            or "Compute it before the log is written, and log the result as a fact.",
        )
