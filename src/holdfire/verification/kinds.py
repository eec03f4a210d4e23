"""Which evaluator judges which kind of clause: one table, one file for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from holdfire.agreement.clause import Clause, ClauseKind
from holdfire.verification.access import judge_access
from holdfire.verification.cessation import judge_cessation
from holdfire.verification.exclusion import judge_exclusion
from holdfire.verification.flow import judge_flow
from holdfire.verification.max_count import judge_max_count
from holdfire.verification.min_distance import judge_min_distance
from holdfire.verification.no_crossing import judge_no_crossing
from holdfire.verification.no_exercise import judge_no_exercise
from holdfire.verification.no_fly import judge_no_fly
from holdfire.verification.no_mine import judge_no_mine
from holdfire.verification.permitted_only import judge_permitted_only
from holdfire.verification.protected_object import judge_protected_object
from holdfire.verification.registered import judge_registered
from holdfire.verification.scene import Scene
from holdfire.verification.stand_fast import judge_stand_fast
from holdfire.verification.storage import judge_storage
from holdfire.verification.verdict import ClauseVerdict
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
    ClauseKind.PERMITTED_ONLY: judge_permitted_only,
    ClauseKind.NO_EXERCISE: judge_no_exercise,
    ClauseKind.STORAGE: judge_storage,
    ClauseKind.NO_MINE: judge_no_mine,
    ClauseKind.NO_CROSSING: judge_no_crossing,
    ClauseKind.ACCESS: judge_access,
    ClauseKind.NOTIFY: judge_registered,
    ClauseKind.REPLACE_ONLY: judge_registered,
    ClauseKind.PROCEDURAL: judge_registered,
}


def judge(clause: Clause, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of a clause over a window."""
    return EVALUATORS[clause.kind](clause, clause.terms, window, scene)
