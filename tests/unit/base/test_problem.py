"""A problem says where, which rule, and what to do."""

from __future__ import annotations

from holdfire.base.problem import Problem


def test_a_problem_is_shown_on_one_line() -> None:
    problem = Problem("a.yaml", 12, "4.b", "L7", "the line has no name", "Name it.")
    assert problem.shown() == "a.yaml:12 clause 4.b [L7] the line has no name. Name it."


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    problem = Problem("a.yaml", 0, "", "W1", "no clause is in force", "Check the dates.")
    assert problem.shown() == "a.yaml [W1] no clause is in force. Check the dates."
