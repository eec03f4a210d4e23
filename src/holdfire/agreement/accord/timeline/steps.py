"""The value of a formula over a window, as a step function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.agreement.accord.timeline.pieces import Pieces, ends, value_at
from holdfire.base.truth import Truth

__all__ = ["Steps"]


@dataclass(frozen=True, slots=True)
class Steps:
    """Sorted breakpoints ``(start, value)``; neighbours differ; the last reaches to ``end``."""

    pieces: Pieces
    end: int

    @property
    def start(self) -> int:
        """The first instant of the window."""
        return self.pieces[0][0]

    def at(self, instant: int) -> Truth:
        """The value at an instant of the window."""
        return value_at(self.pieces, instant)

    def __iter__(self) -> Iterator[tuple[int, int, Truth]]:
        """Start, end and value of each piece."""
        return iter(ends(self.pieces, self.end))

    def spans(self, value: Truth) -> tuple[tuple[int, int], ...]:
        """The closed intervals that have a value."""
        return tuple((start, end) for start, end, have in self if have is value)
