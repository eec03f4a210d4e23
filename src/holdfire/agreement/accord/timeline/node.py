"""What the evaluator walks: one node for each construct, negation pushed to the leaves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import count
from typing import ClassVar, NamedTuple

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.pieces import Pieces, ends, greatest, overlaid
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.timeline.view import Course, Env, View
from holdfire.base.truth import Truth

__all__ = ["Beside", "Node", "at_instants", "distinct", "sort_key", "spans"]

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

_NUMBERS = count()


class Node(ABC):
    """A sub-formula ready for evaluation.

    ``formula`` is what it stands for, ``free`` its free variables in order of appearance,
    ``cost`` roughly what an evaluation takes, ``occurs`` whether it may hold occurrences.
    """

    __slots__ = ("_asked", "formula", "free", "number")
    cost: ClassVar[int] = 1

    def __init__(self, formula: Formula, free: tuple[str, ...]) -> None:
        self.formula = formula
        self.free = free
        self.number = next(_NUMBERS)
        self._asked: tuple[tuple[tuple[str, str], ...], tuple[Node, ...]] | None = None

    @property
    def occurs(self) -> bool:
        """May its course hold occurrences known to an interval?"""
        return False

    @property
    def children(self) -> tuple[Node, ...]:
        """The nodes below."""
        return ()

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Which variables are asked about membership in which sets, anywhere below."""
        return tuple(dict.fromkeys(pair for child in self.children for pair in child.sets))

    @property
    def facts(self) -> tuple[Node, ...]:
        """All facts in it, inside aggregates too."""
        return tuple(fact for child in self.children for fact in child.facts)

    @property
    def hidden(self) -> tuple[Node, ...]:
        """The facts whose keys the candidates leave out, yet which may make it true."""
        return tuple(fact for child in self.children for fact in child.hidden)

    @property
    def asked(self) -> tuple[tuple[tuple[str, str], ...], tuple[Node, ...]]:
        """``sets`` and ``hidden``, found once."""
        if self._asked is None:
            self._asked = self.sets, self.hidden
        return self._asked

    @abstractmethod
    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The value at every instant of ``[low, high]``."""

    def course(self, view: View, env: Env, low: int, high: int) -> Course:
        """The value at every instant, occurrences inside the window apart."""
        return self.pieces(view, env, low, high), ()

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """Extend each environment by values that may make the node more than false.

        A variable that stays unbound may be any value that the trace does not list.
        """
        del view, low, high
        return envs

    def name(self, env: Env, low: int, high: int) -> object:
        """What a result is remembered under."""
        return (self.number, low, high, *(env[name] for name in self.free))


class Beside(NamedTuple):
    """A part of a conjunction that has one value all through an occurrence."""

    node: Node
    env: Env


def at_instants(course: Course) -> Pieces:
    """The value at every instant: an occurrence is unknown inside its interval."""
    base, occurrences = course
    return greatest(base, _unknown(base[0][0], occurrences)) if occurrences else base


def _unknown(low: int, occurrences: Iterable[Occurrence]) -> Pieces:
    out: Pieces = ((low, FALSE),)
    for one in occurrences:
        out = overlaid(out, one.start, one.end, UNKNOWN)
    return out


def sort_key(value: Value | None) -> tuple[int, int, str]:
    """Numbers, then names, then what is not listed."""
    if value is None:
        return 2, 0, ""
    return (0, value, "") if isinstance(value, int) else (1, 0, value)


def distinct(envs: Sequence[Env]) -> list[Env]:
    """Each environment once; one that leaves a variable unbound is its own."""
    if len(envs) < 2:
        return list(envs)
    seen: dict[tuple[tuple[str, Value | None], ...], Env] = {}
    for env in envs:
        seen.setdefault(tuple(sorted(env.items(), key=lambda item: item[0])), env)
    return list(seen.values())


def spans(pieces: Pieces, high: int, value: Truth) -> list[tuple[int, int]]:
    """The pieces that have a value."""
    return [(start, end) for start, end, have in ends(pieces, high) if have is value]
