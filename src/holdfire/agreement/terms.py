"""What each clause kind says, as data. One record per kind; units are in the names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from holdfire.agreement.area import AnywhereArea, AreaRef
from holdfire.agreement.weapon import ObjectPredicate
from holdfire.base.quantity import Quantity

__all__ = [
    "Access",
    "Cessation",
    "Exclusion",
    "Flow",
    "MaxCount",
    "MinDistance",
    "NoCrossing",
    "NoExercise",
    "NoFly",
    "NoMine",
    "Notify",
    "PermittedOnly",
    "Phase",
    "Procedural",
    "ProtectedObject",
    "ReplaceOnly",
    "StandFast",
    "Storage",
    "Terms",
    "WithdrawBy",
]

ANYWHERE = AnywhereArea()


@dataclass(frozen=True, slots=True)
class Cessation:
    """No use of force. ``acts`` names what counts (``any_weapon``, ``small_arms``, ...)."""

    acts: tuple[str, ...] = ("any_weapon",)
    domains: tuple[str, ...] = ()
    area: AreaRef = ANYWHERE
    against: str = ""


@dataclass(frozen=True, slots=True)
class StandFast:
    """No forces across a line as it ran on a date; ``side`` is where the actor must stay."""

    line: str
    as_of: date | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """None of these objects inside the area."""

    objects: ObjectPredicate
    area: AreaRef


@dataclass(frozen=True, slots=True)
class MinDistance:
    """None of these objects nearer than ``distance`` (km) to the bearer's reference line.

    ``line_by_party`` gives each party its own line; ``line`` serves where it has none.
    ``table`` maps a system name to its own distance and beats ``distance`` both ways; it
    binds what it names even where ``objects`` does not reach it. ``table_objects`` gives
    the predicate of every key of the table. ``pair_width`` is the width (km) the text
    states where it states a width, ``distance`` then being half of it; ``width_is`` is
    ``at_least``, ``exactly`` or ``unsaid``. See ``distance.required_distance``.
    """

    objects: ObjectPredicate
    line: str
    distance: Quantity | None
    table: Mapping[str, Quantity] = field(default_factory=dict)
    line_by_party: Mapping[str, str] = field(default_factory=dict)
    table_objects: Mapping[str, ObjectPredicate] = field(default_factory=dict)
    pair_width: Quantity | None = None
    width_is: str = "unsaid"


@dataclass(frozen=True, slots=True)
class MaxCount:
    """No more than the limits inside the area, per side when ``each_side``.

    ``objects`` gives the predicate of every word of ``limits``.
    """

    area: AreaRef
    limits: Mapping[str, int]
    each_side: bool = False
    objects: Mapping[str, ObjectPredicate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PermittedOnly:
    """Nobody but these actors inside the area."""

    area: AreaRef
    permitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoFly:
    """No aircraft (or vessels) of these classes inside the area."""

    objects: tuple[str, ...]
    area: AreaRef


@dataclass(frozen=True, slots=True)
class NoExercise:
    """No exercises of these types inside the area."""

    types: tuple[str, ...]
    area: AreaRef


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a withdrawal with its own deadline.

    While an event has no date, ``deadline`` is empty and ``after_days`` are the civil days
    from the event to it.
    """

    name: str
    deadline: datetime | None
    after_days: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawBy:
    """These objects out of the area by the deadline (UTC); ``then_until`` keeps it empty.

    ``order`` is the order in which kinds leave, ``count_each_side`` how many of them each
    side takes away where the text says so. ``after_days`` as for a phase.
    """

    objects: ObjectPredicate
    area: AreaRef
    deadline: datetime | None
    start_by: datetime | None = None
    phases: tuple[Phase, ...] = ()
    then_until: datetime | None = None
    order: tuple[str, ...] = ()
    count_each_side: int | None = None
    after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Storage:
    """These objects only at the sites from the deadline on."""

    objects: ObjectPredicate
    sites: tuple[str, ...]
    deadline: datetime | None
    monitored_by: str = ""


@dataclass(frozen=True, slots=True)
class NoMine:
    """No mines laid (or works built) inside the area; ``remove_existing`` adds a duty."""

    area: AreaRef
    remove_existing: bool = False


@dataclass(frozen=True, slots=True)
class NoCrossing:
    """Nobody crosses the line without the authorisation named."""

    line: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class ProtectedObject:
    """No strike on objects of these categories (words of ``ObjectCategory``)."""

    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """At least or at most so many of the object pass in each window."""

    objects: tuple[str, ...]
    minimum: int | None = None
    maximum: int | None = None
    per: str = "day"
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """A body may go and look, by these means."""

    body: str
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notify:
    """An act needs notice; often the exception of other clauses."""

    act: str
    applies_to: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplaceOnly:
    """Objects may only be replaced, piece for piece, through these ports."""

    objects: tuple[str, ...]
    basis: str
    ports: str
    inspected_by: str = ""


@dataclass(frozen=True, slots=True)
class Procedural:
    """A body performs an act, by a deadline, at an interval, or in steps.

    ``within_h`` counts from the ``trigger``, or from the start of the clause without one;
    ``minimum`` is how often per ``per``.
    """

    body: str
    act: str
    within_h: float | None = None
    every_days: float | None = None
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trigger: str = ""
    minimum: int | None = None
    per: str = ""


Terms = (
    Cessation
    | StandFast
    | Exclusion
    | MinDistance
    | MaxCount
    | PermittedOnly
    | NoFly
    | NoExercise
    | WithdrawBy
    | Storage
    | NoMine
    | NoCrossing
    | ProtectedObject
    | Flow
    | Access
    | Notify
    | ReplaceOnly
    | Procedural
)
