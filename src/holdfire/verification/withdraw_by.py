"""These objects out of the area by a deadline, and kept out where the text says so.

Before its deadline the clause asks for nothing yet. After it, any such object in the area
matches, and only an area seen to be empty complies. A step with its own zone is asked for
from its own deadline on, and complies only if its own area was seen well enough in its own
time: the coverage stated is that of the step that was seen least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from holdfire.agreement.accord.macros.withdraw_by import last_deadline, steps_of
from holdfire.agreement.area import AreaRef
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import WithdrawBy
from holdfire.verification.answer import Case, answer, unanswered
from holdfire.verification.bearer import grounds
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, FloatArray
from holdfire.verification.presence import needs_of, present_inside
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, Witness
from holdfire.verification.window import MICRO, Window, cut

__all__ = ["judge_withdraw_by"]


@dataclass(frozen=True, slots=True)
class _Step:
    """An area that must be empty inside a window."""

    area: AreaRef
    window: Window


def judge_withdraw_by(
    clause: Clause, terms: WithdrawBy, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a withdrawal over a window."""
    deadline = last_deadline(terms)
    if deadline is None:
        return _without_deadline(clause)
    if terms.count_each_side is not None:
        what = (
            f"the text counts {terms.count_each_side} that each side takes away; what was "
            "there before stands in no observation, a register of it would settle the clause"
        )
        return unanswered(clause, f"{what[0].upper()}{what[1:]}.", (Witness("register", what),))
    end = None if terms.then_until is None else terms.then_until + MICRO
    steps = _steps(terms, window, end, scene)
    due = cut(window, deadline + MICRO, end)
    if due is None and not steps:
        return _pending(clause, terms, deadline, window, scene)
    shown = due or steps[0].window
    seen = tuple(
        (
            Stretch(
                grounds(scene.atlas, clause, scene.agreement, step.area),
                needs_of(terms.objects),
            ),
            step.window,
        )
        for step in steps
    )
    case = Case(
        _factors(clause, terms, steps, scene),
        tuple(dict.fromkeys(step.area for step in steps)),
        seen[-1][0],
        (),
        _said_steps(terms, scene),
        steps=seen,
    )
    return answer(case, clause, shown, scene)


def _steps(
    terms: WithdrawBy, window: Window, end: datetime | None, scene: Scene
) -> list[_Step]:
    """What must be empty in this window: zones of steps that are due, then the whole."""
    due = (
        (area, cut(window, deadline + MICRO, end))
        for area, deadline in steps_of(terms, scene.agreement)
    )
    return [_Step(area, part) for area, part in due if part is not None]


def _factors(
    clause: Clause, terms: WithdrawBy, steps: Sequence[_Step], scene: Scene
) -> tuple[Factor, ...]:
    """The conditions of one step; of several, time and place together for any of them."""
    each = [
        present_inside(clause, terms.objects, step.area, step.window, scene) for step in steps
    ]
    if len(each) == 1:
        return each[0]
    apart = {"time", "place", "actor"}
    kept = tuple(factor for factor in each[0] if factor.name not in apart)
    parts = [[f for f in factors if f.name in apart] for factors in each]
    low, value, open_, high = (
        np.maximum.reduce([_product(factors, end) for factors in parts])
        for end in ("low", "value", "open", "high")
    )
    said = "whether it stood in the area of a step after that step's deadline is not known"
    return (*kept, Factor("time and place", low, value, open_, high, "straddle", said))


def _product(factors: Sequence[Factor], end: str) -> FloatArray:
    """The product of one end of several conditions."""
    product: FloatArray = np.prod([getattr(factor, end) for factor in factors], axis=0)
    return product


def _without_deadline(clause: Clause) -> ClauseVerdict:
    """The deadline waits for an event, or the text gives none."""
    if clause.awaits:
        what = f"the deadline waits for an event without a date: {', '.join(clause.awaits)}"
        return unanswered(clause, f"{what[0].upper()}{what[1:]}.", (Witness("register", what),))
    what = "the text gives no deadline"
    return unanswered(clause, f"{what[0].upper()}{what[1:]}.", (Witness("definition", what),))


def _pending(
    clause: Clause, terms: WithdrawBy, deadline: datetime, window: Window, scene: Scene
) -> ClauseVerdict:
    """Before the deadline there is a clock and no verdict; after the last day neither."""
    if terms.then_until is not None and terms.then_until < window.start:
        until = _local(terms.then_until, scene)
        return unanswered(clause, f"The area had to be kept empty until {until} only.")
    said = f"Not yet due: the deadline is {_local(deadline, scene)}."
    return unanswered(clause, " ".join((said, *_said_steps(terms, scene))))


def _said_steps(terms: WithdrawBy, scene: Scene) -> tuple[str, ...]:
    """The steps of the text with their deadlines."""
    if not terms.phases:
        return ()
    dates = [
        "an open date" if phase.deadline is None else _local(phase.deadline, scene)
        for phase in terms.phases
    ]
    named = zip(terms.phases, dates, strict=True)
    steps = "; ".join(f"{phase.name} by {due}" for phase, due in named)
    return (f"Steps of the text: {steps}.",)


def _local(at: datetime, scene: Scene) -> str:
    """An instant on the clocks of the text."""
    return at.astimezone(ZoneInfo(scene.agreement.zone)).strftime("%Y-%m-%d %H:%M")
