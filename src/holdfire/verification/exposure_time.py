"""How much of a time a source looked at all, wherever it was: beside counts without a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from holdfire.base.phenomenon import Phenomenon
from holdfire.detections.coverage import Coverage
from holdfire.verification.intervals import IntervalSet, length_us, union, without
from holdfire.verification.watch import Spell, Watch
from holdfire.verification.window import Window

__all__ = ["watched_time"]


def watched_time(
    coverage: Iterable[Coverage], kinds: frozenset[Phenomenon], start: datetime, end: datetime
) -> tuple[float, float]:
    """The shares of the time with a look of known, and only of unknown, probability."""
    if not start < end:
        return 0.0, 0.0
    window = Window(start, end)
    spells = [s for s in Watch(coverage).spells(kinds, window) if s.blind is None]
    measured = _times(spell for spell in spells if spell.chance is not None)
    looked = without(_times(spell for spell in spells if spell.chance is None), measured)
    whole = window.end_us - window.start_us
    return round(length_us(measured) / whole, 12), round(length_us(looked) / whole, 12)


def _times(spells: Iterable[Spell]) -> IntervalSet:
    """Every instant of any of these spells."""
    return union(np.array([[spell.start_us, spell.end_us]], np.int64) for spell in spells)
