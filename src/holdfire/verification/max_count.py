"""No more than the limits inside the area, for each side apart where the text says so.

Things seen in overlapping times were there together; that gives the least number. Things
seen at different times of one civil day may have been there together; that gives the most.
A sighting without a count is at least one, and no one knows how many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from holdfire.agreement.accord.compiled import Compiled, Form, Leaf
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.macros.condition import set_name
from holdfire.agreement.accord.macros.max_count import meaning
from holdfire.agreement.accord.trace import Silence
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import MaxCount
from holdfire.verification.answer import Case, Weighed, shapeless, silence_of, worded
from holdfire.verification.bearer import binds_all, grounds
from holdfire.verification.counted import (
    EITHER,
    Counted,
    numbers,
    post_of,
    where,
    witness_of_count,
)
from holdfire.verification.exposure import Stretch
from holdfire.verification.factor import Joined, joined
from holdfire.verification.judged import Question, judged
from holdfire.verification.matching import Tally
from holdfire.verification.membership import inside, line_of
from holdfire.verification.nearness import on_side
from holdfire.verification.placing import asked_nodes, from_nodes
from holdfire.verification.posting import ClauseTrace
from holdfire.verification.presence import needs_of, seen_objects
from holdfire.verification.reason import percent
from holdfire.verification.scene import Scene
from holdfire.verification.spending import is_possible
from holdfire.verification.survey import largest
from holdfire.verification.verdict import ClauseVerdict, Witness
from holdfire.verification.window import Window

__all__ = ["judge_max_count"]


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
        dict.fromkeys(need for word in terms.limits for need in needs_of(meaning(terms, word)))
    )
    areas = grounds(scene.atlas, clause, scene.agreement, terms.area)
    case = Case((), (terms.area,), Stretch(areas, needs))
    compiled = compile_clause(clause, scene.agreement)
    silence = silence_of(case, clause, window, scene)
    questions = [
        _question(one, compiled, silence, clause, window, whole=high, is_worst=one is worst)
        for one in counted
    ]
    weighed = Weighed(
        low=low,
        value=_value(worst, low, high),
        high=max(high, low),
        origins=worst.most.origins if worst is not None else frozenset(),
        tally=_tally(counted, scene),
        said=_sentence(worst),
        witness=(*shapeless(case, scene), *_witnesses(clause, counted, high)),
        figures=tuple(figure for one in counted for figure in _figures(one)),
    )
    decided = judged(compiled, questions)
    return worded(case, weighed, decided, clause, window, scene)


def _question(
    one: Counted,
    compiled: Compiled,
    silence: Silence,
    clause: Clause,
    window: Window,
    *,
    whole: float,
    is_worst: bool,
) -> Question:
    """One word on one side as its part of the clause, with what was counted as its trace."""
    part = next(part for part in compiled.parts if part.name == one.word)
    side = one.side or EITHER
    possible = is_possible(one.most.high, clause.standard) or (
        is_worst and is_possible(whole, clause.standard)
    )
    post = post_of(one, clause, window, possible=possible)
    own = replace(compiled, leaves=_of_word(compiled, one.word))
    trace = ClauseTrace(
        own, () if post is None else (post,), silence, bound={"on_side": (side,)}
    )
    return Question(part, trace, window, dict.fromkeys(part.key, side))


def _of_word(compiled: Compiled, word: str) -> tuple[Leaf, ...]:
    """The leaves of one word: what is counted for it is no object of another word."""
    named = set_name((word,))
    return tuple(
        leaf for leaf in compiled.leaves if leaf.form is not Form.TERM or leaf.of == named
    )


def _value(worst: Counted | None, low: float, high: float) -> float | None:
    """The probability of too many; ``None`` where the count itself is not known."""
    if worst is None:
        return 0.0
    value = max(low, min(high, worst.most.value))
    return None if high - value > 0.5 and worst.most.fewest != worst.most.most else value


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
) -> list[Counted]:
    """What was counted of one word, for each side.

    Where sides have to be told apart and no line tells them, all are counted together: that
    many on one side at most, and no one knows on which.
    """
    evidence = scene.evidence
    factors = seen_objects(clause, meaning(terms, word), window, scene)
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
        found.append(Counted(word, label, limit, most, each, bool(sign) or whole))
    return found


def _tally(counted: list[Counted], scene: Scene) -> Tally:
    """The incidents that were counted, for the list of matches: each by its likeliest word."""
    size = scene.evidence.size
    ends = [
        np.maximum.reduce([np.zeros(size), *(getattr(c.each, end) for c in counted)])
        for end in ("low", "value", "open", "high")
    ]
    origins = frozenset[str]().union(*(c.most.origins for c in counted))
    return Tally((), Joined(*ends), 0.0, 0.0, 0.0, 0.0, origins)


def _sentence(worst: Counted | None) -> str:
    """The count that comes nearest to its limit or passes it."""
    if worst is None or not worst.most.keys:
        return "Nothing that the clause limits was recorded in its area."
    return (
        f"{where(worst).capitalize()}: {numbers(worst)} counted together where the clause "
        f"allows {worst.limit}; more with a probability of at least "
        f"{percent(worst.most.low if worst.apart else 0.0)}."
    )


def _witnesses(clause: Clause, counted: list[Counted], high: float) -> tuple[Witness, ...]:
    """The counts that may be above their limit and do not show it."""
    if high <= 0.0:
        return ()
    return tuple(
        witness_of_count(one)
        for one in counted
        if one.most.high > 1.0 - clause.standard.violated_at
    )


def _figures(one: Counted) -> list[tuple[str, float]]:
    """The count at both ends of its doubt and the limit."""
    place = where(one)
    figures = [(f"{place}: limit", float(one.limit))]
    if one.most.keys:
        figures.append((f"{place}: counted at least", float(one.most.fewest)))
        if one.most.most is not None:
            figures.append((f"{place}: counted at most", float(one.most.most)))
    return figures
