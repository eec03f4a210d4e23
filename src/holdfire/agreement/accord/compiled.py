"""A clause as formulas: what a macro makes of one clause under one reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.clause import Clause

__all__ = ["Compiled", "Form", "Leaf", "Part", "World"]


class World(StrEnum):
    """Is absence from the trace an absence in the world?"""

    OPEN = "open"
    CLOSED = "closed"


class Form(StrEnum):
    """How a leaf stands in the formula, and so how a trace answers it.

    ``event`` happens at one instant of an interval; ``fact`` is a plain condition;
    ``denied`` stands under *not*; ``term`` is a set-valued term asked to be *in* a set;
    ``distance`` is a length beside a limit; ``number`` is a count beside a limit.
    """

    EVENT = "event"
    FACT = "fact"
    DENIED = "denied"
    TERM = "term"
    DISTANCE = "distance"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A predicate, or a function of a comparison, that a formula rests on.

    ``said`` is what it says of its arguments in plain words, ``lack`` the kind of witness
    when it is unknown, ``supplier`` who or what could tell it. ``condition`` is the plain
    name of the condition it carries (existence, class, place, ...), by which whoever builds
    a trace finds what the evidence says of it; ``rest`` are the constant arguments after
    the first. ``of`` and ``members`` name the set of a ``term``. ``low`` and ``high`` are
    the closed interval, in base units, in which a ``distance`` or ``number`` surely holds.
    """

    predicate: str
    arity: int
    world: World
    said: str
    lack: LackKind
    supplier: str
    condition: str = ""
    form: Form = Form.FACT
    rest: tuple[Value, ...] = ()
    of: str = ""
    members: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


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
