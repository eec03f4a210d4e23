"""Every clause of an agreement: its traces, and the findings where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from holdfire.agreement.accord.compiled import Compiled
from holdfire.agreement.accord.formula import Compare, Formula
from holdfire.agreement.accord.free import formulas
from holdfire.agreement.accord.macros import MACROS, compile_clause
from holdfire.agreement.accord.term import Arithmetic, Constant, Term, Value
from holdfire.agreement.agreement import Agreement
from holdfire.agreement.clause import Clause
from holdfire.agreement.lint.finding import Finding, about, every_clause
from holdfire.agreement.vacuity.scene import Scene, changed, shown
from holdfire.agreement.vacuity.search import SCOPE, Question, Rule, search
from holdfire.base.instant import EPOCH, micros

__all__ = ["ClauseTraces", "question_of", "traces_of", "vacuous"]

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_NOMINAL = EPOCH + timedelta(days=10_957)  # 2000-01-01, where a text gives no time at all
_LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class ClauseTraces:
    """The traces of one clause, line by line; empty where none was found.

    ``violating`` has one for each part of the clause; the two changes say what to change in
    the smallest of these to come to the other traces. ``compiled`` is false for a kind that
    no macro compiles, ``parts`` are the names of the parts, ``words`` what each predicate
    says. ``start`` and ``end`` are the window they lie in.
    """

    clause: Clause
    compiled: bool
    parts: tuple[str, ...]
    violating: tuple[tuple[str, ...], ...]
    complying: tuple[str, ...]
    undetermined: tuple[str, ...]
    complying_change: tuple[str, ...]
    undetermined_change: tuple[str, ...]
    start: int
    end: int
    words: tuple[tuple[str, str], ...] = ()
    scope: str = SCOPE


def traces_of(agreement: Agreement) -> tuple[ClauseTraces, ...]:
    """The traces of each different clause of every reading and amendment."""
    return tuple(_one(clause, agreement) for clause in every_clause(agreement))


def _one(clause: Clause, agreement: Agreement) -> ClauseTraces:
    """One clause."""
    compiled = compile_clause(clause, agreement)
    question = question_of(compiled, agreement)
    known = clause.kind in MACROS
    if not compiled.parts:
        return ClauseTraces(clause, known, (), (), (), (), (), (), question.start, question.end)
    found = search(question)
    leaves = question.leaves

    base = found.smallest

    def lines(scene: Scene | None) -> tuple[str, ...]:
        return () if scene is None else shown(scene, leaves)

    def change(scene: Scene | None) -> tuple[str, ...]:
        return () if scene is None or base is None else changed(scene, base, leaves)

    return ClauseTraces(
        clause,
        known,
        tuple(found.violating),
        tuple(lines(scene) for scene in found.violating.values()),
        lines(found.complying),
        lines(found.undetermined),
        change(found.complying),
        change(found.undetermined),
        question.start,
        question.end,
        tuple(sorted({leaf.predicate: leaf.said for leaf in question.said}.items())),
    )


def question_of(compiled: Compiled, agreement: Agreement) -> Question:
    """The clause with its window, its instants, its sets and its keys.

    A window without an end goes thirty days beyond the last instant of the formulas; one
    without any time begins in the year 2000.
    """
    clause = compiled.clause
    start = micros(clause.starts or agreement.starts or _NOMINAL)
    edges = sorted({edge for part in compiled.parts for edge in _edges(part.violation)})
    if clause.ends is not None:
        end = micros(clause.ends) - 1
    else:
        end = min(max([start, *edges]) + 30 * _DAY, max([start, *edges]) + _LONGEST_DAYS * _DAY)
    side = (*clause.actors, *(party.id for party in agreement.parties), "")[0]
    return Question(
        tuple(Rule(part.name, part.violation, part.key) for part in compiled.parts),
        compiled.leaves,
        start,
        max(start, end),
        _instants(start, end, edges),
        _sets(compiled),
        {each.name: micros(each.instant) for each in agreement.anchors if each.instant},
        {"side": side} if side else {},
    )


def _edges(formula: Formula) -> Iterator[int]:
    """The instants that the formula names."""
    for inner in formulas(formula):
        if isinstance(inner, Compare):
            yield from _instants_of(inner.left)
            yield from _instants_of(inner.right)


def _instants_of(term: Term) -> Iterator[int]:
    """The instants of a term."""
    if isinstance(term, Constant) and term.unit == "instant" and isinstance(term.value, int):
        yield term.value
    elif isinstance(term, Arithmetic):
        yield from _instants_of(term.left)
        yield from _instants_of(term.right)


def _instants(start: int, end: int, edges: Iterable[int]) -> tuple[int, ...]:
    """When something may happen: the middle of the first day, and around every edge."""
    wanted = [min(start + _DAY // 2, end)]
    for edge in edges:
        wanted += [edge + _SECOND, edge, edge - _SECOND]
    wanted += [start, end]
    return tuple(dict.fromkeys(at for at in wanted if start <= at <= end))


def _sets(compiled: Compiled) -> dict[str, tuple[Value, ...]]:
    """The members of every set that a leaf asks about."""
    return {leaf.of: tuple(leaf.members) for leaf in compiled.leaves if leaf.of}


def vacuous(found: Iterable[ClauseTraces]) -> Iterator[Finding]:
    """W17: clauses that nothing violates, or that nothing keeps, up to the scope."""
    for each in found:
        if not each.compiled or each.clause.awaits:
            continue
        if not each.parts:
            yield about(
                "W17",
                each.clause,
                "nothing can ever violate it: its data give no limit, or no time",
                "Give the number, or the time from which it is due.",
            )
            continue
        for name, trace in zip(each.parts, each.violating, strict=True):
            if not trace:
                part = "" if len(each.parts) == 1 else f" part {name!r}"
                yield about(
                    "W17",
                    each.clause,
                    f"nothing was found that violates its{part or ' words'} (up to scope: "
                    f"{each.scope})",
                    "Check its times and limits: a deadline after its end binds nobody.",
                )
        if not each.complying:
            yield about(
                "W17",
                each.clause,
                f"nothing was found that complies with it (up to scope: {each.scope})",
                "Check its limits: what nobody can keep binds nobody.",
            )
