"""A register is false between its two instants where nothing is entered, unknown outside."""

from __future__ import annotations

import pytest

from holdfire.agreement import load_library
from holdfire.agreement.accord.macros import compile_clause
from holdfire.agreement.accord.register import Entry, Register, register_trace
from holdfire.agreement.accord.trace import LackKind
from holdfire.base.truth import Truth

GOLAN = load_library("golan-1974")
COMPILED = compile_clause(
    next(clause for clause in GOLAN.readings[0].clauses if clause.id == "V"), GOLAN
)
OGG = ("OGG", "inspect the area of limitation")


def register(source: str, start: int, end: int, *entries: Entry) -> Register:
    return Register(source, f"keeper of {source}", (("performed", OGG),), start, end, entries)


def value_at(at: int, *registers: Register) -> Truth:
    pieces = register_trace(COMPILED, registers).unlisted("performed")
    return next(piece.value for piece in pieces if piece.start <= at <= piece.end)


@pytest.mark.parametrize(
    ("at", "value"),
    [(9, Truth.UNKNOWN), (10, Truth.FALSE), (20, Truth.FALSE), (21, Truth.UNKNOWN)],
)
def test_it_is_closed_from_its_first_to_its_last_instant(at: int, value: Truth) -> None:
    assert value_at(at, register("log", 10, 20)) is value


def test_of_two_registers_only_what_both_complete_is_closed() -> None:
    both = (register("a", 10, 20), register("b", 15, 30))
    assert [value_at(at, *both) for at in (12, 15, 20, 25)] == [
        Truth.UNKNOWN,
        Truth.FALSE,
        Truth.FALSE,
        Truth.UNKNOWN,
    ]


def test_registers_that_do_not_meet_and_no_register_leave_all_unknown() -> None:
    apart = (register("a", 10, 20), register("b", 25, 30))
    assert {value_at(at, *apart) for at in (15, 22, 27)} == {Truth.UNKNOWN}
    silence = register_trace(COMPILED, ()).unlisted("performed")
    assert [piece.lack.kind for piece in silence if piece.lack] == [LackKind.REGISTER]


def test_an_entry_is_an_event_at_its_instant_with_where_it_stands() -> None:
    entry = Entry("i1", "performed", OGG, 15)
    trace = register_trace(COMPILED, (register("log", 10, 20, entry),))
    (claim,) = trace.claims("performed", ("i1", *OGG))
    assert (claim.value, claim.start, claim.end, claim.ids) == (
        Truth.TRUE,
        15,
        15,
        ("log:i1",),
    )
