"""The part of a formula and of the trace that forces a definite value.

What is kept is sufficient: the facts of a proof alone, everything else unknown, force the
same value (a provenance of the "why" kind: Buneman, Khanna, Tan, "Why and where: a
characterization of data provenance", ICDT 2001). It is short, not the shortest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from holdfire.agreement.accord.formula import Formula
from holdfire.agreement.accord.term import Value
from holdfire.agreement.accord.trace import Lack, Possible
from holdfire.base.truth import Truth

__all__ = ["Fact", "Given", "Proof"]


class Fact(NamedTuple):
    """A value of a fact over an interval, or of one instant in it (``event``).

    Without a ``key`` it speaks of all things that the trace does not list; ``listed`` is
    false for a key that the trace does not list, where silence speaks.
    """

    predicate: str
    key: tuple[Value, ...] | None
    start: int
    end: int
    value: Truth
    event: bool = False
    listed: bool = True


class Given(NamedTuple):
    """What the trace says of a function from ``start`` on, of an anchor or of a named set."""

    function: str
    terms: tuple[Value, ...] | None
    start: int
    possible: Possible
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """A formula, its value over ``[start, end]``, and what forces it."""

    formula: Formula
    value: Truth
    start: int
    end: int
    env: tuple[tuple[str, Value | None], ...] = ()
    ids: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    facts: tuple[Fact, ...] = ()
    given: tuple[Given, ...] = ()
    children: tuple[Proof, ...] = ()

    def walk(self) -> Iterator[Proof]:
        """The proof and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_ids(self) -> tuple[str, ...]:
        """Every statement it rests on, in rising order."""
        return tuple(sorted({name for proof in self.walk() for name in proof.ids}))
