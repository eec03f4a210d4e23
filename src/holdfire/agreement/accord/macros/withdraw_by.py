"""Out of an area by a deadline: ``exists u. present(u) and now > D and place in AREA ...``.

A step with its own zone is asked for from its own deadline on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from holdfire.agreement.accord.compiled import Compiled, Leaf
from holdfire.agreement.accord.formula import And, Compare, Formula, Or
from holdfire.agreement.accord.macros.condition import Condition, all_of_them, compiled, some
from holdfire.agreement.accord.macros.place import in_area
from holdfire.agreement.accord.macros.presence import present_somewhere
from holdfire.agreement.accord.term import Constant, Name
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import AreaRef, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import WithdrawBy
from holdfire.base.instant import micros

__all__ = ["last_deadline", "steps_of", "withdraw_by"]


def last_deadline(terms: WithdrawBy) -> datetime | None:
    """The deadline, else that of the last step; ``None`` while one of them has no date."""
    if terms.deadline is not None:
        return terms.deadline
    ends = [phase.deadline for phase in terms.phases]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def steps_of(terms: WithdrawBy, agreement: Agreement) -> tuple[tuple[AreaRef, datetime], ...]:
    """What must be empty after which deadline: the zones of steps, then the whole area."""
    deadline = last_deadline(terms)
    if deadline is None:
        return ()
    named = {**agreement.zones, **agreement.sites}
    steps: list[tuple[AreaRef, datetime]] = [
        (NamedArea((phase.name,)), phase.deadline)
        for phase in terms.phases
        if phase.name in named and phase.deadline is not None and phase.deadline < deadline
    ]
    return (*steps, (terms.area, deadline))


def withdraw_by(clause: Clause, terms: WithdrawBy, agreement: Agreement) -> Compiled:
    """Some such object still there, or there again, after the deadline of its step."""
    steps = steps_of(terms, agreement)
    if not steps:
        return Compiled(clause, (), ())
    where = [_after(area, deadline, terms.then_until) for area, deadline in steps]
    either = where[0] if len(where) == 1 else _any_of(where)
    conditions = present_somewhere("u", terms.objects, (either,), clause, agreement)
    return compiled(clause, some("u", conditions))


def _after(area: AreaRef, deadline: datetime, until: datetime | None) -> Condition:
    """Inside the area after the deadline, as long as it has to be kept empty."""
    leaves: tuple[Leaf, ...] = ()
    parts: list[Formula] = [
        Compare(">", Name("now"), Constant(micros(deadline), "instant")),
    ]
    if until is not None:
        parts.append(Compare("<=", Name("now"), Constant(micros(until), "instant")))
    inside = in_area("u", area)
    if inside:
        whole = all_of_them(inside)
        parts.append(whole.formula)
        leaves = whole.leaves
    return Condition(And(tuple(parts)) if len(parts) > 1 else parts[0], leaves)


def _any_of(conditions: Sequence[Condition]) -> Condition:
    """Any step."""
    leaves = tuple(dict.fromkeys(leaf for each in conditions for leaf in each.leaves))
    return Condition(Or(tuple(each.formula for each in conditions)), leaves)
