"""Decisions: who may make one, and what a valid one makes true.

A decision is valid only if it names the power it uses, its body had that power in force at
the time, and its quorum was met. An invalid decision stays on record and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfire.agreement.accord.formula import Atom
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Body, Fact, Modality, Norm, Quorum
from holdfire.agreement.accord.term import Constant, Value

__all__ = ["Decision", "invalid_because", "valid_decisions"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as entered: the power it names, the body, the votes, and what it says.

    ``at`` is the instant from which what it says holds, ``until`` its last instant for a
    state (``None`` for something that happens once); ``known`` is when it was entered.
    ``retracts`` names an entry that was a mistake and does not count from ``known`` on.
    """

    id: str
    power: str
    body: str
    fact: str
    key: tuple[Value, ...]
    at: int
    known: int
    votes: int
    of: int
    until: int | None = None
    retracts: str = ""


def invalid_because(accord: Accord, decision: Decision) -> str:
    """Why a decision does not count; empty where it is valid."""
    fact = accord.facts.get(decision.fact)
    if fact is None or not fact.body:
        return f"{decision.fact} is nothing that a body decides"
    powers = _powers(accord, decision)
    if decision.power != fact.name and decision.power not in {norm.name for norm in powers}:
        return f"it names the power {decision.power!r}, not {fact.name}"
    holder, quorum = fact.body, fact.quorum
    for norm in powers:
        if norm.name == decision.power:
            holder, quorum = norm.holder or holder, norm.quorum or quorum
    body = accord.bodies.get(holder)
    if body is None or decision.body != holder:
        return f"the power belongs to {holder}, not to {decision.body}"
    held = _held(body, fact, decision)
    if held:
        return held
    return _short_of(quorum or body.quorum, decision)


def _powers(accord: Accord, decision: Decision) -> tuple[Norm, ...]:
    """The power norms by which this fact may be decided."""
    return tuple(
        norm
        for norm in accord.norms
        if norm.modality is Modality.POWER
        and isinstance(norm.content, Atom)
        and norm.content.predicate == decision.fact
        and _covers(norm.content, decision.key)
    )


def _covers(act: Atom, key: tuple[Value, ...]) -> bool:
    """Do the constants of the act fit what was decided?"""
    return len(act.terms) == len(key) and all(
        not isinstance(term, Constant) or term.value == value
        for term, value in zip(act.terms, key, strict=True)
    )


def _held(body: Body, fact: Fact, decision: Decision) -> str:
    """Why the body did not hold the power at the time; empty where it did."""
    if body.powers and fact.name not in body.powers:
        return f"{body.name} has no power to decide {fact.name}"
    if body.since is not None and decision.at < body.since:
        return f"{body.name} did not hold the power yet"
    if body.until is not None and decision.at >= body.until:
        return f"{body.name} did not hold the power any more"
    return ""


def _short_of(quorum: Quorum | None, decision: Decision) -> str:
    """Why the quorum was not met; empty where it was."""
    if quorum is None:
        return "no quorum is fixed for it"
    if decision.of != quorum.of:
        return f"the body has {quorum.of} members, the decision counts {decision.of}"
    if not 0 <= decision.votes <= decision.of:
        return f"{decision.votes} votes of {decision.of} members cannot be"
    if decision.votes < quorum.needed:
        return f"{decision.votes} of {quorum.of} are fewer than {quorum.needed}"
    return ""


def valid_decisions(
    accord: Accord, decisions: Iterable[Decision], known_at: int
) -> tuple[Decision, ...]:
    """The valid decisions known by ``known_at``, entries taken back left out, by instant."""
    known = [each for each in decisions if each.known <= known_at]
    retracted = {each.retracts for each in known if each.retracts}
    valid = (
        each
        for each in known
        if each.id not in retracted and not each.retracts and not invalid_because(accord, each)
    )
    return tuple(sorted(valid, key=lambda each: (each.at, each.id)))
