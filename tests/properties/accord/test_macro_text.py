"""P12: a compiled clause says the same when it is written out and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.oracle.listed import Listed
from tests.oracle.timeline import evaluate as direct
from tests.properties.accord.effort import examples
from tests.properties.accord.rules import rules
from tests.properties.accord.worlds import margin, worlds

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.syntax.guard import check_guarded
from holdfire.agreement.accord.syntax.surface_text import read_formula
from holdfire.agreement.accord.syntax.surface_words import write_formula
from holdfire.agreement.library import library_names, load_library


@pytest.mark.parametrize("name", library_names())
def test_every_clause_of_the_library_is_its_own_text(name: str) -> None:
    agreement = load_library(name)
    clauses = [clause for reading in agreement.readings for clause in reading.clauses]
    for clause in clauses:
        for part in compile_clause(clause, agreement).parts:
            again = read_formula(write_formula(part.violation), variables=part.key)
            assert again == part.violation
            check_guarded(again, frame="timeline", given=part.key)


@examples(100)
@given(rules(points=False), worlds())
def test_what_is_read_again_means_the_same(rule: Formula, world: Listed) -> None:
    """The text, not only the tree: by the direct evaluator at every instant."""
    again = read_formula(
        write_formula(rule, ticks_per_second=1), names=("D",), ticks_per_second=1
    )
    room = margin(rule)
    assert direct(again, world, {}, -room, room) == direct(rule, world, {}, -room, room)
