"""The words of the vocabularies as a sentence uses them, in the plural."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["noun"]

_NOUNS: Mapping[str, str] = {
    "air_defence": "air-defence systems",
    "anti_aircraft_gun": "anti-aircraft guns",
    "anti_tank_missile": "anti-tank missile systems",
    "grenade_launcher": "grenade launchers",
    "heavy_machine_gun": "heavy machine guns",
    "machine_gun": "machine guns",
    "recoilless_gun": "recoilless guns",
    "rocket_propelled_grenade": "rocket-propelled grenades",
    "sniper_rifle": "sniper rifles",
    "anti_tank_gun": "anti-tank guns",
    "any_aircraft": "aircraft of any kind",
    "any_exercise": "exercises of any kind",
    "apc": "armoured personnel carriers",
    "armoured_vehicle": "armoured vehicles",
    "airbase": "airbases",
    "balloon": "balloons",
    "coal": "coal mines and stores",
    "energy_equipment_manufacturing": "plants that make energy equipment",
    "field_training_regiment": "field training of a regiment or more",
    "fixed_wing": "fixed-wing aircraft",
    "fuel_storage": "fuel stores",
    "hydro_dam": "dams",
    "nuclear_plant": "nuclear plants",
    "oil_gas_pipeline": "oil and gas pipelines",
    "oil_gas_production": "oil and gas production",
    "oil_refinery": "oil refineries",
    "other": "other objects",
    "power_generation": "power plants",
    "power_transmission": "power lines and substations",
    "foreign_uav": "foreign uncrewed aircraft",
    "gun": "guns",
    "howitzer": "howitzers",
    "ifv": "infantry fighting vehicles",
    "live_fire_artillery": "live-fire artillery exercises",
    "mlrs": "multiple rocket launchers",
    "mortar": "mortars",
    "naval_live_fire": "naval live-fire exercises",
    "naval_manoeuvre": "naval manoeuvres",
    "naval_vessel": "naval vessels",
    "rotary_wing": "helicopters",
    "sam": "surface-to-air missiles",
    "ssm": "surface-to-surface missiles",
    "tactical_missile": "tactical missile systems",
    "tank": "tanks",
    "uav": "uncrewed aircraft",
    "vehicle": "vehicles",
    "vessel": "vessels",
}


def noun(word: str) -> str:
    """The word as a sentence uses it; others without their underscores."""
    return _NOUNS.get(word, word.replace("_", " "))
