"""No use of force: any recorded act of the forbidden kinds, in the area, while it binds.

The place of an incident is where it was recorded, be it where fire came from or where it
fell: both count as in the area. A thermal anomaly, an alarm or a flare shows no force.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Cessation
from holdfire.agreement.words import CONTESTED_ACTS, DOMAINS
from holdfire.base.truth import Truth
from holdfire.verification.act import is_act, needs_of_acts
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import Evidence, Trait, existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, from_truth, joined
from holdfire.verification.happening import acting, truth_of_traits, values_of
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes, is_anywhere
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_cessation"]


def judge_cessation(
    clause: Clause, terms: Cessation, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a cessation over a window."""
    evidence = scene.evidence
    kind, act = acting(
        evidence, lambda p, trait: is_act(terms.acts, p, trait), _unknown_act(terms)
    )
    exempt = exemption(evidence, clause.exceptions, of_force=True)
    factors = [
        existence(evidence),
        timing(evidence, window),
        kind,
        act,
        *([_domain(evidence, terms)] if _restricts(terms) else []),
        *([] if exempt is None else [exempt]),
    ]
    if terms.against or not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    if not is_anywhere(terms.area):
        which = asked_nodes(evidence, joined(factors, evidence.size).high)
        truth = inside(scene.atlas, terms.area, evidence.nodes, which)
        factors.append(from_nodes(evidence, which, truth))
    limits: tuple[str, ...] = ()
    if clause.exceptions:
        limits = ("The clause has exceptions for reasons that no observation shows.",)
    stretch = Stretch((terms.area,), needs_of_acts(terms.acts))
    return answer(
        Case(tuple(factors), (terms.area,), stretch, (), limits), clause, window, scene
    )


def _unknown_act(terms: Cessation) -> str:
    """What is not known about an act that is only possibly one of the clause's."""
    contested = [act.replace("_", " ") for act in terms.acts if act in CONTESTED_ACTS]
    if contested:
        return (
            f"the clause speaks of {', '.join(contested)}, and a recorded act does not show "
            "whether it was one"
        )
    acts = ", ".join(act.replace("_", " ") for act in terms.acts)
    return f"the weapon is not known well enough to tell whether it was {acts}"


def _restricts(terms: Cessation) -> bool:
    """Does the clause leave out land, sea or air?"""
    return bool(terms.domains) and set(terms.domains) != set(DOMAINS)


def _domain(evidence: Evidence, terms: Cessation) -> Factor:
    """Was it on land, at sea or in the air, as the attribute ``domain`` tells?"""

    def judge(trait: Trait) -> Truth:
        hits = [value in terms.domains for value in values_of(trait, "domain")]
        if not hits:
            return Truth.UNKNOWN
        return Truth.of(all(hits) or (None if any(hits) else False))

    said = "whether it was on land, at sea or in the air is not known"
    return from_truth("domain", truth_of_traits(evidence, judge), "definition", said)
