"""The witness of an unknown verdict: the fewest missing inputs that would settle it.

A set of inputs settles a verdict if every way of deciding them makes it definite. Deciding
more never unsettles it (strong Kleene operators are monotone), so taking inputs away one by
one, as long as the rest still settles, ends in a set from which none can be taken away
(deletion-based minimal sets: Marques-Silva, Janota, Belov, "Minimal sets over monotone
predicates in Boolean formulae", CAV 2013). An input is one fact, decided for all instants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from holdfire.agreement.accord.formula import (
    Always,
    Eventually,
    Formula,
    Historically,
    Once,
    Since,
    Until,
)
from holdfire.agreement.accord.free import formulas, predicates, terms_of
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Value,
)
from holdfire.agreement.accord.timeline.answer import closed, cone, over, value_over
from holdfire.agreement.accord.timeline.node import Node
from holdfire.agreement.accord.timeline.pieces import agreed, peak
from holdfire.agreement.accord.timeline.settled import Cell, Settled, Settling, cell_of
from holdfire.agreement.accord.timeline.view import Env, View
from holdfire.agreement.accord.trace import Lack, LackKind, Trace
from holdfire.base.truth import Truth

__all__ = [
    "EXACT_UP_TO",
    "Completed",
    "Observation",
    "Sufficient",
    "Witness",
    "completed",
    "witness",
]

EXACT_UP_TO = 12
"""Cones of at most so many inputs are tried in every way."""

MOST_TRIALS = 20_000
"""So many evaluations at most are spent on one witness."""

_TEMPORAL = (Once, Historically, Eventually, Always, Since, Until)


@dataclass(frozen=True, slots=True)
class Observation:
    """One missing input and what it would have to be."""

    lack: Lack
    value: Settling


@dataclass(frozen=True, slots=True)
class Sufficient:
    """Observations that would make the verdict ``value``, whatever else is missing."""

    value: Truth
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """Missing inputs that together settle a verdict.

    ``minimal`` is true where it was shown that none can be left out. ``cone`` counts all
    inputs it was chosen from. ``sufficient`` gives for each verdict that is still possible
    one way of getting there with the fewest observations, where up to two suffice.
    """

    value: Truth
    lacks: tuple[Lack, ...] = ()
    minimal: bool = True
    cone: int = 0
    sufficient: tuple[Sufficient, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """A value, and whether every completion of the missing inputs was tried for it."""

    value: Truth
    exact: bool


@dataclass(slots=True)
class _Trials:
    """Evaluations with some inputs decided, and what was learnt from them."""

    node: Node
    env: Env
    trace: Trace
    span: tuple[int, int]
    marks: Sequence[int]
    names: Sequence[str]
    counts: dict[Cell, int] = field(default_factory=dict)
    chosen: dict[tuple[Cell, int], Settling] = field(default_factory=dict)
    spent: int = 0

    def value(self, choices: Mapping[Cell, int]) -> Truth:
        """The value over the span with these choices."""
        view = self.view(choices)
        return value_over(self.node.course(view, self.env, *self.span))[0]

    def view(self, choices: Mapping[Cell, int]) -> View:
        """The trace with these choices; how many options there are is kept."""
        self.spent += 1
        settled = Settled(self.trace, choices, self.marks, self.names)
        settled.counts, settled.chosen = self.counts, self.chosen
        return View(settled, Truth.TRUE if choices else Truth.UNKNOWN)

    def options(self, cell: Cell) -> Iterator[int]:
        """The numbers of the options; more may turn up while they are tried."""
        number = 0
        while number < max(1, self.counts.get(cell, 1)):
            yield number
            number += 1

    def settles(self, cells: Sequence[Cell], choices: dict[Cell, int]) -> bool:
        """Is the verdict definite however the cells are decided?"""
        if self.value(choices) is not Truth.UNKNOWN:
            return True
        if not cells or self.spent > MOST_TRIALS:
            return False
        return all(
            self.settles(cells[1:], {**choices, cells[0]: number})
            for number in self.options(cells[0])
        )

    def fails_at_once(self, cells: Sequence[Cell]) -> bool:
        """Does deciding all cells the first way, or all the last way, settle nothing?"""
        for last in (0, 1):
            choices = {cell: (self.counts.get(cell, 2) - 1) * last for cell in cells}
            if self.value(choices) is Truth.UNKNOWN:
                return True
        return False


def witness(
    formula: Formula, trace: Trace, env: Mapping[str, Value], start: int, end: int
) -> Witness:
    """The witness of "at some instant of ``[start, end]``"; empty for a definite value."""
    answer = over(formula, trace, env, start, end)
    if answer.value is not Truth.UNKNOWN:
        return Witness(answer.value)
    lacks = {cell_of(lack): lack for lack in answer.lacks}
    trials = _trials(formula, trace, env, start, end)
    trials.value(dict.fromkeys(lacks, 0))
    kept = _thinned(trials, list(lacks))
    minimal = len(lacks) <= EXACT_UP_TO and trials.spent <= MOST_TRIALS
    return Witness(
        Truth.UNKNOWN,
        tuple(lacks[cell] for cell in kept),
        minimal and trials.settles(kept, {}),
        len(lacks),
        tuple(_sufficient(trials, lacks)),
    )


def _thinned(trials: _Trials, cells: list[Cell]) -> list[Cell]:
    """Take cells away, the last first, as long as the rest settles."""
    kept = list(cells)
    for cell in reversed(cells):
        rest = [one for one in kept if one != cell]
        if trials.fails_at_once(rest):
            continue
        if trials.settles(rest, {}):
            kept = rest
    return kept


def _sufficient(trials: _Trials, lacks: Mapping[Cell, Lack]) -> Iterator[Sufficient]:
    """For each definite value the fewest observations, one or two, that force it."""
    for wanted in (Truth.TRUE, Truth.FALSE):
        found = _forcing(trials, list(lacks), wanted)
        if found is not None:
            observations = (
                Observation(lacks[cell], trials.chosen.get((cell, number), wanted))
                for cell, number in found.items()
            )
            yield Sufficient(wanted, tuple(observations))


def _forcing(trials: _Trials, cells: Sequence[Cell], wanted: Truth) -> dict[Cell, int] | None:
    for size in (1, 2):
        if size == 2 and len(cells) > EXACT_UP_TO:
            return None
        for group in combinations(cells, size):
            for choices in _every(trials, group):
                if trials.value(choices) is wanted:
                    return choices
    return None


def _every(trials: _Trials, cells: Sequence[Cell]) -> Iterator[dict[Cell, int]]:
    if not cells:
        yield {}
        return
    for number in trials.options(cells[0]):
        for rest in _every(trials, cells[1:]):
            yield {cells[0]: number, **rest}


def _trials(
    formula: Formula, trace: Trace, env: Mapping[str, Value], start: int, end: int
) -> _Trials:
    node, bound = closed(formula, env)
    return _Trials(node, bound, trace, (start, end), *_marks(formula, trace, start, end))


def _marks(formula: Formula, trace: Trace, start: int, end: int) -> tuple[list[int], list[str]]:
    """The numbers and names that a missing value may be compared with, and those beside."""
    numbers: set[int] = set()
    names: set[str] = set()
    shifts = {0}
    for part in formulas(formula):
        for term in terms_of(part):
            for value in _constants(term):
                (numbers if isinstance(value, int) else names).add(value)  # type: ignore[arg-type]
        if isinstance(part, _TEMPORAL):
            shifts.update(s for s in (part.bound.low, part.bound.high) if s is not None)
        if hasattr(part, "of"):
            names.update(v for v in trace.members(part.of).values if isinstance(v, str))
    for edge in (start, end):
        numbers.update(edge + sign * shift for shift in shifts for sign in (1, -1))
    beside = {number + step for number in numbers for step in (-1, 0, 1)}
    for predicate, _ in predicates(formula):
        if len(names) < 64:
            names.update(
                value
                for key in trace.keys(predicate)
                for value in key
                if isinstance(value, str)
            )
    return sorted(beside), sorted(names)[:64]


def _constants(term: Term) -> Iterator[Value]:
    match term:
        case Constant(value):
            yield value
        case Name(name):
            yield name
        case Apply(_, terms):
            for one in terms:
                yield from _constants(one)
        case Arithmetic(_, left, right):
            yield from _constants(left)
            yield from _constants(right)
        case Aggregate(weight=weight) if weight is not None:
            yield from _constants(weight)


def completed(
    formula: Formula, trace: Trace, env: Mapping[str, Value], start: int, end: int
) -> Completed:
    """The value over a window with every completion tried, where that can be exact.

    Strong Kleene logic leaves ``p or not p`` unknown where ``p`` is. A formula without
    temporal operators depends at each instant on the inputs of that instant only; with at
    most twelve of them, none an interval of numbers nor an instant, all are tried, and the
    value is definite where all agree. Elsewhere the Kleene value stands, and is said so.
    """
    answer = over(formula, trace, env, start, end)
    if answer.value is not Truth.UNKNOWN or not _can_be_exact(formula, answer.lacks):
        return Completed(answer.value, exact=answer.value is not Truth.UNKNOWN)
    trials = _trials(formula, trace, env, start, end)
    cells = [cell_of(lack) for lack in cone(formula, trace, env, start, end)]
    found = None
    for choices in _every(trials, cells):
        view = trials.view(choices)
        pieces = trials.node.pieces(view, trials.env, start, end)
        found = pieces if found is None else agreed(found, pieces)
        if trials.spent > MOST_TRIALS:
            return Completed(answer.value, exact=False)
    return Completed(answer.value if found is None else peak(found)[0], exact=True)


def _can_be_exact(formula: Formula, lacks: Sequence[Lack]) -> bool:
    if len(lacks) > EXACT_UP_TO or any(lack.kind is LackKind.STRADDLE for lack in lacks):
        return False
    parts = list(formulas(formula))
    if any(isinstance(part, _TEMPORAL) for part in parts):
        return False
    terms = [term for part in parts for term in terms_of(part)]
    return not any(_valued(term) for term in terms)


def _valued(term: Term) -> bool:
    """May the term be an interval of numbers, or an anchor of unknown date?"""
    match term:
        case Apply() | Aggregate():
            return True
        case Arithmetic(_, left, right):
            return _valued(left) or _valued(right)
        case Name(name):
            return name != "now"
        case _:
            return False
