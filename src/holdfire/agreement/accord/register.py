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

__all__ = ["REGISTER_FACTS", "Entry", "Register", "holders_of", "register_trace"]

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
_IN_SPAN = {"performed_in": "performed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``name`` is its own, ``words`` what the fact says of it, ``at_us`` when.

    ``number`` is how many it stands for. A notice carries the name of the act it is for.
    The same name is the same thing in every register; who gives none gets one of his own.
    """

    name: str
    fact: str
    words: tuple[Value, ...]
    at_us: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class Register:
    """The entries of one keeper, complete from one instant through another.

    ``holds`` are the facts it keeps, each with its words (those before the number of a
    step): of acts with other words it says nothing, however complete it is.
    """

    source: str
    keeper: str
    holds: tuple[tuple[str, tuple[Value, ...]], ...]
    complete_from_us: int
    complete_through_us: int
    entries: tuple[Entry, ...] = ()


def register_trace(
    compiled: Compiled, registers: Iterable[Register], span: tuple[str, int, int] | None = None
) -> FactTrace:
    """The trace of a clause that rests on registers alone.

    A fact that no register holds is unknown at all times. Of several registers of one fact
    the entries are joined, and it is complete only where all of them are. ``span`` names a
    civil window with its first and last instant: what was performed inside it is
    ``performed_in`` it at all times.
    """
    held = tuple(registers)
    wanted = {leaf.predicate for leaf in compiled.leaves}
    stated: list[Stated] = []
    numbers: dict[tuple[str, tuple[Value, ...]], list[tuple[int, Possible]]] = {}
    for register in held:
        for one in register.entries:
            stated += _said(register, one, wanted, span)
            if one.fact in _COUNTED:
                amount = Possible(low=one.number, high=one.number)
                numbers[f"number_{one.fact}", (one.name,)] = [(NEVER, amount)]
    declared = [Declared(name, World.CLOSED) for name in sorted(wanted)]
    made = fact_trace(declared, stated, functions=numbers)
    rest = {name: _silence(name, compiled.leaves, held, span) for name in sorted(wanted)}
    return replace(made, silences={}, rest=rest)


def holders_of(leaf: Leaf, registers: Iterable[Register]) -> tuple[Register, ...]:
    """The registers that hold a fact with these words."""
    fact = _IN_SPAN.get(leaf.predicate, leaf.predicate)
    return tuple(each for each in registers if (fact, leaf.rest) in each.holds)


def _said(
    register: Register, one: Entry, wanted: set[str], span: tuple[str, int, int] | None
) -> list[Stated]:
    """What an entry states: an event; a port is a property of its entry at all times."""
    ids = (f"{register.source}:{one.name}",)
    key = (one.name, *one.words)
    found = []
    if one.fact in wanted:
        lasting = one.fact == "through"
        start, end = (NEVER, FOREVER) if lasting else (one.at_us, one.at_us)
        found.append(Stated(one.fact, key, start, end, event=not lasting, ids=ids))
    if one.fact == "performed" and span is not None and span[1] <= one.at_us <= span[2]:
        inside = Stated("performed_in", (*key, span[0]), NEVER, FOREVER, ids=ids)
        found.append(inside)
    return found


def _silence(
    predicate: str,
    leaves: Iterable[Leaf],
    registers: tuple[Register, ...],
    span: tuple[str, int, int] | None,
) -> tuple[Silence, ...]:
    """False where every register of the fact is complete, unknown before and after."""
    start, end = NEVER, FOREVER
    lack = None
    for leaf in leaves:
        if leaf.predicate != predicate:
            continue
        mine = holders_of(leaf, registers)
        keepers = ", ".join(sorted({register.keeper for register in mine}))
        said = f"no complete register tells whether {leaf.said}"
        missing = Lack(LackKind.REGISTER, predicate, leaf.rest, said, keepers or leaf.supplier)
        lack = lack if lack is not None and mine else missing
        start = max([start, *(r.complete_from_us for r in mine)]) if mine else FOREVER
        end = min([end, *(r.complete_through_us for r in mine)])
    if predicate in _IN_SPAN and span is not None:
        whole = start <= span[1] and span[2] <= end
        start, end = (NEVER, FOREVER) if whole else (FOREVER, NEVER)
    if end < start:
        return (Silence(Truth.UNKNOWN, lack=lack),)
    pieces = []
    if start > NEVER:
        pieces.append(Silence(Truth.UNKNOWN, NEVER, start - 1, lack))
    pieces.append(Silence(Truth.FALSE, start, end))
    if end < FOREVER:
        pieces.append(Silence(Truth.UNKNOWN, end + 1, FOREVER, lack))
    return tuple(pieces)
