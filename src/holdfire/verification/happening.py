"""What kind of happening was it, and does that kind fall under the clause?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from holdfire.agreement.weapon import ObjectPredicate, matches
from holdfire.base.phenomenon import Phenomenon
from holdfire.base.truth import Truth
from holdfire.verification.evidence import PHENOMENA, Evidence, Trait
from holdfire.verification.factor import Factor, FloatArray, from_truth

__all__ = ["acting", "happening", "object_of", "truth_of_traits", "values_of"]

_DIGITS = 12
_UNKNOWN = PHENOMENA.index(Phenomenon.UNKNOWN)

Judge = Callable[[Phenomenon, Trait], Truth]


_NOT_SAID = frozenset(
    {"", "unknown", "not known", "unclear", "not stated", "not recorded", "none stated", "n/a"}
    | {"na", "pending", "?", "-", "nan", "null", "unspecified", "undetermined"}
)
"""Words that a record writes where it does not know: they answer nothing."""


def values_of(trait: Trait, name: str) -> tuple[str, ...]:
    """The possible values of one attribute as words; none when it is unknown.

    A record that writes "unknown" beside other values leaves all of them open.
    """
    found = tuple(str(value) for key, values in trait if key == name for value in values)
    said = {value.replace("_", " ").strip().casefold() for value in found}
    return () if said & _NOT_SAID else found


def truth_of_traits(evidence: Evidence, judge: Callable[[Trait], Truth]) -> NDArray[np.int8]:
    """A question about the attributes, asked once for each distinct set of them."""
    by_trait = np.array([int(judge(trait)) for trait in evidence.traits], np.int8)
    if not len(by_trait):
        return np.zeros(evidence.size, np.int8)
    truth: NDArray[np.int8] = by_trait[evidence.trait]
    return truth


def happening(evidence: Evidence, phenomena: Iterable[Phenomenon]) -> Factor:
    """Is it one of these phenomena? A share of *unknown* may still be one of them."""
    columns = [PHENOMENA.index(phenomenon) for phenomenon in phenomena]
    return _shared(evidence.shares[:, columns].sum(axis=1), evidence.shares[:, _UNKNOWN])


def _shared(share: FloatArray, unknown: FloatArray) -> Factor:
    """A class probability, with the part that nobody has classified as its doubt."""
    low = np.clip(np.round(share, _DIGITS), 0.0, 1.0)
    high = np.clip(np.round(share + unknown, _DIGITS), 0.0, 1.0)
    said = "what kind of happening it was is not sure enough"
    return Factor("class", low, low, low, high, "weak", said)


def acting(evidence: Evidence, judge: Judge, unknown: str) -> tuple[Factor, Factor]:
    """The class, and given the class whether it is an act the clause forbids.

    ``judge`` says for a phenomenon with certain attributes whether it is such an act.
    """
    table = np.array(
        [[int(judge(p, trait)) for p in PHENOMENA] for trait in evidence.traits], np.int8
    ).reshape(-1, len(PHENOMENA))
    table[:, _UNKNOWN] = 0
    truth = table[evidence.trait] if len(table) else np.zeros_like(evidence.shares, np.int8)
    possible = (evidence.shares * (truth >= 1)).sum(axis=1)
    shown = (evidence.shares * (truth == 2)).sum(axis=1)
    ratio = np.divide(shown, possible, out=np.ones_like(shown), where=possible > 0.0)
    ratio = np.clip(np.round(ratio, _DIGITS), 0.0, 1.0)
    one = np.ones_like(ratio)
    act = Factor("act", ratio, ratio, one, one, "definition", unknown)
    return _shared(possible, evidence.shares[:, _UNKNOWN]), act


def object_of(evidence: Evidence, predicate: ObjectPredicate) -> Factor:
    """Is it an object that the clause means? Unknown attributes stay unknown."""
    truth = truth_of_traits(evidence, lambda trait: matches(trait, predicate))
    shown = _shown(predicate)
    said = f"its kind, calibre or system is not known well enough to tell whether it is {shown}"
    if not predicate.classes and not predicate.anything:
        said = f"the text does not define {_shown(predicate)}"
    return from_truth("object", truth, "definition", said)


def _shown(predicate: ObjectPredicate) -> str:
    """The term of the text in quotes."""
    return (
        f"“{predicate.term.replace('_', ' ')}”" if predicate.term else "what the clause names"
    )
