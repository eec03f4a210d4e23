"""What would settle an undetermined clause: which condition, of which incident.

A condition is a witness when knowing it alone, for the incidents concerned, would lift the
lowest probability to what the clause asks for. If no single one does, all that are in doubt
are named together.
"""

from __future__ import annotations

import numpy as np

from holdfire.agreement.accord.macros.suppliers import supplier_of
from holdfire.agreement.clause import Standard
from holdfire.verification.evidence import Evidence
from holdfire.verification.factor import Factor, FloatArray
from holdfire.verification.matching import Tally, at_least_one
from holdfire.verification.spending import lifted
from holdfire.verification.verdict import Witness

__all__ = ["ORIGINS", "missing_shape", "said_of", "said_of_origins", "witnesses"]

ORIGINS = "origins"
"""The condition that a match rests on enough independent origins and sources."""

_MOST = 5
_DOUBT = 0.05


def missing_shape(name: str, *, is_line: bool) -> Witness:
    """A line or zone without a shape."""
    what = "line" if is_line else "area"
    return Witness(
        "geometry",
        f"the {what} {name} is only named in the text; attach it with --geometry",
        (name,),
        supplier_of("shape"),
    )


def witnesses(
    evidence: Evidence, found: Tally, standard: Standard
) -> tuple[tuple[str, Witness], ...]:
    """The witnesses of a match that is possible and not shown, each with its condition.

    The strongest stand first.
    """
    doubtful = [f for f in found.factors if _doubted(f, found.each.high)]
    alone = [f for f in doubtful if lifted(found, [f]) >= standard.violated_at]
    said = [(factor.name, said_of(evidence, found, factor)) for factor in alone or doubtful]
    if len(found.origins) < standard.min_origins:
        said.append((ORIGINS, _few_origins(evidence, found, standard)))
    if found.low < standard.violated_at <= at_least_one(found.each.low):
        said.insert(0, (ORIGINS, _one_source(evidence, found)))
    return (*said, *(("conflict", each) for each in _conflict(evidence, found)))


def said_of_origins(evidence: Evidence, found: Tally, standard: Standard) -> Witness:
    """What is missing where the conditions would do and their sources do not."""
    if found.low < standard.violated_at <= at_least_one(found.each.low):
        return _one_source(evidence, found)
    return _few_origins(evidence, found, standard)


def _doubted(factor: Factor, high: FloatArray) -> bool:
    """Does the condition leave doubt about an incident that may match?"""
    return bool(((1.0 - factor.low > _DOUBT) & (high > 0.0) & (factor.high > 0.0)).any())


def _concerned(evidence: Evidence, weight: FloatArray) -> tuple[str, ...]:
    """The ids of the incidents with the most weight, at most a few."""
    order = np.argsort(-weight, kind="stable")
    return tuple(evidence.incidents[int(i)].id for i in order[:_MOST] if weight[i] > 0.0)


def said_of(evidence: Evidence, found: Tally, factor: Factor) -> Witness:
    """One condition in doubt, with the incidents for which it matters most."""
    weight = found.each.high * (1.0 - factor.low)
    keys = _concerned(evidence, weight)
    count = int((weight > _DOUBT).sum())
    which = f"incident {keys[0]}" if count <= 1 and keys else f"{count} incidents"
    return Witness(
        factor.lacks,
        f"{which}: {factor.unknown}; an observation that tells it would settle the clause",
        keys,
        supplier_of(factor.name),
    )


def _few_origins(evidence: Evidence, found: Tally, standard: Standard) -> Witness:
    """Too few independent origins."""
    keys = _concerned(evidence, found.each.high)
    which = f"incident {keys[0]}" if keys else "an incident"
    return Witness(
        "weak",
        f"the matches rest on {len(found.origins)} independent origins where the clause asks "
        f"for {standard.min_origins}; one more independent report of {which} would count",
        keys,
        supplier_of(ORIGINS),
    )


def _one_source(evidence: Evidence, found: Tally) -> Witness:
    """Enough incidents, but they rest on a single source that may err for one reason."""
    keys = _concerned(evidence, found.each.low)
    named = {s for i in evidence.incidents if i.id in keys for s in i.sources}
    return Witness(
        "weak",
        f"the matches rest on single sources ({', '.join(sorted(named))}), whose mistakes may "
        "have one cause; one of them seen by a second source would settle the clause",
        keys,
        supplier_of(ORIGINS),
    )


def _conflict(evidence: Evidence, found: Tally) -> tuple[Witness, ...]:
    """Incidents that may match and that something speaks against."""
    against = [
        evidence.incidents[int(i)]
        for i in np.flatnonzero(found.each.high > _DOUBT)
        if evidence.incidents[int(i)].contrary
    ]
    if not against:
        return ()
    return (
        Witness(
            "conflict",
            f"{len(against)} incidents that may match are denied by another observation",
            tuple(item.id for item in against[:_MOST]),
            supplier_of("conflict"),
        ),
    )
