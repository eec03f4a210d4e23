"""No exercises of these types inside the area.

What an exercise shows (fire, troops in the field, ships) shows a war as well. Only a stated
purpose tells them apart: with another purpose it is none, without one it stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import NoExercise
from holdfire.base.phenomenon import PRESENCE, Phenomenon
from holdfire.base.truth import Truth, any_of
from holdfire.verification.evidence import Trait
from holdfire.verification.happening import acting, values_of
from holdfire.verification.scene import Scene
from holdfire.verification.verdict import ClauseVerdict
from holdfire.verification.watch import Needs
from holdfire.verification.window import Window
from holdfire.verification.within_area import answer_within

__all__ = ["is_exercise", "judge_no_exercise"]

_FIRING = frozenset(
    {Phenomenon.HEAVY_FIRE, Phenomenon.EXPLOSION, Phenomenon.PROJECTILE, Phenomenon.FLASH}
)
_AFLOAT = frozenset({Phenomenon.VESSEL})

# What each type of the text would be seen or heard as.
_SHOWN: Mapping[str, frozenset[Phenomenon]] = {
    "live_fire_artillery": _FIRING,
    "field_training_regiment": PRESENCE,
    "naval_live_fire": _FIRING,
    "naval_manoeuvre": _AFLOAT,
    "any_exercise": _FIRING | PRESENCE | _AFLOAT,
}
_PURPOSES = frozenset({"exercise", "training", "drill"})


def judge_no_exercise(
    clause: Clause, terms: NoExercise, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of an area without exercises over a window."""
    evidence = scene.evidence
    words = ", ".join(word.replace("_", " ") for word in terms.types)
    kind, act = acting(
        evidence,
        lambda phenomenon, trait: is_exercise(terms.types, phenomenon, trait),
        f"its purpose and size are not known well enough to tell whether it was {words}",
    )
    return answer_within(clause, terms.area, (kind, act), _needs(terms.types), window, scene)


def is_exercise(types: Sequence[str], phenomenon: Phenomenon, trait: Trait) -> Truth:
    """Is it an exercise of one of the types? Unknown without a stated purpose."""
    return any_of(_one(word, phenomenon, trait) for word in types)


def _one(word: str, phenomenon: Phenomenon, trait: Trait) -> Truth:
    """One type; the size of a formation is never told by what is seen of it."""
    if phenomenon not in _SHOWN.get(word, frozenset()):
        return Truth.FALSE
    said = [purpose in _PURPOSES for purpose in values_of(trait, "purpose")]
    if not said:
        return Truth.UNKNOWN
    if not any(said):
        return Truth.FALSE
    sure = all(said) and word != "field_training_regiment"
    return Truth.TRUE if sure else Truth.UNKNOWN


def _needs(types: Sequence[str]) -> Needs:
    """What must be seen to tell that none was held."""
    return tuple(dict.fromkeys(_SHOWN[word] for word in types if word in _SHOWN))
