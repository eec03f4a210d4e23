"""Which objects a report names: the extract's classes in our vocabulary.

The classes are those of the four extracts of 2022, 2023 and 2025, all of them. The terms
behind ENERGY_GRID_SUPPORT are words for substations only; those behind
REFINING_PETROCHEM_GAS are refineries, and gas works where the term says so.
"""

from __future__ import annotations

from holdfire.base.object_category import ObjectCategory

__all__ = ["CLASSES", "objects_of"]

CLASSES = {
    "REFINING_PETROCHEM_GAS": ObjectCategory.OIL_REFINERY,
    "PIPELINE_PUMPING": ObjectCategory.OIL_GAS_PIPELINE,
    "FUEL_STORAGE_TERMINAL": ObjectCategory.FUEL_STORAGE,
    "ENERGY_GRID_SUPPORT": ObjectCategory.POWER_TRANSMISSION,
    "STRATEGIC_AIRBASE": ObjectCategory.AIRBASE,
    "AMMUNITION_ARSENAL": ObjectCategory.OTHER,
    "DEFENSE_INDUSTRY": ObjectCategory.OTHER,
    "MILITARY_COMMS_SPACE": ObjectCategory.OTHER,
    "MILITARY_REPAIR_SHIPYARD": ObjectCategory.OTHER,
    "PORT_EXPORT_LOGISTICS": ObjectCategory.OTHER,
    "RAIL_STRATEGIC_LOGISTICS": ObjectCategory.OTHER,
}

_GAS_WORKS = ("газоперер", "gas process")
_REFINERY = ("нпз", "нафтоперер", "нефтеперер", "refiner")


def objects_of(classes: str, terms: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The categories of the classes (``A|B``) and flags; unknown classes are ``other``.

    No class gives no category: then the report does not say what was hit.
    """
    found: set[str] = set()
    flags: set[str] = set()
    words = terms.casefold()
    for name in (part.strip().upper() for part in classes.split("|")):
        if not name:
            continue
        category = CLASSES.get(name, ObjectCategory.OTHER)
        if name not in CLASSES:
            flags.add("object.class_unknown")
        gas = any(word in words for word in _GAS_WORKS)
        if category is ObjectCategory.OIL_REFINERY and gas:
            found.add(ObjectCategory.OIL_GAS_PRODUCTION.value)
            if not any(word in words for word in _REFINERY):
                continue
        found.add(category.value)
    return tuple(sorted(found)), tuple(sorted(flags))
