"""What the fields of a VIINA row mean: a report of an attack near a named town."""

from __future__ import annotations

from holdfire.base.identity import canonical_json
from holdfire.base.instant import day_span
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.place import Stated, disc
from holdfire.observations.batching import Kept
from holdfire.observations.coordinate import Region, coordinates
from holdfire.observations.plausible import implausible, iso_day
from holdfire.observations.quarantine import Fault
from holdfire.observations.record import (
    Assertion,
    Observation,
    ReadContext,
    Sealed,
    observation_id,
)
from holdfire.observations.text import address_key, language_of, text_key
from holdfire.observations.viina.manifest import FIRST_YEAR, MANIFEST, is_sealed
from holdfire.observations.viina.objects import objects_of

__all__ = ["CORE", "RADIUS_M", "ZONE", "report_of"]

RADIUS_M = 5_000.0
"""Metres around the gazetteer's point of a named town: most towns reach 2 to 5 km from it,
a report of a strike "in" a town often means its edge. An order, not a measurement."""

ZONE = "Europe/Kyiv"
"""The extract's date is the civil day of the news in this zone."""

CORE = (
    "event_id_1pd",
    "date",
    "n_reports",
    "event_ids_matching",
    "sources_matching",
    "source_urls",
    "target_classes",
    "geonameid",
    "longitude",
    "latitude",
    "representative_text",
)
"""The columns all four extracts share and that make a row what it is: the same report in
two extracts is one observation."""

_MAPPED = frozenset({"longitude", "latitude", "representative_text"})
_AMBIGUOUS = "REVIEW_NAME_ONLY_RU_SUPPORT"
_AFTERMATH = frozenset({"FOLLOWUP_OR_AFTERMATH", "FRESH_WITH_FOLLOWUP_WORDING"})


def report_of(
    values: dict[str, str], number: int, region: Region | None, context: ReadContext
) -> Kept | Fault:
    """The row as an observation with its sealed fields, or what is wrong with it."""
    day = iso_day(values.get("date", ""), "date")
    if isinstance(day, Fault):
        return day
    fault = implausible(day, "date", context, first_year=FIRST_YEAR)
    if fault is not None:
        return fault
    pair = coordinates(values.get("longitude", ""), values.get("latitude", ""), region)
    if isinstance(pair, Fault):
        return pair
    objects, object_flags = objects_of(
        values.get("target_classes", ""), values.get("target_terms", "")
    )
    text = values.get("representative_text", "").strip()
    core = canonical_json({name: values.get(name, "") for name in CORE})
    identity = observation_id(MANIFEST.name, core)
    attributes = {"object": list(objects)} if objects else {}
    observation = Observation(
        id=identity,
        source=MANIFEST.name,
        modality=MANIFEST.modality,
        raw_sha256=context.raw_sha256,
        record_index=number,
        synthetic=context.synthetic,
        affiliation_seal=context.affiliation_seal,
        time=day_span(day, ZONE),
        place=disc(*pair, RADIUS_M, Stated("populated place", "", "ordinal")),
        asserted=(
            Assertion(
                Phenomenon.STRIKE,
                source_term=values.get("target_classes", ""),
                attributes=attributes,
            ),
        ),
        origin_keys=_origins(values, text),
        narrative=text or None,
        language=language_of(text),
        flags=tuple(sorted({*object_flags, *_flags(values)})),
        residual={k: v for k, v in values.items() if k not in _MAPPED and not is_sealed(k)},
    )
    payload = {name: value for name, value in values.items() if is_sealed(name) and value}
    return Kept(observation, Sealed(identity, context.affiliation_seal, payload))


def _origins(values: dict[str, str], text: str) -> tuple[str, ...]:
    """Where the message came from: its addresses, its exact wording, its cluster."""
    keys = {address_key(address) for address in values.get("source_urls", "").split("|")}
    keys.add(text_key(text))
    cluster = values.get("dedupeclusterid", "").strip()
    if cluster:
        keys.add(f"viina-cluster:{cluster}")
    return tuple(sorted(key for key in keys if key is not None))


def _flags(values: dict[str, str]) -> set[str]:
    """What is to be said of the place and of the time of the report."""
    flags = set()
    if values.get("location_method", "").strip() == _AMBIGUOUS:
        flags.add("place.name_ambiguous")
    if not values.get("geonameid", "").strip():
        flags.add("place.not_in_gazetteer")
    if values.get("eventformauto", "").strip() in _AFTERMATH:
        flags.add("time.may_be_aftermath")
    return flags
