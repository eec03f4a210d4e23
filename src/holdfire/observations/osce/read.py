"""From the bytes of a file of reports to observations and quarantined rows, in file order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant
from holdfire.observations.batching import Kept, batched
from holdfire.observations.osce.manifest import MANIFEST, ZONE
from holdfire.observations.osce.meaning import mean
from holdfire.observations.osce.report import read_report
from holdfire.observations.osce.row import Days, read_row
from holdfire.observations.osce.whereabouts import Atlas
from holdfire.observations.plausible import iso_day
from holdfire.observations.quarantine import Fault, quarantined
from holdfire.observations.record import Batch, PlaceFinder, Quarantined, ReadContext
from holdfire.observations.text import decoded

__all__ = ["probe", "read"]

_PROBED = 20
_MISSION = re.compile(r"\b(?:SMM|OSCE|[Mm]onitoring [Mm]ission|[Tt]he [Mm]ission)\b")


@dataclass(frozen=True, slots=True)
class _Options:
    """What the options of the context say."""

    atlas: Atlas
    zone: str
    days: Days | None


def probe(head: bytes) -> float:
    """How sure these bytes begin such a file: by the members of its rows and its sentences."""
    lines = decoded(head).text.split("\n")
    whole = [line for line in lines[:-1] or lines if line.strip()][:_PROBED]
    if not whole:
        return 0.0
    return sum(_sure(line) for line in whole) / len(whole)


def _sure(line: str) -> float:
    """How sure one line is a row of this source."""
    if not line.lstrip().startswith("{"):
        return 0.8 if _MISSION.search(line) and read_report(line).tells else 0.0
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return 0.0
    if not isinstance(value.get("text"), str):
        return 0.0
    daily = {"report", "issued"} <= set(value)
    sentence = "date" in value and read_report(value["text"]).tells
    return 0.97 if daily or sentence else 0.0


def _options(options: Mapping[str, object]) -> _Options:
    """The options, checked; raises :class:`BadInstant` for an unknown zone or a bad date."""
    zone = str(options.get("zone") or ZONE)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInstant(Code.INSTANT_UNREADABLE, f"unknown time zone {zone!r}") from error
    said = options.get("date")
    day = None if said is None else iso_day(str(said), "date")
    if isinstance(day, Fault):
        raise BadInstant(Code.INSTANT_UNREADABLE, f"the option date: {day.found}")
    country = options.get("country")
    finder = cast("PlaceFinder | None", options.get("gazetteer"))
    atlas = Atlas(finder, str(country)) if country else Atlas(finder, zone=zone)
    return _Options(atlas, zone, None if day is None else (day, day))


def read(raw: bytes, context: ReadContext) -> Iterator[Batch]:
    """Every line that is not blank, as an observation or a quarantined row."""
    options = _options(context.options)
    return batched(_rows(decoded(raw).text, context, options))


def _rows(text: str, context: ReadContext, options: _Options) -> Iterator[Kept | Quarantined]:
    """The rows in order; each knows the days of the one before it."""
    before = options.days
    index = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = read_row(line.rstrip("\r"), context, options.zone)
        if isinstance(row, Fault):
            yield quarantined(context, MANIFEST.name, number, row, line)
        else:
            meant = mean(row, index, context, options.atlas, options.zone, before)
            before = meant.days or before
            yield meant.kept
        index += 1
