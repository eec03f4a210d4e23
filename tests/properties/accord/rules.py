"""Random rules whose variables are all guarded, with every construct of a frame."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from holdfire.agreement.accord import formula as f
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

__all__ = ["NAMES", "NUMBERS", "POOL", "SIGNATURE", "Source", "rule", "rules", "sources"]

NAMES = ("A", "B")
NUMBERS = (1, 2)
SIGNATURE: dict[str, tuple[str, ...]] = {
    "tick": (),
    "at": ("s",),
    "seen": ("s",),
    "met": ("s", "s"),
    "size": ("s", "i"),
}
"""Predicates with the sorts of their arguments: text or whole numbers."""

VARIABLES = {"s": ("u", "v", "w"), "i": ("n", "m")}
POOL: dict[str, tuple[Value, ...]] = {"s": NAMES, "i": NUMBERS}
SORT = {name: sort for sort, names in VARIABLES.items() for name in names}
Open = frozenset[str]
OPS = ("<", "<=", "=", "!=", ">=", ">")
Source = random.Random
Item = TypeVar("Item")


def sources() -> st.SearchStrategy[Source]:
    """Chance whose every draw is known to the search, so that failures can shrink."""
    return st.randoms(use_true_random=False)


def flag(source: Source) -> bool:
    """True or false."""
    return source.choice((False, True))


def some(source: Source, names: Open) -> Open:
    """Any of the names, maybe none."""
    return frozenset(name for name in sorted(names) if flag(source))


def bound(source: Source, *, ahead: bool = False) -> f.Bound:
    """Short bounds; those of the past may have no end."""
    low = source.choice((0, 0, 0, 1, 2, 3))
    length = source.choice((0, 1, 2, 4) if ahead else (0, 1, 2, 4, None))
    return f.Bound(low, None if length is None else low + length)


def atom(source: Source, names: Open) -> f.Formula:
    """A fact that gives all these variables values; what it lacks is a constant."""
    fitting = [
        predicate
        for predicate, sorts in SIGNATURE.items()
        if all(sum(SORT[n] == sort for n in names) <= sorts.count(sort) for sort in POOL)
    ]
    if not fitting:
        return f.And(tuple(atom(source, frozenset({name})) for name in sorted(names)))
    predicate = source.choice(fitting)
    return f.Atom(predicate, tuple(_arguments(source, SIGNATURE[predicate], sorted(names))))


def _arguments(source: Source, sorts: Sequence[str], names: Sequence[str]) -> Sequence[Term]:
    terms: list[Term] = []
    waiting = list(names)
    for place, sort in enumerate(sorts):
        own = [name for name in waiting if SORT[name] == sort]
        if own and (sorts[place:].count(sort) <= len(own) or flag(source)):
            terms.append(Variable(own[0]))
            waiting.remove(own[0])
        else:
            terms.append(_term(source, sort, names))
    return terms


def _term(source: Source, sort: str, names: Sequence[str], *, sums: bool = False) -> Term:
    own = [Variable(name) for name in names if SORT[name] == sort]
    plain = Constant(source.choice(POOL[sort]))
    if not own or flag(source):
        return plain
    if sums and sort == "i" and flag(source):
        return Arithmetic(source.choice("+-*"), source.choice(own), plain)
    return source.choice(own)


def _compare(source: Source, names: Open) -> f.Formula:
    sort = source.choice(sorted({SORT[name] for name in names}))
    ops = ("=", "!=") if sort == "s" else OPS
    left, right = (_term(source, sort, sorted(names), sums=True) for _ in range(2))
    return f.Compare(source.choice(ops), left, right)


def _unused(source: Source, names: Open) -> str:
    return source.choice([name for name in SORT if name not in names])


def rule(source: Source, names: Open, depth: int, *, points: bool) -> f.Formula:  # noqa: C901, PLR0911, PLR0912
    """A formula that gives all these variables their values; closed for none."""
    if depth == 0 or (names and source.randint(0, 4) == 0):
        return atom(source, names)

    def inner(own: Open = names) -> f.Formula:
        return rule(source, own, depth - 1, points=points)

    def test() -> f.Formula:
        return condition(source, names, depth - 1, points=points)

    kinds = ["and", "or", "once", "eventually", "since", "until", "exists", "test", "test"]
    kinds += ["measured"] + ([] if names else ["free", "free", "free"])
    kinds += ["previous", "next"] if points else ["happened", "happened"]
    match source.choice(kinds):
        case "and":
            left = some(source, names)
            right = (names - left) | some(source, left)
            return f.And(tuple(source.sample([inner(left), inner(right)], 2)))
        case "test":
            return f.And(tuple(source.sample([inner(), test()], 2)))
        case "or":
            return f.Or((inner(), inner()))
        case "once":
            return f.Once(bound(source), inner())
        case "eventually":
            return f.Eventually(bound(source, ahead=True), inner())
        case "previous":
            return f.Previous(bound(source), inner())
        case "next":
            return f.Next(bound(source), inner())
        case "since":
            return f.Since(bound(source), test(), inner())
        case "until":
            return f.Until(bound(source, ahead=True), test(), inner())
        case "exists":
            more = _unused(source, names)
            return f.Exists((more,), inner(names | {more}))
        case "measured":
            return _measured(source, names, inner)
        case "happened":
            return _happened(source, names)
    return condition(source, names, depth, points=points)


def _measured(source: Source, names: Open, inner: Callable[[Open], f.Formula]) -> f.Formula:
    """A number of some fact against a limit that lies among the numbers there are."""
    number = source.choice([name for name in VARIABLES["i"] if name not in names] or ["n"])
    limit = Constant(source.choice(NUMBERS))
    test = f.Compare(source.choice(OPS), Variable(number), limit)
    body = f.And(tuple(source.sample([inner(names | {number}), test], 2)))
    return body if number in names else f.Exists((number,), body)


def _happened(source: Source, names: Open) -> f.Formula:
    """Once or eventually directly over events, under a window that may hold their interval."""
    low = source.choice((0, 0, 1))
    reach = f.Bound(low, low + source.randint(2, 9))
    one, other = Variable("u"), Variable("v")
    apart = f.And((f.Atom("met", (one, other)), f.Compare("!=", one, other)))
    body = atom(source, names)
    if not names:
        seen = f.Exists(("u",), f.Atom("seen", (one,)))
        body = source.choice((body, seen, f.Exists(("u", "v"), apart), f.Or((body, seen))))
    elif names == {"u"}:
        body = source.choice((body, f.Exists(("v",), apart), f.Atom("seen", (one,))))
    return source.choice((f.Once, f.Eventually))(reach, body)


def condition(source: Source, names: Open, depth: int, *, points: bool) -> f.Formula:  # noqa: C901, PLR0911
    """A formula over variables that are given values elsewhere."""
    below = max(depth - 1, 0)

    def given(own: Open) -> f.Formula:
        return rule(source, own, below, points=points)

    def further(own: Open = names) -> f.Formula:
        return condition(source, own, below, points=points)

    kinds = ["given", "not", "not"] + (["compare", "compare"] if names else [])
    kinds += [] if points else ["timed", "timed"]
    kinds += ["historically", "always", "forall", "implies", "either"] if depth else []
    match source.choice(kinds):
        case "compare":
            return _compare(source, names)
        case "timed":
            return _timed(source, names, below)
        case "given":
            return given(some(source, names))
        case "historically":
            return f.Historically(bound(source), further())
        case "always":
            return f.Always(bound(source, ahead=True), further())
        case "implies":
            return f.Implies(given(some(source, names)), further())
        case "either":
            return f.Or((further(), given(some(source, names))))
        case "forall":
            more = _unused(source, names)
            guard = given(some(source, names) | {more})
            return f.Forall((more,), f.Implies(guard, further(names | {more})))
    return f.Not(given(some(source, names)))


def _timed(source: Source, names: Open, depth: int) -> f.Formula:
    """What only the timeline has: sets, functions, anchors, the clock, what is counted."""
    units: list[Term] = [Variable(name) for name in sorted(names) if SORT[name] == "s"]
    unit = source.choice([*units, Constant("A"), Constant("B")])
    number, op = Constant(source.randint(0, 4)), source.choice(OPS)
    match source.choice(("clock", "function", "member", "place", "count", "count")):
        case "clock":
            due = Arithmetic(source.choice("+-"), Name("D"), number)
            return f.Compare(op, Name("now"), due)
        case "function":
            return f.Compare(op, Apply("weight", (unit,)), number)
        case "member":
            return f.Member(source.choice((unit, Apply("place", (unit,)))), "LIST")
        case "place":
            return f.Atom(source.choice(("at", "seen")), (Apply("place", (unit,)),))
    return f.Compare(op, _aggregate(source, names, depth), number)


def _aggregate(source: Source, names: Open, depth: int) -> Term:
    kind = source.choice(("count", "count", "sum", "min", "max", "duration"))
    low = source.randint(0, 2)
    reach = f.Bound(low, low + source.randint(0, 5))
    own = some(source, names)
    if kind == "duration":
        return Aggregate(kind, reach, None, (), rule(source, own, depth, points=False))
    counted = ("w",) if kind == "count" else source.choice((("m",), ("w", "m")))
    weight = None if kind == "count" else Variable("m")
    body = rule(source, own | set(counted), depth, points=False)
    return Aggregate(kind, source.choice((None, reach)), weight, counted, body)


def rules(
    names: Open = frozenset(), depth: int = 3, *, points: bool = True
) -> st.SearchStrategy[f.Formula]:
    """Formulas that give all these variables their values."""
    return sources().map(lambda source: rule(source, names, depth, points=points))
