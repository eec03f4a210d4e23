"""None of these aircraft or vessels inside the area. Height is not part of it.

Whose aircraft it was cannot be told from where it flew, so a clause for some parties only
stays open on that.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoFly
from holdfire.verification.flying import is_flying, needs_of_flying
from holdfire.verification.happening import acting
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window
from holdfire.verification.within_area import answer_within

__all__ = ["judge_no_fly"]


def judge_no_fly(clause: Clause, terms: NoFly, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of a zone without flights or vessels over a window."""
    evidence = scene.evidence
    words = ", ".join(word.replace("_", " ") for word in terms.objects)
    kind, act = acting(
        evidence,
        lambda phenomenon, trait: is_flying(terms.objects, phenomenon, trait),
        f"its class is not known well enough to tell whether it is {words}",
    )
    return answer_within(
        clause, terms.area, (kind, act), needs_of_flying(terms.objects), window, scene
    )
