"""When a mapped row happened, with the basis and the accuracy that its source states."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from holdfire.base.codes import Code
from holdfire.base.errors import BadInstant
from holdfire.base.instant import EPOCH, TimeSpan, day_span, local_instant, parse_instant
from holdfire.observations.mapped.mapping import TimeRule
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["FIRST_YEAR", "LAST_YEAR", "read_time"]

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside are a mistake of the clock or of the pattern, not an observation."""

_UNIX_S = {"unix_s": 1.0, "unix_ms": 1e-3}


def read_time(
    rule: TimeRule | None, values: Mapping[str, str | None]
) -> TimeSpan | Fault | None:
    """The time of the row; ``None`` when the mapping or the cell has none."""
    first = None if rule is None else values.get(rule.column)
    if rule is None or first is None:
        return None
    last = values.get(rule.end) if rule.end is not None else None
    sigma = _accuracy(rule, values)
    if isinstance(sigma, Fault):
        return sigma
    start = _read(rule, rule.column, first)
    end = start if last is None else _read(rule, rule.end or "", last)
    if isinstance(start, Fault) or isinstance(end, Fault):
        return start if isinstance(start, Fault) else end
    if start.start > end.end:
        return Fault(rule.end or "", Reason.REVERSED, f"{last!r} is before {first!r}")
    return TimeSpan(start.start, end.end, start.basis, sigma)


def _accuracy(rule: TimeRule, values: Mapping[str, str | None]) -> float | Fault | None:
    """1 sigma in seconds, ``None`` when not stated."""
    text = values.get(rule.accuracy_column) if rule.accuracy_column else None
    if text is None:
        return rule.accuracy_s
    try:
        value = float(text) * rule.accuracy_unit_s
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0.0):
        return Fault(rule.accuracy_column or "", Reason.NUMBER, f"{text!r} is no duration")
    return value


def _read(rule: TimeRule, column: str, text: str) -> TimeSpan | Fault:
    """One cell as an instant, or as the civil day when only a date is given."""
    try:
        if rule.layout == "date":
            span = day_span(date.fromisoformat(text), rule.zone or "UTC")
        else:
            instant = _instant(rule, text)
            span = TimeSpan(instant, instant, rule.basis)
    except BadInstant as error:
        bare = error.code is Code.INSTANT_WITHOUT_ZONE
        return Fault(column, Reason.NO_ZONE if bare else Reason.TIME, error.what)
    except OverflowError:
        return Fault(column, Reason.IMPLAUSIBLE, f"{text!r} is out of range")
    except ValueError:
        return Fault(column, Reason.TIME, f"{text!r} is not in the stated format")
    if not FIRST_YEAR <= span.start.year <= LAST_YEAR:
        return Fault(column, Reason.IMPLAUSIBLE, f"the year of {text!r}")
    return span


def _instant(rule: TimeRule, text: str) -> datetime:
    """One instant in UTC; raises ``ValueError`` or ``BadInstant`` for what cannot be read."""
    if rule.layout == "iso":
        return parse_instant(text, zone=rule.zone)
    if rule.layout in _UNIX_S:
        seconds = float(text) * _UNIX_S[rule.layout]
        if not math.isfinite(seconds):
            raise ValueError(text)
        return EPOCH + timedelta(seconds=seconds)
    value = datetime.strptime(text, rule.layout)  # noqa: DTZ007 - the zone is put on below
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if rule.zone is None:
        raise BadInstant(Code.INSTANT_WITHOUT_ZONE, f"the time {text!r} has no zone")
    return local_instant(value, rule.zone)
