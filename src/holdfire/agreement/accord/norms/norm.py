"""A norm as data: who owes what to whom, when it begins and ends, and what undoes it.

The life of an obligation follows the contract language Symboleo (Sharifi et al., "Symboleo:
a specification language for legal contracts", RE 2020), powers follow W. N. Hohfeld
("Some fundamental legal conceptions", 1913): a power changes what others owe, and silence
never uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Term
from holdfire.agreement.accord.trace import LackKind
from holdfire.agreement.clause import Clause

__all__ = [
    "Body",
    "Condition",
    "Created",
    "Deadline",
    "Defeater",
    "Effect",
    "Fact",
    "Modality",
    "Norm",
    "Quorum",
    "Remedy",
    "Step",
    "Waiver",
    "Withdrawal",
]


class Modality(StrEnum):
    """What a norm does to those it binds."""

    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    PERMISSION = "permission"
    POWER = "power"


class Effect(StrEnum):
    """What an effective defeater does: excuse, put off, or bind in spite of an excuse."""

    EXCUSE = "excuse"
    DEFER = "defer"
    BIND = "bind"


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared predicate, or a function where ``gives`` names what its value is.

    ``args`` are the sorts of its arguments. ``present_from``, ``absent_from`` and ``noise``
    are the thresholds of an open fact in thousandths: from which support it is there, from
    which detection probability a silent cell is empty, up to which support is noise.
    ``power`` and ``body`` are set for facts that a decision makes.
    """

    name: str
    args: tuple[str, ...]
    world: World
    gives: str = ""
    source: str = ""
    coverage: str = ""
    horizon: str = ""
    said: str = ""
    lack: LackKind = LackKind.GAP
    present_from: int = 950
    absent_from: int = 800
    noise: int = 50
    body: str = ""
    quorum: Quorum | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quorum:
    """At least ``needed`` of ``of`` members in favour."""

    needed: int
    of: int


@dataclass(frozen=True, slots=True)
class Body:
    """Who may decide what: ``powers`` are names of powers or facts, between two instants.

    ``reviews`` are the bodies whose decisions it may review; never itself. ``since`` and
    ``until`` (microseconds, ``None`` open) bound the time it holds its powers.
    """

    name: str
    quorum: Quorum | None = None
    powers: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """``after`` microseconds from ``base``; from the start of the instance without one."""

    after: int
    base: Term | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, and within how many microseconds it must come true, if that is said."""

    formula: Formula
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Defeater:
    """Something that stops a norm from binding, or stops such a thing in turn.

    Of two with opposite effect the higher ``priority`` beats the other, unless one names
    the other in ``beats``. ``bearer`` is whose reservation it is, empty for everybody.
    """

    name: str
    condition: Formula
    effect: Effect = Effect.EXCUSE
    priority: int | None = None
    beats: tuple[str, ...] = ()
    defer: int = 0
    bearer: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody with the power lets it go; after the deadline only where ``retroactive``."""

    formula: Formula
    body: str = ""
    quorum: Quorum | None = None
    retroactive: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """One obligation that a norm brings into being; ``values`` replace its variables."""

    name: str
    content: Formula
    deadline: Deadline | None = None
    bearer: Term | None = None
    counterparty: Term | None = None
    every: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: what must be seen within how long after the violation.

    ``within`` is counted from the start of the ladder, ``None`` for a step that begins when
    the one before it lapses. ``holder`` is the body whose power the step calls for.
    """

    name: str
    done: Formula | None = None
    within: int | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """After the trigger: ``unless`` it is mended in time, the holder must use a power."""

    unless: Formula
    within: int
    power: Formula | None = None
    holder: str = ""
    deadline: int = 0


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What becomes of the commitments when the finding behind them is withdrawn."""

    formula: Formula
    unwind: bool = True


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm. Formulas are resolved: variables are those of ``key`` or quantified.

    ``key`` are the variables of an instance with their sorts. ``clause`` is set where the
    norm is written as a clause kind; then its formulas come from the macro of the kind.
    ``made_by`` names the norm that generated this one, and ``generated`` how.
    """

    name: str
    modality: Modality
    key: tuple[tuple[str, str], ...] = ()
    content: Formula | None = None
    trigger: Formula | None = None
    when: Condition | None = None
    unless: tuple[Defeater, ...] = ()
    requires: tuple[Formula, ...] = ()
    lapses: Formula | None = None
    deadline: Deadline | None = None
    every: int | None = None
    suspend: Formula | None = None
    discharge: Waiver | None = None
    waiver: Waiver | None = None
    create: tuple[Created, ...] = ()
    then: Remedy | None = None
    ladder: tuple[Step, ...] = ()
    withdrawn: Withdrawal | None = None
    bearer: Term | None = None
    counterparty: Term | None = None
    holder: str = ""
    quorum: Quorum | None = None
    end: Deadline | None = None
    priority: int | None = None
    survives: bool = False
    severity: str = ""
    character: str = ""
    standard: int = 950
    min_coverage: int = 800
    uncertainty: Mapping[str, str] = field(default_factory=dict)
    ref: str = ""
    text: str = ""
    plain: str = ""
    clause: Clause | None = None
    generated: str = ""
    made_by: str = ""
    line: int = field(default=0, compare=False)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the key variables."""
        return tuple(name for name, _ in self.key)
