"""Which macro compiles which kind of clause: one table, one file for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.macros.access import access
from holdfire.agreement.accord.macros.cessation import cessation
from holdfire.agreement.accord.macros.exclusion import exclusion
from holdfire.agreement.accord.macros.flow import flow
from holdfire.agreement.accord.macros.max_count import max_count
from holdfire.agreement.accord.macros.min_distance import min_distance
from holdfire.agreement.accord.macros.no_crossing import no_crossing
from holdfire.agreement.accord.macros.no_exercise import no_exercise
from holdfire.agreement.accord.macros.no_fly import no_fly
from holdfire.agreement.accord.macros.no_mine import no_mine
from holdfire.agreement.accord.macros.notify import notify
from holdfire.agreement.accord.macros.permitted_only import permitted_only
from holdfire.agreement.accord.macros.procedural import procedural
from holdfire.agreement.accord.macros.protected_object import protected_object
from holdfire.agreement.accord.macros.replace_only import replace_only
from holdfire.agreement.accord.macros.stand_fast import stand_fast
from holdfire.agreement.accord.macros.storage import storage
from holdfire.agreement.accord.macros.withdraw_by import withdraw_by
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause, ClauseKind

__all__ = ["MACROS", "Macro", "compile_clause"]

Macro = Callable[[Clause, Any, Agreement], Compiled]

MACROS: Mapping[ClauseKind, Macro] = {
    ClauseKind.CESSATION: cessation,
    ClauseKind.STAND_FAST: stand_fast,
    ClauseKind.EXCLUSION: exclusion,
    ClauseKind.MIN_DISTANCE: min_distance,
    ClauseKind.MAX_COUNT: max_count,
    ClauseKind.NO_FLY: no_fly,
    ClauseKind.PROTECTED_OBJECT: protected_object,
    ClauseKind.WITHDRAW_BY: withdraw_by,
    ClauseKind.FLOW: flow,
    ClauseKind.PERMITTED_ONLY: permitted_only,
    ClauseKind.NO_EXERCISE: no_exercise,
    ClauseKind.STORAGE: storage,
    ClauseKind.NO_MINE: no_mine,
    ClauseKind.NO_CROSSING: no_crossing,
    ClauseKind.ACCESS: access,
    ClauseKind.NOTIFY: notify,
    ClauseKind.REPLACE_ONLY: replace_only,
    ClauseKind.PROCEDURAL: procedural,
}


def compile_clause(clause: Clause, agreement: Agreement) -> Compiled:
    """The parts of a clause as formulas of the core, with the predicates they rest on."""
    return MACROS[clause.kind](clause, clause.terms, agreement)
