"""The words of the pages for the words of the records: kinds, verdicts, scales.

Each entry is a key of the catalogues; ``mark`` only says so to the catalogue test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfire.agreement.clause import ClauseKind
from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.verification.verdict import Verdict

__all__ = [
    "CLAUSE_KINDS",
    "CONFIDENCE",
    "FACTORS",
    "LIKELIHOOD",
    "MODALITIES",
    "PHENOMENA",
    "VERDICTS",
    "WITNESSES",
    "mark",
    "named",
]


def mark(text: str) -> str:
    """The text itself: a sign that it is a key of the catalogues."""
    return text


PHENOMENA = {
    Phenomenon.EXPLOSION: mark("explosion"),
    Phenomenon.STRIKE: mark("strike"),
    Phenomenon.HEAVY_FIRE: mark("heavy fire"),
    Phenomenon.LIGHT_FIRE: mark("small-arms fire"),
    Phenomenon.PROJECTILE: mark("projectile"),
    Phenomenon.FLASH: mark("flash"),
    Phenomenon.FLARE: mark("flare"),
    Phenomenon.CLASH: mark("clash"),
    Phenomenon.THERMAL: mark("thermal anomaly"),
    Phenomenon.DAMAGE: mark("damage"),
    Phenomenon.WEAPON_PRESENT: mark("weapon present"),
    Phenomenon.FORCES_PRESENT: mark("forces present"),
    Phenomenon.AIRCRAFT: mark("aircraft"),
    Phenomenon.UAV: mark("uncrewed aircraft"),
    Phenomenon.VESSEL: mark("vessel"),
    Phenomenon.CROSSING: mark("crossing"),
    Phenomenon.PASSAGE: mark("passage"),
    Phenomenon.WORKS: mark("works"),
    Phenomenon.MINE: mark("mine"),
    Phenomenon.ALARM: mark("alarm"),
    Phenomenon.INTERFERENCE: mark("interference"),
    Phenomenon.RESTRICTION: mark("restriction of movement"),
    Phenomenon.STATEMENT: mark("statement"),
    Phenomenon.AREA_HELD: mark("area held"),
    Phenomenon.SENSOR_STATE: mark("sensor state"),
    Phenomenon.UNKNOWN: mark("unknown kind"),
}
MODALITIES = {
    Modality.THERMAL: mark("thermal satellite"),
    Modality.ARRAY: mark("acoustic or seismic array"),
    Modality.CAMERA: mark("camera"),
    Modality.PATROL: mark("patrol"),
    Modality.UAV: mark("monitoring aircraft"),
    Modality.REPORT: mark("report"),
    Modality.CURATED: mark("curated database"),
    Modality.ALARM: mark("alarm system"),
    Modality.REGISTER: mark("register"),
    Modality.MAP: mark("published map"),
    Modality.SENSOR_LOG: mark("sensor log"),
}
VERDICTS = {
    Verdict.COMPLIED: mark("complied"),
    Verdict.VIOLATED: mark("violated (alleged)"),
    Verdict.UNDETERMINED: mark("undetermined"),
    Verdict.UNOBSERVED: mark("unobserved"),
}
CLAUSE_KINDS = {
    ClauseKind.CESSATION: mark("cessation of fire"),
    ClauseKind.STAND_FAST: mark("stand fast"),
    ClauseKind.EXCLUSION: mark("exclusion from an area"),
    ClauseKind.MIN_DISTANCE: mark("least distance from a line"),
    ClauseKind.MAX_COUNT: mark("limit of numbers"),
    ClauseKind.PERMITTED_ONLY: mark("permitted actors only"),
    ClauseKind.NO_FLY: mark("no flight"),
    ClauseKind.NO_EXERCISE: mark("no exercises"),
    ClauseKind.WITHDRAW_BY: mark("withdrawal by a date"),
    ClauseKind.STORAGE: mark("storage at sites"),
    ClauseKind.NO_MINE: mark("no mines or works"),
    ClauseKind.NO_CROSSING: mark("no crossing"),
    ClauseKind.PROTECTED_OBJECT: mark("protected objects"),
    ClauseKind.FLOW: mark("flow of goods or people"),
    ClauseKind.ACCESS: mark("access for monitors"),
    ClauseKind.NOTIFY: mark("notification"),
    ClauseKind.REPLACE_ONLY: mark("replacement only"),
    ClauseKind.PROCEDURAL: mark("procedure"),
}
LIKELIHOOD = {
    "almost no chance": mark("almost no chance"),
    "very unlikely": mark("very unlikely"),
    "unlikely": mark("unlikely"),
    "roughly even chance": mark("roughly even chance"),
    "likely": mark("likely"),
    "very likely": mark("very likely"),
    "almost certain": mark("almost certain"),
}
CONFIDENCE = {
    "high": mark("Confidence in the basis: high."),
    "moderate": mark("Confidence in the basis: moderate."),
    "low": mark("Confidence in the basis: low."),
}
WITNESSES = {
    "gap": mark("a gap in what was watched"),
    "weak": mark("the evidence is weak"),
    "conflict": mark("the evidence is in conflict"),
    "straddle": mark("the place lies across an edge"),
    "register": mark("a register or declaration is missing"),
    "late": mark("the answer may still arrive"),
    "attribution": mark("who acted is not known"),
    "geometry": mark("a line or zone is missing"),
    "definition": mark("a term is not defined"),
}
FACTORS = {
    "existence": mark("something happened"),
    "exists": mark("something happened"),
    "place": mark("the place is covered by the clause"),
    "time": mark("the time is covered by the clause"),
    "class": mark("the kind is covered by the clause"),
    "kind": mark("the kind is covered by the clause"),
    "object": mark("the object is covered by the clause"),
    "actor": mark("the actor is bound by the clause"),
}


def named(table: Mapping[Any, str], value: str) -> str:
    """The catalogue key for a value; the value itself where no word is foreseen."""
    return table.get(value, value)
