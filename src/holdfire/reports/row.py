"""Rows of annexes A and C: each value formatted for its language, each with its doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident
from holdfire.reports.anchor import clause_anchor
from holdfire.reports.figure import instant_text, likelihood_text
from holdfire.reports.likelihood import confidence_word
from holdfire.reports.section import main_class
from holdfire.reports.wording import Wording
from holdfire.verification.verdict import ReadingVerdict

__all__ = [
    "MOST_COVERAGE",
    "clauses_of_incidents",
    "count_text",
    "coverage_rows",
    "incident_row",
    "phenomenon_word",
    "place_text",
]

MOST_COVERAGE = 400


def phenomenon_word(value: str, words: Wording) -> str:
    """A phenomenon in the language."""
    return words.say(value.replace("_", " "))


def place_text(incident: Incident, words: Wording) -> str:
    """Latitude and longitude to 0.001 degrees (about 100 m), or that nobody knows."""
    region = incident.region
    return words.say("not known") if region is None else f"{region.lat:.3f}, {region.lon:.3f}"


def count_text(incident: Incident, words: Wording) -> str:
    """How many single explosions, bursts, shots or objects, apart from the incident itself."""
    low, high = incident.count_low, incident.count_high
    if low is None and high is None:
        return words.say("not counted")
    if high is None:
        return words.say("at least {low}", low=low)
    if low is None:
        return words.say("at most {high}", high=high)
    return words.number(low) if low == high else words.say("{low} to {high}", low=low, high=high)


def clauses_of_incidents(
    readings: Iterable[ReadingVerdict],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each incident that matched: the clauses, each by its name and its anchor."""
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        for clause in reading.clauses:
            link = (clause.clause, clause_anchor(reading.reading, clause.clause))
            for match in clause.matches:
                found.setdefault(match.incident, []).append(link)
    return {incident: tuple(links) for incident, links in found.items()}


def incident_row(
    incident: Incident,
    words: Wording,
    clauses: Mapping[str, tuple[tuple[str, str], ...]],
) -> dict[str, object]:
    """One incident for annex A."""
    phenomenon, share = main_class(incident)
    region = incident.region
    return {
        "id": incident.id,
        "start": instant_text(incident.time.start),
        "end": instant_text(incident.time.end),
        "instant": incident.time.start == incident.time.end,
        "place": place_text(incident, words),
        "within": "" if region is None else words.number(region.major_m / 1000, 1),
        "class": phenomenon_word(phenomenon.value, words),
        "class_share": words.percent(share, 0),
        "likelihood": likelihood_text(incident.existence, words),
        "confidence": words.say(
            confidence_word(
                incident.origins,
                len(incident.modalities),
                calibrated=incident.existence.calibrated,
            )
        ),
        "count": count_text(incident, words),
        "origins": words.number(incident.origins),
        "sources": incident.sources,
        "clauses": clauses.get(incident.id, ()),
        "contrary": len(incident.contrary),
    }


def coverage_rows(coverage: Sequence[Coverage], words: Wording) -> list[dict[str, object]]:
    """Annex C: when each sensor could see, and when it could not and why."""
    ordered = sorted(coverage, key=lambda c: (c.source, c.sensor, c.time.start, c.id))
    return [
        {
            "source": item.source,
            "sensor": item.sensor,
            "start": instant_text(item.time.start),
            "end": instant_text(item.time.end),
            "sees": ", ".join(phenomenon_word(p.value, words) for p in item.phenomena),
            "p_detect": _p_detect(item, words),
            "blind": item.reason_blind or "",
        }
        for item in ordered[:MOST_COVERAGE]
    ]


def _p_detect(item: Coverage, words: Wording) -> str:
    """The measured probability of seeing one, from low to high."""
    low, high = item.p_detect_low, item.p_detect_high
    if item.reason_blind is not None:
        return words.say("none: blind")
    if low is None or high is None:
        return words.say("not measured")
    if low == high:
        return words.percent(low)
    return words.say("{low} to {high}", low=words.percent(low), high=words.percent(high))
