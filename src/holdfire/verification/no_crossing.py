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
from holdfire.verification.evidence import Trait
from holdfire.verification.exempt import yes_or_no
from holdfire.verification.factor import from_truth
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window
from holdfire.verification.within_area import answer_within

__all__ = ["judge_no_crossing"]

_NEEDS = (frozenset({Phenomenon.CROSSING}),)


def judge_no_crossing(
    clause: Clause, terms: NoCrossing, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a line that nobody may cross over a window."""
    evidence = scene.evidence
    what = [happening(evidence, (Phenomenon.CROSSING,))]
    if terms.unless:
        said = f"whether it had leave ({terms.unless}) is not known"
        truth = truth_of_traits(evidence, _without_leave)
        what.append(from_truth("leave", truth, "register", said))
    return answer_within(clause, at_the_line(terms), what, _NEEDS, window, scene)


def _without_leave(trait: Trait) -> Truth:
    """Is it known to have had none?"""
    return yes_or_no(values_of(trait, "authorised")).negated()
