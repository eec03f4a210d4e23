"""Things seen standing somewhere: the conditions that presence clauses share."""

from __future__ import annotations

import numpy as np

from holdfire.agreement.area import AreaRef
from holdfire.agreement.clause import Clause
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.base.phenomenon import PRESENCE, Phenomenon
from holdfire.verification.bearer import binds_all, told_by_place, unattributed
from holdfire.verification.evidence import existence
from holdfire.verification.exempt import exemption
from holdfire.verification.factor import Factor, joined
from holdfire.verification.happening import happening, object_of
from holdfire.verification.membership import inside
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.scene import Scene
from holdfire.verification.timing import timing
from holdfire.verification.watch import Needs
from holdfire.verification.window import Window

__all__ = ["needs_of", "present_inside", "seen_objects"]

PRESENT = tuple(sorted(PRESENCE))

_PEOPLE = {"personnel", "forces"}


def needs_of(predicate: ObjectPredicate) -> Needs:
    """What must be seen to tell that none of these objects is there.

    Weapons and people are seen in different ways; for *anything* and for an undefined word
    both are needed.
    """
    kinds = {kind for each in predicate.classes for kind in each.kinds}
    unnamed = any(not each.kinds for each in predicate.classes)
    needs = []
    everything = predicate.anything or not predicate.classes
    if everything or unnamed or kinds - {"personnel"}:
        needs.append(frozenset({Phenomenon.WEAPON_PRESENT}))
    if everything or kinds & _PEOPLE:
        needs.append(frozenset({Phenomenon.FORCES_PRESENT}))
    return tuple(needs)


def seen_objects(
    clause: Clause, predicate: ObjectPredicate, window: Window, scene: Scene
) -> list[Factor]:
    """It happened, in time, it is a presence, of such an object, and no exception holds."""
    evidence = scene.evidence
    exempt = exemption(evidence, clause.exceptions, of_force=False)
    return [
        existence(evidence),
        timing(evidence, window),
        happening(evidence, PRESENT),
        object_of(evidence, predicate),
        *([] if exempt is None else [exempt]),
    ]


def present_inside(
    clause: Clause,
    predicate: ObjectPredicate,
    area: AreaRef,
    window: Window,
    scene: Scene,
) -> tuple[Factor, ...]:
    """The conditions of such an object of a bound party inside an area."""
    evidence = scene.evidence
    factors = seen_objects(clause, predicate, window, scene)
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, area, evidence.nodes, which)
    if not binds_all(clause, scene.agreement):
        told = told_by_place(scene.atlas, clause.actors, area, evidence.nodes, which)
        if told is None:
            factors.append(unattributed(evidence))
        else:
            truth = np.minimum(truth, told)
    return (*factors, from_nodes(evidence, which, truth))
