"""Judging the norms of an accord: every instance of a norm, at an instant, as known at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.case import Case
from holdfire.agreement.accord.norms.clause_norm import judge_clause
from holdfire.agreement.accord.norms.decision import Decision
from holdfire.agreement.accord.norms.instance import Instance
from holdfire.agreement.accord.norms.keys import keys_of_norm
from holdfire.agreement.accord.norms.norm import Modality, Norm
from holdfire.agreement.accord.norms.norm_trace import norm_trace
from holdfire.agreement.accord.norms.obligation import judge_obligation
from holdfire.agreement.accord.norms.permission import judge_permission, judge_power
from holdfire.agreement.accord.norms.prohibition import judge_prohibition
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline.view import View
from holdfire.agreement.accord.trace import Trace

__all__ = ["all_instances", "case_of", "creates", "instances", "judged", "of_key"]


def instances(
    accord: Accord,
    norm: Norm | str,
    trace: Trace,
    at: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> tuple[Instance, ...]:
    """Every instance of a norm at instant ``at``, as known at ``known_at``, by key.

    ``trace`` is the world as known at ``known_at``. ``decisions`` is the register of
    decisions: with it, what bodies decide counts only where the decision is valid; without
    it the trace is taken at its word. A norm that only creates others has the instances of
    those. A pure function: the same input gives the same answer.
    """
    found = accord.norm(norm) if isinstance(norm, str) else norm
    case = case_of(accord, trace, at, known_at, decisions)
    if creates(found):
        made = [each for each in accord.norms if each.made_by == found.name]
        return tuple(one for each in made for one in judged(case, each))
    return judged(case, found)


def case_of(
    accord: Accord,
    trace: Trace,
    at: int,
    known_at: int,
    decisions: Iterable[Decision] | None = None,
) -> Case:
    """The case of an accord, to judge many norms of it without reading the world twice."""
    world = norm_trace(accord, trace, decisions, known_at)
    return Case(accord, View(world), at, known_at)


def judged(case: Case, norm: Norm) -> tuple[Instance, ...]:
    """Every instance of one norm of the case."""
    if norm.clause is not None:
        return judge_clause(case, norm, norm.clause)
    return tuple(one for env in keys_of_norm(case, norm) for one in of_key(case, norm, env))


def of_key(case: Case, norm: Norm, env: Mapping[str, Value]) -> Iterable[Instance]:
    """The instances of one key."""
    match norm.modality:
        case Modality.PROHIBITION:
            return (judge_prohibition(case, norm, env),)
        case Modality.OBLIGATION:
            return judge_obligation(case, norm, env)
        case Modality.PERMISSION:
            return (judge_permission(case, norm, env),)
        case Modality.POWER:
            return judge_power(case, norm, env)


def all_instances(
    accord: Accord,
    trace: Trace,
    at: int,
    known_at: int,
    *,
    decisions: Iterable[Decision] | None = None,
) -> tuple[Instance, ...]:
    """Every instance of every norm of the first reading, in the order of the text.

    Norms that only create others are left out: what they create is there.
    """
    case = case_of(accord, trace, at, known_at, decisions)
    return tuple(
        one for norm in accord.norms if not creates(norm) for one in judged(case, norm)
    )


def creates(norm: Norm) -> bool:
    """Does it only bring other norms into being?"""
    return bool(norm.create) or (norm.then is not None and not norm.generated)
