"""Negation, conjunction and disjunction over courses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.leaf_node import (
    CompareNode,
    MemberNode,
)
from holdfire.agreement.accord.timeline.node import (
    FALSE,
    TRUE,
    UNKNOWN,
    Beside,
    Node,
    at_instants,
    distinct,
)
from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    cut,
    ends,
    from_runs,
    greatest,
    hull,
    least,
    negated,
)
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.timeline.view import Course, Env, View
from holdfire.base.truth import Truth

__all__ = ["AndNode", "NotNode", "OrNode"]


class NotNode(Node):
    """Negation of a leaf or of a temporal operator."""

    __slots__ = ("body",)

    def __init__(self, formula: Formula, body: Node) -> None:
        super().__init__(formula, body.free)
        self.body = body

    @property
    def children(self) -> tuple[Node, ...]:
        """The body."""
        return (self.body,)

    @property
    def hidden(self) -> tuple[Node, ...]:
        """All inside: two negations may make it true, but neither proposes anything."""
        return () if isinstance(self.body, AtomNode) else self.body.facts

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """Kleene negation at every instant."""
        return negated(self.body.pieces(view, env, low, high))


class _Joint(Node):
    """Parts, cheap ones first."""

    __slots__ = ("_occurs", "generators", "parts")
    cost: ClassVar[int] = 5

    def __init__(self, formula: Formula, parts: Sequence[Node]) -> None:
        names = dict.fromkeys(name for part in parts for name in part.free)
        super().__init__(formula, tuple(names))
        self.parts = tuple(sorted(parts, key=_price))
        self.generators = tuple(sorted(parts, key=_last_to_bind))
        self._occurs = any(part.occurs for part in parts)

    @property
    def occurs(self) -> bool:
        """Does any part?"""
        return self._occurs

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts."""
        return self.parts


def _price(node: Node) -> int:
    return node.cost + (node.body.cost if isinstance(node, NotNode) else 0)


def _last_to_bind(node: Node) -> int:
    """Facts bind first, then compound parts, then equations, then sets."""
    if isinstance(node, AtomNode):
        return 0
    if isinstance(node, MemberNode):
        return 3
    return 2 if isinstance(node, CompareNode) else 1


class AndNode(_Joint):
    """All parts; a part is evaluated only where those before it leave something open."""

    __slots__ = ()

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The minimum at every instant."""
        found = self.parts[0].pieces(view, env, low, high)
        for part in self.parts[1:]:
            window = hull(found, high)
            if window is None:
                return found
            first, last = window
            if first == low and last == high:
                found = least(found, part.pieces(view, env, low, high))
            else:
                inner = least(cut(found, first, last), part.pieces(view, env, first, last))
                found = _padded(inner, low, high, window)
        return found

    def course(self, view: View, env: Env, low: int, high: int) -> Course:
        """As pieces; an occurrence stays one where the other parts are constant on it."""
        if not self._occurs:
            return self.pieces(view, env, low, high), ()
        found = self.parts[0].course(view, env, low, high)
        nodes: tuple[Node, ...] = (self.parts[0],)
        for part in self.parts[1:]:
            if len(found[0]) == 1 and found[0][0][1] is FALSE and not found[1]:
                return found
            more = part.course(view, env, low, high)
            if not found[1] and not more[1]:
                found = least(found[0], more[0]), ()
            elif not more[1] and len(more[0]) == 1:
                found = _beside(found, more[0][0][1], part, env)
            else:
                found = _conjoined(found, more, nodes, part, env, high)
            nodes = (*nodes, part)
        return found

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """A join of the parts."""
        for part in self.generators:
            if not envs:
                break
            envs = distinct(part.candidates(view, envs, low, high))
        return envs


def _padded(inner: Pieces, low: int, high: int, window: tuple[int, int]) -> Pieces:
    """Widen a window with falsehood on both sides."""
    out = list(inner)
    if window[0] > low:
        if out[0][1] is FALSE:
            out[0] = (low, FALSE)
        else:
            out.insert(0, (low, FALSE))
    if window[1] < high and out[-1][1] is not FALSE:
        out.append((window[1] + 1, FALSE))
    return tuple(out)


def _beside(found: Course, value: Truth, part: Node, env: Env) -> Course:
    """A course beside a part that has one value all through the window."""
    if value is FALSE:
        return ((found[0][0][0], FALSE),), ()
    beside = (Beside(part, env),)
    if value is UNKNOWN:
        base = least(found[0], ((found[0][0][0], UNKNOWN),))
        return base, tuple(
            one._replace(value=UNKNOWN, beside=one.beside + beside) for one in found[1]
        )
    return found[0], tuple(one._replace(beside=one.beside + beside) for one in found[1])


def _conjoined(
    left: Course, right: Course, nodes: tuple[Node, ...], part: Node, env: Env, high: int
) -> Course:
    base = least(left[0], right[0])
    kept: list[Occurrence] = []
    for mine, other, because in ((left, right, (part,)), (right, left, nodes)):
        whole = at_instants(other)
        for one in mine[1]:
            beside = cut(whole, one.start, one.end)
            if len(beside) > 1:
                low = base[0][0]
                open_runs = [
                    (start, end) for start, end, value in ends(beside, one.end) if value > FALSE
                ]
                for run in open_runs:
                    base = greatest(base, from_runs([run], low, high, UNKNOWN))
            elif beside[0][1] is not FALSE:
                more = tuple(Beside(node, env) for node in because)
                value = min(one.value, beside[0][1])
                kept.append(one._replace(value=value, beside=(*one.beside, *more)))
    return base, tuple(kept)


class OrNode(_Joint):
    """Any part."""

    __slots__ = ()

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """The maximum at every instant."""
        found = self.parts[0].pieces(view, env, low, high)
        for part in self.parts[1:]:
            if len(found) == 1 and found[0][1] is TRUE:
                return found
            found = greatest(found, part.pieces(view, env, low, high))
        return found

    def course(self, view: View, env: Env, low: int, high: int) -> Course:
        """The maximum, and the occurrences of all parts."""
        if not self._occurs:
            return self.pieces(view, env, low, high), ()
        base: Pieces = ((low, FALSE),)
        found: tuple[Occurrence, ...] = ()
        for part in self.parts:
            more = part.course(view, env, low, high)
            base, found = greatest(base, more[0]), (*found, *more[1])
        return base, found

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """What any part proposes."""
        return distinct(
            [env for part in self.parts for env in part.candidates(view, envs, low, high)]
        )
