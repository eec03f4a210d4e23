"""Does a rule mean the same over the points of a log as over every instant between them?

A rule of the clause language speaks of every instant. Over a log it is run point by point,
which is the same only where nothing is asked that changes between facts: what ``once``,
``eventually`` and the right sides of ``since`` and ``until`` look for must be false, and what
``historically``, ``always`` and the left sides require must be true, where there is no fact.
"""

from __future__ import annotations

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
    Next,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.refusal import NotMonitorable

__all__ = ["check_robust"]


def check_robust(formula: Formula) -> None:
    """Refuse by name a rule whose points and instants may differ."""
    for part in formulas(formula):
        match part:
            case Previous() | Next():
                _refuse(part, "only a log has neighbouring points")
            case Once(_, body) | Eventually(_, body):
                _sought(part, body)
            case Since(_, left, right) | Until(_, left, right):
                if not _steady(left):
                    _refuse(part, "what it requires may fail between two facts")
                _sought(part, right)
            case Historically(_, body) | Always(_, body):
                if not _quiet(body):
                    _refuse(part, "what it requires may fail between two facts")


def _sought(part: Formula, body: Formula) -> None:
    if not _event(body):
        _refuse(part, "what it looks for may hold between two facts")


def _event(f: Formula) -> bool:  # noqa: PLR0911 - one return a kind of formula
    """Is it false wherever there is no fact?"""
    match f:
        case Atom() | Verum(False):
            return True
        case And(parts):
            return any(_event(part) for part in parts)
        case Or(parts):
            return all(_event(part) for part in parts)
        case Exists(_, body) | Forall(_, body):
            return _event(body)
        case Implies(left, right):
            return _quiet(left) and _event(right)
        case Not(body):
            return _quiet(body)
    return False


def _quiet(f: Formula) -> bool:  # noqa: PLR0911 - one return a kind of formula
    """Is it true wherever there is no fact?"""
    match f:
        case Verum(True):
            return True
        case Not(body):
            return _event(body)
        case And(parts):
            return all(_quiet(part) for part in parts)
        case Or(parts):
            return any(_quiet(part) for part in parts)
        case Exists(_, body) | Forall(_, body):
            return _quiet(body)
        case Implies(left, right):
            return _event(left) or _quiet(right)
    return False


def _steady(f: Formula) -> bool:
    """Is it the same wherever there is no fact, and nowhere more true at a fact?"""
    return _ordered(f, rising=False)


def _ordered(f: Formula, *, rising: bool) -> bool:  # noqa: PLR0911 - one return a kind of formula
    """Is it the same wherever there is no fact, and only less (``rising``: more) at facts?"""
    match f:
        case Atom():
            return rising
        case Verum() | Compare():
            return True
        case Not(body):
            return _ordered(body, rising=not rising)
        case And(parts) | Or(parts):
            return all(_ordered(part, rising=rising) for part in parts)
        case Exists(_, body) | Forall(_, body):
            return _ordered(body, rising=rising)
        case Implies(left, right):
            return _ordered(left, rising=not rising) and _ordered(right, rising=rising)
    return False


def _refuse(part: Formula, reason: str) -> None:
    raise NotMonitorable(
        f"{phrase(part, ticks_per_second=1)}: over a log this is not what it is over time,"
        f" because {reason}",
        where=phrase(part, ticks_per_second=1),
        next_step="Ask for facts and for the absence of facts, or write the rule in MFOTL,"
        " which speaks of points.",
    )
