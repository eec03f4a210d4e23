"""Writing norms: the document of a norm as a file would have it.

The other way round than :mod:`.norm_text`: what is written here reads back as the same
norm. Generated norms (created obligations, closing norms) print the same way, so that what
follows from a text can be read and signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from holdfire.agreement.accord.formula import Atom, Formula
from holdfire.agreement.accord.norms.norm import (
    Created,
    Deadline,
    Defeater,
    Effect,
    Norm,
    Quorum,
    Remedy,
    Step,
    Waiver,
    Withdrawal,
)
from holdfire.agreement.accord.norms.norm_parts import usual_step
from holdfire.agreement.accord.norms.spans import said_span
from holdfire.agreement.accord.syntax.surface_words import write_formula, write_term
from holdfire.agreement.accord.term import Constant, Name, Term, Variable
from holdfire.base.instant import from_micros

__all__ = ["write_norm"]

Pair = tuple[str, str]


def write_norm(norm: Norm) -> str:
    """The document of a norm, one key a line.

    ``read_norms`` gives the same norm back under the same header. Of a norm that is written
    as a clause kind only the kind is shown: its terms are written by the clause's own room.
    """
    return "\n".join(f"{key}: {value}" for key, value in _pairs(norm)) + "\n"


def _pairs(norm: Norm) -> Iterator[Pair]:
    """Keys and values in the order of the guide."""
    yield "norm", norm.name
    yield from _given((("ref", norm.ref), ("text", norm.text)))
    if norm.clause is not None:
        yield "clause", norm.clause.kind.value
        return
    yield "modality", norm.modality.value
    yield from _terms((("bearer", norm.bearer), ("counterparty", norm.counterparty)))
    if norm.key:
        yield "forall", _flow(tuple((name, sort) for name, sort in norm.key))
    if norm.when is not None and norm.when.within is not None:
        within = said_span(norm.when.within)
        yield "when", _flow((("if", _formula(norm.when.formula)), ("within", within)))
    formulas = (
        ("when", norm.when.formula if norm.when and norm.when.within is None else None),
        ("trigger", norm.trigger),
        ("content", norm.content),
    )
    yield from ((key, _formula(formula)) for key, formula in formulas if formula is not None)
    yield from _exceptions(norm)
    if norm.requires:
        yield "requires", _list(tuple(_formula(each) for each in norm.requires))
    if norm.lapses is not None:
        yield "lapses", _formula(norm.lapses)
    yield from _times(norm)
    yield from _consequences(norm)
    yield from _rest(norm)


def _times(norm: Norm) -> Iterator[Pair]:
    """Deadline, period and clock-stop."""
    if norm.deadline is not None:
        yield "deadline", _deadline(norm.deadline)
    if norm.every is not None:
        yield "every", said_span(norm.every)
    if norm.uncertainty:
        yield "uncertainty", _flow(tuple(norm.uncertainty.items()))
    if norm.suspend is not None:
        yield "suspend", _formula(norm.suspend)


def _consequences(norm: Norm) -> Iterator[Pair]:
    """What lets it go, what it brings about, what follows a violation."""
    for key, waiver in (("discharge", norm.discharge), ("waiver", norm.waiver)):
        if waiver is not None:
            yield key, _waiver(waiver)
    if norm.create:
        yield "create", _list(tuple(_created(made) for made in norm.create))
    if norm.then is not None:
        yield "then", _remedy(norm.then)
    if norm.ladder:
        yield "ladder", _list(tuple(_step(step, norm) for step in norm.ladder))
    if norm.withdrawn is not None:
        yield _withdrawal(norm.withdrawn, norm)


def _rest(norm: Norm) -> Iterator[Pair]:
    """Everything else."""
    yield from _given((("holder", norm.holder), ("quorum", _quorum(norm.quorum))))
    if norm.end is not None:
        yield "end", _deadline(norm.end)
    if norm.priority is not None:
        yield "priority", str(norm.priority)
    if norm.survives:
        yield "survives", "yes"
    yield from _given((("severity", norm.severity), ("character", norm.character)))
    yield "standard", _share(norm.standard)
    yield "min_coverage", _share(norm.min_coverage)
    yield from _given((("plain", norm.plain),))


def _given(pairs: tuple[Pair, ...]) -> Iterator[Pair]:
    """Texts that are not empty."""
    for key, value in pairs:
        if value:
            yield key, _text(value)


def _terms(pairs: tuple[tuple[str, Term | None], ...]) -> Iterator[Pair]:
    """Terms that are given."""
    for key, term in pairs:
        if term is not None:
            yield key, _term(term)


def _text(value: str) -> str:
    """A scalar in double quotes, which YAML and JSON write alike."""
    return json.dumps(value, ensure_ascii=False)


def _flow(pairs: tuple[Pair, ...]) -> str:
    """A mapping in one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs if value) + "}"


