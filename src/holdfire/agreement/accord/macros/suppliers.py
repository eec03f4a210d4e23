"""Who or what could tell a condition that is not known: one sentence for each condition."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SUPPLIERS", "supplier_of"]

SUPPLIERS: Mapping[str, str] = {
    "existence": "another report of it that does not copy those at hand",
    "class": "an instrument or a patrol that tells what kind of happening it was",
    "act": "an image, a fragment or a patrol that shows the weapon and its use",
    "object": "an image or a patrol that shows kind, calibre and system",
    "domain": "a report that says whether it was on land, at sea or in the air",
    "exception": "the register of notices, or whoever ran the activity",
    "permission": "whoever commands or registers those who may be there",
    "leave": "the keeper of the register of leave given",
    "act of duty": "the keeper of the register of what was done",
    "actor": "an assessment of who acted, with a right of reply",
    "place": "an instrument that places it more exactly",
    "time": "an instrument that times it more exactly",
    "time and place": "an instrument that times and places it more exactly",
    "origins": "a source that does not depend on those at hand",
    "number": "a count at one time, by a patrol, an image or a declared register",
    "register": "the keeper of the register",
    "gap": "a source that watches there and then with a measured probability of seeing",
    "shape": "whoever holds the map of the agreement",
    "definition": "the parties, by saying what their text means",
    "conflict": "a third source beside the two that disagree",
}


def supplier_of(condition: str) -> str:
    """Who or what could tell this condition; a general answer for others."""
    return SUPPLIERS.get(condition, "whoever was in a position to observe it")
