"""Norms that are written as a clause kind: read by its reader, judged by its macro."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfire.agreement.accord.fact_trace import FactTrace
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.clause_norm import judge_clause
from holdfire.agreement.accord.norms.instance import Reason, Word
from holdfire.agreement.accord.norms.judging import case_of, instances
from holdfire.agreement.accord.norms.norm import Modality
from holdfire.agreement.accord.norms.norm_clause import agreement_of
from holdfire.base.problem import Problem

DAY = 86_400_000_000
START = 1_930_089_600_000_000
NORM = "norm: C\nclause: cessation\ntext: No fire.\nstarts: E\nactors: [X]\n"
Sample = Callable[..., Accord]


def test_names_of_the_header_are_those_of_the_clause(
    sample: Sample, refused: Callable[..., tuple[Problem, ...]]
) -> None:
    clause = sample(NORM).norm("C").clause
    assert clause is not None
    assert clause.actors == ("X",)
    problems = refused(NORM.replace("[X]", "[Q]"))
    assert {problem.rule for problem in problems} == {"L3"}


@pytest.mark.parametrize(
    ("kind", "modality"),
    [
        ("clause: cessation", Modality.PROHIBITION),
        (
            "clause: withdraw_by\nobjects: {kind: tank}\ndeadline: E + 14 d\narea: {within: 2 km, of: front}",
            Modality.OBLIGATION,
        ),
    ],
)
def test_kinds_that_ask_for_an_act_are_obligations(
    sample: Sample, kind: str, modality: Modality
) -> None:
    assert sample(f"norm: C\n{kind}\ntext: A clause.\n").norm("C").modality is modality


def test_before_it_begins_it_is_not_in_force(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    accord = sample(NORM)
    (one,) = instances(accord, "C", world(accord), START - 1, START)
    assert (one.word, one.reason) == (Word.COMPLIED, Reason.NOT_IN_FORCE)


def test_what_the_trace_does_not_say_is_not_complied(
    sample: Sample, world: Callable[..., FactTrace]
) -> None:
    accord = sample(NORM)
    norm = accord.norm("C")
    assert norm.clause is not None
    case = case_of(accord, world(accord), START + DAY, START + DAY)
    (one,) = judge_clause(case, norm, norm.clause)
    assert one.word in {Word.UNOBSERVED, Word.UNDETERMINED}
    assert one.lacks
    compiled = compile_clause(norm.clause, agreement_of(accord, (norm.clause,)))
    told = {leaf.predicate for leaf in compiled.leaves} | {leaf.of for leaf in compiled.leaves}
    assert {lack.fact for lack in one.lacks} <= told
