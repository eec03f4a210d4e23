"""Does a formula mean the same over the points of a log as over every instant?

Between the facts of a log nothing happens: every event is false there. A temporal operator
means the same in both frames if those instants cannot decide it. So the bodies of ``once``
and ``eventually`` and the right sides of ``since`` and ``until`` must be false where nothing
happens; the bodies of ``historically`` and ``always`` true there; the left sides of ``since``
and ``until`` true there, or the same at every instant, or ``not once[0,*)`` of something
false there. Stamps must rise strictly, for points with one stamp are one instant.
"""

from __future__ import annotations

from holdfire.agreement.accord.formula import (
    ALWAYS,
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
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.syntax.phrase import phrase
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.syntax.unit import MICROS_PER_SECOND

__all__ = ["check_robust", "idle_value"]


def check_robust(formula: Formula, *, ticks_per_second: int = MICROS_PER_SECOND) -> None:
    """Refuse a formula whose verdict may differ between the two frames.

    Raises :class:`NotMonitorable` with the part and the reason; ``ticks_per_second`` is only
    for showing its bounds. Formulas that pass have the
    same value in both frames at every time point of a log with strictly rising stamps.
    """
    for part in formulas(formula):
        match part:
            case Previous() | Next():
                raise _refused(
                    part, "the timeline has no neighbouring points", ticks_per_second
                )
            case Once(_, body) | Eventually(_, body):
                wrong = body if idle_value(body) is not False else None
            case Historically(_, body) | Always(_, body):
                wrong = body if idle_value(body) is not True else None
            case Since(_, left, right) | Until(_, left, right):
                wrong = right if idle_value(right) is not False else None
                wrong = wrong or (None if _stays(left) else left)
            case _:
                wrong = None
        if wrong is not None:
            said = phrase(wrong, ticks_per_second=ticks_per_second)
            why = f"where nothing happens, {said} may have the value that decides"
            raise _refused(part, why, ticks_per_second)


def idle_value(formula: Formula) -> bool | None:
    """The value at every instant at which nothing happens, ``None`` where it may be either."""
    found: bool | None = None
    match formula:
        case Verum(value):
            found = value
        case Atom():
            found = False
        case Not(body):
            found = _negated(idle_value(body))
        case And(parts):
            found = _joined([idle_value(part) for part in parts], decides=False)
        case Or(parts):
            found = _joined([idle_value(part) for part in parts], decides=True)
        case Implies(left, right):
            found = _joined([_negated(idle_value(left)), idle_value(right)], decides=True)
        case Exists(_, body) | Forall(_, body):
            found = idle_value(body)
        case _:
            pass
    return found


def _negated(value: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is the argument
    """The opposite, where the value is known."""
    return None if value is None else not value


def _joined(values: list[bool | None], *, decides: bool) -> bool | None:
    """One deciding value settles it, else all must be known."""
    if decides in values:
        return decides
    return None if None in values else not decides


def _stays(left: Formula) -> bool:
    """Does the left side hold between two points wherever it holds at the points?"""
    if idle_value(left) or isinstance(left, Compare | Member):
        return True
    if isinstance(left, And):
        return all(_stays(part) for part in left.parts)
    if isinstance(left, Not):
        body = left.body
        if isinstance(body, Compare | Member):
            return True
        return (
            isinstance(body, Once) and body.bound == ALWAYS and idle_value(body.body) is False
        )
    return False


def _refused(part: Formula, why: str, ticks_per_second: int) -> NotMonitorable:
    """The error for one part."""
    said = phrase(part, ticks_per_second=ticks_per_second)
    return NotMonitorable(
        f"{said} may differ between the points of a log and all instants: {why}",
        where=said,
        why="An unrelated fact would add a point and could change the verdict.",
        next_step=(
            "Join the part with an event, or write the rule in the form for event logs, "
            "which speaks of points."
        ),
    )
