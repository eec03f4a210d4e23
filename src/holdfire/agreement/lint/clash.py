"""Findings about clauses of which one cannot be kept without violating the other.

Only what the data of two clauses show by themselves; what needs their shapes is
:mod:`.clash_places`. The clauses are those of one reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.area import AreaRef, BandArea, BufferArea, DepthArea, NamedArea
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about
from holdfire.agreement.lint.overlap import at_one_time, bind_together, may_share
from holdfire.agreement.lint.spelling import plain_words
from holdfire.agreement.terms import (
    Exclusion,
    Flow,
    MaxCount,
    NoCrossing,
    PermittedOnly,
    Procedural,
    ReplaceOnly,
    Storage,
    WithdrawBy,
)

__all__ = ["clashes", "reach_of"]

Pair = Callable[[Clause, Clause, Agreement], Iterator[Finding]]


def clashes(agreement: Agreement) -> Iterator[Finding]:
    """W16 between any two clauses of a reading, in both directions."""
    for reading in agreement.readings:
        for one, two in permutations(reading.clauses, 2):
            for rule in _RULES:
                yield from rule(one, two, agreement)


def _clash(duty: Clause, ban: Clause, why: str, next_step: str) -> Finding:
    """A duty that a ban stands against, said at the duty."""
    excepted = " Its exceptions may cover it: confirm." if ban.exceptions else ""
    return about(
        "W16", duty, f"it clashes with clause {ban.id}: {why}", f"{next_step}{excepted}"
    )


def _store_in_exclusion(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Objects must be stored where they must not be."""
    del agreement
    store, out = duty.terms, ban.terms
    if not isinstance(store, Storage) or not isinstance(out, Exclusion):
        return
    if not isinstance(out.area, NamedArea) or not bind_together(duty, ban):
        return
    shared = sorted(set(store.sites) & set(out.area.names))
    if shared and may_share(store.objects, out.objects):
        yield _clash(
            duty,
            ban,
            f"the storage site {shared[0]!r} lies where such objects must not be",
            "Except the site from the exclusion, or name another site.",
        )


def reach_of(area: AreaRef) -> tuple[str, float, float, str] | None:
    """The line an area is measured from, from where to where (km), and on whose side."""
    if isinstance(area, BufferArea):
        return area.line, 0.0, area.each_side.high, ""
    if isinstance(area, BandArea):
        return area.line, area.inner.low, area.outer.high, area.party
    if isinstance(area, DepthArea):
        return area.line, 0.0, area.depth.high, area.party
    return None


