"""One text as it is compared: its wording, its skeleton, whom it cites, its language."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from holdfire.detections.message.citation import cited_authority
from holdfire.detections.message.skeleton import Skeleton, skeleton_of
from holdfire.detections.message.spelling import plain
from holdfire.detections.message.weighing import ENOUGH, Rarity, compared, contradictions
from holdfire.detections.wording import NEAR, SHORTEST_WORDS, fingerprint, mark_of

__all__ = ["CITED", "Rule", "Telling", "Verdict", "judged", "language_of", "telling_of"]

CITED = 2.0
"""Nats that a common cited authority adds; both then pass on one statement."""

_LONGEST = 250
_RATIO = 4
_SLIPS = 20
_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэъё")

Rule = str
"""``exact``, ``near``, ``rewritten``, ``translated`` or ``cited``."""


@dataclass(frozen=True, slots=True)
class Telling:
    """``wording`` is :func:`fingerprint`, ``marks`` the numbers of its keys for a search."""

    wording: npt.NDArray[np.uint64]
    skeleton: Skeleton
    marks: npt.NDArray[np.int64]
    authority: str | None
    language: str | None

    @property
    def same(self) -> bytes:
        """Equal for texts of equal wording."""
        return self.wording.tobytes()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why two texts are copies: the rule, log of the odds (``None``: by wording), keys."""

    rule: Rule
    llr: float | None
    keys: tuple[str, ...]


def language_of(text: str) -> str | None:
    """The language by the letters that only one of them has, the more frequent winning."""
    lower = text.casefold()
    letters = [sum(map(lower.count, own)) for own in (_UKRAINIAN, _RUSSIAN)]
    if letters[0] != letters[1]:
        return "uk" if letters[0] > letters[1] else "ru"
    return "en" if not any(letters) and sum(map(lower.count, "etaoin")) > 0 else None


def telling_of(text: str) -> Telling | None:
    """The text ready for comparison, ``None`` if it holds no word."""
    seen = plain(text)
    wording = fingerprint(seen)
    if not len(wording):
        return None
    skeleton = skeleton_of(seen)
    language = language_of(seen[:2000])
    authority = cited_authority(seen, language)
    keys = [*skeleton.keys, *([] if authority is None else [f"said:{authority}"])]
    marks = np.array(sorted(map(mark_of, keys)), dtype=np.int64)
    return Telling(wording, skeleton, marks, authority, language)


def _near(left: Telling, right: Telling) -> bool:
    """Are the wordings nearly equal, and no name, number or time another?

    Of long texts with many such keys one in twenty may differ: a slip was corrected.
    """
    sizes = sorted((len(left.wording), len(right.wording)))
    if sizes[0] < NEAR * sizes[1] or sizes[0] < SHORTEST_WORDS - 1:
        return False
    both = len(np.intersect1d(left.wording, right.wording, assume_unique=True))
    if both < NEAR * (sizes[0] + sizes[1] - both):
        return False
    fewest = min(len(left.skeleton.keys), len(right.skeleton.keys))
    return contradictions(left.skeleton, right.skeleton) <= fewest // _SLIPS


def _foreign(left: Telling, right: Telling) -> bool:
    """Are the two in different languages, as far as their letters tell?"""
    pair = {left.language, right.language}
    return len(pair) > 1 and ("en" in pair or None not in pair)


def _comparable(left: Telling, right: Telling) -> bool:
    """Neither is a collection of messages beside the other's single one."""
    short, long = sorted((left.skeleton.words, right.skeleton.words))
    return long <= _LONGEST and long <= _RATIO * short


_EXACT, _NEAR = Verdict("exact", None, ()), Verdict("near", None, ())


def judged(left: Telling, right: Telling, rarity: Rarity) -> Verdict | None:
    """Why the two texts are tellings of one message, or ``None`` if they are not held so."""
    if left is right or left.same == right.same:
        return _EXACT
    if _near(left, right):
        return _NEAR
    if not _comparable(left, right):
        return None
    found = compared(left.skeleton, right.skeleton, rarity)
    if found.llr >= ENOUGH:
        rule = "translated" if _foreign(left, right) else "rewritten"
        return Verdict(rule, found.llr, found.shared)
    cited = left.authority is not None and left.authority == right.authority
    if cited and math.isfinite(found.llr) and found.llr + CITED >= ENOUGH and found.agreed:
        return Verdict("cited", found.llr + CITED, found.shared)
    return None
