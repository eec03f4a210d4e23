"""Every code says why it matters and what to do."""

from __future__ import annotations

import re

import pytest

from holdfire.base.codes import Code

# The room of each range of numbers, lower end first.
RANGES = (1000, 2000, 2500, 3000, 4000, 4500, 5000, 5500, 8000, 8250, 9000, 9500, 9700)


@pytest.mark.parametrize("code", Code, ids=str)
def test_a_code_carries_two_whole_sentences(code: Code) -> None:
    assert re.fullmatch(r"HF-\d{4}", code)
    assert code.why.endswith(".")
    assert code.why[0].isupper()
    # A next step may end with the command to run.
    assert code.next_step.endswith(".") or code.next_step.startswith("Run: ")
    assert code.next_step[0].isupper()


def test_numbers_are_used_once_and_in_a_room_of_their_own() -> None:
    numbers = [int(code[3:]) for code in Code]
    assert len(set(numbers)) == len(numbers)
    assert all(number > RANGES[0] for number in numbers)


def test_a_code_is_its_own_text() -> None:
    assert str(Code.GEOMETRY_INVALID) == "HF-1007"
    assert {str(code): code for code in Code}["HF-1007"] is Code.GEOMETRY_INVALID
