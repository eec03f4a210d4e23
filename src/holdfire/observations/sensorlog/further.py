"""What a keeper who knows more may add: sight by kind and by size, and a watermark."""

from __future__ import annotations

import math
from collections.abc import Mapping

from holdfire.base.errors import BadInstant
from holdfire.base.instant import parse_instant
from holdfire.base.phenomenon import Phenomenon
from holdfire.observations.quarantine import Fault, Reason

__all__ = ["SIZE_UNITS", "ends_of", "further_of"]

SIZE_UNITS = ("kg_tnt", "calibre_mm", "count")


def ends_of(field: str, text: str) -> list[float] | Fault:
    """A probability or an interval ``0.6..0.8`` as its two ends."""
    try:
        ends = [float(part) for part in text.split("..")]
    except ValueError:
        return Fault(field, Reason.NUMBER, f"{text!r} is no number")
    if len(ends) > 2 or not 0.0 <= ends[0] <= ends[-1] <= 1.0:
        return Fault(field, Reason.NUMBER, f"{text!r} is no probability or interval")
    return [ends[0], ends[-1]]


def further_of(row: Mapping[str, str]) -> dict[str, object] | Fault:
    """The optional columns that are filled, as attributes; the first fault otherwise."""
    found: dict[str, object] = {}
    by_kind = _by_kind(row.get("p_by_phenomenon", ""))
    by_size = _by_size(row.get("size_unit", ""), row.get("p_by_size", ""))
    until = _until(row.get("processed_until", ""))
    for part in (by_kind, by_size, until):
        if isinstance(part, Fault):
            return part
        found.update(part)
    return found


def _by_kind(text: str) -> dict[str, object] | Fault:
    """``explosion:0.6..0.8 flash:0.3`` as ends by kind."""
    found: dict[str, list[float]] = {}
    for word in text.split():
        kind, _, chance = word.partition(":")
        if kind not in set(Phenomenon):
            return Fault("p_by_phenomenon", Reason.ENUM, f"{kind!r} is no phenomenon")
        ends = ends_of("p_by_phenomenon", chance)
        if isinstance(ends, Fault):
            return ends
        found[kind] = ends
    return {"p_by_phenomenon": found} if found else {}


def _by_size(unit: str, text: str) -> dict[str, object] | Fault:
    """``10:0.2..0.4 100:0.9`` in a unit as steps of least size and ends."""
    if not text:
        return {}
    if unit not in SIZE_UNITS:
        return Fault("size_unit", Reason.ENUM, f"{unit!r} is none of {', '.join(SIZE_UNITS)}")
    steps = []
    for word in text.split():
        least, _, chance = word.partition(":")
        try:
            size = float(least)
        except ValueError:
            size = math.nan
        if not 0.0 <= size < math.inf:
            return Fault("p_by_size", Reason.NUMBER, f"{least!r} is no size")
        ends = ends_of("p_by_size", chance)
        if isinstance(ends, Fault):
            return ends
        steps.append([size, *ends])
    return {"size_unit": unit, "p_by_size": sorted(steps)}


def _until(text: str) -> dict[str, object] | Fault:
    """An instant with an offset, kept as written."""
    if not text:
        return {}
    try:
        parse_instant(text)
    except (BadInstant, OverflowError):
        return Fault("processed_until", Reason.TIME, f"cannot read the instant {text!r}")
    return {"processed_until": text}
