"""An act owed by a body: by a time, at an interval, so often, in steps, or when something is.

``trigger(x) and not eventually[0, D] performed(p, BODY, ACT)`` and its kin. What was done
stands in a register; a register that is not complete leaves the duty open. A duty without any
time can only be broken by a decision that says so (``neglected``).
"""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.compiled import Compiled, Leaf, Part
from holdfire.agreement.accord.formula import (
    And,
    Atom,
    Bound,
    Compare,
    Exists,
    Formula,
    Not,
    Once,
    Or,
)
from holdfire.agreement.accord.macros.entry import entry, entry_leaf, so_far
from holdfire.agreement.accord.term import Aggregate, Constant, Name, Variable
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.terms import Procedural
from holdfire.base.instant import micros

__all__ = ["SPAN", "procedural"]

_HOUR = 3_600_000_000
_DAY = 24 * _HOUR
SPAN = "w"
"""The civil window of a duty that is owed so often."""


def procedural(clause: Clause, terms: Procedural, agreement: Agreement) -> Compiled:
    """Every way in which the duty can be broken, each a part of its own."""
    del agreement
    parts = tuple(_parts(clause, terms))
    return Compiled(clause, parts, _leaves(terms))


def _parts(clause: Clause, terms: Procedural) -> Iterator[Part]:
    """The parts that the terms of the duty give; a decision where they give no time."""
    timed = [*_late(clause, terms), *_at_intervals(clause, terms), *_in_order(clause, terms)]
    yield from timed
    if not timed:
        yield Part("neglected", Exists(("x",), entry("neglected", "x", terms.body, terms.act)))


def _late(clause: Clause, terms: Procedural) -> Iterator[Part]:
    """Not done by the deadline: true at the last instant that was in time, and only there."""
    if terms.within_h is None:
        return
    within = round(terms.within_h * _HOUR)
    done = _performed(terms)
    if terms.trigger:
        called = Once(Bound(within, within), entry("called", "x", terms.trigger))
        missed = Not(Once(Bound(0, within), done))
        yield Part("late", Exists(("x",), And((called, missed))))
    elif clause.starts is not None:
        due = Compare("=", Name("now"), Constant(micros(clause.starts) + within, "instant"))
        yield Part("late", And((due, Not(so_far(clause, done)))))


def _at_intervals(clause: Clause, terms: Procedural) -> Iterator[Part]:
    """Not done for longer than the interval; done fewer times than owed."""
    if terms.every_days is not None:
        span = round(terms.every_days * _DAY)
        missed: Formula = Not(Once(Bound(0, span), _performed(terms)))
        if clause.starts is not None:
            missed = And((_after(micros(clause.starts) + span), missed))
        yield Part("interval", missed)
    if terms.minimum is not None and terms.per:
        yield Part("too_seldom", _too_seldom(terms), (SPAN,))


def _in_order(clause: Clause, terms: Procedural) -> Iterator[Part]:
    """A step without the one before it; one step alone has no order."""
    for ladder, steps in sorted(terms.steps.items()):
        if len(steps) > 1:
            yield Part(f"order_{ladder}", _out_of_order(clause, ladder, len(steps)))


def _performed(terms: Procedural) -> Formula:
    """The act was done at this instant."""
    return Exists(("p",), entry("performed", "p", terms.body, terms.act))


def _after(instant: int) -> Formula:
    """Strictly after an instant: the last instant of a span is still in time."""
    return Compare(">", Name("now"), Constant(instant, "instant"))


def _too_seldom(terms: Procedural) -> Formula:
    """Fewer times than owed in a civil window, which is resolved before anything is asked."""
    done = Atom(
        "performed_in",
        (Variable("p"), Constant(terms.body), Constant(terms.act), Variable(SPAN)),
    )
    count = Aggregate("count", None, None, ("p",), done)
    return Compare("<", count, Constant(terms.minimum or 0))


def _out_of_order(clause: Clause, ladder: str, count: int) -> Formula:
    """Some step taken without the step before it."""
    skipped: list[Formula] = []
    for number in range(2, count + 1):
        here = entry("step", "e", ladder, number)
        before = Exists(("f",), entry("step", "f", ladder, number - 1))
        skipped.append(And((here, Not(so_far(clause, before)))))
    either = Or(tuple(skipped)) if len(skipped) > 1 else skipped[0]
    return Exists(("e",), either)


def _leaves(terms: Procedural) -> tuple[Leaf, ...]:
    """The registers the duty rests on."""
    act = f"{terms.body} did it: {terms.act}"
    found = [entry_leaf("performed", act, terms.body, terms.act)]
    if terms.trigger:
        found.append(
            entry_leaf("called", f"it was called for by {terms.trigger}", terms.trigger)
        )
    found += [entry_leaf("step", f"which step of {name}", name) for name in terms.steps]
    if terms.minimum is not None and terms.per:
        found.append(entry_leaf("performed_in", act, terms.body, terms.act))
    said = f"a decision says that {terms.body} did not {terms.act}"
    return (*found, entry_leaf("neglected", said, terms.body, terms.act))
