"""What the engine is told of the world: claims on facts, silence, sets of possible values.

The engine sees the world through :class:`Trace` only. Whoever builds a trace (``verification``
from incidents and coverage, a reader from a log) decides what a claim is worth; the engine
adds nothing up. Instants are whole microseconds since 1970-01-01T00:00Z, intervals closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = [
    "FOREVER",
    "NEVER",
    "ChangingTrace",
    "Claim",
    "Lack",
    "LackKind",
    "Possible",
    "Silence",
    "Trace",
    "quiet_on",
]

NEVER = -(2**62)
"""Before every instant."""

FOREVER = 2**62
"""After every instant."""


class LackKind(StrEnum):
    """Why an input is unknown. A contested reading is never among them."""

    GAP = "gap"
    WEAK = "weak"
    CONFLICT = "conflict"
    STRADDLE = "straddle"
    REGISTER = "register"
    LATE = "late"
    ATTRIBUTION = "attribution"
    GEOMETRY = "geometry"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Lack:
    """One missing input: the cell of a witness.

    ``fact`` and ``key`` name the cell (two lacks with the same two are the same cell),
    ``said`` says in plain words what is not known, ``supplier`` who or what could tell it.
    """

    kind: LackKind
    fact: str
    key: tuple[Value, ...] = ()
    said: str = ""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of one fact over ``[start, end]``.

    ``event`` is true for one instant somewhere in the interval, false for a state that
    holds all through it. ``lack`` says what is missing where the value is unknown.
    ``ids`` are the statements (incidents, register entries) it rests on.

    What several claims say of one instant depends on their set only: *true* and *false*
    together are unknown (a conflict), else the greatest value speaks. Before ``NEVER`` and
    after ``FOREVER`` everything is as it is there.
    """

    value: Truth
    start: int
    end: int
    event: bool = False
    lack: Lack | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """The value of a fact over ``[start, end]`` where no claim speaks of it.

    A closed world is false up to its horizon and unknown after it; an open world is unknown
    unless what was watched shows an absence. Pieces of silence cover all time.
    """

    value: Truth
    start: int = NEVER
    end: int = FOREVER
    lack: Lack | None = None


@dataclass(frozen=True, slots=True)
class Possible:
    """The values a term may have: a closed interval of numbers, or a finite set.

    ``values`` is empty for an interval; then ``low`` or ``high`` may be ``None`` (open end).
    ``lack`` names what would make it one value; ``None`` where it is one already. Without
    values, ends and lack it says that a name is no anchor.
    """

    values: tuple[Value, ...] = ()
    low: int | None = None
    high: int | None = None
    lack: Lack | None = None


class Trace(Protocol):
    """The world as known at one transaction time. Answers must not depend on order."""

    def keys(self, predicate: str) -> Iterable[tuple[Value, ...]]:
        """The argument tuples of which any claim speaks, in rising order."""

    def claims(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Claim]:
        """The claims on one fact, by start."""

    def silence(self, predicate: str, key: tuple[Value, ...]) -> Sequence[Silence]:
        """What holds of one fact where no claim speaks.

        Of a fact that ``keys`` does not list it is what ``unlisted`` says, or a fact known
        to be absent where that is unknown.
        """

    def unlisted(self, predicate: str) -> Sequence[Silence]:
        """What holds of facts with arguments that ``keys`` does not list.

        False where the list is complete (a closed register, a watched area), unknown with
        its lack where something unlisted may be; never true.
        """

    def possible(self, function: str, terms: tuple[Value, ...], at: int) -> Possible:
        """The values a function may have at an instant.

        Taken to be the same at all instants, unless the trace is a :class:`ChangingTrace`.
        """

    def instant(self, name: str) -> Possible:
        """The instants an anchor may have; ``Possible()`` for a name that is no anchor."""

    def members(self, name: str) -> Possible:
        """The members of a named set; ``lack`` where the text does not define it.

        With a lack, the values are members for certain, and others may be. A set of numbers
        may be an interval.
        """


class ChangingTrace(Trace, Protocol):
    """A trace whose functions have other values at other times."""

    def changes(self, function: str, terms: tuple[Value, ...]) -> Sequence[int]:
        """The instants from which ``possible`` answers differently."""


def quiet_on(
    stretches: Iterable[tuple[int, int]], lack: Lack | None = None
) -> tuple[Silence, ...]:
    """Silence that is false on the stretches and unknown, for want of ``lack``, elsewhere."""
    out: list[Silence] = []
    reached = NEVER
    for begin, end in sorted(stretches):
        start = max(begin, reached)
        if start > end:
            continue
        if start > reached:
            out.append(Silence(Truth.UNKNOWN, reached, start - 1, lack))
        out.append(Silence(Truth.FALSE, start, end))
        reached = end + 1
    if reached <= FOREVER:
        out.append(Silence(Truth.UNKNOWN, reached, FOREVER, lack))
    return tuple(out)
