"""A clause: what one article obliges whom to, from when to when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfire.agreement.terms import Terms

__all__ = ["Clause", "ClauseKind", "Excepted", "Standard"]


class ClauseKind(StrEnum):
    """The eighteen kinds."""

    CESSATION = "cessation"
    STAND_FAST = "stand_fast"
    EXCLUSION = "exclusion"
    MIN_DISTANCE = "min_distance"
    MAX_COUNT = "max_count"
    PERMITTED_ONLY = "permitted_only"
    NO_FLY = "no_fly"
    NO_EXERCISE = "no_exercise"
    WITHDRAW_BY = "withdraw_by"
    STORAGE = "storage"
    NO_MINE = "no_mine"
    NO_CROSSING = "no_crossing"
    PROTECTED_OBJECT = "protected_object"
    FLOW = "flow"
    ACCESS = "access"
    NOTIFY = "notify"
    REPLACE_ONLY = "replace_only"
    PROCEDURAL = "procedural"


@dataclass(frozen=True, slots=True)
class Excepted:
    """Something a clause does not forbid: an actor, an act with notice, a consented waiver.

    ``needs_notice`` means the exception holds only when the act was notified before.
    """

    what: str
    needs_notice: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """The thresholds of one clause, fixed before the events; changing one is an amendment.

    ``violated_at``: the probability of at least one matching incident from which the
    clause is *violated (alleged)*. ``min_origins``: independent origin groups needed.
    ``absent_at``: the detection probability from which a silent area counts as seen.
    ``min_coverage``: the share of area and time that must be seen to call it complied.
    """

    violated_at: float = 0.95
    min_origins: int = 2
    absent_at: float = 0.8
    min_coverage: float = 0.8


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation under one reading.

    ``actors`` are the bound parties, empty for all. ``starts``/``ends`` (UTC, half-open)
    are the instants between which it binds; ``None`` is open. ``source`` is the key of the
    public source, ``evidence`` is ``seen`` (in a quoted source) or ``unverified``.
    ``line_number`` is the line of the file it was read from. ``summary`` is our own sentence.
    ``awaits`` names the events without a date that its times rest on, ``start_awaits`` those
    its start rests on: until they have a date it does not bind, and then it does so
    ``start_after_days`` civil days later. ``voidable`` says who may
    end it and on what; that is a power of a party and never applied by itself.
    """

    id: str
    ref: str
    kind: ClauseKind
    terms: Terms
    actors: tuple[str, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    exceptions: tuple[Excepted, ...] = ()
    standard: Standard = Standard()
    source: str = ""
    evidence: str = "unverified"
    summary: str = ""
    note: str = ""
    severity: str = ""
    line_number: int = 0
    awaits: tuple[str, ...] = ()
    start_awaits: tuple[str, ...] = ()
    start_after_days: int = 0
    voidable: str = ""
