from __future__ import annotations

import pytest

from holdfire.agreement.clause import Standard
from holdfire.agreement.fields import Fields
from holdfire.agreement.node import compose
from holdfire.agreement.problems import Problems, Refusal
from holdfire.agreement.standard_text import read_share, read_standard


@pytest.mark.parametrize(("text", "share"), [("0.95", 0.95), ("1", 1.0), ("1.0", 1.0)])
def test_a_share_lies_above_nothing_and_at_most_at_one(text: str, share: float) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["0", "0.0", "1.1", "95 %", "nan", "-0.5", "1e-3", ".5"])
def test_anything_else_is_no_share(text: str) -> None:
    assert isinstance(read_share(text), Refusal)


def test_what_is_not_given_is_taken_from_the_default() -> None:
    problems = Problems("f")
    root = compose("standard: {absent_at: 0.7, min_origins: 1}\n", problems)
    assert root is not None
    fields = Fields(root, ("standard",), problems, "a clause")
    default = Standard(violated_at=0.9, min_coverage=0.6)
    assert read_standard(fields, default) == Standard(0.9, 1, 0.7, 0.6)
