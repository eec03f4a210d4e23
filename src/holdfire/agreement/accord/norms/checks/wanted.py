"""What a small world must look like for a norm to be violated, or to be complied with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfire.agreement.accord.formula import Compare, Formula
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.checks.guards import formulas_of
from holdfire.agreement.accord.norms.checks.scope_values import anchor_instants
from holdfire.agreement.accord.norms.defeat import exception
from holdfire.agreement.accord.norms.generated import REMEDY, permitted
from holdfire.agreement.accord.norms.norm import Deadline, Modality, Norm
from holdfire.agreement.accord.norms.violation import violation
from holdfire.agreement.accord.term import Arithmetic, Constant, Name, Term, Value
from holdfire.agreement.accord.trace import NEVER

__all__ = ["Goal", "Want", "goals"]

Env = Mapping[str, Value]
Want = tuple[Formula, Env, int, int, bool]
_DAY = 86_400_000_000
_FIRST = 20_000 * _DAY
_MOST_INSTANTS = 16


@dataclass(frozen=True, slots=True)
class Goal:
    """Formulas with the values they must have over spans, and when to judge."""

    wanted: tuple[Want, ...]
    at: int


def goals(norm: Norm, accord: Accord, env: Env, first: bool) -> Iterator[Goal]:  # noqa: FBT001
    """Goals for the first outcome of a norm (violated, permitted, used) or the second."""
    if norm.modality is Modality.PROHIBITION:
        formula = violation(norm)
        if formula is not None:
            for at in instants_of(norm, accord):
                yield Goal(((formula, env, at, at, first),), at)
    elif norm.modality is Modality.PERMISSION:
        for at in instants_of(norm, accord):
            yield Goal(((permitted(norm), env, at, at, first),), at)
    elif norm.modality is Modality.POWER:
        yield from _power(norm, accord, env, first)
    else:
        yield from _obligation(norm, accord, env, first)


def instants_of(norm: Norm, accord: Accord) -> tuple[int, ...]:
    """Instants beside every anchor with every duration, inside the life of the text."""
    fixed: set[int] = set()
    spans = {0, 400 * _DAY}
    for _, formula in formulas_of(norm):
        for inner in formulas(formula):
            if isinstance(inner, Compare):
                for side in (inner.left, inner.right):
                    spans |= set(_numbers(side, instants=False))
                    fixed |= set(_numbers(side, instants=True))
    found: dict[int, None] = {}
    for anchor in (*anchor_instants(accord).values(), *sorted(fixed)) or (_FIRST,):
        for span in sorted(spans, reverse=True):
            for near in (0, _DAY, -1, 1):
                found.setdefault(anchor + span + near)
    begin = accord.valid_from if accord.valid_from is not None else NEVER
    inside = [
        at for at in found if at >= begin and (accord.valid_to is None or at < accord.valid_to)
    ]
    return tuple(inside[:_MOST_INSTANTS]) or (begin,)


def _numbers(term: Term, *, instants: bool) -> Iterator[int]:
    """The instants written in a term, or its durations and other measures."""
    match term:
        case Constant(value, unit) if isinstance(value, int) and unit:
            if (unit == "instant") == instants:
                yield value
        case Arithmetic(_, left, right):
            yield from _numbers(left, instants=instants)
            yield from _numbers(right, instants=instants)
        case _:
            return


def _obligation(
    norm: Norm,
    accord: Accord,
    env: Env,
    violated: bool,  # noqa: FBT001
) -> Iterator[Goal]:
    """The trigger holds, nothing excuses, and it is done or not done in time."""
    for start in _starts(norm, accord):
        due = _due(norm, accord, start)
        wanted = _begun(norm, env, start)
        content = norm.content
        then = norm.then if norm.generated == REMEDY else None
        if then is not None:
            due = start + then.within + then.deadline
        if not violated:
            done = max(start, due - 1) if norm.deadline is not None else start
            if content is not None:
                yield Goal((*wanted, (content, env, done, done, True)), due)
            continue
        quiet = [norm.suspend, exception(norm.unless)]
        quiet += [each.formula for each in (norm.discharge, norm.waiver) if each is not None]
        quiet += [norm.withdrawn.formula] if norm.withdrawn is not None else []
        quiet += [content, then.power if then is not None else None]
        off = tuple((each, env, start, due, False) for each in quiet if each is not None)
        yield Goal((*wanted, *off), due + 1)


def _power(norm: Norm, accord: Accord, env: Env, used: bool) -> Iterator[Goal]:  # noqa: FBT001
    """The power is in effect, and is used or not."""
    for start in _starts(norm, accord):
        wanted = _begun(norm, env, start)
        if norm.content is not None:
            content: Want = (norm.content, env, start, start, used)
            yield Goal((*wanted, content), start + 1)


def _begun(norm: Norm, env: Env, start: int) -> tuple[Want, ...]:
    """The trigger and the condition hold at the start."""
    given = [norm.trigger, norm.when.formula if norm.when is not None else None]
    return tuple((each, env, start, start, True) for each in given if each is not None)


def _starts(norm: Norm, accord: Accord) -> tuple[int, ...]:
    """When it may begin."""
    if norm.trigger is None:
        begin = accord.valid_from if accord.valid_from is not None else NEVER
        return (begin,) if norm.when is None else (begin, *instants_of(norm, accord))
    base = norm.deadline.base if norm.deadline is not None else None
    before = () if base is None else (_due(norm, accord, 0) - _DAY,)
    return (*before, *instants_of(norm, accord))


def _due(norm: Norm, accord: Accord, start: int) -> int:
    """When it is due, with nothing stopping the clock."""
    deadline: Deadline | None = norm.deadline
    if deadline is None:
        return start + (norm.every or 0)
    if isinstance(deadline.base, Name):
        anchors = anchor_instants(accord)
        return anchors.get(deadline.base.name, start) + deadline.after
    if isinstance(deadline.base, Constant) and isinstance(deadline.base.value, int):
        return deadline.base.value + deadline.after
    return start + deadline.after
