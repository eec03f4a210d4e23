"""Strong Kleene logic: false, unknown, true."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

__all__ = ["Truth", "all_of", "any_of"]


class Truth(IntEnum):
    """Three values in truth order: ``FALSE < UNKNOWN < TRUE``."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def negated(self) -> Truth:
        """Kleene negation; unknown stays unknown."""
        return Truth(2 - self)

    @classmethod
    def of(cls, value: bool | None) -> Truth:  # noqa: FBT001 - a truth value is the argument
        """``None`` is unknown."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE


def all_of(values: Iterable[Truth]) -> Truth:
    """Kleene conjunction: the minimum; true for no values."""
    return min(values, default=Truth.TRUE)


def any_of(values: Iterable[Truth]) -> Truth:
    """Kleene disjunction: the maximum; false for no values."""
    return max(values, default=Truth.FALSE)
