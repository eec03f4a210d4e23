"""What OSCE-style reports are, what they can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["MANIFEST", "SEALED_KEYS", "ZONE"]

ZONE = "Europe/Kyiv"
"""The local clock of the reports, unless the option ``zone`` names another."""

SEALED_KEYS = ("control", "controlled_by", "affiliation", "actor", "side")
"""Members of a JSON row that name or allege a side: sealed unread."""

MANIFEST = Manifest(
    name="osce",
    title="OSCE-style monitoring reports: daily summaries and observation sentences",
    modality=Modality.PATROL,
    formats=(
        "JSON lines: report, issued, as_of_local, url, text (daily summary)",
        "JSON lines: url, date, text (observation sentence)",
        "plain text, one report or sentence a line (option date gives the day)",
    ),
    licence="public reports of the mission; quote with the address",
    latency="cut-off 19:30 local time, published the next day",
    bias=(
        "counts what patrols and cameras could hear and see from where they were allowed to "
        "be; bursts, not incidents; numbers rounded when fire was dense"
    ),
    origin_system="osce-smm",
    lifted=("text", "date", "issued", "as_of_local"),
    sealed=(*SEALED_KEYS, "words of the text that say who controls a place"),
    sees=(
        Phenomenon.EXPLOSION,
        Phenomenon.HEAVY_FIRE,
        Phenomenon.LIGHT_FIRE,
        Phenomenon.PROJECTILE,
        Phenomenon.FLASH,
        Phenomenon.FLARE,
        Phenomenon.CLASH,
        Phenomenon.DAMAGE,
        Phenomenon.INTERFERENCE,
        Phenomenon.RESTRICTION,
    ),
    cannot_see="what lay out of earshot of patrols and out of sight of cameras; who fired",
)
