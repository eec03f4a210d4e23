"""The values a small world may use: names of each sort, numbers beside every threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from holdfire.agreement.accord.formula import Atom, Compare, Formula, Member
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.demands import Demands, Worth, joined
from holdfire.agreement.accord.norms.scope import BUILT_IN
from holdfire.agreement.accord.term import (
    Aggregate,
    Apply,
    Arithmetic,
    Constant,
    Name,
    Term,
    Value,
    Variable,
)

__all__ = ["UNITS_OF_SCOPE", "Candidates", "Worthy", "anchor_instants"]

UNITS_OF_SCOPE = 2
"""How many things of each sort that is not declared a small world has."""

_DAY = 86_400_000_000
_MOST_CALLS = 12
_NUMBERS = {"caliber", "length", "duration", "instant", "number"}
Env = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Worthy:
    """A value to try, moving with time by ``rate``, and what it demands."""

    value: Value
    rate: int = 0
    demands: Demands = frozenset()

    def at(self, instant: int) -> Value:
        """The value at an instant."""
        return self.value + self.rate * instant if isinstance(self.value, int) else self.value


def anchor_instants(accord: Accord) -> dict[str, int]:
    """An instant for every anchor: its own, or one of a row 1,000 days apart."""
    start = 20_000 * _DAY
    return {
        name: anchor.instant if anchor.instant is not None else start + at * 1000 * _DAY
        for at, (name, anchor) in enumerate(sorted(accord.anchors.items()))
    }


@dataclass(slots=True)
class Candidates:
    """The values to try, taken from the formulas of one norm."""

    accord: Accord
    formulas: tuple[Formula, ...]
    anchors: Mapping[str, int]

    def things(self, variable: str, body: Formula) -> tuple[Value, ...]:
        """Names for a variable, by the sort of the facts it stands in."""
        for inner in formulas(body):
            if isinstance(inner, Atom):
                fact = self.accord.facts.get(inner.predicate)
                for term, sort in zip(inner.terms, fact.args if fact else (), strict=False):
                    if term == Variable(variable):
                        return self.of_sort(sort)
        return self.of_sort("thing")

    def of_sort(self, sort: str) -> tuple[Value, ...]:
        """The declared things of a sort, or small names; numbers for a sort of numbers."""
        accord = self.accord
        if sort in _NUMBERS:
            return tuple(sorted(self._thresholds(None)))[:_MOST_CALLS] or (0, 1)
        if sort in accord.classes:
            return accord.classes[sort] or (f"{sort}_1",)
        if sort == "party":
            return accord.parties[:2] or ("party_1",)
        places = tuple(place.name for place in accord.places.values() if place.kind == sort)
        if places:
            return (*places[:UNITS_OF_SCOPE], f"no_{sort}")
        return tuple(f"{sort}_{at}" for at in range(1, UNITS_OF_SCOPE + 1))

    def keys(
        self, terms: tuple[Term, ...], env: Env
    ) -> Iterator[tuple[tuple[Value, ...], Demands]]:
        """Arguments with what must be demanded so that they are these."""
        for chosen in product(*(tuple(self.values(term, env)) for term in terms)):
            demands: Demands | None = frozenset()
            for one in chosen:
                demands = None if demands is None else joined(demands, one.demands)
            if demands is not None and all(one.rate == 0 for one in chosen):
                yield tuple(one.value for one in chosen), demands

    def decided(
        self, formula: Compare | Member, env: Env, low: int, high: int, *, value: bool
    ) -> Iterator[Demands]:
        """What must be demanded so that a comparison has this value on the whole span."""
        if isinstance(formula, Member):
            known = self._members(formula.of)
            for one in self.values(formula.term, env, known):
                if (one.value in known) == value:
                    yield one.demands
            return
        lefts = tuple(self.values(formula.left, env))
        rights = tuple(self.values(formula.right, env))
        for left, right in product(lefts, rights):
            ends = {_compared(formula.op, left.at(at), right.at(at)) for at in (low, high)}
            both = joined(left.demands, right.demands)
            if ends == {value} and both is not None:
                yield both

    def values(self, term: Term, env: Env, beside: tuple[Value, ...] = ()) -> Iterator[Worthy]:
        """The values to try for a term; ``beside`` are names of a set it is looked for in."""
        match term:
            case Variable(name):
                yield from (Worthy(env[name]),) if name in env else ()
            case Constant(value):
                yield Worthy(value)
            case Name(name):
                yield Worthy(0, 1) if name == "now" else Worthy(self.anchors.get(name, name))
            case Apply():
                yield from self._applied(term, env, beside)
            case Arithmetic(op, left, right):
                pairs = product(self.values(left, env), self.values(right, env))
                found = (_sum(op, one, other) for one, other in pairs)
                yield from (one for one in found if one is not None)
            case Aggregate():
                return

    def _applied(self, term: Apply, env: Env, beside: tuple[Value, ...]) -> Iterator[Worthy]:
        """The values of a function, each with the demand that it be so."""
        for key, demands in islice(self.keys(term.terms, env), _MOST_CALLS):
            for value in self._of_function(term.function, key, beside):
                more = joined(demands, frozenset({Worth(term.function, key, value)}))
                if more is not None:
                    yield Worthy(value, 0, more)

    def _of_function(
        self, function: str, key: tuple[Value, ...], beside: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """The values a function may have: beside its thresholds, or names of its sort."""
        fact = self.accord.facts.get(function)
        gives = fact.gives if fact is not None else BUILT_IN.get(function, ((), ""))[1]
        if gives in _NUMBERS:
            return tuple(sorted(self._thresholds(function)))[:_MOST_CALLS] or (0, 1)
        if gives == "place":
            return (f"{function}_of_{'_'.join(str(part) for part in key)}",)
        return tuple(dict.fromkeys((*beside, *self.of_sort(gives), "something_else")))

    def _members(self, name: str) -> tuple[Value, ...]:
        """The members of a named set; a place is its own only member here."""
        if name == "parties":
            return self.accord.parties
        return self.accord.classes.get(name, (name,))

    def _thresholds(self, function: str | None) -> set[int]:
        """Each number that a function is compared with, and its two neighbours."""
        found: set[int] = set()
        for formula in self.formulas:
            for inner in formulas(formula):
                if isinstance(inner, Compare):
                    for one, other in ((inner.left, inner.right), (inner.right, inner.left)):
                        if function is None or _calls(one, function):
                            found |= {n + d for n in _numbers(other) for d in (-1, 0, 1)}
        return found


def _calls(term: Term, function: str) -> bool:
    """Is the function somewhere in the term?"""
    match term:
        case Apply(name, terms):
            return name == function or any(_calls(inner, function) for inner in terms)
        case Arithmetic(_, left, right):
            return _calls(left, function) or _calls(right, function)
        case _:
            return False


def _numbers(term: Term) -> Iterator[int]:
    """The whole numbers written in a term."""
    match term:
        case Constant(value) if isinstance(value, int):
            yield value
        case Arithmetic(_, left, right):
            yield from _numbers(left)
            yield from _numbers(right)
        case _:
            return


def _sum(op: str, one: Worthy, other: Worthy) -> Worthy | None:
    """Two values added, subtracted or multiplied."""
    demands = joined(one.demands, other.demands)
    left, right = one.value, other.value
    if demands is None or not isinstance(left, int) or not isinstance(right, int):
        return None
    if op == "*":
        return None if one.rate or other.rate else Worthy(left * right, 0, demands)
    sign = 1 if op == "+" else -1
    return Worthy(left + sign * right, one.rate + sign * other.rate, demands)


def _compared(op: str, left: Value, right: Value) -> bool:
    """A comparison of two values; names are only equal or not."""
    if op in {"=", "!="}:
        return (left == right) == (op == "=")
    if not isinstance(left, int) or not isinstance(right, int):
        return False
    return {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[op]
