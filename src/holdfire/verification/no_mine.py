"""No mines inside the area: laid while the clause binds, or there at all.

A mine is found long after it was laid. Where the text only forbids laying, a find leaves it
open unless laying was seen (attribute ``activity``); where old ones must go, any find counts.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoMine
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import Trait, existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import from_truth, joined
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_no_mine"]

_NEEDS = (frozenset({Phenomenon.MINE}),)
_LAYING = frozenset({"laying", "laid"})


def judge_no_mine(clause: Clause, terms: NoMine, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of an area without mines over a window."""
    evidence = scene.evidence
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    factors = [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, (Phenomenon.MINE,)),
        *([] if exempt is None else [exempt]),
    ]
    if not terms.remove_existing:
        said = "when it was laid is not known: finding it does not tell"
        truth = truth_of_traits(evidence, _laid)
        factors.append(from_truth("act", truth, "straddle", said))
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, terms.area, evidence.nodes, which)
    factors.append(from_nodes(evidence, which, truth))
    stretch = Stretch((terms.area,), _NEEDS)
    return answer(Case(tuple(factors), (terms.area,), stretch), clause, window, scene)


def _laid(trait: Trait) -> Truth:
    """Was laying itself seen?"""
    said = [value in _LAYING for value in values_of(trait, "activity")]
    return Truth.TRUE if said and all(said) else Truth.UNKNOWN
