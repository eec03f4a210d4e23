"""Nobody but the permitted inside the area: forces or weapons seen there match.

Whose they are is known only where an attribute says it (who operates them); a place never
tells. So a presence alone leaves the clause undetermined, and only an area seen to be empty
of forces and weapons complies.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause, Excepted
from holdfire.agreement.terms import PermittedOnly
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.base.truth import Truth, any_of
from holdfire.verification.answer import Case, answer
from holdfire.verification.evidence import Evidence, Trait
from holdfire.verification.exempt import excepted
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, from_truth
from holdfire.verification.happening import truth_of_traits
from holdfire.verification.presence import needs_of, present_inside
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_permitted_only"]

_ANYTHING = ObjectPredicate("forces or weapons", (), anything=True)


def judge_permitted_only(
    clause: Clause, terms: PermittedOnly, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of an area kept for some over a window."""
    factors = (
        *present_inside(clause, _ANYTHING, terms.area, window, scene),
        _not_permitted(scene.evidence, terms),
    )
    stretch = Stretch((terms.area,), needs_of(_ANYTHING))
    return answer(Case(factors, (terms.area,), stretch), clause, window, scene)


def _not_permitted(evidence: Evidence, terms: PermittedOnly) -> Factor:
    """The condition that it is none of those the text permits."""
    named = [Excepted(what) for what in terms.permitted]

    def judge(trait: Trait) -> Truth:
        return any_of(excepted(trait, one) for one in named).negated()

    said = f"whether it is one of those permitted there ({', '.join(terms.permitted)})"
    return from_truth(
        "permission", truth_of_traits(evidence, judge), "attribution", f"{said} is not known"
    )
