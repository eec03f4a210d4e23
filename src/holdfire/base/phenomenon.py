"""The neutral taxonomy of what was observed: physics and objects, never sides."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["FORCE", "PRESENCE", "Modality", "Phenomenon"]


class Phenomenon(StrEnum):
    """What an observation, detection or incident is about."""

    EXPLOSION = "explosion"
    STRIKE = "strike"
    HEAVY_FIRE = "heavy_fire"
    LIGHT_FIRE = "light_fire"
    PROJECTILE = "projectile"
    FLASH = "flash"
    FLARE = "flare"
    CLASH = "clash"
    THERMAL = "thermal"
    DAMAGE = "damage"
    WEAPON_PRESENT = "weapon_present"
    FORCES_PRESENT = "forces_present"
    AIRCRAFT = "aircraft"
    UAV = "uav"
    VESSEL = "vessel"
    CROSSING = "crossing"
    PASSAGE = "passage"
    WORKS = "works"
    MINE = "mine"
    ALARM = "alarm"
    INTERFERENCE = "interference"
    RESTRICTION = "restriction"
    STATEMENT = "statement"
    AREA_HELD = "area_held"
    SENSOR_STATE = "sensor_state"
    UNKNOWN = "unknown"


# The kinds that show the use of force when they are real; a thermal anomaly, an alarm or a
# flare by itself does not.
FORCE = frozenset(
    {
        Phenomenon.EXPLOSION,
        Phenomenon.STRIKE,
        Phenomenon.HEAVY_FIRE,
        Phenomenon.LIGHT_FIRE,
        Phenomenon.PROJECTILE,
        Phenomenon.FLASH,
        Phenomenon.CLASH,
        Phenomenon.DAMAGE,
    }
)

PRESENCE = frozenset({Phenomenon.WEAPON_PRESENT, Phenomenon.FORCES_PRESENT})


class Modality(StrEnum):
    """The physical way of knowing; two sources of one modality may share its errors."""

    THERMAL = "thermal"
    ARRAY = "array"
    CAMERA = "camera"
    PATROL = "patrol"
    UAV = "uav"
    REPORT = "report"
    CURATED = "curated"
    ALARM = "alarm"
    REGISTER = "register"
    MAP = "map"
    SENSOR_LOG = "sensor_log"
