"""A clause as formulas: what a macro makes of one clause under one reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.clause import Clause

__all__ = ["Compiled", "Leaf", "Part", "World"]


class World(StrEnum):
    """Is absence from the trace an absence in the world?"""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A predicate that a formula rests on.

    ``said`` is what the predicate says of its arguments in plain words, ``lack`` the kind of
    witness when it is unknown, ``supplier`` who or what could tell it.
    """

    predicate: str
    arity: int
    world: World
    said: str
    lack: LackKind
    supplier: str


@dataclass(frozen=True, slots=True)
class Part:
    """One violation of a clause: true at an instant means not kept at that instant.

    ``key`` are the free variables (none for a closed formula), ``violation`` the formula
    over the timeline. The clause's own binding times are not in it; the window is.
    """

    name: str
    violation: Formula
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """All parts of a clause and the predicates they rest on; any true part is a violation."""

    clause: Clause
    parts: tuple[Part, ...]
    leaves: tuple[Leaf, ...]
