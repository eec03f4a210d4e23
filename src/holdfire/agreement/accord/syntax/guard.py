"""Is every variable of a formula given values by facts, so that its verdicts are exact?

The check is that of safe-range formulas (Abiteboul, Hull, Vianu, "Foundations of databases",
1995, section 5.4), with temporal operators as MonPoly has them (Basin, Klaedtke, Müller,
Zalinescu, "Monitoring metric first-order temporal properties", JACM 62(2), 2015). Accepted,
for variables that an enclosing part or the caller gives (*given*), and read with negation
pushed inwards (``forall x. f`` is ``not exists x. not f``, ``a implies b`` is ``not a or b``,
``historically`` is ``not once not``, ``always`` is ``not eventually not``):

- a predicate whose arguments are variables and constants, or terms of given variables;
- ``x = t`` where the variables of ``t`` are given; other comparisons, sets, and negations
  only where all their variables are given;
- ``and``: some order of its parts exists in which each part is accepted after those before
  it gave their variables;
- ``or``: every part is accepted, and all give the same variables;
- ``exists x. f``: ``f`` is accepted without ``x`` given;
- ``once f``, ``eventually f``, ``previous f``, ``next f``: ``f`` is accepted;
- ``f since g``, ``f until g``: ``g`` is accepted, the variables of ``f`` are given or occur in
  ``g``, and ``f`` is accepted with them given.

That is more than MonPoly accepts: a part all of whose variables are given from outside need
not give them again (``p(x) and once (not q(x))``). Evaluation asks such parts for the values
it needs, and stays exact. The future must have an end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

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
from holdfire.agreement.accord.free import free_in_term, free_variables
from holdfire.agreement.accord.syntax.frame import check_frame
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import Aggregate, Apply, Arithmetic, Term, Variable

__all__ = ["check_guarded", "check_open_end"]

_Names = frozenset[str]
_MAX_STEPS = 100_000


def check_guarded(
    formula: Formula, *, frame: Literal["points", "timeline"], given: Collection[str] = ()
) -> None:
    """Refuse a formula that the frame cannot evaluate exactly.

    ``given`` are variables that have their values from outside (the key of a norm). Raises
    :class:`NotMonitorable` with the part, the variable and the reason: a variable without a
    guard, an operator or term that the frame does not have, a future without an end.
    """
    check_frame(formula, frame)
    _Check(log=frame == "points").accept(formula, frozenset(given), positive=True)


def check_open_end(formula: Formula) -> None:
    """Refuse a rule whose rows only the future could name, where what follows is unknown.

    After the end of such a log anything may come, so any value might belong to a row: the
    rows that are undetermined could not be listed. Raises :class:`NotMonitorable`.
    """
    open_end = frozenset(free_variables(formula))
    _Check(log=True, open_end=open_end).accept(formula, frozenset(), positive=True)


class _Check:
    """One formula being checked; each answer is kept, so that the work stays bounded.

    ``open_end`` are variables that no operator on the future may be the first to name.
    """

    def __init__(self, *, log: bool, open_end: _Names = frozenset()) -> None:
        self.log = log
        self.open_end = open_end
        self._free: dict[int, _Names] = {}
        self._kept: dict[tuple[int, bool, _Names], NotMonitorable | None] = {}
        self._steps = 0

    def free(self, formula: Formula) -> _Names:
        """The free variables of a part."""
        found = self._free.get(id(formula))
        if found is None:
            found = self._free[id(formula)] = frozenset(free_variables(formula))
        return found

    def accept(self, formula: Formula, given: _Names, *, positive: bool) -> None:
        """Refuse the formula, or its negation, if it leaves one of its variables open."""
        refusal = self.refusal(formula, given, positive=positive)
        if refusal is not None:
            raise refusal.with_traceback(None)

    def refusal(
        self, formula: Formula, given: _Names, *, positive: bool
    ) -> NotMonitorable | None:
        """Why the formula, or its negation, is refused; ``None`` where it is accepted."""
        self._steps += 1
        if self._steps > _MAX_STEPS:
            raise NotMonitorable(
                "the formula is too intricate to find out what guards its variables",
                next_step="Split it, or put the facts that guard a variable first.",
            )
        key = (id(formula), positive, given & self.free(formula))
        if key not in self._kept:
            try:
                self._accept(formula, given, positive=positive)
                self._kept[key] = None
            except NotMonitorable as refused:
                self._kept[key] = refused
        return self._kept[key]

    def _accept(self, formula: Formula, given: _Names, *, positive: bool) -> None:
        """As :meth:`accept`, worked out."""
        match formula:
            case Not(body):
                self.accept(body, given, positive=not positive)
            case And(parts):
                self._joined(formula, [(p, positive) for p in parts], given, all_of=positive)
            case Or(parts):
                self._joined(
                    formula, [(p, positive) for p in parts], given, all_of=not positive
                )
            case Implies(left, right):
                sides = [(left, not positive), (right, positive)]
                self._joined(formula, sides, given, all_of=not positive)
            case Exists(variables, body) | Forall(variables, body):
                gives = isinstance(formula, Exists) is positive
                if not gives:
                    self._all_given(formula, given, "it speaks of every value, and gives none")
                inside = given - frozenset(variables)
                self.accept(body, inside, positive=isinstance(formula, Exists))
            case Historically(_, body) | Always(_, body):
                if positive:
                    self._all_given(formula, given, "it only holds where nothing else does")
                elif isinstance(formula, Always):
                    self._named_before(formula, given)
                self.accept(body, given, positive=False)
            case _:
                self._positive(formula, given, positive=positive)

    def _positive(self, formula: Formula, given: _Names, *, positive: bool) -> None:
        """Parts that give values where they hold, and only test where they do not."""
        if not positive and not _equals(formula, negated=True):
            self._all_given(formula, given, "it is negated, and a negation gives no values")
        if isinstance(formula, Eventually | Next | Until):
            self._named_before(formula, given)
        match formula:
            case Once(_, body) | Eventually(_, body) | Previous(_, body) | Next(_, body):
                self.accept(body, given, positive=True)
            case Since(_, left, right) | Until(_, left, right):
                self.accept(right, given, positive=True)
                known = given | self.free(right)
                self._all_given(left, known, "it is on the left side and not on the right")
                self.accept(left, known, positive=True)
            case Atom(_, terms):
                self._atom(formula, terms, given)
            case Compare(_, left, right):
                self._compare(formula, (left, right), given, negated=not positive)
            case Member(term, _):
                self._all_given(formula, given, "a set tests values and does not give them")
                self._aggregates((term,), given)
            case Verum():
                pass

    def _joined(
        self,
        formula: Formula,
        parts: list[tuple[Formula, bool]],
        given: _Names,
        *,
        all_of: bool,
    ) -> None:
        """A conjunction in some order of its parts, or a disjunction of equals."""
        if not all_of:
            for part, positive in parts:
                self.accept(part, given, positive=positive)
                for name in sorted(self.free(formula) - given - self.free(part)):
                    raise self._refused(
                        formula, name, f"the alternative {self._said(part)} leaves it open"
                    )
            return
        known, waiting = given, parts
        while waiting:
            left = []
            for part, positive in waiting:
                if self.refusal(part, known, positive=positive) is None:
                    known |= self.free(part)
                else:
                    left.append((part, positive))
            if len(left) == len(waiting):
                self.accept(left[0][0], known, positive=left[0][1])
            waiting = left

    def _atom(self, formula: Atom, terms: tuple[Term, ...], given: _Names) -> None:
        """A predicate gives its variables; other terms must have theirs."""
        for term in terms:
            if not isinstance(term, Variable):
                for name in _open((term,), given):
                    raise self._refused(
                        formula,
                        name,
                        f"{self._said(term)} is computed from it, not the reverse",
                    )
        self._aggregates(terms, given)

    def _compare(
        self, formula: Compare, sides: tuple[Term, Term], given: _Names, *, negated: bool
    ) -> None:
        """A comparison tests, except that an equality gives its one open side."""
        left, right = sides
        if _equals(formula, negated=negated):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, Variable) and not _open((other,), given):
                    self._aggregates(sides, given)
                    return
        self._all_given(formula, given, "a comparison tests values and does not give them")
        self._aggregates(sides, given)

    def _aggregates(self, terms: Iterable[Term], given: _Names) -> None:
        """The bodies of aggregates give the variables that are counted."""
        for term in terms:
            match term:
                case Aggregate():
                    self._aggregate(term, given)
                case Apply(_, inner):
                    self._aggregates(inner, given)
                case Arithmetic(_, left, right):
                    self._aggregates((left, right), given)
                case _:
                    pass

    def _aggregate(self, term: Aggregate, given: _Names) -> None:
        """The body gives the variables that are counted; the weight has no others."""
        self.accept(term.body, given - frozenset(term.variables), positive=True)
        inside = self.free(term.body)
        weighed = () if term.weight is None else free_in_term(term.weight)
        for name in (*term.variables, *weighed):
            if name not in inside and (name in term.variables or name not in given):
                raise self._refused(
                    term.body, name, f"the {term.kind} over it names the variable"
                )

    def _said(self, part: Formula | Term) -> str:
        """The part as its frame writes it."""
        return phrase(part, log=self.log)

    def _refused(self, formula: Formula, variable: str, why: str) -> NotMonitorable:
        """The error for one variable in one part."""
        said = self._said(formula)
        return NotMonitorable(
            f"nothing gives the variable {variable} a value in {said}: {why}",
            where=said,
            next_step=f"Join it with a predicate that has {variable} as an argument.",
        )

    def _named_before(self, formula: Formula, given: _Names) -> None:
        """Refuse a part on the future that is the first to name a row of an open log."""
        for name in free_variables(formula):
            if name in self.open_end - given:
                raise self._refused(
                    formula, name, "what follows the end of the log may give it any value"
                )

    def _all_given(self, formula: Formula, given: _Names, why: str) -> None:
        """Refuse a part with a variable that nothing gave."""
        for name in free_variables(formula):
            if name not in given:
                raise self._refused(formula, name, why)


def _equals(formula: Formula, *, negated: bool) -> bool:
    """Does the formula, or its negation, say that two terms are equal?"""
    return isinstance(formula, Compare) and formula.op == ("!=" if negated else "=")


def _open(terms: Iterable[Term], given: _Names) -> tuple[str, ...]:
    """The variables of terms that are not given."""
    return tuple(name for term in terms for name in free_in_term(term) if name not in given)
