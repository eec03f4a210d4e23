"""The acts that a cessation may name, and which phenomena show them.

A heard explosion shows that some weapon was used, not which. Whether an act was hostile or
offensive is a judgement that no phenomenon shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdfire.agreement.weapon import ObjectClass, ObjectPredicate, matches
from holdfire.base.phenomenon import FORCE, Phenomenon
from holdfire.base.truth import Truth, any_of
from holdfire.verification.evidence import Trait
from holdfire.verification.happening import values_of
from holdfire.verification.watch import Needs

__all__ = ["is_act", "needs_of_acts"]

_LOUD = frozenset({*FORCE} - {Phenomenon.LIGHT_FIRE, Phenomenon.CLASH})
_SMALL = frozenset({Phenomenon.LIGHT_FIRE, Phenomenon.CLASH})
_SEEN_FROM_AIR = frozenset({Phenomenon.UAV, Phenomenon.AIRCRAFT})

_SURE: Mapping[str, frozenset[Phenomenon]] = {
    "any_weapon": FORCE,
    "small_arms": frozenset({Phenomenon.LIGHT_FIRE}),
    "heavy_weapons": frozenset({Phenomenon.HEAVY_FIRE}),
}
_MAYBE: Mapping[str, frozenset[Phenomenon]] = {
    "small_arms": frozenset({Phenomenon.CLASH, Phenomenon.PROJECTILE, Phenomenon.FLASH}),
    "sniper_fire": _SMALL,
    "heavy_weapons": FORCE - {Phenomenon.LIGHT_FIRE},
    "air_strikes": FORCE - _SMALL,
    "hostile_acts": FORCE,
    "offensive_operations": FORCE,
    "reconnaissance_operations": _SEEN_FROM_AIR,
    "sabotage": frozenset({Phenomenon.EXPLOSION, Phenomenon.DAMAGE}),
}
_HEAVY_KINDS = (
    "tank",
    "artillery",
    "howitzer",
    "gun",
    "anti_tank_gun",
    "mortar",
    "mlrs",
    "ssm",
    "tactical_missile",
    "air_defence",
    "sam",
)
_FLOWN = ("fixed_wing", "combat_aircraft", "rotary_wing", "uav", "aircraft")


def is_act(acts: Sequence[str], phenomenon: Phenomenon, trait: Trait) -> Truth:
    """Does a phenomenon with these attributes show one of the acts?"""
    return any_of(_one(act, phenomenon, trait) for act in acts)


def _one(act: str, phenomenon: Phenomenon, trait: Trait) -> Truth:
    """One act: by the phenomenon, then by the kind of weapon if it is known."""
    if phenomenon in _SURE.get(act, frozenset()):
        return Truth.TRUE
    if phenomenon not in _MAYBE.get(act, frozenset()):
        return Truth.FALSE
    if act == "heavy_weapons" and values_of(trait, "kind"):
        wanted = ObjectPredicate(act, (ObjectClass(kinds=_HEAVY_KINDS),))
        return matches(trait, wanted)
    if act == "air_strikes" and values_of(trait, "kind"):
        return matches(trait, ObjectPredicate(act, (ObjectClass(kinds=_FLOWN),)))
    return Truth.UNKNOWN


def needs_of_acts(acts: Sequence[str]) -> Needs:
    """What must be seen to tell that none of the acts happened.

    Heavy fire and small arms are heard by different means, so a clause on any weapon needs
    both; an area where only explosions would be noticed is not seen to be quiet.
    """
    needs: list[frozenset[Phenomenon]] = []
    for act in acts:
        if act in {"any_weapon", "hostile_acts", "offensive_operations"}:
            needs += [_LOUD, _SMALL]
        elif act in {"small_arms", "sniper_fire"}:
            needs.append(_SMALL)
        elif act == "reconnaissance_operations":
            needs.append(_SEEN_FROM_AIR)
        else:
            needs.append(_LOUD)
    return tuple(dict.fromkeys(needs))