def _list(values: tuple[str, ...]) -> str:
    """A list in one line."""
    return "[" + ", ".join(values) + "]"


def _formula(formula: Formula) -> str:
    """A formula in quotes."""
    return _text(write_formula(formula))


def _term(term: Term) -> str:
    """A term: a bare name, or a function in quotes."""
    if isinstance(term, Constant | Name | Variable):
        return str(term.value) if isinstance(term, Constant) else term.name
    return _text(write_term(term))


def _quorum(quorum: Quorum | None) -> str:
    """``5/7``."""
    return "" if quorum is None else f"{quorum.needed}/{quorum.of}"


def _share(thousandths: int) -> str:
    """A threshold as a decimal number."""
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def _deadline(deadline: Deadline) -> str:
    """A duration, an anchor with a duration, or an instant."""
    base = deadline.base
    if base is None:
        return said_span(deadline.after)
    if isinstance(base, Constant) and isinstance(base.value, int):
        return from_micros(base.value + deadline.after).isoformat().replace("+00:00", "Z")
    name = base.name if isinstance(base, Name) else ""
    return f"{name} + {said_span(deadline.after)}" if deadline.after else name


def _exceptions(norm: Norm) -> Iterator[Pair]:
    """Exceptions under one key, reservations each under its own."""
    own = tuple(_defeater(each) for each in norm.unless if not each.bearer)
    if own:
        yield "unless", _list(own)
    for each in norm.unless:
        if each.bearer:
            then = _flow((("defer", said_span(each.defer)),)) if each.defer else "excuse"
            pairs = (("name", each.name), ("if", _formula(each.condition)), ("then", then))
            yield f"reservation({each.bearer})", _flow((*pairs, *_order(each)))


def _defeater(each: Defeater) -> str:
    """One exception."""
    pairs: tuple[Pair, ...] = (("name", each.name), ("if", _formula(each.condition)))
    if each.effect is not Effect.EXCUSE:
        pairs = (*pairs, ("effect", each.effect.value))
    if each.defer:
        pairs = (*pairs, ("defer", said_span(each.defer)))
    return _flow((*pairs, *_order(each)))


def _order(each: Defeater) -> tuple[Pair, ...]:
    """Priority and what it beats."""
    priority = "" if each.priority is None else str(each.priority)
    return (("priority", priority), ("beats", _list(each.beats) if each.beats else ""))


def _waiver(waiver: Waiver) -> str:
    """A waiver with who may give it."""
    return _flow(
        (
            ("when", _formula(waiver.formula)),
            ("by", waiver.body),
            ("quorum", _quorum(waiver.quorum)),
            ("retroactive", "yes" if waiver.retroactive else ""),
        )
    )


def _created(made: Created) -> str:
    """One created obligation."""
    return _flow(
        (
            ("name", made.name),
            ("with", _flow(tuple(made.values.items())) if made.values else ""),
            ("obligation", _formula(made.content)),
            ("bearer", "" if made.bearer is None else _term(made.bearer)),
            ("counterparty", "" if made.counterparty is None else _term(made.counterparty)),
            ("deadline", "" if made.deadline is None else _deadline(made.deadline)),
            ("every", "" if made.every is None else said_span(made.every)),
        )
    )


def _remedy(then: Remedy) -> str:
    """The answer to a trigger."""
    other = ""
    if then.power is not None:
        power, deadline = _formula(then.power), said_span(then.deadline)
        other = _flow((("power", power), ("holder", then.holder), ("deadline", deadline)))
    return _flow(
        (("unless", _formula(then.unless)), ("within", said_span(then.within)), ("else", other))
    )


def _step(step: Step, norm: Norm) -> str:
    """One step of a ladder; the fact that meets it only where it is not the usual one."""
    value = step.holder or (said_span(step.within) if step.within is not None else "")
    within = said_span(step.within) if step.holder and step.within is not None else ""
    entry = usual_step(step.name, norm.name, norm.variables)
    usual = step.done in {None, entry, Atom(entry.predicate, entry.terms[1:])}
    done = "" if usual or step.done is None else _formula(step.done)
    return _flow(((step.name, value), ("when", done), ("within", within)))


def _withdrawal(withdrawn: Withdrawal, norm: Norm) -> Pair:
    """What a withdrawn finding does."""
    commitments = ("commitments", "unwind" if withdrawn.unwind else "keep")
    for variable in norm.variables:
        if withdrawn.formula == Atom("withdrawn", (Variable(variable),)):
            return f"on_withdrawn({variable})", _flow((commitments,))
    variable = norm.variables[0] if norm.variables else "f"
    when = ("when", _formula(withdrawn.formula))
    return f"on_withdrawn({variable})", _flow((when, commitments))
