"""Building a small world in which a formula has a wanted value, or finding none.

The search is the tableau method for temporal logic (P. Wolper, "The tableau method for
temporal logic: an overview", 1985), cut down to a small scope: few names, few instants. It
only proposes worlds; whoever asks judges each of them with the real evaluator, so that what
is found is right, and what is not found is "not found up to this scope".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

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
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.demands import Demands, Hold, joined
from holdfire.agreement.accord.norms.checks.scope_values import Candidates
from holdfire.agreement.accord.term import Value

__all__ = ["Search"]

Env = Mapping[str, Value]
_DAY = 86_400_000_000
_LONG_AGO = 400 * _DAY
_MOST_WAYS = 400
_NOTHING: Demands = frozenset()


@dataclass(slots=True)
class Search:
    """A search for worlds under one accord; ``candidates`` are the values to try."""

    accord: Accord
    candidates: Candidates
    gave_up: set[str] = field(default_factory=set)

    def ways(
        self, formula: Formula, env: Env, low: int, high: int, *, value: bool = True
    ) -> Iterator[Demands]:
        """Worlds in which the formula has this value all through ``[low, high]``."""
        return islice(self._ways(formula, env, low, high, value=value), _MOST_WAYS)

    def every(self, wanted: Iterable[tuple[Formula, Env, int, int, bool]]) -> Iterator[Demands]:
        """Worlds in which every formula has its value on its span."""
        return islice(self._all(tuple(wanted), _NOTHING), _MOST_WAYS)

    def _all(
        self, wanted: tuple[tuple[Formula, Env, int, int, bool], ...], known: Demands
    ) -> Iterator[Demands]:
        """Extend what is demanded so far by each of the rest."""
        if not wanted:
            yield known
            return
        formula, env, low, high, value = wanted[0]
        for more in self._ways(formula, env, low, high, value=value):
            both = joined(known, more)
            if both is not None:
                yield from self._all(wanted[1:], both)

    def _ways(
        self, formula: Formula, env: Env, low: int, high: int, *, value: bool
    ) -> Iterator[Demands]:
        """One construct after the other."""
        match formula:
            case Verum(given):
                yield from (frozenset(),) if given == value else ()
            case Not(body):
                yield from self._ways(body, env, low, high, value=not value)
            case And() | Or() | Implies():
                yield from self._parts(formula, env, (low, high), value=value)
            case Atom():
                yield from self._facts(formula, env, (low, high), value=value)
            case Compare() | Member():
                yield from self.candidates.decided(formula, env, low, high, value=value)
            case Exists() | Forall():
                yield from self._named(formula, env, (low, high), value=value)
            case _:
                yield from self._temporal(formula, env, low, high, value=value)

    def _facts(
        self, atom: Atom, env: Env, span: tuple[int, int], *, value: bool
    ) -> Iterator[Demands]:
        """The fact under any of the arguments that may be meant."""
        for key, more in self.candidates.keys(atom.terms, env):
            both = joined(more, frozenset({Hold(atom.predicate, key, *span, value)}))
            if both is not None:
                yield both

    def _parts(
        self,
        formula: And | Or | Implies,
        env: Env,
        span: tuple[int, int],
        *,
        value: bool,
    ) -> Iterator[Demands]:
        """All parts have the value, or one of them does."""
        if isinstance(formula, Implies):
            parts: tuple[Formula, ...] = (Not(formula.left), formula.right)
        else:
            parts = formula.parts
        if isinstance(formula, And) == value:
            yield from self._all(tuple((part, env, *span, value) for part in parts), _NOTHING)
            return
        for part in parts:
            yield from self._ways(part, env, *span, value=value)

    def _named(
        self, formula: Exists | Forall, env: Env, span: tuple[int, int], *, value: bool
    ) -> Iterator[Demands]:
        """Some small names give the body the value, or all of them do."""
        names, body = formula.variables, formula.body
        choices = [self.candidates.things(name, body) for name in names]
        envs = [
            {**env, **dict(zip(names, chosen, strict=True))} for chosen in product(*choices)
        ]
        if isinstance(formula, Exists) == value:
            for one in envs:
                yield from self._ways(body, one, *span, value=value)
            return
        yield from self._all(tuple((body, one, *span, value) for one in envs), _NOTHING)

    def _temporal(
        self, formula: Formula, env: Env, low: int, high: int, *, value: bool
    ) -> Iterator[Demands]:
        """Operators of time, each reduced to its body at fewer instants."""
        match formula:
            case Once(bound, body) | Eventually(bound, body):
                past = isinstance(formula, Once)
                yield from self._reach(body, env, _window(bound, low, high, past=past), value)
            case Historically(bound, body) | Always(bound, body):
                past = isinstance(formula, Historically)
                window = _window(bound, low, high, past=past)
                yield from self._reach(Not(body), env, window, not value)
            case Since(bound, left, right) | Until(bound, left, right):
                past = isinstance(formula, Since)
                yield from self._kept(bound, (left, right), env, (low, high), past, value)
            case _:
                self.gave_up.add(type(formula).__name__.lower())

    def _reach(
        self,
        body: Formula,
        env: Env,
        window: tuple[int, int, int, int],
        value: bool,  # noqa: FBT001
    ) -> Iterator[Demands]:
        """The body at one instant that all of the span reaches; or nowhere in the whole."""
        first, last, near, far = window
        if not value:
            yield from self._ways(body, env, first, last, value=False)
            return
        if near <= far:
            for at in dict.fromkeys((far, near, (near + far) // 2)):
                yield from self._ways(body, env, at, at, value=True)
        else:
            yield from self._ways(body, env, first, last, value=True)

    def _kept(
        self,
        bound: Bound,
        sides: tuple[Formula, Formula],
        env: Env,
        span: tuple[int, int],
        past: bool,  # noqa: FBT001
        value: bool,  # noqa: FBT001
    ) -> Iterator[Demands]:
        """The right side at an instant and the left side from there on."""
        left, right = sides
        low, high = span
        first, last, near, far = _window(bound, low, high, past=past)
        if not value:
            yield from self._ways(right, env, first, last, value=False)
            if bound.low == 0:
                off = tuple((side, env, low, high, False) for side in sides)
                yield from self._all(off, _NOTHING)
            return
        for at in dict.fromkeys((far, near)) if near <= far else ():
            between = (at + 1, high) if past else (low, at - 1)
            wanted = [(right, env, at, at, True)]
            if between[0] <= between[1]:
                wanted.append((left, env, *between, True))
            yield from self._all(tuple(wanted), _NOTHING)


def _window(bound: Bound, low: int, high: int, *, past: bool) -> tuple[int, int, int, int]:
    """First and last instant looked at, and those that every instant of the span reaches."""
    far = bound.low + _LONG_AGO if bound.high is None else bound.high
    if past:
        return low - far, high - bound.low, high - far, low - bound.low
    return low + bound.low, high + far, high + bound.low, low + far
