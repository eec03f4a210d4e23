"""What an engine is told: statements that are added, and statements that are withdrawn.

A statement is what it says, together with its ``name``; two equal ones are one. What was
withdrawn stays withdrawn, whichever of the two arrives first, so that the order of arrival
cannot matter; to say the same again, give it another name.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import FOREVER, NEVER, Claim, Possible

__all__ = ["Added", "Claimed", "Delta", "Quiet", "Statement", "Supposed", "Withdrawn"]

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim on one fact."""

    predicate: str
    key: Key
    claim: Claim
    name: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The statements of the world behind it."""
        return self.claim.ids or ((self.name,) if self.name else ())


@dataclass(frozen=True, slots=True)
class Quiet:
    """Over ``[start, end]`` a fact is false where no claim speaks of it.

    A register that is complete up to an instant is quiet from ``NEVER`` to it; a place that
    was watched is quiet while it was. Without a ``key`` it is of all facts of the predicate.
    """

    predicate: str
    key: Key | None = None
    start: int = NEVER
    end: int = FOREVER
    name: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,) if self.name else ()


@dataclass(frozen=True, slots=True)
class Supposed:
    """Over ``[start, end]`` a function has one of the possible values.

    Several statements narrow each other. Without ``terms`` it is of an anchor, at all times.
    """

    function: str
    terms: Key | None
    possible: Possible
    start: int = NEVER
    end: int = FOREVER
    name: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its name."""
        return (self.name,) if self.name else ()


Statement = Claimed | Quiet | Supposed


@dataclass(frozen=True, slots=True)
class Added:
    """A statement arrives."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A statement is taken back."""

    statement: Statement


Delta = Added | Withdrawn
