"""The sections of a report: which phenomena and which clause kinds each one tells of."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.clause import ClauseKind
from holdfire.base.phenomenon import FORCE, PRESENCE, Phenomenon
from holdfire.incidents.record import Incident

__all__ = ["SECTIONS", "Section", "main_class", "section_of"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its heading, what belongs to it."""

    key: str
    heading: str
    phenomena: frozenset[Phenomenon]
    kinds: tuple[ClauseKind, ...]


SECTIONS = (
    Section(
        "force",
        "Incidents and alleged violations",
        FORCE | {Phenomenon.THERMAL, Phenomenon.FLARE, Phenomenon.ALARM, Phenomenon.UNKNOWN},
        (ClauseKind.CESSATION, ClauseKind.NO_EXERCISE),
    ),
    Section(
        "protected",
        "Protected objects",
        frozenset(),
        (ClauseKind.PROTECTED_OBJECT,),
    ),
    Section(
        "zones",
        "Zones and withdrawal",
        PRESENCE,
        (
            ClauseKind.MIN_DISTANCE,
            ClauseKind.EXCLUSION,
            ClauseKind.MAX_COUNT,
            ClauseKind.WITHDRAW_BY,
            ClauseKind.STORAGE,
            ClauseKind.PERMITTED_ONLY,
        ),
    ),
    Section(
        "lines",
        "Lines, fortification, mines",
        frozenset({Phenomenon.WORKS, Phenomenon.MINE, Phenomenon.CROSSING}),
        (ClauseKind.STAND_FAST, ClauseKind.NO_MINE, ClauseKind.NO_CROSSING),
    ),
    Section(
        "air",
        "Air and sea",
        frozenset({Phenomenon.AIRCRAFT, Phenomenon.UAV, Phenomenon.VESSEL}),
        (ClauseKind.NO_FLY,),
    ),
    Section(
        "flows",
        "Crossings and flows",
        frozenset({Phenomenon.PASSAGE}),
        (ClauseKind.FLOW, ClauseKind.REPLACE_ONLY),
    ),
    Section("statements", "Statements", frozenset({Phenomenon.STATEMENT}), ()),
    Section(
        "restrictions",
        "Restrictions on monitors and interference",
        frozenset({Phenomenon.RESTRICTION, Phenomenon.INTERFERENCE}),
        (ClauseKind.ACCESS, ClauseKind.NOTIFY, ClauseKind.PROCEDURAL),
    ),
)


def main_class(incident: Incident) -> tuple[Phenomenon, float]:
    """The most probable class of an incident; ties go to the first name."""
    if not incident.classes:
        return Phenomenon.UNKNOWN, 1.0
    return min(incident.classes, key=lambda item: (-item[1], item[0].value))


def section_of(incident: Incident) -> str:
    """The key of the section an incident is told in."""
    phenomenon, _ = main_class(incident)
    for section in SECTIONS:
        if phenomenon in section.phenomena:
            return section.key
    return "force"
