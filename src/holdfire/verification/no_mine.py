"""No mines inside the area: laid while the clause binds, or there at all.

A mine is found long after it was laid. Where the text only forbids laying, a find leaves it
open unless laying was seen (attribute ``activity``); where old ones must go, any find counts.
"""

from __future__ import annotations

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoMine
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification.evidence import Trait
from holdfire.verification.factor import from_truth
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window
from holdfire.verification.within_area import answer_within

__all__ = ["judge_no_mine"]

_NEEDS = (frozenset({Phenomenon.MINE}),)
_LAYING = frozenset({"laying", "laid"})


def judge_no_mine(clause: Clause, terms: NoMine, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of an area without mines over a window."""
    evidence = scene.evidence
    what = [happening(evidence, (Phenomenon.MINE,))]
    if not terms.remove_existing:
        said = "when it was laid is not known: finding it does not tell"
        truth = truth_of_traits(evidence, _laid)
        what.append(from_truth("act", truth, "straddle", said))
    return answer_within(clause, terms.area, what, _NEEDS, window, scene)


def _laid(trait: Trait) -> Truth:
    """Was laying itself seen?"""
    said = [value in _LAYING for value in values_of(trait, "activity")]
    return Truth.TRUE if said and all(said) else Truth.UNKNOWN
