"""Leaves of a formula other than facts: constants, comparisons, membership."""

from __future__ import annotations

from typing import ClassVar

from holdfire.agreement.accord.formula import Compare, Member, Verum
from holdfire.agreement.accord.timeline.extent import Extent, compared, exactly
from holdfire.agreement.accord.timeline.node import FALSE, TRUE, UNKNOWN, Node
from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    greatest,
    least,
)
from holdfire.agreement.accord.timeline.term_node import (
    TermNode,
    VariableTerm,
    paired,
)
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.trace import Possible
from holdfire.base.truth import Truth

__all__ = ["CompareNode", "MemberNode", "VerumNode"]


class VerumNode(Node):
    """A constant."""

    __slots__ = ("value",)
    cost: ClassVar[int] = 0

    def __init__(self, formula: Verum) -> None:
        super().__init__(formula, ())
        self.value = TRUE if formula.value else FALSE

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The constant."""
        del view, env, high
        return ((low, self.value),)


def counted_facts(term: TermNode) -> tuple[Node, ...]:
    """The facts that the aggregates in a term count."""
    return tuple(fact for body in term.bodies if isinstance(body, Node) for fact in body.facts)


class CompareNode(Node):
    """A comparison of two sets of possible values."""

    __slots__ = ("counts", "left", "op", "right")
    cost: ClassVar[int] = 2

    def __init__(
        self, formula: Compare, left: TermNode, right: TermNode, *, counts: bool = False
    ) -> None:
        super().__init__(formula, tuple(dict.fromkeys((*left.free, *right.free))))
        self.counts = counts
        self.op = formula.op
        self.left = left
        self.right = right

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """Those of aggregates on either side."""
        return (*self.left.sets, *self.right.sets)

    @property
    def facts(self) -> tuple[Node, ...]:
        """Those that aggregates count."""
        return (*counted_facts(self.left), *counted_facts(self.right))

    @property
    def hidden(self) -> tuple[Node, ...]:
        """All that aggregates count: a count proposes nothing."""
        return self.facts

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """True if all pairs satisfy it, false if none does, else unknown."""
        if self.free:
            found = self._compared(view, env, low, high)
            if view.other is not UNKNOWN and any(env[name] is None for name in self.free):
                return greatest(found, ((low, view.other),))
            return found
        name = self.name(env, low, high)
        known = view.remembered.get(name)
        if known is None:
            known = view.remember(name, (self._compared(view, env, low, high), ()))
        return known[0]

    def _compared(self, view: View, env: Env, low: int, high: int) -> Pieces:
        left = self.left.extents(view, env, low, high)
        right = self.right.extents(view, env, low, high)
        out: list[tuple[int, Truth]] = []
        for start, end, a, b in paired(left, right, high):
            for piece in compared(self.op, a, b, start, end):
                if not out or out[-1][1] is not piece[1]:
                    out.append(piece)
        return tuple(out)

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """An equation binds a variable to what the other side may be."""
        if self.op != "=":
            return envs
        out: list[Env] = []
        for env in envs:
            out.extend(self._equated(view, env, low, high) or [env])
        return out

    def _equated(self, view: View, env: Env, low: int, high: int) -> list[Env]:
        for one, other in ((self.left, self.right), (self.right, self.left)):
            if not isinstance(one, VariableTerm) or one.variable in env:
                continue
            if any(env.get(name) is None for name in other.free):
                continue
            sets = [extent.values for _, extent in other.extents(view, env, low, high)]
            if all(values is not None for values in sets):
                found = dict.fromkeys(value for values in sets for value in values or ())
                return [{**env, one.variable: value} for value in found]
        return []


class MemberNode(Node):
    """Membership in a named set, exact or listed in part."""

    __slots__ = ("of", "term", "variable")

    def __init__(self, formula: Member, term: TermNode) -> None:
        super().__init__(formula, term.free)
        self.term = term
        self.of = formula.of
        self.variable = term.variable if isinstance(term, VariableTerm) else None

    @property
    def sets(self) -> tuple[tuple[str, str], ...]:
        """The variable, if the term is one, and the set."""
        return () if self.variable is None else ((self.variable, self.of),)

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """True if every possible value is a member, false if none is, else unknown.

        What the trace does not list is no member of a complete set: its members are tried.
        """
        members = view.members(self.of)
        if self.variable is not None and env[self.variable] is None:
            return ((low, FALSE if members.lack is None else view.other),)
        out: list[tuple[int, Truth]] = []
        stretches = self.term.extents(view, env, low, high)
        for index, (start, extent) in enumerate(stretches):
            end = stretches[index + 1][0] - 1 if index + 1 < len(stretches) else high
            for piece in _belongs(extent, members, start, end):
                if not out or out[-1][1] is not piece[1]:
                    out.append(piece)
        return tuple(out)

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """A complete set binds a variable that nothing else has bound."""
        del low, high
        members = view.members(self.of)
        name = self.variable
        if name is None or members.lack or not members.values:
            return envs
        out: list[Env] = []
        for env in envs:
            out.extend([env] if name in env else tried(env, name, members))
        return out


def tried(env: Env, name: str, members: Possible) -> list[Env]:
    """The environment with each member of a set in turn."""
    return [{**env, name: value} for value in members.values]


def _belongs(extent: Extent, members: Possible, low: int, high: int) -> Pieces:
    """Membership in a listed set, or in an interval of numbers."""
    if members.values or members.lack or (members.low is None and members.high is None):
        if extent.values is None:
            return ((low, FALSE if _surely_empty(members) else UNKNOWN),)
        outside = UNKNOWN if members.lack else FALSE
        found = {TRUE if value in members.values else outside for value in extent.values}
        return ((low, found.pop() if len(found) == 1 else UNKNOWN),)
    inside: Pieces = ((low, TRUE),)
    if members.low is not None:
        inside = compared(">=", extent, exactly(members.low), low, high)
    if members.high is not None:
        inside = least(inside, compared("<=", extent, exactly(members.high), low, high))
    return inside


def _surely_empty(members: Possible) -> bool:
    return not members.values and members.lack is None
