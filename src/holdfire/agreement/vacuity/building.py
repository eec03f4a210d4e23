"""Traces that make a formula true or false, built along its structure.

Each function yields alternatives, the plainest first. They are proposals: whether one does
what it was built for is decided by the engine, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.agreement.accord.compiled import Form, Leaf
from holdfire.agreement.accord.formula import (
    Always,
    And,
    Atom,
    Bound,
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
    Since,
    Until,
    Verum,
)
from holdfire.agreement.accord.term import Apply, Constant, Name, Term, Value, Variable
from holdfire.agreement.vacuity.comparing import Env, Moment, compare
from holdfire.agreement.vacuity.scene import (
    SOMETHING_ELSE,
    Fact,
    Scene,
    Worth,
    joined,
    usual,
)

__all__ = ["Builder"]

_NOTHING: Scene = frozenset()
_DAY = 86_400 * 1_000_000


@dataclass(slots=True)
class Builder:
    """Builds over the leaves, sets and anchors of one clause."""

    leaves: Mapping[str, Leaf]
    sets: Mapping[str, tuple[Value, ...]]
    anchors: Mapping[str, int] = field(default_factory=dict)
    limits: tuple[int, ...] = ()

    def make(self, formula: Formula, at: Moment, env: Env, *, want: bool) -> Iterator[Scene]:
        """Scenes in which the formula is true (or false) at the moment."""
        if isinstance(formula, Verum):
            if formula.value is want:
                yield _NOTHING
        elif isinstance(formula, Atom):
            yield from self._atom(formula, at, env, want=want)
        elif isinstance(formula, Member):
            yield from self._member(formula, env, want=want)
        elif isinstance(formula, Compare):
            yield from compare(self, formula, at, env, want=want)
        elif isinstance(formula, Not):
            yield from self.make(formula.body, at, env, want=not want)
        elif isinstance(formula, And | Or | Implies):
            yield from self._logic(formula, at, env, want=want)
        elif isinstance(formula, Exists | Forall):
            yield from self._quantified(formula, at, env, want=want)
        else:
            yield from self._timed(formula, at, env, want=want)

    def _atom(self, atom: Atom, at: Moment, env: Env, *, want: bool) -> Iterator[Scene]:
        """A fact at the moment, or its absence."""
        if not want:
            yield _NOTHING
            return
        leaf = self.leaves.get(atom.predicate)
        event = leaf is not None and leaf.form is Form.EVENT and at[0] == at[1]
        key = tuple(self.worth(term, env) for term in atom.terms)
        yield frozenset({Fact(atom.predicate, key, at[0], at[1], event)})

    def _member(self, member: Member, env: Env, *, want: bool) -> Iterator[Scene]:
        """A term that is in a set, or outside it."""
        inside = self.sets.get(member.of) or (f"one of {member.of}",)
        if not isinstance(member.term, Apply):
            if (self.worth(member.term, env) in inside) is want:
                yield _NOTHING
            return
        key = tuple(self.worth(term, env) for term in member.term.terms)
        if want:
            for value in inside[:2]:
                yield frozenset({Worth(member.term.function, key, (value,))})
        else:
            yield frozenset({Worth(member.term.function, key, (SOMETHING_ELSE,))})

    def worth(self, term: Term, env: Env) -> Value:
        """The value a term has here."""
        if isinstance(term, Variable):
            return env.get(term.name, term.name)
        if isinstance(term, Constant):
            return term.value
        if isinstance(term, Name):
            return self.anchors.get(term.name, term.name)
        if isinstance(term, Apply):
            key = tuple(self.worth(each, env) for each in term.terms)
            return usual(term.function, key, self.leaves)[0]
        return 0

    def _logic(
        self, formula: And | Or | Implies, at: Moment, env: Env, *, want: bool
    ) -> Iterator[Scene]:
        """All parts together, or any one of them."""
        if isinstance(formula, Implies):
            parts: tuple[tuple[Formula, bool], ...] = (
                (formula.left, not want),
                (formula.right, want),
            )
            together = not want
        else:
            parts = tuple((part, want) for part in formula.parts)
            together = isinstance(formula, And) is want
        if together:
            yield from self._together(parts, at, env)
        else:
            for part, wanted in parts:
                yield from self.make(part, at, env, want=wanted)

    def _together(
        self, parts: Sequence[tuple[Formula, bool]], at: Moment, env: Env
    ) -> Iterator[Scene]:
        """Every part as wanted."""
        if not parts:
            yield _NOTHING
            return
        (first, wanted), rest = parts[0], parts[1:]
        for scene in self.make(first, at, env, want=wanted):
            for more in self._together(rest, at, env):
                both = joined(scene, more)
                if both is not None:
                    yield both

    def _quantified(
        self, formula: Exists | Forall, at: Moment, env: Env, *, want: bool
    ) -> Iterator[Scene]:
        """One new individual that shows it; or nobody at all, or one that does not."""
        if isinstance(formula, Exists) is not want:
            yield _NOTHING
        yield from self.make(formula.body, at, self.fresh(formula.variables, env, 1), want=want)

    def fresh(self, variables: Sequence[str], env: Env, number: int) -> Env:
        """The environment with new individuals for the variables."""
        return {**env, **{name: f"{name}{number}" for name in variables}}

    def _timed(self, formula: Formula, at: Moment, env: Env, *, want: bool) -> Iterator[Scene]:
        """At some instant of the reach, or all through it."""
        if isinstance(formula, Once | Eventually | Historically | Always):
            past = isinstance(formula, Once | Historically)
            some = isinstance(formula, Once | Eventually) is want
            for moment in _moments(formula.bound, at, past=past, some=some):
                yield from self.make(formula.body, moment, env, want=want)
        elif isinstance(formula, Since | Until):
            if not want:
                yield _NOTHING
                return
            past = isinstance(formula, Since)
            for moment in _moments(formula.bound, at, past=past, some=True):
                between = (moment[0] + 1, at[1]) if past else (at[0], moment[0] - 1)
                parts = [(formula.right, moment)]
                if between[0] <= between[1]:
                    parts.append((formula.left, between))
                yield from self._both(parts, env)

    def _both(self, parts: Sequence[tuple[Formula, Moment]], env: Env) -> Iterator[Scene]:
        """Each part true over its own moment."""
        first, *rest = parts
        for scene in self.make(first[0], first[1], env, want=True):
            if not rest:
                yield scene
                continue
            for more in self._both(rest, env):
                both = joined(scene, more)
                if both is not None:
                    yield both


def _moments(bound: Bound, at: Moment, *, past: bool, some: bool) -> Iterator[Moment]:
    """The moments that an operator reaches: its near and far end, or all of it."""
    low = bound.low
    high = bound.high if bound.high is not None else bound.low + _DAY
    if not some:
        yield (at[0] - high, at[1] - low) if past else (at[0] + low, at[1] + high)
        return
    for distance in dict.fromkeys((low, high)):
        step = -distance if past else distance
        yield at[0] + step, at[1] + step
