"""Sentences for the kinds that oblige: withdrawal, storage, flow, access, notice, procedure."""

from __future__ import annotations

from datetime import datetime

from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.sentences_force import object_words
from holdfire.agreement.terms import (
    Access,
    Flow,
    Notify,
    Procedural,
    ReplaceOnly,
    Storage,
    WithdrawBy,
)
from holdfire.agreement.wording import (
    after_words,
    ending,
    joined,
    party_words,
    place_words,
    plain,
)

__all__ = ["obliging"]

_UNKNOWN = "a time that the text does not give"


def obliging(clause: Clause, agreement: Agreement) -> str | None:
    """The body of an obliging clause, or ``None`` for another kind."""
    if isinstance(clause.terms, WithdrawBy):
        return _withdraw(clause.terms, clause, agreement)
    if isinstance(clause.terms, Storage):
        return _storage(clause.terms, clause, agreement)
    return _civil(clause, agreement)


def _civil(clause: Clause, agreement: Agreement) -> str | None:
    """Flow, access, notice, replacement and procedure."""
    terms = clause.terms
    if isinstance(terms, Flow):
        return _flow(terms, agreement)
    if isinstance(terms, Access):
        means = f" by {joined(map(plain, terms.means))}" if terms.means else ""
        return f"{plain(terms.body)} may go and look{means}"
    if isinstance(terms, Notify):
        return _notify(terms)
    if isinstance(terms, ReplaceOnly):
        seen = f", inspected by {plain(terms.inspected_by)}" if terms.inspected_by else ""
        objects = joined(map(plain, terms.objects))
        return (
            f"{objects} may only be replaced, {plain(terms.basis)}, "
            f"through {plain(terms.ports)}{seen}"
        )
    return _procedural(terms) if isinstance(terms, Procedural) else None


def _who(clause: Clause, agreement: Agreement) -> str:
    """The subject of an obligation, with its modal verb."""
    names = party_words(agreement, clause.actors)
    return f"{joined(names)} must" if names else "each party must"


def _by(
    instant: datetime | None, clause: Clause, agreement: Agreement, days: int | None = None
) -> str:
    """A deadline in words, or what it waits for."""
    if instant is not None:
        return ending(instant, agreement.zone)
    if clause.awaits and days is not None:
        return after_words(agreement, clause.awaits, days)
    return _UNKNOWN


def _withdraw(terms: WithdrawBy, clause: Clause, agreement: Agreement) -> str:
    """Out by the deadline, in phases, in an order, and out they stay."""
    where = place_words(agreement, terms.area)
    count = f"{terms.count_each_side} " if terms.count_each_side is not None else ""
    parts = [
        f"{_who(clause, agreement)} withdraw {count}{object_words(terms.objects)}"
        + (f" located {where}" if where else "")
        + f" by {_by(terms.deadline, clause, agreement, terms.after_days)}"
    ]
    if terms.start_by is not None:
        parts.append(f"starting by {ending(terms.start_by, agreement.zone)}")
    if terms.phases:
        phases = joined(
            f"{plain(phase.name)} by {_by(phase.deadline, clause, agreement, phase.after_days)}"
            for phase in terms.phases
        )
        parts.append(f"in phases ({phases})")
    if terms.order:
        parts.append(f"in the order {joined(map(plain, terms.order), 'then')}")
    if terms.then_until is not None:
        parts.append(f"and keep them out until {ending(terms.then_until, agreement.zone)}")
    return ", ".join(parts)


def _storage(terms: Storage, clause: Clause, agreement: Agreement) -> str:
    """Only at the sites from the deadline on."""
    known = {**agreement.zones, **agreement.sites}
    sites = joined(known.get(site, site).rstrip(".") for site in terms.sites)
    watched = f", monitored by {plain(terms.monitored_by)}" if terms.monitored_by else ""
    return (
        f"{_who(clause, agreement)} keep {object_words(terms.objects)} only at {sites} "
        f"after {_by(terms.deadline, clause, agreement)}{watched}"
    )


def _flow(terms: Flow, agreement: Agreement) -> str:
    """At least or at most so many in each window."""
    objects = joined(map(plain, terms.objects))
    known = {**agreement.zones, **agreement.sites, **agreement.lines}
    places = joined(known.get(place, place).rstrip(".") for place in terms.places)
    where = f" at {places}" if places else ""
    bounds = []
    if terms.minimum is not None:
        bounds.append(f"at least {terms.minimum}")
    if terms.maximum is not None:
        bounds.append(f"at most {terms.maximum}")
    if not bounds:
        return f"{objects} must be able to pass{where}; the text gives no number"
    return f"{joined(bounds)} {objects} must pass{where} in each {terms.per}"


def _notify(terms: Notify) -> str:
    """Notice before an act, and what it excepts."""
    applies = f" from clauses {joined(terms.applies_to)}" if terms.applies_to else ""
    excepted = f" (for {joined(map(plain, terms.exceptions))})" if terms.exceptions else ""
    return f"{plain(terms.act)} is excepted{applies}{excepted} only with notice given before"


def _procedural(terms: Procedural) -> str:
    """A body performs an act."""
    parts = [f"{plain(terms.body)} must {plain(terms.act)}"]
    if terms.within_h is not None:
        since = f" of {plain(terms.trigger)}" if terms.trigger else ""
        parts.append(f"within {terms.within_h:g} hours{since}, the last second included")
    elif terms.trigger:
        parts.append(f"upon {plain(terms.trigger)}")
    if terms.every_days is not None:
        parts.append(f"at least every {terms.every_days:g} days")
    if terms.minimum is not None:
        parts.append(f"at least {terms.minimum} times in each {terms.per}")
    for name, steps in terms.steps.items():
        parts.append(f"in these steps for {plain(name)}: {joined(map(plain, steps), 'then')}")
    return ", ".join(parts)
