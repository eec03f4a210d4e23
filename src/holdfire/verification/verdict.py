"""The answer for one clause: four words, a probability, what it rests on, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfire.agreement.clause import ClauseKind
from holdfire.base.instant import TimeSpan
from holdfire.base.quantity import Probability

__all__ = [
    "ClauseVerdict",
    "CoverageShare",
    "Match",
    "Rate",
    "ReadingVerdict",
    "Verdict",
    "Verification",
    "Witness",
    "label",
]


class Verdict(StrEnum):
    """Never "no violation": absence without coverage is unobserved."""

    COMPLIED = "complied"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    UNOBSERVED = "unobserved"


@dataclass(frozen=True, slots=True)
class Witness:
    """What would settle an undetermined clause.

    ``kind``: gap, weak, conflict, straddle, register, late, attribution, geometry,
    definition. ``what`` is a plain sentence, ``keys`` the incident or cell ids concerned,
    ``supplier`` who or what could tell it.
    """

    kind: str
    what: str
    keys: tuple[str, ...] = ()
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One incident that the clause would forbid, with the probability that it does.

    ``probability`` joins existence, place, time and class. ``parts`` are those factors.
    """

    incident: str
    probability: Probability
    origins: int
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class CoverageShare:
    """What share of the clause's area and time was seen, overall and on each side.

    ``observed_km_h`` of ``total_km_h`` line-kilometre-hours (or cell-equivalents).
    ``by_side`` maps a side's label to its share; ``gaps`` are plain sentences.
    """

    share: float | None
    observed_km_h: float
    total_km_h: float
    by_side: tuple[tuple[str, float], ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A count with its exposure and the 95 % interval of the rate per 100 km·h observed.

    ``None`` where nothing was observed: a rate without exposure does not exist.
    """

    count: float
    exposure_km_h: float
    per_100_km_h: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """The answer for one clause under one reading over one window.

    ``formula`` is what was asked, in the surface language of accord: true at some instant of
    the window means that the clause was not kept. ``through`` names what decided: ``accord``,
    or nothing where the clause was asked of no incident. ``settled_by`` is the smallest set
    of conditions found that would settle an open answer.
    """

    clause: str
    ref: str
    kind: ClauseKind
    actors: tuple[str, ...]
    window: TimeSpan | None
    verdict: Verdict
    probability: Probability | None
    matches: tuple[Match, ...]
    coverage: CoverageShare
    reason: str
    witness: tuple[Witness, ...] = ()
    rate: Rate | None = None
    figures: tuple[tuple[str, float], ...] = ()
    summary: str = ""
    formula: str = ""
    through: str = ""
    settled_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingVerdict:
    """All clauses under one reading."""

    reading: str
    title: str
    clauses: tuple[ClauseVerdict, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """All readings side by side over one period, and what could not be seen at all."""

    agreement: str
    agreement_version: str
    period: TimeSpan
    readings: tuple[ReadingVerdict, ...]
    coverage: CoverageShare
    gaps: tuple[str, ...]


def label(verdict: Verdict) -> str:
    """The word a reader sees; a violation is an allegation until a body has found on it."""
    return "violated (alleged)" if verdict is Verdict.VIOLATED else verdict.value
