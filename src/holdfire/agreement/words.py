"""The words an agreement file may use, and finding the one that was meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from holdfire.base.object_category import ObjectCategory

__all__ = [
    "ACTS",
    "AGREEMENT_KINDS",
    "CATEGORIES",
    "CONTESTED_ACTS",
    "DAY_COUNTING",
    "DOMAINS",
    "EXERCISES",
    "FLYING",
    "SEVERITIES",
    "SIDES",
    "VAGUE",
    "WIDTHS",
    "WINDOWS",
    "nearest",
]

AGREEMENT_KINDS = (
    "armistice",
    "ceasefire",
    "cessation_of_hostilities",
    "disengagement",
    "humanitarian_pause",
    "moratorium",
    "none",
    "treaty",
    "truce",
    "withdrawal",
)
CONTESTED_ACTS = (
    "hostile_acts",
    "offensive_operations",
    "reconnaissance_operations",
    "sabotage",
)
"""Acts that fire alone does not show: whether it was one is a judgement."""
ACTS = (
    "any_weapon",
    "small_arms",
    "sniper_fire",
    "heavy_weapons",
    "air_strikes",
    *CONTESTED_ACTS,
)
DOMAINS = ("land", "sea", "air")
SIDES = ("left", "right", "north", "east", "south", "west")
FLYING = (
    "any_aircraft",
    "fixed_wing",
    "combat_aircraft",
    "rotary_wing",
    "uav",
    "foreign_uav",
    "balloon",
    "vessel",
    "naval_vessel",
)
EXERCISES = (
    "live_fire_artillery",
    "field_training_regiment",
    "naval_live_fire",
    "naval_manoeuvre",
    "any_exercise",
)
CATEGORIES = tuple(category.value for category in ObjectCategory)
WINDOWS = ("hour", "day", "week", "month")
WIDTHS = ("at_least", "exactly", "unsaid")
SEVERITIES = ("technical", "minor", "serious", "grave")
DAY_COUNTING = ("first_day_is_one", "first_day_is_zero")
VAGUE = (
    "appropriate",
    "as soon as possible",
    "as necessary",
    "immediate",
    "immediately",
    "in the vicinity",
    "near",
    "offensive",
    "promptly",
    "provocative",
    "reasonable",
    "surroundings",
)
"""Words that mean what each reader wants, unless a definition or a reading settles them."""

_LONGEST = 64


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or an empty text."""
    if len(word) > _LONGEST:
        return ""
    choices = {candidate.lower(): candidate for candidate in sorted(known)}
    found = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.7)
    return choices[found[0]] if found else ""
