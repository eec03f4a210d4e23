"""Nobody crosses the line without leave: any recorded crossing of it matches.

Whether leave was given is known where an attribute says it (``authorised``); else the
register of leave would have to tell.
"""

from __future__ import annotations

from holdfire.agreement.accord.macros.no_crossing import at_the_line
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoCrossing
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import Trait, existence
from holdfire.verification.exempt import exemption, yes_or_no
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import from_truth, joined
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_no_crossing"]

_NEEDS = (frozenset({Phenomenon.CROSSING}),)


def judge_no_crossing(
    clause: Clause, terms: NoCrossing, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a line that nobody may cross over a window."""
    evidence = scene.evidence
    area = at_the_line(terms)
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    factors = [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, (Phenomenon.CROSSING,)),
        *([] if exempt is None else [exempt]),
    ]
    if terms.unless:
        said = f"whether it had leave ({terms.unless}) is not known"
        truth = truth_of_traits(evidence, _without_leave)
        factors.append(from_truth("leave", truth, "register", said))
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, area, evidence.nodes, which)
    factors.append(from_nodes(evidence, which, truth))
    case = Case(tuple(factors), (area,), Stretch((area,), _NEEDS))
    return answer(case, clause, window, scene)


def _without_leave(trait: Trait) -> Truth:
    """Is it known to have had none?"""
    return yes_or_no(values_of(trait, "authorised")).negated()
