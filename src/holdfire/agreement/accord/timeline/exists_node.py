"""Quantification: a join over what the trace lists, and one try at what it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.leaf_node import (
    tried,
)
from holdfire.agreement.accord.timeline.node import (
    FALSE,
    TRUE,
    Node,
    distinct,
    sort_key,
)
from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    greatest,
)
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.timeline.view import Course, Env, View

__all__ = ["ExistsNode", "bindings"]


class ExistsNode(Node):
    """Some value of each variable: those the trace lists, and any it does not."""

    __slots__ = ("body", "variables")
    cost: ClassVar[int] = 50

    def __init__(self, formula: Formula, variables: tuple[str, ...], body: Node) -> None:
        super().__init__(formula, tuple(name for name in body.free if name not in variables))
        self.variables = variables
        self.body = body

    @property
    def occurs(self) -> bool:
        """Does the body?"""
        return self.body.occurs

    @property
    def children(self) -> tuple[Node, ...]:
        """The body."""
        return (self.body,)

    def bindings(self, view: View, env: Env, low: int, high: int) -> list[Env]:
        """All bindings under which the body may be more than false, in rising order."""
        outer = {name: env[name] for name in self.free}
        return bindings(self.body, self.variables, view, outer, low, high)

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The maximum at every instant."""
        found: Pieces = ((low, FALSE),)
        for one in self.bindings(view, env, low, high):
            found = greatest(found, self.body.pieces(view, one, low, high))
            if len(found) == 1 and found[0][1] is TRUE:
                break
        return found

    def course(self, view: View, env: Env, low: int, high: int) -> Course:
        """The maximum, and the occurrences under all bindings."""
        if not self.body.occurs:
            return self.pieces(view, env, low, high), ()
        base: Pieces = ((low, FALSE),)
        found: list[Occurrence] = []
        for one in self.bindings(view, env, low, high):
            more = self.body.course(view, one, low, high)
            base = greatest(base, more[0])
            found.extend(more[1])
        return base, tuple(found)

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """What the body proposes for the outer variables."""
        inner = [
            {name: value for name, value in env.items() if name not in self.variables}
            for env in envs
        ]
        found = self.body.candidates(view, inner, low, high)
        return distinct(
            [{n: v for n, v in env.items() if n not in self.variables} for env in found]
        )


def bindings(
    body: Node, variables: Sequence[str], view: View, env: Env, low: int, high: int
) -> list[Env]:
    """Values of variables under which a node may be more than false, in rising order.

    ``None`` stands for values that the trace does not list. The join is that of safe-range
    queries (Abiteboul, Hull, Vianu, "Foundations of databases", 1995, chapter 5).
    """
    wanted = [name for name in variables if name in body.free]
    proposed = body.candidates(view, [env], low, high)
    if not all(name in one for one in proposed for name in wanted):
        proposed = _widened(body, wanted, view, proposed)
    found = {tuple(one.get(name) for name in wanted) for one in proposed}
    rising = sorted(found, key=lambda values: tuple(sort_key(value) for value in values))
    return [{**env, **dict(zip(wanted, values, strict=True))} for values in rising]


def _widened(body: Node, wanted: Sequence[str], view: View, envs: list[Env]) -> list[Env]:
    """Beside what is not listed, try what sets and facts elsewhere in the body name."""
    sets, hidden = body.asked
    for name, of in sets:
        members = view.members(of)
        if name in wanted and members.lack is None:
            envs = [*envs, *(t for e in envs if name not in e for t in tried(e, name, members))]
    for fact in hidden:
        if isinstance(fact, AtomNode) and any(name in wanted for name in fact.free):
            envs = distinct([t for e in envs for t in fact.extended(view, e)])
    return envs
