from __future__ import annotations

import pytest

from holdfire.agreement.problems import MAX_PROBLEMS, Problems, Refusal
from holdfire.base.errors import MalformedAgreement


def test_nothing_is_raised_where_nothing_was_found() -> None:
    Problems("f").raise_if_any()


def test_problems_come_in_the_order_of_the_text_and_once_each() -> None:
    problems = Problems("f")
    problems.add("L1", 9, "late", "mend")
    problems.add("L1", 2, "early", "mend")
    problems.add("L1", 9, "late", "mend")
    assert [p.message for p in problems.all()] == ["early", "late"]


def test_the_error_names_file_line_clause_and_rule() -> None:
    problems = Problems("f.yaml")
    problems.clause = "2d"
    problems.refuse("L9", 7, "deadline", Refusal("too late", "Check it."))
    with pytest.raises(MalformedAgreement) as caught:
        problems.raise_if_any()
    error = caught.value
    assert error.problems[0].shown() == "f.yaml:7 clause 2d [L9] deadline: too late. Check it."
    assert error.where == "f.yaml, line 7"
    assert error.lines()[-1] == error.problems[0].shown()
    assert error.exit_code == 3


def test_a_hostile_file_gives_a_short_answer() -> None:
    problems = Problems("f")
    for number in range(10 * MAX_PROBLEMS):
        problems.add("L1", number, "bad", "mend")
    assert len(problems.all()) == MAX_PROBLEMS
