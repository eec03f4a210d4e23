"""A body may go and look: any recorded restriction of it that was not for safety matches.

A record that does not say whom it kept away leaves that open, and so does one without a
reason. Nothing here counts a restriction against a side: whose it was is attribution's.
"""

from __future__ import annotations

from holdfire.agreement.area import AnywhereArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Access
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth, all_of
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import Trait, existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, from_truth
from holdfire.verification.happening import happening, truth_of_traits, values_of
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import Window

__all__ = ["judge_access"]

_NEEDS = (frozenset({Phenomenon.RESTRICTION}),)
_SAFETY = frozenset(
    {"weather", "bad weather", "fog", "snow", "storm", "flood", "safety", "mines"}
    | {"unexploded ordnance", "road conditions"}
)
_OTHER = frozenset(
    {
        "denied",
        "refused",
        "blocked",
        "delayed",
        "fire",
        "jamming",
        "no reason given",
        "conditions",
    }
)
"""Reasons that a record may give; of any other nobody can tell which kind it is."""


def judge_access(clause: Clause, terms: Access, window: Window, scene: Scene) -> ClauseVerdict:
    """The verdict of a right to observe over a window."""
    evidence = scene.evidence
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    said = f"whether it kept {terms.body} from observing is not known"
    factors: list[Factor] = [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, (Phenomenon.RESTRICTION,)),
        from_truth(
            "object",
            truth_of_traits(evidence, lambda trait: _hindered(terms, trait)),
            "definition",
            said,
        ),
        from_truth(
            "reason",
            truth_of_traits(evidence, _not_for_safety),
            "register",
            "whether it was for weather or safety is not known",
        ),
        *([] if exempt is None else [exempt]),
    ]
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    case = Case(tuple(factors), (), Stretch((AnywhereArea(),), _NEEDS))
    return answer(case, clause, window, scene)


def _hindered(terms: Access, trait: Trait) -> Truth:
    """Was it this body, and by these means where the text names them?"""
    body = _among(values_of(trait, "body"), (terms.body,))
    if not terms.means:
        return body
    return all_of([body, _among(values_of(trait, "means"), terms.means)])


def _among(said: tuple[str, ...], wanted: tuple[str, ...]) -> Truth:
    """All, some or none of what was said; nothing said is unknown."""
    hits = [value.casefold() in {word.casefold() for word in wanted} for value in said]
    if not hits:
        return Truth.UNKNOWN
    return Truth.of(all(hits) or (None if any(hits) else False))


def _not_for_safety(trait: Trait) -> Truth:
    """Is the reason known to be none of weather and safety?"""
    said = {value.replace("_", " ").casefold() for value in values_of(trait, "reason")}
    if said and said <= _OTHER:
        return Truth.TRUE
    return Truth.FALSE if said and said <= _SAFETY else Truth.UNKNOWN