def _withdraw_through(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Leaving an area needs a way through one in which such objects must not be."""
    del agreement
    leave, out = duty.terms, ban.terms
    if not isinstance(leave, WithdrawBy) or not isinstance(out, Exclusion):
        return
    if not _binds_before(ban, leave, duty) or not may_share(leave.objects, out.objects):
        return
    if leave.area == out.area:
        yield _clash(
            duty,
            ban,
            "the area must already be empty before the deadline for leaving it",
            "Let the exclusion start at the deadline.",
        )
        return
    here, there = reach_of(leave.area), reach_of(out.area)
    if here is None or there is None or here[0] != there[0]:
        return
    same_side = not here[3] or not there[3] or here[3] == there[3]
    if same_side and there[1] <= here[2] < there[2]:
        yield _clash(
            duty,
            ban,
            f"the way back from {here[0]!r} leads through {there[1]:g} to {there[2]:g} km, "
            "where such objects must not be yet",
            "Let the exclusion start at the deadline, or name a corridor.",
        )


def _binds_before(ban: Clause, leave: WithdrawBy, duty: Clause) -> bool:
    """Does the ban bind before the deadline of the withdrawal, and the same party?"""
    parties = not ban.actors or not duty.actors or set(ban.actors) & set(duty.actors)
    if not parties or ban.start_awaits or leave.deadline is None:
        return False
    return ban.starts is None or ban.starts < leave.deadline


def _withdraw_across(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Leaving the other party's side of a line that nobody may cross."""
    leave, line = duty.terms, ban.terms
    if not isinstance(leave, WithdrawBy) or not isinstance(line, NoCrossing) or line.unless:
        return
    here = reach_of(leave.area)
    if here is None or here[0] != line.line or not bind_together(duty, ban):
        return
    others = {party.id for party in agreement.parties} - {here[3]}
    if here[3] and duty.actors and set(duty.actors) <= others:
        yield _clash(
            duty,
            ban,
            f"who leaves the side of {here[3]} must cross {line.line!r}, and no authorisation "
            "is foreseen",
            "Give unless, naming who authorises the crossing.",
        )


def _flow_across(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Goods must pass a line that nobody may cross."""
    del agreement
    flow, line = duty.terms, ban.terms
    if not isinstance(flow, Flow) or not isinstance(line, NoCrossing):
        return
    needs = flow.minimum is not None and flow.minimum > 0
    if needs and line.line in flow.places and not line.unless and at_one_time(duty, ban):
        yield _clash(
            duty,
            ban,
            f"{flow.minimum} must pass {line.line!r} each {flow.per}, and nobody may cross it",
            "Give unless, naming who authorises the passage.",
        )


def _two_flows(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """At least so many, and at most fewer."""
    del agreement
    least, most = duty.terms, ban.terms
    if not isinstance(least, Flow) or not isinstance(most, Flow):
        return
    same = set(least.objects) & set(most.objects) and least.per == most.per
    places = not least.places or not most.places or set(least.places) & set(most.places)
    if not same or not places or not at_one_time(duty, ban):
        return
    if least.minimum is None or most.maximum is None or least.minimum <= most.maximum:
        return
    yield _clash(
        duty,
        ban,
        f"at least {least.minimum} each {least.per} against at most {most.maximum}",
        "Say which number holds.",
    )


def _flow_of_replaced(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Goods must come in that may only be replaced."""
    del agreement
    flow, replace = duty.terms, ban.terms
    if not isinstance(flow, Flow) or not isinstance(replace, ReplaceOnly):
        return
    shared = sorted(set(flow.objects) & set(replace.objects))
    if shared and flow.minimum and at_one_time(duty, ban):
        yield _clash(
            duty,
            ban,
            f"at least {flow.minimum} of {shared[0]!r} must pass each {flow.per}, which may "
            "only be replaced one for one",
            "Say whether the flow goes out as well as in.",
        )


def _counted_but_barred(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """A number is allowed where none may be."""
    counted, none = duty.terms, ban.terms
    if not isinstance(counted, MaxCount) or not bind_together(duty, ban):
        return
    if isinstance(none, Exclusion) and none.area == counted.area:
        for word, limit in counted.limits.items():
            if limit and may_share(counted.objects[word], none.objects):
                yield _clash(
                    duty,
                    ban,
                    f"{limit} of {word!r} are allowed where none may be",
                    "Take one of them out, or except what is counted.",
                )
    if isinstance(none, PermittedOnly) and none.area == counted.area:
        bound = duty.actors or tuple(party.id for party in agreement.parties)
        barred = [party for party in bound if party not in none.permitted]
        if barred and any(counted.limits.values()):
            yield _clash(
                duty,
                ban,
                f"{barred[0]} may have a number of things where only "
                f"{', '.join(none.permitted)} may be",
                "Add the party to permitted, or move the limit.",
            )


def _needed_but_barred(duty: Clause, ban: Clause, agreement: Agreement) -> Iterator[Finding]:
    """Somebody must be, or must store, where only others may be."""
    only = ban.terms
    if not isinstance(only, PermittedOnly) or not isinstance(only.area, NamedArea):
        return
    if not at_one_time(duty, ban):
        return
    terms = duty.terms
    if isinstance(terms, Storage):
        shared = sorted(set(terms.sites) & set(only.area.names))
        bound = duty.actors or tuple(party.id for party in agreement.parties)
        barred = [party for party in bound if party not in only.permitted]
        if shared and barred:
            yield _clash(
                duty,
                ban,
                f"{barred[0]} must store at {shared[0]!r}, where only "
                f"{', '.join(only.permitted)} may be",
                "Add the party to permitted, or name another site.",
            )
    if isinstance(terms, Procedural):
        yield from _body_inside(duty, terms, ban, only)


def _body_inside(
    duty: Clause, terms: Procedural, ban: Clause, only: PermittedOnly
) -> Iterator[Finding]:
    """A body whose act names the area, and which is not permitted there."""
    assert isinstance(only.area, NamedArea)  # noqa: S101 - told by the caller
    permitted = {plain_words(word) for word in only.permitted}
    act = f" {plain_words(terms.act)} "
    inside = [name for name in only.area.names if f" {plain_words(name)} " in act]
    if inside and plain_words(terms.body) not in permitted:
        yield _clash(
            duty,
            ban,
            f"{terms.body!r} must act in {inside[0]!r}, where only "
            f"{', '.join(only.permitted)} may be",
            "Add the body to permitted.",
        )


_RULES: tuple[Pair, ...] = (
    _store_in_exclusion,
    _withdraw_through,
    _withdraw_across,
    _flow_across,
    _two_flows,
    _flow_of_replaced,
    _counted_but_barred,
    _needed_but_barred,
)
