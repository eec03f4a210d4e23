"""What a record of air raid alarms is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["FIRST_YEAR", "MANIFEST", "ORIGIN_SYSTEM"]

FIRST_YEAR = 2000
ORIGIN_SYSTEM = "air-raid-alarm"
"""One siren system: whoever records it, its alarms are one witness."""

MANIFEST = Manifest(
    name="alarms",
    title="Air raid alarms, official and volunteer record",
    modality=Modality.ALARM,
    formats=(
        "CSV with oblast, raion, hromada, level, started_at, finished_at, source",
        "CSV with region, started_at, finished_at, naive",
    ),
    licence="MIT (the compiled records)",
    latency="minutes",
    bias=(
        "an alarm shows expected danger in a whole region, not an arrival; regions near a line "
        "are alarmed most of the time; the two records note the same sirens"
    ),
    origin_system=ORIGIN_SYSTEM,
    lifted=("oblast or region", "raion", "hromada", "level", "started_at", "finished_at"),
    sealed=(),
    sees=(Phenomenon.ALARM,),
    cannot_see="whether anything arrived, where in the region, and regions without a record",
)
