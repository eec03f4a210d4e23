"""An instance of a norm: one key, one verdict at one instant, one place in its life."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from holdfire.agreement.accord.norms.deadline import Due
from holdfire.agreement.accord.norms.lifecycle import Phase, State, said_state
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Lack
from holdfire.base.truth import Truth

__all__ = ["Instance", "Met", "Reason", "Rung", "Word"]


class Word(StrEnum):
    """The verdict on an instance. ``pending`` is a clock, not a verdict."""

    VIOLATED = "violated"
    COMPLIED = "complied"
    PENDING = "pending"
    UNDETERMINED = "undetermined"
    UNOBSERVED = "unobserved"


class Reason(StrEnum):
    """Why an instance is complied with: the first of these that holds."""

    NOT_IN_FORCE = "not in force"
    DISCHARGED = "discharged"
    WAIVED = "waived"
    EXCEPTED = "excepted"
    KEPT = "kept"


class Met(StrEnum):
    """How a step of the ladder stands."""

    WAITING = "waiting"
    OPEN = "open"
    TAKEN = "taken"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"
    NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder as an instance of its own, with its own deadline."""

    name: str
    met: Met
    due: Due | None = None
    holder: str = ""
    taken: int | None = None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """What one norm says of one key at instant ``at``, as known at ``known_at``.

    ``start`` is when it came into being, as the ends of what is known of it; ``phases`` is
    its life so far; ``lacks`` is what is missing where the word is undetermined or
    unobserved; ``because`` are the statements a violation rests on; ``law`` is the version
    of the text it is judged by. ``permitted`` is set for permissions only. ``onset`` is
    when its trigger happened or may have, ``period`` the number of its period.
    """

    norm: str
    key: tuple[Value, ...]
    word: Word
    at: int
    known_at: int
    law: str = ""
    reason: Reason | None = None
    start: tuple[int, int] | None = None
    due: Due | None = None
    lacks: tuple[Lack, ...] = ()
    because: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    rungs: tuple[Rung, ...] = ()
    bearer: tuple[Value, ...] = ()
    permitted: Truth | None = None
    onset: int | None = None
    period: int = 0

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.phases[-1].state if self.phases else State.NONE

    @property
    def said_state(self) -> str:
        """The state as one word: ``escalated(2)``."""
        return said_state(self.phases[-1]) if self.phases else State.NONE.value

    @property
    def identity(self) -> tuple[str, tuple[Value, ...], int | None, int]:
        """What makes it the same instance at another instant or transaction time."""
        return self.norm, self.key, self.onset, self.period
