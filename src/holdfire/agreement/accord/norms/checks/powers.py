"""L10: who may decide: quorums, holders, ends, and nobody reviews their own decisions."""

from __future__ import annotations

from collections.abc import Iterator

from holdfire.agreement.accord.formula import Atom, Formula
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm import Body, Modality, Norm, Quorum
from holdfire.agreement.problems import Problems

__all__ = ["check_powers"]


def check_powers(accord: Accord, problems: Problems) -> None:
    """Keep a problem for every power that could be used by nobody, or by anybody."""
    for body in accord.bodies.values():
        for message, next_step in _body(body, accord):
            problems.add("L10", body.line, f"bodies: {body.name} {message}", next_step)
    for fact in accord.facts.values():
        if not fact.body:
            continue
        held = accord.bodies.get(fact.body)
        if held is None:
            problems.add(
                "L10",
                fact.line,
                f"facts: {fact.name} is decided by {fact.body!r}, which is no body",
                "Declare it under bodies, with its quorum.",
            )
        elif fact.quorum is None and held.quorum is None:
            problems.add(
                "L10", fact.line, f"facts: {fact.name} is decided without a quorum", "5/7"
            )
    for reading in accord.readings:
        for norm in reading.norms:
            problems.clause = norm.name
            _check_norm(norm, accord, problems)
            problems.clause = ""


def _body(body: Body, accord: Accord) -> Iterator[tuple[str, str]]:
    """What is wrong with a body, and how to mend it."""
    if body.name in _reviewed(accord, body.name):
        yield "reviews its own decisions", "Let another body review them."
    for other in body.reviews:
        if other not in accord.bodies:
            yield f"reviews {other!r}, which is no body", f"Known: {', '.join(accord.bodies)}."
    if body.since is not None and body.until is not None and body.until <= body.since:
        yield "ends before it begins", "Check both times."
    if body.powers and body.quorum is None and _unsaid(accord, body.powers):
        yield "decides without a quorum", "quorum: 5/7"


def _unsaid(accord: Accord, powers: tuple[str, ...]) -> bool:
    """Does any of these facts leave its quorum to the body?"""
    return any(name in accord.facts and accord.facts[name].quorum is None for name in powers)


def _reviewed(accord: Accord, start: str) -> set[str]:
    """The bodies that a body reviews, directly or through others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        body = accord.bodies.get(waiting.pop())
        for other in body.reviews if body is not None else ():
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _check_norm(norm: Norm, accord: Accord, problems: Problems) -> None:
    """A power has a holder and an end; whoever must use one exists."""
    if norm.modality is Modality.POWER:
        if not norm.holder:
            problems.add("L10", norm.line, "the power has no holder", "holder: board")
        if norm.end is None and norm.deadline is None:
            problems.add("L10", norm.line, "the power has no end", "Say until when under end.")
        held = accord.bodies.get(norm.holder)
        if norm.quorum is None and held is not None and held.quorum is None:
            problems.add("L10", norm.line, "the power has no quorum", "quorum: 5/7")
    if norm.then is not None and norm.then.power is not None and not norm.then.holder:
        problems.add("L10", norm.line, "then: else names no holder", "holder: board")
    if norm.create:
        return
    for key, what in (("waiver", norm.waiver), ("discharge", norm.discharge)):
        if what is not None and what.body:
            _check_decider(norm, key, what.formula, (what.body, what.quorum), accord, problems)
    then = norm.then
    if then is not None and then.power is not None and then.holder:
        _check_decider(norm, "then", then.power, (then.holder, None), accord, problems)


def _check_decider(
    norm: Norm,
    key: str,
    formula: Formula,
    said: tuple[str, Quorum | None],
    accord: Accord,
    problems: Problems,
) -> None:
    """Who is said to decide is who the declared fact says, with the same quorum.

    Otherwise a decision could be valid by one part of the text and not by another.
    """
    body, quorum = said
    if body not in accord.bodies:
        problems.add("L10", norm.line, f"{key}: {body!r} is no body", "Declare it.")
        return
    for inner in formulas(formula):
        fact = accord.facts.get(inner.predicate) if isinstance(inner, Atom) else None
        if fact is None:
            continue
        if fact.body != body:
            problems.add(
                "L10",
                norm.line,
                f"{key}: {fact.name} is not declared as a decision of {body}",
                f'source: "decision({body})" under facts, or name who decides it.',
            )
        elif quorum is not None and quorum != (fact.quorum or accord.bodies[body].quorum):
            problems.add(
                "L10",
                norm.line,
                f"{key}: the quorum is not the one that {fact.name} is declared with",
                "Say it once, under facts or bodies.",
            )
