"""Rows of the report's tables: each value formatted for its language, each with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from holdfire.base.quantity import Probability
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident
from holdfire.reports.likelihood import confidence_word, likelihood_word
from holdfire.reports.section import main_class
from holdfire.reports.wording import Wording
from holdfire.verification.verdict import ClauseVerdict, ReadingVerdict

__all__ = [
    "clause_row",
    "coverage_rows",
    "incident_row",
    "instant_text",
    "likelihood_text",
    "local_text",
]

MOST_COVERAGE = 400


def instant_text(value: datetime) -> str:
    """UTC to the minute."""
    return value.strftime("%Y-%m-%d %H:%M")


def local_text(value: datetime, zone: str) -> str:
    """The same instant on the clocks of ``zone``."""
    return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def likelihood_text(value: Probability | None, words: Wording) -> str:
    """A likelihood in words with its number and interval; the number alone at the ends."""
    if value is None:
        return words.say("no probability can be stated")
    word = likelihood_word(value.value)
    if word is None:
        return words.say(
            "{number} ({low} to {high})",
            number=words.percent(value.value),
            low=words.percent(value.low),
            high=words.percent(value.high),
        )
    return words.say(
        "{word}, {number} ({low} to {high})",
        word=words.say(word),
        number=words.percent(value.value),
        low=words.percent(value.low),
        high=words.percent(value.high),
    )


def clause_row(
    reading: ReadingVerdict, clause: ClauseVerdict, words: Wording
) -> dict[str, object]:
    """One clause under one reading."""
    rate = clause.rate
    rated = rate is not None and rate.per_100_km_h is not None
    return {
        "reading": reading.title or reading.reading,
        "id": clause.clause,
        "anchor": f"{reading.reading}-{clause.clause}",
        "ref": clause.ref,
        "summary": clause.summary,
        "verdict": clause.verdict.value,
        "likelihood": likelihood_text(clause.probability, words),
        "reason": clause.reason,
        "witness": [(w.what, w.supplier) for w in clause.witness],
        "formula": clause.formula,
        "incidents": [match.incident for match in clause.matches],
        "share": _share(clause.coverage.share, words),
        "by_side": [(name, words.percent(share)) for name, share in clause.coverage.by_side],
        "rate": None
        if rate is None or not rated
        else words.say(
            "{rate} per 100 km·h observed (95 % interval {low} to {high})",
            rate=rate.per_100_km_h,
            low=rate.low,
            high=rate.high,
        ),
        "figures": [(name, words.number(value, 3)) for name, value in clause.figures],
    }


def _share(share: float | None, words: Wording) -> str:
    """A share of coverage; not known is said, never shown as zero."""
    return words.say("not known") if share is None else words.percent(share)


def incident_row(incident: Incident, words: Wording) -> dict[str, object]:
    """One incident for annex A."""
    phenomenon, share = main_class(incident)
    region = incident.region
    return {
        "id": incident.id,
        "start": instant_text(incident.time.start),
        "end": instant_text(incident.time.end),
        "instant": incident.time.start == incident.time.end,
        "place": words.say("not known")
        if region is None
        else f"{region.lat:.3f}, {region.lon:.3f}",
        "within": "" if region is None else words.number(region.major_m / 1000, 1),
        "class": words.say(phenomenon.value.replace("_", " ")),
        "class_share": words.percent(share),
        "likelihood": likelihood_text(incident.existence, words),
        "confidence": words.say(
            confidence_word(
                incident.origins,
                len(incident.modalities),
                calibrated=incident.existence.calibrated,
            )
        ),
        "count": _count(incident, words),
        "origins": incident.origins,
        "sources": ", ".join(incident.sources),
        "contrary": len(incident.contrary),
    }


def _count(incident: Incident, words: Wording) -> str:
    """How many single explosions, bursts or shots, apart from the incident itself."""
    low, high = incident.count_low, incident.count_high
    if low is None or high is None:
        return words.say("not counted")
    if low == high:
        return words.number(low)
    return words.say("{low} to {high}", low=low, high=high)


def coverage_rows(coverage: Sequence[Coverage], words: Wording) -> list[dict[str, object]]:
    """Annex C: when each sensor could see, and when it could not and why."""
    ordered = sorted(coverage, key=lambda c: (c.source, c.sensor, c.time.start, c.id))
    return [
        {
            "source": item.source,
            "sensor": item.sensor,
            "start": instant_text(item.time.start),
            "end": instant_text(item.time.end),
            "sees": ", ".join(words.say(p.value.replace("_", " ")) for p in item.phenomena),
            "p_detect": words.say("not measured")
            if item.p_detect_low is None
            else words.percent(item.p_detect_low),
            "blind": item.reason_blind or "",
        }
        for item in ordered[:MOST_COVERAGE]
    ]
