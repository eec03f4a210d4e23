"""Exposure as values and as rows: no count is shown without how well its place was watched."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.incidents.record import Incident
from holdfire.reports.section import main_class
from holdfire.reports.wording import Wording
from holdfire.verification.exposure_count import Counted, CountedExposure
from holdfire.verification.exposure_held import HeldExposure
from holdfire.verification.exposure_rate import ExposedRate
from holdfire.verification.exposure_record import Kind, Strip, SubjectKind, Watched

__all__ = [
    "EVERYTHING",
    "charted",
    "count_rows",
    "day_rows",
    "exposure_json",
    "held_json",
    "held_rows",
    "kind_text",
    "kinds_of",
    "rate_text",
    "silent_sentences",
    "subject_text",
    "watched_row",
]

_NO_HAPPENING = {Phenomenon.SENSOR_STATE, Phenomenon.AREA_HELD}

EVERYTHING = Kind("everything", frozenset(Phenomenon) - _NO_HAPPENING)
"""Whatever may happen: who looked at all."""


def kinds_of(coverage: Iterable[Coverage], incidents: Iterable[Incident]) -> tuple[Kind, ...]:
    """What exposure is stated for: everything, and each kind that was looked for or recorded.

    Kinds are never put together for a count: what is watched well for one is not for another.
    """
    named = {kind for record in coverage for kind in record.phenomena}
    named |= {main_class(item)[0] for item in incidents}
    named -= _NO_HAPPENING
    return (EVERYTHING, *(Kind(k.value, frozenset({k})) for k in Phenomenon if k in named))


def exposure_json(found: Sequence[CountedExposure]) -> list[dict[str, Any]]:
    """The annex: each line and zone by kind; strips of what is drawn, days where they tell."""
    drawn = {id(item) for item in charted(found)}
    return [_one(item, drawn=id(item) in drawn) for item in found]


def charted(found: Sequence[CountedExposure]) -> list[CountedExposure]:
    """What is drawn: of each line or zone the kind of which most was recorded.

    Where nothing was, the best-watched kind; where nobody looked either, everything.
    """
    chosen: dict[str, CountedExposure] = {}
    for item in found:
        subject = item.exposure.subject
        best = chosen.get(subject)
        if best is None or _told(item) > _told(best):
            chosen[subject] = item
    return list(chosen.values())


def _told(item: CountedExposure) -> tuple[float, float, float]:
    """How much a chart of this kind would tell; nothing for everything together."""
    if item.exposure.kind.name == EVERYTHING.name:
        return 0.0, 0.0, 0.0
    watched = item.exposure.whole
    return item.whole.recorded, watched.measured, watched.unmeasured


def _one(item: CountedExposure, *, drawn: bool) -> dict[str, Any]:
    """One subject and kind."""
    exposure = item.exposure
    everything = exposure.kind.name == EVERYTHING.name
    telling = everything or item.whole.recorded > 0.0 or exposure.whole.measured > 0.0
    return {
        "subject": exposure.subject,
        "subject_kind": exposure.subject_kind.value,
        "kind": exposure.kind.name,
        "unit": exposure.unit,
        "reach_km": exposure.reach_km,
        "whole": _counted(item.whole),
        "sides": [{"side": side.side, **_counted(side)} for side in item.sides],
        "days": _days(item) if telling else None,
        "sources": [
            {"source": source, "modality": modality, "watched": _watched(watched)}
            for source, modality, watched in exposure.sources
        ],
        "blind": [
            {"source": one.source, "reason": one.reason, "amount": one.amount}
            for one in exposure.blind
        ],
        "strips": [_strip(strip) for strip in exposure.strips] if drawn else [],
    }


def _days(item: CountedExposure) -> dict[str, Any]:
    """The days as columns of equal length; what is expected at the period's rate, if any."""
    bins = item.exposure.bins
    expected = [day.expected for day in item.days]
    return {
        "starts": [_instant(one.start) for one in bins],
        "total": [one.watched.total for one in bins],
        "measured": [one.watched.measured for one in bins],
        "unmeasured": [one.watched.unmeasured for one in bins],
        "blind": [one.watched.blind for one in bins],
        "recorded": [day.recorded for day in item.days],
        "expected": None
        if item.whole.rate is None
        else [None if ends is None else [round(end, 6) for end in ends] for ends in expected],
    }


def _instant(value: datetime) -> str:
    """ISO 8601 with Z."""
    return value.isoformat().replace("+00:00", "Z")


def _counted(counted: Counted) -> dict[str, Any]:
    """A count with its exposure."""
    return {
        "recorded": counted.recorded,
        "where_measured": counted.measured,
        "where_unmeasured": counted.unmeasured,
        "where_unwatched": counted.unwatched,
        "watched": _watched(counted.watched),
        "rate": _rate(counted.rate),
    }


def _watched(watched: Watched) -> dict[str, Any]:
    """Kilometre-hours by how they were watched."""
    return {
        "total": watched.total,
        "measured": watched.measured,
        "unmeasured": watched.unmeasured,
        "blind": watched.blind,
        "nobody": watched.nobody,
        "seen_by_best": list(watched.best),
        "seen_by_independent": list(watched.independent),
    }


def _rate(rate: ExposedRate | None) -> dict[str, Any] | None:
    """A rate per thousand with its interval."""
    if rate is None:
        return None
    return {
        "per_1000": rate.value,
        "low": rate.low,
        "high": rate.high,
        "at_most": rate.at_most,
    }


