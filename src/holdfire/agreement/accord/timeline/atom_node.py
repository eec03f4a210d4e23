"""A fact in a formula: its value, and the keys a join takes from it."""

from __future__ import annotations

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.leaf import Leaf
from holdfire.agreement.accord.timeline.node import FALSE, UNKNOWN, Node
from holdfire.agreement.accord.timeline.pieces import (
    Pieces,
    agreed,
    cut,
    overlaid,
)
from holdfire.agreement.accord.timeline.term_node import (
    ConstantTerm,
    TermNode,
    VariableTerm,
    argument_keys,
)
from holdfire.agreement.accord.timeline.view import Course, Env, View
from holdfire.base.truth import Truth

__all__ = ["AtomNode"]


class AtomNode(Node):
    """A fact; arguments that are sets of possible values must agree."""

    __slots__ = ("plain", "predicate", "slots", "terms")

    def __init__(self, formula: Atom, terms: tuple[TermNode, ...]) -> None:
        names = dict.fromkeys(name for term in terms for name in term.free)
        super().__init__(formula, tuple(names))
        self.predicate = formula.predicate
        self.terms = terms
        self.plain = all(isinstance(term, ConstantTerm | VariableTerm) for term in terms)
        self.slots: tuple[tuple[str | None, Value], ...] = tuple(_slot(term) for term in terms)

    @property
    def occurs(self) -> bool:
        """A fact may be an event known to an interval."""
        return True

    @property
    def facts(self) -> tuple[Node, ...]:
        """Itself."""
        return (self,)

    def key(self, env: Env) -> tuple[Value, ...] | None:
        """The plain arguments; ``None`` if one stands for what is not listed."""
        slots = self.slots
        if len(slots) == 1:
            name, value = slots[0]
            only = value if name is None else env[name]
            return None if only is None else (only,)
        out = []
        for name, value in slots:
            found = value if name is None else env[name]
            if found is None:
                return None
            out.append(found)
        return tuple(out)

    def leaves(
        self, view: View, env: Env, low: int, high: int
    ) -> list[tuple[int, int, list[Leaf] | None]]:
        """The facts that may be meant, stretch by stretch; ``None`` where none is named."""
        if self.plain:
            key = self.key(env)
            return [(low, high, None if key is None else [view.leaf(self.predicate, key)])]
        if any(env[name] is None for name in self.free):
            return [(low, high, None)]
        return [
            (start, end, None if keys is None else [view.leaf(self.predicate, k) for k in keys])
            for start, end, keys in argument_keys(self.terms, view, env, low, high)
        ]

    def pieces(self, view: View, env: Env, low: int, high: int) -> Pieces:
        """What the trace says of the fact."""
        if self.plain:
            key = self.key(env)
            if key is None:
                return cut(view.unlisted_pieces(self.predicate), low, high)
            return cut(view.leaf(self.predicate, key).pieces, low, high)
        out: list[tuple[int, Truth]] = []
        for start, end, leaves in self.leaves(view, env, low, high):
            for piece in self._stretch(view, env, leaves, start, end):
                if not out or out[-1][1] is not piece[1]:
                    out.append(piece)
        return tuple(out)

    def _stretch(
        self, view: View, env: Env, leaves: list[Leaf] | None, start: int, end: int
    ) -> Pieces:
        if leaves is None:
            if any(env[name] is None for name in self.free):
                return cut(view.unlisted_pieces(self.predicate), start, end)
            return ((start, UNKNOWN),)
        pieces = cut(leaves[0].pieces, start, end)
        for leaf in leaves[1:]:
            pieces = agreed(pieces, cut(leaf.pieces, start, end))
        return pieces

    def course(self, view: View, env: Env, low: int, high: int) -> Course:
        """As pieces, with the occurrences that lie inside the window apart."""
        if not self.plain:
            return self.pieces(view, env, low, high), ()
        key = self.key(env)
        if key is None:
            return cut(view.unlisted_pieces(self.predicate), low, high), ()
        leaf = view.leaf(self.predicate, key)
        base = cut(leaf.base, low, high)
        found = leaf.occurrences
        if not found:
            return base, ()
        if len(found) == 1 and low <= found[0].start and found[0].end <= high:
            return base, found
        inside = []
        for one in found:
            if low <= one.start and one.end <= high:
                inside.append(one)
            elif one.start <= high and low <= one.end:
                base = _at_least_unknown(base, max(low, one.start), min(high, one.end))
        return base, tuple(inside)

    def candidates(self, view: View, envs: list[Env], low: int, high: int) -> list[Env]:
        """The listed facts that fit; without a complete list, others as well."""
        complete = cut(view.unlisted_pieces(self.predicate), low, high) == ((low, FALSE),)
        out: list[Env] = []
        for env in envs:
            out.extend(self.extended(view, env, (low, high) if complete else None))
        return out

    def extended(
        self, view: View, env: Env, window: tuple[int, int] | None = None
    ) -> list[Env]:
        """Each listed key that fits put in, and nothing put in.

        With a window there is nothing in it that is not listed: what has no claim there and
        the environment as it is are left out.
        """
        places, values, open_slots = self._bound(env)
        if not open_slots:
            full = len(places) == len(self.slots)
            if window and full and not view.listed(self.predicate, values):
                return []
            return [env]
        out = []
        for key in view.matching(self.predicate, places, values, window):
            if len(key) == len(self.slots):
                found = dict(env)
                if all(_bind(found, name, key[place]) for place, name in open_slots):
                    out.append(found)
        if window is None:
            out.append(env)
        return out

    def _bound(
        self, env: Env
    ) -> tuple[tuple[int, ...], tuple[Value, ...], list[tuple[int, str]]]:
        places, values, open_slots = [], [], []
        for place, (name, value) in enumerate(self.slots):
            if name is None:
                if isinstance(self.terms[place], ConstantTerm):
                    places.append(place)
                    values.append(value)
            elif name not in env:
                open_slots.append((place, name))
            elif (bound := env[name]) is not None:
                places.append(place)
                values.append(bound)
        return tuple(places), tuple(values), open_slots


def _at_least_unknown(base: Pieces, start: int, end: int) -> Pieces:
    """Unknown where it was false."""
    for at, value in cut(base, start, end):
        if value is FALSE:
            later = [one[0] for one in base if one[0] > at]
            base = overlaid(base, at, min(end, later[0] - 1) if later else end, UNKNOWN)
    return base


def _slot(term: TermNode) -> tuple[str | None, Value]:
    if isinstance(term, VariableTerm):
        return term.variable, ""
    return None, term.value if isinstance(term, ConstantTerm) else ""


def _bind(env: Env, name: str, value: Value) -> bool:
    """Bind a variable that may be bound to the same value already."""
    return env.setdefault(name, value) == value
