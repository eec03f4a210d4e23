"""Formulas over every instant: values, answers over windows, cones, and the engine.

In come a formula and a trace; out come values of three at whole microseconds, an answer for
a window with what is missing or what it rests on, and the changes of verdicts that late,
corrected or withdrawn statements bring. Nothing here knows a party or a clause.
"""

from holdfire.agreement.accord.timeline.answer import (
    Answer,
    cone,
    evaluate,
    keys_of,
    over,
    over_keys,
    steps,
)
from holdfire.agreement.accord.timeline.engine import Budget, TimelineEngine
from holdfire.agreement.accord.timeline.history import VerdictChange
from holdfire.agreement.accord.timeline.snapshot import restored, snapshot
from holdfire.agreement.accord.timeline.statement import (
    Added,
    Claimed,
    Quiet,
    Supposed,
    Withdrawn,
)
from holdfire.agreement.accord.timeline.steps import Steps
from holdfire.agreement.accord.timeline.view import View

__all__ = [
    "Added",
    "Answer",
    "Budget",
    "Claimed",
    "Quiet",
    "Steps",
    "Supposed",
    "TimelineEngine",
    "VerdictChange",
    "View",
    "Withdrawn",
    "cone",
    "evaluate",
    "keys_of",
    "over",
    "over_keys",
    "restored",
    "snapshot",
    "steps",
]
