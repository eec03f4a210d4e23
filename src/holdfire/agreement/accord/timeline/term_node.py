"""Terms ready for evaluation: the set of possible values over a window, piece by piece."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import product

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.extent import (
    ANYTHING,
    Extent,
    combined,
    exactly,
    extent_of,
    moving,
    union,
)
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.trace import Possible

__all__ = [
    "ApplyTerm",
    "ArithmeticTerm",
    "ConstantTerm",
    "Extents",
    "NameTerm",
    "NowTerm",
    "TermNode",
    "VariableTerm",
    "paired",
]

Extents = Sequence[tuple[int, Extent]]
"""Starts and extents over a window."""

MOST_COMBINATIONS = 64


class TermNode(ABC):
    """A term; ``free`` are its variables."""

    __slots__ = ("free",)

    def __init__(self, free: tuple[str, ...] = ()) -> None:
        self.free = free

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Which variables are asked about membership in which sets, inside aggregates."""
        return ()

    @property
    def bodies(self) -> tuple[object, ...]:
        """The nodes inside aggregates."""
        return ()

    @abstractmethod
    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The possible values over ``[low, high]``."""


class ConstantTerm(TermNode):
    """A value, or a name that stands for itself."""

    __slots__ = ("extent", "value")

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value
        self.extent = exactly(value)

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The value."""
        del view, env, high
        return ((low, self.extent),)


class VariableTerm(TermNode):
    """A variable; anything where it stands for what the trace does not list."""

    __slots__ = ("variable",)

    def __init__(self, variable: str) -> None:
        super().__init__((variable,))
        self.variable = variable

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The value it is bound to."""
        del view, high
        value = env[self.variable]
        return ((low, ANYTHING if value is None else exactly(value)),)


class NowTerm(TermNode):
    """The instant itself."""

    __slots__ = ()

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The instant itself."""
        del view, env, high
        return ((low, moving()),)


class NameTerm(TermNode):
    """An anchor of the trace, or a name that stands for itself where it is none."""

    __slots__ = ("anchor",)

    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor = anchor

    def possible(self, view: View) -> Possible:
        """The instants it may be, or its own name."""
        found = view.instant(self.anchor)
        if found == Possible():
            return Possible((self.anchor,))
        return found

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The instants it may be."""
        del env, high
        return ((low, extent_of(self.possible(view))),)


class ArithmeticTerm(TermNode):
    """``left op right``."""

    __slots__ = ("left", "op", "right")

    def __init__(self, op: str, left: TermNode, right: TermNode) -> None:
        super().__init__(tuple(dict.fromkeys((*left.free, *right.free))))
        self.op = op
        self.left = left
        self.right = right

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Those of both sides."""
        return (*self.left.sets, *self.right.sets)

    @property
    def bodies(self) -> tuple[object, ...]:
        """Those of both sides."""
        return (*self.left.bodies, *self.right.bodies)

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """By interval arithmetic."""
        left = self.left.extents(view, env, low, high)
        right = self.right.extents(view, env, low, high)
        return [
            (start, combined(self.op, a, b)) for start, _, a, b in paired(left, right, high)
        ]


class ApplyTerm(TermNode):
    """A function of the trace over sets of possible arguments."""

    __slots__ = ("function", "terms")

    def __init__(self, function: str, terms: tuple[TermNode, ...]) -> None:
        super().__init__(tuple(dict.fromkeys(name for term in terms for name in term.free)))
        self.function = function
        self.terms = terms

    def extents(self, view: View, env: Env, low: int, high: int) -> Extents:
        """The union over all possible arguments."""
        out = []
        for start, _, asked in self.asked(view, env, low, high):
            if asked is None:
                out.append((start, ANYTHING))
            else:
                found = [extent_of(view.possible(self.function, key, start)) for key in asked]
                out.append((start, union(found)))
        return out

    def asked(
        self, view: View, env: Env, low: int, high: int
    ) -> list[tuple[int, int, list[tuple[Value, ...]] | None]]:
        """The argument tuples asked of the trace in each stretch; ``None`` if any may be."""
        out: list[tuple[int, int, list[tuple[Value, ...]] | None]] = []
        for start, end, keys in argument_keys(self.terms, view, env, low, high):
            if keys is None:
                out.append((start, end, None))
                continue
            stamps = {start}
            for key in keys:
                stamps.update(
                    at for at in view.changes(self.function, key) if start < at <= end
                )
            cuts = sorted(stamps)
            out.extend(
                (at, (cuts[i + 1] - 1 if i + 1 < len(cuts) else end), keys)
                for i, at in enumerate(cuts)
            )
        return out


def argument_keys(
    terms: Sequence[TermNode], view: View, env: Env, low: int, high: int
) -> list[tuple[int, int, list[tuple[Value, ...]] | None]]:
    """All possible argument tuples, stretch by stretch; ``None`` where they are too many."""
    found = [term.extents(view, env, low, high) for term in terms]
    starts = sorted({start for one in found for start, _ in one} | {low})
    out: list[tuple[int, int, list[tuple[Value, ...]] | None]] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] - 1 if index + 1 < len(starts) else high
        sets = [_at(one, start).values for one in found]
        out.append((start, end, _combinations(sets)))
    return out


def _combinations(sets: Sequence[tuple[Value, ...] | None]) -> list[tuple[Value, ...]] | None:
    count = 1
    known: list[tuple[Value, ...]] = []
    for one in sets:
        if one is None:
            return None
        known.append(one)
        count *= len(one)
    return list(product(*known)) if count <= MOST_COMBINATIONS else None


def _at(extents: Extents, at: int) -> Extent:
    found = extents[0][1]
    for start, extent in extents:
        if start > at:
            break
        found = extent
    return found


def paired(left: Extents, right: Extents, high: int) -> list[tuple[int, int, Extent, Extent]]:
    """The stretches on which both sides are one extent each."""
    if len(left) == len(right) == 1:
        return [(left[0][0], high, left[0][1], right[0][1])]
    starts = sorted({start for start, _ in left} | {start for start, _ in right})
    stops = [*(start - 1 for start in starts[1:]), high]
    return [
        (start, stop, _at(left, start), _at(right, start))
        for start, stop in zip(starts, stops, strict=True)
    ]