def _strip(strip: Strip) -> dict[str, Any]:
    """Where and when somebody looked, in thousandths."""
    return {
        "side": strip.side,
        "ends": list(strip.ends),
        "times": [_instant(at) for at in strip.times],
        "measured": [list(row) for row in strip.measured],
        "unmeasured": [list(row) for row in strip.unmeasured],
        "blind": [list(row) for row in strip.blind],
        "seen": [list(row) for row in strip.seen],
    }


def held_json(held: HeldExposure | None) -> dict[str, Any] | None:
    """How well inside and outside of areas held were watched."""
    if held is None:
        return None
    return {
        "inside": _watched(held.inside),
        "outside": _watched(held.outside),
        "without_map": _watched(held.without_map),
    }


def held_rows(held: HeldExposure | None, words: Wording) -> list[dict[str, str]]:
    """How well inside and outside were watched, ready to stand beside a count of each."""
    if held is None:
        return []
    return [
        {"name": words.say("inside"), **watched_row(held.inside, words)},
        {"name": words.say("outside"), **watched_row(held.outside, words)},
        {"name": words.say("days without a map"), **watched_row(held.without_map, words)},
    ]


def kind_text(kind: Kind, words: Wording) -> str:
    """What was looked for."""
    if kind.name == EVERYTHING.name:
        return words.say("everything")
    return words.say(kind.name.replace("_", " "))


def subject_text(item: CountedExposure, words: Wording) -> str:
    """What a line, zone or extent is called."""
    exposure = item.exposure
    if exposure.subject_kind is SubjectKind.LINE:
        return words.say(
            "{name}, up to {reach} km on both sides",
            name=exposure.subject,
            reach=exposure.reach_km,
        )
    if exposure.subject_kind is SubjectKind.EXTENT:
        return words.say("the box around everything recorded")
    return exposure.subject


def watched_row(watched: Watched, words: Wording) -> dict[str, str]:
    """The four shares as texts, and the total."""
    parts = {
        "measured": watched.measured,
        "unmeasured": watched.unmeasured,
        "blind": watched.blind,
        "nobody": watched.nobody,
    }
    shares = {name: watched.share(part) for name, part in parts.items()}
    shown = {
        name: words.say("not known") if share is None else words.percent(share)
        for name, share in shares.items()
    }
    return {**shown, "total": words.number(watched.total, 0)}


def rate_text(counted: Counted, words: Wording) -> str:
    """The rate per 1,000 with its interval, or why there is none."""
    rate = counted.rate
    if rate is None:
        return words.say("no rate: nobody has measured how well it was watched")
    if rate.at_most is not None:
        return words.say(
            "none seen; a rate above {most} would have been seen with 95 %",
            most=_figure(rate.at_most, words),
        )
    if rate.high is None:
        return words.say(
            "{value} (95 % at least {low})",
            value=_figure(rate.value, words),
            low=_figure(rate.low, words),
        )
    return words.say(
        "{number} ({low} to {high})",
        number=_figure(rate.value, words),
        low=_figure(rate.low, words),
        high=_figure(rate.high, words),
    )


def _figure(value: float, words: Wording) -> str:
    """Two decimals, and more for what is small."""
    return words.number(value, 2 if value >= 1.0 else 4)


def count_rows(
    found: Sequence[CountedExposure], phenomena: Collection[Phenomenon], words: Wording
) -> list[dict[str, object]]:
    """The counts of each of these kinds beside their exposure: each subject, then its sides.

    A kind of which nothing was recorded stands there too where it was watched with known
    probability: only then does its absence say something.
    """
    rows: list[dict[str, object]] = []
    for item in found:
        kind = item.exposure.kind
        telling = item.whole.recorded > 0.0 or item.whole.watched.measured > 0.0
        if kind.name == EVERYTHING.name or not kind.phenomena <= set(phenomena) or not telling:
            continue
        named = kind_text(kind, words)
        where = subject_text(item, words)
        rows.append(_count_row(item, item.whole, named, where, words))
        rows.extend(_count_row(item, side, named, side.side, words) for side in item.sides)
    return rows


def _count_row(
    item: CountedExposure, counted: Counted, kind: str, where: str, words: Wording
) -> dict[str, object]:
    """One count with its exposure and its rate."""
    return {
        "kind": kind,
        "name": where,
        "side": bool(counted.side),
        "unit": item.exposure.unit,
        "recorded": words.number(counted.recorded, 1),
        "measured_count": words.number(counted.measured, 1),
        "watched": watched_row(counted.watched, words),
        "rate": rate_text(counted, words),
    }


def day_rows(item: CountedExposure, words: Wording) -> list[dict[str, object]]:
    """One row a day: how it was watched for anything at all."""
    return [
        {"day": one.start.strftime("%Y-%m-%d"), "watched": watched_row(one.watched, words)}
        for one in item.exposure.bins
    ]


def silent_sentences(
    found: Sequence[CountedExposure], subject: str, words: Wording
) -> list[str]:
    """What silence is worth: for each kind how many would be seen on the days without any."""
    said = []
    for item in found:
        rate = item.whole.rate
        days = [d for d in item.days if not d.recorded]
        if item.exposure.subject != subject or rate is None or not rate.value or not days:
            continue
        ends = [math.fsum(d.expected[n] for d in days if d.expected) for n in range(3)]
        said.append(
            words.count(
                "{kind}: on {n} day none was recorded. At the rate of the whole period "
                "{middle} ({low} to {high}) would have been seen on it.",
                "{kind}: on {n} days none was recorded. At the rate of the whole period "
                "{middle} ({low} to {high}) would have been seen on them.",
                len(days),
                kind=kind_text(item.exposure.kind, words),
                middle=ends[1],
                low=ends[0],
                high=ends[2],
            )
        )
    return said
