"""No more than the limits inside the area, for each side apart where the text says so.

Things seen in overlapping times were there together; that gives the least number. Things
seen at different times of one civil day may have been there together; that gives the most.
A sighting without a count is at least one, and no one knows how many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MaxCount
from holdfire.agreement.weapon import ObjectClass, ObjectPredicate
from holdfire.verification.answer import Case, Weighed, shapeless, weighed_verdict
from holdfire.verification.bearer import binds_all, grounds
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Joined, joined
from holdfire.verification.matching import Tally
from holdfire.verification.membership import inside, line_of
from holdfire.verification.nearness import on_side
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.presence import needs_of, seen_objects
from holdfire.verification.reason import percent
from holdfire.verification.scene import Scene
from holdfire.verification.survey import Most, largest
from holdfire.verification.verdict import ClauseVerdict, Witness
from holdfire.verification.window import Window

__all__ = ["judge_max_count"]


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """One word of the limits on one side: what was counted at most, least and most."""

    word: str
    side: str
    limit: int
    most: Most
    each: Joined
    apart: bool


def judge_max_count(
    clause: Clause, terms: MaxCount, window: Window, scene: Scene
) -> ClauseVerdict:
    """The verdict of a limit of numbers over a window."""
    counted = [
        one
        for word, limit in terms.limits.items()
        for one in _by_side(clause, terms, word, limit, window, scene)
    ]
    low = max((c.most.low for c in counted if c.apart), default=0.0)
    high = 1.0 - float(np.prod([1.0 - c.most.high for c in counted]))
    worst = max(counted, key=lambda c: (c.most.low * c.apart, c.most.high), default=None)
    needs = tuple(
        dict.fromkeys(
            need for word in terms.limits for need in needs_of(_predicate(terms, word))
        )
    )
    areas = grounds(scene.atlas, clause, scene.agreement, terms.area)
    case = Case((), (terms.area,), Stretch(areas, needs))
    witness = (*shapeless(case, scene), *_witnesses(clause, counted, high))
    weighed = Weighed(
        low=low,
        value=_value(worst, low, high),
        high=max(high, low),
        origins=worst.most.origins if worst is not None else frozenset(),
        tally=_tally(counted, scene),
        said=_sentence(worst),
        witness=witness,
        figures=tuple(figure for one in counted for figure in _figures(one)),
    )
    return weighed_verdict(case, weighed, clause, window, scene)


def _value(worst: _Counted | None, low: float, high: float) -> float | None:
    """The probability of too many; ``None`` where the count itself is not known."""
    if worst is None:
        return 0.0
    value = max(low, min(high, worst.most.value))
    return None if high - value > 0.5 and worst.most.fewest != worst.most.most else value


def _predicate(terms: MaxCount, word: str) -> ObjectPredicate:
    """What a word of the limits means; a kind by its own name where nothing is defined."""
    plain = ObjectPredicate(word, (ObjectClass(kinds=(word,)),))
    return terms.objects.get(word, plain)


def _sides(clause: Clause, terms: MaxCount, scene: Scene) -> Mapping[str, int]:
    """The sides to count apart, by label; empty when the whole area is one."""
    line = line_of(terms.area)
    charts = scene.atlas.charts(line) if line else ()
    if not charts:
        return {}
    told = scene.atlas.sides(charts[-1].shape)
    if not binds_all(clause, scene.agreement):
        return {party: sign for party, sign in told.items() if party in clause.actors}
    if not terms.each_side:
        return {}
    named = {sign: party for party, sign in told.items()}
    order = [party.id for party in scene.agreement.parties]
    plain = {1: f"left of {line}", -1: f"right of {line}"}
    both = {named.get(sign, plain[sign]): sign for sign in (1, -1)}
    return dict(
        sorted(
            both.items(),
            key=lambda item: (order.index(item[0]) if item[0] in order else 99, item[0]),
        )
    )


def _by_side(
    clause: Clause, terms: MaxCount, word: str, limit: int, window: Window, scene: Scene
) -> list[_Counted]:
    """What was counted of one word, for each side.

    Where sides have to be told apart and no line tells them, all are counted together: that
    many on one side at most, and no one knows on which.
    """
    evidence = scene.evidence
    factors = seen_objects(clause, _predicate(terms, word), window, scene)
    which = asked_nodes(evidence, joined(factors, evidence.size).high)
    truth = inside(scene.atlas, terms.area, evidence.nodes, which)
    sides = _sides(clause, terms, scene)
    whole = not terms.each_side and binds_all(clause, scene.agreement)
    found = []
    for label, sign in (sides or {"": 0}).items():
        here = truth
        if sign:
            beside = on_side(scene.atlas, line_of(terms.area), evidence.nodes, which, sign)
            here = np.minimum(truth, beside)
        each = joined([*factors, from_nodes(evidence, which, here)], evidence.size)
        most = largest(evidence, each, limit, scene.agreement.zone)
        found.append(_Counted(word, label, limit, most, each, bool(sign) or whole))
    return found


def _tally(counted: list[_Counted], scene: Scene) -> Tally:
    """The incidents that were counted, for the list of matches: each by its likeliest word."""
    size = scene.evidence.size
    ends = [
        np.maximum.reduce([np.zeros(size), *(getattr(c.each, end) for c in counted)])
        for end in ("low", "value", "open", "high")
    ]
    origins = frozenset[str]().union(*(c.most.origins for c in counted))
    return Tally((), Joined(*ends), 0.0, 0.0, 0.0, 0.0, origins)


def _where(one: _Counted) -> str:
    """The word and the side in words."""
    side = f" on the side {one.side}" if one.side else ""
    return f"{one.word.replace('_', ' ')}{side}"


def _numbers(one: _Counted) -> str:
    """What was counted, as a number or an interval."""
    low, high = one.most.fewest, one.most.most
    if high is None:
        return f"at least {low}, no one knows how many,"
    return f"{low}" if low == high else f"between {low} and {high}"


def _sentence(worst: _Counted | None) -> str:
    """The count that comes nearest to its limit or passes it."""
    if worst is None or not worst.most.keys:
        return "Nothing that the clause limits was recorded in its area."
    return (
        f"{_where(worst).capitalize()}: {_numbers(worst)} counted together where the clause "
        f"allows {worst.limit}; more with a probability of at least "
        f"{percent(worst.most.low if worst.apart else 0.0)}."
    )


def _witnesses(clause: Clause, counted: list[_Counted], high: float) -> tuple[Witness, ...]:
    """The counts that may be above their limit and do not show it."""
    found = []
    for one in counted:
        if one.most.high <= 1.0 - clause.standard.violated_at or high <= 0.0:
            continue
        what = (
            f"{_where(one)}: {_numbers(one)} counted where the clause allows {one.limit}; an "
            "exact count at one time would settle it"
        )
        kind = "weak"
        if not one.apart:
            kind, what = "attribution", f"{what}, if it told on whose side each stood"
        found.append(Witness(kind, what, one.most.keys))
    return tuple(found)


def _figures(one: _Counted) -> list[tuple[str, float]]:
    """The count at both ends of its doubt and the limit."""
    where = _where(one)
    figures = [(f"{where}: limit", float(one.limit))]
    if one.most.keys:
        figures.append((f"{where}: counted at least", float(one.most.fewest)))
        if one.most.most is not None:
            figures.append((f"{where}: counted at most", float(one.most.most)))
    return figures
