"""The facts of one line."""

from __future__ import annotations

from holdfire.agreement.accord.syntax.log_facts import FactReader, LogFact
from holdfire.base.truth import Truth


def test_equal_lines_share_their_facts_and_equal_texts_are_one_object() -> None:
    reader = FactReader(None)
    first, again = reader.line('p("alpha")', 1), reader.line('p("alpha")', 2)
    assert first is again
    other = reader.line('q("alpha")', 3)
    assert first[0][0].args[0] is other[0][0].args[0]


def test_more_facts_are_added_to_those_before() -> None:
    before = FactReader(None).line("p(1)", 1)
    said, withdrawn = FactReader(None).more("?q(2) -r()", 2, before)
    assert said == (LogFact(Truth.TRUE, "p", (1,)), LogFact(Truth.UNKNOWN, "q", (2,)))
    assert withdrawn == (LogFact(Truth.TRUE, "r"),)
