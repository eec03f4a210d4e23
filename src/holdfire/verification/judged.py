"""A clause as accord decides it: its formulas over its trace, and the four words.

True at some instant of the window means that the clause was not kept, false that it was; an
open answer is *unobserved* when all that is missing is an observation of what nobody could
have seen, else *undetermined*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfire.agreement.accord.compiled import Compiled, Part
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.timeline import over
from holdfire.agreement.accord.trace import Lack, Trace
from holdfire.base.truth import Truth
from holdfire.verification.lacking import in_words, only_gaps
from holdfire.verification.verdict import Verdict
from holdfire.verification.window import Window

__all__ = ["THROUGH", "Judged", "Question", "formula_of", "judged"]

THROUGH = "accord"
"""What decides."""


@dataclass(frozen=True, slots=True)
class Question:
    """One part of a clause to ask of a trace, for one value of its key, over a window."""

    part: Part
    trace: Trace
    window: Window
    key: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, what is missing where it is open, and the formula that was asked."""

    verdict: Verdict
    lacks: tuple[Lack, ...]
    formula: str


def judged(compiled: Compiled, questions: Sequence[Question]) -> Judged:
    """Any question answered *true* is a violation; all *false* is a clause kept."""
    value = Truth.FALSE
    lacks: dict[tuple[str, tuple[Value, ...]], Lack] = {}
    for question in questions:
        window = question.window
        found = over(
            question.part.violation,
            question.trace,
            question.key,
            window.start_us,
            window.end_us - 1,
        )
        value = max(value, found.value)
        if value is Truth.TRUE:
            break
        for lack in map(in_words, found.lacks):
            lacks.setdefault((lack.fact, lack.key), lack)
    missing = tuple(lacks.values()) if value is Truth.UNKNOWN else ()
    return Judged(_verdict(value, missing), missing, formula_of(compiled))


def _verdict(value: Truth, lacks: Sequence[Lack]) -> Verdict:
    """Four words of three values."""
    if value is Truth.TRUE:
        return Verdict.VIOLATED
    if value is Truth.FALSE:
        return Verdict.COMPLIED
    return Verdict.UNOBSERVED if only_gaps(lacks) else Verdict.UNDETERMINED


def formula_of(compiled: Compiled) -> str:
    """What is asked, in the surface language: one line for each part."""
    if len(compiled.parts) == 1 and not compiled.parts[0].key:
        return write_formula(compiled.parts[0].violation)
    return "\n".join(
        f"{part.name}({', '.join(part.key)}) := {write_formula(part.violation)}"
        for part in compiled.parts
    )
