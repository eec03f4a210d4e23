"""Finds what forces a value: walks a plan downwards and keeps what is needed."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.boolean_node import AndNode, NotNode, OrNode
from holdfire.agreement.accord.timeline.cone import gathered
from holdfire.agreement.accord.timeline.exists_node import ExistsNode, bindings
from holdfire.agreement.accord.timeline.leaf_node import CompareNode, MemberNode
from holdfire.agreement.accord.timeline.node import FALSE, TRUE, UNKNOWN, Beside, Node, spans
from holdfire.agreement.accord.timeline.pieces import cut, ends, runs
from holdfire.agreement.accord.timeline.proof import Fact, Given, Proof
from holdfire.agreement.accord.timeline.serving import aggregates, needed, served_by
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
from holdfire.agreement.accord.trace import Lack
from holdfire.base.truth import Truth

__all__ = ["earliest", "proved", "proved_over"]


def proved_over(node: Node, view: View, env: Env, low: int, high: int) -> Proof:
    """Why the greatest value of a window is what it is."""
    base, occurrences = node.course(view, env, low, high)
    for level in (TRUE, UNKNOWN):
        at = [start for start, value in base if value is level]
        if at:
            return proved(node, view, env, at[0], at[0])
        held = [one for one in occurrences if one.value is level]
        if held:
            return _occurrence(node, earliest(held), view, env)
    return proved(node, view, env, low, high)


def proved(node: Node, view: View, env: Env, low: int, high: int) -> Proof:
    """Why a node has one value all through ``[low, high]``."""
    value = node.pieces(view, env, low, high)[0][1]
    return _Prover(view).prove(node, env, low, high, value)


def earliest(occurrences: Sequence[Occurrence]) -> Occurrence:
    """The first of some occurrences, whatever the order they are given in."""
    return min(occurrences, key=lambda one: (one.start, one.end, one.ids))


def _occurrence(node: Node, one: Occurrence, view: View, env: Env) -> Proof:
    """An event that a window holds, and the parts beside it that hold all through it."""
    children = tuple(
        proved(part.node, view, part.env, one.start, one.end)
        for part in one.beside
        if isinstance(part, Beside)
    )
    fact = Fact(one.lack.fact, one.lack.key, one.start, one.end, TRUE, event=True)
    return Proof(
        node.formula, one.value, one.start, one.end, _shown(node, env), one.ids, one.lacks,
        () if one.lacks else (fact,), (), children,
    )  # fmt: skip


def _shown(node: Node, env: Env) -> tuple[tuple[str, Value | None], ...]:
    return tuple((name, env[name]) for name in node.free)


class _Prover:
    """Walks down what has one value over a window."""

    def __init__(self, view: View) -> None:
        self.view = view

    def prove(self, node: Node, env: Env, low: int, high: int, value: Truth) -> Proof:
        """A proof of ``value`` all through ``[low, high]``."""
        lacks = gathered(node, self.view, env, low, high) if value is UNKNOWN else ()
        shown = _shown(node, env)
        children: tuple[Proof, ...]
        match node:
            case AtomNode():
                facts, ids = self.facts(node, env, low, high)
                given = () if node.plain else self.given(node.terms, env, low, high)
                return Proof(node.formula, value, low, high, shown, ids, lacks, facts, given)
            case CompareNode() | MemberNode():
                return self.comparison(node, env, low, high, value, lacks)
            case NotNode():
                children = (self.prove(node.body, env, low, high, value.negated()),)
            case AndNode() | OrNode():
                children = self.joint(node, env, low, high, value)
            case ExistsNode():
                return self.exists(node, env, low, high, value, lacks)
            case OnceNode() | EventuallyNode():
                children = self.reaching(node, env, low, high, value)
            case SinceNode() | UntilNode():
                children = self.chained(node, env, low, high, value)
            case _:
                children = ()
        return Proof(node.formula, value, low, high, shown, lacks=lacks, children=children)

    def facts(
        self, node: AtomNode, env: Env, low: int, high: int
    ) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
        """The facts that a leaf looked at, and the statements behind those that are known."""
        facts: list[Fact] = []
        ids: set[str] = set()
        for start, end, leaves in node.leaves(self.view, env, low, high):
            if leaves is None:
                pieces = cut(self.view.unlisted_pieces(node.predicate), start, end)
                facts += [Fact(node.predicate, None, *piece) for piece in ends(pieces, end)]
            for leaf in leaves or ():
                for first, last, value in ends(cut(leaf.pieces, start, end), end):
                    listed = bool(leaf.claims)
                    facts.append(
                        Fact(node.predicate, leaf.key, first, last, value, listed=listed)
                    )
                    for claim in leaf.claims:
                        if claim.start <= last and first <= claim.end and claim.value is value:
                            ids.update(claim.ids)
        return tuple(facts), tuple(sorted(ids))

    def given(
        self, terms: Sequence[TermNode], env: Env, low: int, high: int
    ) -> tuple[Given, ...]:
        """What the trace said of the functions and names in terms."""
        out: dict[Given, None] = {}
        for term in terms:
            match term:
                case NameTerm():
                    out[Given(term.anchor, None, low, term.possible(self.view))] = None
                case ArithmeticTerm():
                    out.update(
                        dict.fromkeys(self.given((term.left, term.right), env, low, high))
                    )
                case ApplyTerm():
                    out.update(dict.fromkeys(self.given(term.terms, env, low, high)))
                    if any(env[name] is None for name in term.free):
                        continue
                    for start, _, keys in term.asked(self.view, env, low, high):
                        for key in keys or ():
                            said = self.view.possible(term.function, key, start)
                            out[Given(term.function, key, start, said)] = None
        return tuple(out)

    def comparison(
        self,
        node: CompareNode | MemberNode,
        env: Env,
        low: int,
        high: int,
        value: Truth,
        lacks: tuple[Lack, ...],
    ) -> Proof:
        """A comparison rests on terms, a count also on everything it counts."""
        terms = (node.left, node.right) if isinstance(node, CompareNode) else (node.term,)
        given = self.given(terms, env, low, high)
        if isinstance(node, MemberNode):
            given = (*given, Given(node.of, (), low, self.view.members(node.of), is_set=True))
        facts: list[Fact] = []
        children: list[Proof] = []
        for term in aggregates(terms):
            first, last = term.looked_at(low, high)
            outer = {name: env[name] for name in term.free}
            facts += self.closing(term.body, first, last)
            for one in bindings(term.body, term.variables, self.view, outer, first, last):
                children += self.definite(term.body, one, first, last)
                if term.weight is not None:
                    given = (*given, *self.given((term.weight,), one, first, last))
        return Proof(
            node.formula, value, low, high, _shown(node, env), (), lacks,
            tuple(facts), given, tuple(children),
        )  # fmt: skip

    def definite(self, node: Node, env: Env, low: int, high: int) -> list[Proof]:
        """Proofs of every stretch that is not unknown, occurrences included."""
        _, occurrences = node.course(self.view, env, low, high)
        out = [
            self.prove(node, env, start, end, value)
            for start, end, value in ends(node.pieces(self.view, env, low, high), high)
            if value is not UNKNOWN
        ]
        out += [
            _occurrence(node, one, self.view, env) for one in occurrences if one.value is TRUE
        ]
        return out

    def joint(
        self, node: AndNode | OrNode, env: Env, low: int, high: int, value: Truth
    ) -> tuple[Proof, ...]:
        """All parts where each is needed, else one part for each stretch."""
        whole = TRUE if isinstance(node, AndNode) else FALSE
        if value is whole:
            return tuple(self.prove(part, env, low, high, value) for part in node.parts)
        if value is UNKNOWN:
            return tuple(
                self.prove(part, env, start, end, UNKNOWN)
                for part in node.parts
                for start, end in self.spans(part, env, low, high, UNKNOWN)
            )
        return self.cover([(part, env) for part in node.parts], low, high, value)

    def spans(
        self, node: Node, env: Env, low: int, high: int, value: Truth
    ) -> list[tuple[int, int]]:
        """Where a node has a value."""
        return spans(node.pieces(self.view, env, low, high), high, value)

    def cover(
        self, choices: Sequence[tuple[Node, Env]], low: int, high: int, value: Truth
    ) -> tuple[Proof, ...]:
        """A few of the choices that together have the value all through the window."""
        found = [
            (start, end, node, env)
            for node, env in choices
            for start, end in self.spans(node, env, low, high, value)
        ]
        out: list[Proof] = []
        at = low
        while at <= high:
            best = max((one for one in found if one[0] <= at <= one[1]), key=lambda one: one[1])
            out.append(self.prove(best[2], best[3], at, best[1], value))
            at = best[1] + 1
        return tuple(out)

    def exists(
        self,
        node: ExistsNode,
        env: Env,
        low: int,
        high: int,
        value: Truth,
        lacks: tuple[Lack, ...],
    ) -> Proof:
        """One value where true; where false all values, and that there are no others."""
        choices = [(node.body, one) for one in node.bindings(self.view, env, low, high)]
        facts: tuple[Fact, ...] = ()
        if value is TRUE:
            children = self.cover(choices, low, high, TRUE)
        elif value is FALSE:
            children = tuple(self.prove(body, one, low, high, FALSE) for body, one in choices)
            facts = tuple(self.closing(node.body, low, high))
        else:
            children = tuple(
                self.prove(body, one, start, end, UNKNOWN)
                for body, one in choices
                for start, end in self.spans(body, one, low, high, UNKNOWN)
            )
        return Proof(
            node.formula, value, low, high, _shown(node, env), (), lacks, facts, (), children
        )

    def reaching(
        self, node: OnceNode | EventuallyNode, env: Env, low: int, high: int, value: Truth
    ) -> tuple[Proof, ...]:
        """Where the body held, that it held nowhere, or where it is unknown."""
        first, last = node.window(low, high)
        if value is FALSE:
            return (self.prove(node.body, env, first, last, FALSE),)
        base, occurrences = node.body.course(self.view, env, first, last)
        if value is UNKNOWN:
            return tuple(
                self.prove(node.body, env, start, end, UNKNOWN)
                for start, end in spans(base, last, UNKNOWN)
            )
        served = served_by(node, runs(base, last, TRUE), occurrences)
        out: list[Proof] = []
        at = low
        while at <= high:
            _, end, choice = max(
                (one for one in served if one[0] <= at <= one[1]), key=lambda one: one[1]
            )
            if isinstance(choice, Occurrence):
                out.append(_occurrence(node.body, choice, self.view, env))
            else:
                part = needed(node, choice, at, min(high, end))
                out.append(self.prove(node.body, env, *part, TRUE))
            at = end + 1
        return tuple(out)

    def chained(
        self, node: SinceNode | UntilNode, env: Env, low: int, high: int, value: Truth
    ) -> tuple[Proof, ...]:
        """Every stretch of both sides that has the value; one side where it suffices."""
        on_left, on_right = node.windows(low, high)
        right = self.spans(node.right, env, *on_right, value)
        sides = [(node.right, span) for span in right]
        if value is TRUE and low == high:
            sides = self.last_link(node, low, right)
        elif value is not FALSE or right != [on_right]:
            left = self.spans(node.left, env, *on_left, value)
            sides += [(node.left, span) for span in left]
        return tuple(self.prove(side, env, *span, value) for side, span in sides)

    def last_link(
        self,
        node: SinceNode | UntilNode,
        at: int,
        right: Sequence[tuple[int, int]],
    ) -> list[tuple[Node, tuple[int, int]]]:
        """The nearest instant of the right side from which the left side leads to ``at``."""
        nearest = min(start for start, _ in right) if node.future else max(e for _, e in right)
        out: list[tuple[Node, tuple[int, int]]] = [(node.right, (nearest, nearest))]
        stretch = (at, nearest - 1) if node.future else (nearest + 1, at)
        if stretch[0] <= stretch[1]:
            out.append((node.left, stretch))
        return out

    def closing(self, node: Node, low: int, high: int) -> list[Fact]:
        """What a node's facts may be about, and that there is nothing else where it is so."""
        match node:
            case AtomNode():
                name = node.predicate
                complete = spans(cut(self.view.unlisted_pieces(name), low, high), high, FALSE)
                if not complete:
                    return []
                listed = [Fact(name, key, low, high, UNKNOWN) for key in self.view.keys(name)]
                return [
                    *listed,
                    *(Fact(name, None, start, end, FALSE) for start, end in complete),
                ]
            case OnceNode() | EventuallyNode():
                return self.closing(node.body, *node.window(low, high))
            case SinceNode() | UntilNode():
                return self.closing(node.right, *node.windows(low, high)[1])
            case _:
                return [
                    fact for child in node.children for fact in self.closing(child, low, high)
                ]
