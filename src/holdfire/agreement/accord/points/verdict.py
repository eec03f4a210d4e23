"""What the engine says: the rows of a time point, and how they changed because of what."""

from __future__ import annotations

from dataclasses import dataclass

from holdfire.agreement.accord.syntax.log import LogFact
from holdfire.agreement.accord.term import Value
from holdfire.base.truth import Truth

__all__ = ["VerdictChange"]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A published verdict that is another one now.

    ``stamp`` and ``number`` (of arrival) name the time point it speaks about, ``key`` the
    values of the rule's free variables. Truth is of "is violated". ``because`` are the facts
    that came late or were withdrawn.
    """

    stamp: int
    number: int
    key: tuple[Value, ...]
    old: Truth
    new: Truth
    because: tuple[LogFact, ...]
