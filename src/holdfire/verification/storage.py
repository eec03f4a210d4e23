"""These objects only at the storage sites: any of them seen elsewhere matches.

Before its deadline the clause asks for nothing yet. What stands inside a site keeps it, and
numbers that a side declares decide nothing. Absence must be seen where the text applies,
without the sites: a depot that is watched says nothing about what stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np

from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.area import AreaRef, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Storage
from holdfire.verification.answer import Case, answer, unanswered
from holdfire.verification.bearer import binds_all, unattributed
from holdfire.verification.exposure import Stretch, everywhere
from holdfire.verification.factor import joined
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.presence import needs_of, seen_objects
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict, Witness
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
    elsewhere = everywhere(scene.agreement, but=terms.sites)
    stretch = Stretch(elsewhere, needs_of(terms.objects), (sites,))
    case = Case(tuple(factors), (sites,), stretch, blocked=_unbounded(terms, elsewhere))
    return answer(case, clause, due, scene)


def _unbounded(terms: Storage, elsewhere: Sequence[AreaRef]) -> tuple[Witness, ...]:
    """No shape but those of the sites says where the objects must not be."""
    if elsewhere:
        return ()
    what = (
        "no line or area but the storage sites has a shape, so nothing says where outside them "
        "absence must be seen; attach one with --geometry"
    )
    return (Witness("geometry", what, terms.sites, supplier_of("shape")),)
