"""These objects only at the storage sites: any of them seen elsewhere matches.

Before its deadline the clause asks for nothing yet. What stands inside a site keeps it, and
numbers that a side declares decide nothing.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np

from holdfire.agreement.area import AnywhereArea, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Storage
from holdfire.verification.answer import Case, answer, unanswered
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import joined
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.presence import needs_of, seen_objects
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.window import MICRO, Window, cut

__all__ = ["judge_storage"]


def judge_storage(
    clause: Clause, terms: Storage, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a duty to store over a window."""
    due = window
    if terms.deadline is not None:
        after = cut(window, terms.deadline + MICRO, None)
        if after is None:
            local = terms.deadline.astimezone(ZoneInfo(scene.agreement.zone))
            said = f"Not yet due: the deadline is {local:%Y-%m-%d %H:%M}."
            return unanswered(clause, said, window=window)
        due = after
    evidence = scene.evidence
    sites = NamedArea(terms.sites)
    factors = seen_objects(clause, terms.objects, due, scene)
    if not binds_all(clause, scene.agreement):
        factors.append(unattributed(evidence))
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    outside = (2 - inside(scene.atlas, sites, evidence.nodes, which)).astype(np.int8)
    factors.append(from_nodes(evidence, which, outside))
    stretch = Stretch((AnywhereArea(),), needs_of(terms.objects))
    return answer(Case(tuple(factors), (sites,), stretch), clause, due, scene)
