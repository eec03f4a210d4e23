"""Registers: who did what when, as their keeper entered it, and up to when it is complete.

A register is a closed world between the instants its keeper declares: what is not entered
there did not happen, as far as the register goes. Outside them it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from holdfire.agreement.accord.compiled import Compiled, Leaf, World
from holdfire.agreement.accord.fact_trace import Declared, FactTrace, Stated, fact_trace
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import (
    FOREVER,
    NEVER,
    Lack,
    LackKind,
    Possible,
    Silence,
)
from holdfire.base.truth import Truth

__all__ = ["REGISTER_FACTS", "Entry", "Register", "register_trace"]

REGISTER_FACTS: Mapping[str, int] = {
    "performed": 2,
    "called": 1,
    "neglected": 2,
    "step": 2,
    "acted": 1,
    "notified": 1,
    "entered": 1,
    "left": 1,
    "through": 1,
}
"""The facts a register may hold, each with the number of words after the entry's own name."""

_COUNTED = frozenset({"entered", "left"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``name`` is its own, ``words`` what the fact says of it, ``at_us`` when.

    ``number`` is how many it stands for. A notice carries the name of the act it is for.
    """

    name: str
    fact: str
    words: tuple[Value, ...]
    at_us: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class Register:
    """The entries of one keeper for some facts, complete from one instant through another."""

    source: str
    keeper: str
    facts: tuple[str, ...]
    complete_from_us: int
    complete_through_us: int
    entries: tuple[Entry, ...] = ()


def register_trace(compiled: Compiled, registers: Iterable[Register]) -> FactTrace:
    """The trace of a clause that rests on registers alone.

    A fact that no register holds is unknown at all times. Of several registers of one fact
    the entries are joined, and it is complete only where all of them are.
    """
    held = tuple(registers)
    wanted = {leaf.predicate for leaf in compiled.leaves}
    stated: list[Stated] = []
    numbers: dict[tuple[str, tuple[Value, ...]], list[tuple[int, Possible]]] = {}
    for register in held:
        for one in register.entries:
            if one.fact not in wanted:
                continue
            ids = (f"{register.source}:{one.name}",)
            key = (one.name, *one.words)
            stated.append(Stated(one.fact, key, one.at_us, one.at_us, event=True, ids=ids))
            if one.fact in _COUNTED:
                amount = Possible(low=one.number, high=one.number)
                numbers["number", (one.name,)] = [(NEVER, amount)]
    declared = [Declared(name, World.CLOSED) for name in sorted(wanted)]
    made = fact_trace(declared, stated, functions=numbers)
    rest = {leaf.predicate: _silence(leaf, held) for leaf in compiled.leaves}
    return replace(made, silences={}, rest=rest)


def _silence(leaf: Leaf, registers: tuple[Register, ...]) -> tuple[Silence, ...]:
    """False where every register of the fact is complete, unknown before and after."""
    mine = [register for register in registers if leaf.predicate in register.facts]
    keepers = ", ".join(sorted({register.keeper for register in mine}))
    lack = Lack(
        LackKind.REGISTER,
        leaf.predicate,
        leaf.rest,
        f"no complete register tells whether {leaf.said}",
        keepers or leaf.supplier,
    )
    start = max((r.complete_from_us for r in mine), default=FOREVER)
    end = min((r.complete_through_us for r in mine), default=NEVER)
    if end < start:
        return (Silence(Truth.UNKNOWN, lack=lack),)
    return (
        Silence(Truth.UNKNOWN, NEVER, start - 1, lack),
        Silence(Truth.FALSE, start, end),
        Silence(Truth.UNKNOWN, end + 1, FOREVER, lack),
    )
