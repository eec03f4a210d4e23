"""One alarm: a region, an interval, no claim that anything arrived."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from holdfire.base.errors import BadInstant
from holdfire.base.identity import canonical_json
from holdfire.base.instant import TimeBasis, TimeSpan, parse_instant
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.base.place import admin
from holdfire.observations.alarms.manifest import FIRST_YEAR, MANIFEST
from holdfire.observations.batching import Kept
from holdfire.observations.plausible import implausible
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import Assertion, Observation, ReadContext, observation_id

__all__ = ["GAZETTEER", "MARK_S", "OPEN_END", "alarm_of", "region_code"]

GAZETTEER = "oblast names"
MARK_S = 60.0
"""1-sigma of a start or end, seconds: the records differ from each other by about a minute
for the same alarm."""
OPEN_END = timedelta(hours=1)
"""How long an alarm without a noted end is taken to last; the row carries a flag."""

_TIMES = ("started_at", "finished_at")
_LIFTED = {*_TIMES, "oblast", "raion", "hromada", "region", "level"}


def region_code(name: str) -> str:
    """The region's name as a code: lower case, no accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def alarm_of(values: Mapping[str, str], row: int, context: ReadContext) -> Kept | Fault:
    """The row as an observation, or what is wrong with it."""
    name = (values.get("oblast") or values.get("region") or "").strip()
    code = region_code(name)
    if not code:
        field = "oblast" if "oblast" in values else "region"
        return Fault(field, Reason.MISSING, "no region is named")
    span = _span(values, context)
    if isinstance(span, Fault):
        return span
    time, flags = span
    if values.get("naive", "").strip().lower() == "true":
        flags = (*flags, "time.end_assumed_by_source")
    units = {
        key: values[key].strip() for key in ("raion", "hromada", "level") if values.get(key)
    }
    return Kept(
        Observation(
            id=observation_id(MANIFEST.name, canonical_json(dict(sorted(values.items())))),
            source=MANIFEST.name,
            modality=Modality.ALARM,
            raw_sha256=context.raw_sha256,
            record_index=row,
            synthetic=context.synthetic,
            affiliation_seal=context.affiliation_seal,
            time=time,
            place=admin(code, GAZETTEER),
            asserted=(
                Assertion(
                    Phenomenon.ALARM,
                    source_term="air raid alarm",
                    attributes={key: [value] for key, value in units.items()},
                ),
            ),
            flags=flags,
            residual={k: v for k, v in values.items() if k not in _LIFTED},
        )
    )


def _span(
    values: Mapping[str, str], context: ReadContext
) -> tuple[TimeSpan, tuple[str, ...]] | Fault:
    """When the alarm held; an end that is missing is assumed and flagged."""
    ends: list[datetime] = []
    for field in _TIMES:
        text = values.get(field, "").strip()
        if not text and field == "finished_at":
            break
        instant = _instant(text, field, context)
        if isinstance(instant, Fault):
            return instant
        ends.append(instant)
    flags: tuple[str, ...] = ()
    if len(ends) == 1:
        ends.append(ends[0] + OPEN_END)
        flags = ("time.end_assumed",)
    if ends[1] < ends[0]:
        return Fault("finished_at", Reason.REVERSED, f"{ends[1]} is before {ends[0]}")
    return TimeSpan(ends[0], ends[1], TimeBasis.UTC, MARK_S), flags


def _instant(text: str, field: str, context: ReadContext) -> datetime | Fault:
    """One instant in UTC."""
    if not text:
        return Fault(field, Reason.MISSING, "empty")
    try:
        value = parse_instant(text, zone="UTC")
    except (BadInstant, OverflowError):
        return Fault(field, Reason.TIME, f"{text[:60]!r} is not an ISO 8601 time")
    fault = implausible(value.astimezone(UTC).date(), field, context, first_year=FIRST_YEAR)
    return fault or value
