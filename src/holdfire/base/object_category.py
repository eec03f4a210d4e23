"""Categories of objects that an agreement may protect and an observation may name.

One vocabulary for both sides of the comparison, so that the word in a text and the word
in a report meet. It says what a thing is, never whose it is.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ObjectCategory"]


class ObjectCategory(StrEnum):
    """What kind of object was, or must not be, hit.

    ``OIL_GAS_PIPELINE`` includes pumping and compressor stations. ``POWER_GENERATION`` is a
    power plant of any fuel but nuclear, the plant at a dam included; ``HYDRO_DAM`` is the
    dam itself. ``OTHER`` is an object of a known category that stands in no list here.
    """

    OIL_REFINERY = "oil_refinery"
    OIL_GAS_PIPELINE = "oil_gas_pipeline"
    FUEL_STORAGE = "fuel_storage"
    OIL_GAS_PRODUCTION = "oil_gas_production"
    POWER_GENERATION = "power_generation"
    POWER_TRANSMISSION = "power_transmission"
    NUCLEAR_PLANT = "nuclear_plant"
    HYDRO_DAM = "hydro_dam"
    COAL = "coal"
    ENERGY_EQUIPMENT_MANUFACTURING = "energy_equipment_manufacturing"
    AIRBASE = "airbase"
    OTHER = "other"
