"""Damaged norm files are refused with their problems, and nothing else ever happens."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.agreement.accord.norms.accord import Accord
from holdfire.agreement.accord.norms.norm_text import read_norms
from holdfire.agreement.accord.norms.shipped import EXAMPLES, example_text
from holdfire.base.errors import MalformedAgreement
from holdfire.base.problem import Problem

TEXTS = [example_text(name) for name in EXAMPLES]
PIECES = [
    "", "{", "}", "[", "]", ":", "- ", "---\n", '"', "'", "&a ", "*a", "!!str ", "\t", "#", "\n", "24h",
    "-1h", "999999999999d", "eventually[0,1d]", "once[0,*)", "not ", "X", "Y", "u", "now", "1e9", "0/0",
    "unless: ", "readings: {A: {}}\n", "every: 1h\n", "trigger: ", "forall: {v: unit}\n", "norm: Q\n",
    "lines: {X: x}\n", "valid_from: 2031-01-01T00:00Z\n", "valid_to: 1900-01-01T00:00Z\n", "\u202e", "\x00",
    "clause: cessation\n", "create: [{}]\n", "then: {}\n", "ladder: [{}]\n", "deadline: D\n",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        how = draw(st.sampled_from(["put", "cut", "line", "twice", "word"]))
        at = draw(st.integers(0, max(0, len(text) - 1)))
        lines = text.splitlines(keepends=True)
        place = draw(st.integers(0, max(0, len(lines) - 1)))
        if how == "put":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
        elif how == "cut":
            text = text[:at] + text[at + draw(st.integers(1, 30)) :]
        elif how == "line":
            text = "".join(lines[:place] + lines[place + 1 :])
        elif how == "twice":
            text = "".join(lines[: place + 1] + lines[place:])
        else:
            words = text.split(" ")
            one = draw(st.integers(0, len(words) - 1))
            words[one] = draw(st.sampled_from([*PIECES, *words]))
            text = " ".join(words)
    return text


@given(damaged())
@settings(max_examples=200)
def test_a_damaged_file_loads_or_is_refused(text: str) -> None:
    problems, accord = outcome(text)
    if accord is None:
        assert problems
        assert all(problem.message and problem.next_step for problem in problems)
    else:
        assert accord.version
        assert outcome(text) == ((), accord)


def outcome(text: str) -> tuple[tuple[Problem, ...], Accord | None]:
    """The accord, or the problems; any other exception is the test's failure."""
    try:
        return (), read_norms(text, "damaged.yaml")
    except MalformedAgreement as error:
        return error.problems, None


@given(st.text(max_size=200))
def test_any_text_loads_or_is_refused(text: str) -> None:
    problems, accord = outcome(text)
    assert bool(problems) is (accord is None)
