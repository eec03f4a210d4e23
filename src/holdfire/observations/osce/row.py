"""One row of a file of reports: its text, its days, and what stays beside the text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NoReturn
from zoneinfo import ZoneInfo

from holdfire.base.errors import BadInstant
from holdfire.base.identity import canonical_json
from holdfire.base.instant import parse_instant
from holdfire.observations.osce.manifest import SEALED_KEYS
from holdfire.observations.plausible import implausible, iso_day
from holdfire.observations.quarantine import Fault, Reason
from holdfire.observations.record import ReadContext
from holdfire.observations.text import damaged

__all__ = ["CUT_OFF_HOUR", "Days", "Row", "Shape", "read_row"]

CUT_OFF_HOUR = (19, 30)
"""Local time, on the day before issue, at which a daily report closes unless it says so."""

_FIRST_YEAR = 1990
_IDENTITY = ("report", "url", "date", "issued", "as_of_local", "text")
Days = tuple[date, date]


class Shape(StrEnum):
    """The kinds of rows."""

    DAILY = "daily"
    SENTENCE = "sentence"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` is the content that makes the row what it is; ``ends`` the cut-off in UTC."""

    shape: Shape
    text: str
    key: str
    days: Days | None = None
    ends: datetime | None = None
    flags: tuple[str, ...] = ()
    residual: Mapping[str, object] = field(default_factory=dict)
    sealed: Mapping[str, object] = field(default_factory=dict)


def _refuse(word: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise ValueError(word)


def read_row(line: str, context: ReadContext, zone: str) -> Row | Fault:
    """A line as a row, or what is wrong with it; the annotator's members are not looked at."""
    if damaged(line):
        return Fault("", Reason.ENCODING, "bytes that are not UTF-8")
    if not line.lstrip().startswith("{"):
        return Row(Shape.LINE, line.strip(), canonical_json({"text": line.strip()}))
    try:
        value = json.loads(line, parse_constant=_refuse)
        canonical_json(value).encode("utf-8")
    except (ValueError, RecursionError) as error:
        return Fault("", Reason.JSON, str(error))
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        return Fault("text", Reason.MISSING, "a report needs a text")
    row = Row(
        shape=Shape.DAILY if "report" in value or "issued" in value else Shape.SENTENCE,
        text=text,
        key=canonical_json({name: value[name] for name in _IDENTITY if name in value}),
        residual={k: v for k, v in value.items() if k != "text" and k not in SEALED_KEYS},
        sealed={k: value[k] for k in SEALED_KEYS if value.get(k) is not None},
    )
    return _dated(row, value, context, zone)


def _dated(
    row: Row, value: Mapping[str, object], context: ReadContext, zone: str
) -> Row | Fault:
    """The row with its days and its cut-off."""
    if row.shape is Shape.SENTENCE:
        days = _days(value.get("date"), context)
        return days if isinstance(days, Fault) else _with(row, days, None, ())
    issued = _days(value.get("issued"), context)
    if isinstance(issued, Fault):
        return Fault("issued", issued.reason, issued.found)
    said = value.get("as_of_local")
    if said is not None:
        return _cut_off(row, said, context, zone)
    if issued is None:
        return _with(row, None, None, ("time.no_day",))
    closes = issued[0] - timedelta(days=1)
    local = datetime(
        closes.year, closes.month, closes.day, *CUT_OFF_HOUR, tzinfo=ZoneInfo(zone)
    )
    ends = local.astimezone(UTC)
    return _with(row, (closes, closes), ends, ("time.cutoff_assumed",))


def _cut_off(row: Row, said: object, context: ReadContext, zone: str) -> Row | Fault:
    """The row with the cut-off it states."""
    try:
        ends = parse_instant(str(said), zone=zone)
    except BadInstant as error:
        return Fault("as_of_local", Reason.TIME, error.what)
    closes = (
        date.fromisoformat(str(said).strip()[:10]) if _ISO.match(str(said)) else ends.date()
    )
    wrong = implausible(closes, "as_of_local", context, first_year=_FIRST_YEAR)
    return wrong or _with(row, (closes, closes), ends, ())


_ISO = re.compile(r"\s*\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(?P<first>\d{4}-\d{2}-\d{2})(?:\s*/\s*(?P<last>[\d-]{1,10}))?")


def _days(said: object, context: ReadContext) -> Days | Fault | None:
    """A day, or two as 2018-08-14/15, of the member ``date``; ``None`` when it is absent."""
    if said is None:
        return None
    match = _SPAN.fullmatch(str(said).strip())
    if match is None:
        return Fault("date", Reason.TIME, f"{str(said)!r} is not YYYY-MM-DD or YYYY-MM-DD/DD")
    last = match["last"] or ""
    found = [
        iso_day(text, "date")
        for text in (match["first"], match["first"][: 10 - len(last)] + last)
    ]
    for day in found:
        if isinstance(day, Fault):
            return day
        wrong = implausible(day, "date", context, first_year=_FIRST_YEAR)
        if wrong is not None:
            return wrong
    first, final = (day for day in found if isinstance(day, date))
    if final < first:
        return Fault("date", Reason.REVERSED, f"{final} is before {first}")
    return first, final


def _with(row: Row, days: Days | None, ends: datetime | None, flags: tuple[str, ...]) -> Row:
    """The row with its times."""
    return Row(row.shape, row.text, row.key, days, ends, flags, row.residual, row.sealed)
