"""The cone of an unknown value: every missing input reached through unknown parts."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.accord.timeline.aggregate import AggregateTerm
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.exists_node import ExistsNode
from holdfire.agreement.accord.timeline.leaf import leaf_lacks, silence_lacks
from holdfire.agreement.accord.timeline.leaf_node import CompareNode, MemberNode
from holdfire.agreement.accord.timeline.node import (
    FALSE,
    UNKNOWN,
    Beside,
    Node,
    sort_key,
    spans,
)
from holdfire.agreement.accord.timeline.pieces import Pieces, cut, ends
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.timeline.temporal_node import (
    EventuallyNode,
    OnceNode,
    SinceNode,
    UntilNode,
)
from holdfire.agreement.accord.timeline.term_node import (
    ApplyTerm,
    ArithmeticTerm,
    NameTerm,
    TermNode,
)
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.trace import Lack, LackKind

__all__ = ["gathered", "gathered_over", "in_order"]


def gathered(node: Node, view: View, env: Env, low: int, high: int) -> tuple[Lack, ...]:
    """What is missing at the unknown instants of a window."""
    cone = _Cone(view)
    cone.gather(node, env, low, high)
    return cone.lacks()


def gathered_over(node: Node, view: View, env: Env, low: int, high: int) -> tuple[Lack, ...]:
    """What is missing for "at some instant of the window"."""
    cone = _Cone(view)
    cone.reach(node, env, low, high, low, high)
    return cone.lacks()


def in_order(lacks: Iterable[Lack]) -> tuple[Lack, ...]:
    """One lack for each cell, in the order of facts and keys."""
    cells: dict[tuple[object, ...], Lack] = {}
    for lack in lacks:
        have = cells.get((lack.fact, lack.key))
        if have is None or _rank(lack) < _rank(have):
            cells[lack.fact, lack.key] = lack
    return tuple(
        sorted(cells.values(), key=lambda lack: (lack.fact, [sort_key(v) for v in lack.key]))
    )


def _rank(lack: Lack) -> tuple[str, str, str]:
    return lack.kind.value, lack.said, lack.supplier


class _Cone:
    """Walks unknown stretches downwards."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: dict[Lack, None] = {}

    def lacks(self) -> tuple[Lack, ...]:
        """What was found."""
        return in_order(self.found)

    def add(self, lacks: Iterable[Lack | None]) -> None:
        """Take in what is missing."""
        self.found.update((lack, None) for lack in lacks if lack is not None)

    def gather(self, node: Node, env: Env, low: int, high: int) -> None:
        """The unknown stretches of a node."""
        if low > high:
            return
        for start, end in spans(node.pieces(self.view, env, low, high), high, UNKNOWN):
            self.within(node, env, start, end)

    def within(self, node: Node, env: Env, low: int, high: int) -> None:
        """A node that is unknown all through ``[low, high]``."""
        match node:
            case AtomNode():
                self.fact(node, env, low, high)
            case CompareNode() | MemberNode():
                self.comparison(node, env, low, high)
            case ExistsNode():
                for one in node.bindings(self.view, env, low, high):
                    self.gather(node.body, one, low, high)
            case OnceNode() | EventuallyNode():
                self.reach(node.body, env, *node.window(low, high), *self.sure(node, low, high))
            case SinceNode() | UntilNode():
                self.chain(node, env, low, high)
            case _:
                for child in node.children:
                    self.gather(child, env, low, high)

    def comparison(self, node: CompareNode | MemberNode, env: Env, low: int, high: int) -> None:
        """What is missing of the terms, or that the text gives them no order."""
        if isinstance(node, MemberNode):
            self.term(node.term, env, low, high)
            self.add([self.view.members(node.of).lack])
            return
        before = len(self.found)
        for term in (node.left, node.right):
            self.term(term, env, low, high)
        if len(self.found) == before and not _unlisted(node, env):
            self.add([_unordered(node)])

    @staticmethod
    def sure(node: OnceNode | EventuallyNode, low: int, high: int) -> tuple[int, int]:
        """The instants that the reach of every instant of ``[low, high]`` holds."""
        first, _ = node.window(high, high)
        _, last = node.window(low, low)
        return first, last

    def reach(self, node: Node, env: Env, low: int, high: int, first: int, last: int) -> None:
        """The unknown stretches, and the occurrences not held by ``[first, last]``."""
        base, occurrences = node.course(self.view, env, low, high)
        for start, end in spans(base, high, UNKNOWN):
            if isinstance(node, AtomNode):
                self.fact(node, env, start, end, occurrences)
            else:
                self.within(node, env, start, end)
        for one in occurrences:
            if one.start < first or last < one.end:
                self.add([one.lack])
            if one.value is UNKNOWN:
                self.parts(one)

    def parts(self, one: Occurrence) -> None:
        """What keeps an occurrence from being known, apart from its instant."""
        self.add(one.lacks)
        for part in one.beside:
            if isinstance(part, Beside):
                self.gather(part.node, part.env, one.start, one.end)

    def fact(
        self,
        node: AtomNode,
        env: Env,
        low: int,
        high: int,
        apart: tuple[Occurrence, ...] = (),
    ) -> None:
        """What is missing of a fact, or of the things it may be about."""
        for start, end, leaves in node.leaves(self.view, env, low, high):
            if leaves is None and _unlisted(node, env):
                unlisted = self.view.unlisted(node.predicate)
                self.add(silence_lacks(node.predicate, (), unlisted, start, end))
            for leaf in leaves or ():
                self.add(leaf_lacks(leaf, start, end, apart))
            if not node.plain:
                for term in node.terms:
                    self.term(term, env, start, end)

    def chain(self, node: SinceNode | UntilNode, env: Env, low: int, high: int) -> None:
        """The part of both sides that can still matter."""
        on_left, on_right = node.windows(low, high)
        left = node.left.pieces(self.view, env, *on_left)
        breaks = spans(left, on_left[1], FALSE)
        if node.future:
            stops = [max(start, low) for start, end in breaks if end >= high]
            last = min([on_right[1], *stops[:1]])
            right = _open(node.right.pieces(self.view, env, *on_right), on_right[0], last)
            if right:
                self.gather(node.right, env, on_right[0], last)
                self.gather(node.left, env, low, right[-1][1] - 1)
            return
        starts = [min(end, high) for start, end in breaks if start <= low]
        first = max([on_right[0], *(min(one, low) for one in starts[-1:])])
        right = _open(node.right.pieces(self.view, env, *on_right), first, on_right[1])
        if right:
            self.gather(node.right, env, first, on_right[1])
            self.gather(node.left, env, right[0][0] + 1, high)

    def term(self, term: TermNode, env: Env, low: int, high: int) -> None:
        """What would make a set of possible values one value."""
        match term:
            case NameTerm():
                self.add([term.possible(self.view).lack])
            case ArithmeticTerm():
                self.term(term.left, env, low, high)
                self.term(term.right, env, low, high)
            case ApplyTerm():
                for inner in term.terms:
                    self.term(inner, env, low, high)
                if any(env[name] is None for name in term.free):
                    return
                for start, _, keys in term.asked(self.view, env, low, high):
                    for key in keys or ():
                        self.add([self.view.possible(term.function, key, start).lack])
            case AggregateTerm():
                self.aggregate(term, env, low, high)

    def aggregate(self, term: AggregateTerm, env: Env, low: int, high: int) -> None:
        """What is missing of what is counted, and of its weight."""
        first, last = term.looked_at(low, high)
        for one in term.counted(self.view, env, low, high):
            if any(value is UNKNOWN for _, value in one.pieces):
                self.reach(term.body, one.env, first, last, high, low)
            if term.weight is not None and one.listed:
                self.term(term.weight, one.env, first, last)


def _open(pieces: Pieces, low: int, high: int) -> list[tuple[int, int]]:
    """The stretches inside ``[low, high]`` that are not false."""
    if low > high:
        return []
    return [(s, e) for s, e, value in ends(cut(pieces, low, high), high) if value > FALSE]


def _unlisted(node: Node, env: Env) -> bool:
    return any(env[name] is None for name in node.free)


def _unordered(node: CompareNode) -> Lack:
    return Lack(
        LackKind.DEFINITION,
        f"comparison {node.op}",
        said="the text compares what has no order or is not defined",
        supplier="the parties",
    )
