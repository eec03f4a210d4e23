"""From a formula to the nodes that evaluate it."""

from __future__ import annotations

from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Compare,
    Eventually,
    Exists,
    Forall,
    Formula,
    Historically,
    Implies,
    Member,
    Not,
    Once,
    Or,
    Previous,
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.free import free_variables
from holdfire.agreement.accord.syntax.refusal import NotMonitorable
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Variable,
)
from holdfire.agreement.accord.timeline.aggregate import AggregateTerm
from holdfire.agreement.accord.timeline.atom_node import AtomNode
from holdfire.agreement.accord.timeline.boolean_node import AndNode, NotNode, OrNode
from holdfire.agreement.accord.timeline.exists_node import ExistsNode
from holdfire.agreement.accord.timeline.leaf_node import (
    CompareNode,
    MemberNode,
    VerumNode,
)
from holdfire.agreement.accord.timeline.node import Node
from holdfire.agreement.accord.timeline.temporal_node import (
    EventuallyNode,
    OnceNode,
    SinceNode,
    UntilNode,
)
from holdfire.agreement.accord.timeline.term_node import (
    ApplyTerm,
    ArithmeticTerm,
    ConstantTerm,
    NameTerm,
    NowTerm,
    TermNode,
    VariableTerm,
)

__all__ = ["planned"]

NOW = "now"

Scope = dict[str, str]
"""From the names of variables to the names they have in the plan."""

MOST_PLANS = 4096
_PLANS: dict[int, tuple[Formula, Node]] = {}


def planned(formula: Formula) -> Node:
    """The plan of a formula; remembered for as long as there are not too many.

    Raises :class:`NotMonitorable` where the formula speaks of points of a log.
    """
    known = _PLANS.get(id(formula))
    if known is not None:
        return known[1]
    scope = {name: name for name in free_variables(formula)}
    node = _Planner().plan(formula, scope, positive=True)
    if len(_PLANS) >= MOST_PLANS:
        _PLANS.clear()
    _PLANS[id(formula)] = (formula, node)
    return node


class _Planner:
    """Pushes negation to the leaves and gives shadowed variables names of their own."""

    def plan(self, formula: Formula, scope: Scope, *, positive: bool) -> Node:
        """The node of a formula, or of its negation."""
        match formula:
            case Not(body):
                return self.plan(body, scope, positive=not positive)
            case And(parts) | Or(parts):
                kind = AndNode if isinstance(formula, And) is positive else OrNode
                nodes = [self.plan(part, scope, positive=positive) for part in parts]
                return kind(_said(formula, positive=positive), nodes)
            case Implies(left, right):
                kind = OrNode if positive else AndNode
                nodes = [
                    self.plan(left, scope, positive=not positive),
                    self.plan(right, scope, positive=positive),
                ]
                return kind(_said(formula, positive=positive), nodes)
            case Exists() | Forall():
                return self._quantified(formula, scope, positive=positive)
            case Atom() | Compare() | Member() | Verum():
                node = self._leaf(formula, scope)
                return node if positive else NotNode(Not(formula), node)
            case _:
                return self._temporal(formula, scope, positive=positive)

    def _leaf(self, formula: Atom | Compare | Member | Verum, scope: Scope) -> Node:
        match formula:
            case Verum():
                return VerumNode(formula)
            case Atom(_, terms):
                return AtomNode(formula, tuple(self.term(t, scope, named=True) for t in terms))
            case Compare(_, left, right):
                sides = self.term(left, scope), self.term(right, scope)
                return CompareNode(formula, *sides, counts=_counts(left) or _counts(right))
            case Member(term, _):
                return MemberNode(formula, self.term(term, scope, named=True))

    def _quantified(self, formula: Exists | Forall, scope: Scope, *, positive: bool) -> Node:
        names, inner = self._named(formula.variables, scope)
        dual = isinstance(formula, Forall)
        body = self.plan(formula.body, inner, positive=not dual)
        node = ExistsNode(_said(formula, positive=not dual), names, body)
        if dual is positive:
            return NotNode(_said(formula, positive=positive), node)
        return node

    def _named(self, variables: tuple[str, ...], scope: Scope) -> tuple[tuple[str, ...], Scope]:
        names = []
        for variable in variables:
            name = variable
            while name in scope.values() or name in names:
                name += "'"
            names.append(name)
        return tuple(names), {**scope, **dict(zip(variables, names, strict=True))}

    def _temporal(self, formula: Formula, scope: Scope, *, positive: bool) -> Node:
        dual = isinstance(formula, Historically | Always)
        said = _said(formula, positive=not dual)
        node: Node
        match formula:
            case Once(bound, body) | Historically(bound, body):
                node = OnceNode(said, bound, self.plan(body, scope, positive=not dual))
            case Eventually(bound, body) | Always(bound, body):
                node = EventuallyNode(said, bound, self.plan(body, scope, positive=not dual))
            case Since(bound, left, right) | Until(bound, left, right):
                on_left = self.plan(left, scope, positive=True)
                on_right = self.plan(right, scope, positive=True)
                kind = SinceNode if isinstance(formula, Since) else UntilNode
                node = kind(said, bound, on_left, on_right)
            case _:
                raise _of_points(formula)
        if dual is positive:
            return NotNode(_said(formula, positive=positive), node)
        return node

    def term(self, term: Term, scope: Scope, *, named: bool = False) -> TermNode:
        """The node of a term; ``named`` where a name stands for itself and is no anchor."""
        match term:
            case Variable(name):
                return VariableTerm(scope[name])
            case Constant(value):
                return ConstantTerm(value)
            case Name():
                return _named_term(term, named=named)
            case Apply(function, terms):
                inner = tuple(self.term(one, scope, named=True) for one in terms)
                return ApplyTerm(function, inner)
            case Arithmetic(op, left, right):
                return ArithmeticTerm(op, self.term(left, scope), self.term(right, scope))
            case Aggregate():
                return self._aggregate(term, scope)

    def _aggregate(self, term: Aggregate, scope: Scope) -> TermNode:
        names, inner = self._named(term.variables, scope)
        body = self.plan(term.body, inner, positive=True)
        weight = term.weight
        if weight is None and term.kind in {"sum", "min", "max"} and term.variables:
            weight = Variable(term.variables[0])
        node = None if weight is None else self.term(weight, inner)
        signed = isinstance(weight, Arithmetic)
        return AggregateTerm(term.kind, term.bound, node, names, body, signed=signed)


def _said(formula: Formula, *, positive: bool) -> Formula:
    if positive:
        return formula
    return formula.body if isinstance(formula, Not) else Not(formula)


def _named_term(term: Name, *, named: bool) -> TermNode:
    """``now``, an anchor, or a name that stands for itself."""
    if term.name == NOW:
        return NowTerm()
    return ConstantTerm(term.name) if named else NameTerm(term.name)


def _counts(term: Term) -> bool:
    """Is there an aggregate in the term?"""
    if isinstance(term, Aggregate):
        return True
    inner = (term.left, term.right) if isinstance(term, Arithmetic) else ()
    return any(map(_counts, term.terms if isinstance(term, Apply) else inner))


def _of_points(formula: Formula) -> NotMonitorable:
    word = "previous" if isinstance(formula, Previous) else "next"
    return NotMonitorable(
        f"{word} has no meaning over the timeline, where instants have no neighbours of note",
        next_step="Say with once or eventually within which time it was or will be.",
    )
