"""Judging a norm that is written as a clause kind: by the formulas of its macro."""

from __future__ import annotations

from dataclasses import replace

from holdfire.agreement.accord.compiled import Part
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.norms.case import Case, merged
from holdfire.agreement.accord.norms.instance import Instance, Reason, Word
from holdfire.agreement.accord.norms.norm import Norm
from holdfire.agreement.accord.norms.norm_clause import agreement_of
from holdfire.agreement.accord.norms.prohibition import word_of_lacks
from holdfire.agreement.accord.timeline.answer import Answer, over_keys
from holdfire.agreement.clause import Clause
from holdfire.base.instant import micros
from holdfire.base.truth import Truth

__all__ = ["judge_clause"]


def judge_clause(case: Case, norm: Norm, clause: Clause) -> tuple[Instance, ...]:
    """One instance for each key under which a part of the clause may be violated.

    Where there is none, one instance without a key says that the clause is complied with
    as far as the trace goes, or what is missing to say so.
    """
    base = Instance(
        norm.name,
        (),
        Word.COMPLIED,
        case.at,
        case.known_at,
        case.accord.version,
        Reason.KEPT,
        bearer=clause.actors,
    )
    if not _binds(clause, case.at) or not case.begin <= case.at <= case.last(norm):
        return (replace(base, reason=Reason.NOT_IN_FORCE),)
    compiled = compile_clause(clause, agreement_of(case.accord, (clause,)))
    found = [one for part in compiled.parts for one in _of_part(case, base, part)]
    return tuple(found) if found else (base,)


def _binds(clause: Clause, at: int) -> bool:
    """Is the instant between the clause's own times? One that awaits an event is not."""
    begun = clause.starts is None or micros(clause.starts) <= at
    return (
        begun and not clause.start_awaits and (clause.ends is None or at < micros(clause.ends))
    )


def _of_part(case: Case, base: Instance, part: Part) -> list[Instance]:
    """The instances of one part."""
    answers = over_keys(part.violation, case.view, part.key, case.at, case.at)
    return [_instance(base, answer) for answer in answers if answer.value is not Truth.FALSE]


def _instance(base: Instance, answer: Answer) -> Instance:
    """The instance of one answer."""
    key = answer.key if answer.key is not None else ()
    if answer.value is Truth.TRUE:
        return replace(base, key=key, word=Word.VIOLATED, reason=None, because=answer.ids)
    lacks = merged(answer.lacks)
    return replace(base, key=key, word=word_of_lacks(lacks), reason=None, lacks=lacks)
