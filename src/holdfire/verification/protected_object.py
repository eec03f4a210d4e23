"""No strike on objects of these categories.

What was hit is the attribute ``object`` of an incident. An incident that nobody has said the
object of may have hit a protected one; it is never counted as if it had, nor as if not.
"""

from __future__ import annotations

from holdfire.agreement.area import AnywhereArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import ProtectedObject
from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import Trait, existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import from_truth
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_protected_object"]

HITS = tuple(sorted(FORCE - {Phenomenon.LIGHT_FIRE, Phenomenon.CLASH, Phenomenon.FLASH}))
"""What may hit a building; small-arms fire and fighting between forces do not count."""

_NEEDS = (frozenset({Phenomenon.EXPLOSION, Phenomenon.STRIKE, Phenomenon.DAMAGE}),)


def judge_protected_object(
    clause: Clause, terms: ProtectedObject, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a protection over a window."""
    evidence = scene.evidence

    def judge(trait: Trait) -> Truth:
        hits = [value in terms.objects for value in values_of(trait, "object")]
        if not hits:
            return Truth.UNKNOWN
        return Truth.of(all(hits) or (None if any(hits) else False))

    exempt = exemption(evidence, clause.exceptions, of_force=True)
    factors = [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, HITS),
        from_truth(
            "object",
            truth_of_traits(evidence, judge),
            "definition",
            "which object was hit is not known well enough",
        ),
        *([] if exempt is None else [exempt]),
    ]
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    stretch = Stretch((AnywhereArea(),), _NEEDS)
    return answer(Case(tuple(factors), (), stretch), clause, window, scene)
