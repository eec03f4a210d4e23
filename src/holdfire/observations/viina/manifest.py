"""What the VIINA extract is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["FIRST_YEAR", "MANIFEST", "is_sealed"]

FIRST_YEAR = 2014
"""No earlier date is believed; VIINA itself begins in February 2022."""

_SEALED_PREFIXES = (
    "a_ukr",
    "a_rus",
    "ua_actor_text",
    "ru_scope_text",
    "nearest_ru_",
    "location_method",
    "location_bucket",
    "triage",
    "stage1triage",
    "scope",
)

MANIFEST = Manifest(
    name="viina",
    title="VIINA 2.0 extract: news reports of attacks on infrastructure",
    modality=Modality.REPORT,
    formats=("CSV of the REBUILD and EXACT_DEDUPE extracts of 2022, 2023 and 2025, UTF-8",),
    licence="ODbL 1.0 (VIINA 2.0, Zhukov and Ayers; extract as stated beside the files)",
    latency="a day (news), months (this extract)",
    bias=(
        "a keyword sample chosen for high recall, not all of VIINA; news follows attention, "
        "access and censorship; one event is told by many outlets; labels are made by rule"
    ),
    origin_system=None,
    lifted=(
        "event_id_1pd",
        "date",
        "longitude",
        "latitude",
        "target_classes",
        "representative_text",
        "source_urls",
        "dedupeclusterid",
    ),
    sealed=(
        "a_ukr and a_rus actor columns",
        "ua_actor_text and ru_scope_text columns",
        "nearest_ru_* columns, location_bucket and location_method",
        "triage and scope labels",
    ),
    sees=(Phenomenon.STRIKE,),
    cannot_see="what no outlet reported; the hour; the spot inside the named town",
)


def is_sealed(column: str) -> bool:
    """Does this column allege a side, and go to the seal instead of the residual?"""
    return column.startswith(_SEALED_PREFIXES)
