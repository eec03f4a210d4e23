"""Something that must not be inside an area: the steps that such clauses share."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.area import AreaRef
from holdfire.agreement.clause import Clause
from holdfire.verification.answer import Case, answer
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.evidence import existence
from holdfire.verification.exempt import exemption
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Factor, joined
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.watch import Needs
from holdfire.verification.window import Window

__all__ = ["answer_within"]


def answer_within(
    clause: Clause,
    area: AreaRef,
    what: Sequence[Factor],
    needs: Needs,
    window: Window,
    scene: Scene,
) -> ClauseVerdict:
    """It happened, in time, was ``what`` the clause names, not excepted, inside the area."""
    evidence = scene.evidence
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    factors = [
        existence(evidence),
        timing(evidence, window),
        *what,
        *([] if exempt is None else [exempt]),
    ]
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, area, evidence.nodes, which)
    factors.append(from_nodes(evidence, which, truth))
    case = Case(tuple(factors), (area,), Stretch((area,), needs))
    return answer(case, clause, window, scene)
