"""What is asked of the timeline: a value at an instant, over a window, for every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.cone import gathered, gathered_over
from holdfire.agreement.accord.timeline.exists_node import ExistsNode, bindings
from holdfire.agreement.accord.timeline.node import Node
from holdfire.agreement.accord.timeline.pieces import peak
from holdfire.agreement.accord.timeline.plan import planned
from holdfire.agreement.accord.timeline.statements import ids_over
from holdfire.agreement.accord.timeline.steps import Steps
from holdfire.agreement.accord.timeline.view import Course, Env, View
from holdfire.agreement.accord.trace import Lack, Trace
from holdfire.base.truth import Truth

__all__ = [
    "Answer",
    "answer_of",
    "closed",
    "cone",
    "evaluate",
    "keys_of",
    "over",
    "over_keys",
    "steps",
    "value_over",
    "view_of",
]

Given = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Answer:
    """The greatest value of a formula over a window.

    ``at`` is the first instant that has it (for an event known to an interval, the first it
    may have happened at). ``lacks`` is the cone where the value is unknown: every missing
    input that it depends on. ``ids`` are the statements that force a true value. ``key`` is
    given where the answer is one of many; ``None`` then stands for all that the trace does
    not list.
    """

    value: Truth
    lacks: tuple[Lack, ...] = ()
    ids: tuple[str, ...] = ()
    at: int = 0
    key: tuple[Value, ...] | None = None


def view_of(trace: Trace) -> View:
    """The trace as a view; a view is returned as it is."""
    return trace if isinstance(trace, View) else View(trace)


def closed(formula: Formula, env: Given) -> tuple[Node, Env]:
    """The plan of a formula; variables that nothing binds are read as "some value"."""
    node = planned(formula)
    free = node.free
    if not all(map(env.__contains__, free)):
        node = ExistsNode(formula, tuple(name for name in free if name not in env), node)
        free = node.free
    return node, {name: env[name] for name in free}


def evaluate(formula: Formula, trace: Trace, env: Given, at: int) -> Truth:
    """The value at an instant. An event known to an interval is unknown inside it."""
    node, bound = closed(formula, env)
    return node.pieces(view_of(trace), bound, at, at)[0][1]


def steps(formula: Formula, trace: Trace, env: Given, start: int, end: int) -> Steps:
    """The value at every instant of ``[start, end]``."""
    node, bound = closed(formula, env)
    return Steps(node.pieces(view_of(trace), bound, start, end), end)


def cone(
    formula: Formula, trace: Trace, env: Given, start: int, end: int | None = None
) -> tuple[Lack, ...]:
    """The missing inputs that an unknown value depends on, at an instant or over a window."""
    node, bound = closed(formula, env)
    last = start if end is None else end
    view = view_of(trace)
    if end is None:
        return gathered(node, view, bound, start, last)
    return gathered_over(node, view, bound, start, last)


def over(formula: Formula, trace: Trace, env: Given, start: int, end: int) -> Answer:
    """Does the formula hold at some instant of ``[start, end]``, and by what is it so?

    An event known to an interval counts with its value if the window holds all of it, is
    unknown if the window holds a part, and does not count if it holds none.
    """
    node, bound = closed(formula, env)
    return answer_of(node, view_of(trace), bound, start, end)


def value_over(course: Course) -> tuple[Truth, int]:
    """The greatest value of a course and the first instant that has it."""
    value, at = peak(course[0])
    for one in course[1]:
        if one.value > value or (one.value is value and one.start < at):
            value, at = one.value, one.start
    return value, at


def answer_of(
    node: Node,
    view: View,
    env: Env,
    start: int,
    end: int,
    key: tuple[Value, ...] | None = None,
) -> Answer:
    """The answer of a plan over a window."""
    course = node.course(view, env, start, end)
    value, at = value_over(course)
    if value is Truth.FALSE:
        return Answer(value, at=start, key=key)
    if value is Truth.UNKNOWN:
        return Answer(value, gathered_over(node, view, env, start, end), at=at, key=key)
    return Answer(value, ids=ids_over(node, view, env, course), at=at, key=key)


def keys_of(
    formula: Formula, trace: Trace, key: Sequence[str], start: int, end: int
) -> tuple[tuple[Value | None, ...], ...]:
    """The keys under which a formula may be more than false, in rising order.

    ``None`` in a key stands for values that the trace does not list.
    """
    node = planned(formula)
    found = bindings(node, key, view_of(trace), {}, start, end)
    return tuple(tuple(env.get(name) for name in key) for env in found)


def over_keys(
    formula: Formula, trace: Trace, key: Sequence[str], start: int, end: int
) -> tuple[Answer, ...]:
    """One answer for each key that may be more than false, in rising order.

    The last one, with the key ``None``, is of all keys that the trace does not list; it is
    left out where there surely are none.
    """
    node = planned(formula)
    view = view_of(trace)
    listed: list[Answer] = []
    others: list[Answer] = []
    for env in bindings(node, key, view, {}, start, end):
        values = tuple(env.get(name) for name in key)
        named = tuple(value for value in values if value is not None)
        if len(named) == len(values):
            listed.append(answer_of(node, view, env, start, end, named))
        else:
            others.append(answer_of(node, view, env, start, end))
    return (*listed, *_of_others(others))


def _of_others(answers: Sequence[Answer]) -> Sequence[Answer]:
    """Together what the answers say of keys that are not listed."""
    open_ones = [one for one in answers if one.value is not Truth.FALSE]
    if not open_ones:
        return ()
    value = max(one.value for one in open_ones)
    lacks = dict.fromkeys(lack for one in open_ones for lack in one.lacks)
    ids = dict.fromkeys(name for one in open_ones for name in one.ids)
    first = min(one.at for one in open_ones if one.value is value)
    return (Answer(value, tuple(lacks), tuple(ids), first),)
