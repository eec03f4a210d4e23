"""None of these objects inside the area."""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Exclusion
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import grounds
from holdfire.verification.exposure import Stretch
from holdfire.verification.presence import needs_of, present_inside
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_exclusion"]


def judge_exclusion(
    clause: Clause, terms: Exclusion, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of an exclusion over a window."""
    factors = present_inside(clause, terms.objects, terms.area, window, scene)
    areas = grounds(scene.atlas, clause, scene.agreement, terms.area)
    stretch = Stretch(areas, needs_of(terms.objects))
    return answer(Case(factors, (terms.area,), stretch), clause, window, scene)
