"""Which evaluator judges which kind of clause: one table, one file for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.verification.answer import unanswered
from holdfire.verification.cessation import judge_cessation
from holdfire.verification.exclusion import judge_exclusion
from holdfire.verification.flow import judge_flow
from holdfire.verification.max_count import judge_max_count
from holdfire.verification.min_distance import judge_min_distance
from holdfire.verification.no_fly import judge_no_fly
from holdfire.verification.protected_object import judge_protected_object
from holdfire.verification.scene import Scene
from holdfire.verification.stand_fast import judge_stand_fast
from holdfire.verification.verdict import ClauseVerdict, Witness
from holdfire.verification.window import Window
from holdfire.verification.withdraw_by import judge_withdraw_by

__all__ = ["EVALUATORS", "Evaluator", "judge"]

Evaluator = Callable[[Clause, Any, Window, Scene], ClauseVerdict]

EVALUATORS: Mapping[ClauseKind, Evaluator] = {
    ClauseKind.CESSATION: judge_cessation,
    ClauseKind.STAND_FAST: judge_stand_fast,
    ClauseKind.EXCLUSION: judge_exclusion,
    ClauseKind.MIN_DISTANCE: judge_min_distance,
    ClauseKind.MAX_COUNT: judge_max_count,
    ClauseKind.NO_FLY: judge_no_fly,
    ClauseKind.PROTECTED_OBJECT: judge_protected_object,
    ClauseKind.WITHDRAW_BY: judge_withdraw_by,
    ClauseKind.FLOW: judge_flow,
}


def judge(clause: Clause, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of a clause over a window; other kinds say that they are not evaluated."""
    evaluator = EVALUATORS.get(clause.kind)
    if evaluator is None:
        what = "this kind is not evaluated yet"
        return unanswered(
            clause,
            "This kind of clause is not evaluated yet; no incident was held against it.",
            (Witness("definition", what),),
            window=window,
        )
    return evaluator(clause, clause.terms, window, scene)
