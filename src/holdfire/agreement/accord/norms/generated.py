"""Norms that follow from what is written: created obligations, answers, closing norms.

A permission has no violation of its own. What it says is that the act is forbidden
otherwise: the closing norm, generated here so that it can be printed and signed.
"""

from __future__ import annotations

from dataclasses import replace

from holdfire.agreement.accord.compiled import World
from holdfire.agreement.accord.formula import Atom, Compare, Formula, Not
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.defeat import exception
from holdfire.agreement.accord.norms.norm import Created, Defeater, Fact, Modality, Norm, Waiver
from holdfire.agreement.accord.norms.substitute import all_parts, put
from holdfire.agreement.accord.term import Constant, Term, Variable
from holdfire.agreement.accord.trace import LackKind

__all__ = ["CLOSING", "CREATED", "REMEDY", "permitted", "with_generated"]

CREATED = "created"
REMEDY = "remedy"
CLOSING = "closing"
_REGISTER = "decisions register"


def with_generated(accord: Accord) -> Accord:
    """The accord with every norm that follows from its norms, under each reading."""
    readings = tuple(
        replace(reading, norms=_all(reading.norms, accord)) for reading in accord.readings
    )
    facts = dict(accord.facts)
    for reading in readings:
        for norm in reading.norms:
            facts |= _register_facts(norm, facts)
    return replace(accord, readings=readings, facts=dict(sorted(facts.items())))


def _all(norms: tuple[Norm, ...], accord: Accord) -> tuple[Norm, ...]:
    """Each norm, then what it generates; closing norms last."""
    found: list[Norm] = []
    for norm in norms:
        found.append(norm)
        found.extend(_created(norm, made) for made in norm.create)
        if norm.then is not None:
            found.append(_answer(norm))
    return (*found, *_closing(norms, accord))


def _created(norm: Norm, made: Created) -> Norm:
    """The obligation that a trigger brings into being."""
    values: dict[str, Term] = {name: Constant(value) for name, value in made.values.items()}
    return replace(
        norm,
        name=f"{norm.name}.{made.name}",
        modality=Modality.OBLIGATION,
        content=put(made.content, values),
        deadline=made.deadline or norm.deadline,
        every=made.every or norm.every,
        bearer=made.bearer or norm.bearer,
        counterparty=made.counterparty or norm.counterparty,
        discharge=_waiver(norm.discharge, values),
        waiver=_waiver(norm.waiver, values),
        suspend=None if norm.suspend is None else put(norm.suspend, values),
        create=(),
        then=None,
        generated=CREATED,
        made_by=norm.name,
        line=made.line,
    )


def _waiver(waiver: Waiver | None, values: dict[str, Term]) -> Waiver | None:
    """A waiver of this obligation and no other."""
    return None if waiver is None else replace(waiver, formula=put(waiver.formula, values))


def _answer(norm: Norm) -> Norm:
    """What must follow the trigger: it is mended in time, or the holder uses a power."""
    return replace(
        norm,
        name=f"{norm.name}.then",
        modality=Modality.OBLIGATION,
        content=norm.then.unless if norm.then is not None else None,
        deadline=None,
        every=None,
        discharge=None,
        waiver=None,
        create=(),
        ladder=(),
        generated=REMEDY,
        made_by=norm.name,
    )


def permitted(norm: Norm) -> Formula:
    """When the permission holds: every condition, and it has not lapsed."""
    lapsed = None if norm.lapses is None else Not(norm.lapses)
    when = None if norm.when is None else norm.when.formula
    reserved = exception(norm.unless)
    held = None if reserved is None else Not(reserved)
    return all_parts(when, *norm.requires, lapsed, held)


def _closing(norms: tuple[Norm, ...], accord: Accord) -> tuple[Norm, ...]:
    """For every act that some norm permits: it is forbidden unless one permits it."""
    acts: dict[str, list[Norm]] = {}
    for norm in norms:
        if norm.modality is Modality.PERMISSION and isinstance(norm.content, Atom):
            acts.setdefault(norm.content.predicate, []).append(norm)
    return tuple(_close(name, given, accord) for name, given in sorted(acts.items()))


def _close(predicate: str, norms: list[Norm], accord: Accord) -> Norm:
    """The closing norm of one act; its key are the arguments of the act."""
    fact = accord.facts[predicate]
    names = tuple(f"{sort}_{at}" for at, sort in enumerate(fact.args, 1))
    act = Atom(predicate, tuple(Variable(name) for name in names))
    unless = tuple(Defeater(norm.name, _permits(norm, act), line=norm.line) for norm in norms)
    return Norm(
        f"only_permitted_{predicate}",
        Modality.PROHIBITION,
        key=tuple(zip(names, fact.args, strict=True)),
        content=act,
        unless=unless,
        ref=norms[0].ref,
        text=f"No {predicate} unless permitted by {', '.join(norm.name for norm in norms)}.",
        severity=norms[0].severity,
        survives=any(norm.survives for norm in norms),
        generated=CLOSING,
        made_by=norms[0].name,
        line=norms[0].line,
    )


def _permits(norm: Norm, act: Atom) -> Formula:
    """Does this permission cover the act with these arguments?"""
    content = norm.content
    assert isinstance(content, Atom)  # noqa: S101 - _closing gathers nothing else
    same: list[Formula] = []
    values: dict[str, Term] = {}
    for given, wanted in zip(content.terms, act.terms, strict=True):
        if isinstance(given, Variable) and given.name not in values:
            values[given.name] = wanted
        else:
            same.append(Compare("=", wanted, values.get(getattr(given, "name", ""), given)))
    return all_parts(*same, put(permitted(norm), values))


def _register_facts(norm: Norm, known: dict[str, Fact]) -> dict[str, Fact]:
    """Facts of the decisions register that ladders and withdrawals speak of by themselves."""
    spoken = [step.done for step in norm.ladder]
    spoken.append(norm.withdrawn.formula if norm.withdrawn is not None else None)
    found: dict[str, Fact] = {}
    sorts = dict(norm.key)
    for formula in spoken:
        for inner in formulas(formula) if formula is not None else ():
            if isinstance(inner, Atom) and inner.predicate not in {**known, **found}:
                args = tuple(
                    sorts.get(term.name, "any") if isinstance(term, Variable) else "norm"
                    for term in inner.terms
                )
                found[inner.predicate] = Fact(
                    inner.predicate,
                    args,
                    World.CLOSED,
                    source=_REGISTER,
                    lack=LackKind.REGISTER,
                )
    return found
