"""None of these aircraft or vessels inside the area. Height is not part of it.

Whose aircraft it was cannot be told from where it flew, so a clause for some parties only
stays open on that.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoFly
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import joined
from holdfire.verification.flying import is_flying, needs_of_flying
from holdfire.verification.happening import acting
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

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
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    factors = [
        existence(evidence),
        timing(evidence, window),
        kind,
        act,
        *([] if exempt is None else [exempt]),
    ]
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, terms.area, evidence.nodes, which)
    factors.append(from_nodes(evidence, which, truth))
    stretch = Stretch((terms.area,), needs_of_flying(terms.objects))
    return answer(Case(tuple(factors), (terms.area,), stretch), clause, window, scene)
