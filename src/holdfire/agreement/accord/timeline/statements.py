"""The statements that force a true value, found without building a whole proof."""

from __future__ import annotations

from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.boolean_node import AndNode, NotNode, OrNode
from holdfire.agreement.accord.timeline.leaf_node import (
    CompareNode,
    MemberNode,
    VerumNode,
)
from holdfire.agreement.accord.timeline.node import FALSE, TRUE, Beside, Node
from holdfire.agreement.accord.timeline.prover import earliest, proved
from holdfire.agreement.accord.timeline.sweep import Occurrence
from holdfire.agreement.accord.timeline.view import Course, Env, View
from holdfire.base.truth import Truth

__all__ = ["ids_over"]


def ids_over(node: Node, view: View, env: Env, course: Course) -> tuple[str, ...]:
    """The statements behind the first true instant of a course, else occurrence."""
    found: set[str] = set()
    for start, value in course[0]:
        if value is TRUE:
            _collect(node, view, env, start, start, TRUE, found)
            return tuple(sorted(found))
    one = earliest([one for one in course[1] if one.value is TRUE])
    _of_occurrence(one, view, found)
    return tuple(sorted(found))


def _of_occurrence(one: Occurrence, view: View, found: set[str]) -> None:
    found.update(one.ids)
    for part in one.beside:
        if isinstance(part, Beside):
            _collect(part.node, view, part.env, one.start, one.end, TRUE, found)


def _collect(
    node: Node, view: View, env: Env, low: int, high: int, value: Truth, found: set[str]
) -> None:
    """Statements behind a value that holds all through ``[low, high]``."""
    match node:
        case AtomNode():
            for start, end, leaves in node.leaves(view, env, low, high):
                for leaf in leaves or ():
                    for claim in leaf.claims:
                        if claim.value is value and claim.start <= end and start <= claim.end:
                            found.update(claim.ids)
        case NotNode():
            _collect(node.body, view, env, low, high, value.negated(), found)
        case AndNode() | OrNode() if value is (TRUE if isinstance(node, AndNode) else FALSE):
            for part in node.parts:
                _collect(part, view, env, low, high, value, found)
        case CompareNode() | MemberNode() | VerumNode() if not _counts(node):
            return
        case _:
            found.update(proved(node, view, env, low, high).all_ids())


def _counts(node: Node) -> bool:
    return isinstance(node, CompareNode) and node.counts
