"""Operators on time: each evaluates its body over the window it reaches, then sweeps."""

from __future__ import annotations

from typing import ClassVar

from holdfire.agreement.accord.formula import Bound, Formula
from holdfire.agreement.accord.timeline.node import FALSE, Node
from holdfire.agreement.accord.timeline.pieces import Pieces
from holdfire.agreement.accord.timeline.sweep import ENDLESS, dilated, since, until
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.trace import FOREVER, NEVER

__all__ = ["EventuallyNode", "OnceNode", "SinceNode", "UntilNode", "reached"]


def reached(bound: Bound, low: int, high: int, *, future: bool) -> tuple[int, int]:
    """The instants that an operator looks at from the instants of a window."""
    if future:
        last = FOREVER if bound.high is None else min(high + bound.high, FOREVER)
        return min(low + bound.low, FOREVER), last
    first = NEVER if bound.high is None else max(low - bound.high, NEVER)
    return first, max(high - bound.low, NEVER)


class _Reaching(Node):
    """A unary operator; it remembers, as its body may be costly."""

    __slots__ = ("body", "bound")
    cost: ClassVar[int] = 10
    future: ClassVar[bool] = False

    def __init__(self, formula: Formula, bound: Bound, body: Node) -> None:
        super().__init__(formula, body.free)
        self.bound = bound
        self.body = body

    @property
    def children(self) -> tuple[Node, ...]:
        """The body."""
        return (self.body,)

    def window(self, low: int, high: int) -> tuple[int, int]:
        """The instants looked at."""
        return reached(self.bound, low, high, future=self.future)

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The maximum of the body over the reach of each instant."""
        name = self.name(env, low, high)
        known = view.remembered.get(name)
        if known is not None:
            return known[0]
        base, occurrences = self.body.course(view, env, *self.window(low, high))
        if len(base) == 1 and base[0][1] is FALSE and not occurrences:
            found: Pieces = ((low, FALSE),)
        else:
            far = ENDLESS if self.future and self.bound.high is None else self.bound.high
            reach = (self.bound.low, far)
            found = dilated(base, occurrences, (low, high), reach, future=self.future)
        return view.remember(name, (found, ()))[0]

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """What the body proposes over what is looked at."""
        return self.body.candidates(view, envs, *self.window(low, high))


class OnceNode(_Reaching):
    """At some instant of the past within the bound."""

    __slots__ = ()


class EventuallyNode(_Reaching):
    """At some instant of the future within the bound."""

    __slots__ = ()
    future: ClassVar[bool] = True


class _Chained(Node):
    """A binary operator."""

    __slots__ = ("bound", "left", "right")
    cost: ClassVar[int] = 12
    future: ClassVar[bool] = False

    def __init__(self, formula: Formula, bound: Bound, left: Node, right: Node) -> None:
        super().__init__(formula, tuple(dict.fromkeys((*left.free, *right.free))))
        self.bound = bound
        self.left = left
        self.right = right

    @property
    def children(self) -> tuple[Node, ...]:
        """Left, then right."""
        return self.left, self.right

    @property
    def hidden(self) -> tuple[Node, ...]:
        """All on the left, which proposes nothing, and what is hidden on the right."""
        return (*self.left.facts, *self.right.hidden)

    def windows(self, low: int, high: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The instants looked at on the left, on the right."""
        looked = reached(self.bound, low, high, future=self.future)
        if self.future:
            return (low, looked[1]), looked
        return (looked[0], high), looked

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """What the right side proposes: it must hold somewhere."""
        return self.right.candidates(view, envs, *self.windows(low, high)[1])


class SinceNode(_Chained):
    """Right at some instant of the past, left at all after it."""

    __slots__ = ()

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """By runs."""
        name = self.name(env, low, high)
        known = view.remembered.get(name)
        if known is not None:
            return known[0]
        on_left, on_right = self.windows(low, high)
        right = self.right.pieces(view, env, *on_right)
        found: Pieces = ((low, FALSE),)
        if len(right) > 1 or right[0][1] is not FALSE:
            left = self.left.pieces(view, env, *on_left)
            found = since(left, right, (low, high), (self.bound.low, self.bound.high))
        return view.remember(name, (found, ()))[0]


class UntilNode(_Chained):
    """Right at some instant of the future, left at all before it from now on."""

    __slots__ = ()
    future: ClassVar[bool] = True

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """By runs, mirrored."""
        name = self.name(env, low, high)
        known = view.remembered.get(name)
        if known is not None:
            return known[0]
        on_left, on_right = self.windows(low, high)
        right = self.right.pieces(view, env, *on_right)
        found: Pieces = ((low, FALSE),)
        if len(right) > 1 or right[0][1] is not FALSE:
            left = self.left.pieces(view, env, *on_left)
            far = ENDLESS if self.bound.high is None else self.bound.high
            found = until(left, right, (low, high), (self.bound.low, far))
        return view.remember(name, (found, ()))[0]
