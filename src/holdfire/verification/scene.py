"""Everything a clause is asked against: the text's shapes, the incidents, the coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfire.agreement.accord.register import Register
from holdfire.agreement.agreement import Agreement
from holdfire.detections.coverage import Coverage
from holdfire.detections.holding import Holding
from holdfire.incidents.record import Incident
from holdfire.verification.atlas import Atlas
from holdfire.verification.evidence import Evidence, gather
from holdfire.verification.exposure import Sky
from holdfire.verification.factor import FloatArray
from holdfire.verification.held import Holdings, held_shares
from holdfire.verification.watch import Watch

__all__ = ["Scene", "set_scene"]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the evaluators share; nothing in it changes except what they keep for speed."""

    agreement: Agreement
    atlas: Atlas
    evidence: Evidence
    sky: Sky
    held: FloatArray | None
    registers: tuple[Register, ...] = ()


def set_scene(
    agreement: Agreement,
    incidents: Iterable[Incident],
    coverage: Iterable[Coverage],
    holdings: Iterable[Holding] = (),
    registers: Iterable[Register] = (),
) -> Scene:
    """The scene of a run; the order of incidents and coverage does not matter.

    ``held`` is each incident's probability of lying in an area shown as held on its day,
    NaN where no map says; ``None`` without any map.
    """
    atlas = Atlas(agreement)
    evidence = gather(incidents)
    maps = Holdings(holdings)
    held = held_shares(evidence, maps)[0] if maps else None
    sky = Sky(atlas, Watch(coverage))
    kept = tuple(sorted(registers, key=lambda each: (each.source, each.keeper)))
    return Scene(agreement, atlas, evidence, sky, held, kept)
