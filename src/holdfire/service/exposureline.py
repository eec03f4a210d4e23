"""Counts of a run beside their exposure, as plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["exposure_lines"]

_STATES = ("measured", "unmeasured", "blind", "nobody")


def exposure_lines(report: Mapping[str, Any]) -> list[str]:
    """Each count along a line, or in the box around everything, with how well it was watched.

    ``report`` is a ``report.json``; one of an earlier version gives no lines. Zones are left
    to the report itself.
    """
    shown = [
        item
        for item in report.get("exposure", ())
        if item["subject_kind"] != "zone"
        and item["kind"] != "everything"
        and item["whole"]["recorded"] > 0.0
    ]
    if not shown:
        return []
    lines = [
        "Counts beside their exposure: watched with misses measured / not measured / unable to",
        "see / not watched; happenings per 1,000 km·h (km²·h in a box) with a 95 % interval",
    ]
    for item in shown:
        lines.append(f"  {item['kind']}, {item['subject']}: {_counted(item['whole'])}")
        lines.extend(f"    {side['side']}: {_counted(side)}" for side in item["sides"])
    return lines


def _counted(counted: Mapping[str, Any]) -> str:
    """A count, the four shares, the rate."""
    watched = counted["watched"]
    whole = watched["total"] or 1.0
    shares = " / ".join(f"{watched[name] / whole:.0%}" for name in _STATES)
    return f"{counted['recorded']:.1f} recorded; {shares}; {_rate(counted['rate'])}"


def _rate(rate: Mapping[str, Any] | None) -> str:
    """The rate with its interval; without known exposure there is none."""
    if rate is None:
        return "no rate"
    high = "any" if rate["high"] is None else f"{rate['high']:.3g}"
    return f"{rate['per_1000']:.3g} ({rate['low']:.3g} to {high})"
