"""What the engine asks of a store of all facts, to answer what it has itself forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from holdfire.agreement.accord.points.facts import Args
from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.term import Value

__all__ = ["Journal", "Kept"]

Kept = tuple[int, str, Args, int]
"""A fact as it is kept: position, predicate, arguments, value."""


class Journal(Protocol):
    """A store of points and facts by position. What it forgets is lost."""

    def record(self, at: int, facts: Sequence[LogFact]) -> None:
        """Keep a point with its facts, or more facts of a point that is kept."""
        ...

    def retract(self, at: int, facts: Iterable[LogFact]) -> None:
        """Take facts of a point away."""
        ...

    def holder(self, stamp: int, fact: LogFact) -> tuple[int, LogFact] | None:
        """The latest point with the stamp that has the fact, with the value it has there."""
        ...

    def facts(self, predicate: str, given: Mapping[int, Value]) -> Iterator[Kept]:
        """The facts of a predicate with these values in these columns, by position."""
        ...

    def points(self) -> Iterator[int]:
        """All points, rising."""
        ...
