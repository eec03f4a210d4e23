"""The classes of aircraft and vessels a clause may name, and what shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth, any_of
from holdfire.verification.evidence import Trait
from holdfire.verification.happening import values_of
from holdfire.verification.watch import Needs

__all__ = ["is_flying", "needs_of_flying"]

_AIRBORNE = frozenset({Phenomenon.AIRCRAFT, Phenomenon.UAV})
_DEFAULT: Mapping[Phenomenon, str] = {
    Phenomenon.AIRCRAFT: "aircraft",
    Phenomenon.UAV: "uav",
    Phenomenon.VESSEL: "vessel",
}

# For each word of a text: the kinds that surely are one, and those that may be one.
_KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "fixed_wing": (frozenset({"fixed_wing", "combat_aircraft"}), frozenset({"aircraft"})),
    "combat_aircraft": (
        frozenset({"combat_aircraft"}),
        frozenset({"fixed_wing", "rotary_wing", "aircraft"}),
    ),
    "rotary_wing": (frozenset({"rotary_wing"}), frozenset({"aircraft", "combat_aircraft"})),
    "uav": (frozenset({"uav", "foreign_uav"}), frozenset()),
    "foreign_uav": (frozenset({"foreign_uav"}), frozenset({"uav"})),
    "balloon": (frozenset({"balloon"}), frozenset({"aircraft"})),
    "vessel": (frozenset({"vessel", "naval_vessel"}), frozenset()),
    "naval_vessel": (frozenset({"naval_vessel"}), frozenset({"vessel"})),
}


def is_flying(words: Sequence[str], phenomenon: Phenomenon, trait: Trait) -> Truth:
    """Is it one of the classes? A kind outside the list, such as an airliner, is not."""
    return any_of(_one(word, phenomenon, trait) for word in words)


def _one(word: str, phenomenon: Phenomenon, trait: Trait) -> Truth:
    """One word of the text."""
    if word == "any_aircraft":
        return Truth.of(phenomenon in _AIRBORNE)
    if phenomenon not in _DEFAULT or word not in _KINDS:
        return Truth.FALSE
    sure, maybe = _KINDS[word]
    kinds = values_of(trait, "kind") or (_DEFAULT[phenomenon],)
    if all(kind in sure for kind in kinds):
        return Truth.TRUE
    possible = any(kind in sure or kind in maybe for kind in kinds)
    return Truth.UNKNOWN if possible else Truth.FALSE


def needs_of_flying(words: Sequence[str]) -> Needs:
    """What must be seen to tell that none of the classes was there."""
    needs: list[frozenset[Phenomenon]] = []
    for word in words:
        if word in {"vessel", "naval_vessel"}:
            needs.append(frozenset({Phenomenon.VESSEL}))
        elif word in {"uav", "foreign_uav"}:
            needs.append(frozenset({Phenomenon.UAV}))
        else:
            needs.append(frozenset({Phenomenon.AIRCRAFT}))
            if word == "any_aircraft":
                needs.append(frozenset({Phenomenon.UAV}))
    return tuple(dict.fromkeys(needs))
