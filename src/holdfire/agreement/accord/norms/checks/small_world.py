"""A trace made of demands: everything else is known not to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.demands import Demands, Hold, Worth
from holdfire.agreement.accord.norms.spans import said_span
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Claim,
    Lack,
    LackKind,
    Possible,
    Silence,
)
from holdfire.base.instant import EPOCH
from holdfire.base.truth import Truth

__all__ = ["blurred", "said_demands", "said_unseen", "small_trace"]

_YEARS = range(-(10**16), 10**17)


def small_trace(
    accord: Accord,
    demands: Demands,
    anchors: Mapping[str, int],
    unknown: Hold | Worth | None = None,
) -> FactTrace:
    """The world that the demands describe; ``unknown`` is the one that nobody could see."""
    facts: dict[str, dict[tuple[Value, ...], tuple[Claim, ...]]] = {}
    functions: dict[tuple[str, tuple[Value, ...]], tuple[tuple[int, Possible], ...]] = {}
    for each in sorted(demands, key=repr):
        if isinstance(each, Worth):
            lack = Lack(LackKind.GAP, each.function, each.key)
            value = Possible(lack=lack) if each == unknown else Possible((each.value,))
            functions[each.function, each.key] = ((NEVER, value),)
        elif isinstance(unknown, Hold) and _same(each, unknown):
            lack = Lack(LackKind.GAP, each.predicate, each.key)
            doubt = Claim(Truth.UNKNOWN, NEVER, FOREVER, lack=lack)
            facts.setdefault(each.predicate, {})[each.key] = (doubt,)
        elif each.value:
            held = facts.setdefault(each.predicate, {})
            claim = Claim(Truth.TRUE, each.start, each.end, ids=(each.predicate,))
            held[each.key] = (*held.get(each.key, ()), claim)
    rest = {
        fact.name: (Silence(Truth.FALSE),) for fact in accord.facts.values() if not fact.gives
    }
    return FactTrace(
        facts,
        {},
        rest,
        functions,
        {name: Possible((at,)) for name, at in anchors.items()},
        {place: Possible((place,)) for place in accord.places},
    )


def _same(one: Hold, other: Hold) -> bool:
    """Are they about one fact, whenever?"""
    return (one.predicate, one.key) == (other.predicate, other.key)


def blurred(accord: Accord, demands: Demands) -> Iterator[Hold | Worth]:
    """Each demand that observation would have to meet, in a fixed order."""
    for each in sorted(demands, key=repr):
        name = each.function if isinstance(each, Worth) else each.predicate
        fact = accord.facts.get(name)
        if fact is None or fact.world is World.OPEN:
            yield each


def said_demands(demands: Demands) -> tuple[str, ...]:
    """The world as lines, facts in order of time."""
    worths = sorted(
        f"{each.function}({_said(each.key)}) = {each.value}"
        for each in demands
        if isinstance(each, Worth)
    )
    holds = sorted(
        (each for each in demands if isinstance(each, Hold) and each.value),
        key=lambda each: (each.start, each.end, each.predicate, repr(each.key)),
    )
    return (*worths, *(_said_hold(each) for each in holds))


def said_unseen(each: Hold | Worth) -> str:
    """The one thing that nobody saw."""
    name = each.function if isinstance(each, Worth) else each.predicate
    return f"{name}({_said(each.key)}) is not known"


def _said(key: tuple[Value, ...]) -> str:
    """Arguments in a row."""
    return ", ".join(str(part) for part in key)


def _said_hold(each: Hold) -> str:
    """One fact with its time."""
    when = _instant(each.start)
    if each.end > each.start:
        when += f" for {said_span(each.end - each.start + 1)}"
    return f"{each.predicate}({_said(each.key)}) at {when}"


def _instant(at: int) -> str:
    """An instant, or its distance from the first when it has no date."""
    if at in _YEARS:
        return (EPOCH + timedelta(microseconds=at)).isoformat()
    return f"{at} us"
