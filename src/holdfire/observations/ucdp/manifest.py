"""What UCDP GED is, what it can and cannot say."""

from __future__ import annotations

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.observations.record import Manifest

__all__ = ["FIRST_YEAR", "MANIFEST", "SEALED_PREFIXES", "is_sealed"]

FIRST_YEAR = 1989
"""The first year of the data set."""

SEALED_PREFIXES = (
    "side_",
    "dyad_",
    "conflict_",
    "gwno",
    "deaths_a",
    "deaths_b",
    "relid",
    "source_article",
    "source_original",
)
"""Columns that begin so name a side, or who claimed the event; they go to the seal."""

MANIFEST = Manifest(
    name="ucdp",
    title="UCDP Georeferenced Event Dataset",
    modality=Modality.CURATED,
    formats=("GED CSV, UTF-8 or cp1252, with dates as ISO or month first",),
    licence="CC BY 4.0 (Uppsala Conflict Data Program)",
    latency="about a month (candidate events), a year (final release)",
    bias=(
        "only events with at least one death that a source reported; remote places and "
        "unreported deaths are missing; aggregated reports are spread over days and areas"
    ),
    origin_system=None,
    lifted=(
        "latitude",
        "longitude",
        "where_prec",
        "adm_1",
        "adm_2",
        "country_id",
        "date_start",
        "date_end",
        "date_prec",
        "type_of_violence",
        "event_clarity",
        "source_headline",
    ),
    sealed=(
        "side_a and side_b with their ids",
        "dyad_* and conflict_* names and ids",
        "gwnoa, gwnob, relid",
        "deaths_a, deaths_b",
        "source_article, source_original",
    ),
    sees=(Phenomenon.CLASH, Phenomenon.STRIKE),
    cannot_see="fire without deaths, and the time of day; absence of an event is no calm",
)


def is_sealed(column: str) -> bool:
    """Does this column go to the seal instead of the residual?"""
    return column.startswith(SEALED_PREFIXES)
