"""Random traces of a dozen instants: states, events known to intervals, doubt of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from tests.oracle.listed import CLOSED, Key, Listed, lacking, piece
from tests.oracle.tree import nodes
from tests.properties.accord.logs import FACTS
from tests.properties.accord.rules import NAMES, SIGNATURE, Source, sources

from holdfire.agreement.accord.formula import Bound, Formula
from holdfire.agreement.accord.term import Constant
from holdfire.agreement.accord.trace import FOREVER, NEVER, Claim, LackKind, Possible, Silence
from holdfire.base.truth import Truth

__all__ = ["EVENTS", "LAST", "margin", "world", "worlds"]

LAST = 12
"""The last instant at which a claim begins."""

EVENTS = {"tick", "seen", "met"}
F, U, T = Truth


def margin(formula: Formula) -> int:
    """Instants that a formula may reach beyond a trace, and some more."""
    bounds = [part for part in nodes(formula) if isinstance(part, Bound)]
    numbers = [p.value for p in nodes(formula) if isinstance(p, Constant)]
    far = sum(max(bound.low, bound.high or 0) for bound in bounds)
    return far + max((abs(n) for n in numbers if isinstance(n, int)), default=0) + 10


def _claim(source: Source, name: str, key: Key, *, doubt: bool) -> Claim:
    start, length = source.randint(0, LAST), source.choice((0, 0, 1, 3, 6))
    value = source.choice((T, T, T, U, F)) if doubt else T
    happens = name in EVENTS and value is not F
    if happens and not doubt:
        length = 0
    kind = source.choice((LackKind.WEAK, LackKind.GAP, LackKind.CONFLICT))
    lack = lacking(kind, name, key) if value is U else None
    ids = (f"{name}-{start}-{length}-{value.name}",)
    return Claim(value, start, start + length, event=happens, lack=lack, ids=ids)


def _silence(source: Source, name: str, *, doubt: bool) -> Sequence[Silence]:
    """Closed, closed up to a horizon, or open with a watch that saw nothing."""
    kind_of_world = source.choice(("closed", "closed", "horizon", "watched", "open"))
    if not doubt or kind_of_world == "closed":
        return CLOSED
    kind = LackKind.LATE if kind_of_world == "horizon" else LackKind.GAP
    lack = lacking(kind, name)
    if kind_of_world == "open":
        return (piece(U, lack=lack),)
    start, end = NEVER, source.randint(0, LAST + 4)
    if kind_of_world == "watched":
        start = source.randint(0, 4)
        end = start + source.randint(0, LAST)
    before = () if start == NEVER else (piece(U, NEVER, start - 1, lack),)
    return (*before, piece(F, start, end), piece(U, end + 1, FOREVER, lack))


def _numbers(source: Source, name: str, key: Key, *, doubt: bool) -> Possible:
    kind = source.choice(("one", "one", "some", "span", "open")) if doubt else "one"
    lack = lacking(LackKind.GEOMETRY, name, key)
    low = source.randint(-1, 5)
    if kind == "one":
        return Possible((low,))
    if kind == "some":
        return Possible((low, low + source.randint(1, 4)), lack=lack)
    high = low + source.randint(1, 4)
    ends = (
        source.choice(((low, high), (None, high), (low, None)))
        if kind == "open"
        else (low, high)
    )
    return Possible(low=ends[0], high=ends[1], lack=lack)


def _places(source: Source, key: Key, *, doubt: bool) -> Possible:
    found = tuple(source.sample((*NAMES, "C"), source.randint(1, 2)))
    if not doubt or len(found) == 1:
        return Possible(found[:1])
    return Possible(found, lack=lacking(LackKind.GEOMETRY, "place", key))


def world(source: Source, *, doubt: bool = True, most: int = 6, single: bool = False) -> Listed:
    """A trace; without ``doubt`` everything is known of every instant.

    With ``single`` there is one claim at most on each fact.
    """
    facts: dict[str, dict[Key, list[Claim]]] = {}
    for _ in range(source.randint(0, most)):
        name, key = source.choice(FACTS)
        own = facts.setdefault(name, {}).setdefault(key, [])
        if own and single:
            continue
        one = _claim(source, name, key, doubt=doubt)
        own.append(one)
        if doubt and not single and source.randint(0, 2) == 0:  # somebody says otherwise
            start = source.randint(one.start, one.end)
            against = one.value.negated() if one.value is not U else T
            own.append(Claim(against, start, start + source.randint(0, 4), ids=("other",)))
    quiet = {name: _silence(source, name, doubt=doubt) for name in sorted(SIGNATURE)}
    rest = {name: source.choice((quiet[name], CLOSED)) for name in sorted(SIGNATURE)}
    functions: dict[tuple[str, Key], Sequence[tuple[int, Possible]]] = {}
    for unit in (*NAMES, "C"):
        starts = (0, *source.choice(((), (source.randint(1, LAST),))))
        functions["weight", (unit,)] = [
            (start, _numbers(source, "weight", (unit,), doubt=doubt)) for start in starts
        ]
        functions["place", (unit,)] = [(0, _places(source, (unit,), doubt=doubt))]
    anchors = {"D": _numbers(source, "D", (), doubt=doubt)}
    unclear = lacking(LackKind.DEFINITION, "LIST")
    members = tuple(source.sample(NAMES, source.randint(0, 2)))
    sets = {"LIST": Possible(members, lack=source.choice((None, unclear)) if doubt else None)}
    return Listed(facts, quiet, rest, functions, anchors, sets)


def worlds(
    *, doubt: bool = True, most: int = 6, single: bool = False
) -> st.SearchStrategy[Listed]:
    """Traces of a few claims; with ``single`` no two on one fact."""
    return sources().map(lambda source: world(source, doubt=doubt, most=most, single=single))
